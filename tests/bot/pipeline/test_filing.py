"""Topics by words, as the operator defines them."""

from __future__ import annotations

from tests.bot.conftest import FOOTBALL, HARBOR, SPACE


def test_articles_get_the_topics_whose_words_they_have(bot):
    bot.topics = {
        "moon-landings": ("probes", "-football"),
        "cups": ("football clubs", "goalkeepers"),
        "nothing": ("-moon",),
    }
    bot.takes_in(SPACE, FOOTBALL)
    bot.takes_in(HARBOR, tags=frozenset({"coast"}))
    topics = bot.says("topics")
    assert "moon-landings: 1 article" in topics
    assert "cups: 1 article" in topics
    assert "coast: 1 article" in topics
    assert "nothing" not in topics
    assert "Subscribed to cups" in bot.says("subscribe cups")
    assert "It is filed under cups" in bot.says("why 1")


def test_an_unwanted_word_keeps_an_article_out(bot):
    bot.topics = {"moon": ("moon", "-far side"), "side": ("far side",)}
    bot.takes_in(SPACE)
    assert "side: 1 article" in bot.says("topics")
    assert "moon:" not in bot.says("topics")
