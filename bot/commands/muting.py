"""What is never told: words, topics and sources that the chat's subscriptions leave out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.commands.asking import A_WEEK
from bot.commands.spec import Desk
from bot.commands.subscribing import numbered_one
from bot.commands.typed import Quoted
from bot.commands.wishes import read_never
from bot.domain.errors import NothingThere, UsageError
from bot.domain.filters import reason_for
from bot.domain.mentions import Texts
from bot.domain.stories import Coverage
from bot.domain.subscriptions import Subscription, Wants
from bot.domain.topics import topic_name
from bot.messages.blocks import Block, Fine, Message, Paragraph, Place
from bot.messages.replies import bullets, plain, said, undo, wants_text
from bot.messages.wording import Wording
from bot.ports.store import Transaction

SHOWN = 3  # headlines that show what a change would have done
MOST_NEVER = 60  # of one subscription

_OFF = frozenset({"off", "none", "clear"})
_AGAIN = "+"


def filter_(desk: Desk, *, what: tuple[str, ...], subscription: str | None = None) -> Message:
    """Show or change what is never told, of all subscriptions or, after its #number, one."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        every = tx.subscriptions.of_chat(chat.address)
        chosen, named = _chosen(what, subscription, every, words)
        if not named:
            return _shown(chosen, words)
        change = _read(named, chosen, tx, words)
        recent = tx.stories.recent(desk.now - A_WEEK)
    with desk.store.transaction() as tx:
        ids = {one.id for one in chosen}
        now = [one for one in tx.subscriptions.of_chat(chat.address) if one.id in ids]
        after = [replace(one, wants=change.of(one.wants)) for one in now]
        for one in after:
            tx.subscriptions.put(one)
    before = [one.wants for one in now]
    wants = [one.wants for one in after]
    if before == wants:
        return said(words, "filter.unchanged")
    blocks = [*change.said(words), *_effect(recent, before, wants, words)]
    scope = chosen[0] if len(chosen) < len(every) else None
    blocks.append(_undo(before, wants, scope, every, words))
    return Message(tuple(blocks), place=Place.INSTEAD)


@dataclass(frozen=True, slots=True)
class _Change:
    """What is not to be told from now on, and what is to be told again."""

    adds: tuple[str, ...]
    takes: tuple[str, ...]

    def of(self, wants: Wants) -> Wants:
        """Return the wishes after the change; what is wanted by name is not muted beside it."""
        wanted = _folded(wants.topics | wants.sources | wants.words)
        adds = {name for name in self.adds if topic_name(name) not in wanted}
        return replace(wants, never=(wants.never - set(self.takes)) | adds)

    def said(self, words: Wording) -> list[Block]:
        """Say what was done."""
        lines = []
        if self.adds:
            lines.append(words.line("filter.done", names=", ".join(self.adds)))
        if self.takes:
            lines.append(words.line("filter.again", names=", ".join(self.takes)))
        return [Paragraph(line) for line in lines]


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
    again = [word for word in named if word.startswith(_AGAIN)]
    never = [word for word in named if not word.startswith(_AGAIN)]
    change = _Change(
        adds=read_never(never, tx, words) if never else (),
        takes=read_never(again, tx, words) if again else (),
    )
    if any(len(change.of(one.wants).never) > MOST_NEVER for one in chosen):
        raise UsageError(words.say("filter.too-many", most=MOST_NEVER))
    wanted = [_folded(o.wants.topics | o.wants.sources | o.wants.words) for o in chosen]
    for name in change.adds:
        if all(topic_name(name) in names for names in wanted):
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


def _effect(
    recent: Sequence[Coverage],
    before: Sequence[Wants],
    after: Sequence[Wants],
    words: Wording,
) -> list[Block]:
    """Say what the change would have done in the last week, with some headlines."""
    texts = Texts()

    def wanted(wishes: Sequence[Wants]) -> set[str]:
        return {
            one.story.id
            for one in recent
            if any(reason_for(one, wish, texts) is not None for wish in wishes)
        }

    had, has = wanted(before), wanted(after)
    blocks: list[Block] = []
    for key, ids in (("filter.dropped", had - has), ("filter.returned", has - had)):
        headlines = [one.lead.article.title for one in recent if one.story.id in ids]
        if headlines:
            blocks.append(Paragraph(words.line(key, count=len(headlines))))
            blocks.append(bullets(plain(title) for title in headlines[:SHOWN] if title))
    return blocks or [Fine(words.line("filter.no-effect"))]


def _undo(
    before: Sequence[Wants],
    after: Sequence[Wants],
    scope: Subscription | None,
    every: Sequence[Subscription],
    words: Wording,
) -> Block:
    had = frozenset().union(*(wants.never for wants in before))
    has = frozenset().union(*(wants.never for wants in after))
    back = [_typed(name) for name in sorted(had - has)]
    again = [_AGAIN + _typed(name) for name in sorted(has - had)]
    named = " ".join([*back, *again])
    if scope is None:
        return undo(words, f"filter {named}")
    number = every.index(scope) + 1
    return undo(words, f"filter #{number} {named}", f"filter id:{scope.id} {named}")


def _typed(name: str) -> str:
    return name if name.isalnum() and name not in _OFF else f'"{name}"'
