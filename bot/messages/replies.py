"""The parts that answers to commands have in common."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.schedule_text import schedule_text
from bot.domain.subscriptions import Subscription, Wants
from bot.messages.blocks import Bullets, Choice, Choices, Facts, Line, Message, Paragraph, Plain
from bot.messages.wording import Value, Wording


def said(words: Wording, key: str, **values: Value) -> Message:
    """Return a message of one sentence."""
    return Message((Paragraph(words.line(key, **values)),))


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


def wants_text(wants: Wants, words: Wording) -> str:
    """Say what is wanted: `space, "moon base", not football`."""
    named = [*sorted(wants.topics), *sorted(wants.sources), *map(_quoted, sorted(wants.words))]
    shown = ", ".join(named) or words.say("wants.everything")
    if not wants.never:
        return shown
    never = ", ".join(_quoted(word) for word in sorted(wants.never))
    return words.say("wants.never", wanted=shown, never=never)


def wants_command(wants: Wants) -> str:
    """Return the words with which a person would ask for the same."""
    named = map(_quoted, [*sorted(wants.topics), *sorted(wants.sources)])
    # Words are quoted, for some of them would mean something else: "and", "daily", "everything".
    wanted = [*named, *(f'"{word}"' for word in sorted(wants.words))] or ["everything"]
    return " ".join([*wanted, *(f"-{_quoted(word)}" for word in sorted(wants.never))])


def zone_text(zone: str) -> str:
    """Say a time zone as people do: the name `Etc/GMT-3` means what they call UTC+3."""
    if not zone.startswith("Etc/GMT") or zone[7:8] not in {"+", "-"}:
        return zone
    return f"UTC{'-' if zone[7] == '+' else '+'}{zone[8:]}"


def subscription_line(
    subscription: Subscription, words: Wording, zone: ZoneInfo, now: datetime
) -> Line:
    """Say what a subscription brings, when, and when next."""
    due = subscription.next_due_at
    return words.line(
        "subscriptions.item" if due else "subscriptions.item-off",
        wants=wants_text(subscription.wants, words),
        schedule=schedule_text(subscription.schedule),
        next=words.moment(due, zone, now) if due else "",
    )


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
