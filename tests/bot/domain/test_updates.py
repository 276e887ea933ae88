"""What counts as new in a story."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.updates import MOST, REST, Mark, marked, may_return, news_of, was_told
from summarizer import summarize
from tests.fakes.builders import (
    BODY,
    HOUR,
    NOW,
    a_coverage,
    a_report,
    a_summary,
    an_article,
    an_entry,
)

NEW = "Senator Maria Lopez threatened to block the budget of the agency."


def grown(*bodies, language="en"):
    late = [
        a_report(
            an_article(key=f"late{n}", title=f"Title {n}", body=body, author=f"Paper {n}"),
            summary=a_summary(body, language=language),
        )
        for n, body in enumerate(bodies)
    ]
    return a_coverage(a_report(), *late)


def said(coverage, articles=1):
    news = news_of(coverage, articles)
    return [one.text for one in news.quotes] if news else None


def test_a_copy_and_a_rewording_bring_nothing():
    assert said(grown(BODY)) is None
    assert said(grown("On Friday, twelve nations have agreed to build bases on the moon.")) is None
    assert said(grown("Engineers call it.")) is None  # too short to say anything


def test_a_new_sentence_is_told_once_whoever_repeats_it():
    assert said(grown(f"{BODY} {NEW}", f"{NEW} {BODY}")) == [NEW]
    assert said(grown(NEW, f"{BODY} {NEW}"), articles=2) is None


@pytest.mark.parametrize(
    ("language", "old", "new", "is_news"),
    [
        ("en", "The death toll of the ferry disaster rose to 38.", 41, True),
        ("en", "The death toll of the ferry disaster rose to eleven.", "twelve", True),
        ("en", "The death toll of the ferry disaster rose to 12.", "twelve", False),
        ("en", "The death toll of the ferry disaster rose to 38.", "5e999", False),
        ("en", "The death toll of the ferry disaster rose to 38.", "9" * 400, False),
        ("en", "The repairs of the harbor bridge cost 14,000 crowns.", "15,000", True),
        ("en", "The repairs of the harbor bridge cost 14,000 crowns.", "14 000", False),
        ("en", "The repairs of the harbor bridge cost 14,312 crowns.", "14,000", False),
        ("en", "The repairs of the harbor bridge cost 21,400 crowns.", "21,445", False),
        ("en", "The repairs of the harbor bridge cost 21,400 crowns.", "21,460", True),
        ("en", "Unemployment in the northern provinces fell to 7.2 percent.", "7.4", True),
        ("en", "Inflation in the northern provinces has risen to 21 percent.", "21.4", True),
        ("en", "Inflation in the northern provinces has risen to 21.4 percent.", "21", True),
        ("de", "Die Arbeitslosigkeit in der Provinz sank auf 7,2 Prozent.", "7,4", True),
        ("de", "Die Arbeitslosigkeit in der Provinz sank auf 7,2 Prozent.", "7.2", False),
        ("en", "The divers found the missing ferry near the cape at 11:30.", "14:05", False),
        ("en", "The divers of the navy expect to lift the ferry in 2027.", "2028", False),
        ("zh", "台风造成沿海地区死亡人数上升至38人.", "41", True),
        ("ar", "ارتفع عدد ضحايا غرق العبارة قرب الساحل إلى 38.", "41", True),
    ],
)
def test_a_number_in_the_place_of_another_is_news(language, old, new, is_news):
    number = re.search(r"\d[\d.,:]*\d|eleven", old)[0]
    found = said(retold(old, old.replace(number, str(new)), language))
    assert (found is not None) == is_news


def test_a_number_that_was_told_or_only_adds_a_detail_is_none():
    toll = "The death toll of the ferry disaster rose to {} on Monday."
    story = retold(f"{toll.format(38)} Rescuers searched 41 boats.", toll.format(41))
    assert said(story) is None
    assert said(retold(toll.format("dozens"), toll.format(41))) is None
    assert said(retold(toll.format(38), toll.format(41), more=toll.format(41))) == [toll.format(41)]
    assert said(retold(toll.format(38), toll.format(41), more=toll.format(44)), articles=2) == [
        toll.format(44)
    ]


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        (
            "en",
            "Divers repaired a cracked pillar while ferries waited in harbors.",
            "A diver repairs cracks in the pillars as the ferry waits in the harbor.",
        ),
        (
            "de",
            "Taucher reparierten gerissene Pfeiler, während Fähren in Häfen warteten.",
            "Ein Taucher repariert den Pfeiler, die Fähre wartet im Hafen.",
        ),
    ],
)
def test_what_was_said_in_another_form_of_its_words_is_not_new(language, old, new):
    assert said(retold(old, new, language)) is None


def test_a_number_that_any_earlier_article_had_is_told():
    toll = "The death toll of the ferry disaster rose to {}.".format
    assert said(retold(toll(41), toll(38), more=toll(41)), articles=2) is None


OTHERS = "umber vellum wicker xenon yarrow zephyr".split()  # noqa: SIM905 -- words of a text


def in_text(*words: str | int) -> str:
    """Return a text of these words; a number stands for so many that have to do with nothing."""
    told = [one for word in words
            for one in ((OTHERS * word)[:word] if isinstance(word, int) else [word])]  # fmt: skip
    return f"{' '.join(told)}."


@pytest.mark.parametrize(
    ("old", "is_news"),
    [
        pytest.param(in_text("alder", "birch", "cedar", "maple", "olive"), False, id="together"),
        pytest.param(in_text("alder", "birch", "cedar", "maple"), True, id="too-few"),
        pytest.param(in_text("alder", 9, "birch", "cedar", "maple", "olive"), False, id="near"),
        pytest.param(in_text("alder", 10, "birch", "cedar", "maple", "olive"), True, id="far"),
        pytest.param(
            in_text("alder", 20, "birch", 20, "cedar", 20, "maple", 20, "olive", 20, "palm"),
            True,
            id="all-over-a-long-text",
        ),
        pytest.param(
            in_text("alder", 9, "alder", "birch", "cedar", "maple", 1, "olive"),
            False,
            id="one-twice",
        ),
        pytest.param(
            in_text("alder", "birch", 12, "cedar", "maple", "olive", "palm"),
            True,
            id="two-far-from-the-others",
        ),
    ],
)
def test_what_stands_close_together_was_said_and_what_is_strewn_over_a_text_was_not(old, is_news):
    """Seven words: five of them within fourteen others are most of the sentence."""
    sentence = "Alder birch cedar maple olive palm rowan."
    assert (said(retold(old, sentence)) is not None) == is_news


@pytest.mark.parametrize(
    ("old", "is_news"),
    [
        ("38 birch cedar maple olive palm.", True),
        ("38 umber birch cedar maple olive palm.", True),
        ("38 umber vellum birch cedar maple olive palm.", False),
        ("Birch cedar maple olive palm umber 38.", True),
        ("Birch cedar maple olive palm umber vellum 38.", False),
    ],
)
def test_the_number_of_a_passage_stands_in_it_or_right_beside_it(old, is_news):
    assert (said(retold(old, "41 birch cedar maple olive palm.")) is not None) == is_news


@pytest.mark.parametrize(
    ("new", "is_news"),
    [
        ("Alder birch.", False),
        ("Alder birch cedar.", True),  # three words are enough to say something
        ("Umber vellum wicker alder birch.", True),  # three of five were there: not most of it
        ("Umber vellum wicker xenon alder.", False),
    ],
)
def test_how_much_of_a_sentence_has_to_be_new(new, is_news):
    old = a_report(key="old", body="Umber vellum wicker xenon.", author="Wire")
    story = a_coverage(old, a_report(key="new", body=new, author="Post"))
    assert (said(story) is not None) == is_news


def test_what_is_new_points_to_where_it_stands():
    mayor = "Mayor Ilse Brandt resigned over a missing report."
    story = grown(f"{BODY} {NEW}", f"{mayor} {BODY}")
    news = news_of(story, 1)
    bodies = {one.article.id: one.article.body for one in story.reports}
    assert sorted(one.span.of(bodies[one.article_id]) for one in news.quotes) == [mayor, NEW]
    assert [one.article.id for one in news.reports] == [one.article_id for one in news.quotes]


def test_what_was_told_is_marked_with_how_much_there_was():
    before = {"story-0": Mark(NOW - HOUR, 3), "story-1": Mark(NOW - HOUR, 1)}
    after = marked(before, [an_entry("story-1", article_count=4)], NOW)
    assert after == {"story-0": Mark(NOW - HOUR, 3), "story-1": Mark(NOW, 4)}


@given(st.integers(1, 10**7), st.sampled_from(["{:d}", "{:,d}"]))
def test_no_number_is_news_beside_itself(number, style):
    sentence = "The count of the votes in the harbor district rose to {}.".format
    written = sentence(style.format(number))
    assert said(retold(sentence(number), written)) is None


def retold(old, new, language="en", *, more=""):
    """Return a story that was told with one text and goes on with others."""
    texts = [old, new, *([more] if more else [])]
    reports = [
        a_report(
            an_article(key=f"toll{n}", title="", body=text, author=f"Paper {n}"),
            summary=summarize(text, language=language),
        )
        for n, text in enumerate(texts)
    ]
    return a_coverage(*reports)


def test_the_outlets_are_those_that_have_something_new():
    news = news_of(grown(BODY, NEW), 1)
    assert [one.outlet for one in news.reports] == ["Paper 1"]


def test_what_is_in_no_language_of_the_old_ones_cannot_be_held_to_be_new():
    assert said(grown(NEW, language="de")) is None


@given(
    st.lists(
        st.sampled_from([*BODY.split(". "), NEW, NEW.upper(), "Rain. Snow. Wind."]), max_size=6
    )
)
def test_new_sentences_never_are_old_ones(sentences):
    body = ". ".join(one.rstrip(".") for one in sentences) + "."
    for sentence in said(grown(body)) or []:
        assert sentence.casefold() == NEW.casefold()


def test_no_update_is_endless():
    names = ["zebra", "quartz", "violin", "harvest", "cactus", "lagoon", "pepper", "tunnel",
             "walnut", "hammer"]  # fmt: skip
    body = " ".join(f"The {one} {one}y {one}ist {one}dom was found." for one in names)
    assert len(said(grown(body))) == MOST


def test_it_rests_between():
    story = grown(NEW).story
    assert not may_return(story, Mark(NOW, 2), NOW + 9 * HOUR)
    assert not may_return(story, Mark(NOW, 1), NOW + REST - HOUR)
    assert may_return(story, Mark(NOW, 1), NOW + REST)


def test_an_entry_that_was_told_meanwhile():
    whole, update = an_entry(), an_entry(is_update=True, article_count=2)
    assert not was_told(whole, None)
    assert was_told(whole, Mark(NOW, 1))
    assert was_told(update, None)
    assert not was_told(update, Mark(NOW, 1))
    assert was_told(update, Mark(NOW, 2))
