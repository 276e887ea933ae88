"""What the looks at all stories know of an index that changes, and what knowing it costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.articles import ArticleId
from bot.domain.grouping import StoryIndex
from bot.domain.stories import StoryId
from bot.domain.tongues import Tongues
from bot.domain.twins import QUIET, SMALL, SecondLook
from summarizer import MEANT_LANGUAGES, Fingerprint
from tests.fakes.builders import HOUR, NOW

MARK = Fingerprint((1, 2, 3), (200,) * 3, ())
SPOKEN = ["de", "zh", "xx"]  # nobody can compare the last one

WHAT = ["add", "add", "add", "remove", "forget", "anew", "wait"]
STEPS = st.lists(
    st.tuples(st.sampled_from(WHAT), st.integers(0, 3), st.integers(0, 5), st.booleans()),
    min_size=10,
    max_size=40,
)


class Changing:
    """An index that things happen to, hour by hour."""

    def __init__(self) -> None:
        self.index, self.now = StoryIndex(), NOW

    def do(self, what: str, number: int, article: int) -> None:
        name = ArticleId(f"a{article}")
        if what == "add":
            self._add(self.index, StoryId(f"s{number}"), name, self.now)
        elif what == "remove":
            self.index.remove(name)
        elif what == "forget":
            self.index.forget_before(self.now - 5 * number * HOUR)
        elif what == "anew":  # as after a transaction that failed; a story is gone meanwhile
            before, self.index = self.index, StoryIndex()
            for story, seen_at in before.last_seen.items():
                for member in before.members(story) if story != f"s{number}" else ():
                    self._add(self.index, story, member, seen_at)
        self.now += HOUR * (5 if what == "wait" else 1)

    @staticmethod
    def _add(index: StoryIndex, story: StoryId, name: ArticleId, at: datetime) -> None:
        index.add(story, name, MARK, at, SPOKEN[int(name[1:]) % len(SPOKEN)])


@given(STEPS)
def test_a_small_story_is_due_once_after_every_time_that_it_fell_quiet(steps):
    world, looks = Changing(), SecondLook()
    looked: dict[StoryId, datetime] = {}
    again: dict[StoryId, datetime] = {}
    for what, number, article, looked_now in steps:
        world.do(what, number, article)
        if not looked_now:
            continue
        seen = world.index.last_seen
        looked = {one: at for one, at in looked.items() if one in seen}
        again = {one: at for one, at in again.items() if one in seen}
        wanted = {
            one
            for one, at in seen.items()
            if at + QUIET <= world.now and looked.get(one) != at
            and again.get(one, world.now) <= world.now
            and len(world.index.members(one)) <= SMALL
        }  # fmt: skip
        due = looks.due(world.index, world.now, 99)
        assert set(due) == wanted
        early = dict.fromkeys(due[:article], world.now + number * HOUR)
        looks.looked_at(world.index, due[: article + 1], early)
        again |= early
        looked |= {one: seen[one] for one in due[article : article + 1]}


@given(STEPS)
def test_stories_are_known_by_their_first_articles_in_each_language(steps):
    world, tongues = Changing(), Tongues()
    for what, number, article, looked_now in steps:
        world.do(what, number, article)
        if not looked_now:
            continue
        wanted = {
            name: tongue
            for story in world.index.last_seen
            for tongue, name in world.index.firsts(story).items()
            if tongue in MEANT_LANGUAGES
        }
        several = len(set(wanted.values())) > 1
        assert tongues.missing(world.index) == (wanted if several else {})


class Counted(dict[StoryId, datetime]):
    """Says how often somebody walked over all of it."""

    walks = 0

    def __iter__(self) -> Iterator[StoryId]:
        self.walks += 1
        return super().__iter__()

    def items(self):
        self.walks += 1
        return super().items()


def test_nobody_walks_over_all_stories_for_one_that_changed():
    world, looks, tongues = Changing(), SecondLook(), Tongues()
    for number in range(6):
        world.do("add", number, number)
    world.now += timedelta(days=1)
    looks.looked_at(world.index, looks.due(world.index, world.now, 99), {})
    tongues.missing(world.index)
    world.index.last_seen = counted = Counted(world.index.last_seen)
    world.do("add", 2, 7)
    assert looks.due(world.index, world.now + QUIET, 99) == ["s2"]
    assert "a7" in tongues.missing(world.index)
    assert counted.walks == 0
