"""Articles about one event become one story."""

from __future__ import annotations

from bot.domain.grouping import StoryIndex
from bot.domain.stories import StoryId
from summarizer import fingerprint
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE

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


def test_a_story_is_found_by_its_most_similar_article():
    index = StoryIndex()
    for name, text in {"space": SPACE, "harbor": HARBOR, "football": FOOTBALL}.items():
        title, _, body = text.partition("\n\n")
        index.add(StoryId(name), fingerprint(body, title=title))
    title, _, body = REWRITE.partition("\n\n")
    assert index.find(fingerprint(body, title=title)) == "harbor"
    assert index.find(fingerprint("The price of bread rose by four percent in May.")) is None
    assert index.find(fingerprint("")) is None


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
