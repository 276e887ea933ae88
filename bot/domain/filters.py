"""Filters: whether a story is what a chat wants, why, and how well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from bot.domain.mentions import Texts
from bot.domain.stories import Coverage
from bot.domain.subscriptions import Wants
from bot.domain.topics import topic_name

NAMED = 0.5  # how well a story fits that has a topic or a source which is wanted
IN_HEADLINE = 0.6  # or that has words in its headline
IN_TEXT = 0.3
BEST_FIT = 1.0


class Because(Enum):
    """The kinds of reasons for which a story is in a digest."""

    EVERYTHING = "everything"
    TOPIC = "topic"
    SOURCE = "source"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a story matches: a kind, the topic, source or words in question, and how well."""

    because: Because
    value: str = ""
    fit: float = field(default=0.0, compare=False)  # 0 to 1

    def __str__(self) -> str:
        return f"{self.because.value} {self.value}".rstrip()


def reason_for(coverage: Coverage, wants: Wants, texts: Texts) -> Reason | None:
    """Return why the story is wanted; None: it is not, or it is unwanted for another reason.

    The first thing that is wanted of it is the reason; the others make it fit better. A word that
    was wished for when no topic or source was called so is one of these as well once there is.
    """
    if any(_matches(coverage, never, texts) for never in sorted(wants.never)):
        return None
    if wants.everything:
        return Reason(Because.EVERYTHING)
    found = list(_reasons(coverage, wants, texts))
    if not found:
        return None
    fit = min(BEST_FIT, sum(reason.fit for reason in found))
    return Reason(found[0].because, found[0].value, fit)


def _reasons(coverage: Coverage, wants: Wants, texts: Texts) -> Iterator[Reason]:
    for topic in sorted(wants.named_topics):
        if topic in coverage.topics:
            yield Reason(Because.TOPIC, topic, NAMED)
    for source in sorted(wants.sources | wants.words):
        if _is_from(coverage, source):
            yield Reason(Because.SOURCE, source, NAMED)
    for phrase in sorted(wants.words):
        if _mentions(coverage, phrase, texts):
            headline = texts.headline_mentions(phrase, coverage.lead)
            yield Reason(Because.WORD, phrase, IN_HEADLINE if headline else IN_TEXT)


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
