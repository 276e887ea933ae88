"""What the options before the command say, and the program built from them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.runtime.settings import Settings
    from bot.runtime.wiring import App

QUIET = "ERROR"  # the level where log lines would stand between the answers of a chat


def not_empty(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Refuse an option that was given as "", such as an unset variable of a script.

    Raises:
        BadParameter: it is empty.
    """
    del context
    if value == "":
        raise click.BadParameter("it is empty.", param=option)
    return value


class NamedPath(click.Path):
    """A path that has to be named: Python takes "" for the current folder."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """Return the path, unless it is empty or cannot be one."""
        if not os.fspath(value):
            self.fail("it is empty.", param, ctx)
        return super().convert(value, param, ctx)


@dataclass(frozen=True, slots=True)
class Options:
    """The options that stand before the command."""

    config: Path | None = None
    store: str | None = None
    inbox: Path | None = None

    def settings(self) -> Settings:
        """Read the settings, with these options on top.

        Raises:
            SettingsError: something in them is wrong.
        """
        from bot.runtime.settings import load

        given: dict[str, Any] = {"store": self.store, "inbox": self.inbox}
        return load(
            self.config, {name: value for name, value in given.items() if value is not None}
        )

    def settings_paths(self) -> list[Path]:
        """Return the files and folders that settings may stand in."""
        from bot.runtime.settings import DEFAULT_FILE, secrets_folders

        own = [self.config] if self.config is not None else []
        return [*own, DEFAULT_FILE, *secrets_folders()]

    @contextmanager
    def app(
        self, *, log_level: str | None = None, queues: bool = False, waits: bool = False
    ) -> Iterator[App]:
        """Build the program; closed at the end. `log_level` outranks the settings.

        A process that stays `waits` for its database.

        Raises:
            SettingsError: something in the settings is wrong.
            StoreError: the store cannot be opened.
        """
        from bot.runtime.logs import set_up_logs
        from bot.runtime.starting import build_when_there
        from bot.runtime.wiring import build

        settings = self.settings()
        set_up_logs(log_level or settings.log_level)
        with (build_when_there if waits else build)(settings, queues=queues) as app:
            yield app
