"""Updates: what a story that a chat was told has to say by now that is new to that chat.

New is a sentence of an article that came after the chat was told, if nothing that the story's
earlier articles say resembles it. Copies and rewrites of what was known bring nothing back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.domain.articles import Report
from bot.domain.digests import Entry, Quote
from bot.domain.stories import Coverage, Story, StoryId
from summarizer import stem, stop_words, words

REST = timedelta(hours=3)  # a story that develops comes back no sooner than this
SAME = 0.6  # of a sentence's telling words close together in another text: it says the same
NEAR = 2  # close together: within so many times as many telling words as the sentence has
FEWEST = 3  # telling words; a shorter sentence says nothing new by itself
MOST = 8  # sentences that an update is made of, at the most


@dataclass(frozen=True, slots=True)
class Mark:
    """That a chat was told a story: when last, and of how many articles the story was then."""

    told_at: datetime
    articles: int


Told: TypeAlias = Mapping[StoryId, Mark]
"""What a chat was told."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new in a story: the sentences, the most telling first, and who has them."""

    quotes: tuple[Quote, ...]
    reports: tuple[Report, ...]  # each once, in the order of the quotes


def may_return(story: Story, mark: Mark, now: datetime) -> bool:
    """Say whether a story that was told has grown since, long enough ago."""
    return len(story.articles) > mark.articles and now - mark.told_at >= REST


def was_told(entry: Entry, mark: Mark | None) -> bool:
    """Say whether an entry has nothing to tell to a chat any more that has this mark.

    An update of what the chat was not told after all has none either: it lacks the beginning.
    """
    if mark is None:
        return entry.is_update
    return not entry.is_update or mark.articles >= entry.article_count


def marked(told: Told, entries: Iterable[Entry], now: datetime) -> Told:
    """Return what a chat was told after it was told these entries, too."""
    return {**told, **{one.story_id: Mark(now, one.article_count) for one in entries}}


def news_of(coverage: Coverage, articles: int) -> News | None:
    """Return what is new in a story since it was of so many articles; None: nothing is.

    An article in a language that none of the earlier ones is in cannot be held against them, and
    counts as nothing new.
    """
    by_id = {report.article.id: report for report in coverage.reports}
    reports = [by_id[article_id] for article_id in coverage.story.articles]
    said: dict[str, list[Sequence[str]]] = {}
    for report in reports[:articles]:
        language = report.summary.language
        text = _terms(f"{report.article.title}\n{report.article.body}", language)
        said.setdefault(language, []).append(text)
    quotes: list[Quote] = []
    origins: dict[str, Report] = {}
    for report, index in _by_rank(reports[articles:]):
        summary = report.summary
        known = said.get(summary.language)
        terms = _terms(summary.sentences[index], summary.language)
        if known is None or len(set(terms)) < FEWEST or _resembles(frozenset(terms), known):
            continue
        known.append(terms)
        quotes.append(
            Quote(
                article_id=report.article.id,
                span=summary.spans[index],
                text=summary.sentences[index],
            )
        )
        origins.setdefault(report.article.id, report)
        if len(quotes) == MOST:
            break
    return News(tuple(quotes), tuple(origins.values())) if quotes else None


def _by_rank(reports: Sequence[Report]) -> list[tuple[Report, int]]:
    """Return the picked sentences of all reports: of each the most telling, then the next."""
    found = [
        (rank, place, report, index)
        for place, report in enumerate(reports)
        for rank, index in enumerate(report.summary.order)
    ]
    return [(report, index) for _, _, report, index in sorted(found, key=lambda one: one[:2])]


def _terms(text: str, language: str) -> list[str]:
    skip = stop_words(language)
    return [stem(word, language) for word in words(text) if word not in skip]


def _resembles(sentence: Collection[str], texts: Iterable[Sequence[str]]) -> bool:
    needed = SAME * len(sentence)
    return any(_most_together(sentence, text, needed) > needed for text in texts)


def _most_together(wanted: Collection[str], text: Sequence[str], needed: float) -> int:
    """Return how many of these terms stand close together in a text, at the most."""
    places = [(place, term) for place, term in enumerate(text) if term in wanted]
    if len(places) <= needed:
        return len(places)  # too few for what is asked, wherever they stand
    width, best, start = NEAR * len(wanted), 0, 0
    inside: Counter[str] = Counter()
    for place, term in places:
        inside[term] += 1
        while place - places[start][0] >= width:
            gone = places[start][1]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            start += 1
        best = max(best, len(inside))
    return best
