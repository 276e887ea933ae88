"""From what a person said to what we say back: the one way in for every platform."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.commands.parse import parse
from bot.commands.registry import COMMANDS
from bot.commands.spec import Command, Desk
from bot.domain.chats import Chat
from bot.domain.errors import NotAllowed, PersonError, StoreBusy
from bot.messages.blocks import Message, Paragraph
from bot.messages.replies import plain, said
from bot.messages.wording import Wording, wording
from bot.ports.ambient import Ambient
from bot.ports.chat import Invocation
from bot.ports.store import Store

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerer:
    """Answers invocations; may be called from several threads."""

    store: Store
    ambient: Ambient
    default_chat: Callable[[Invocation], Chat]
    commands: tuple[Command, ...] = COMMANDS

    def __call__(self, invocation: Invocation) -> Message:
        """Return the answer to what a person said; never raises for what they said."""
        try:
            return self._run(invocation)
        except PersonError as error:
            return Message((Paragraph(plain(str(error))),))
        except StoreBusy:
            return said(wording(), "error.busy")
        except Exception:  # the border to a person: they get a number, the log gets the rest
            reference = self.ambient.new_id()[-8:]
            log.exception("answer.failed", reference=reference, address=str(invocation.address))
            return said(wording(), "error.ours", reference=reference)

    def _run(self, invocation: Invocation) -> Message:
        desk = Desk(
            store=self.store,
            ambient=self.ambient,
            now=self.ambient.now(),
            invocation=invocation,
            default_chat=self.default_chat,
            commands=self.commands,
        )
        words = self._words(desk)
        command, arguments = parse(invocation.text, self.commands, words)
        if invocation.role.value < command.audience.value.value:
            raise NotAllowed(words.say("error.not-allowed", command=command.name))
        return command.run(desk, **arguments)

    def _words(self, desk: Desk) -> Wording:
        with self.store.snapshot() as tx:
            return desk.words(desk.chat(tx))
