"""Finding stories: words in any form, "phrases", beginnings*, and what is -not to be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.commands.typed import Quoted
from bot.commands.wishes import LONG_AGO, read_query
from bot.domain.mentions import Texts
from bot.domain.stories import Coverage, StoryId
from bot.ports.store import Transaction

FIRST = 200  # stories with all words, and then as many: a store finds so many quickly
AT_ONCE = 20
_NEVER = "-!"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far is looked for what a store cannot find by itself, the newest stories first."""

    stories: int = 1000  # that have all the words
    characters: int = 3_000_000  # of their texts


IN_CHATS = Reach()


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

    @property
    def is_plain(self) -> bool:
        """Whether a store can say all of it: then no text is read for what it does not find."""
        return not self.phrases and not self.never


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds: so many stories, and where to go on."""

    stories: Sequence[Coverage]
    last: tuple[datetime, StoryId] | None = None  # there may be more behind it; None: that is all
    unread: bool = False  # texts of more stories have the words, and were not read


def read(what: Sequence[str]) -> Query:
    """Read what a person looks for."""
    signed = [word for word in what if word[:1] in _NEVER and any(map(str.isalnum, word))]
    wanted = [word for word in what if word not in signed]
    return Query(
        words=(read_query(wanted) or " ".join(wanted)) if wanted else "",
        phrases=tuple(str(word) for word in wanted if isinstance(word, Quoted) and " " in word),
        never=tuple(str(word).lstrip(_NEVER) for word in signed),
    )


def find(
    tx: Transaction,
    query: Query,
    limit: int,
    after: tuple[datetime, StoryId] | None = None,
    reach: Reach | None = None,
) -> Found:
    """Return the newest stories that a query finds, behind one with this time and id if given.

    For a phrase, and for what is not to be there, no more texts are read than `reach` says, or
    else as many as for an answer in a chat.
    """
    reach = reach or IN_CHATS
    if query.is_plain:
        ids = tx.articles.search(query.words, LONG_AGO, limit + 1, after)
        stories = tx.stories.coverage(ids[:limit])
        return Found(stories, place(stories[-1]) if len(ids) > limit and stories else None)
    found: list[Coverage] = []
    looked, characters, last = 0, 0, after
    for coverage in _with_all_words(tx, query, after):
        if looked == reach.stories or characters >= reach.characters:
            return Found(found, last, unread=True)
        if _fits(coverage, query):
            if len(found) == limit:
                return Found(found, place(found[-1]))
            found.append(coverage)
        looked, last = looked + 1, place(coverage)
        characters += sum(len(one.article.body) for one in coverage.reports)
    return Found(found)


def place(coverage: Coverage) -> tuple[datetime, StoryId]:
    """Return where a story stands among others, the latest first."""
    return coverage.story.last_seen_at, coverage.story.id


def _with_all_words(
    tx: Transaction, query: Query, after: tuple[datetime, StoryId] | None
) -> Iterator[Coverage]:
    while True:
        ids = tx.articles.search(query.words, LONG_AGO, FIRST, after)
        for start in range(0, len(ids), AT_ONCE):
            for coverage in tx.stories.coverage(ids[start : start + AT_ONCE]):
                yield coverage
                after = place(coverage)
        if len(ids) < FIRST:
            return


def _fits(coverage: Coverage, query: Query) -> bool:
    texts = Texts()
    if any(texts.mention(word, one) for one in coverage.reports for word in query.never):
        return False
    return any(
        all(texts.mention(phrase, report) for phrase in query.phrases)
        for report in coverage.reports
    )
