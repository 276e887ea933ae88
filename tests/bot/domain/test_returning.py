"""How a story comes back to a chat that was told it, and what a correction makes of that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.digests import Entry, Quote
from bot.domain.filters import Because, Reason
from bot.domain.merits import Aspect, Merit
from bot.domain.ranking import Match
from bot.domain.returning import corrected_update, news_to, update_entry
from bot.domain.updates import REST, Mark, News
from tests.fakes.builders import HOUR, NOW, a_coverage, a_report, an_article

CRACKS = "Divers found twelve cracks in a pillar."
MAYOR = "The mayor resigned over a missing report."
FERRY = "The old ferry sails again from Monday on."
POST = a_report(
    key="post",
    author="Post",
    title="Bridge has cracks",
    body=f"{MAYOR} {CRACKS}",
    url="https://post.example/1",
    published_at=NOW - HOUR,
)
STAR = a_report(key="star", author="Star", title="Ferry is back", body=FERRY, url=None)
MERITS = (Merit(Aspect.SOURCES, 1.0), Merit(Aspect.NEW, 0.5))


def quote(report, text: str, outlet: str = "") -> Quote:
    summary = report.summary
    place = summary.sentences.index(text)
    return Quote(article_id=report.article.id, span=summary.spans[place], text=text, outlet=outlet)


def back(*reports, quotes, sentences: int = 3, title: str = "Bridge opens") -> Entry:
    """Return the entry of a story that comes back with these quotes, the most telling first."""
    coverage = a_coverage(a_report(title=title, body="The bridge is open."), *reports)
    news = News(tuple(quotes), tuple(reports))
    match = Match(coverage, Reason(Because.TOPIC, "bridges"), MERITS).back(news)
    return update_entry(match, news, sentences)


def said(entry: Entry) -> list[tuple[str, str]]:
    return [(one.text, one.outlet) for one in entry.quotes]


def test_an_update_is_headed_by_who_has_most_of_it_and_names_who_adds_to_it():
    entry = back(POST, STAR, quotes=[quote(POST, CRACKS), quote(STAR, FERRY), quote(POST, MAYOR)])
    assert (entry.headline, entry.url) == ("Bridge has cracks", "https://post.example/1")
    assert entry.published_at == NOW - HOUR
    assert said(entry) == [(MAYOR, ""), (CRACKS, ""), (FERRY, "Star")]  # in reading order
    assert (entry.outlets, entry.article_count) == (("Post", "Star"), 3)
    assert (entry.story_id, entry.reason) == ("story-1", "topic bridges")
    assert entry.is_update
    assert entry.merits == (MERITS[0], Merit(Aspect.UPDATE, 0.0))  # it is not new any more


@pytest.mark.parametrize(
    ("sentences", "texts"), [(1, [CRACKS]), (2, [CRACKS, FERRY]), (3, [MAYOR, CRACKS, FERRY])]
)
def test_an_update_of_fewer_sentences_has_the_most_telling(sentences, texts):
    quotes = [quote(POST, CRACKS), quote(STAR, FERRY), quote(POST, MAYOR)]
    entry = back(POST, STAR, quotes=quotes, sentences=sentences)
    assert [one.text for one in entry.quotes] == texts


def untitled(body: str = f"{MAYOR} {CRACKS}", key: str = "post"):
    return a_report(
        an_article(key=key, author="Post", title="", body=body, url="https://p.example")
    )


def test_an_update_without_a_headline_has_that_of_its_story_or_else_its_best_sentence():
    report = untitled()
    quotes = [quote(report, CRACKS), quote(report, MAYOR)]
    assert back(report, quotes=quotes).headline == "Bridge opens"
    assert back(report, quotes=quotes, title="").headline == CRACKS


def test_only_what_has_grown_and_has_rested_comes_back():
    grown = a_coverage(a_report(), STAR, id="story-1")
    copied = a_coverage(a_report(), a_report(key="copy"), id="story-2")
    other = a_coverage(a_report(), STAR, id="story-3")
    told = {"story-1": Mark(NOW - REST, 1), "story-2": Mark(NOW - REST, 1)}
    found = news_to([grown, copied, other], told, NOW)
    assert {name: [one.text for one in news.quotes] for name, news in found.items()} == {
        "story-1": [FERRY]
    }
    assert news_to([grown], told, NOW - HOUR) == {}
    assert news_to([grown], {"story-1": Mark(NOW - REST, 2)}, NOW) == {}


SEVENTEEN = CRACKS.replace("twelve", "seventeen")


def newer(*sentences: str, title: str = "Bridge has cracks"):
    return a_report(
        key="post-2",
        author="Post",
        title=title,
        body=" ".join(sentences),
        url="https://p.example/2",
    )


def test_in_the_place_of_what_does_not_stand_there_comes_what_is_new_there():
    entry = back(POST, STAR, quotes=[quote(POST, CRACKS), quote(STAR, FERRY), quote(POST, MAYOR)])
    new = newer(MAYOR, SEVENTEEN)
    right = corrected_update(entry, POST.article, new)
    assert said(right) == [(MAYOR, ""), (SEVENTEEN, ""), (FERRY, "Star")]
    assert right.is_corrected
    assert right.url == "https://p.example/2"
    assert right.quotes[1].article_id == new.article.id
    assert right.quotes[1].span.of(new.article.body) == SEVENTEEN


def test_what_has_nothing_in_its_place_goes_and_what_was_known_before_comes_not_back():
    entry = back(POST, quotes=[quote(POST, CRACKS)], sentences=1)
    right = corrected_update(entry, POST.article, newer(MAYOR, "It rained."))
    assert said(right) == [("It rained.", "")]
    right = corrected_update(entry, POST.article, newer(MAYOR))
    assert said(right) == []
    assert right.headline == "Bridge has cracks"


def test_what_another_adds_is_put_right_and_the_headline_stays():
    entry = back(POST, STAR, quotes=[quote(POST, CRACKS), quote(STAR, FERRY)])
    new = a_report(key="star-2", author="Star", title="Another", body=FERRY.replace("Mon", "Sun"))
    right = corrected_update(entry, STAR.article, new)
    assert said(right) == [(CRACKS, ""), (FERRY.replace("Mon", "Sun"), "Star")]
    assert (right.headline, right.url) == (entry.headline, entry.url)


def test_a_headline_is_put_right_with_the_article_that_has_it():
    entry = back(POST, quotes=[quote(POST, CRACKS)])
    right = corrected_update(entry, POST.article, newer(MAYOR, CRACKS, title="Cracks in bridge"))
    assert (right.headline, said(right)) == ("Cracks in bridge", [(CRACKS, "")])
    right = corrected_update(entry, POST.article, newer(MAYOR, SEVENTEEN, title=""))
    assert right.headline == SEVENTEEN


def test_the_storys_headline_above_an_update_stays():
    report = untitled()
    entry = back(report, quotes=[quote(report, CRACKS)])
    right = corrected_update(entry, report.article, untitled(f"{MAYOR} {SEVENTEEN}", "new"))
    assert (right.headline, said(right)) == ("Bridge opens", [(SEVENTEEN, "")])


@pytest.mark.parametrize("sentences", [1, 2])
def test_a_sentence_that_stands_in_for_a_headline_is_put_right_with_it(sentences):
    report = untitled()
    quotes = [quote(report, CRACKS), quote(report, MAYOR)]
    entry = back(report, quotes=quotes, sentences=sentences, title="")
    assert entry.headline == CRACKS
    right = corrected_update(entry, report.article, untitled(f"{MAYOR} {SEVENTEEN}", "new"))
    assert right.headline == [SEVENTEEN, MAYOR][sentences - 1]
    kept = corrected_update(entry, report.article, untitled(f"{MAYOR} {CRACKS} Fog.", "new"))
    assert kept.headline == CRACKS
    gone = corrected_update(entry, report.article, untitled("Nothing of it.", "new"))
    assert (gone.headline, said(gone)) == ("Nothing of it.", [("Nothing of it.", "")])


def test_an_update_that_lost_its_words_before_is_left_alone():
    entry = replace(back(POST, quotes=[quote(POST, CRACKS)]), quotes=())
    right = corrected_update(entry, POST.article, newer(MAYOR, CRACKS, title="Another"))
    assert right == replace(entry, is_corrected=True)
