"""More or less like a story, what was learned from that, and how it is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.carrying import SURE, THIS_CHAT, forget_chat
from bot.commands.items import Item, pick
from bot.commands.paging import paged
from bot.commands.spec import Desk
from bot.commands.typed import short
from bot.domain.articles import INBOX
from bot.domain.chats import Chat
from bot.domain.errors import NothingThere
from bot.domain.stories import Coverage
from bot.domain.taste import Liking, Taste, lessons_of, taught, telling_words
from bot.messages.blocks import Block, Choice, Fine, Line, Message, Paragraph, Place
from bot.messages.replies import bullets, buttons, fits, undo
from bot.messages.wording import Wording

MOST_TOPICS = 2  # that are offered to be muted
SHOWN = 6  # likings in the settings
ALL = "all"
_OTHER_WAY = {"more": "less", "less": "more"}


def more(desk: Desk, *, n: str | None, of: str | None = None) -> Message:
    """Learn to put stories like one higher up."""
    item = pick(desk, "more", n, of)
    if isinstance(item, Message):
        return item
    _, learned, taste, words = _learn(desk, item, 1)
    if not learned:
        raise NothingThere(words.say("more.nothing"))
    told = _learned(learned, taste, item, "more", words)
    return Message((*told, _undo(item, "more", words)))


def less(desk: Desk, *, n: str | None, of: str | None = None) -> Message:
    """Learn to put stories like one lower down, and offer what could be left out altogether."""
    item = pick(desk, "less", n, of)
    if isinstance(item, Message):
        return item
    found, learned, taste, words = _learn(desk, item, -1)
    options = [option for option in _mutes(item, found, words) if fits(option.tapped)]
    if not options and not learned:
        raise NothingThere(words.say("less.nothing"))
    blocks: list[Block] = []
    if learned:
        told = _learned(learned, taste, item, "less", words)
        blocks += [*told, _undo(item, "less", words)]
    if options:
        offer = words.line("less.offer", headline=item.entry.headline)
        blocks += [Paragraph(offer), buttons(*options)]
    return Message(tuple(blocks))


def forget(desk: Desk, *, what: tuple[str, ...], page: str | None = None) -> Message:
    """Show what was learned, or forget a part of it or all; or the whole chat."""
    named = " ".join(what).casefold()
    if named in {THIS_CHAT, SURE}:
        return forget_chat(desk, sure=named == SURE)
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        if not what:
            return _known(chat.taste, words, page)
        kept = tuple(one for one in chat.taste if named not in {ALL, one.name.casefold()})
        if kept == chat.taste:
            raise NothingThere(words.say("forget.unknown", name=short(" ".join(what))))
        tx.chats.put(replace(chat, taste=kept))
    gone = ", ".join(one.name for one in chat.taste if one not in kept)
    done = Paragraph(words.line("forget.done", names=gone))
    left = _known(kept, words, page) if kept else Message(())
    return Message((done, *left.blocks), place=Place.INSTEAD)


def taste_line(chat: Chat, words: Wording) -> Line:
    """Say what a chat likes, with the weights."""
    if not chat.taste:
        return words.line("taste.none")
    names = ", ".join(_named(one, words) for one in _strongest(chat.taste)[:SHOWN])
    return words.line("taste.some", names=names, more=max(0, len(chat.taste) - SHOWN))


def _learn(
    desk: Desk, item: Item, direction: int
) -> tuple[Coverage, Sequence[Liking], Taste, Wording]:
    """Return the story, what it taught, and what the chat likes now."""
    entry = item.entry
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        found = tx.stories.coverage([entry.story_id])
        if not found:
            raise NothingThere(words.say("summary.gone", number=item.number))
        lessons = lessons_of(found[0], entry.headline, direction, [_asked_for(item)])
        taste = taught(chat.taste, lessons)
        tx.chats.put(replace(chat, taste=taste))
    return found[0], lessons, taste, words


def _learned(
    learned: Sequence[Liking], taste: Taste, item: Item, verb: str, words: Wording
) -> tuple[Block, ...]:
    names = ", ".join(one.name for one in learned)
    known = {(one.kind, one.name) for one in taste}
    if not any((one.kind, one.name) in known for one in learned):  # it undid what the other did
        return (Paragraph(words.line("forget.done", names=names)),)
    key = "more.done" if verb == "more" else "less.done"
    done = words.line(key, headline=item.entry.headline, names=names)
    return (Paragraph(done), Fine(words.line("taste.hint")))


def _undo(item: Item, verb: str, words: Wording) -> Block:
    command = f"{_OTHER_WAY[verb]} {item.number}"
    return undo(words, command, f"{command} of:{item.digest.id}")


def _mutes(item: Item, found: Coverage, words: Wording) -> list[Choice]:
    names = [(words.say("less.topic", name=name), name) for name in sorted(found.topics)]
    names = names[:MOST_TOPICS]
    outlets = [name for name in item.entry.outlets[:1] if name != INBOX]
    names += [(words.say("less.outlet", name=name), name) for name in outlets]
    telling = telling_words(item.entry.headline, found)
    names += [(words.say("less.word", name=word), word) for word in telling]
    wanted = _asked_for(item).casefold()  # nobody mutes beside it what was asked for
    return [Choice(label, f'mute "{name}"') for label, name in names if name.casefold() != wanted]


def _asked_for(item: Item) -> str:
    return item.entry.reason.partition(" ")[2]


def _known(taste: Taste, words: Wording, page: str | None) -> Message:
    whole = Fine(words.line("forget.whole", command=f"forget {THIS_CHAT}"))
    if not taste:
        return Message((Paragraph(words.line("taste.none")), whole))
    strongest = _strongest(taste)
    lines = (words.line(f"taste.{one.kind.value}", name=_named(one, words)) for one in strongest)
    options = [Choice(one.name, f'forget "{one.name}"') for one in strongest]
    everything = Choice(words.say("forget.all"), f"forget {ALL}")
    shown = buttons(*paged(options, page, "forget"), everything)
    title = Paragraph(words.line("taste.title"))
    return Message((title, bullets(lines), shown, whole), place=Place.INSTEAD)


def _strongest(taste: Taste) -> Sequence[Liking]:
    return sorted(taste, key=lambda one: (-abs(one.weight), one.name))


def _named(liking: Liking, words: Wording) -> str:
    return f"{liking.name} {words.points(liking.weight)}"
