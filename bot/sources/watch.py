"""Watch a folder, to look at it at once when something happens there.

Events only wake a scan, they are never believed: watching misses files in folders that were made
a moment ago, files on network drives, and everything that happened while nobody watched. The scan
that the clock starts every few seconds finds all of that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

_RETRY_SECONDS: Final = 5.0


async def watch_folder(
    root: Path,
    wake: Callable[[], None],
    stop: asyncio.Event,
    *,
    retry_seconds: float = _RETRY_SECONDS,
) -> None:
    """Call `wake` soon after anything below `root` changed, until `stop` is set.

    A folder that does not exist yet, was removed or cannot be watched is tried again every
    `retry_seconds`; one that came back wakes, as nobody knows what happened in between.
    """
    root = await asyncio.to_thread(root.absolute)
    is_first = True
    while not stop.is_set():
        identity = await asyncio.to_thread(_identity, root)
        if identity is not None:
            if not is_first:
                wake()
            await _watch(root, identity, wake, stop, retry_seconds)
        is_first = False
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), retry_seconds)


async def _watch(
    root: Path,
    identity: tuple[int, int],
    wake: Callable[[], None],
    stop: asyncio.Event,
    retry_seconds: float,
) -> None:
    """Watch until `stop` is set or `root` is no longer the folder that it was."""
    from watchfiles import Change, awatch  # 140 ms of imports that only a service needs

    try:
        async for changes in awatch(
            root,
            watch_filter=None,
            stop_event=stop,
            rust_timeout=round(retry_seconds * 1000),
            yield_on_timeout=True,  # a removed folder falls silent: look whether it is still there
        ):
            if changes:
                wake()
            # A folder made anew may get the old one's inode, so its end is listened for as well
            if (Change.deleted, str(root)) in changes or identity != await asyncio.to_thread(
                _identity, root
            ):
                return
    except (OSError, RuntimeError):
        return  # such as too many watches on this machine; the scans go on


def _identity(root: Path) -> tuple[int, int] | None:
    try:
        status = root.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
