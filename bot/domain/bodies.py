"""Bodies of parts as JSON text: written once for all chats that are told the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.deliveries import Body


class WrittenBody(Mapping[str, Any]):
    """A body that is at hand as JSON text, and is read only if somebody looks inside.

    A hundred thousand of them are written in the time in which a thousand are put together.
    """

    __slots__ = ("_plain", "text")

    def __init__(self, text: str) -> None:
        """Take the text of a JSON object."""
        self.text = text
        self._plain: dict[str, Any] | None = None

    def _read(self) -> dict[str, Any]:
        if self._plain is None:
            self._plain = json.loads(self.text)
        return self._plain

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 -- any JSON value
        """Return a field."""
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names of the fields."""
        return iter(self._read())

    def __len__(self) -> int:
        """Return how many fields there are."""
        return len(self._read())

    def __repr__(self) -> str:
        """Show the text."""
        return f"WrittenBody({self.text!r})"


def body_text(body: Body) -> str:
    """Write a body as JSON, readable in every script."""
    if isinstance(body, WrittenBody):
        return body.text
    return json.dumps(dict(body), ensure_ascii=False, separators=(",", ":"))


def read_body(text: str) -> Body:
    """Read a body that was kept; one that was damaged is empty, which no platform takes.

    So its part fails with a reason, and those of other chats go on.
    """
    try:
        return dict(json.loads(text))
    except (ValueError, TypeError):
        return {}
