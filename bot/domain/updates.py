"""Updates: what a story that a chat was told has to say by now that is new to that chat.

New is a sentence of an article that came after the chat was told, if nothing that the story's
earlier articles say resembles it, or if it has a number that none of them has where what resembles
it has another one. Copies and rewrites of what was known bring nothing back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.domain.amounts import amounts, in_digits, is_among, plainly_numbered
from bot.domain.articles import Report
from bot.domain.digests import Entry, Quote
from bot.domain.stories import Coverage, Story, StoryId
from summarizer import stem, stop_words, words

REST = timedelta(hours=3)  # a story that develops comes back no sooner than this
SAME = 0.6  # of a sentence's telling words close together in another text: it says the same
NEAR = 2  # close together: within so many times as many telling words as the sentence has
BESIDE = 2  # telling words before and after what is close together, where its number may stand
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
    known = _Known()
    for report in reports[:articles]:
        known.add(f"{report.article.title}\n{report.article.body}", report.summary.language)
    quotes: list[Quote] = []
    origins: dict[str, Report] = {}
    for report, index in _by_rank(reports[articles:]):
        summary = report.summary
        if not known.lacks(summary.sentences[index], summary.language):
            continue
        known.add(summary.sentences[index], summary.language)
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


@dataclass(slots=True)
class _Known:
    """What was said so far: the telling words of each text by language, and every number."""

    texts: dict[str, list[Sequence[str]]] = field(default_factory=dict)
    numbers: set[float] = field(default_factory=set)

    def add(self, text: str, language: str) -> None:
        """Remember what a text says."""
        terms = _terms(text, language)
        self.texts.setdefault(language, []).append(terms)
        self.numbers |= amounts(terms)

    def lacks(self, sentence: str, language: str) -> bool:
        """Say whether a sentence is new: its words, or a number in the place of another one."""
        terms = _terms(sentence, language)
        wanted = frozenset(terms)
        if language not in self.texts or len(wanted) < FEWEST:
            return False
        passages = list(_alike(wanted, self.texts[language]))
        return not passages or any(self._renumbered(amounts(wanted), one) for one in passages)

    def _renumbered(self, numbers: Collection[float], passage: Sequence[str]) -> bool:
        """Say whether a number that nobody named stands where a passage has another one."""
        others = amounts(passage)
        fresh = any(one not in self.numbers and not is_among(one, others) for one in numbers)
        return fresh and any(not is_among(one, numbers) for one in others)


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
    return [
        word if word[0].isdigit() else stem(word, language)
        for one in words(plainly_numbered(text))
        if (word := in_digits(one, language)) not in skip or word[0].isdigit()
    ]


def _alike(sentence: Collection[str], texts: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Yield of each text the passage that resembles a sentence, if there is one."""
    needed = SAME * len(sentence)
    for text in texts:
        count, first, last = _most_together(sentence, text, needed)
        if count > needed:
            yield text[max(0, first - BESIDE) : last + BESIDE + 1]


def _most_together(
    wanted: Collection[str], text: Sequence[str], needed: float
) -> tuple[int, int, int]:
    """Return how many of these terms stand close together in a text, at the most, and where."""
    places = [(place, term) for place, term in enumerate(text) if term in wanted]
    if len(places) <= needed:
        return len(places), 0, 0  # too few for what is asked, wherever they stand
    width, best, start = NEAR * len(wanted), (0, 0, 0), 0
    inside: Counter[str] = Counter()
    for place, term in places:
        inside[term] += 1
        while place - places[start][0] >= width:
            gone = places[start][1]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            start += 1
        if len(inside) > best[0]:
            best = len(inside), places[start][0], place
    return best
