"""Composing: from stories and a chat's wishes to what its digest says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.articles import Article, Report
from bot.domain.chats import Budget
from bot.domain.digests import Entry, Quote
from bot.domain.filters import Reason, Texts, reason_for
from bot.domain.ranking import by_rank
from bot.domain.schedules import AtTimes, Schedule
from bot.domain.stories import Coverage
from bot.domain.subscriptions import Wants

HEADLINE_LENGTH = 160  # characters of a sentence that can stand in for a headline
LABEL_LENGTH = 60  # characters of its beginning, if it is longer and stands below in full

REACH = timedelta(days=4)  # how old a story may be that is told: a long weekend and a day
LONG_REACH = timedelta(days=9)  # for digests that come less often than every weekday
DAYS_FOR_SHORT_REACH = 5


@dataclass(frozen=True, slots=True)
class Composed:
    """What a digest says, and how many stories did not fit."""

    entries: tuple[Entry, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Match:
    """A story that is wanted, and why."""

    coverage: Coverage
    reason: Reason


def compose(
    coverages: Iterable[Coverage],
    wants: Sequence[Wants],
    *,
    budget: Budget,
    now: datetime,
    texts: Texts,
) -> Composed:
    """Choose and order the stories that any of `wants` asks for, and pick their sentences.

    The first story gets `budget.sentences` sentences, each one after it one less, down to one.
    """
    ranked = matches(coverages, wants, now=now, texts=texts)
    entries = entries_of(ranked[: budget.stories], budget)
    return Composed(entries, left_out=len(ranked) - len(entries))


def matches(
    coverages: Iterable[Coverage], wants: Sequence[Wants], *, now: datetime, texts: Texts
) -> list[Match]:
    """Return the stories that any of `wants` asks for, each with why, the first to tell first."""
    reasons: dict[str, Reason] = {}
    wanted: list[Coverage] = []
    for coverage in coverages:
        found = (reason_for(coverage, wish, texts) for wish in wants)
        reason = next((one for one in found if one is not None), None)
        if reason is not None:
            reasons[coverage.story.id] = reason
            wanted.append(coverage)
    return [Match(coverage, reasons[coverage.story.id]) for coverage in by_rank(wanted, now)]


def entries_of(chosen: Sequence[Match], budget: Budget) -> tuple[Entry, ...]:
    """Return what a digest says of these stories."""
    return tuple(
        _entry(match.coverage, match.reason, _sentences(budget, place))
        for place, match in enumerate(chosen)
    )


def reach(schedule: Schedule) -> timedelta:
    """Return how far back a digest of this schedule looks for what was not told yet."""
    rare = isinstance(schedule, AtTimes) and len(schedule.days) < DAYS_FOR_SHORT_REACH
    return LONG_REACH if rare else REACH


def _sentences(budget: Budget, place: int) -> int:
    return max(1, budget.sentences - place)


def _entry(coverage: Coverage, reason: Reason, sentences: int) -> Entry:
    lead = coverage.lead
    headline, quotes = _said(lead, sentences)
    return Entry(
        story_id=coverage.story.id,
        headline=headline,
        quotes=quotes,
        url=lead.article.url,
        outlets=coverage.outlets,
        article_count=len(coverage.reports),
        published_at=lead.article.published_at,
        reason=str(reason),
    )


def still_stands(entry: Entry, old: Article, report: Report) -> bool:
    """Say whether all that an entry quotes of an article is what its newer version says, too."""
    body = " ".join(report.article.body.split())
    same_headline = not old.title or old.title == report.article.title
    return same_headline and all(quote.text in body for quote in entry.quotes)


def corrected(entry: Entry, report: Report) -> Entry:
    """Return what an entry says after the article that it quotes has this newer version."""
    headline, quotes = _said(report, max(1, len(entry.quotes)))
    return replace(
        entry, headline=headline, quotes=quotes, url=report.article.url, is_corrected=True
    )


def _said(report: Report, sentences: int) -> tuple[str, tuple[Quote, ...]]:
    """Return the headline and the quotes with which an article tells its story."""
    if report.article.title:
        return report.article.title, best_quotes(report, sentences)
    # Without a headline the most telling sentence stands in for it, and is not told twice.
    best = best_quotes(report, 1)
    headline = _shortened(best[0].text if best else report.article.body)
    told = {quote.span.start for quote in best} if _fits(best) else set()
    quotes = tuple(q for q in best_quotes(report, sentences + 1) if q.span.start not in told)
    return headline, quotes[:sentences]


def best_quotes(report: Report, count: int) -> tuple[Quote, ...]:
    """Return the `count` most telling sentences of a report, in reading order."""
    summary = report.summary
    picked = sorted(summary.order[:count])
    return tuple(
        Quote(
            article_id=report.article.id, span=summary.spans[index], text=summary.sentences[index]
        )
        for index in picked
    )


def _fits(best: tuple[Quote, ...]) -> bool:
    return bool(best) and len(best[0].text) <= HEADLINE_LENGTH


def _shortened(text: str) -> str:
    folded = " ".join(text.split())
    if len(folded) <= HEADLINE_LENGTH:
        return folded
    cut = folded[:LABEL_LENGTH]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"
