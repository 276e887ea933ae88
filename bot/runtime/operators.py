"""Operators: who may do everything, at the moment."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass


@dataclass(slots=True)
class Operators:
    """Who may do everything, on every platform; `names` may change while the service runs."""

    names: frozenset[str]  # telegram:42, slack:U7

    def on(self, platform: str) -> Container[str]:
        """Return those of one platform, by their ids there."""
        return _On(self, platform)


@dataclass(frozen=True, slots=True)
class _On:
    operators: Operators
    platform: str

    def __contains__(self, person: object) -> bool:
        return f"{self.platform}:{person}" in self.operators.names
