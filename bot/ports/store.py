"""What is remembered: a store of small collections behind two doors, `snapshot`, `transaction`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from bot.ports.store_archive import Archive
from bot.ports.store_boilerplate import Recurring
from bot.ports.store_chats import Digests, Outbox
from bot.ports.store_days import Days
from bot.ports.store_feeds import Feeds
from bot.ports.store_keeping import Edits, Keeping
from bot.ports.store_news import Articles, Sources, Stories
from bot.ports.store_service import Hearing, Leases, Work, Workspaces
from bot.ports.store_wishes import Chats, Subscriptions


class Transaction(Protocol):
    """Everything that is remembered, as of one moment."""

    @property
    def articles(self) -> Articles: ...  # noqa: D102 -- the class says it
    @property
    def stories(self) -> Stories: ...  # noqa: D102
    @property
    def chats(self) -> Chats: ...  # noqa: D102
    @property
    def subscriptions(self) -> Subscriptions: ...  # noqa: D102
    @property
    def digests(self) -> Digests: ...  # noqa: D102
    @property
    def outbox(self) -> Outbox: ...  # noqa: D102
    @property
    def hearing(self) -> Hearing: ...  # noqa: D102
    @property
    def leases(self) -> Leases: ...  # noqa: D102
    @property
    def workspaces(self) -> Workspaces: ...  # noqa: D102
    @property
    def edits(self) -> Edits: ...  # noqa: D102
    @property
    def keeping(self) -> Keeping: ...  # noqa: D102
    @property
    def sources(self) -> Sources: ...  # noqa: D102
    @property
    def archive(self) -> Archive: ...  # noqa: D102
    @property
    def days(self) -> Days: ...  # noqa: D102
    @property
    def work(self) -> Work: ...  # noqa: D102
    @property
    def feeds(self) -> Feeds: ...  # noqa: D102
    @property
    def recurring(self) -> Recurring: ...  # noqa: D102


class Store(Protocol):
    """Safe to use from several threads. What is kept is read and written inside one of two."""

    def snapshot(self) -> AbstractContextManager[Transaction]:
        """Read, consistently, never waiting for a writer; writing inside is an error."""
        ...

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Do all of it or, when the block raises, nothing; keep it short.

        Raises:
            StoreBusy: another process held the store for longer than we wait.
        """
        ...

    def check(self) -> Sequence[str]:
        """Return what is wrong with the store, a sentence each; nothing: it is whole."""
        ...

    def wipe(self) -> bool:
        """Let no file beside the store hold what was removed from it; False: somebody was busy.

        Then the next call does it. What the server of a database does with it is its own affair.
        """
        ...

    def close(self) -> None:
        """Let go of every connection; safe to call twice."""
        ...
