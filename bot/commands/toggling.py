"""The page of topics: each can be had or not. Its buttons say which, so that old ones stay true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.asking import A_WEEK
from bot.commands.paging import paged
from bot.commands.picking import Turn, page_of
from bot.commands.spec import Desk
from bot.commands.subscribing import new_subscription
from bot.commands.typed import short
from bot.commands.wishes import LONG_AGO
from bot.domain.chats import Chat
from bot.domain.errors import NothingThere, UsageError
from bot.domain.schedules import DAILY_AT_EIGHT
from bot.domain.subscriptions import MOST_SUBSCRIPTIONS, Wants
from bot.domain.topics import topic_name
from bot.messages.blocks import Choice, Line, Message, Paragraph
from bot.messages.manners import schedule_said
from bot.messages.replies import fits, wants_command
from bot.messages.wording import Wording
from bot.pipeline.presence import unsubscribed
from bot.ports.store import Transaction

_HAS = "✓"
_LONGEST_PAGE = " page:99"


def topics_page(desk: Desk, turn: Turn) -> Message:
    """Show the topics, each with a button to get it or not; or do what such a button says."""
    said: Line | None = None
    if turn.value:
        said = _toggle(desk, " ".join(turn.value))
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        names = [volume.name for volume in tx.sources.topics(desk.now - A_WEEK)]
        mine = _mine(tx, chat, names)
    names += sorted(mine - set(names))
    options = [_option(name, turn.page, has=name in mine) for name in names]
    options = [option for option in options if fits(option.tapped + _LONGEST_PAGE)]
    line = said or words.line("settings.pick-topics", count=len(options))
    return page_of(words, Paragraph(line), paged(options, turn.page, "settings topics"))


def _option(name: str, page: str | None, *, has: bool) -> Choice:
    where = f" page:{int(page[:2])}" if page and page[:2].isdecimal() else ""
    named = wants_command(Wants(topics=frozenset({name})))
    if has:
        return Choice(f"{_HAS} {name}", f"unsubscribe {named}", f"settings topics -{name}{where}")
    return Choice(name, f"subscribe {named}", f"settings topics +{name}{where}")


def _mine(tx: Transaction, chat: Chat, names: Sequence[str]) -> frozenset[str]:
    """Return the topics that a chat gets, also those of these that it asked for as a word."""
    wants = [one.wants for one in tx.subscriptions.of_chat(chat.address)]
    return frozenset().union(*(one.topics | one.named_topics.intersection(names) for one in wants))


def _toggle(desk: Desk, said: str) -> Line:
    name = topic_name(said.lstrip("+-"))
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        if said.startswith("-"):
            return _without(tx, chat, words, name)
        return _with(desk, tx, chat, words, name)


def _with(desk: Desk, tx: Transaction, chat: Chat, words: Wording, name: str) -> Line:
    found = tx.subscriptions.of_chat(chat.address)
    having = next((one for one in found if name in one.wants.named_topics), None)
    if having is None:
        if all(volume.name != name for volume in tx.sources.topics(LONG_AGO)):
            raise NothingThere(words.say("settings.no-topic", topic=short(name)))
        if len(found) >= MOST_SUBSCRIPTIONS:
            raise UsageError(words.say("subscribe.too-many", most=MOST_SUBSCRIPTIONS))
        schedule = found[-1].schedule if found else DAILY_AT_EIGHT
        having = new_subscription(desk, chat, Wants(topics=frozenset({name})), schedule)
        tx.chats.put(chat)
        tx.subscriptions.put(having)
    said = schedule_said(having.schedule, words)
    return words.line("settings.topic-on", topic=name, schedule=said)


def _without(tx: Transaction, chat: Chat, words: Wording, name: str) -> Line:
    for one in tx.subscriptions.of_chat(chat.address):
        if name not in one.wants.named_topics:
            continue
        words_left = frozenset(word for word in one.wants.words if topic_name(word) != name)
        left = replace(one.wants, topics=one.wants.topics - {name}, words=words_left)
        if left.everything:
            unsubscribed(tx, one)
        else:
            tx.subscriptions.put(replace(one, wants=left))
    return words.line("settings.topic-off", topic=name)
