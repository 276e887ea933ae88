"""Correct: what was posted is put right when an article that it quotes has another version now.

The digest stays as it was made; what changes is the message in the chat, by an edit that the
courier makes once the part is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.articles import Article, Report
from bot.domain.bodies import FramedBody, Shared, frame_of
from bot.domain.chats import Chat
from bot.domain.composing import corrected, recounted, still_stands
from bot.domain.deliveries import Body, Delivery, Part, PartState
from bot.domain.digests import Digest, Entry
from bot.domain.edits import LONGEST
from bot.domain.quiet import is_quiet
from bot.domain.stories import Coverage, StoryId
from bot.messages.digest import digest_message
from bot.messages.wording import wording
from bot.pipeline.drafting import Render
from bot.pipeline.sharing import Key
from bot.ports.ambient import Ambient
from bot.ports.links import ReadAt, nowhere
from bot.ports.store import Store, Transaction

STORIES = 1000  # changed stories in one look at who was told
LOOKED_AFTER = timedelta(minutes=2)
"""So long after a change it is looked again: digests may just have been planned from what was."""
BATCH = 100  # digests a transaction

MAY_BE_SEEN = frozenset(
    {PartState.PLANNED, PartState.SENDING, PartState.UNKNOWN, PartState.SENT, PartState.CARDED}
)


def correct(store: Store, ambient: Ambient, render: Render, *, read_at: ReadAt = nowhere) -> int:
    """Let every message be edited that says what an article does not say any more; return how many.

    Only of the last 48 hours. A change that leaves headline and quoted sentences as they were
    changes no message.
    """
    edits, now = 0, ambient.now()
    with store.snapshot() as tx:
        changed = tx.stories.changed(STORIES)
        stories = [story_id for story_id, _ in changed]
        told = tx.digests.telling(stories, now - LONGEST) if changed else ()
    corrector = _Corrector(render, now, read_at)
    for start in range(0, len(told), BATCH):
        with store.transaction() as tx:
            for delivery in told[start : start + BATCH]:
                edits += corrector.correct(tx, delivery)
    seen = [(story_id, at) for story_id, at in changed if abs(now - at) >= LOOKED_AFTER]
    if seen:
        with store.transaction() as tx:
            for story_id, changed_at in seen:
                tx.stories.looked_at(story_id, changed_at)
    return edits


@dataclass(slots=True)
class _Corrector:
    """What one look has in common: chats that were told the same get the same."""

    render: Render
    now: datetime
    read_at: ReadAt
    _coverages: dict[StoryId, Coverage | None] = field(default_factory=dict)
    _bodies: dict[Key, Sequence[Shared]] = field(default_factory=dict)
    _entries: dict[Entry, Entry] = field(default_factory=dict)

    def correct(self, tx: Transaction, told: Delivery) -> int:
        """Put the edits of one digest's parts; return how many."""
        digest, delivery = tx.digests.get(told.digest_id), tx.outbox.of(told.id)
        if digest is None or delivery is None:
            return 0
        entries = tuple(self._entry(tx, entry) for entry in digest.entries)
        known = {part.key: tx.edits.latest(part.key) for part in delivery.parts}
        if entries == digest.entries and not any(known.values()):
            return 0
        wrong = {n for n, pair in enumerate(zip(entries, digest.entries, strict=True), 1)
                 if pair[0] != pair[1]}  # fmt: skip
        chat = tx.chats.get(digest.address) or Chat(address=digest.address)
        edits = 0
        bodies = self._rendered(replace(digest, entries=entries), chat)
        for part, body in zip(delivery.parts, bodies, strict=False):
            shown = known[part.key]
            if part.state in MAY_BE_SEEN and _says_wrong(part, body, shown, wrong):
                until = digest.made_at + LONGEST
                edits += tx.edits.put(part.key, body, now=self.now, expires_at=until)
        if edits:
            tx.digests.note_correction(digest.id, self.now)
        return edits

    def _entry(self, tx: Transaction, entry: Entry) -> Entry:
        if entry not in self._entries:
            self._entries[entry] = self._put_right(tx, entry)
        return self._entries[entry]

    def _put_right(self, tx: Transaction, entry: Entry) -> Entry:
        coverage = self._coverage(tx, entry.story_id)
        if coverage is None or not entry.articles:
            return entry
        current = {report.article.id for report in coverage.reports}
        right = entry
        for quoted in entry.articles:
            old = None if quoted in current else tx.articles.get(quoted)
            newer = _newer(old, coverage) if old else None
            if old and newer and not still_stands(entry, old, newer):
                right = corrected(right, old, newer, coverage)
        return recounted(right, current, coverage)

    def _coverage(self, tx: Transaction, story_id: StoryId) -> Coverage | None:
        if story_id not in self._coverages:
            found = tx.stories.coverage([story_id])
            self._coverages[story_id] = found[0] if found else None
        return self._coverages[story_id]

    def _rendered(self, digest: Digest, chat: Chat) -> Sequence[Body]:
        """Return the parts as they would have been made then, in the words of the chat now."""
        zone, then = ZoneInfo(chat.timezone), digest.made_at
        silent = chat.quiet is not None and is_quiet(then, chat.quiet, zone)
        looks: Key = (
            chat.address.platform, chat.timezone, chat.language, silent,
            digest.entries, digest.left_out, digest.window_end, digest.late, digest.quiet_day, then,
        )  # fmt: skip
        link = self.read_at(digest)
        names = [digest.id, *([link] if link else [])]
        if looks not in self._bodies:
            message = digest_message(digest, wording(chat.language), zone, then, read_at=link)
            bodies = self.render(replace(message, silent=silent), chat.address)
            self._bodies[looks] = [frame_of(body, names) for body in bodies]
        return [FramedBody(frame, names) for frame in self._bodies[looks]]


def _newer(old: Article, coverage: Coverage) -> Report | None:
    """Return the report of the version that took an article's place."""
    for report in coverage.reports:
        new = report.article
        if new.replaces == old.id or (new.source, new.key) == (old.source, old.key):
            return report
    return None


def _says_wrong(part: Part, body: Body, shown: Body | None, wrong: set[int]) -> bool:
    """Say whether what stands in a part's place has to go."""
    if body == (part.body if shown is None else shown):
        return False
    items = frozenset(body.get("items") or ())
    told = part.items
    # A chat that has other words or another zone now is not edited for that alone.
    return shown is not None or told is None or items != told or not wrong.isdisjoint(told)
