"""A world that stands still until a test moves it: time, identity, chance, and a list as source."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.ports.ambient import Ambient
from bot.ports.source import Gone, Known, RawArticle, Unreadable

MONDAY_MORNING = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@dataclass(slots=True)
class World:
    """Time that only `sleep` moves, ids that count up, and dice that always show the same."""

    now: datetime = MONDAY_MORNING
    _ids: Iterator[int] = field(default_factory=itertools.count)

    def sleep(self, **duration: float) -> None:
        """Let time pass: `world.sleep(hours=1)`."""
        self.now += timedelta(**duration)

    @property
    def ambient(self) -> Ambient:
        """The world as the program is handed it."""
        return Ambient(
            now=lambda: self.now, new_id=lambda: f"id{next(self._ids):06d}", jitter=lambda: 0.0
        )


@dataclass(slots=True)
class ListSource:
    """A source whose items a test puts there."""

    name: str = "inbox"
    items: list[RawArticle | Unreadable | Gone] = field(default_factory=list)

    def scan(self, known: Known) -> Iterator[RawArticle | Unreadable | Gone]:
        """Yield the items whose stamp is not known."""
        for item in list(self.items):
            if isinstance(item, Gone) or known.get(item.key) != item.stamp:
                yield item

    def wait_until_settled(self) -> bool:
        """Say that nothing was left."""
        return False

    def put(self, key: str, text: str, **fields: object) -> None:
        """Put an article there, or a new version of it: headline, empty line, body."""
        title, _, body = text.partition("\n\n")
        stamp = str(len(self.items))
        self.items = [item for item in self.items if item.key != key]
        raw = RawArticle(key=key, stamp=stamp + str(hash(text)), title=title, body=body)
        self.items.append(_with(raw, fields))


def _with(raw: RawArticle, fields: dict[str, object]) -> RawArticle:
    from dataclasses import replace

    return replace(raw, **fields)  # type: ignore[arg-type]  # a test hands over what fits
