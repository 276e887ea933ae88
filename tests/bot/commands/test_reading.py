"""People read: what is new, more of one story, stories about words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands.wishes import LONG_AGO
from bot.domain.proving import Verdict
from bot.pipeline.verify import proofs_of
from tests.bot.conftest import FOOTBALL, HARBOR


def test_summary_shows_what_is_new_once(news):
    first = news.says("summary")
    assert "Probe lands on the far side of the moon" in first
    assert "Harbor bridge opens after nine years" in first
    second = news.says("summary")
    assert "Nothing new since today 07:00." in second


def test_every_sentence_of_a_summary_stands_in_its_article(news):
    answer = " ".join(news.says("summary").split())
    body = HARBOR.partition("\n\n")[2]
    sentences = [f"{one.strip().rstrip('.')}." for one in body.split(". ")]
    assert any(sentence in answer for sentence in sentences)


def test_digest_preview_counts_nothing_as_told(news):
    assert "Probe lands" in news.says("digest preview")
    assert "Probe lands" in news.says("digest")
    assert "Nothing new" in news.says("digest")


def test_an_item_of_the_last_list_is_shown_in_its_context(news):
    listing = news.says("summary")
    number = next(n for n in "123" if f"{n}. Harbor" in listing or f"{n}  Harbor" in listing)
    answer = news.says(f"summary {number}")
    assert "Harbor bridge opens after nine years" in answer
    assert "20,000 cars a day" in answer


def test_a_preview_can_be_asked_about_too(news):
    news.says("digest preview")
    assert "Harbor Wire" in news.says("summary 2") or "Northern Post" in news.says("summary 2")


def test_an_item_that_is_not_there(news):
    assert "There is no list yet" in news.says("summary 2")
    news.says("summary")
    assert "There is no item 9; the last list has 1 to 3." in news.says("summary 9")


def test_a_number_is_repeated_as_typed_and_no_longer_than_needed(news):
    news.says("summary penalty")
    assert "There is no item 1234567; the last list has only item 1." in news.says(
        "summary 1234567"
    )
    assert f"There is no item {'9' * 40}…;" in news.says("summary " + "9" * 4000)


@pytest.mark.parametrize("typed", ["summary and", "summary about the", 'summary "-"', "summary ?"])
def test_connecting_words_are_nothing_to_look_for(news, typed):
    assert "Stories about what?" in news.says(typed)


def test_connecting_words_do_not_hinder_a_search(news):
    assert "Northport" in news.says("summary news about the penalty")
    assert "About “and”" in news.says('summary "and"')


def test_a_summary_of_everything_is_what_is_new(news):
    assert "Probe lands" in news.says("summary everything")


def test_words_find_the_newest_stories_in_all_their_forms(news):
    answer = news.says("summary penalty bridges")
    assert "Nothing about" in answer
    assert "Northport" in news.says("summary penalty")
    assert "Harbor bridge" in news.says("summary bridges")


def test_what_a_search_shows_is_not_told(news):
    news.says("summary penalty")
    assert "Northport" in news.says("summary")


def test_a_new_version_is_shown_instead_of_the_old_one(news):
    news.takes_in(FOOTBALL.replace("goalless", "stormy"))
    answer = news.says("summary stormy")
    assert "stormy" in answer
    assert "Nothing about" in news.says("summary goalless")


def test_an_empty_archive_says_where_articles_come_from(bot):
    assert "No articles have come in yet" in bot.says("summary")
    assert "Nothing about “moon” was found." in bot.says("summary moon")


def test_a_headline_and_two_lines_is_shown_as_it_is(bot):
    bot.takes_in("Ferry stopped\n\nThe ferry has stopped.")
    assert "Ferry stopped" in bot.says("summary")
    assert "The ferry has stopped." in bot.says("summary 1")


def test_a_text_without_a_headline_gets_its_most_telling_words(bot):
    body = HARBOR.partition("\n\n")[2]
    bot.source.put("plain.txt", "\n\n" + body)
    bot.takes_in()
    answer = bot.says("summary")
    assert "Sorrel Sound" in answer


def test_a_message_that_is_answered_is_summarized(bot):
    answer = bot.says("summary", reply_to=HARBOR)
    assert "Sorrel Sound" in answer


def test_links_are_refused_for_now(news):
    assert "This bot does not read links" in news.says("summary https://example.com/")


def test_what_is_told_in_one_chat_is_news_in_another(news):
    news.says("summary")
    news.address = "telegram:42"
    assert "Probe lands" in news.says("summary")


def test_other_outlets_of_a_story_are_named(news):
    copy = HARBOR.replace("Some 14,000 people", "About 14,000 people")
    news.takes_in(copy.replace("Harbor bridge opens", "Sound bridge opens"), author="Coast Daily")
    listing = news.says("summary")
    assert "+1 source" not in listing  # it is a copy
    assert "Coast Daily: Sound bridge opens" in news.says("summary 1")


def test_who_stands_above_is_not_named_as_another_who_told_it(bot):
    copy = HARBOR.replace("Some 14,000 people", "About 14,000 people")
    other = copy.replace("Harbor bridge opens", "Sound bridge opens")
    bot.takes_in(HARBOR, author="Harbor Wire")
    bot.says("summary")
    # more outlets come in, one of them twice: whoever leads the story now, the list is as it was
    bot.source.put("b.txt", other, author="Coast Daily")
    bot.source.put("c.txt", other.replace("20,000", "21,000"), author="Coast Daily")
    bot.source.put("d.txt", copy.replace("20,000", "22,000"), author="Harbor Wire")
    bot.takes_in()
    answer = bot.says("summary 1")
    assert answer.count("Harbor bridge opens") == 1
    assert answer.count("Coast Daily: Sound bridge opens") == 1
    with bot.store.transaction() as tx:
        (story, _), *rest = tx.stories.since(LONG_AGO)
        assert not rest
        tx.stories.put(replace(story, lead=story.articles[1], articles=story.articles))
    answer = bot.says("summary 1")
    assert answer.count("Harbor bridge opens") == 1
    assert answer.count("Coast Daily: Sound bridge opens") == 1


def test_a_sentence_that_stands_in_for_a_headline_is_not_said_twice(bot):
    bot.source.put(
        "a.txt", "\n\nThe ferry to the islands has stopped for good. It was 61 years old."
    )
    bot.takes_in()
    assert bot.says("summary").count("The ferry to the islands has stopped") == 1


MINE = """\
Blast in the mine of Tarnvik

An explosion in the mine of Tarnvik left 12 people dead on Monday morning, the police said. \
Rescuers brought thirty miners to the surface in the hours after the blast in the deep shaft. \
The mine has belonged to Norrland Ore since the county sold it in the spring."""

MINE_TOO = """\
Miners die in Tarnvik explosion

The explosion in the deep shaft of the mine of Tarnvik killed 14 people, said the governor. \
Gas had been measured in the shaft twice last week, a union of the miners wrote to the owner. \
The governor ordered all mines of the county to stop work until they have been searched."""


def test_what_outlets_differ_on_is_told_and_proved(bot):
    bot.takes_in(MINE, author="Harbor Wire")
    bot.takes_in(MINE_TOO, author="Northern Post")
    told = " ".join(bot.says("summary").split())
    claims = "“12 people dead” (Harbor Wire), “killed 14 people” (Northern Post)."
    assert f"Outlets differ: {claims}" in told
    assert "(Northern Post)" in told.partition("Outlets differ")[0]  # and what it adds
    more = " ".join(bot.says("summary 1").split())
    assert f"Outlets differ: {claims}" in more
    assert "What others add" in more
    with bot.store.snapshot() as tx:
        digest = tx.digests.last(bot.invocation().address)
        found = proofs_of(tx, digest)
    assert [one.said for one in found[-2:]] == ["12 people dead", "killed 14 people"]
    assert {one.verdict for one in found} == {Verdict.PROVED}


def test_who_was_told_nothing_yet_hears_that_there_is_nothing_and_when_there_may_be(news):
    news.says("subscribe quantum")
    answer = news.says("summary")
    assert "Nothing new in the last days." in answer
    assert "Next digest: today 08:00." in answer
    news.says("schedule off")
    assert news.says("summary") == "Nothing new in the last days."
