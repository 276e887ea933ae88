"""More or less like a story, what was learned from that, and how it is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.commands.carrying import SURE, THIS_CHAT, forget_chat
from bot.commands.items import Item, pick
from bot.commands.paging import paged
from bot.commands.sayings import phrases_of
from bot.commands.spec import Desk
from bot.commands.typed import short
from bot.domain.articles import INBOX
from bot.domain.chats import Chat
from bot.domain.errors import NothingThere
from bot.domain.stories import Coverage
from bot.domain.taste import Liking, Taste, by_mark, lessons_of, taught, telling_words
from bot.messages.blocks import Block, Choice, Fine, Line, Message, Paragraph, Place
from bot.messages.replies import bullets, buttons, fits, undo
from bot.messages.wording import Wording, folded

MOST_TOPICS = 2  # that are offered to be muted
SHOWN = 6  # likings in the settings
ALL = "all"
EVERYTHING = (ALL, "everything")  # either, in whatever language it is said
_DIGITS = 10  # of the lessons of a story that are meant, as a number; a story teaches a few
_OTHER_WAY = {"more": "less", "less": "more"}


def more(desk: Desk, *, n: str | None, of: str | None = None, only: str | None = None) -> Message:
    """Learn to put stories like one higher up; `only` is for the button that takes it back."""
    item = pick(desk, "more", n, of)
    if isinstance(item, Message):
        return item
    learned = _learn(desk, item, 1, only)
    if not learned.lessons:
        raise NothingThere(learned.words.say("more.nothing"))
    return Message(_said(learned, item, "more"))


def less(desk: Desk, *, n: str | None, of: str | None = None, only: str | None = None) -> Message:
    """Learn to put stories like one lower down, and offer what could be left out altogether."""
    item = pick(desk, "less", n, of)
    if isinstance(item, Message):
        return item
    learned = _learn(desk, item, -1, only)
    words = learned.words
    options = [option for option in _mutes(item, learned.story, words) if fits(option.tapped)]
    if not options and not learned.lessons:
        raise NothingThere(words.say("less.nothing"))
    blocks: list[Block] = []
    if learned.lessons:
        blocks += _said(learned, item, "less")
    if options:
        offer = words.line("less.offer", headline=item.entry.headline)
        blocks += [Paragraph(offer), buttons(*options)]
    return Message(tuple(blocks))


def forget(desk: Desk, *, what: tuple[str, ...], page: str | None = None) -> Message:
    """Show what was learned, or forget a part of it or all; or the whole chat."""
    named = " ".join(what).casefold()
    if named == SURE or _is_this_chat(desk, named):
        return forget_chat(desk, sure=named == SURE)
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        if not (what and chat.taste):
            return _known(chat.taste, words, page)
        kept = tuple(one for one in chat.taste if named not in {*EVERYTHING, one.name.casefold()})
        if kept == chat.taste:
            raise NothingThere(words.say("forget.unknown", name=short(" ".join(what))))
        tx.chats.put(replace(chat, taste=kept))
    gone = words.listed(one.name for one in chat.taste if one not in kept)
    done = Paragraph(words.line("forget.done", names=gone))
    left = _known(kept, words, page) if kept else Message(())
    return Message((done, *left.blocks), place=Place.INSTEAD)


def _is_this_chat(desk: Desk, named: str) -> bool:
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
    phrases = (THIS_CHAT, *phrases_of(words, "heard.this-chat"))
    return folded(named) in map(folded, phrases)


def taste_line(chat: Chat, words: Wording) -> Line:
    """Say what a chat likes, with the weights."""
    if not chat.taste:
        return words.line("taste.none")
    names = words.listed(_named(one, words) for one in _strongest(chat.taste)[:SHOWN])
    return words.line("taste.some", names=names, more=max(0, len(chat.taste) - SHOWN))


@dataclass(frozen=True, slots=True)
class _Learned:
    """What a story taught a chat."""

    story: Coverage
    lessons: Sequence[Liking]
    before: Taste
    after: Taste
    words: Wording

    @property
    def moved(self) -> Sequence[Liking]:
        """The lessons that were not known before as strongly as can be."""
        before, after = by_mark(self.before), by_mark(self.after)
        return [one for one in self.lessons if before.get(one.mark) != after.get(one.mark)]


def _learn(desk: Desk, item: Item, direction: int, only: str | None) -> _Learned:
    """Learn from a story; `only` some of its lessons, each a bit of this number."""
    entry = item.entry
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        found = tx.stories.coverage([entry.story_id])
        if not found:
            raise NothingThere(words.say("summary.gone", number=item.number))
        lessons = lessons_of(found[0], entry.headline, direction, [_asked_for(item)])
        some = int(only) if only is not None and only.isdecimal() and len(only) < _DIGITS else -1
        lessons = [one for n, one in enumerate(lessons) if some >> n & 1]
        taste = taught(chat.taste, lessons)
        tx.chats.put(replace(chat, taste=taste))
    return _Learned(found[0], lessons, chat.taste, taste, words)


def _said(learned: _Learned, item: Item, verb: str) -> tuple[Block, ...]:
    """Say what was learned, what was forgotten for it, and how to take it back."""
    words, known = learned.words, by_mark(learned.after)
    if not learned.moved:
        names = words.listed(one.name for one in learned.lessons)
        return Paragraph(words.line("taste.known", names=names)), Fine(words.line("taste.hint"))
    blocks: list[Block] = []
    taught_now = words.listed(one.name for one in learned.moved if one.mark in known)
    if taught_now:
        key = "more.done" if verb == "more" else "less.done"
        done = words.line(key, headline=item.entry.headline, names=taught_now)
        blocks += [Paragraph(done), Fine(words.line("taste.hint"))]
    gone = words.listed(one.name for one in learned.before if one.mark not in known)
    if gone:
        blocks.append(Paragraph(words.line("forget.done", names=gone)))
    return (*blocks, _undo(learned, item, verb))


def _undo(learned: _Learned, item: Item, verb: str) -> Block:
    command = f"{_OTHER_WAY[verb]} {item.number}"
    some = sum(1 << n for n, one in enumerate(learned.lessons) if one in learned.moved)
    only = "" if len(learned.moved) == len(learned.lessons) else f" only:{some}"
    return undo(learned.words, command, f"{command} of:{item.digest.id}{only}")


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
