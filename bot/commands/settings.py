"""Commands that say when and how the chat is told: schedule, time zone, pauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.commands.spec import Desk
from bot.commands.until import parse_until
from bot.commands.zones import find_zones
from bot.domain.chats import Chat, Paused
from bot.domain.errors import NothingThere, UsageError
from bot.domain.schedule_text import parse_schedule, schedule_text
from bot.domain.schedules import Schedule, next_due
from bot.domain.subscriptions import Subscription
from bot.messages.blocks import Block, Fine, Message, Paragraph
from bot.messages.replies import choices, numbered, said, subscription_line
from bot.ports.store import Transaction

SCHEDULES = ("daily 08:00", "weekdays 07:30 18:00", "weekly fri 17:00", "every 4h", "instant")
SHOWN_RUNS = 3  # coming times that confirm what was understood
MOST_ZONES = 5


def schedule(desk: Desk, *, when: tuple[str, ...]) -> Message:
    """Set when the chat's subscriptions are due, all of them or, after its number, one."""
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        found = tx.subscriptions.of_chat(chat.address)
        if not found:
            raise NothingThere(words.say("subscriptions.none"))
        if not when:
            lines = (subscription_line(sub, words, desk.zone(chat), desk.now) for sub in found)
            options = choices((text, f"schedule {text}") for text in SCHEDULES)
            return Message((numbered(lines), options))
        chosen, wanted = _which(when, found)
        try:
            rule = parse_schedule(" ".join(wanted))
        except ValueError as error:
            raise UsageError(words.say("schedule.not-understood", problem=str(error))) from error
        for subscription in chosen:
            due = next_due(rule, desk.now, desk.zone(chat))
            tx.subscriptions.put(replace(subscription, schedule=rule, next_due_at=due))
    return Message(_understood(desk, chat, rule))


def timezone(desk: Desk, *, place: tuple[str, ...]) -> Message:
    """Show or set the chat's time zone; schedules keep their local times."""
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        if not place:
            local = words.moment(desk.now, desk.zone(chat), desk.now)
            return said(words, "timezone.is", zone=chat.timezone, now=local)
        wanted = " ".join(place)
        zones = find_zones(wanted)
        if not zones:
            raise NothingThere(words.say("timezone.unknown", place=wanted))
        if len(zones) > 1:
            options = choices((zone, f"timezone {zone}") for zone in zones[:MOST_ZONES])
            return Message((Paragraph(words.line("timezone.several", place=wanted)), options))
        moved = replace(chat, timezone=zones[0])
        tx.chats.put(moved)
        _move_due_times(desk, tx, moved)
    local = words.moment(desk.now, ZoneInfo(zones[0]), desk.now)
    return said(words, "timezone.set", zone=zones[0], now=local)


def pause(desk: Desk, *, until: tuple[str, ...]) -> Message:
    """Let schedules rest, until a moment or until resumed."""
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words, zone = desk.words(chat), desk.zone(chat)
        if not until:
            tx.chats.put(replace(chat, paused=Paused(reason="asked")))
            return said(words, "pause.done")
        try:
            end = parse_until(" ".join(until), desk.now, zone)
        except ValueError as error:
            text = words.say("pause.not-understood", until=" ".join(until))
            raise UsageError(text) from error
        tx.chats.put(replace(chat, paused=Paused(reason="asked", until=end)))
        return said(words, "pause.until", end=words.moment(end, zone, desk.now))


def resume(desk: Desk) -> Message:
    """Let schedules go on."""
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words, zone = desk.words(chat), desk.zone(chat)
        was_paused = chat.is_paused(desk.now)
        tx.chats.put(replace(chat, paused=None))
        due = [sub.next_due_at for sub in tx.subscriptions.of_chat(chat.address) if sub.next_due_at]
    first = said(words, "resume.done" if was_paused else "resume.was-active")
    if not due:
        return first
    moment = words.moment(max(min(due), desk.now), zone, desk.now)
    return Message((*first.blocks, Fine(words.line("summary.next", next=moment))))


def _which(
    when: tuple[str, ...], found: Sequence[Subscription]
) -> tuple[Sequence[Subscription], tuple[str, ...]]:
    numbered = len(when) > 1 and when[0].isdecimal() and 1 <= int(when[0]) <= len(found)
    return ([found[int(when[0]) - 1]], when[1:]) if numbered else (found, when)


def _understood(desk: Desk, chat: Chat, rule: Schedule) -> tuple[Block, ...]:
    words, zone = desk.words(chat), desk.zone(chat)
    runs: list[str] = []
    at = desk.now
    for _ in range(SHOWN_RUNS):
        due = next_due(rule, at, zone)
        if due is None:
            return (Paragraph(words.line("schedule.off")),)
        runs.append(words.moment(due, zone, desk.now))
        at = due
    text = schedule_text(rule)
    if text == "instant":
        return (Paragraph(words.line("schedule.instant")),)
    line = words.line("schedule.set", schedule=text, runs=", ".join(runs))
    return (Paragraph(line), Fine(words.line("subscriptions.zone", zone=chat.timezone)))


def _move_due_times(desk: Desk, tx: Transaction, chat: Chat) -> None:
    for subscription in tx.subscriptions.of_chat(chat.address):
        due = next_due(subscription.schedule, desk.now, desk.zone(chat))
        tx.subscriptions.put(replace(subscription, next_due_at=due))
