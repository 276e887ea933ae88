"""Settings that change while the service runs: what can be taken over is, and the rest is said."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import structlog
from pydantic import BaseModel

from bot.domain.errors import SettingsError
from bot.runtime.chosen import keep_of, limits_of, queues_of
from bot.runtime.courier import Courier
from bot.runtime.logs import set_up_logs
from bot.runtime.operators import Operators
from bot.runtime.settings import Settings
from bot.runtime.ticks import Ticks

log = structlog.get_logger()

LOOK_SECONDS = 2.0

Stamps: TypeAlias = Mapping[Path, tuple[int, int]]

TAKEN_OVER = (
    "log_level",
    "operators",
    "folder.scan_seconds",
    "keep.",
    "telegram.per_second",
    "telegram.chat_seconds",
    "telegram.group_per_minute",
    "slack.per_second",
    "slack.chat_seconds",
)
"""Settings, and sections of them, that a running service takes over."""


class Reloading:
    """Reads the settings again when their files change, or when it is asked to."""

    def __init__(
        self,
        settings: Settings,
        read: Callable[[], Settings],
        paths: Sequence[Path],
        operators: Operators,
    ) -> None:
        """Take the settings as they are.

        Args:
            settings: what the service began with.
            read: reads them again; raises SettingsError for what is wrong.
            paths: the files and folders that they stand in, whether or not they are there.
            operators: who is one; changed in place.
        """
        self._began = settings
        self._settings = settings  # as they were read last
        self._read = read
        self._paths = paths
        self._operators = operators
        self._seen = stamps(paths)  # now: what changes from here on was not read yet
        self.asked = asyncio.Event()  # set: look now, whatever the files say

    async def run(self, ticks: Ticks, courier: Courier, *, every: float = LOOK_SECONDS) -> None:
        """Look every so many seconds, until cancelled."""
        while True:
            asked = await self._wait(every)
            found = await asyncio.to_thread(stamps, self._paths)
            if asked or found != self._seen:
                self._seen = found
                try:
                    await self._reload(ticks, courier, asked=asked)
                except Exception:  # one turn: the next change is read again
                    log.exception("settings.failed")

    async def _wait(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self.asked.wait(), seconds)
        except TimeoutError:
            return False
        self.asked.clear()
        return True

    async def _reload(self, ticks: Ticks, courier: Courier, *, asked: bool) -> None:
        try:
            new = await asyncio.to_thread(self._read)
        except SettingsError as error:
            log.warning("settings.ignored", problem=str(error))
            return
        changed = differences(self._settings, new)
        taken = [name for name in changed if name.startswith(TAKEN_OVER)]
        others = [one for one in differences(self._began, new) if not one.startswith(TAKEN_OVER)]
        left = [name for name in others if asked or name in changed]
        back = [name for name in changed if name not in (*taken, *left)]
        if taken:
            self._take_over(new, taken, ticks, courier)
        if back:
            log.info("settings.as-running", names=back)
        if left:
            log.warning("settings.need-restart", names=left)
        if asked and not changed and not left:
            log.info("settings.unchanged")
        if _verbosity(new) < _verbosity(self._settings):  # only now: else nobody would be told
            set_up_logs(new.log_level)
        self._settings = new

    def _take_over(
        self, new: Settings, names: Sequence[str], ticks: Ticks, courier: Courier
    ) -> None:
        self._operators.names = new.operators
        ticks.change(keep=keep_of(new), queues=queues_of(new), scan_seconds=new.folder.scan_seconds)
        courier.change_pace(limits_of(new))
        if _verbosity(new) > _verbosity(self._settings):
            set_up_logs(new.log_level)
        log.info("settings.changed", names=names)


def _verbosity(settings: Settings) -> int:
    return -logging.getLevelNamesMapping()[settings.log_level]


def differences(old: Settings, new: Settings) -> list[str]:
    """Return the dotted names of the settings that differ."""
    before, after = _flat(old), _flat(new)
    return [name for name in before if before[name] != after[name]]


def stamps(paths: Sequence[Path]) -> Stamps:
    """Return when each file changed last, and its size; folders stand for the files in them."""
    found: dict[Path, tuple[int, int]] = {}
    for path in paths:
        try:
            inside = sorted(path.iterdir()) if path.is_dir() else [path]
            for file in inside:
                status = file.stat()
                found[file] = status.st_mtime_ns, status.st_size
        except OSError:
            continue  # not there, or not for us: when that changes, it is seen
    return found


def _flat(section: BaseModel, prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, BaseModel):
            found |= _flat(value, f"{prefix}{name}.")
        else:
            found[prefix + name] = value
    return found
