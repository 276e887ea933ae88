"""The command about sources: what there is, how one stands, and, for operators, which are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bot.commands.asking import A_WEEK
from bot.commands.feeds import bare_link, found_feed, is_link, made_feed
from bot.commands.paging import BEFORE, NEXT, page_number, turn
from bot.commands.spec import Desk
from bot.commands.typed import short
from bot.commands.volumes import volume_blocks
from bot.commands.wishes import LONG_AGO
from bot.domain.articles import INBOX
from bot.domain.chats import Chat
from bot.domain.errors import NotAllowed, NothingThere, UsageError
from bot.domain.feeds import Feed, Origin
from bot.domain.topics import topic_name
from bot.messages.blocks import Block, Choice, Facts, Fine, Heading, Line, Message, Paragraph, Place
from bot.messages.quoting import QUOTES
from bot.messages.reasons import retold
from bot.messages.replies import bullets, buttons, fits, plain, said
from bot.messages.wording import Wording
from bot.pipeline.listing import LeftOut, add_all, listed_in
from bot.ports.chat import Role, Unread
from bot.ports.records import Sighting
from bot.ports.store import Transaction

SHOWN_PROBLEMS: Final = 5
SHOWN_REJECTED: Final = 20
SHOWN_LEFT_OUT: Final = 10
SHOWN_BOILERPLATE: Final = 10
MOST_PAGES: Final = 500
AGAIN: Final = "sources"  # and a page, for all that could not be read
_QUOTES: Final = frozenset({'"', *map(chr, QUOTES)})


def sources(desk: Desk, *, what: tuple[str, ...], page: str | None = None) -> Message:
    """Show who wrote in the last week, or how one source stands; operators add and remove."""
    if not what:
        return _overview(desk) if page is None else _rejected(desk, "", page)
    change = _CHANGES.get(what[0].casefold())
    if change is None:
        name = " ".join(what)
        return _one(desk, name) if page is None else _rejected(desk, name, page)
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
    if desk.invocation.role.value < Role.OPERATOR.value:
        raise NotAllowed(words.say("sources.operators"))
    return change(desk, what[1:], words)


def _overview(desk: Desk) -> Message:
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        volumes = tx.sources.outlets(desk.now - A_WEEK)
        feeds = tx.feeds.all()
        rejected = tx.sources.rejected(SHOWN_PROBLEMS + 1)
    words = desk.words(chat)
    blocks: list[Block] = []
    if volumes:
        blocks += volume_blocks(desk, chat, volumes, "sources")
    failing = [feed for feed in feeds if feed.problem]
    if rejected:
        blocks += not_read(rejected, SHOWN_PROBLEMS, words)
    if failing:
        blocks.append(Paragraph(words.line("sources.failing", count=len(failing))))
        blocks.append(bullets(_trouble(feed, words) for feed in failing[:SHOWN_PROBLEMS]))
    if feeds:
        blocks.append(Fine(words.line("sources.count", count=len(feeds), name=feeds[-1].label)))
    return Message(tuple(blocks)) if blocks else said(words, "sources.none")


def _trouble(feed: Feed, words: Wording) -> Line:
    return words.line(
        "status.rejected-item", key=feed.label, reason=retold(feed.problem or "", words)
    )


def _one(desk: Desk, name: str) -> Message:
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        feed = _feed(tx, name)
        known = feed.name if feed else _outlet(tx, name, words)
        rejected = tx.sources.rejected(SHOWN_REJECTED + 1, known) if known else ()
        learned = tx.recurring.learned(known, SHOWN_BOILERPLATE) if known else ()
    blocks: list[Block] = [Heading(feed.label if feed else known)]
    if feed is not None:
        blocks.append(Facts(tuple(_facts(desk, chat, feed, words))))
    if rejected:
        blocks += not_read(rejected, SHOWN_REJECTED, words, again=_again(known, feed), page=1)
    if feed is None and not rejected:
        blocks.append(Paragraph(words.line("sources.well")))
    if learned:
        blocks.append(Paragraph(words.line("sources.boilerplate")))
        blocks.append(bullets(plain(one.sentence) for one in learned))
    return Message(tuple(blocks))


def _rejected(desk: Desk, name: str, page: str) -> Message:
    """Show a page of what could not be read of one source, or of all."""
    number = page_number(page, MOST_PAGES)
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
        feed = _feed(tx, name) if name else None
        known = feed.name if feed else _outlet(tx, name, words) if name else None
        found = tx.sources.rejected(number * SHOWN_REJECTED + 1, known)
    rejected = found[(number - 1) * SHOWN_REJECTED :]
    if not rejected:
        return said(words, "sources.well")
    again = _again(known, feed) if known else AGAIN
    blocks = not_read(rejected, SHOWN_REJECTED, words, again=again, page=number)
    return Message(tuple(blocks), place=Place.INSTEAD)


def _again(name: str, feed: Feed | None) -> str:
    if feed is not None and _QUOTES & set(name):  # such a name cannot be quoted
        return f"{AGAIN} {feed.url}"
    return f'{AGAIN} "{name}"'


def not_read(
    rejected: Sequence[Sighting], most: int, words: Wording, *, again: str = AGAIN, page: int = 0
) -> list[Block]:
    """Return what could not be read and why: the first `most`, and the way to the others.

    Args:
        rejected: What could not be read; one more than `most` if there are others.
        most: How many of these are shown.
        words: The language to say it in.
        again: What shows a page of it.
        page: Which one this is; 0 for a beginning that is shorter than the first.
    """
    blocks: list[Block] = [
        Paragraph(words.line("status.rejected")),
        bullets(
            words.line("status.rejected-item", key=one.key, reason=retold(one.reason or "", words))
            for one in rejected[:most]
        ),
    ]
    turns: list[Choice] = [turn(BEFORE, again, page - 1)] if page > 1 else []
    if len(rejected) > most:
        blocks.append(Fine(words.line("status.rejected-more")))
        turns.append(turn(NEXT, again, page + 1))
    if any(fits(one.tapped) for one in turns):
        blocks.append(buttons(*turns))
    return blocks


def _feed(tx: Transaction, name: str) -> Feed | None:
    return tx.feeds.at(bare_link(name)) if is_link(name) else tx.feeds.named(name)


def _outlet(tx: Transaction, name: str, words: Wording) -> str:
    names = [volume.name for volume in tx.sources.outlets(LONG_AGO)]
    wanted = name.casefold()
    found = next((one for one in names if one.casefold() == wanted), None)
    if found is None and wanted == INBOX:
        found = INBOX
    if found is None and tx.sources.known(name):  # whose articles name others as authors
        found = name
    if found is None:
        raise NothingThere(words.say("sources.unknown", name=short(name)))
    return found


def _facts(desk: Desk, chat: Chat, feed: Feed, words: Wording) -> list[tuple[str, Line]]:
    zone = desk.zone(chat)

    rows = [(words.say("sources.address"), plain(feed.url))]
    if feed.topics:
        rows.append((words.say("settings.topics"), plain(words.listed(sorted(feed.topics)))))
    moments = (
        ("sources.read", feed.read_at),
        ("sources.newest", feed.newest_at),
        ("sources.next", feed.next_poll_at),
    )
    rows += [
        (words.say(key), plain(words.moment(moment, zone, desk.now)))
        for key, moment in moments
        if moment is not None
    ]
    if feed.next_poll_at is None:
        rows.append((words.say("sources.next"), words.line("sources.rests")))
    if feed.problem:
        rows.append((words.say("status.trouble"), plain(retold(feed.problem, words))))
    return rows


def _add(desk: Desk, what: Sequence[str], words: Wording) -> Message:
    if not what or not is_link(what[0]):
        raise UsageError(words.say("sources.which-link"))
    link = bare_link(what[0])
    found = found_feed(desk, link, words)
    topics = frozenset(filter(None, (topic_name(word.strip(",")) for word in what[1:])))
    with desk.store.transaction() as tx:
        known = tx.feeds.at(found.url)
        feed = known if known and known.name else made_feed(desk, tx, link, found, Origin.OPERATOR)
        kept = replace(
            feed,
            topics=feed.topics | topics,
            origin=Origin.OPERATOR if feed.origin is Origin.CHAT else feed.origin,
            next_poll_at=feed.next_poll_at or desk.now,
        )
        tx.feeds.put(kept)
    key = "sources.had" if known else "sources.added"
    return said(words, key, name=feed.label, url=feed.url)


def _remove(desk: Desk, what: Sequence[str], words: Wording) -> Message:
    name = " ".join(what)
    with desk.store.transaction() as tx:
        feed = _feed(tx, name) if name else None
        if feed is None:
            raise NothingThere(words.say("sources.no-feed", name=short(name)))
        if feed.origin is Origin.SETTINGS:
            raise UsageError(words.say("sources.in-settings", name=feed.label))
        tx.feeds.remove(feed.id)
    return said(words, "sources.removed", name=feed.label)


def _import(desk: Desk, what: Sequence[str], words: Wording) -> Message:
    del what
    given = [one.content for one in desk.invocation.attachments]
    texts = [text for text in given if not isinstance(text, Unread)]
    if not texts:
        raise UsageError(words.say("sources.which-list"))
    if desk.feeds is None:
        raise UsageError(words.say("feeds.not-here"))
    listed, left_out = listed_in(
        "\n".join(texts), desk.feeds.address_of, full_text=desk.feeds.full_text
    )
    if not listed and not left_out:
        raise UsageError(words.say("sources.which-list"))
    with desk.store.transaction() as tx:
        added, known = add_all(tx, desk.ambient, listed, Origin.OPERATOR)
    blocks: list[Block] = [Paragraph(words.line("sources.imported", added=added, known=known))]
    return Message((*blocks, *_left_out(left_out, words)))


def _left_out(lines: Sequence[LeftOut], words: Wording) -> list[Block]:
    """Return what of a list was not taken for a feed, and why: the first of it, and how many."""
    if not lines:
        return []
    told = bullets(
        words.line("status.rejected-item", key=short(written), reason=retold(reason, words))
        for written, reason in lines[:SHOWN_LEFT_OUT]
    )
    blocks: list[Block] = [Paragraph(words.line("status.rejected")), told]
    if len(lines) > SHOWN_LEFT_OUT:
        blocks.append(Fine(words.line("volume.more", count=len(lines) - SHOWN_LEFT_OUT)))
    return blocks


_CHANGES: Final[dict[str, Callable[[Desk, Sequence[str], Wording], Message]]] = {
    "add": _add,
    "remove": _remove,
    "import": _import,
}
