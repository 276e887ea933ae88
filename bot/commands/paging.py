"""More choices than fit under a message: pages, with a way to the one before and the next."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.blocks import Choice

PAGE = 8  # choices on one page
BEFORE, NEXT = "‹", "›"


def page_number(typed: str | None, most: int) -> int:
    """Return the page that a button asks for, from 1; the nearest one that there is."""
    number = int(typed[:6]) if typed and typed.isdecimal() else 1
    return min(max(number, 1), most)


def paged(
    options: Sequence[Choice], page: str | None, again: str, *, size: int = PAGE
) -> list[Choice]:
    """Return the choices of one page, with those that turn the page.

    Args:
        options: All there are.
        page: What a button says of the page.
        again: What shows the first page.
        size: Choices on one page.
    """
    most = max(1, -(-len(options) // size))
    number = page_number(page, most)
    shown = list(options[(number - 1) * size : number * size])
    if number > 1:
        shown.append(turn(BEFORE, again, number - 1))
    if number < most:
        shown.append(turn(NEXT, again, number + 1))
    return shown


def turn(label: str, again: str, page: int) -> Choice:
    """Return the choice that leads to a page."""
    return Choice(label, f"{again} page:{page}")
