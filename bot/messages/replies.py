"""The parts that answers to commands have in common."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.chats import Chat
from bot.domain.quiet import comes_at
from bot.domain.schedules import Instant
from bot.domain.subscriptions import Subscription, Wants
from bot.messages.blocks import (
    Block,
    Bullets,
    Choice,
    Choices,
    Facts,
    Fine,
    Line,
    Message,
    Paragraph,
    Plain,
)
from bot.messages.direction import Isolated
from bot.messages.manners import schedule_said
from bot.messages.quoting import is_time, quoted, typed_name
from bot.messages.wording import Value, Wording

LONGEST_TAP = (
    64  # bytes that a button may say: https://core.telegram.org/bots/api#inlinekeyboardbutton
)

LONGEST_QUOTE = 80  # characters of what a person said that are said back to them


def fits(tap: str) -> bool:
    """Say whether a button can say this."""
    return len(tap.encode()) <= LONGEST_TAP


def buttons(*options: Choice) -> Choices:
    """Return those of the choices that buttons can be made of."""
    return Choices(tuple(option for option in options if fits(option.tapped)))


def undo(words: Wording, command: str, tap: str | None = None) -> Block:
    """Offer to take something back: a button, or what to type if a button cannot say so much."""
    option = Choice(words.say("undo.label"), command, tap)
    if fits(option.tapped):
        return Choices((option,))
    return Fine(words.line("undo.type", command=command))


def said(words: Wording, key: str, **values: Value) -> Message:
    """Return a message of one sentence."""
    return Message((Paragraph(words.line(key, **values)),))


def interrupted(words: Wording, text: str, *, repeatable: bool = True) -> Message:
    """Say that an answer to `text` may be missing, and offer to ask again.

    Args:
        words: The language to say it in.
        text: What the person said, as a command line.
        repeatable: Whether a button that says it again would mean the same: not if it was about a
            document, or about another message.
    """
    shown = " ".join(text.split())
    if len(shown) > LONGEST_QUOTE:
        shown = f"{shown[:LONGEST_QUOTE]}\u2026"
    if not repeatable or not text.strip() or not fits(text):
        return said(words, "interrupted.say-again", text=shown)
    again = Choice(words.say("interrupted.again"), text)
    return Message((Paragraph(words.line("interrupted.card", text=shown)), Choices((again,))))


def choices(options: Iterable[tuple[str, str]]) -> Choices:
    """Return things to do next from pairs of label and command."""
    return Choices(tuple(Choice(label, command) for label, command in options))


def bullets(lines: Iterable[Line]) -> Bullets:
    """Return lines of equal rank."""
    return Bullets(tuple(lines))


def numbered(lines: Iterable[Line]) -> Facts:
    """Return lines that can be named by their number."""
    return Facts(tuple((str(number), line) for number, line in enumerate(lines, 1)))


def plain(text: str) -> Line:
    """Return a line of plain words."""
    return (Plain(text),)


def message_text(message: Message) -> str:
    """Return the words of a message that is one sentence."""
    lines = (block.line for block in message.blocks if isinstance(block, Paragraph))
    return " ".join("".join(inline.text for inline in line) for line in lines)


def wants_text(wants: Wants, words: Wording) -> str:
    """Say what is wanted: `space, "moon base", not football`, so that it can be typed again."""
    names = (*sorted(wants.topics), *sorted(wants.sources))
    named = [_quoted(name, "") for name in names] + [_quoted(word) for word in sorted(wants.words)]
    shown = words.listed(named) or words.say("wants.everything")
    if not wants.never:
        return shown
    never = words.listed(_quoted(word) for word in sorted(wants.never))
    return Isolated(words.say("wants.never", wanted=shown, never=never))


def wants_command(wants: Wants) -> str:
    """Return the words with which a person would ask for the same."""
    topics = map(typed_name, sorted(wants.topics))
    # The rest is quoted, for some of it would mean something else: "and", "daily", "everything".
    rest = map(quoted, [*sorted(wants.sources), *sorted(wants.words)])
    wanted = [*topics, *rest] or ["everything"]
    return " ".join([*wanted, *(f"-{typed_name(word)}" for word in sorted(wants.never))])


def zone_text(zone: str) -> str:
    """Say a time zone as people do: the name `Etc/GMT-3` means what they call UTC+3."""
    if not zone.startswith("Etc/GMT") or zone[7:8] not in {"+", "-"}:
        return zone
    return f"UTC{'-' if zone[7] == '+' else '+'}{zone[8:]}"


def subscription_line(
    subscription: Subscription, words: Wording, chat: Chat, now: datetime
) -> Line:
    """Say what a subscription brings, when, and when next, quiet hours and all."""
    due = subscription.next_due_at
    if isinstance(subscription.schedule, Instant):
        wants = wants_text(subscription.wants, words)
        return words.line("subscriptions.item-instant", wants=wants)
    return words.line(
        "subscriptions.item" if due else "subscriptions.item-off",
        wants=wants_text(subscription.wants, words),
        schedule=schedule_said(subscription.schedule, words),
        next=words.moment(comes_at(due, chat), ZoneInfo(chat.timezone), now) if due else "",
    )


def _quoted(name: str, tearing: str = " ") -> str:
    torn = not set(name).isdisjoint(f"{tearing},،，、")
    return f'"{name}"' if torn or is_time(name) else name
