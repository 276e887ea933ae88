"""What the other articles of a story add to the one that leads it, and how a digest tells it."""

from __future__ import annotations

import pytest

from bot.domain.additions import additions
from bot.domain.chats import Budget
from bot.domain.composing import compose, corrected, still_stands
from bot.domain.subscriptions import Wants
from bot.messages.digest import sentences
from bot.messages.wording import wording
from summarizer import summarize
from tests.fakes.builders import NOW, a_coverage, a_report, an_article

LEAD = (
    "The ferry Sigrun sank off Cape Farrow on Tuesday night, the coast guard said. "
    "All forty people aboard were brought to Kestrel Bay by fishing boats. "
    "The ferry had left Oriel at nine in a storm that was announced in the morning."
)
POST = (
    "All forty people aboard the ferry Sigrun were saved by fishing boats. "
    "The owner of the ferry, Norrland Line, had been fined twice for leaving port in a storm. "
    "Its shares lost a tenth of their value."
)
LEDGER = (
    "The ferry Sigrun lies at ninety meters, too deep for divers, said the salvage firm Brandt. "
    "Brandt wants to look for leaking oil with a robot as soon as the wind allows it."
)
GERMAN = (
    "Die Fähre Sigrun sank in der Nacht zum Mittwoch vor Kap Farrow. "
    "Der Kapitän hatte nach Angaben der Polizei die Warnung vor dem Sturm nicht gehört."
)


def by(outlet, body, **fields):
    article = an_article(key=outlet, author=outlet, body=body, **fields)
    return a_report(article, summary=summarize(body, sentences=10))


WIRE = by("Harbor Wire", LEAD, title="Ferry sinks off Cape Farrow")


def told(*reports, count=3):
    budget = Budget(stories=1, sentences=count)
    return compose([a_coverage(WIRE, *reports)], [Wants()], budget=budget, now=NOW).entries[0]


def test_the_lead_comes_first_then_what_others_add_with_their_names():
    entry = told(by("Post", POST), by("Ledger", LEDGER), count=4)
    assert [quote.outlet for quote in entry.quotes[:2]] == ["", ""]
    assert {quote.outlet for quote in entry.quotes[2:]} == {"Post", "Ledger"}
    said = sentences(entry, wording())
    assert said[0].startswith("The ferry Sigrun sank")
    assert any(text.endswith("leaving port in a storm. (Post)") for text in said)


def test_nothing_is_told_twice():
    entry = told(by("Post", POST), count=4)
    assert sum("forty people" in quote.text for quote in entry.quotes) <= 1


def test_one_sentence_is_the_leads():
    assert [quote.outlet for quote in told(by("Ledger", LEDGER), count=1).quotes] == [""]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_no_more_sentences_than_asked_for_and_each_stands_in_its_article(count):
    reports = [by("Post", POST), by("Ledger", LEDGER)]
    bodies = {one.article.id: one.article.body for one in [WIRE, *reports]}
    quotes = told(*reports, count=count).quotes
    assert len(quotes) <= count
    assert all(quote.span.of(bodies[quote.article_id]) == quote.text for quote in quotes)
    assert sum(not quote.outlet for quote in quotes) * 2 >= min(count, 3)


def test_a_lead_with_little_to_say_leaves_room_for_others():
    short = by("Wire", LEAD.partition(". ")[0] + ".", title="Ferry sinks")
    story = a_coverage(short, by("Post", POST), by("Ledger", LEDGER))
    budget = Budget(stories=1, sentences=3)
    (entry,) = compose([story], [Wants()], budget=budget, now=NOW).entries
    assert [bool(quote.outlet) for quote in entry.quotes] == [False, True, True]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(by("Copy", LEAD, title="Forty saved"), id="copy"),
        pytest.param(by("HARBOR WIRE", LEDGER), id="same-outlet"),
        pytest.param(by("Zeitung", GERMAN), id="another-language"),
        pytest.param(by("Post", POST.partition(". ")[0] + "."), id="nothing-new"),
        pytest.param(by("Sport", "Northport won the cup after penalties in rain."), id="far-off"),
    ],
)
def test_what_adds_nothing_is_not_quoted(other):
    assert all(not quote.outlet for quote in told(other, count=4).quotes)


def test_what_repeats_a_short_sentence_of_the_lead_is_not_quoted_however_much_else_it_says():
    other = by("Post", "The ferry Sigrun sank with eleven crates of stolen ammunition below deck.")
    said = "{} The coast guard announced it on Tuesday."
    assert additions(by("Wire", said.format("The ferry Sigrun sank."), title=""), [other]) == ()
    assert additions(by("Wire", said.format("The ferry Sigrun left Oriel."), title=""), [other])


MAYOR = "Its mayor was aboard the ferry Sigrun and praised the captain of a trawler."
UNION = "The union of sailors had warned of the ferry because of its rusty doors."
ISLAND = "An island without any ferry now asks the navy for helicopters and bread."


def added(*reports) -> list[tuple[str, str]]:
    return [(one.report.outlet, one.text) for one in additions(WIRE, reports)]


def test_three_others_have_their_say_each_once():
    bodies = {"Post": UNION, "Ledger": MAYOR, "Star": ISLAND, "Herald": LEDGER}
    reports = [by(outlet, body) for outlet, body in bodies.items()]
    assert added(*reports) == [("Post", UNION), ("Ledger", MAYOR), ("Star", ISLAND)]
    assert added(by("Post", f"{UNION} {ISLAND}")) == [("Post", UNION)]


def test_whoever_adds_nothing_keeps_no_other_from_it():
    silent = [
        by("Harbor Wire", UNION),
        by("Zeitung", GERMAN, language="de"),
        by("Copy", LEAD.partition(". ")[0] + "."),
        by("Sport", "Northport won the cup after penalties in rain."),
        by(
            "Herald",
            "Forty people aboard were brought to Kestrel Bay by fishing boats that carried lamps, "
            "soup, doctors, nurses, priests, dogs, ropes, blankets and bread through huge waves.",
        ),
    ]
    for one in silent:
        assert added(one) == []
        assert added(one, by("Post", UNION)) == [("Post", UNION)]


def test_what_the_lead_says_here_and_there_is_not_new_after_another_added_something():
    patched = by("Ledger", "Fishing boats of Kestrel Bay left Oriel in a storm on Tuesday night.")
    assert added(patched) == []
    assert added(by("Post", UNION), patched) == [("Post", UNION)]


def test_a_sentence_of_four_telling_words_says_enough():
    assert added(by("Post", "Ferry doors rusted badly.")) != []
    assert added(by("Post", "Ferry doors rusted.")) == []


def test_what_another_adds_is_put_right_without_touching_the_lead():
    ledger = by("Ledger", LEDGER)
    entry = told(ledger)
    quoted = entry.quotes[-1]
    assert quoted.outlet == "Ledger"
    newer = by("Ledger", LEDGER.replace("ninety", "seventy").replace("oil", "fuel"))
    assert still_stands(entry, WIRE.article, by("Harbor Wire", LEAD, title=WIRE.article.title))
    assert not still_stands(entry, ledger.article, newer)
    story = a_coverage(WIRE, newer)
    right = corrected(entry, ledger.article, newer, story)
    assert right.headline == entry.headline
    assert right.quotes[:-1] == entry.quotes[:-1]
    assert right.quotes[-1].article_id == newer.article.id
    assert right.is_corrected


def test_what_another_does_not_say_any_more_goes():
    ledger = by("Ledger", LEDGER)
    entry = told(ledger)
    newer = by("Ledger", "The ferry Sigrun sank off Cape Farrow on Tuesday night.")
    right = corrected(entry, ledger.article, newer, a_coverage(WIRE, newer))
    assert {quote.article_id for quote in right.quotes} == {WIRE.article.id}
