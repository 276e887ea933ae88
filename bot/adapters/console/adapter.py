"""The console as a chat platform: one terminal, or one pair of pipes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TextIO

from bot.adapters.console.errors import nobody_reads
from bot.adapters.console.lines import Lines
from bot.adapters.console.output import Output
from bot.domain.chats import ChatAddress, Platform
from bot.domain.deliveries import Body, Receipt
from bot.domain.errors import PostError, SettingsError, Unreachable
from bot.messages.wording import wording
from bot.ports.chat import Invocation, Listener, Role
from bot.render.safe import safe_line
from bot.render.terminal import render

if TYPE_CHECKING:
    from bot.adapters.console.prompt import Prompt

LOCAL = ChatAddress(platform=Platform.CONSOLE.value, chat="local")
"""The only chat there is on a console."""

LEAVE = "quit"
_LEAVES = frozenset({LEAVE, "exit"})


class ConsoleAdapter:
    """A chat with the person at the terminal, or with a script through pipes.

    On a terminal it prompts, with completion and what was typed before. Otherwise it reads lines to
    the end and repeats each before its answer; empty lines and comments (`# …`) are passed over.
    """

    platform = Platform.CONSOLE

    def __init__(
        self,
        *,
        stdin: TextIO,
        stdout: TextIO,
        commands: Sequence[tuple[str, str]],
        now: Callable[[], datetime],
    ) -> None:
        """Keep what it speaks through; nothing is read or written before `listen` and `post`.

        `commands` are names that can be completed, each with a line that says what it does.
        """
        self._stdin = stdin
        self._stdout = stdout
        self._output = Output(stdout)
        self._commands = commands
        self._now = now
        self._input: Lines | Prompt | None = None  # while listening
        self._closed = False
        self._posted = 0
        self._idle = asyncio.Event()  # nobody waits for an answer
        self._idle.set()

    async def open(self) -> bool:
        """Look whether there is something to read from and to write to.

        Raises:
            SettingsError: there is not.
        """
        if self._stdin.closed or self._stdout.closed:
            raise SettingsError("The console needs an open input and output.")
        return True

    async def listen(self, listener: Listener) -> None:
        """Answer line after line until there are no more, the person leaves or nobody reads.

        Raises:
            PostError: what is said cannot be written, though somebody may want to read it.
        """
        if self._closed:
            return
        self._input = self._open_input()
        try:
            while (line := await self._input.next_line()) is not None:
                text = line.strip()
                if text.removeprefix("/").casefold() in _LEAVES:
                    break
                if text and not text.startswith("#"):
                    await self._reply(text, listener, echoes=self._input.echoes)
        except PostError as error:
            if not nobody_reads(error):  # such as a full disk
                raise
        finally:
            self._input.stop()
            self._input = None

    async def post(self, address: ChatAddress, body: Body, *, key: str) -> Receipt:
        """Print one body, above the prompt if there is one, and an empty line after it.

        Raises:
            NotSent: the output is closed.
            Unknown: the output broke while it was written to.
            Unreachable: the address is not that of this console.
            Refused: the body is not for a terminal.
        """
        del key  # what is printed cannot be looked up again
        if address != LOCAL:
            raise Unreachable(f"{address} is not the console in front of us, {LOCAL}.")
        await self._show(self._output.fit(body) + "\n\n")
        self._posted += 1
        return Receipt(message_id=f"{self._now():%Y%m%dT%H%M%S.%f}-{self._posted}")

    async def edit(self, address: ChatAddress, receipt: Receipt, body: Body) -> None:
        """Raise NotImplementedError: what is printed stays."""
        raise NotImplementedError("What is printed on a console stays as it is.")

    async def find(self, address: ChatAddress, key: str, *, since: datetime) -> Receipt | None:
        """Raise NotImplementedError: a console does not remember."""
        raise NotImplementedError("A console cannot tell what was printed on it.")

    async def close(self) -> None:
        """Let the answer that somebody waits for be printed, then stop; safe to call twice."""
        self._closed = True
        if self._input is not None:
            self._input.stop()
        await self._idle.wait()
        await self._output.close()

    def _open_input(self) -> Lines | Prompt:
        if not (self._stdin.isatty() and self._stdout.isatty()):
            return Lines(self._stdin)
        from bot.adapters.console.prompt import Prompt  # half a second to load

        return Prompt(
            stdin=self._stdin,
            stdout=self._stdout,
            commands=[*self._commands, (LEAVE, wording().say("console.leave"))],
        )

    async def _reply(self, text: str, listener: Listener, *, echoes: bool) -> None:
        self._idle.clear()
        try:
            if echoes:
                await self._show(f"> {safe_line(text)}\n")
            invocation = Invocation(
                address=LOCAL,
                person="local",
                role=Role.OPERATOR,  # whoever can type here owns the process
                text=text,
                received_at=self._now(),
            )
            for body in render(await listener.answer(invocation)):
                await self.post(LOCAL, body, key="")
        finally:
            self._idle.set()

    async def _show(self, text: str) -> None:
        await self._output.put(text, through=self._input.show if self._input else None)
