"""Differing: numbers on which the outlets of a story do not agree, side by side.

Silent in doubt: it takes two reports, in their own words, that count the same, or that say nearly
the same sentence with another number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from bot.domain.articles import ArticleId, Report
from bot.domain.copies import own_words
from bot.domain.events import Count, are_of_two_events, count_of, may_be_one
from bot.domain.figure_words import DEAD, HURT
from bot.domain.figures import LANGUAGES, Figure, figures
from bot.domain.naming import Named, are_apart, throughout
from bot.domain.narrowing import Narrowed, are_narrowed_apart, narrowed

MOST = 2  # differences of a story
MOST_CLAIMS = 4
TELLERS = 24  # outlets that are compared
LOOSE = 0.1  # so far apart "about 400" and 430 may be
APART = 3  # times as much, and it will be something else that was counted
SHARED = 0.7  # of the words of the shorter of two sentences that say the same of something
FEWEST = 4  # words that two such sentences share


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one outlet says, in its words: "12 dead"."""

    article_id: ArticleId
    outlet: str
    said: str


Difference = tuple[Statement, ...]
"""Claims on one thing with different numbers, the lead's first if it makes one."""


def differences(reports: Sequence[Report]) -> tuple[Difference, ...]:
    """Return on what the reports of a story differ.

    Of an outlet's reports the latest counts, of those the ones that are no copy of one before.
    """
    latest: dict[str, Report] = {}
    for report in reports:
        before = latest.get(report.outlet.casefold())
        if before is None or _moment(report) > _moment(before):
            latest[report.outlet.casefold()] = report
    own = own_words(tuple(latest.values()))
    tellers = [one for one in own if one.summary.language in LANGUAGES][:TELLERS]
    if len(tellers) < 2:  # noqa: PLR2004 -- nobody differs from nobody
        return ()
    found = [(report, list(_figures(report))) for report in tellers]
    return tuple([*_tolls(found), *_sentences(found)][:MOST])


def _moment(report: Report) -> tuple[datetime, datetime]:
    collected = report.article.collected_at
    return report.article.published_at or collected, collected


def _figures(report: Report) -> Iterator[tuple[int, Figure]]:
    """Yield what the headline (0) and the telling sentences (1 and up) count."""
    year = (report.article.published_at or report.article.collected_at).year
    for place, sentence in enumerate(report.told):
        for figure in figures(sentence, report.summary.language, year):
            yield place, figure


def _tolls(found: Sequence[tuple[Report, list[tuple[int, Figure]]]]) -> Iterator[Difference]:
    for what in (DEAD, HURT):
        for event in _events(found, what):
            told: list[Count] = []
            for one in event:
                if not any(_agree(one.figure, other.figure) for other in told):
                    told.append(one)
            values = [one.figure.value for one in told]
            if len(told) > 1 and max(values) <= APART * min(values):
                yield tuple(_claim(one.report, one.figure) for one in told[:MOST_CLAIMS])


def _events(
    found: Sequence[tuple[Report, list[tuple[int, Figure]]]], what: str
) -> Sequence[Sequence[Count]]:
    """Return the clear counts by event: the story's, and any in its background.

    One number, said by two, is of one event, whatever else they say.
    """
    events: list[list[Count]] = []
    for report, counted in found:
        toll = _toll([pair for pair in counted if pair[1].what == what])
        if toll is None:
            continue
        place, figure = toll
        mine = count_of(report, figure, place)
        told = next(
            (
                event
                for is_of in (_is_a_number_of, _may_be_of)
                for event in events
                if is_of(mine, event)
            ),
            None,
        )
        if told is None:
            events.append([mine])
        else:
            told.append(mine)
    return events


def _is_a_number_of(mine: Count, event: Sequence[Count]) -> bool:
    return any(_agree(mine.figure, other.figure) for other in event)


def _may_be_of(mine: Count, event: Sequence[Count]) -> bool:
    """Say whether a count may be of an event that nobody tells of another place or day."""
    return any(may_be_one(mine, other) for other in event) and not any(
        are_of_two_events(mine, other) for other in event
    )


def _toll(counted: Sequence[tuple[int, Figure]]) -> tuple[int, Figure] | None:
    """Return what a report counts if it is clear: its headline's number, or its only one."""
    for pairs in ([pair for pair in counted if pair[0] == 0], counted):
        if pairs and len({figure.value for _, figure in pairs}) == 1:
            return pairs[0]
    return None


def _sentences(found: Sequence[tuple[Report, list[tuple[int, Figure]]]]) -> Iterator[Difference]:
    """Yield figures of sentences that say the same but for the number, once each.

    It is settled if one of the two says the other's number as well.
    """
    told: set[tuple[ArticleId, ArticleId, float, float]] = set()
    for (one, mine), (other, theirs) in combinations(found, 2):
        for here, a in _single(mine):
            for there, b in _single(theirs):
                if a.what != b.what or not _same_context(a, b):
                    continue
                if _are_of_two_things((one, here, a), (other, there, b)):
                    continue
                said = [(f, b) for _, f in mine if f.what == a.what and f is not a]
                said += [(f, a) for _, f in theirs if f.what == a.what and f is not b]
                settled = any(_agree(figure, its) for figure, its in said)
                apart = max(a.value, b.value) > APART * min(a.value, b.value)
                claim = (one.article.id, other.article.id, a.value, b.value)
                if not (settled or apart or _agree(a, b) or claim in told):
                    told.add(claim)
                    yield _claim(one, a), _claim(other, b)


def _are_of_two_things(
    mine: tuple[Report, int, Figure], theirs: tuple[Report, int, Figure]
) -> bool:
    """Say so of shares or sums in one language, that name or narrow what they are of."""
    if mine[0].summary.language != theirs[0].summary.language:
        return False
    return are_apart(_named(*mine), _named(*theirs)) or are_narrowed_apart(
        _narrowed(*mine), _narrowed(*theirs)
    )


def _named(report: Report, place: int, figure: Figure) -> Named:
    return throughout(report.told, place, figure.said, report.summary.language)


def _narrowed(report: Report, place: int, figure: Figure) -> Narrowed | None:
    return narrowed(report.told[place], figure.said, report.summary.language)


def _single(counted: Sequence[tuple[int, Figure]]) -> Iterator[tuple[int, Figure]]:
    """Yield shares and sums that are the only ones of their kind in their sentence."""
    for place, figure in counted:
        alone = sum(1 for at, other in counted if (at, other.what) == (place, figure.what)) == 1
        if alone and figure.what not in {DEAD, HURT}:
            yield place, figure


def _same_context(a: Figure, b: Figure) -> bool:
    shared = len(a.context & b.context)
    fewer = min(len(a.context), len(b.context))
    return a.after == b.after and shared >= FEWEST and shared >= SHARED * fewer


def _agree(a: Figure, b: Figure) -> bool:
    """Say whether two numbers may be one, rounded or only about known."""
    apart = abs(a.value - b.value)
    if (a.is_loose or b.is_loose) and apart <= LOOSE * max(a.value, b.value):
        return True
    return apart == 0 or (apart <= max(a.step, b.step) / 2 and a.step != b.step)


def _claim(report: Report, figure: Figure) -> Statement:
    return Statement(article_id=report.article.id, outlet=report.outlet, said=figure.said)
