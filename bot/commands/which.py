"""Which of its subscriptions a chat means."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.feeds import with_known
from bot.commands.retyped import as_typed
from bot.commands.typed import Quoted, place, short
from bot.commands.wishes import read_wants
from bot.domain.chats import Chat
from bot.domain.errors import NothingThere
from bot.domain.subscriptions import Subscription, Wants
from bot.domain.topics import topic_name
from bot.messages.wording import Wording
from bot.ports.store import Transaction


def same_one(tx: Transaction, chat: Chat, wants: Wants) -> Subscription | None:
    """Return the subscription of the chat that asks for this already."""
    found = tx.subscriptions.of_chat(chat.address)
    same = [sub for sub in found if sub.wants.asks_like(wants)]
    same = same or [
        sub
        for sub in found
        if sub.wants.never == wants.never and _names_one_feed(tx, wants, sub.wants)
    ]
    return next(iter(same), None)


def numbered_one(typed: str, found: Sequence[Subscription], words: Wording) -> Subscription:
    """Return the subscription that has this number in the list of all.

    Raises:
        NothingThere: none has.
    """
    number = place(typed, len(found))
    if number is None:
        typed = short(typed)
        raise NothingThere(words.say("subscriptions.no-number", number=typed, most=len(found)))
    return found[number - 1]


def meant_ones(
    what: tuple[str, ...], found: Sequence[Subscription], tx: Transaction, words: Wording
) -> Sequence[Subscription]:
    """Return those that are meant by a number, by what they are about, or by `all`: each of them.

    Raises:
        NothingThere: none of them is.
    """
    if len(what) == 1 and what[0].isdecimal():
        return [numbered_one(what[0], found, words)]
    said = as_typed(what, words)
    first = "" if isinstance(said[0], Quoted) else said[0].casefold()
    if first == "all" or (first == "everything" and len(said) == 1):
        return found
    names = sorted({name for sub in found for name in sub.wants.sources})
    wants = read_wants(with_known(tx, said), tx, words, names)
    same = _like(wants, found, tx) if wants else ()
    if not same:
        raise NothingThere(words.say("unsubscribe.not-found", wants=short(" ".join(what))))
    return same


def _like(wants: Wants, found: Sequence[Subscription], tx: Transaction) -> Sequence[Subscription]:
    same = [sub for sub in found if sub.wants.asks_like(wants)]
    if same:
        return same
    # What a subscription never wants need not be said again.
    left = [sub for sub in found if wants.never in (frozenset(), sub.wants.never)]
    same = [sub for sub in left if sub.wants.names == wants.names]
    return same or [sub for sub in left if _names_one_feed(tx, wants, sub.wants)]


def _names_one_feed(tx: Transaction, wants: Wants, kept: Wants) -> bool:
    """Say whether what is kept has but more names of the one feed that is wanted of it.

    A subscription to a feed that was renamed names it by its old and its new name.
    """
    names = frozenset(map(topic_name, kept.sources))
    if not wants.names & names or wants.names | names != kept.names:
        return False
    old = [name for name in kept.sources if tx.feeds.named(name) is None]
    if any(map(tx.sources.known, old)):  # one is a source of its own, as the inbox is
        return False
    return len(kept.sources) - len(old) == 1 and not tx.sources.elsewhere(kept.sources)
