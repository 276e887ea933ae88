"""Names that nobody answers for hold up nobody else."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.sources.fetch import Fetcher
from bot.sources.fetch_errors import ReachError
from bot.sources.lookups import Lookups
from tests.hostile.website import answer, website


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let the system's resolver hang for names of `.slow`; return those that it was asked for."""
    asked: list[str] = []
    end = threading.Event()
    system = socket.getaddrinfo

    def look(host: str, *more: object, **named: object) -> object:
        if str(host).endswith(".slow"):
            asked.append(host)
            end.wait()
            raise socket.gaierror(socket.EAI_AGAIN, "nobody answers")
        return system("127.0.0.1" if str(host).endswith(".test") else host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look)
    yield asked
    end.set()


async def test_a_name_is_looked_up_by_the_system():
    (first, *_) = await Lookups().resolve("localhost", 80, socket.AF_INET)
    assert (first["hostname"], first["host"], first["port"]) == ("localhost", "127.0.0.1", 80)


async def test_a_name_that_there_is_not_is_an_error():
    with pytest.raises(OSError, match=r".*"):
        await Lookups().resolve("a" * 70 + ".invalid", 80)


async def test_names_that_are_never_answered_hold_up_neither_others_nor_the_service(silent):
    async with (
        website() as site,
        Fetcher(
            now=lambda: datetime(2026, 11, 23, tzinfo=UTC), allow=lambda *_: True, delay=0.0
        ) as client,
    ):
        site.pages["/"] = answer("words")
        hanging = [
            asyncio.create_task(client.fetch(f"http://n{number}.slow/")) for number in range(40)
        ]
        async with asyncio.timeout(60):
            while len(silent) < 40:
                assert await asyncio.to_thread(lambda: "at work") == "at work"
                await asyncio.sleep(0.01)
            assert (await client.fetch(site.url("/", "news.test"))).body == b"words"
            troubles = await asyncio.gather(*hanging, return_exceptions=True)
    assert all(isinstance(one, ReachError) for one in troubles)


async def test_there_are_never_more_threads_than_allowed(silent):
    names = Lookups(most=3)
    waiting = [asyncio.create_task(names.resolve(f"n{number}.slow")) for number in range(9)]
    async with asyncio.timeout(60):
        while len(silent) < 3:  # noqa: ASYNC110 -- threads fill it
            await asyncio.sleep(0.01)
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert len(silent) == 3
