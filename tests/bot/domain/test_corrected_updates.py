"""An update is put right when an article that it quotes changes, and stays what it is about."""

from __future__ import annotations

from bot.domain.digests import Quote
from bot.domain.returning import corrected_update
from summarizer import Span
from tests.fakes.builders import a_report, a_summary, an_article, an_entry

CRACK = "Divers found 12 cracks in the third pillar."
MAYOR = "Mayor Ilse Brandt resigned over the missing report."
RIGHT = CRACK.replace("12", "17")


def wire(body, *, title="More on the bridge", url="https://wire.example/1"):
    return an_article(key="wire", author="Wire", title=title, body=body, url=url)


def quote(article, outlet=""):
    span = Span(0, len(article.body))
    return Quote(article_id=article.id, span=span, text=article.body, outlet=outlet)


def reported(article):
    return a_report(article, summary=a_summary(article.body))


def update(headline, *articles):
    first, *others = articles
    quotes = (quote(first), *(quote(one, one.author) for one in others))
    return an_entry(headline=headline, quotes=quotes, url=first.url, is_update=True)


def said(entry):
    return [one.text for one in entry.quotes]


def test_what_another_outlet_corrects_leaves_the_headline_and_the_link_of_the_first():
    post = an_article(key="post", author="Post", title="Post", body=CRACK)
    newer = an_article(key="post", author="Post", title="17 cracks", body=RIGHT, url=None)
    entry = update("More on the bridge", wire(MAYOR), post)
    right = corrected_update(entry, post, reported(newer))
    assert said(right) == [MAYOR, RIGHT]
    assert [one.outlet for one in right.quotes] == ["", "Post"]
    assert (right.headline, right.url) == ("More on the bridge", "https://wire.example/1")
    assert right.is_corrected


def test_a_headline_that_was_the_first_sentence_is_put_right_with_it():
    old = wire(CRACK, title="")
    newer = wire(RIGHT, title="", url="https://wire.example/2")
    right = corrected_update(update(CRACK, old), old, reported(newer))
    assert said(right) == [RIGHT]
    assert (right.headline, right.url) == (RIGHT, "https://wire.example/2")


def test_a_headline_that_is_taken_away_gives_way_to_the_first_sentence():
    old, newer = wire(CRACK), wire(RIGHT, title="")
    right = corrected_update(update("More on the bridge", old), old, reported(newer))
    assert right.headline == RIGHT


def test_an_update_of_which_nothing_stands_any_more_is_named_by_what_the_article_says():
    old, newer = wire(CRACK, title=""), wire("It rained.", title="")
    report = a_report(newer, summary=a_summary(""))
    right = corrected_update(update(CRACK, old), old, report)
    assert said(right) == []
    assert right.headline == "It rained."
