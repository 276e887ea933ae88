"""The prompt on a terminal. The only file that knows prompt_toolkit; imported when needed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.application.current import create_app_session
from prompt_toolkit.application.run_in_terminal import run_in_terminal
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import create_output
from prompt_toolkit.patch_stdout import patch_stdout

from bot.messages.wording import wording

_MENU_LINES = 6  # what the prompt keeps free below it for completions


class Prompt:
    """Asks for lines on a terminal, with history and completion, until the person leaves."""

    echoes = False  # the terminal shows what is typed

    def __init__(
        self,
        *,
        stdin: TextIO,
        stdout: TextIO,
        commands: Sequence[tuple[str, str]],
    ) -> None:
        self._leaving = False  # Ctrl-C was pressed; the next one leaves
        self._stopped = False
        self._input = create_input(stdin)
        self._output = create_output(stdout)
        self._session: PromptSession[str] = PromptSession(
            FormattedText([("bold", "> ")]),
            input=self._input,
            output=self._output,
            history=InMemoryHistory(),  # what people ask for stays on no disk
            completer=CommandCompleter(commands),
            key_bindings=self._keys(),
            placeholder=self._placeholder,
            reserve_space_for_menu=_MENU_LINES,
        )
        self._session.default_buffer.on_text_changed += self._stay

    async def next_line(self) -> str | None:
        """Wait for the next line and return it; None if the person leaves."""
        self._leaving = False
        if self._stopped:
            return None
        try:
            # Whatever else the process prints meanwhile, such as a warning, goes above the prompt.
            with create_app_session(self._input, self._output), patch_stdout(raw=True):
                return await self._session.prompt_async()
        except (EOFError, KeyboardInterrupt):
            return None

    async def show(self, write: Callable[[], None]) -> None:
        """Take the prompt away, write to the output, and put the prompt back below."""
        context = self._session.app.context
        if context is None or not self._session.app.is_running:
            await asyncio.to_thread(write)
        else:  # the library finds its prompt through the context
            await context.run(run_in_terminal, write, in_executor=True)

    def stop(self) -> None:
        """End the asking; whoever waits for a line gets None."""
        self._stopped = True
        if self._session.app.is_running and not self._session.app.is_done:
            self._session.app.exit(exception=EOFError)

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()

        @keys.add("c-c")
        @keys.add("<sigint>")
        def clear_or_leave(event: KeyPressEvent) -> None:
            if self._leaving and not event.current_buffer.text:
                event.app.exit(exception=EOFError)
                return
            event.current_buffer.reset()
            self._leaving = True

        return keys

    def _placeholder(self) -> FormattedText:
        hint = wording().say("console.leave-hint") if self._leaving else ""
        return FormattedText([("class:placeholder ansibrightblack", hint)])

    def _stay(self, _: object) -> None:
        self._leaving = False


class CommandCompleter(Completer):
    """Completes the names of commands, alone and after `help`."""

    def __init__(self, commands: Sequence[tuple[str, str]]) -> None:
        self._commands = sorted(commands)

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """Yield the commands that the word at the cursor may become."""
        del complete_event  # asked for or while typing: the same
        first, space, rest = document.text_before_cursor.lstrip().removeprefix("/").partition(" ")
        if space and first.casefold() != "help":
            return
        word = rest.lstrip() if space else first
        for name, summary in self._commands:
            if name.startswith(word.casefold()):
                yield Completion(name, start_position=-len(word), display_meta=summary)
