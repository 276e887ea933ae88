"""Kinship: which recent stories are much like each other, without being one and the same.

A chat that was told one of them finds the other less new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.stories import Coverage, StoryId
from summarizer import SAME_STORY, Fingerprint, similarity

AKIN = 0.6 * SAME_STORY  # so alike, and two stories tell of much the same
TELLING = 16  # terms of a story by which others are found
SHARED = 3  # that a story must have in common with another to be compared in full
MOST_COMPARED = 8
NOBODY: frozenset[StoryId] = frozenset()


@dataclass(slots=True)
class Kinship:
    """The stories of one pass; each is compared with others when somebody was told it."""

    stories: Sequence[Coverage]
    _marks: dict[StoryId, Fingerprint] = field(default_factory=dict)
    _found_by: Mapping[int, Sequence[StoryId]] | None = None
    _kin: dict[StoryId, frozenset[StoryId]] = field(default_factory=dict)

    def of_any(self, told: Iterable[StoryId]) -> frozenset[StoryId]:
        """Return the stories that are much like one of those."""
        return NOBODY.union(*map(self._of, told))

    def _of(self, story_id: StoryId) -> frozenset[StoryId]:
        if story_id not in self._kin:
            self._kin[story_id] = self._compared(story_id)
        return self._kin[story_id]

    def _compared(self, story_id: StoryId) -> frozenset[StoryId]:
        found_by = self._index()
        mine = self._marks.get(story_id)
        if mine is None:
            return NOBODY
        shared: Counter[StoryId] = Counter()
        for term in mine.terms[:TELLING]:
            shared.update(found_by[term])
        del shared[story_id]
        near = sorted(shared, key=lambda one: (-shared[one], one))[:MOST_COMPARED]
        return frozenset(
            other
            for other in near
            if shared[other] >= SHARED and similarity(mine, self._marks[other]) >= AKIN
        )

    def _index(self) -> Mapping[int, Sequence[StoryId]]:
        if self._found_by is None:
            found_by: defaultdict[int, list[StoryId]] = defaultdict(list)
            for coverage in self.stories:
                marks = coverage.lead.fingerprint
                self._marks[coverage.story.id] = marks
                for term in marks.terms[:TELLING]:
                    found_by[term].append(coverage.story.id)
            self._found_by = found_by
        return self._found_by
