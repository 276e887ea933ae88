"""Forms: several settings asked for at once, on surfaces that have fields to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.errors import PersonError


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to fill in: free text, or one of some options.

    Where its value is longer than the platform's fields, it is left out and stays as it is: what
    is cut would be taken for what is wanted.
    """

    name: str
    label: str
    value: str  # as it is set now, written as a person would type it
    hint: str = ""
    optional: bool = False
    options: tuple[tuple[str, str], ...] = ()  # value and label; none: any text
    too_long: str = ""  # what to say in its place where the value does not fit into a field


SHOWN = "shown"
"""The name under which `Form.shown` is handed back among what was filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a person fills in and sends at once.

    Others may change the same settings meanwhile: what is shown is told from what is not by
    `shown`, which the platform keeps, 1,000 characters of ASCII at the most, and hands back.
    """

    title: str
    submit: str
    cancel: str
    fields: tuple[Field, ...]
    shown: str = ""


class FormError(PersonError):
    """Some fields were filled in with something that cannot be; nothing was changed."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Keep a sentence for each field, by its name."""
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)
