"""Where the chat workspaces are kept that people installed the bot in by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The bot in one workspace."""

    workspace: str  # the platform's id of it
    name: str
    token: str = field(repr=False)  # a secret: encrypted where it is kept, in no log
    bot: str  # the bot's own id there
    installed_by: str | None  # the person's id
    installed_at: datetime


class Installations(Protocol):
    """All of them. Safe to use from several threads and processes."""

    def save(self, installation: Installation) -> None:
        """Keep it, in the place of an earlier one of the same workspace."""
        ...

    def find(self, workspace: str) -> Installation | None:
        """Return that of a workspace; None if there is none.

        Raises:
            SettingsError: its token cannot be opened with the settings that there are.
        """
        ...

    def remove(self, workspace: str) -> None:
        """Forget that of a workspace, if there is one."""
        ...

    def all(self) -> Sequence[Installation]:
        """Return all there are."""
        ...

    def new_state(self) -> str:
        """Return a word that nobody can guess, and remember it for ten minutes."""
        ...

    def take_state(self, state: str) -> bool:
        """Say whether `new_state` returned this not long ago, and forget it: it is good once."""
        ...
