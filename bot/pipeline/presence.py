"""Presence: a chat has another address, cannot be posted to any more, or can again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.chats import ASKED, Chat, ChatAddress, Paused
from bot.domain.deliveries import DEAD, Delivery
from bot.domain.feeds import Feed, Origin
from bot.domain.subscriptions import Subscription, Wants
from bot.ports.store import Transaction

EVERYWHERE = "*"
"""Stands for all chats of a workspace."""

NOT_WANTED = "The subscription has ended."


def moved(tx: Transaction, old: ChatAddress, new: ChatAddress) -> None:
    """Move all that belongs to a chat, what is on its way too; a second time changes nothing."""
    if old == new:
        return
    tx.chats.move(old, new)
    chat = tx.chats.get(new)
    if chat is not None and resumes(chat):
        _resume(tx, chat)  # the old address was gone, not the chat


def gone(tx: Transaction, address: ChatAddress, reason: str, *, alone: bool = False) -> bool:
    """Pause a chat with its threads, or `alone`, and give back what was on its way to it.

    Of the chat `*`: all chats of the workspace. A pause that a person asked for stays as it is; one
    that would end by itself does not while the chat is gone, and holds again when it is back.

    Returns:
        Whether a subscription rests from now on that did not before.
    """
    rests = False
    everywhere = address.chat == EVERYWHERE
    addresses = {address}  # what is on its way to a chat that nobody has spoken to ends too
    for chat in tx.chats.under(address):
        if alone and chat.address != address:
            continue
        asked = chat.paused.until if chat.paused and not resumes(chat) else None
        if chat.paused is None or asked is not None:
            paused = Paused(reason=reason, until=asked, everywhere=everywhere)
            tx.chats.put(replace(chat, paused=paused))
            rests |= bool(tx.subscriptions.of_chat(chat.address))
        addresses.add(chat.address)
    for each in sorted(addresses, key=str):
        give_back(tx, tx.outbox.fail_chat(each, reason))
    return rests


def back(
    tx: Transaction, address: ChatAddress, *, alone: bool = False, after: str | None = None
) -> None:
    """Resume a chat with its threads, or `alone`, as far as no person asked for a pause.

    With `after`, only what rests for this reason. Of the chat `*`: the chats that were paused with
    their whole workspace, and no others.
    """
    for chat in tx.chats.under(address):
        if chat.paused is None or chat.paused.reason == ASKED:
            continue
        if alone and chat.address != address:
            continue
        if after is not None and chat.paused.reason != after:
            continue
        if chat.paused.everywhere or address.chat != EVERYWHERE:
            _resume(tx, chat)


def _resume(tx: Transaction, chat: Chat) -> None:
    """End a platform's pause; what a person asked for before it holds again."""
    until = chat.paused.until if chat.paused else None
    asked = None if until is None else Paused(reason=ASKED, until=until)
    tx.chats.put(replace(chat, paused=asked))


def unsubscribed(tx: Transaction, subscription: Subscription) -> None:
    """End a subscription, and give back what was on its way for it.

    A feed that was added for somebody's subscription is not asked any more once nobody names it.
    """
    tx.subscriptions.remove(subscription.id)
    give_back(tx, tx.outbox.cancel(subscription.id, NOT_WANTED))
    for feed in _unwanted(tx, [subscription]):
        tx.feeds.put(replace(feed, next_poll_at=None))


def forgotten(tx: Transaction, address: ChatAddress) -> None:
    """Forget all that is kept of a chat, and the feeds that were added for it and for nobody else.

    Their articles stay.
    """
    subscriptions = tx.subscriptions.of_chat(address)
    tx.chats.forget(address)
    for feed in _unwanted(tx, subscriptions):
        tx.feeds.remove(feed.id)


def _unwanted(tx: Transaction, ended: Iterable[Subscription]) -> list[Feed]:
    """Return the feeds that chats added, these subscriptions named, and nobody names any more."""
    names = {name for one in ended for name in one.wants.sources | one.wants.never}
    feeds = [feed for name in sorted(names) if (feed := tx.feeds.named(name)) is not None]
    return [
        feed
        for feed in feeds
        if feed.origin is Origin.CHAT and not tx.subscriptions.of_source(feed.name)
    ]


def wanted_again(tx: Transaction, wants: Wants, now: datetime) -> None:
    """Let the feeds that a wish names be asked, if nobody wanted them for a while."""
    for name in sorted(wants.sources):
        feed = tx.feeds.named(name)
        if feed is not None and feed.next_poll_at is None:
            tx.feeds.put(replace(feed, next_poll_at=now))


def give_back(tx: Transaction, deliveries: Iterable[Delivery]) -> None:
    """Let the next digest tell the stories of parts that will never arrive."""
    for delivery in deliveries:
        lost = [part for part in delivery.parts if part.state in DEAD]
        if len(lost) == len(delivery.parts):
            tx.digests.give_back(delivery.digest_id)
            continue
        digest = tx.digests.get(delivery.digest_id)
        if digest is None:
            continue
        numbers = {number for part in lost for number in part.items or ()}
        tx.digests.give_back(
            digest.id,
            [entry.story_id for number, entry in enumerate(digest.entries, 1) if number in numbers],
        )


def resumes(chat: Chat) -> bool:
    """Say whether the chat rests because of its platform, not because somebody asked for it."""
    return chat.paused is not None and chat.paused.reason != ASKED
