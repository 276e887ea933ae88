"""Articles about one event become one story."""

from __future__ import annotations

import pytest

from bot.domain.articles import ArticleId
from bot.domain.grouping import WINDOW, StoryIndex
from bot.domain.stories import StoryId
from bot.pipeline.collect import collect
from bot.pipeline.group import Grouping, group_new, merge_twins
from bot.pipeline.summarize import summarize_new
from summarizer import fingerprint
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE
from tests.fakes.builders import HOUR, NOW, a_digest, an_entry

REWRITE = """\
Sorrel Sound bridge open to traffic

After nine years of work the bridge across Sorrel Sound was opened to traffic on Sunday. \
The crossing, 2,100 meters long, replaces the ferry. \
The city council expects 20,000 cars a day; drivers pay a toll of three crowns. \
Before the cars came, 14,000 people had walked across the bridge."""


def stories(bot):
    with bot.store.snapshot() as tx:
        return tx.stories.recent(bot.world.now.replace(year=2000))


def test_another_outlets_report_joins_the_story(news):
    news.takes_in(REWRITE, author="Coast Daily")
    assert sorted(len(one.reports) for one in stories(news)) == [1, 1, 2]
    both = next(one for one in stories(news) if len(one.reports) == 2)
    assert both.outlets == ("Harbor Wire", "Coast Daily")


def test_different_events_stay_apart(news):
    assert len(stories(news)) == 3


def test_a_story_takes_in_nothing_after_three_days(news):
    news.world.sleep(hours=73)
    news.takes_in(REWRITE, author="Coast Daily")
    assert len(stories(news)) == 4


def test_every_article_is_in_one_story_and_a_second_pass_changes_nothing(news):
    before = [one.story for one in stories(news)]
    news.takes_in()
    assert [one.story for one in stories(news)] == before
    grouped = [article for story in before for article in story.articles]
    assert len(grouped) == len(set(grouped)) == 3


def test_a_story_is_found_by_its_articles():
    index = StoryIndex()
    for name, text in {"space": SPACE, "harbor": HARBOR, "football": FOOTBALL}.items():
        title, _, body = text.partition("\n\n")
        marks = fingerprint(body, title=title)
        index.add(StoryId(name), ArticleId(name), marks, NOW)
    title, _, body = REWRITE.partition("\n\n")
    assert index.find(fingerprint(body, title=title), NOW) == "harbor"
    assert index.find(fingerprint(body, title=title), NOW + HOUR) is None
    assert index.find(fingerprint("The price of bread rose by four percent in May."), NOW) is None
    assert index.find(fingerprint(""), NOW) is None


def test_a_near_copy_joins_whatever_its_headline(news):
    agency = HARBOR.partition("\n\n")[2]
    news.takes_in(f"What a day\n\n{agency}", author="Coast Daily")
    assert sorted(len(one.reports) for one in stories(news)) == [1, 1, 2]


def left_over(news, report: str) -> None:
    """Take in a report that is too little like its story to join it, and let hours pass."""
    news.takes_in(report, author="Coast Daily")
    news.world.sleep(hours=7)


FAR = """\
Ferry crews say farewell

The last boat left its pier on Sunday evening. \
Captain Berit Solem carried passengers there for thirty years, in fog, ice and summer storms. \
Now that Sorrel Sound has its bridge, her crews look for other work, \
and both old vessels are for sale to an island community further south."""


def test_a_second_look_makes_one_of_what_is_near_to_nothing_else(news):
    left_over(news, FAR)
    assert len(stories(news)) == 4
    assert merge_twins(news.store, news.world.ambient, Grouping()) == 1
    both = next(one for one in stories(news) if len(one.reports) == 2)
    assert set(both.outlets) == {"Harbor Wire", "Coast Daily"}
    assert merge_twins(news.store, news.world.ambient, Grouping()) == 0


TOLL = """\
Commuters grumble

Most people who drive to Holmsund each morning find the new toll too high. \
A nurse pays sixty crowns a month and says that no bus goes so early. \
Shops near the bridge hope that visitors of Sorrel Sound will come all the same."""


def test_several_that_were_left_over_all_find_back(news):
    news.takes_in(FAR, author="Coast Daily")
    left_over(news, TOLL)
    assert len(stories(news)) == 5
    looks: list[int] = []
    assert merge_twins(news.store, news.world.ambient, Grouping(), tick=looks.append) == 2
    assert looks[0] == 5  # heard after each turn
    assert sorted(len(one.reports) for one in stories(news)) == [1, 1, 3]


def test_two_told_ones_stay_two_and_keep_no_third_from_either(news):
    news.takes_in(FAR, author="Coast Daily")
    with news.store.transaction() as tx:
        entries = [an_entry(one.story.id) for one in tx.stories.recent(news.world.now - WINDOW)]
        tx.digests.add(a_digest(*entries, made_at=news.world.now, window_end=news.world.now))
    left_over(news, TOLL)
    assert merge_twins(news.store, news.world.ambient, Grouping()) == 1
    assert sorted(len(one.reports) for one in stories(news)) == [1, 1, 1, 2]


def test_stories_are_looked_at_only_when_they_have_been_quiet(news):
    news.takes_in(FAR)
    news.world.sleep(hours=5)
    assert merge_twins(news.store, news.world.ambient, Grouping()) == 0


LATER = """\
Bridge across Sorrel Sound takes over from the boats

The bridge across Sorrel Sound opened to traffic on Sunday and replaces the ferry. \
Some 14,000 people walked across before the first cars. \
Captain Berit Solem, who steered the boats for thirty years, walked with them; \
the council takes a toll of three crowns, and both old vessels are for sale."""


def test_what_was_left_over_waits_for_a_story_that_goes_on(news):
    grouping, start = Grouping(), news.world.now
    news.takes_in(FAR, author="Coast Daily")
    news.world.sleep(hours=8)
    news.takes_in(LATER, author="North Post")
    assert len(stories(news)) == 4
    for hour, merged in ((8, 0), (13, 0), (14, 1), (21, 0)):
        news.world.now = start + hour * HOUR
        assert merge_twins(news.store, news.world.ambient, grouping) == merged
    assert sorted(len(one.reports) for one in stories(news)) == [1, 1, 3]


def test_a_story_that_was_told_is_not_given_up(news):
    left_over(news, FAR)
    with news.store.transaction() as tx:
        entries = [an_entry(one.story.id) for one in tx.stories.recent(news.world.now - WINDOW)]
        tx.digests.add(a_digest(*entries, made_at=news.world.now, window_end=news.world.now))
    assert merge_twins(news.store, news.world.ambient, Grouping()) == 0
    assert len(stories(news)) == 4


def summarized(bot, text: str) -> None:
    """Take in a text, all but grouping it."""
    bot.source.put(text[:9], text)
    collect(bot.store, bot.source, bot.world.ambient)
    summarize_new(bot.store)


def test_two_processes_group_as_one_would(bot):
    here, there = Grouping(), Grouping()
    for grouping, text in ((here, HARBOR), (there, SPACE), (here, FOOTBALL), (there, REWRITE)):
        summarized(bot, text)
        group_new(bot.store, bot.world.ambient, grouping)
    found = sorted(len(one.reports) for one in stories(bot))
    assert found == [1, 1, 2]
    assert len(here.index) == 3
    merge_twins(bot.store, bot.world.ambient, here)  # looks what the other has done since
    assert len(here.index) == 4


def test_a_correction_does_not_bring_an_old_story_back(bot):
    grouping, edited = Grouping(), HARBOR.replace("14,000", "15,000")
    for text, days in ((HARBOR, 6), (SPACE, 0), (FOOTBALL, 0), (edited, 0), (FAR, 0)):
        summarized(bot, text)
        group_new(bot.store, bot.world.ambient, grouping)
        bot.world.sleep(days=days)
    bot.world.sleep(hours=7)
    assert merge_twins(bot.store, bot.world.ambient, grouping) == 0
    assert len(grouping.index) == 3


def test_what_was_not_kept_is_not_remembered(bot, monkeypatch):
    grouping = Grouping()
    summarized(bot, HARBOR)

    def refuse(*_):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(StoryIndex, "add", refuse)
        with pytest.raises(ZeroDivisionError):
            group_new(bot.store, bot.world.ambient, grouping)
    assert stories(bot) == []
    assert len(grouping.index) == 0
    assert group_new(bot.store, bot.world.ambient, grouping) == 1


def test_short_texts_that_share_a_few_words_stay_apart(bot):
    for text in (
        "Stocks rise\n\nStocks rose on Monday. The index gained two percent.",
        "Stocks fall\n\nStocks fell on Tuesday. The index lost three percent.",
        "Germany beat France\n\nGermany beat France 2-1 on Sunday.",
        "France beat Spain\n\nFrance beat Spain 2-1 on Sunday.",
        "1",
    ):
        bot.takes_in(text)
    assert len(stories(bot)) == 5


def test_sources_are_counted_and_not_articles(bot):
    for change in ("Some 14,000", "About 14,000", "Nearly 14,000"):
        bot.takes_in(
            HARBOR.replace("Some 14,000", change).replace("Harbor", change), author="Xinhua"
        )
    assert "source" not in bot.says("summary").replace("sources`", "")
