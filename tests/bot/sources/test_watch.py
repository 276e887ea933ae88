"""Watching a folder: events wake, and nothing that happens to the folder ends it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.sources.watch import watch_folder

PATIENCE = 20


class Wakes:
    """Counts the wakes, and can be waited for."""

    def __init__(self) -> None:
        self.woken = asyncio.Event()

    def __call__(self) -> None:
        self.woken.set()

    async def after(self, path: Path) -> None:
        """Write to `path` until that wakes: nothing tells when the watch has begun."""
        self.woken.clear()
        async with asyncio.timeout(PATIENCE):
            while not self.woken.is_set():
                await asyncio.to_thread(_touch, path)
                await _look_away(self.woken)


def _touch(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(path.read_text() + "more" if path.exists() else "text")


async def _look_away(woken: asyncio.Event) -> None:
    await asyncio.wait({asyncio.ensure_future(woken.wait())}, timeout=0.3)


@asynccontextmanager
async def watching(root: Path) -> AsyncIterator[Wakes]:
    wakes, stop = Wakes(), asyncio.Event()
    task = asyncio.create_task(watch_folder(root, wakes, stop, retry_seconds=0.05))
    yield wakes
    assert not task.done()
    stop.set()
    async with asyncio.timeout(PATIENCE):
        await task


async def test_a_new_file_wakes(tmp_path: Path) -> None:
    async with watching(tmp_path) as wakes:
        await wakes.after(tmp_path / "a.txt")


async def test_a_file_in_a_sub_folder_wakes(tmp_path: Path) -> None:
    (tmp_path / "space").mkdir()
    async with watching(tmp_path) as wakes:
        await wakes.after(tmp_path / "space" / "a.txt")


async def test_a_folder_that_comes_later_is_waited_for_and_wakes(tmp_path: Path) -> None:
    root = tmp_path / "later"
    async with watching(root) as wakes:
        await wakes.after(root / "a.txt")


async def test_a_folder_that_vanishes_and_comes_back_is_watched_again(tmp_path: Path) -> None:
    root = tmp_path / "inbox"
    root.mkdir()
    async with watching(root) as wakes:
        await wakes.after(root / "a.txt")
        await asyncio.to_thread(shutil.rmtree, root)
        await wakes.after(root / "b.txt")
        await wakes.after(root / "c.txt")


async def test_stopping_before_it_began_is_fine(tmp_path: Path) -> None:
    stop = asyncio.Event()
    stop.set()
    await watch_folder(tmp_path / "none", lambda: None, stop)
