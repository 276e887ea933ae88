"""Commands about the bot itself: where to begin, what there is, how it stands."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from bot.commands.asking import A_WEEK, next_digest
from bot.commands.parse import find
from bot.commands.reading import start_choices
from bot.commands.spec import Command, Desk
from bot.commands.typed import short
from bot.domain.chats import Chat, Platform
from bot.domain.deliveries import PartState
from bot.domain.errors import NothingThere
from bot.messages.blocks import Block, Facts, Fine, Heading, Line, Message, Paragraph
from bot.messages.replies import bullets, plain, said
from bot.messages.wording import Wording
from bot.ports.records import Sighting, Volume
from bot.ports.store import Transaction

SHOWN_REJECTED = 5
SHOWN_VOLUMES = 20
LEAVING = frozenset({"quit", "exit"})  # the console leaves on these before we see them


def start(desk: Desk) -> Message:
    """Say in five lines what the bot can do."""
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
    lines = [words.line(f"start.can-{n}") for n in range(1, 5)]
    return Message((Paragraph(words.line("start.hello")), bullets(lines), start_choices(words)))


def help_(desk: Desk, *, command: str | None) -> Message:
    """List the commands, or say how one is used."""
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
    if command is None:
        rows = tuple((c.usage, words.line(c.summary)) for c in desk.commands)
        fine = [Fine(words.line("help.more"))]
        if _on_console(desk):
            fine.append(Fine(words.line("help.leave")))
        return Message((Facts(rows), *fine))
    name = command.removeprefix("/").casefold()
    if name in LEAVING and _on_console(desk):
        return said(words, "help.leave")
    found = find(name, desk.commands)
    if found is None:
        names = [c.name for c in desk.commands]
        near = difflib.get_close_matches(name, names, n=1)
        key = "error.unknown-near" if near else "error.unknown"
        raise NothingThere(words.say(key, typed=short(command), near=near[0] if near else ""))
    return Message(_one(found, words))


def topics(desk: Desk) -> Message:
    """Show the topics of the last week."""
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
        volumes = tx.sources.topics(desk.now - A_WEEK)
    if not volumes:
        return said(words, "topics.none")
    return Message(_volumes(volumes, words, "topics"))


def sources(desk: Desk) -> Message:
    """Show who wrote in the last week."""
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
        volumes = tx.sources.outlets(desk.now - A_WEEK)
    if not volumes:
        return said(words, "sources.none")
    return Message(_volumes(volumes, words, "sources"))


def status(desk: Desk) -> Message:
    """Show when the next digest comes, when the last one did, and what is held or was rejected."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        rows = [
            (words.say("status.next"), _next_run(desk, tx, chat, words)),
            (words.say("status.last"), _last_run(desk, tx, chat, words)),
            (words.say("status.archive"), _archive(tx, words)),
        ]
        held = _held(tx, chat, words)
        rejected = tx.sources.rejected(SHOWN_REJECTED + 1)
    if held:
        rows.append((words.say("status.held"), held))
    blocks: list[Block] = [Facts(tuple(rows))]
    if rejected:
        blocks += _rejected(rejected, words)
    return Message(tuple(blocks))


def _on_console(desk: Desk) -> bool:
    return desk.invocation.address.platform == Platform.CONSOLE.value


def _one(command: Command, words: Wording) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading(command.usage),
        Paragraph(words.line(command.summary)),
        Paragraph(words.line(f"help.{command.name}")),
    ]
    if command.aliases:
        blocks.append(Fine(words.line("help.aliases", aliases=", ".join(command.aliases))))
    return tuple(blocks)


def _volumes(volumes: Sequence[Volume], words: Wording, key: str) -> tuple[Block, ...]:
    lines = [
        words.line("volume", name=volume.name, count=volume.articles)
        for volume in volumes[:SHOWN_VOLUMES]
    ]
    blocks: list[Block] = [Heading(words.say(f"{key}.title")), bullets(lines)]
    if len(volumes) > SHOWN_VOLUMES:
        blocks.append(Fine(words.line("volume.more", count=len(volumes) - SHOWN_VOLUMES)))
    blocks.append(Fine(words.line(f"{key}.hint", name=volumes[0].name)))
    return tuple(blocks)


def _next_run(desk: Desk, tx: Transaction, chat: Chat, words: Wording) -> Line:
    zone = desk.zone(chat)
    if chat.paused is not None and chat.is_paused(desk.now):
        until = chat.paused.until
        if until is None:
            return words.line("status.paused")
        return words.line("status.paused-until", end=words.moment(until, zone, desk.now))
    due = next_digest(desk, tx, chat)
    if due is None:
        return words.line("status.no-next")
    return plain(words.moment(due, zone, desk.now))


def _last_run(desk: Desk, tx: Transaction, chat: Chat, words: Wording) -> Line:
    last = tx.digests.last(chat.address)
    if last is None:
        return words.line("status.never")
    moment = words.moment(last.made_at, desk.zone(chat), desk.now)
    return words.line("status.last-run", moment=moment, count=len(last.entries))


def _archive(tx: Transaction, words: Wording) -> Line:
    return words.line("status.counts", articles=tx.articles.count(), stories=tx.stories.count())


def _held(tx: Transaction, chat: Chat, words: Wording) -> Line | None:
    tally = tx.outbox.tally(chat.address)
    shown = [
        words.say(f"status.{state.value}", count=tally[state])
        for state in (PartState.PLANNED, PartState.UNKNOWN, PartState.FAILED, PartState.EXPIRED)
        if tally.get(state)
    ]
    return plain(", ".join(shown)) if shown else None


def _rejected(rejected: Sequence[Sighting], words: Wording) -> list[Block]:
    lines = [
        words.line("status.rejected-item", key=sighting.key, reason=sighting.reason or "")
        for sighting in rejected[:SHOWN_REJECTED]
    ]
    blocks: list[Block] = [Paragraph(words.line("status.rejected")), bullets(lines)]
    if len(rejected) > SHOWN_REJECTED:
        blocks.append(Fine(words.line("status.rejected-more")))
    return blocks
