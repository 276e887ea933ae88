"""Commands that say what a chat wants, and show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.commands.asking import compose_now, keep
from bot.commands.spec import Desk
from bot.domain.chats import Budget, Chat
from bot.domain.errors import NothingThere, UsageError
from bot.domain.schedule_text import schedule_text, split_schedule
from bot.domain.schedules import DAILY_AT_EIGHT, Off, Schedule, next_due
from bot.domain.subscriptions import Subscription, SubscriptionId, Wants
from bot.domain.topics import topic_name
from bot.messages.blocks import Block, Fine, Heading, Message, Paragraph
from bot.messages.digest import story_items
from bot.messages.replies import choices, numbered, subscription_line, wants_command, wants_text
from bot.messages.wording import Wording
from bot.ports.store import Transaction

SAMPLE = Budget(stories=3, sentences=2)
MOST_SUBSCRIPTIONS = 50  # of one chat
SHOWN_TOPICS = 6
A_WEEK = timedelta(days=7)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_EVERYTHING = frozenset({"everything", "all", "any", "news", "*"})


def subscribe(desk: Desk, *, what: tuple[str, ...]) -> Message:
    """Subscribe the chat, or change when it gets what it already has."""
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        if not what:
            return _offer(desk, tx, words)
        named, schedule = split_schedule(what)
        wants = read_wants(named, tx, words)
        tx.chats.put(chat)
        same = [sub for sub in tx.subscriptions.of_chat(chat.address) if sub.wants == wants]
        if same:
            changed = _reschedule(desk, chat, same[0], schedule or same[0].schedule)
            tx.subscriptions.put(changed)
            return Message(_confirmed(desk, chat, words, changed, "subscribe.changed"))
        if len(tx.subscriptions.of_chat(chat.address)) >= MOST_SUBSCRIPTIONS:
            raise UsageError(words.say("subscribe.too-many", most=MOST_SUBSCRIPTIONS))
        made = _reschedule(
            desk,
            chat,
            Subscription(
                id=SubscriptionId(desk.ambient.new_id()),
                address=chat.address,
                wants=wants,
                schedule=DAILY_AT_EIGHT,
                since=desk.now,
                next_due_at=None,
            ),
            schedule or DAILY_AT_EIGHT,
        )
        tx.subscriptions.put(made)
        confirmed = _confirmed(desk, chat, words, made, "subscribe.done")
        return Message((*confirmed, *_sample(desk, tx, chat, words, made)))


def unsubscribe(desk: Desk, *, what: tuple[str, ...]) -> Message:
    """End one subscription, by its number or by what it is about, or all."""
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        subscriptions = tx.subscriptions.of_chat(chat.address)
        if not subscriptions:
            raise NothingThere(words.say("subscriptions.none"))
        if not what:
            return _which(subscriptions, words)
        ended = _named(what, subscriptions, tx, words)
        for subscription in ended:
            tx.subscriptions.remove(subscription.id)
        left = len(subscriptions) - len(ended)
        shown = "; ".join(wants_text(subscription.wants, words) for subscription in ended)
        return Message((Paragraph(words.line("unsubscribe.done", wants=shown, left=left)),))


def subscriptions(desk: Desk) -> Message:
    """Show what the chat gets, and when next."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words, zone = desk.words(chat), desk.zone(chat)
        found = tx.subscriptions.of_chat(chat.address)
    if not found:
        raise NothingThere(words.say("subscriptions.none"))
    blocks: list[Block] = [
        Heading(words.say("subscriptions.title")),
        numbered(subscription_line(sub, words, zone, desk.now) for sub in found),
        Fine(words.line("subscriptions.zone", zone=chat.timezone)),
    ]
    if chat.is_paused(desk.now):
        blocks.append(Fine(words.line("subscriptions.paused")))
    return Message(tuple(blocks))


def read_wants(named: Sequence[str], tx: Transaction, words: Wording) -> Wants:
    """Sort the words of a wish into topics, sources, words, and what is never wanted.

    Raises:
        UsageError: a link, or nothing but what is not wanted was misspelled.
    """
    never = [word[1:] for word in named if word[0] in "-!" and len(word) > 1]
    wanted = [word.lstrip("+").rstrip(",") for word in named if word[0] not in "-!"]
    wanted = [word for word in wanted if word and word.casefold() not in _EVERYTHING]
    link = next((word for word in wanted if _LINK.match(word)), None)
    if link is not None:
        raise UsageError(words.say("subscribe.no-feeds"))
    topics = {volume.name for volume in tx.sources.topics(LONG_AGO)}
    outlets = {volume.name.casefold(): volume.name for volume in tx.sources.outlets(LONG_AGO)}
    whole = " ".join(wanted)
    if len(wanted) > 1 and (topic_name(whole) in topics or whole.casefold() in outlets):
        wanted = [whole]  # "Harbor Wire" is one outlet, quoted or not
    by_topic = {topic_name(word) for word in wanted if topic_name(word) in topics}
    by_source = {outlets[word.casefold()] for word in wanted if word.casefold() in outlets}
    rest = {word.casefold() for word in wanted if topic_name(word) not in topics}
    return Wants(
        topics=frozenset(by_topic),
        sources=frozenset(by_source),
        words=frozenset(rest - {source.casefold() for source in by_source}),
        never=frozenset(word.casefold().rstrip(",") for word in never),
    )


def _reschedule(
    desk: Desk, chat: Chat, subscription: Subscription, schedule: Schedule
) -> Subscription:
    due = next_due(schedule, desk.now, desk.zone(chat))
    return replace(subscription, schedule=schedule, next_due_at=due)


def _confirmed(
    desk: Desk, chat: Chat, words: Wording, subscription: Subscription, key: str
) -> tuple[Block, ...]:
    wants = wants_text(subscription.wants, words)
    due = subscription.next_due_at
    if isinstance(subscription.schedule, Off) or due is None:
        return (Paragraph(words.line(f"{key}-off", wants=wants)),)
    first = words.line(
        key,
        wants=wants,
        schedule=schedule_text(subscription.schedule),
        next=words.moment(due, desk.zone(chat), desk.now),
    )
    return (
        Paragraph(first),
        Fine(words.line("subscriptions.zone", zone=chat.timezone)),
    )


def _sample(
    desk: Desk, tx: Transaction, chat: Chat, words: Wording, subscription: Subscription
) -> tuple[Block, ...]:
    composed = compose_now(desk, tx, chat, [subscription.wants], SAMPLE)
    if not composed.entries:
        return (Paragraph(words.line("subscribe.nothing-yet")),)
    digest = keep(desk, tx, chat, composed, subscription.id)
    items = story_items(digest.entries, words, desk.zone(chat), desk.now)
    return (Heading(words.say("subscribe.sample")), *items)


def _offer(desk: Desk, tx: Transaction, words: Wording) -> Message:
    topics = tx.sources.topics(desk.now - A_WEEK)[:SHOWN_TOPICS]
    options = [(words.say("wants.everything"), "subscribe everything")]
    options += [(topic.name, f"subscribe {topic.name}") for topic in topics]
    return Message((Paragraph(words.line("subscribe.offer")), choices(options)))


def _which(subscriptions: Iterable[Subscription], words: Wording) -> Message:
    options = [
        (wants_text(sub.wants, words), f"unsubscribe {wants_command(sub.wants)}")
        for sub in subscriptions
    ]
    return Message((Paragraph(words.line("unsubscribe.offer")), choices(options)))


def _named(
    what: tuple[str, ...], found: Sequence[Subscription], tx: Transaction, words: Wording
) -> Sequence[Subscription]:
    if len(what) == 1 and what[0].isdecimal():
        number = int(what[0])
        if not 1 <= number <= len(found):
            raise NothingThere(words.say("unsubscribe.no-number", number=number, most=len(found)))
        return [found[number - 1]]
    if what[0].casefold() == "all":
        return found
    wants = read_wants(what, tx, words)
    # By name, not by kind: a word that has become a topic since is still what was asked for.
    same = [sub for sub in found if _names(sub.wants) == _names(wants)]
    if same:
        return same
    raise NothingThere(words.say("unsubscribe.not-found", wants=" ".join(what)))


def _names(wants: Wants) -> tuple[frozenset[str], frozenset[str]]:
    named = (*wants.topics, *wants.sources, *wants.words)
    return frozenset(name.casefold() for name in named), wants.never
