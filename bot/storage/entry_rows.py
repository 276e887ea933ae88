"""Rows: the entries of a digest, which are kept as JSON."""

from __future__ import annotations

from typing import Any

from bot.domain.differing import Statement
from bot.domain.digests import Entry, Quote
from bot.domain.merits import Aspect, Merit
from bot.storage.rows import Row, moment_or_none, text_or_none
from summarizer import Span


def entry_to_plain(entry: Entry) -> dict[str, Any]:
    """Return an entry as it stands in the JSON of its digest."""
    return {
        "story": entry.story_id,
        "headline": entry.headline,
        "lead": entry.lead,
        "quotes": [
            [quote.article_id, quote.span.start, quote.span.end, quote.text, quote.outlet]
            for quote in entry.quotes
        ],
        "url": entry.url,
        "outlets": entry.outlets,
        "copied": entry.copied,
        "article_count": entry.article_count,
        "published_at": text_or_none(entry.published_at),
        "reason": entry.reason,
        "merits": [[one.aspect.value, one.points, one.about] for one in entry.merits],
        "differs": [
            [[claim.article_id, claim.outlet, claim.said] for claim in difference]
            for difference in entry.differs
        ],
        "is_update": entry.is_update,
        "is_corrected": entry.is_corrected,
    }


def entry_from_plain(plain: Row) -> Entry:
    """Return an entry as it was; what older ones lack is empty."""
    return Entry(
        story_id=plain["story"],
        headline=plain["headline"],
        lead=plain.get("lead"),
        quotes=tuple(
            Quote(
                article_id=article_id, span=Span(start, end), text=text, outlet=next(iter(told), "")
            )
            for article_id, start, end, text, *told in plain["quotes"]
        ),
        url=plain["url"],
        outlets=tuple(plain["outlets"]),
        copied=tuple(plain.get("copied", ())),
        article_count=plain["article_count"],
        published_at=moment_or_none(plain["published_at"]),
        reason=plain["reason"],
        merits=tuple(
            Merit(Aspect(name), points, about) for name, points, about in plain.get("merits", ())
        ),
        differs=tuple(
            tuple(
                Statement(article_id=id_, outlet=name, said=said) for id_, name, said in difference
            )
            for difference in plain.get("differs", ())
        ),
        is_update=plain["is_update"],
        is_corrected=plain.get("is_corrected", False),
    )
