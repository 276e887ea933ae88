"""Proving: whether what a digest says stands in the articles that it names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from bot.domain.articles import Article, ArticleId
from bot.domain.differing import Statement
from bot.domain.digests import Digest, Entry, Quote
from bot.domain.stories import StoryId

_CUT = "…"  # ends a headline that is the beginning of a sentence


class Verdict(Enum):
    """What became of one thing that was to be proved."""

    PROVED = "proved"
    FALSE = "false"  # the article is there, and does not say it where it should
    OPEN = "open"  # nothing speaks against it, but what would prove it is no longer kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One thing that a digest says, and whether it stands there."""

    item: int  # the number of its story in the digest
    quote: int  # its number there; 0: the headline; after the quotes, numbers
    verdict: Verdict
    said: str
    stands: str | None  # what stands at its place; None: there is no such article or place
    article_id: ArticleId | None


def proofs(
    digest: Digest,
    articles: Mapping[ArticleId, Article],
    others: Mapping[StoryId, Collection[Article]],
) -> Iterator[Proof]:
    """Yield a proof for each headline, each quote and each number that outlets differ on.

    Args:
        digest: What was said.
        articles: The articles whose words it has, as far as they are kept.
        others: By story, what else is kept of it: a headline may be another article's.
    """
    for item, entry in enumerate(digest.entries, 1):
        quoted = [articles[one] for one in entry.articles if one in articles]
        yield _headline(item, entry, [*quoted, *others.get(entry.story_id, ())])
        for number, quote in enumerate(entry.quotes, 1):
            yield _quote(item, number, quote, articles.get(quote.article_id))
        claims = (claim for claims in entry.differs for claim in claims)
        for number, claim in enumerate(claims, len(entry.quotes) + 1):
            yield _claim(item, number, claim, articles.get(claim.article_id))


def _headline(item: int, entry: Entry, articles: Collection[Article]) -> Proof:
    text = entry.headline
    begun = text.removesuffix(_CUT)
    found = next((a for a in articles if a.title == text or begun in _folded(a.body)), None)
    return Proof(
        item=item,
        quote=0,
        verdict=Verdict.PROVED if found else Verdict.OPEN,
        said=text,
        stands=text if found else None,
        article_id=found.id if found else None,
    )


def _quote(item: int, number: int, quote: Quote, article: Article | None) -> Proof:
    stands, verdict = None, Verdict.OPEN
    if article is not None:
        stands = _folded(article.body[quote.span.start : quote.span.end])
        named = not quote.outlet or quote.outlet == (article.author or article.source)
        verdict = Verdict.PROVED if named and stands == quote.text else Verdict.FALSE
    return Proof(
        item=item,
        quote=number,
        verdict=verdict,
        said=quote.text,
        stands=stands,
        article_id=quote.article_id,
    )


def _claim(item: int, number: int, claim: Statement, article: Article | None) -> Proof:
    stands, verdict = None, Verdict.OPEN
    if article is not None:
        stands = claim.said if claim.said in _folded(f"{article.title} {article.body}") else None
        verdict = Verdict.PROVED if stands else Verdict.FALSE
    return Proof(
        item=item,
        quote=number,
        verdict=verdict,
        said=claim.said,
        stands=stands,
        article_id=claim.article_id,
    )


def _folded(text: str) -> str:
    return " ".join(text.split())
