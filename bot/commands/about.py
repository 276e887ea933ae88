"""Commands about the bot itself: where to begin, what there is, how it stands."""

from __future__ import annotations

import base64
import difflib

from bot.commands.asking import A_WEEK, next_digest, until_kept
from bot.commands.held import held_rows, pause_line
from bot.commands.parse import find, names_of
from bot.commands.reading import start_choices
from bot.commands.sources import not_read
from bot.commands.spec import Command, Desk
from bot.commands.subscribing import subscribe_to
from bot.commands.typed import short
from bot.commands.volumes import volume_blocks
from bot.commands.wishes import LONG_AGO
from bot.domain.chats import Chat, Platform
from bot.domain.errors import NothingThere
from bot.domain.subscriptions import Wants
from bot.domain.topics import topic_name
from bot.messages.blocks import Block, Code, Facts, Fine, Heading, Line, Message, Paragraph
from bot.messages.reasons import retold
from bot.messages.replies import bullets, plain, said
from bot.messages.wording import Wording, folded
from bot.ports.chat import Role
from bot.ports.store import Transaction

SHOWN_REJECTED = 5
LEAVING = frozenset({"quit", "exit"})  # the console leaves on these before we see them


def start(desk: Desk, *, topic: tuple[str, ...]) -> Message:
    """Say in five lines what the bot can do; a link that names a topic subscribes to it."""
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
        told = {volume.name for volume in tx.sources.topics(LONG_AGO)} if topic else set()
        known = told | desk.topics
        mine = tx.subscriptions.of_chat(desk.invocation.address)
    lines = [words.line(f"start.can-{n}") for n in range(1, 5)]
    hello = (Paragraph(words.line("start.hello")), bullets(lines), start_choices(words))
    if not topic:
        return Message(hello, aside=True)
    name = _linked(" ".join(topic), known)
    if name not in known:
        return Message((*hello, Fine(words.line("start.unknown", topic=short(name)))), aside=True)
    if any(name in one.wants.named_topics for one in mine):
        return Message((*hello, Fine(words.line("start.has", topic=name))), aside=True)
    if desk.invocation.role.value < Role.ADMIN.value:
        return Message((*hello, Fine(words.line("start.not-allowed", topic=name))), aside=True)
    return until_kept(lambda: subscribe_to(desk, Wants(topics=frozenset({name})), None))


def _linked(payload: str, known: set[str]) -> str:
    """Return the topic that a link names: as it is, or in base64url, where it has other letters."""
    name = topic_name(payload)
    if name in known or " " in payload:
        return name
    try:
        written = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
    except ValueError:
        return name
    return topic_name(written) if topic_name(written) in known else name


def help_(desk: Desk, *, command: str | None) -> Message:
    """List the commands, or say how one is used."""
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
    if command is None:
        rows = tuple((Code(c.usage, command=True), _what(c, words)) for c in desk.commands)
        fine = [Fine(words.line("help.each"))]
        if _on_console(desk):
            fine.append(Fine(words.line("help.leave")))
        return Message((Facts(rows), *fine))
    name = folded(command.removeprefix("/"))
    if name in LEAVING and _on_console(desk):
        return said(words, "help.leave")
    found = find(name, desk.commands, words)
    if found is None:
        names = [name for c in desk.commands for name in names_of(c, words)]
        near = difflib.get_close_matches(name, names, n=1)
        key = "error.unknown-near" if near else "error.unknown"
        raise NothingThere(words.say(key, typed=short(command), near=near[0] if near else ""))
    return Message(_one(found, words))


def thanks(desk: Desk, *, whom: tuple[str, ...]) -> Message:
    """Be polite to whoever is, but not where people thank each other."""
    del whom
    if desk.invocation.overheard:
        return Message(())
    with desk.store.snapshot() as tx:
        return said(desk.words(desk.chat(tx)), "heard.welcome")


def topics(desk: Desk) -> Message:
    """Show the topics of the last week."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        volumes = tx.sources.topics(desk.now - A_WEEK)
    if not volumes:
        return said(desk.words(chat), "topics.none")
    return Message(volume_blocks(desk, chat, volumes, "topics"))


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
        rows += held_rows(desk, tx, chat, words)
        troubles = tx.sources.troubles()
        rejected = tx.sources.rejected(SHOWN_REJECTED + 1)
    rows += [
        (words.say("status.trouble"), plain(retold(one.reason or "", words))) for one in troubles
    ]
    blocks: list[Block] = [Facts(tuple(rows))]
    if rejected:
        blocks += not_read(rejected, SHOWN_REJECTED, words)
    return Message(tuple(blocks))


def _on_console(desk: Desk) -> bool:
    return desk.invocation.address.platform == Platform.CONSOLE.value


def _what(command: Command, words: Wording) -> Line:
    """Say what a command does, and what the chat's language calls it."""
    own = words.aliases(command.name)
    if not own:
        return words.line(command.summary)
    return words.line("help.named", name=own[0], what=words.say(command.summary))


def _one(command: Command, words: Wording) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading(Code(command.usage, command=True)),
        Paragraph(words.line(command.summary)),
        Paragraph(words.line(f"help.{command.name}")),
    ]
    _, *aliases = names_of(command, words)
    if aliases:
        blocks.append(Fine(words.line("help.aliases", aliases=words.listed(aliases))))
    return tuple(blocks)


def _next_run(desk: Desk, tx: Transaction, chat: Chat, words: Wording) -> Line:
    paused = pause_line(desk, chat, words)
    if paused is not None:
        return paused
    due = next_digest(desk, tx, chat)
    if due is None:
        return words.line("status.no-next")
    return plain(words.moment(due, desk.zone(chat), desk.now))


def _last_run(desk: Desk, tx: Transaction, chat: Chat, words: Wording) -> Line:
    last = tx.digests.last(chat.address)
    if last is None:
        return words.line("status.never")
    moment = words.moment(last.made_at, desk.zone(chat), desk.now)
    return words.line("status.last-run", moment=moment, count=len(last.entries))


def _archive(tx: Transaction, words: Wording) -> Line:
    return words.line("status.counts", articles=tx.articles.count(), stories=tx.stories.count())
