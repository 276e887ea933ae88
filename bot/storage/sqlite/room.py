"""Giving free room back to the disk, a little at a time."""

from __future__ import annotations

from bot.storage.session import Session

STEP_PAGES = 500  # of 4 kB: two megabytes at a time
SLACK = 0.1  # of the file may be free: it is filled again before long
SEARCH_STEP = 100  # pages of the search index that are written anew at a time


class Room:
    """The room that a file takes on its disk."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def give_back(self) -> bool:
        """Do a small part of giving free room back; False: nothing is left to do."""
        before = self._session.value("SELECT total_changes()")
        # Below zero it goes on until one piece is left: till then what is gone is marked as gone.
        self._session.change(
            "INSERT INTO article_terms (article_terms, rank) VALUES ('merge', ?)", (-SEARCH_STEP,)
        )
        merged = self._session.value("SELECT total_changes()") - before > 1
        free = int(self._session.value("PRAGMA freelist_count"))
        pages = int(self._session.value("PRAGMA page_count"))
        if int(self._session.value("PRAGMA auto_vacuum")) == 0 or free <= SLACK * pages:
            return bool(merged)
        for _ in range(min(STEP_PAGES, free)):  # a statement is stepped once: a page at a time
            self._session.change("PRAGMA incremental_vacuum(1)")
        return True
