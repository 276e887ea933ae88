"""What a person may tap under a message, and what must be typed instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.messages.blocks import Choice, Choices
from bot.render.runs import Run, clean, is_seen
from bot.render.safe import safe_line


@dataclass(frozen=True, slots=True)
class Button:
    """What stands on a button, and what is said for the person who taps it."""

    label: str
    says: str


@dataclass(slots=True)
class Buttons:
    """The buttons of a message so far: a list for each block of choices.

    `takes` says whether the platform takes another button beside those that there are, and `typed`
    how a command is typed there.
    """

    takes: Callable[[Button, list[Button]], bool]
    typed: Callable[[str], str]
    blocks: list[list[Button]] = field(default_factory=list)

    @property
    def all(self) -> list[Button]:
        """Every button, in order."""
        return [button for block in self.blocks for button in block]

    def take(self, choices: Choices) -> list[Run]:
        """Make buttons of `choices`; return a line to read of those that cannot be buttons."""
        found: list[Button] = []
        self.blocks.append(found)
        typed: list[Run] = []
        for option in choices.options:
            button = _button(option)
            if button is None:
                continue
            if self.takes(button, self.all):
                found.append(button)
            else:
                typed += [Run(" · ")] if typed else []
                typed += self._to_type(option, button)
        if not found:
            self.blocks.pop()
        return typed

    def _to_type(self, option: Choice, button: Button) -> list[Run]:
        command = clean(option.command).strip()
        command = command if is_seen(command) else button.says
        code = Run(self.typed(command), code=True)
        return [code] if button.label == command else [Run(f"{button.label}: "), code]


def _button(option: Choice) -> Button | None:
    says = safe_line(option.tapped).strip()
    label = clean(option.label).strip()
    if not is_seen(says):
        return None
    return Button(label if is_seen(label) else clean(says), says)
