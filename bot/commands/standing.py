"""How a chat is set up, at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.asking import next_digest
from bot.commands.liking import taste_line
from bot.commands.spec import Desk
from bot.domain.chats import Chat, ChatAddress
from bot.domain.schedule_text import schedule_text
from bot.domain.subscriptions import Subscription
from bot.messages.blocks import Block, Choice, Facts, Fine, Heading, Line, Message
from bot.messages.manners import length_said, quiet_said, schedule_said
from bot.messages.replies import bullets, buttons, plain, subscription_line, zone_text
from bot.messages.tongues import language_name
from bot.messages.wording import Wording
from bot.ports.store import Transaction


def facts(desk: Desk, tx: Transaction, chat: Chat) -> Facts:
    """Return a chat's settings, each with its value."""
    words = desk.words(chat)
    found = tx.subscriptions.of_chat(chat.address)
    local = words.moment(desk.now, desk.zone(chat), desk.now)
    zone = words.line("settings.zone", zone=zone_text(chat.timezone), now=local)
    rows = (
        ("settings.schedule", plain(_schedules(found, words))),
        ("settings.timezone", zone),
        ("settings.length", _length(chat, words)),
        ("settings.quiet", plain(quiet_said(chat.quiet, words))),
        ("settings.language", plain(language_name(words.language))),
        ("settings.taste", taste_line(chat, words)),
        ("settings.subscriptions", words.line("settings.count", count=len(found))),
    )
    return Facts(tuple((words.say(key), value) for key, value in rows))


def common_schedule(found: Sequence[Subscription]) -> str | None:
    """Return the schedule that all of these have; None: there are several, or none."""
    different = {schedule_text(subscription.schedule) for subscription in found}
    return different.pop() if len(different) == 1 else None


def overview(desk: Desk, others: Mapping[ChatAddress, str]) -> Message:
    """Return what a person's own chat and some others, with their names, get, and when next."""
    with desk.store.snapshot() as tx:
        own = desk.chat(tx)
        words = desk.words(own)
        blocks: list[Block] = [Heading(words.say("overview.own")), *_gets(desk, tx, own, words)]
        for address, name in others.items():
            kept = tx.chats.get(address) or replace(own, address=address, paused=None)
            blocks += [Heading(name), *_gets(desk, tx, kept, words)]
    options = buttons(
        Choice(words.say("overview.new"), "summary"),
        Choice(words.say("overview.subscribe"), "subscribe"),
        Choice(words.say("overview.settings"), "settings"),
    )
    return Message((*blocks, options))


def _gets(desk: Desk, tx: Transaction, chat: Chat, words: Wording) -> list[Block]:
    found = tx.subscriptions.of_chat(chat.address)
    if not found:
        return [Fine(words.line("overview.nothing"))]
    zone = desk.zone(chat)
    blocks: list[Block] = [
        bullets(subscription_line(one, words, chat, desk.now) for one in found),
    ]
    if chat.is_paused(desk.now):
        blocks.append(Fine(words.line("overview.paused")))
        return blocks
    due = next_digest(desk, tx, chat)
    if due is not None:
        moment = words.moment(due, zone, desk.now)
        named = zone_text(chat.timezone)
        blocks.append(Fine(words.line("overview.next", next=moment, zone=named)))
    return blocks


def _schedules(found: Sequence[Subscription], words: Wording) -> str:
    if common_schedule(found) is not None:
        return schedule_said(found[0].schedule, words)
    return words.say("settings.mixed" if found else "settings.none")


def _length(chat: Chat, words: Wording) -> Line:
    name, stories = length_said(chat.budget, words), chat.budget.stories
    if chat.budget.minutes is not None:
        return words.line("settings.length-minutes", minutes=chat.budget.minutes)
    return words.line("settings.length-is", name=name, stories=stories)
