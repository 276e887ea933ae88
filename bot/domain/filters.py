"""Filters: whether a story is what a chat wants, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from bot.domain.articles import ArticleId, Report
from bot.domain.stories import Coverage
from bot.domain.subscriptions import Wants
from bot.domain.topics import topic_name
from summarizer import stem, words

_EDGE = "\x1f"  # stands between words, where no word can hold it


class Because(Enum):
    """The kinds of reasons for which a story is in a digest."""

    EVERYTHING = "everything"
    TOPIC = "topic"
    SOURCE = "source"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a story matches: a kind, and the topic, source or words in question."""

    because: Because
    value: str = ""

    def __str__(self) -> str:
        return f"{self.because.value} {self.value}".rstrip()


@dataclass(slots=True)
class Texts:
    """The stems of articles, worked out once for all the wishes of one pass."""

    _stems: dict[ArticleId, str] = field(default_factory=dict)

    def mention(self, phrase: str, report: Report) -> bool:
        """Say whether the report has these words one after the other, in any of their forms.

        Words are compared by their stems in the language of the article, in linear time.
        """
        language = report.article.language or report.summary.language
        wanted = _joined(stem(word, language) for word in words(phrase))
        if wanted == _EDGE:
            return False
        article = report.article
        if article.id not in self._stems:
            text = f"{article.title}\n{article.body}"
            self._stems[article.id] = _joined(stem(word, language) for word in words(text))
        return wanted in self._stems[article.id]


def reason_for(coverage: Coverage, wants: Wants, texts: Texts) -> Reason | None:
    """Return why the story is wanted; None: it is not, or it is unwanted for another reason."""
    if any(_matches(coverage, never, texts) for never in sorted(wants.never)):
        return None
    if wants.everything:
        return Reason(Because.EVERYTHING)
    for topic in sorted(wants.topics):
        if topic in coverage.topics:
            return Reason(Because.TOPIC, topic)
    for source in sorted(wants.sources):
        if _is_from(coverage, source):
            return Reason(Because.SOURCE, source)
    for phrase in sorted(wants.words):
        if _mentions(coverage, phrase, texts):
            return Reason(Because.WORD, phrase)
    return None


def _matches(coverage: Coverage, name: str, texts: Texts) -> bool:
    return (
        topic_name(name) in coverage.topics
        or _is_from(coverage, name)
        or _mentions(coverage, name, texts)
    )


def _is_from(coverage: Coverage, source: str) -> bool:
    wanted = source.casefold()
    return any(
        wanted in {report.outlet.casefold(), report.article.source.casefold()}
        for report in coverage.reports
    )


def _mentions(coverage: Coverage, phrase: str, texts: Texts) -> bool:
    return any(texts.mention(phrase, report) for report in coverage.reports)


def _joined(stems: Iterable[str]) -> str:
    return _EDGE + "".join(stemmed + _EDGE for stemmed in stems)
