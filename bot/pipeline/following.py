"""Following: what the running bot does, read from what it keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain

from bot.domain.chats import ChatAddress
from bot.domain.deliveries import OPEN, PartState
from bot.domain.digests import Digest, DigestId
from bot.ports.records import Claim
from bot.ports.store import Store, Transaction

OVERLAP = timedelta(minutes=1)  # what is committed late carries an earlier moment
MOST = 500  # new digests and parts between two looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that the bot did."""

    at: datetime  # in UTC
    what: str  # article, digest, planned, sent, failed …, trouble, mended
    subject: str  # an outlet, a chat, a source
    text: str
    fields: Mapping[str, str | int | None] = field(default_factory=dict)


class Following:
    """Finds out at each look what happened since the one before."""

    def __init__(self, store: Store, since: datetime) -> None:
        """Begin with what happened after `since`."""
        self._store = store
        self._since = since
        self._articles: dict[str, datetime] = {}  # that were told of, and when they were grouped
        self._digests: dict[str, datetime] = {}
        self._parts: dict[str, PartState] | None = None  # by key; None: never looked
        self._troubles: dict[str, str] = {}

    def look(self, now: datetime) -> list[Happening]:
        """Return what happened, in its order."""
        with self._store.snapshot() as tx:
            found = [
                *self._new_articles(tx),
                *self._new_digests(tx),
                *self._new_states(tx, now),
                *self._new_troubles(tx, now),
            ]
        self._since = max(self._since, now - OVERLAP)
        for kept in (self._articles, self._digests):
            for key in [key for key, at in kept.items() if at < self._since - OVERLAP]:
                del kept[key]
        return sorted(found, key=lambda one: one.at)

    def _new_articles(self, tx: Transaction) -> Iterator[Happening]:
        for coverage in reversed(tx.stories.recent(self._since)):
            for report in coverage.reports:
                article = report.article
                is_new = article.id not in self._articles
                self._articles[article.id] = coverage.story.last_seen_at
                if is_new and article.collected_at > self._since - OVERLAP:
                    others = len(coverage.reports) - 1
                    told = f" (+{others} in its story)" if others else ""
                    yield Happening(
                        at=article.collected_at,
                        what="article",
                        subject=report.outlet,
                        text=f"{article.title or article.body[:60]}{told}",
                        fields={"article": article.id, "story": coverage.story.id},
                    )

    def _new_digests(self, tx: Transaction) -> Iterator[Happening]:
        for digest in tx.digests.listed(MOST, after=_before(self._since)):
            if digest.id in self._digests:
                continue
            self._digests[digest.id] = digest.made_at
            count = len(digest.entries)
            yield Happening(
                at=digest.made_at,
                what="digest",
                subject=str(digest.address),
                text=f"{count} {'story' if count == 1 else 'stories'}"
                + (f", {digest.left_out} left out" if digest.left_out else ""),
                fields={"digest": digest.id, "stories": count},
            )

    def _new_states(self, tx: Transaction, now: datetime) -> Iterator[Happening]:
        waiting = tx.outbox.listed(OPEN, MOST)
        found = {one.part.key: one for one in chain(waiting, tx.outbox.latest(MOST))}
        before = self._parts
        for key in (before or {}).keys() - found.keys():
            if (one := tx.outbox.by_key(key)) is not None:
                found[key] = one
        self._parts = {key: one.part.state for key, one in found.items()}
        for key, one in found.items():
            old = None if before is None else before.get(key)
            is_news = one.part.state is not old and one.part.state is not PartState.SENDING
            if before is not None and is_news:
                yield _posted(one, now)

    def _new_troubles(self, tx: Transaction, now: datetime) -> Iterator[Happening]:
        found = {one.source: one.reason or "" for one in tx.sources.troubles()}
        for source, reason in found.items():
            if self._troubles.get(source) != reason:
                yield Happening(at=now, what="trouble", subject=source, text=reason)
        for source in self._troubles.keys() - found.keys():
            yield Happening(at=now, what="mended", subject=source, text="It can be read again.")
        self._troubles = found


def _posted(claim: Claim, now: datetime) -> Happening:
    part = claim.part
    at = part.tried_at if part.tried_at and part.state is PartState.SENT else now
    return Happening(
        at=at,
        what=part.state.value,
        subject=str(claim.address),
        text=f"part {part.n}" + (f": {part.problem}" if part.problem else ""),
        fields={"key": part.key, "attempts": part.attempts},
    )


def _before(moment: datetime) -> Digest:
    """Return what stands before every digest that was made at this moment or later."""
    return Digest(
        id=DigestId(""),
        subscription_id=None,
        address=ChatAddress("console", "local"),
        entries=(),
        left_out=0,
        window_end=moment,
        made_at=moment,
    )
