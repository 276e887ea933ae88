"""The service on a real loop: what falls due arrives unasked, what is dropped in is found."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.chats import parse_address
from bot.domain.errors import SettingsError
from bot.pipeline.deliver import claim
from bot.ports.chat import Invocation, Role
from bot.runtime.service import serve
from bot.runtime.settings import FolderSettings, Settings
from bot.runtime.wiring import build
from tests.bot.conftest import HARBOR, SPACE
from tests.fakes.builders import a_delivery
from tests.fakes.posting import PostingAdapter
from tests.fakes.world import World

PATIENCE = 40  # seconds, for what takes a fraction of one


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
    serving = asyncio.create_task(serve(app, [app.console(terminal.stdin, terminal.stdout)]))
    await terminal.shows("Harbor bridge opens after nine years")
    await terminal.shows("This was due")
    terminal.types("summary 1")
    await terminal.shows("> summary 1")
    assert terminal.text.index("This was due") < terminal.text.index("> summary 1")
    terminal.leaves()
    async with asyncio.timeout(PATIENCE):
        await serving


async def test_what_is_dropped_into_the_inbox_is_found_while_it_runs(app, program, terminal):
    serving = asyncio.create_task(serve(app, [app.console(terminal.stdin, terminal.stdout)]))
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
    serving = asyncio.create_task(serve(app, [app.console(terminal.stdin, terminal.stdout)]))
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
    serving = asyncio.create_task(serve(app, [app.console(terminal.stdin, terminal.stdout)]))
    terminal.types("help")
    await terminal.shows("subscribe")
    terminal.leaves()
    async with asyncio.timeout(PATIENCE):
        await serving


async def test_leaving_does_not_wait_for_a_large_inbox(app, program, terminal):
    for number in range(1500):
        program.put(f"{number}.txt", HARBOR.replace("2,100", f"{number},100"))
    serving = asyncio.create_task(serve(app, [app.console(terminal.stdin, terminal.stdout)]))
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
    assert claim(app.store, {"console"}, world.ambient)  # and then it was killed
    terminal.types("status")
    serving = asyncio.create_task(serve(app, [app.console(terminal.stdin, terminal.stdout)]))
    await terminal.shows("> status")
    world.sleep(minutes=1)
    await terminal.shows("Harbor bridge opens after nine years")
    terminal.leaves()
    async with asyncio.timeout(PATIENCE):
        await serving


async def test_an_adapter_that_cannot_open_ends_it_with_its_error(app, terminal):
    terminal.stdout.close()
    with pytest.raises(SettingsError):
        await serve(app, [app.console(terminal.stdin, terminal.stdout)])


class Platformless(PostingAdapter):
    """A chat platform that listens until it is stopped, and says when it does."""

    async def listen(self, listener):
        self.came.set()
        await super().listen(listener)


def seize(app, world, owner="elsewhere 7 x"):
    """Take the lease as a process on another machine would, once ours has run out."""
    with app.store.transaction() as tx:
        later = world.now + timedelta(hours=9)
        return tx.leases.take("serve telegram", owner, world.now, later)


async def test_a_second_process_does_not_serve_the_same_chats(app, world):
    first, second = (Platformless(now=lambda: world.now) for _ in range(2))
    serving = asyncio.create_task(serve(app, [first]))
    async with asyncio.timeout(PATIENCE):
        await first.came.wait()
    with pytest.raises(SettingsError, match="serves telegram from this store already"):
        await serve(app, [second], patience=0)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    stop = asyncio.Event()
    stop.set()
    await serve(app, [second], stop=stop, patience=0)  # the first gave it back


async def test_a_process_that_was_asleep_while_another_took_over_posts_no_more_and_ends(app, world):
    adapter = Platformless(now=lambda: world.now)
    serving = asyncio.create_task(serve(app, [adapter]))
    async with asyncio.timeout(PATIENCE):
        await adapter.came.wait()
    world.sleep(minutes=10)
    assert seize(app, world) is None
    with app.store.transaction() as tx:
        later = world.now + timedelta(hours=6)
        tx.outbox.add(a_delivery(due_at=world.now, expires_at=later))
    with pytest.raises(SettingsError, match="Process 7 on elsewhere"):
        async with asyncio.timeout(PATIENCE):
            await serving
    assert adapter.asked == []
    assert seize(app, world) is None  # it took nothing away from the other


async def test_a_process_that_was_asleep_alone_goes_on(app, world):
    adapter = Platformless(now=lambda: world.now)
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(app, [adapter], stop=stop))
    async with asyncio.timeout(PATIENCE):
        await adapter.came.wait()
        adapter.came.clear()
        world.sleep(minutes=10)
        with app.store.transaction() as tx:
            later = world.now + timedelta(hours=6)
            tx.outbox.add(a_delivery(due_at=world.now, expires_at=later))
        await adapter.came.wait()
    stop.set()
    async with asyncio.timeout(PATIENCE):
        await serving
    assert len(adapter.posts) == 1
