"""Bodies of parts as JSON text: written once for all chats that are told the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from bot.domain.deliveries import Body


class WrittenBody(Mapping[str, Any]):
    """A body that is at hand as JSON text, and is read only if somebody looks inside.

    A hundred thousand of them are written in the time in which a thousand are put together.
    """

    __slots__ = ("_plain", "_text")

    def __init__(self, text: str) -> None:
        """Take the text of a JSON object."""
        self._text = text
        self._plain: dict[str, Any] | None = None

    @property
    def text(self) -> str:
        """The text."""
        return self._text

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


HOLE = "\x01"  # and a digit: JSON text has no such character
MARK_BYTES = 16


@dataclass(frozen=True, slots=True)
class Shared:
    """A text that is the same for many, and a mark that no other text has."""

    text: str
    mark: str


def shared(text: str) -> Shared:
    """Return a text with its mark, which is made of nothing else."""
    return Shared(text, blake2b(text.encode(), digest_size=MARK_BYTES).hexdigest())


def frame_of(body: Body, names: Sequence[str]) -> Shared:
    """Return the text of a body with holes in the place of these names, ten at the most.

    Names are letters and digits, or addresses that need no escaping in JSON.
    """
    holes = {name: f"{HOLE}{n}" for n, name in enumerate(names)}
    found = "|".join(map(re.escape, holes))
    return shared(re.sub(found, lambda name: holes[name[0]], body_text(body)))


def filled(frame: str, names: Sequence[str]) -> str:
    """Return the text of a frame with these names in its holes."""
    for n, name in enumerate(names):
        frame = frame.replace(f"{HOLE}{n}", name)
    return frame


class FramedBody(WrittenBody):
    """A body that is the same for many but for some names, and is put together if it is read."""

    __slots__ = ("frame", "names")

    def __init__(self, frame: Shared, names: Sequence[str]) -> None:
        """Take a frame, and what belongs in its holes: texts without spaces."""
        super().__init__("")
        self.frame = frame
        self.names = names

    @property
    def text(self) -> str:
        """The text of the whole body."""
        return filled(self.frame.text, self.names)


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
