"""What a digest says is proved by the articles that are kept, and open where they are not."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.differing import Statement
from bot.domain.proving import Verdict, proofs
from tests.fakes.builders import BODY, TITLE, a_digest, an_article, an_entry

WIRE = an_article()
POST = an_article(key="post", author="Post", title="", body="The blast killed\n14 people.")


def verdicts(digest, *kept):
    found = proofs(digest, {one.id: one for one in kept}, {})
    return [(one.quote, one.verdict, one.stands) for one in found]


def differing(said):
    claim = Statement(article_id=POST.id, outlet="Post", said=said)
    return a_digest(replace(an_entry(), differs=((claim,),)))


def test_a_number_is_proved_false_or_open_once_its_article_is_gone():
    quoted = [(0, Verdict.PROVED, TITLE), (1, Verdict.PROVED, BODY[: BODY.index(".") + 1])]
    right, wrong = differing("killed 14 people"), differing("killed 15 people")
    assert verdicts(right, WIRE, POST) == [*quoted, (2, Verdict.PROVED, "killed 14 people")]
    assert verdicts(wrong, WIRE, POST) == [*quoted, (2, Verdict.FALSE, None)]
    assert verdicts(right, WIRE) == [*quoted, (2, Verdict.OPEN, None)]


def test_nothing_is_held_against_a_digest_whose_articles_are_gone():
    assert {verdict for _, verdict, _ in verdicts(differing("killed 14 people"))} == {Verdict.OPEN}
