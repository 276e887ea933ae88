"""Finding stories of the archive by their words; nothing of it counts as told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.commands.asking import compose_found, keep
from bot.commands.finding import Query, find, read
from bot.commands.paging import BEFORE, NEXT, page_number, turn
from bot.commands.parse import split_words
from bot.commands.spec import Desk
from bot.commands.typed import Quoted, short
from bot.commands.wishes import read_query
from bot.domain.chats import Budget
from bot.domain.composing import REACH
from bot.domain.errors import NothingThere, UsageError
from bot.domain.stories import Coverage
from bot.messages.blocks import Choice, Fine, Heading, Message, Paragraph, Place
from bot.messages.digest import story_items
from bot.messages.replies import buttons, fits, plain
from bot.messages.wording import Wording
from bot.ports.store import Transaction

FOUND = Budget(stories=5, sentences=2)  # on one page
LOOKED_UP = Budget(stories=10, sentences=2)
MOST_PAGES = 20
LONGEST_QUERY = 200  # characters, of one who looks while typing


def search(desk: Desk, *, what: tuple[str, ...], page: str | None = None) -> Message:
    """Show stories about some words, newest first, page by page."""
    query = read(what)
    number = page_number(page, MOST_PAGES)
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        if not query.says_something:
            raise UsageError(words.say("search.which-words"))
        found, more, unread = _page(tx, query, number, FOUND.stories)
        begun = [] if found or number > 1 else _begun(tx, what)
    if begun:
        return _nothing_but(begun, what, words)
    not_all = words.say("search.not-all") if unread else ""
    if not found:
        nothing = words.say("summary.not-found", query=_named(what))
        raise NothingThere(f"{nothing} {not_all}".strip())
    composed = compose_found(desk, found, FOUND)
    with desk.store.transaction() as tx:
        made = keep(desk, tx, composed, tell=False)
    heading = Heading(words.say("search.title", query=_named(what), page=number))
    items = story_items(made.entries, words, desk.zone(chat), desk.now)
    options = [Choice(words.say("digest.more"), "summary 1", f"summary of:{made.id}")]
    again = f"search {_said(what)}"
    if number > 1:
        options.append(turn(BEFORE, again, number - 1))
    if more and number < MOST_PAGES:
        options.append(turn(NEXT, again, number + 1))
    hint = [Fine(plain(not_all))] if not_all else []
    return Message((heading, *items, *hint, buttons(*options)), place=Place.INSTEAD)


def _begun(tx: Transaction, what: Sequence[str]) -> Sequence[str]:
    """Return what was looked for with a star behind each word, if that finds any story."""
    begun = [
        word if isinstance(word, Quoted) or not word.isalnum() else f"{word}*" for word in what
    ]
    return begun if begun != list(what) and find(tx, read(begun), 1).stories else []


def _nothing_but(begun: Sequence[str], what: Sequence[str], words: Wording) -> Message:
    """Say that nothing was found, and offer to look for words that only begin so."""
    nothing = Paragraph(words.line("summary.not-found", query=_named(what)))
    again = f"search {_said(begun)}"
    hint = Fine(words.line("search.beginnings", command=again))
    options = [buttons(Choice(again, again))] if fits(again) else []
    return Message((nothing, hint, *options), place=Place.INSTEAD)


def look_up(desk: Desk) -> Message:
    """Return the newest stories about the words that were said, and keep nothing of it.

    Who has said nothing yet, or wants just news, is shown the newest of all.
    """
    said = desk.invocation.text[:LONGEST_QUERY]
    wanted = split_words(said)
    everything = not wanted or read_query(wanted) is None
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        if everything:
            recent = sorted(desk.recent.since(tx, desk.now - REACH), key=_age, reverse=True)
            found: Sequence[Coverage] = recent[: LOOKED_UP.stories]
        else:
            found = find(tx, read(wanted), LOOKED_UP.stories).stories
    entries = compose_found(desk, found, LOOKED_UP).entries
    return Message(tuple(story_items(entries, words, desk.zone(chat), desk.now)))


def _age(coverage: Coverage) -> tuple[datetime, str]:
    return coverage.story.last_seen_at, coverage.story.id


def _page(
    tx: Transaction, query: Query, number: int, size: int
) -> tuple[Sequence[Coverage], bool, bool]:
    """Return the stories of a page, whether there are more, and whether some were not read."""
    found = find(tx, query, number * size)
    more = found.last is not None and not found.unread
    return found.stories[(number - 1) * size :], more, found.unread


def _said(what: Sequence[str]) -> str:
    """Return the words as they were typed."""
    return " ".join(map(_quoted, what))


def _named(what: Sequence[str]) -> str:
    """Return the words to be read between our own quotation marks."""
    return short(what[0] if len(what) == 1 else _said(what))


def _quoted(word: str) -> str:
    return f'"{word}"' if isinstance(word, Quoted) else word
