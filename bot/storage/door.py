"""What keeps a thread from standing behind two doors of a store at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.domain.errors import StoreError


class Door:
    """Remembers which threads are behind a door."""

    def __init__(self) -> None:
        self._here = threading.local()

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Refuse a door inside a door, which would wait for itself or see half of what is done."""
        if getattr(self._here, "inside", False):
            raise StoreError("A transaction or snapshot is open already; use that one.")
        self._here.inside = True
        try:
            yield
        finally:
            self._here.inside = False
