"""The prompt on a real pseudo-terminal, with a person's keys."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pty
import re
import termios
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.adapters.console import LOCAL, ConsoleAdapter
from bot.messages.blocks import Code, Message, Paragraph, Plain
from bot.ports.chat import Invocation
from bot.render.terminal import render
from tests.contract.chats.listener import EchoListener

COMMANDS = (("schedule", "when it comes"), ("subscribe", "get it"), ("help", "what there is"))
CTRL_C, CTRL_D, TAB, ENTER, UP = "\x03", "\x04", "\t", "\r", "\x1b[A"


def reply(text: str) -> Message:
    return Message((Paragraph((Plain("You said "), Code(text))),))


async def echo(invocation: Invocation) -> Message:
    return reply(invocation.text)


class Screen:
    """A terminal with a person before it."""

    def __init__(self) -> None:
        self._person, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        os.set_blocking(self._person, False)
        self.stdin = os.fdopen(theirs, encoding="utf-8")
        self.stdout = os.fdopen(os.dup(theirs), "w", encoding="utf-8")
        self.raw = ""  # what was shown since the last condition was met
        self.adapter = ConsoleAdapter(
            stdin=self.stdin,
            stdout=self.stdout,
            commands=COMMANDS,
            now=lambda: datetime(2021, 6, 18, tzinfo=UTC),
        )

    def press(self, *keys: str) -> None:
        os.write(self._person, "".join(keys).encode())

    async def shows(self, text: str) -> None:
        """Wait until `text` appears after what was waited for before."""
        async with asyncio.timeout(10):
            while text not in (seen := self._seen()):
                await self._something_new()
        self.raw = seen.split(text, 1)[1]

    def _seen(self) -> str:
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.raw)

    async def _something_new(self) -> None:
        loop = asyncio.get_running_loop()
        readable = asyncio.Event()
        loop.add_reader(self._person, readable.set)
        try:
            await readable.wait()
        finally:
            loop.remove_reader(self._person)
        self.raw += os.read(self._person, 10_000).decode()

    def close(self) -> None:
        self.stdin.close()
        self.stdout.close()
        os.close(self._person)


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "1")  # nobody here answers where the cursor is
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
async def screen() -> AsyncIterator[Screen]:
    opened = Screen()
    yield opened
    await opened.adapter.close()
    opened.close()


@contextlib.asynccontextmanager
async def listening(screen: Screen) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(screen.adapter.listen(EchoListener(echo)))
    await screen.shows(">")
    yield task
    await screen.adapter.close()
    await asyncio.wait_for(task, 10)


async def test_what_is_typed_is_answered(screen: Screen) -> None:
    async with listening(screen):
        screen.press("summary 3", ENTER)
        await screen.shows("You said summary 3")
        await screen.shows(">")


async def test_answers_are_colored(screen: Screen) -> None:
    async with listening(screen):
        screen.press("status", ENTER)
        async with asyncio.timeout(10):
            while "\x1b[36mstatus\x1b[0m" not in screen.raw:
                await screen._something_new()


async def test_a_post_appears_above_what_is_being_typed(screen: Screen) -> None:
    async with listening(screen):
        screen.press("summ")
        await screen.shows("summ")
        (body,) = render(reply("good morning"))
        await screen.adapter.post(LOCAL, body, key="k1")
        await screen.shows("You said good morning")
        await screen.shows(">")
        await screen.shows("summ")
        screen.press("ary", ENTER)
        await screen.shows("You said summary")


async def test_tab_completes_a_command(screen: Screen) -> None:
    async with listening(screen):
        screen.press("sch")
        await screen.shows("when it comes")
        screen.press(TAB)
        await screen.shows("schedule")
        screen.press(ENTER)
        await screen.shows("You said schedule")


async def test_tab_completes_a_command_after_help(screen: Screen) -> None:
    async with listening(screen):
        screen.press("/help sub")
        await screen.shows("get it")
        screen.press(TAB)
        await screen.shows("subscribe")
        screen.press(ENTER)
        await screen.shows("You said /help subscribe")


async def test_what_was_typed_comes_back(screen: Screen) -> None:
    async with listening(screen):
        screen.press("summary 3", ENTER)
        await screen.shows("You said summary 3")
        await screen.shows(">")
        screen.press(UP)
        await screen.shows("summary 3")
        screen.press(ENTER)
        await screen.shows("You said summary 3")


async def test_ctrl_c_clears_the_line_and_once_more_leaves(screen: Screen) -> None:
    async with listening(screen) as task:
        screen.press("subscribe everyth", CTRL_C)
        await screen.shows("Ctrl-C once more to leave")
        assert not task.done()
        screen.press(CTRL_C)
        await asyncio.wait_for(task, 10)


async def test_typing_after_ctrl_c_is_no_leaving(screen: Screen) -> None:
    async with listening(screen):
        screen.press(CTRL_C)
        await screen.shows("once more to leave")
        screen.press("x")
        await screen.shows("x")
        screen.press(CTRL_C)
        await screen.shows("once more to leave")
        screen.press("status", ENTER)
        await screen.shows("You said status")


@pytest.mark.parametrize("keys", [CTRL_D, "quit\r", "exit\r", "/quit\r", " Quit \r"])
async def test_there_are_ways_to_leave(screen: Screen, keys: str) -> None:
    async with listening(screen) as task:
        screen.press(keys)
        await asyncio.wait_for(task, 10)


async def test_closing_ends_a_waiting_prompt(screen: Screen) -> None:
    async with listening(screen) as task:
        screen.press("half a li")
        await screen.shows("half a li")
        await screen.adapter.close()
        await asyncio.wait_for(task, 10)


async def test_an_empty_line_is_no_question(screen: Screen) -> None:
    async with listening(screen):
        screen.press(ENTER, "   ", ENTER, "status", ENTER)
        await screen.shows("You said status")
        assert "You said" not in screen.raw
