"""People look into the archive."""

from __future__ import annotations

import pytest

from bot.commands import finding
from bot.commands.finding import Reach
from bot.messages.blocks import Place
from tests.bot.conftest import shown, taps

TOWNS = ["Aldmoor", "Brackwick", "Cairnholt", "Dunsby", "Elmstead", "Farrowdale", "Gorseley"]
DEEDS = ["built a mill", "lost a match", "bought a tram", "found gold", "cut taxes",
         "planted oaks", "closed a port"]  # fmt: skip


@pytest.fixture
def archive(bot):
    """Seven stories that speak of a mayor, each an hour after the one before."""
    for town, deed in zip(TOWNS, DEEDS, strict=True):
        bot.takes_in(f"{town} {deed}\n\nThe town of {town} {deed}, said mayor {town[::-1]}.")
        bot.world.sleep(hours=1)
    return bot


def order(text: str) -> list[str]:
    return sorted((town for town in TOWNS if town in text), key=text.index)


def test_stories_come_newest_first_page_by_page(archive):
    first = archive.hears("search mayor")
    assert "About “mayor”" in shown(first)
    assert order(shown(first)) == TOWNS[:1:-1]
    assert list(taps(first)) == ["More", "›"]
    second = archive.hears(taps(first)["›"])
    assert "About “mayor” · page 2" in shown(second)
    assert order(shown(second)) == ["Brackwick", "Aldmoor"]
    assert second.place is Place.INSTEAD
    assert list(taps(second)) == ["More", "‹"]
    assert order(archive.says(taps(second)["‹"])) == TOWNS[:1:-1]


def test_what_is_found_can_be_asked_about_and_is_not_told(archive):
    archive.says("search mayor page:2")
    assert "Brackwick lost a match" in archive.says("summary 1")
    assert "Brackwick" in archive.says("summary")


def test_nothing_found_and_nothing_asked(archive):
    assert "Nothing about “gardening” was found." in archive.says("search gardening")
    assert "Nothing about “mayor” was found." in archive.says("search mayor page:9")
    assert "Search for what?" in archive.says('search "-"')
    assert "Usage: search <words…>" in archive.says("search")


def test_what_only_begins_so_is_offered(archive):
    answer = archive.hears("search mayo")
    assert "Nothing about “mayo” was found." in shown(answer)
    assert "Add a star to find words that begin so: `search mayo*`" in shown(answer)
    assert order(archive.says(taps(answer)["search mayo*"])) == TOWNS[:1:-1]
    assert taps(archive.hears("search mayo -gardens")) == {
        "search mayo* -gardens": "search mayo* -gardens"
    }
    for nothing in ('search "mayo"', "search mayo gardening", "search mayo* gardening"):
        assert taps(archive.hears(nothing)) == {}
    long = archive.hears(f"search mayo {'the ' * 20}")
    assert "search mayo*" in shown(long)


def test_a_search_that_no_button_can_say_is_paged_by_typing(archive):
    words = "mayor said the town of " * 4
    answer = archive.hears(f"search {words}")
    assert list(taps(answer)) == ["More"]
    assert "page 2" in archive.says(f"search {words} page:2")


def test_a_phrase_is_found_where_its_words_stand_together(news):
    found = news.says('search "far side"')
    assert "Probe lands on the far side" in found
    assert "was found" in news.says('search "side far"')
    assert "Probe lands" in news.says("search side far")
    assert "Probe lands" in news.says('summary "far side"')
    assert "was found" in news.says('summary "side far"')


def test_what_is_not_to_be_there_is_left_out(news):
    both = news.says("search on*")
    assert "Probe" in both
    assert "Northport" in both
    one = news.says('search on* -football -"far side"')
    assert "Probe" not in one
    assert "Northport" not in one


def test_a_phrase_is_found_in_scripts_without_spaces(bot):
    bot.takes_in("航天员进入空间站\n\n中国航天员进入空间站。他们将在那里工作六个月。")
    assert "航天员" in bot.says('search "进入空间站"')
    assert "航天员" in bot.says("search 空间站")
    assert "was found" in bot.says('search "空间站 进入"')


def test_pages_of_a_phrase_are_turned_by_buttons(bot):
    for n in range(7):
        bot.takes_in(f"Moon base {n}\n\nThe moon base number {n}{n} opened its {'abcdefg'[n]}{n}.")
        bot.world.sleep(minutes=1)
    first = bot.hears('search "moon base" -nothing')
    assert taps(first)["›"] == 'search "moon base" -nothing page:2'
    second = bot.says(taps(first)["›"])
    assert "page 2" in second
    assert taps(bot.hears('search "moon base" -nothing page:2'))["‹"].endswith("page:1")


def test_a_phrase_is_said_back_in_one_pair_of_quotation_marks(news):
    assert "About “Harbor bridge”" in news.says('search "Harbor bridge"')
    assert "Nothing about “no such words” was found." in news.says('search "no such words"')
    told = news.says("help search")
    for form in ('search "moon base"', "search astro*", "search moon -football"):
        assert form in told


def test_a_phrase_of_words_that_are_everywhere_is_looked_for_in_the_newest(bot, monkeypatch):
    monkeypatch.setattr(finding, "IN_CHATS", Reach(stories=3))
    for n in range(5):
        place = "moon base" if n in {0, 4} else "base of the moon"
        bot.takes_in(f"The {place} {n}\n\nThe {place} number {n}{n} opened its {'abcde'[n]}{n}.")
        bot.world.sleep(minutes=1)
    found = bot.says('search "moon base"')
    assert "The moon base 4" in found
    assert "The moon base 0" not in found
    assert "only the newest of them" in found
    assert "only the newest of them" in bot.says('search "base moon"')
    assert "only the newest of them" not in bot.says("search moon base")


def test_a_phrase_is_found_behind_many_stories_that_have_only_its_words(bot, monkeypatch):
    monkeypatch.setattr(finding, "FIRST", 2)
    for n in range(5):
        place = "moon base" if n == 0 else "base of the moon"
        bot.takes_in(f"The {place} {n}\n\nThe {place} number {n}{n} opened its {'abcde'[n]}{n}.")
        bot.world.sleep(minutes=1)
    found = bot.says('search "moon base"')
    assert "The moon base 0" in found
    assert "base of the moon" not in found
    assert "Nothing about “no base” was found." in bot.says('search "no base"')
