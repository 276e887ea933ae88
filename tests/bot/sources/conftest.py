"""An inbox folder on disk, and a clock that moves only when it is told to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ports.source import Gone, Known, RawArticle, Unreadable
from bot.sources.folder import FolderSource

MAX_BYTES = 5_000_000


@dataclass
class Inbox:
    """What a test does with an inbox. Its clock stands far ahead, so that all files are settled."""

    root: Path
    now: datetime = datetime(2100, 1, 1, tzinfo=UTC)
    pauses: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.source = FolderSource(
            self.root, max_bytes=MAX_BYTES, now=lambda: self.now, pause=self.pass_time
        )

    def pass_time(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += timedelta(seconds=seconds)

    def put(self, name: str, content: bytes | str = "Bridge opens\n\nIt opened.") -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def scan(self, known: Known | None = None) -> list[RawArticle | Unreadable | Gone]:
        return list(self.source.scan(known or {}))

    def articles(self) -> dict[str, RawArticle]:
        return {item.key: item for item in self.scan() if isinstance(item, RawArticle)}

    def reasons(self) -> dict[str, str]:
        return {item.key: item.reason for item in self.scan() if isinstance(item, Unreadable)}

    def known(self) -> dict[str, str]:
        return {item.key: item.stamp for item in self.scan() if not isinstance(item, Gone)}


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    root = tmp_path / "inbox"
    root.mkdir()
    return Inbox(root)
