"""Finding stories: words in any form, "phrases", beginnings*, and what is -not to be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.commands.typed import Quoted
from bot.commands.wishes import LONG_AGO, read_query
from bot.domain.mentions import Texts
from bot.domain.stories import Coverage
from bot.ports.store import Transaction

LOOKED_THROUGH = 1000  # stories with all words in which a phrase is looked for, the newest first
FIRST = 200  # of these: a store finds so many quickly, however common the words are
AT_ONCE = 20
_NEVER = "-!"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for."""

    words: str  # that all have to be in one article, in any form; a star after a beginning
    phrases: tuple[str, ...]  # that have to stand there as they are, in any form of their words
    never: tuple[str, ...]  # words and phrases of which the story must have none

    @property
    def says_something(self) -> bool:
        """Whether there is anything to look for."""
        return any(map(str.isalnum, self.words))


def read(what: Sequence[str]) -> Query:
    """Read what a person looks for."""
    signed = [word for word in what if word[:1] in _NEVER and any(map(str.isalnum, word))]
    wanted = [word for word in what if word not in signed]
    return Query(
        words=(read_query(wanted) or " ".join(wanted)) if wanted else "",
        phrases=tuple(str(word) for word in wanted if isinstance(word, Quoted) and " " in word),
        never=tuple(str(word).lstrip(_NEVER) for word in signed),
    )


def find(tx: Transaction, query: Query, limit: int, skip: int = 0) -> Sequence[Coverage]:
    """Return the newest stories that a query finds, without the first so many."""
    if not query.phrases and not query.never:
        ids = tx.articles.search(query.words, LONG_AGO, skip + limit)
        return tx.stories.coverage(ids[skip:])
    found: list[Coverage] = []
    for coverage in _with_all_words(tx, query):
        if _fits(coverage, query):
            found.append(coverage)
        if len(found) == skip + limit:
            break
    return found[skip:]


def _with_all_words(tx: Transaction, query: Query) -> Iterator[Coverage]:
    seen = 0
    for most in (FIRST, LOOKED_THROUGH):
        ids = tx.articles.search(query.words, LONG_AGO, most)
        for start in range(seen, len(ids), AT_ONCE):
            yield from tx.stories.coverage(ids[start : start + AT_ONCE])
        seen = len(ids)
        if seen < most:
            return


def _fits(coverage: Coverage, query: Query) -> bool:
    texts = Texts()
    if any(texts.mention(word, one) for one in coverage.reports for word in query.never):
        return False
    return any(
        all(texts.mention(phrase, report) for phrase in query.phrases)
        for report in coverage.reports
    )
