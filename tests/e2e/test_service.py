"""The service on a real loop: what falls due arrives unasked, what is dropped in is found."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

import pytest

from bot.domain.chats import parse_address
from bot.pipeline.deliver import claim
from bot.ports.chat import Invocation, Role
from bot.runtime.service import serve
from bot.runtime.settings import FolderSettings, Settings
from bot.runtime.wiring import build
from tests.bot.conftest import HARBOR, SPACE
from tests.fakes.world import World

PATIENCE = 20  # seconds, for what takes a fraction of one


class Terminal:
    """The other ends of the pipes of a console."""

    def __init__(self) -> None:
        from_us, to_them = os.pipe()
        from_them, to_us = os.pipe()
        self.stdin = os.fdopen(from_us, encoding="utf-8")
        self.stdout = os.fdopen(to_us, "w", encoding="utf-8")
        self._type = os.fdopen(to_them, "w", encoding="utf-8")
        self._shown = from_them
        os.set_blocking(from_them, False)
        self.text = ""

    def types(self, line: str) -> None:
        self._type.write(f"{line}\n")
        self._type.flush()

    def leaves(self) -> None:
        self._type.close()

    async def shows(self, words: str, *, nudge: Callable[[], None] | None = None) -> None:
        """Wait until the words are on the screen; `nudge` is called between two looks."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.text:
                try:
                    self.text += os.read(self._shown, 65536).decode()
                except BlockingIOError:
                    if nudge is not None:
                        nudge()
                    await asyncio.sleep(0.05)  # a look at a pipe, not a guess at a duration

    def close(self) -> None:
        for stream in (self.stdin, self.stdout, self._type):
            stream.close()
        os.close(self._shown)


@pytest.fixture
def terminal():
    made = Terminal()
    yield made
    made.close()


@pytest.fixture
def world():
    return World()


@pytest.fixture
def app(program, world):
    settings = Settings(
        store=f"sqlite:///{program.folder}/bot.db",
        inbox=program.inbox,
        timezone="UTC",
        folder=FolderSettings(scan_seconds=0.2),
    )
    with build(settings, world.ambient) as made:
        yield made


def ask(app, text: str) -> None:
    app.answerer(
        Invocation(
            address=parse_address("console:local"),
            person="ann",
            role=Role.OPERATOR,
            text=text,
            received_at=app.ambient.now(),
        )
    )


async def test_what_fell_due_while_it_was_away_is_posted_unasked(app, program, world, terminal):
    ask(app, "subscribe everything daily 08:00")
    world.sleep(minutes=1)
    program.put("a.txt", HARBOR)
    app.steps.take_in()
    world.sleep(hours=2)
    serving = asyncio.create_task(serve(app, [app.console(terminal.stdin, terminal.stdout, None)]))
    await terminal.shows("Harbor bridge opens after nine years")
    await terminal.shows("This was due")
    terminal.types("summary 1")
    await terminal.shows("> summary 1")
    assert terminal.text.index("This was due") < terminal.text.index("> summary 1")
    terminal.leaves()
    async with asyncio.timeout(PATIENCE):
        await serving


async def test_what_is_dropped_into_the_inbox_is_found_while_it_runs(app, program, terminal):
    serving = asyncio.create_task(serve(app, [app.console(terminal.stdin, terminal.stdout, None)]))
    terminal.types("status")
    await terminal.shows("0 articles")
    program.put("space/b.txt", SPACE)
    await terminal.shows("1 article, 1 story", nudge=lambda: terminal.types("status"))
    terminal.types("summary moon")
    await terminal.shows("Probe lands on the far side of the moon")
    terminal.leaves()
    async with asyncio.timeout(PATIENCE):
        await serving


async def test_what_no_event_told_of_is_found_by_the_clock(app, program, terminal, monkeypatch):
    async def asleep(*_: object) -> None:
        return

    monkeypatch.setattr("bot.runtime.service.watch_folder", asleep)
    serving = asyncio.create_task(serve(app, [app.console(terminal.stdin, terminal.stdout, None)]))
    terminal.types("status")
    await terminal.shows("0 articles")
    program.put("space/b.txt", SPACE)
    await terminal.shows("1 article, 1 story", nudge=lambda: terminal.types("status"))
    terminal.leaves()
    async with asyncio.timeout(PATIENCE):
        await serving


async def test_a_question_is_answered_while_a_large_inbox_is_taken_in(app, program, terminal):
    for number in range(200):
        program.put(f"{number}.txt", HARBOR.replace("2,100", f"{number},100"))
    serving = asyncio.create_task(serve(app, [app.console(terminal.stdin, terminal.stdout, None)]))
    terminal.types("help")
    await terminal.shows("subscribe")
    terminal.leaves()
    async with asyncio.timeout(PATIENCE):
        await serving


async def test_leaving_does_not_wait_for_a_large_inbox(app, program, terminal):
    for number in range(1500):
        program.put(f"{number}.txt", HARBOR.replace("2,100", f"{number},100"))
    serving = asyncio.create_task(serve(app, [app.console(terminal.stdin, terminal.stdout, None)]))
    terminal.types("status")
    await terminal.shows("Archive")
    terminal.leaves()
    async with asyncio.timeout(PATIENCE):
        await serving
    with app.store.snapshot() as tx:
        assert tx.stories.count() == 0  # it had hardly begun, and goes on the next time


async def test_a_digest_that_a_kill_cut_off_is_shown_at_the_next_start(
    app, program, world, terminal
):
    ask(app, "subscribe everything daily 08:00")
    world.sleep(minutes=1)
    program.put("a.txt", HARBOR)
    app.steps.take_in()
    world.sleep(hours=2)
    app.steps.plan()
    assert claim(app.store, {"console"}, world.ambient) is not None  # and then it was killed
    terminal.types("status")
    serving = asyncio.create_task(serve(app, [app.console(terminal.stdin, terminal.stdout, None)]))
    await terminal.shows("> status")
    world.sleep(minutes=1)
    await terminal.shows("Harbor bridge opens after nine years")
    terminal.leaves()
    async with asyncio.timeout(PATIENCE):
        await serving


async def test_an_adapter_that_cannot_open_ends_it_with_its_error(app, terminal):
    from bot.domain.errors import SettingsError

    terminal.stdout.close()
    with pytest.raises(SettingsError):
        await serve(app, [app.console(terminal.stdin, terminal.stdout, None)])
