"""Commands that say when and how the chat is told: schedule, time zone, pauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.asking import next_digest
from bot.commands.spec import Desk
from bot.commands.typed import short
from bot.commands.until import parse_until
from bot.commands.which import numbered_one
from bot.commands.zones import find_zones
from bot.domain.chats import Chat, Paused
from bot.domain.errors import NothingThere, UsageError
from bot.domain.schedule_text import parse_schedule, split_number
from bot.domain.schedules import Instant, Schedule, next_due
from bot.domain.subscriptions import Subscription
from bot.messages.blocks import Block, Fine, Message, Paragraph
from bot.messages.manners import schedule_problem, schedule_said
from bot.messages.replies import (
    choices,
    numbered,
    said,
    subscription_line,
    wants_text,
    zone_text,
)
from bot.messages.wording import Wording
from bot.pipeline.overtaken import keep_quiet
from bot.ports.store import Transaction

SCHEDULES = ("daily 08:00", "weekdays 07:30 18:00", "weekly fri 17:00", "every 4h", "instant")
SHOWN_RUNS = 3  # coming times that confirm what was understood
MOST_ZONES = 5


def schedule(desk: Desk, *, when: tuple[str, ...], subscription: str | None = None) -> Message:
    """Set when the chat's subscriptions are due: all, or one by its number or a button's id."""
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        found = tx.subscriptions.of_chat(chat.address)
        if subscription is not None:
            found = [one for one in found if one.id == subscription]
            if not found:
                raise NothingThere(words.say("unsubscribe.stale"))
        if not found:
            raise NothingThere(words.say("subscriptions.none"))
        if not when:
            lines = (subscription_line(sub, words, chat, desk.now) for sub in found)
            return Message((numbered(lines), choices(_offered(words, "schedule"))))
        if len(when) == 1 and when[0].isdecimal() and 0 < int(when[0][:6]) <= len(found):
            line = subscription_line(found[int(when[0]) - 1], words, chat, desk.now)
            options = choices(_offered(words, f"schedule {when[0]}"))
            return Message((Paragraph(line), options))
        chosen, rule = _read(" ".join(when), found, words)
        for one in chosen:
            due = next_due(rule, desk.now, desk.zone(chat))
            tx.subscriptions.put(replace(one, schedule=rule, next_due_at=due))
    return Message(_understood(desk, chat, chosen, rule))


def timezone(desk: Desk, *, place: tuple[str, ...]) -> Message:
    """Show or set the chat's time zone; schedules keep their local times."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
    words = desk.words(chat)
    if not place:
        return _zone_said(desk, chat, "timezone.is")
    wanted = " ".join(place)
    zones = find_zones(wanted)
    if not zones:
        raise NothingThere(words.say("timezone.unknown", place=short(wanted)))
    if len(zones) > 1:
        options = choices((zone, f"timezone {zone}") for zone in zones[:MOST_ZONES])
        return Message((Paragraph(words.line("timezone.several", place=short(wanted))), options))
    with desk.store.transaction() as tx:
        before = desk.chat(tx)
        moved = replace(before, timezone=zones[0])
        tx.chats.put(moved)
        keep_quiet(tx, before, moved, desk.now)
        move_due_times(desk, tx, moved)
    return _zone_said(desk, moved, "timezone.set")


def pause(desk: Desk, *, until: tuple[str, ...]) -> Message:
    """Let schedules rest, until a moment or until resumed."""
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words, zone = desk.words(chat), desk.zone(chat)
        if not until:
            tx.chats.put(replace(chat, paused=Paused(reason="asked")))
            return said(words, "pause.done")
        try:
            end = parse_until(" ".join(until), desk.now, zone, language=words.language)
        except ValueError as error:
            text = words.say("pause.not-understood", until=short(" ".join(until)))
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
        due = next_digest(desk, tx, chat)
    first = said(words, "resume.done" if was_paused else "resume.was-active")
    if due is None:
        return first
    moment = words.moment(due, zone, desk.now)
    return Message((*first.blocks, Fine(words.line("summary.next", next=moment))))


def _offered(words: Wording, command: str) -> list[tuple[str, str]]:
    return [(schedule_said(parse_schedule(text), words), f"{command} {text}") for text in SCHEDULES]


def _read(
    text: str, found: Sequence[Subscription], words: Wording
) -> tuple[Sequence[Subscription], Schedule]:
    number, wanted = split_number(text)
    chosen = found if number is None else [numbered_one(number, found, words)]
    try:
        return chosen, parse_schedule(wanted)
    except ValueError as error:
        problem = schedule_problem(error, words)
        raise UsageError(words.say("schedule.not-understood", problem=problem)) from error


def _understood(
    desk: Desk, chat: Chat, chosen: Sequence[Subscription], rule: Schedule
) -> tuple[Block, ...]:
    words, zone = desk.words(chat), desk.zone(chat)
    count, wants = len(chosen), wants_text(chosen[0].wants, words)
    runs: list[str] = []
    at = desk.now
    for _ in range(SHOWN_RUNS):
        due = next_due(rule, at, zone)
        if due is None:
            return (Paragraph(words.line("schedule.off", count=count, wants=wants)),)
        runs.append(words.moment(due, zone, desk.now))
        at = due
    if isinstance(rule, Instant):
        return (Paragraph(words.line("schedule.instant", count=count, wants=wants)),)
    text = schedule_said(rule, words)
    line = words.line(
        "schedule.set", count=count, wants=wants, schedule=text, runs=words.listed(runs)
    )
    shown = zone_text(chat.timezone)
    return (Paragraph(line), Fine(words.line("subscriptions.zone", zone=shown)))


def _zone_said(desk: Desk, chat: Chat, key: str) -> Message:
    words = desk.words(chat)
    local = words.moment(desk.now, desk.zone(chat), desk.now)
    return said(words, key, zone=zone_text(chat.timezone), now=local)


def move_due_times(desk: Desk, tx: Transaction, chat: Chat) -> None:
    """Work out anew when everything is due, after the chat has moved to another zone."""
    for subscription in tx.subscriptions.of_chat(chat.address):
        due = next_due(subscription.schedule, desk.now, desk.zone(chat))
        tx.subscriptions.put(replace(subscription, next_due_at=due))
