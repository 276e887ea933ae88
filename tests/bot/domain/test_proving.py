"""Whether what a digest says stands in the articles that it names."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.articles import Article
from bot.domain.differing import Statement
from bot.domain.digests import Entry, Quote
from bot.domain.proving import Verdict, proofs
from bot.domain.stories import StoryId
from summarizer import Span
from tests.fakes.builders import BODY, a_digest, an_article, an_entry

FIRST = BODY[: BODY.index(".") + 1]
LEAD = an_article()
POST = an_article(key="post", author="Post", title="Mine", body="It left 12\npeople dead. Rain.")
QUOTE = Quote(article_id=LEAD.id, span=Span(0, len(FIRST)), text=FIRST)
ADDED = Quote(article_id=POST.id, span=Span(0, 23), text="It left 12 people dead.", outlet="Post")


def found(entry: Entry, *kept: Article, others: tuple[Article, ...] = ()):
    """Return the proofs of an entry, with these articles kept, as they are numbered and judged."""
    articles = {one.id: one for one in kept}
    proved = proofs(a_digest(entry), articles, {StoryId("story-1"): others})
    return [(one.quote, one.verdict.value, one.stands, one.article_id) for one in proved]


def test_what_stands_where_it_should_is_proved():
    entry = an_entry(quotes=(QUOTE, ADDED))
    assert found(entry, LEAD, POST) == [
        (0, "proved", LEAD.title, LEAD.id),
        (1, "proved", FIRST, LEAD.id),
        (2, "proved", "It left 12 people dead.", POST.id),
    ]


def test_what_does_not_stand_there_is_false():
    entry = an_entry(
        quotes=(replace(QUOTE, text="Nobody agreed."), replace(QUOTE, span=Span(1, 9)))
    )
    assert found(entry, LEAD)[1:] == [
        (1, "false", FIRST, LEAD.id),
        (2, "false", "welve na", LEAD.id),
    ]


def test_who_says_it_has_to_be_who_said_it():
    agency = replace(ADDED, article_id=LEAD.id, span=QUOTE.span, text=FIRST)
    by_source = an_article(author=None, source="Harbor Wire")
    for outlet, article, verdict in (
        ("Xinhua", LEAD, "proved"),
        ("Post", LEAD, "false"),
        ("inbox", LEAD, "false"),  # it came through there, and another one says it
        ("Harbor Wire", by_source, "proved"),
    ):
        quote = replace(agency, outlet=outlet, article_id=article.id)
        assert found(an_entry(quotes=(quote,)), article)[1][1] == verdict


def test_what_is_no_longer_kept_stays_open():
    claim = Statement(article_id=POST.id, outlet="Post", said="12 people dead")
    entry = replace(an_entry(quotes=(QUOTE,)), differs=((claim,),))
    assert found(entry) == [
        (0, "open", None, None),
        (1, "open", None, LEAD.id),
        (2, "open", None, POST.id),
    ]


def test_a_number_has_to_stand_in_the_headline_or_the_text():
    said = ("12 people dead", "Mine", "14 people dead", "dead. Rain.")
    claims = tuple(Statement(article_id=POST.id, outlet="Post", said=one) for one in said)
    entry = replace(an_entry(quotes=(QUOTE,)), differs=(claims[:2], claims[2:]))
    assert found(entry, LEAD, POST)[2:] == [
        (2, "proved", "12 people dead", POST.id),
        (3, "proved", "Mine", POST.id),
        (4, "false", None, POST.id),
        (5, "proved", "dead. Rain.", POST.id),
    ]
    proved = list(proofs(a_digest(entry), {POST.id: POST}, {}))
    assert [(one.item, one.said) for one in proved[2:]] == [(1, one) for one in said]


def headed(headline: str, *kept: Article, others: tuple[Article, ...] = ()):
    return found(an_entry(headline=headline, quotes=(QUOTE,)), *kept, others=others)[0]


def test_a_headline_is_an_articles_or_a_sentence_or_its_beginning():
    assert headed(LEAD.title, LEAD)[1:] == ("proved", LEAD.title, LEAD.id)
    assert headed(FIRST, LEAD)[1:] == ("proved", FIRST, LEAD.id)
    begun = f"{FIRST[:20]}…"
    assert headed(begun, LEAD)[1:] == ("proved", begun, LEAD.id)
    assert headed("Another one", LEAD)[1:] == ("open", None, None)
    assert headed("It left 12 people dead.", LEAD, others=(POST,))[3] == POST.id
    assert headed("Mine", others=(POST,))[1:] == ("proved", "Mine", POST.id)


def test_each_story_of_a_digest_is_proved_by_its_own_articles():
    one = an_entry("story-1", quotes=(QUOTE,))
    two = an_entry("story-2", headline="Mine", quotes=(ADDED,))
    proved = list(proofs(a_digest(one, two), {LEAD.id: LEAD, POST.id: POST}, {}))
    assert [(proof.item, proof.quote, proof.said) for proof in proved] == [
        (1, 0, LEAD.title),
        (1, 1, FIRST),
        (2, 0, "Mine"),
        (2, 1, ADDED.text),
    ]
    assert {proof.verdict for proof in proved} == {Verdict.PROVED}
    assert [proof.article_id for proof in proved] == [LEAD.id, LEAD.id, POST.id, POST.id]
