"""Plain JSON values of which nobody knows who wrote them: what they are meant to be, or refused."""

from __future__ import annotations

from typing import Any

LONGEST = 4096  # characters of a text, as of a line in a chat
LONGEST_ID = 64


def number(value: object, name: str, most: int) -> int:
    """Return a whole number from 1 to `most`.

    Raises:
        ValueError: it is none; `name` says which in the message.
    """
    if type(value) is not int or not 1 <= value <= most:
        raise ValueError(f"{name} is {value!r}, not a number from 1 to {most}.")
    return value


def text(value: object, name: str, most: int = LONGEST) -> str:
    """Return a text that a store can keep: half a character, or NUL, it cannot.

    Raises:
        ValueError: it is none, or has nothing in it, or too much.
    """
    if not isinstance(value, str) or not value.strip() or len(value) > most or "\0" in value:
        raise ValueError(f"{name} is not a text of 1 to {most} characters.")
    value.encode()
    return value


def several(value: object, name: str, most: int = LONGEST) -> list[Any]:
    """Return a list.

    Raises:
        ValueError: it is none, or too long.
    """
    if not isinstance(value, list) or len(value) > most:
        raise ValueError(f"{name} is not a list of at most {most}.")
    return value
