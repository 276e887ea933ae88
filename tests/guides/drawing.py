"""What stands in a chat, drawn as text: who says it, the words, and the buttons in brackets."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from tests.fakes import slack_messages, telegram_message
from tests.fakes.slack_messages import View
from tests.fakes.slack_mrkdwn import read_blocks

WIDTH = 84
INDENT = "    "
ELLIPSIS = "[…]"
BOT = "digestbot"

Said = tuple[str, str]
"""Who says it, and what."""


def drawn(*said: Said) -> str:
    """Return a conversation as a block of code."""
    return fenced("text", "\n\n".join(f"{who}:\n{_wrapped(what)}" for who, what in said))


def fenced(language: str, text: str) -> str:
    """Return a text as a block of code."""
    lines = "\n".join(line.rstrip() for line in text.rstrip().split("\n"))
    return f"```{language}\n{lines}\n```"


def on_telegram(message: telegram_message.Message, *, lines: int | None = None) -> Said:
    """Return a message of the bot, or only its first lines, with its rows of buttons."""
    rows = [[button["text"] for button in row] for row in message.keyboard]
    return BOT, "\n".join([_first(message.text, lines), *map(_buttons, rows)])


def on_slack(message: slack_messages.Message, *, lines: int | None = None) -> Said:
    """Return a message of the bot, or only its first lines, with its buttons."""
    who = BOT
    if message.ephemeral_for is not None:
        who += f" (only {message.ephemeral_for.name} sees it)"
    elif message.is_reply:
        who += " (in the thread)"
    return who, _blocks(message.blocks, message.channel.team.name_of, lines)


def view(shown: View, who: str, *, lines: int | None = None) -> Said:
    """Return a window of Slack: a modal with its fields and buttons, or a Home tab."""
    parts = []
    if title := shown.given.get("title"):
        parts.append(title["text"])
    parts.append(_blocks(shown.blocks, shown.person.team.name_of, lines))
    ends = [shown.given[name]["text"] for name in ("close", "submit") if name in shown.given]
    if ends:
        parts.append(_buttons(ends))
    return who, "\n".join(parts)


def _blocks(blocks: Iterable[dict[str, Any]], name: Any, lines: int | None) -> str:
    words, buttons = [], []
    for block in blocks:
        match block["type"]:
            case "actions":
                buttons.append(_buttons(one["text"]["text"] for one in block["elements"]))
            case "input":
                words.append(_field(block))
            case _:
                words.append(read_blocks([block], name).words)
    return "\n".join([_first("\n".join(words), lines), *buttons])


def _field(block: dict[str, Any]) -> str:
    element = block["element"]
    chosen = element.get("initial_option")
    value = chosen["text"]["text"] + " ▾" if chosen else element.get("initial_value", "")
    hint = f"  {block['hint']['text']}" if "hint" in block else ""
    return f"{block['label']['text']}:  [ {value} ]{hint}"


def _buttons(labels: Iterable[str]) -> str:
    return "  ".join(f"[ {label} ]" for label in labels)


def _first(text: str, lines: int | None) -> str:
    every = text.split("\n")
    if lines is None or len(every) <= lines:
        return text
    return "\n".join([*every[:lines], ELLIPSIS])


def _wrapped(text: str) -> str:
    return "\n".join(
        textwrap.fill(
            line, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False
        )
        for line in text.strip().split("\n")
    )
