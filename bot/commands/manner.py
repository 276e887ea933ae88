"""Commands that say how the chat is spoken to: length, quiet hours, language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.spec import Desk
from bot.commands.typed import short
from bot.domain.chats import Budget, Chat, QuietHours
from bot.domain.errors import NothingThere, UsageError
from bot.domain.lengths import LENGTHS, MOST_MINUTES, parse_length, reading_minutes
from bot.domain.quiet import is_quiet, parse_quiet
from bot.messages.blocks import Line, Message, Paragraph
from bot.messages.manners import length_said, quiet_said
from bot.messages.replies import choices, said
from bot.messages.tongues import language_meant, language_name
from bot.messages.wording import Wording, languages
from bot.pipeline.overtaken import keep_quiet

_LENGTHS = (*LENGTHS, "1 min", "3 min", "5 min")
_QUIET = ("22:00-07:00", "23:00-08:00", "22:00-07:00 silent", "23:00-08:00 silent", "off")


def length(desk: Desk, *, what: tuple[str, ...]) -> Message:
    """Show or set how much a digest may take to read."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
    words = desk.words(chat)
    if not what:
        options = choices((label, f"length {text}") for label, text in offered_lengths(words))
        return Message((Paragraph(length_line("length.is", chat.budget, words)), options))
    budget = read_length(" ".join(what), words)
    with desk.store.transaction() as tx:
        tx.chats.put(replace(desk.chat(tx), budget=budget))
    return Message((Paragraph(length_line("length.set", budget, words)),))


def quiet(desk: Desk, *, hours: tuple[str, ...]) -> Message:
    """Show or set the hours in which the chat is left in peace."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
    words = desk.words(chat)
    if not hours:
        options = choices((label, f"quiet {text}") for label, text in offered_quiet(words))
        return Message((Paragraph(_quiet_line(desk, chat, words)), options))
    wanted = read_quiet(" ".join(hours), words)
    with desk.store.transaction() as tx:
        before = desk.chat(tx)
        changed = replace(before, quiet=wanted)
        tx.chats.put(changed)
        keep_quiet(tx, before, changed, desk.now)
    return Message((Paragraph(_quiet_line(desk, changed, words)),))


def language(desk: Desk, *, code: tuple[str, ...]) -> Message:
    """Show or set the language of the bot's own words."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
    words = desk.words(chat)
    known = languages()
    if not code:
        line = words.line("language.is")
        options = choices((language_name(one), f"language {one}") for one in known)
        return Message((Paragraph(line), options))
    wanted = language_meant(said_so := " ".join(code))
    if wanted is None:
        names = words.listed(f"{language_name(one)} ({one})" for one in known)
        raise NothingThere(words.say("language.unknown", code=short(said_so), names=names))
    with desk.store.transaction() as tx:
        changed = replace(desk.chat(tx), language=wanted)
        tx.chats.put(changed)
    return replace(said(desk.words(changed), "language.set"), language=wanted)


def offered_lengths(words: Wording) -> Sequence[tuple[str, str]]:
    """Return some lengths, as they are said and as they are typed."""
    return [(length_said(parse_length(text), words), text) for text in _LENGTHS]


def offered_quiet(words: Wording) -> Sequence[tuple[str, str]]:
    """Return some quiet hours, as they are said and as they are typed."""
    return [(quiet_said(parse_quiet(text), words), text) for text in _QUIET]


def length_line(key: str, budget: Budget, words: Wording) -> Line:
    """Say what a length means."""
    if budget.minutes is not None:
        return words.line(f"{key}-minutes", minutes=budget.minutes)
    return words.line(
        key,
        name=length_said(budget, words),
        stories=budget.stories,
        sentences=budget.sentences,
        minutes=reading_minutes(budget),
    )


def read_length(text: str, words: Wording) -> Budget:
    """Read a length.

    Raises:
        UsageError: it is none; the message shows some.
    """
    try:
        return parse_length(text)
    except ValueError as error:
        problem = words.say("length.not-understood", length=short(text), most=MOST_MINUTES)
        raise UsageError(problem) from error


def read_quiet(text: str, words: Wording) -> QuietHours | None:
    """Read quiet hours; None: there are to be none.

    Raises:
        UsageError: they are none; the message shows some.
    """
    try:
        return parse_quiet(text)
    except ValueError as error:
        raise UsageError(words.say("quiet.not-understood", hours=short(text))) from error


def _quiet_line(desk: Desk, chat: Chat, words: Wording) -> Line:
    if chat.quiet is None:
        return words.line("quiet.off")
    hours = quiet_said(replace(chat.quiet, silent=False), words)
    key = "quiet.silent" if chat.quiet.silent else "quiet.hold"
    now = "quiet.now" if is_quiet(desk.now, chat.quiet, desk.zone(chat)) else ""
    line = words.line(key, hours=hours)
    return (*line, *words.line(now)) if now else line
