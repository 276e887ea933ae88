"""Composing: from stories and a chat's wishes to what its digest says."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.domain.additions import Addition
from bot.domain.articles import Article, ArticleId, Report
from bot.domain.chats import Budget, Chat
from bot.domain.differing import Difference
from bot.domain.digests import Entry, Quote
from bot.domain.filters import Reason, reason_for
from bot.domain.kinship import Kinship
from bot.domain.lengths import HEADLINE_LENGTH, reading_seconds, shortened
from bot.domain.mentions import Texts
from bot.domain.ranking import NO_WEIGHTS, Match, Variety, Weights, for_chat, ranked
from bot.domain.returning import corrected_update, news_to, update_entry
from bot.domain.schedules import AtTimes, Schedule
from bot.domain.stories import Coverage, StoryId
from bot.domain.subscriptions import Wants
from bot.domain.taste import Taste
from bot.domain.updates import News, Told

REACH = timedelta(days=4)  # how old a story may be that is told: a long weekend and a day
LONG_REACH = timedelta(days=9)  # for digests that come less often than every weekday
DAYS_FOR_SHORT_REACH = 5

ROOM_FOR_VARIETY = 8  # stories below twice the budget that may come up for variety's sake
QUIET = 4  # less than this part of the room is filled: little happened
NOTHING_NEW: Mapping[StoryId, News] = MappingProxyType({})
ORIGIN_SECONDS = 2.0  # to see who told a story, and when


@dataclass(frozen=True, slots=True)
class Composed:
    """What a digest says, and how many stories did not fit."""

    entries: tuple[Entry, ...]
    left_out: int


def compose(
    coverages: Iterable[Coverage],
    wants: Sequence[Wants],
    *,
    budget: Budget,
    now: datetime,
    weights: Weights = NO_WEIGHTS,
    akin: Collection[StoryId] = (),
    taste: Taste = (),
    news: Mapping[StoryId, News] = NOTHING_NEW,
    texts: Texts | None = None,
) -> Composed:
    """Choose and order the stories that any of `wants` asks for, and pick their sentences.

    `akin` are stories much like what the chat was told; `taste` is what it likes; `news` is what is
    new in the stories that it was told; `texts` may know their stems already.
    """
    wanted = matches(coverages, wants, now=now, texts=texts or Texts(), weights=weights)
    wanted = [
        match.back(news[name]) if (name := match.coverage.story.id) in news else match
        for match in wanted
    ]
    wanted.sort(key=lambda match: match.rank)
    best = for_chat(wanted, akin=akin, taste=taste)
    entries = chosen(best[: looked_at(budget)], wants, budget)
    return Composed(entries, left_out=len(wanted) - len(entries))


def compose_untold(
    recent: Sequence[Coverage],
    told: Told,
    wants: Sequence[Wants],
    chat: Chat,
    *,
    budget: Budget,
    now: datetime,
    weights: Weights = NO_WEIGHTS,
    texts: Texts | None = None,
) -> Composed:
    """Compose what is new to a chat that was told some of the recent stories."""
    news = news_to(recent, told, now)
    return compose(
        [one for one in recent if one.story.id not in told or one.story.id in news],
        wants,
        budget=budget,
        now=now,
        weights=weights,
        akin=Kinship(recent).of_any(told),
        taste=chat.taste,
        news=news,
        texts=texts,
    )


def matches(
    coverages: Iterable[Coverage],
    wants: Sequence[Wants],
    *,
    now: datetime,
    texts: Texts,
    weights: Weights = NO_WEIGHTS,
) -> list[Match]:
    """Return the stories that any of `wants` asks for, each with why, the first to tell first."""
    found: list[tuple[Coverage, Reason]] = []
    for coverage in coverages:
        reasons = (reason_for(coverage, wish, texts) for wish in wants)
        reason = next((one for one in reasons if one is not None), None)
        if reason is not None:
            found.append((coverage, reason))
    return ranked(found, now=now, weights=weights)


def looked_at(budget: Budget) -> int:
    """Return how many of the best stories a digest is chosen of: enough for variety."""
    return 2 * budget.stories + ROOM_FOR_VARIETY


def chosen(
    candidates: Sequence[Match], wants: Sequence[Wants], budget: Budget
) -> tuple[Entry, ...]:
    """Return what a digest says: the best of the candidates, whole, as long as there is room.

    The first story gets `budget.sentences` sentences, each one after it one less, down to one. One
    that does not fit into the minutes gets one sentence; if it still does not, the next one may.
    """
    variety = Variety(frozenset().union(*(wish.named_topics for wish in wants)))
    left, entries = list(candidates), list[Entry]()
    seconds = math.inf if budget.minutes is None else 60.0 * budget.minutes
    while left and len(entries) < budget.stories:
        match = variety.best(left)
        left = [other for other in left if other.coverage is not match.coverage]
        entry = _fitting(match, max(1, budget.sentences - len(entries)), seconds)
        if entry is not None:
            entries.append(entry)
            variety.tell(match)
            seconds -= entry_seconds(entry)
    if not entries and candidates:  # too little time for even one story is no reason for silence
        entries.append(_entry(candidates[0], 1))
    return tuple(entries)


def is_quiet_day(composed: Composed, budget: Budget, schedule: Schedule) -> bool:
    """Say whether so little happened that a reader should know that this is all.

    Only of digests that come at set times: of one that comes with each story, little is expected.
    """
    if composed.left_out or not composed.entries or not isinstance(schedule, AtTimes):
        return False
    if budget.minutes is None:
        return len(composed.entries) * QUIET <= budget.stories
    return sum(map(entry_seconds, composed.entries)) * QUIET <= 60 * budget.minutes


def entry_seconds(entry: Entry) -> float:
    """Return about how long it takes to read an entry."""
    claims = (claim.said for difference in entry.differs for claim in difference)
    said = " ".join([entry.headline, *(quote.text for quote in entry.quotes), *claims])
    return reading_seconds(said) + ORIGIN_SECONDS


def reach(schedule: Schedule) -> timedelta:
    """Return how far back a digest of this schedule looks for what was not told yet."""
    rare = isinstance(schedule, AtTimes) and len(schedule.days) < DAYS_FOR_SHORT_REACH
    return LONG_REACH if rare else REACH


def _fitting(match: Match, sentences: int, seconds: float) -> Entry | None:
    """Return the entry with so many sentences, or with one; None: not even that fits."""
    for count in dict.fromkeys((sentences, 1)):
        entry = _entry(match, count)
        if entry_seconds(entry) <= seconds:
            return entry
    return None


def _entry(match: Match, sentences: int) -> Entry:
    if match.news is not None:
        return update_entry(match, match.news, sentences)
    coverage, lead = match.coverage, match.coverage.lead
    headline, quotes = _told(coverage, sentences)
    return Entry(
        story_id=coverage.story.id,
        headline=headline,
        lead=lead.article.id,
        quotes=quotes,
        url=lead.article.url,
        outlets=coverage.outlets,
        copied=coverage.copied,
        differs=coverage.differences,
        article_count=len(coverage.reports),
        published_at=lead.article.published_at,
        reason=str(match.reason),
        merits=match.merits,
    )


def _told(coverage: Coverage, sentences: int) -> tuple[str, tuple[Quote, ...]]:
    """Return headline and quotes: at least half are the lead's, unless it has less to say."""
    headline, quotes = _said(coverage.lead, sentences)
    room = max(sentences // 2, sentences - len(quotes)) if quotes else 0
    added = tuple(map(_addition, coverage.additions[:room])) if room else ()
    if added:
        headline, quotes = _said(coverage.lead, sentences - len(added))
    return headline, (*quotes, *added)


def _addition(added: Addition) -> Quote:
    report = added.report
    return Quote(
        article_id=report.article.id, span=added.span, text=added.text, outlet=report.outlet
    )


def still_stands(entry: Entry, old: Article, report: Report) -> bool:
    """Say whether all that an entry says after an article is what its newer version says, too."""
    body = " ".join(report.article.body.split())
    is_lead = entry.articles[0] == old.id
    return (not is_lead or _is_headed_alike(entry.headline, old, report.article, body)) and all(
        one.text in body for one in entry.quotes if one.article_id == old.id
    )


def _is_headed_alike(headline: str, old: Article, new: Article, body: str) -> bool:
    """Say whether a headline holds: of an article without one it is a sentence, or begins one."""
    if old.title:
        return old.title == new.title
    begun = headline.removesuffix("…")
    return begun in body or begun not in " ".join(old.body.split())


def corrected(entry: Entry, old: Article, report: Report, coverage: Coverage) -> Entry:
    """Return what an entry says after this article, of those it quotes, has a newer version.

    The lead's new version is quoted as the old one was; of another, what it adds now is, if any.
    """
    if entry.is_update:
        return corrected_update(entry, old, report)
    mine = [one for one in entry.quotes if one.article_id == old.id]
    others = tuple(one for one in entry.quotes if one.article_id != old.id)
    if entry.articles[0] == old.id:
        headline, quotes = _said(report, max(1, len(mine)))
        return replace(
            entry,
            headline=headline,
            lead=report.article.id,
            quotes=(*quotes, *others),
            url=report.article.url,
            is_corrected=True,
        )
    added = [one for one in coverage.additions if one.report.article.id == report.article.id]
    quotes = (*others, *map(_addition, added[: len(mine)]))
    return replace(entry, quotes=quotes, is_corrected=True)


def recounted(entry: Entry, current: Collection[ArticleId], coverage: Coverage) -> Entry:
    """Return what an entry says once articles whose numbers it compares have newer versions."""
    if all(claim.article_id in current for claims in entry.differs for claim in claims):
        return entry
    now, then = _claims(coverage.differences), _claims(entry.differs)
    return entry if now == then else replace(entry, differs=coverage.differences, is_corrected=True)


def _claims(differences: Sequence[Difference]) -> list[list[tuple[str, str]]]:
    return [[(claim.outlet, claim.said) for claim in claims] for claims in differences]


def _said(report: Report, sentences: int) -> tuple[str, tuple[Quote, ...]]:
    """Return the headline and the quotes with which an article tells its story."""
    if report.article.title:
        return report.article.title, best_quotes(report, sentences)
    # Without a headline the most telling sentence stands in for it, and is told below if it is cut.
    best = best_quotes(report, 1)
    if not best or len(best[0].text) > HEADLINE_LENGTH:
        beginning = best[0].text if best else report.article.body
        return shortened(beginning), best_quotes(report, sentences)
    others = (one for one in best_quotes(report, sentences + 1) if one not in best)
    return shortened(best[0].text), tuple(others)


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
