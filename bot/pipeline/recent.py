"""Recent: the stories of the last days, read once and kept while nothing in them changes.

Digests and answers look at all of them, again and again, and of a day's articles hardly any has
changed since the last look. What was read is told from what is in the store by its version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from bot.domain.composing import LONG_REACH
from bot.domain.mentions import Texts
from bot.domain.stories import Coverage, StoryId
from bot.ports.store import Transaction

MOST = 30_000_000  # characters of articles that are kept; twice that with their stems
OWN = 2_000  # characters that an article counts for beside its own: names, sentences, moments


class _Read(NamedTuple):
    version: str
    coverage: Coverage
    size: int  # characters


@dataclass(slots=True)
class Recent:
    """Stories as they were read last, and the stems of their texts; for any thread.

    Those of the longest look that is usual are kept, the newest first, as far as there is room.
    What is returned is never older than the transaction: what changed since it was kept is read
    anew.
    """

    texts: Texts = field(default_factory=Texts)
    most: int = MOST
    _known: Mapping[StoryId, _Read] = field(default_factory=dict)
    _was_short: bool = False  # of room, ever: where it never was, nothing is left to forget

    def since(self, tx: Transaction, moment: datetime) -> Sequence[Coverage]:
        """Return what `tx.stories.recent` does."""
        known, versions = self._known, tx.stories.versions(moment)
        current = {
            one: known[one]
            for one, version in versions.items()
            if one in known and known[one].version == version
        }
        changed = [one for one in versions if one not in current]
        if changed:
            for coverage in tx.stories.coverage(changed):
                one = coverage.story.id
                current[one] = _Read(versions[one], coverage, _size(coverage))
            current = {one: current[one] for one in versions if one in current}  # in their order
            self._keep(current, known, moment)
        return [read.coverage for read in current.values()]

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Forget behind a turn of looks the stems of what there was no room for.

        Another thread that goes on meanwhile works out again what it still needs.
        """
        try:
            yield
        finally:
            if self._was_short:
                self._keep_stems(self._known)

    def _keep(
        self, current: Mapping[StoryId, _Read], known: Mapping[StoryId, _Read], moment: datetime
    ) -> None:
        newest = max(read.coverage.story.last_seen_at for read in current.values())
        oldest = min(moment, newest - LONG_REACH)  # before it nobody is likely to look again
        room, kept = self.most, dict[StoryId, _Read]()
        for one, read in chain(current.items(), known.items()):  # what is longer ago comes last
            if one in kept or read.coverage.story.last_seen_at < oldest:
                continue
            room -= read.size
            if room < 0:
                self._was_short |= one in current
                break
            kept[one] = read
        self._known = kept
        self._keep_stems(kept)

    def _keep_stems(self, kept: Mapping[StoryId, _Read]) -> None:
        self.texts.keep(report for read in kept.values() for report in read.coverage.reports)


def _size(coverage: Coverage) -> int:
    return sum(
        OWN + len(report.article.title) + len(report.article.body) for report in coverage.reports
    )
