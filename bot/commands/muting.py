"""What is never told: words, topics and sources that the chat's subscriptions leave out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.commands.asking import A_WEEK
from bot.commands.feeds import with_known
from bot.commands.spec import Desk
from bot.commands.typed import Quoted
from bot.commands.which import numbered_one
from bot.commands.wishes import read_muted
from bot.domain.errors import NothingThere, UsageError
from bot.domain.filters import reason_for
from bot.domain.mentions import Texts
from bot.domain.stories import Coverage, StoryId
from bot.domain.subscriptions import Subscription, Wants
from bot.domain.topics import topic_name
from bot.messages.blocks import Block, Choice, Choices, Fine, Message, Paragraph, Place
from bot.messages.quoting import quoted
from bot.messages.replies import bullets, fits, plain, said, undo, wants_text
from bot.messages.wording import Wording
from bot.ports.store import Transaction

SHOWN = 3  # headlines that show what a change would have done
MOST_NEVER = 60  # of one subscription

_OFF = frozenset({"off", "none", "clear"})
_AGAIN = "+"
_DONE = ("filter.done", "filter.again")


def filter_(desk: Desk, *, what: tuple[str, ...], subscription: str | None = None) -> Message:
    """Show what is never told, or what leaving out some words would have changed."""
    looked = _look(desk, what, subscription, anyway=True)
    if isinstance(looked, Message):
        return looked
    change, words = looked.change, looked.words
    before = [one.wants for one in looked.chosen] or [Wants()]  # who gets nothing asks for all
    after = [change.of(wants) for wants in before]
    if before == after:
        return said(words, "filter.unchanged")
    effect = _Effect(looked.recent, before, after, desk.recent.texts)
    blocks = [*change.said(words, would=True), *effect.preview(words)]
    none = Fine(words.line("subscriptions.none"))
    blocks.append(_offer(change, looked, words) if looked.every else none)
    return Message(tuple(blocks))


def mute(desk: Desk, *, what: tuple[str, ...], subscription: str | None = None) -> Message:
    """Show or change what is never told, of all subscriptions or, after its #number, one."""
    looked = _look(desk, what, subscription)
    if isinstance(looked, Message):
        return looked
    change, words = looked.change, looked.words
    with desk.store.transaction() as tx:
        ids = {one.id for one in looked.chosen}
        every = tx.subscriptions.of_chat(desk.invocation.address)
        now = [one for one in every if one.id in ids]
        after = [replace(one, wants=change.of(one.wants)) for one in now]
        for one in after:
            tx.subscriptions.put(one)
    before, wants = [one.wants for one in now], [one.wants for one in after]
    if before == wants:
        return said(words, "filter.unchanged")
    effect = _Effect(looked.recent, before, wants, desk.recent.texts)
    blocks = [*change.said(words), *effect.done(words), _undo(before, wants, looked, words)]
    return Message(tuple(blocks), place=Place.INSTEAD)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was asked for, and what there is."""

    change: _Change
    chosen: Sequence[Subscription]
    every: Sequence[Subscription]
    recent: Sequence[Coverage]
    words: Wording

    @property
    def scope(self) -> tuple[str, str]:
        """How the one subscription that is meant is typed, and how a button says it."""
        if len(self.chosen) == len(self.every):
            return "", ""
        one = self.chosen[0]
        return f"#{self.every.index(one) + 1} ", f"id:{one.id} "


def _look(
    desk: Desk, what: tuple[str, ...], subscription: str | None, *, anyway: bool = False
) -> _Looked | Message:
    """Read what is asked for; a message: nothing is, and this is how it stands.

    With `anyway`, it is read for a chat without subscriptions as well.
    """
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        every = tx.subscriptions.of_chat(chat.address)
        if anyway and what and not every and subscription is None:
            chosen: Sequence[Subscription] = every
            named: Sequence[str] = what
        else:
            chosen, named = _chosen(what, subscription, every, words)
        if not named:
            return _shown(chosen, words)
        change = _read(named, chosen, tx, words)
        recent = desk.recent.since(tx, desk.now - A_WEEK)
    return _Looked(change, chosen, every, recent, words)


@dataclass(frozen=True, slots=True)
class _Change:
    """What is not to be told from now on, and what is to be told again."""

    adds: tuple[str, ...]
    takes: tuple[str, ...]

    def of(self, wants: Wants) -> Wants:
        """Return the wishes after the change; what is wanted by name is not muted beside it."""
        wanted = _folded(wants.topics | wants.sources | wants.words)
        adds = {name for name in self.adds if topic_name(name) not in wanted}
        takes = {name.casefold() for name in self.takes}
        never = {name for name in wants.never if name.casefold() not in takes}
        return replace(wants, never=frozenset(never | adds))

    def said(self, words: Wording, *, would: bool = False) -> list[Block]:
        """Say what was done, or would be."""
        added, taken = ("filter.would", "filter.would-again") if would else _DONE
        lines = []
        if self.adds:
            lines.append(words.line(added, names=words.listed(self.adds)))
        if self.takes:
            lines.append(words.line(taken, names=words.listed(self.takes)))
        return [Paragraph(line) for line in lines]

    @property
    def typed(self) -> str:
        """What a person types for it."""
        again = (_AGAIN + _typed(name) for name in self.takes)
        return " ".join([*map(_typed, self.adds), *again])


def _chosen(
    what: tuple[str, ...],
    subscription: str | None,
    every: Sequence[Subscription],
    words: Wording,
) -> tuple[Sequence[Subscription], Sequence[str]]:
    """Return the subscriptions that are meant, and the words about them."""
    if subscription is not None:
        chosen = [one for one in every if one.id == subscription]
        if not chosen:
            raise NothingThere(words.say("unsubscribe.stale"))
        return chosen, what
    if not every:
        raise NothingThere(words.say("subscriptions.none"))
    if what and what[0].startswith("#") and what[0][1:].isdecimal():
        return [numbered_one(what[0][1:], every, words)], what[1:]
    return every, what


def _read(
    named: Sequence[str], chosen: Sequence[Subscription], tx: Transaction, words: Wording
) -> _Change:
    if len(named) == 1 and named[0].casefold() in _OFF and not isinstance(named[0], Quoted):
        return _Change((), tuple(sorted(frozenset().union(*(o.wants.never for o in chosen)))))
    change = _Change(*read_muted(with_known(tx, named), tx, words))
    if any(len(change.of(one.wants).never) > MOST_NEVER for one in chosen):
        raise UsageError(words.say("filter.too-many", most=MOST_NEVER))
    wanted = [_folded(o.wants.topics | o.wants.sources | o.wants.words) for o in chosen]
    for name in change.adds:
        if wanted and all(topic_name(name) in names for names in wanted):
            raise UsageError(words.say("filter.wanted", name=name))
    return change


def _folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(map(topic_name, names))


def _shown(chosen: Sequence[Subscription], words: Wording) -> Message:
    muted = [one for one in chosen if one.wants.never]
    if not muted:
        return said(words, "filter.none")
    lines = (plain(wants_text(one.wants, words)) for one in muted)
    return Message((bullets(lines), Fine(words.line("filter.hint"))))


@dataclass(frozen=True, slots=True)
class _Effect:
    """What other wishes would have meant for the stories of the last week."""

    recent: Sequence[Coverage]
    before: Sequence[Wants]
    after: Sequence[Wants]
    texts: Texts

    def preview(self, words: Wording) -> list[Block]:
        """Say what would have been kept and dropped, with some headlines of each."""
        had, has = self._wanted()
        blocks: list[Block] = []
        for key, ids in (
            ("filter.drops", had - has), ("filter.returns", has - had), ("filter.keeps", had & has)
        ):  # fmt: skip
            blocks += self._some(key, ids, words)
        if had == has:
            blocks.insert(0, Fine(words.line("filter.no-effect")))
        return blocks

    def done(self, words: Wording) -> list[Block]:
        """Say what would have been different, with some headlines."""
        had, has = self._wanted()
        blocks = self._some("filter.dropped", had - has, words)
        blocks += self._some("filter.returned", has - had, words)
        return blocks or [Fine(words.line("filter.no-effect"))]

    def _some(self, key: str, ids: set[StoryId], words: Wording) -> list[Block]:
        found = [one for one in self.recent if one.story.id in ids]
        if not found:
            return []
        titles = [title for one in found if (title := one.lead.article.title)][:SHOWN]
        line = Paragraph(words.line(key, count=len(found)))
        return [line, bullets(plain(title) for title in titles)] if titles else [line]

    def _wanted(self) -> tuple[set[StoryId], set[StoryId]]:
        had, has = (
            {
                one.story.id
                for one in self.recent
                if any(reason_for(one, wish, self.texts) is not None for wish in wishes)
            }
            for wishes in (self.before, self.after)
        )
        return had, has


def _offer(change: _Change, looked: _Looked, words: Wording) -> Block:
    """Offer to do it: a button, or what to type if a button cannot say so much."""
    typed, tapped = looked.scope
    option = Choice(
        words.say("filter.do"), f"mute {typed}{change.typed}", f"mute {tapped}{change.typed}"
    )
    if fits(option.tapped):
        return Choices((option,))
    return Fine(words.line("filter.type", command=option.command))


def _undo(
    before: Sequence[Wants], after: Sequence[Wants], looked: _Looked, words: Wording
) -> Block:
    had = frozenset().union(*(wants.never for wants in before))
    has = frozenset().union(*(wants.never for wants in after))
    back = _Change(adds=tuple(sorted(had - has)), takes=tuple(sorted(has - had))).typed
    typed, tapped = looked.scope
    return undo(words, f"mute {typed}{back}", f"mute {tapped}{back}")


def _typed(name: str) -> str:
    return name if name.isalnum() and name not in _OFF else quoted(name)
