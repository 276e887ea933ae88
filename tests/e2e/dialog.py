"""A process of the program that asks, and somebody who answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.e2e.conftest import Program

PATIENCE = 120  # seconds: all is loaded, and samples are read, before the first question


@dataclass
class Dialog:
    """A process that asks, and somebody who answers."""

    process: asyncio.subprocess.Process
    told: str = ""
    read: int = 0  # characters of it that were waited for

    async def asks(self, words: str, answer: str | None = "") -> None:
        """Read on until it says something, and answer, with Enter alone by default."""
        async with asyncio.timeout(PATIENCE):
            while (found := self.told.find(words, self.read)) < 0:
                more = await self.process.stdout.read(4096)
                assert more, self.told
                self.told += more.decode()
        self.read = found + len(words)
        if answer is not None:
            self.process.stdin.write(f"{answer}\n".encode())
            await self.process.stdin.drain()

    async def ends(self) -> int:
        """Read the rest; return the exit code."""
        out, _ = await asyncio.wait_for(self.process.communicate(), PATIENCE)
        self.told += out.decode()
        return self.process.returncode


@asynccontextmanager
async def beginning(program: Program, *arguments: str, **environment: str) -> AsyncIterator[Dialog]:
    """Start the program; it is killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        *program.command(*arguments),
        cwd=program.folder,
        env=program.environment(PYTHONUNBUFFERED="1", **environment),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    dialog = Dialog(process)
    try:
        yield dialog
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
