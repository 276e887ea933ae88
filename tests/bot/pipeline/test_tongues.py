"""One event in several languages becomes one story; look-alike events do not."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from bot.domain.errors import StoreBusy
from bot.domain.stories import StoryId
from bot.domain.tongues import Tongues
from bot.pipeline import tongues
from bot.pipeline.group import Grouping, group_new, merge_twins
from bot.pipeline.tongues import merge_tongues
from bot.storage.open import open_store
from summarizer import MEANT_LANGUAGES, Meanings, SummarizerError
from tests.bot.conftest import Bot
from tests.fakes.builders import DAY

TOLD = tomllib.loads((Path(__file__).parents[2] / "fakes/tongues.toml").read_text("utf-8"))
NONE = StoryId("none")


class Polyglot(Bot):
    """A bot that compares languages, and forgets what it knows when it starts again."""

    grouping: Grouping

    def starts(self) -> None:
        self.grouping = Grouping(tongues=Tongues())

    def takes(self, *names: str) -> int:
        """Take in articles, named `event.language`; return how many stories were given up."""
        for name in names:
            event, tongue = name.split(".")
            title, _, body = TOLD[event][tongue].partition("\n")
            text = f"{title}\n\n{body}"
            self.source.put(name, text, author=name, language=tongue)
        super().takes_in()
        merged = merge_tongues(self.store, self.world.ambient, self.grouping)
        self.world.sleep(minutes=10)
        return merged

    def stories(self) -> list[list[str]]:
        """Return the names of the articles of each story, both in order."""
        with self.store.snapshot() as tx:
            found = tx.stories.recent(self.world.now - 4 * DAY)
        return sorted(sorted(r.article.key for r in one.reports) for one in found)


@pytest.fixture
def bot():
    polyglot = Polyglot(store=open_store("sqlite:///:memory:"))
    polyglot.starts()
    yield polyglot
    polyglot.store.close()


@pytest.fixture(scope="module")
def all_of_them():
    """A bot that took in everything, each language by itself, and looked twice at it."""
    polyglot = Polyglot(store=open_store("sqlite:///:memory:"))
    polyglot.starts()
    for tongue in ("ru", "en", "zh", "es", "ar", "de"):
        polyglot.takes(*(f"{event}.{tongue}" for event in TOLD))
    polyglot.world.sleep(hours=7)
    merge_twins(polyglot.store, polyglot.world.ambient, polyglot.grouping)
    yield polyglot
    polyglot.store.close()


def test_no_two_events_become_one_and_nearly_all_that_is_one_does(all_of_them):
    stories = all_of_them.stories()
    for story in stories:
        assert len({name.split(".")[0] for name in story}) == 1
    pairs = [pair for story in stories for pair in combinations(story, 2)]
    possible = len(TOLD) * len(list(combinations(TOLD["quake-a"], 2)))
    assert len(pairs) > 0.85 * possible


def test_as_they_come_in_over_hours(bot):
    assert bot.takes("quake-a.zh") == 0
    assert len(bot.grouping.tongues.meanings) == 0  # nothing to compare it with yet
    assert bot.takes("quake-a.ru") == 1
    assert bot.takes("quake-b.en", "bank-a.en") == 0
    assert bot.takes("quake-a.en") == 1
    bot.starts()
    assert bot.takes("quake-b.ar") == 1
    assert bot.stories() == [
        ["bank-a.en"],
        ["quake-a.en", "quake-a.ru", "quake-a.zh"],
        ["quake-b.ar", "quake-b.en"],
    ]


def test_the_same_every_time():
    found = []
    for _ in range(2):
        again = Polyglot(store=open_store("sqlite:///:memory:"))
        again.starts()
        for tongue in ("de", "ar", "zh"):
            again.takes(*(f"{event}.{tongue}" for event in list(TOLD)[:8]))
        found.append(again.stories())
        again.store.close()
    assert found[0] == found[1]


def test_what_comes_later_in_one_of_its_languages_is_compared_with_that_alone(bot):
    bot.takes("ferry-a.en", "ferry-a.zh", "ferry-a.ar", "ferry-a.de")
    (story,) = bot.stories()
    text = TOLD["ferry-a"]["en"].replace("on Sunday night", "late on Sunday")
    bot.source.put("later.en", text.replace("\n", "\n\n") + " Two sailors burned their hands.")
    bot.takes()
    assert bot.stories() == [sorted([*story, "later.en"])]


def test_two_that_were_told_stay_two_and_a_told_one_keeps_its_name(bot):
    bot.says("subscribe everything every 4h")
    bot.world.sleep(minutes=1)
    for name in ("court-a.en", "court-a.ru"):
        event, tongue = name.split(".")
        bot.source.put(name, TOLD[event][tongue].replace("\n", "\n\n"), language=tongue)
        bot.takes_in()
        bot.world.sleep(hours=4)
        assert bot.plans().digests == 1
    with bot.store.snapshot() as tx:
        told = {one.story.id for one in tx.stories.recent(bot.world.now - DAY)}
    assert bot.takes("court-a.zh") == 1
    assert len(bot.stories()) == 2
    with bot.store.snapshot() as tx:
        assert {one.story.id for one in tx.stories.recent(bot.world.now - DAY)} == told


def test_a_store_that_is_busy_amid_it_has_them_compared_once_more(bot, monkeypatch):
    def busy(*_: object) -> None:
        monkeypatch.undo()
        raise StoreBusy("The store is busy.")

    monkeypatch.setattr(tongues, "join", busy)
    with pytest.raises(StoreBusy):
        bot.takes("quake-a.en", "quake-a.zh")
    assert bot.takes() == 1
    assert len(bot.stories()) == 1


def test_another_version_of_an_article_takes_its_place(bot):
    assert bot.takes("quake-a.en", "quake-a.zh") == 1
    text = TOLD["quake-a"]["en"].replace("At least 112", "At least 130").replace("\n", "\n\n")
    bot.source.put("quake-a.en", text, language="en", author="quake-a.en")
    assert bot.takes() == 0
    assert bot.takes("quake-a.ru") == 1
    assert bot.stories() == [["quake-a.en", "quake-a.ru", "quake-a.zh"]]


def test_what_left_the_window_is_forgotten(bot):
    bot.takes("vote-a.en", "rocket-a.zh")
    assert len(bot.grouping.tongues.meanings) == 2
    bot.world.sleep(days=4)
    bot.takes("vote-b.de", "rocket-b.zh")
    assert len(bot.grouping.tongues.meanings) == 2


def test_a_day_in_common_makes_no_two_events_one(bot):
    samples = Path(__file__).parents[3] / "seeds/science"
    for path in sorted(samples.glob("*.txt")):  # both of mid-June, both on old water: 0.47 alike
        bot.source.put(path.name, path.read_text("utf-8"))
    assert bot.takes() == 0
    assert len(bot.stories()) == 2


def test_without_the_extra_nothing_is_compared(bot):
    bot.grouping = Grouping()
    assert bot.takes("quake-a.zh", "quake-a.ru", "quake-a.en") == 0
    assert len(bot.stories()) == 3
    assert group_new(bot.store, bot.world.ambient, bot.grouping) == 0


def test_a_language_that_the_encoder_does_not_know_is_left_alone(bot):
    text = "भूकंप से कई लोगों की मौत\n\nतट के पास मंगलवार को तेज़ भूकंप आया। कई घर गिर गए।"
    bot.source.put("quake.hi", text, language="hi")
    assert bot.takes("quake-a.en", "quake-a.de") == 1
    assert ["quake.hi"] in bot.stories()
    assert "hi" not in MEANT_LANGUAGES
    with pytest.raises(SummarizerError, match="MEANT_LANGUAGES"):
        Meanings().add({"a": text}, "hi")
