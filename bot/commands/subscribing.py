"""Commands that say what a chat wants, and show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.commands.asking import A_WEEK, compose_news, keep, until_kept
from bot.commands.feeds import add, found_behind, meant
from bot.commands.mistyped import question
from bot.commands.paging import paged
from bot.commands.retyped import as_typed
from bot.commands.spec import Desk
from bot.commands.typed import moment
from bot.commands.which import meant_ones, same_one
from bot.commands.wishes import near, read_wish
from bot.domain.chats import Budget, Chat
from bot.domain.digests import Digest
from bot.domain.errors import NothingThere, UsageError
from bot.domain.feeds import Feed
from bot.domain.quiet import comes_at
from bot.domain.schedule_text import schedule_text
from bot.domain.schedules import DAILY_AT_EIGHT, Instant, Off, Schedule, next_due
from bot.domain.subscriptions import MOST_SUBSCRIPTIONS, Subscription, SubscriptionId, Wants
from bot.messages.blocks import Block, Choice, Choices, Fine, Heading, Message, Paragraph, Place
from bot.messages.digest import digest_choices, story_items
from bot.messages.manners import schedule_said
from bot.messages.replies import (
    buttons,
    fits,
    numbered,
    subscription_line,
    wants_command,
    wants_text,
    zone_text,
)
from bot.messages.wording import Wording
from bot.pipeline.presence import unsubscribed, wanted_again
from bot.ports.store import Transaction

SAMPLE = Budget(stories=3, sentences=2)
SHOWN_TOPICS = 6


def subscribe(desk: Desk, *, what: tuple[str, ...], since: str | None = None) -> Message:
    """Subscribe the chat, or change when it gets what it already has.

    `since` is for the button that takes an unsubscribing back: what was news stays news.
    """
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
        if not what:
            return _offer(desk, tx, words)
    said = as_typed(what, words)
    found = found_behind(desk, said, words)
    begin = moment(since, desk.now)

    def attempt() -> Message:
        with desk.store.snapshot() as tx:
            wish = meant(desk, tx, said, found)
            wants, schedule = read_wish(wish.what, tx, words, wish.names, desk.topics)
            mistyped = near(said, wants, tx, desk.topics) if begin is None else None
        if mistyped is not None:
            return question(wants, schedule, *mistyped, words)
        return subscribe_to(desk, wants, schedule, since=begin, feeds=wish.feeds)

    return until_kept(attempt)


def unsubscribe(
    desk: Desk,
    *,
    what: tuple[str, ...],
    subscription: str | None = None,
    page: str | None = None,
) -> Message:
    """End one subscription, by its number, by what it is about, or as a button says it; or all."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        subscriptions = tx.subscriptions.of_chat(chat.address)
        if subscription is None and not subscriptions:
            raise NothingThere(words.say("subscriptions.none"))
        if subscription is None and not what:
            question = Paragraph(words.line("unsubscribe.offer"))
            return Message((question, _which(subscriptions, words, page)), place=Place.INSTEAD)
        if subscription is not None:
            ended = [one for one in subscriptions if one.id == subscription]
        else:
            ended = list(meant_ones(what, subscriptions, tx, words))
    if not ended:
        raise NothingThere(words.say("unsubscribe.stale"))
    with desk.store.transaction() as tx:
        for one in ended:
            unsubscribed(tx, one)
        left = tx.subscriptions.of_chat(chat.address)
    shown = words.listed((wants_text(one.wants, words) for one in ended), "list.wishes")
    done = Paragraph(words.line("unsubscribe.done", wants=shown, left=len(left)))
    blocks: list[Block] = [done]
    if subscription is not None and left:
        blocks.append(_which(left, words, page))
    blocks += _back(ended, words)
    return Message(tuple(blocks), place=Place.INSTEAD)


def subscriptions(desk: Desk) -> Message:
    """Show what the chat gets, and when next."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        found = tx.subscriptions.of_chat(chat.address)
    if not found:
        raise NothingThere(words.say("subscriptions.none"))
    blocks: list[Block] = [
        Heading(words.say("subscriptions.title")),
        numbered(subscription_line(sub, words, chat, desk.now) for sub in found),
        Fine(words.line("subscriptions.zone", zone=zone_text(chat.timezone))),
    ]
    if chat.is_paused(desk.now):
        blocks.append(Fine(words.line("subscriptions.paused")))
    return Message(tuple(blocks))


def subscribe_to(
    desk: Desk,
    wants: Wants,
    schedule: Schedule | None,
    *,
    since: datetime | None = None,
    feeds: Sequence[Feed] = (),
) -> Message:
    """Subscribe the chat to these wishes, and show a sample unless it is an old wish back again.

    `feeds` are added for it.

    Raises:
        UsageError: the chat has too many.
        Meanwhile: somebody told the chat some of the sample, or named a feed; nothing was done.
    """
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        old = since is not None or same_one(tx, chat, wants) is not None
        sample = None if old else compose_news(desk, tx, chat, [wants], SAMPLE)
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        tx.chats.put(chat)
        add(tx, feeds)
        wanted_again(tx, wants, desk.now)
        same = same_one(tx, chat, wants)
        if same:
            changed = _reschedule(desk, chat, same, schedule or same.schedule)
            tx.subscriptions.put(changed)
            return Message(_confirmed(desk, chat, words, changed, "subscribe.changed"), aside=True)
        if len(tx.subscriptions.of_chat(chat.address)) >= MOST_SUBSCRIPTIONS:
            raise UsageError(words.say("subscribe.too-many", most=MOST_SUBSCRIPTIONS))
        made = new_subscription(desk, chat, wants, schedule or DAILY_AT_EIGHT, since=since)
        tx.subscriptions.put(made)
        kept = keep(desk, tx, sample, made.id) if sample and sample.entries else None
    confirmed = _confirmed(desk, chat, words, made, "subscribe.done")
    if old:
        return Message(confirmed, place=Place.INSTEAD, aside=True)
    # A sample counts as told to the whole chat, so the whole chat is to see it.
    shown = (*confirmed, *_sample(desk, chat, words, kept, feeds))
    return Message(shown, aside=kept is None or desk.invocation.apart)


def new_subscription(
    desk: Desk, chat: Chat, wants: Wants, schedule: Schedule, *, since: datetime | None = None
) -> Subscription:
    """Return a subscription of the chat to whatever is new from now on, or since an earlier day."""
    return Subscription(
        id=SubscriptionId(desk.ambient.new_id()),
        address=chat.address,
        wants=wants,
        schedule=schedule,
        since=since or desk.now,
        next_due_at=next_due(schedule, desk.now, desk.zone(chat)),
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
    if isinstance(subscription.schedule, Instant):
        return (Paragraph(words.line(f"{key}-instant", wants=wants)),)
    first = words.line(
        key,
        wants=wants,
        schedule=schedule_said(subscription.schedule, words),
        next=words.moment(comes_at(due, chat), desk.zone(chat), desk.now),
    )
    return (
        Paragraph(first),
        Fine(words.line("subscriptions.zone", zone=zone_text(chat.timezone))),
    )


def _sample(
    desk: Desk, chat: Chat, words: Wording, sample: Digest | None, feeds: Sequence[Feed]
) -> tuple[Block, ...]:
    asked = ", ".join(feed.url for feed in feeds if feed.next_poll_at is not None)
    if sample is None and asked:
        return (Paragraph(words.line("subscribe.feed", url=asked)),)
    if sample is None:
        return (Paragraph(words.line("subscribe.nothing-yet")),)
    items = story_items(sample.entries, words, desk.zone(chat), desk.now)
    heading = Heading(words.say("subscribe.sample"))
    return (heading, *items, digest_choices(sample.id, words))


def _offer(desk: Desk, tx: Transaction, words: Wording) -> Message:
    topics = tx.sources.topics(desk.now - A_WEEK)[:SHOWN_TOPICS]
    options = [Choice(words.say("wants.everything"), "subscribe everything")]
    options += [Choice(topic.name, f"subscribe {topic.name}") for topic in topics]
    return Message((Paragraph(words.line("subscribe.offer")), buttons(*options)), aside=True)


def enders(subscriptions: Iterable[Subscription], words: Wording) -> list[Choice]:
    """Return for each subscription the choice that ends it."""
    return [
        Choice(
            wants_text(sub.wants, words),
            f"unsubscribe {wants_command(sub.wants)}",
            f"unsubscribe id:{sub.id}",
        )
        for sub in subscriptions
    ]


def _which(subscriptions: Iterable[Subscription], words: Wording, page: str | None) -> Block:
    return buttons(*paged(enders(subscriptions, words), page, "unsubscribe"))


def _back(ended: Sequence[Subscription], words: Wording) -> list[Block]:
    """Offer to take it back, each by itself where several ended: a button says one of them."""
    options = []
    for one in ended:
        command = f"subscribe {wants_command(one.wants)} {schedule_text(one.schedule)}"
        label = words.say("undo.one", what=wants_text(one.wants, words))
        label = label if len(ended) > 1 else words.say("undo.label")
        options.append(Choice(label, command, f"{command} since:{int(one.since.timestamp())}"))
    tapped = [option for option in options if fits(option.tapped)]
    typed = [option.command for option in options if not fits(option.tapped)]
    typed_lines = [Fine(words.line("undo.type", command=command)) for command in typed]
    return [*typed_lines, *([Choices(tuple(tapped))] if tapped else [])]
