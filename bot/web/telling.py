"""What the pages of stories show, read from the store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.commands.finding import Found, Reach, find, place, read
from bot.commands.parse import split_words
from bot.domain.articles import Article, ArticleId, Report
from bot.domain.stories import Coverage, StoryId
from bot.domain.times import LAST
from bot.ports.store import Store
from bot.web.texts import TextView, text_view
from summarizer import similarity, stem, stop_words, words

ON_A_PAGE = 20  # stories
REACH = Reach(stories=100, characters=200_000)  # of one page of what a search found
MOST_TELLERS = 60  # of one story, that a page shows
MOST_COMMON = 6  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One article of a story."""

    article: Article
    outlet: str
    at: datetime  # when it was published, or else came in
    likeness: float  # to the article that leads, from 0 to 1
    common: Sequence[str]  # telling words that both headlines and first sentences have
    is_copy: bool  # of one before it, with another headline perhaps


def newest(store: Store, before: tuple[datetime, StoryId] | None) -> Found:
    """Return the stories seen last, before that one."""
    with store.snapshot() as tx:
        ids = tx.archive.stories(before or (LAST, StoryId("")), ON_A_PAGE + 1)
        shown = tx.stories.coverage(ids[:ON_A_PAGE])
    return Found(shown, place(shown[-1]) if len(ids) > ON_A_PAGE and shown else None)


def found(store: Store, query: str, after: tuple[datetime, StoryId] | None) -> Found:
    """Return the newest stories about some words, behind that one.

    The words are read as those behind `search` in a chat.
    """
    wanted = read(split_words(query))
    if not wanted.says_something:
        return Found(())
    with store.snapshot() as tx:
        return find(tx, wanted, ON_A_PAGE, after, REACH)


def story(store: Store, story_id: StoryId) -> tuple[Coverage, Sequence[Teller]] | None:
    """Return a story and who told it, the first one first; None: there is none."""
    with store.snapshot() as tx:
        coverages = tx.stories.coverage([story_id])
    if not coverages:
        return None
    coverage = coverages[0]
    own = {report.article.id for report in coverage.own_words}
    reports = sorted(coverage.reports, key=lambda one: (_moment(one), one.article.id))
    return coverage, [
        _teller(report, coverage.lead, is_copy=report.article.id not in own)
        for report in reports[:MOST_TELLERS]
    ]


def _teller(report: Report, lead: Report, *, is_copy: bool) -> Teller:
    return Teller(
        article=report.article,
        outlet=report.outlet,
        at=_moment(report),
        likeness=similarity(lead.fingerprint, report.fingerprint),
        common=_common(lead, report),
        is_copy=is_copy,
    )


def _moment(report: Report) -> datetime:
    return report.article.published_at or report.article.collected_at


def _common(one: Report, other: Report) -> Sequence[str]:
    """Return words of the first that the second has, too, in any form, in their order."""
    if one.article.id == other.article.id:
        return ()
    language = one.summary.language
    skip = stop_words(language)
    theirs = {stem(word, language) for word in words(_beginning(other)) if word not in skip}
    mine: dict[str, str] = {}
    for word in words(_beginning(one)):
        if word not in skip and len(word) > 1:
            mine.setdefault(stem(word, language), word)
    return [_as_written(word, one) for known, word in mine.items() if known in theirs][:MOST_COMMON]


def _as_written(word: str, report: Report) -> str:
    """Return a folded word with the capitals that it has where it comes first."""
    found = re.search(rf"\b{re.escape(word)}\b", _beginning(report), re.IGNORECASE)
    return found[0] if found else word


def _beginning(report: Report) -> str:
    first = report.summary.sentences[:1]
    return " ".join((report.article.title, *first))


def article(
    store: Store, article_id: ArticleId, start: int
) -> tuple[TextView, StoryId | None] | None:
    """Return an article's text from a place on, its telling sentences marked, and its story.

    None: there is no such article.
    """
    with store.snapshot() as tx:
        kept = tx.articles.get(article_id)
        if kept is None:
            return None
        told = tx.stories.of_article(article_id)
        coverages = tx.stories.coverage([told.id]) if told else ()
    reports = [one for c in coverages for one in c.reports if one.article.id == article_id]
    spans = [span for one in reports for span in one.summary.spans]
    marks = [(span, number) for number, span in enumerate(spans, 1)]
    return text_view(kept, marks, start), told.id if told else None
