"""A listener that keeps what an adapter tells of, and says what a test wants it to say."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeAlias

from bot.domain.chats import ChatAddress, Platform
from bot.messages.blocks import Message, Paragraph, Plain
from bot.messages.forms import Form
from bot.ports.chat import Invocation
from bot.ports.records import Heard

Answer: TypeAlias = Callable[[Invocation], Awaitable[Message]]

NOTHING = Message(())


def reply(text: str) -> Message:
    return Message((Paragraph((Plain(text),)),))


async def echo(invocation: Invocation) -> Message:
    return reply(f"You said {invocation.text}.")


class EchoListener:
    """A `bot.ports.chat.Listener`; a test replaces what it wants answered differently."""

    def __init__(self, answer: Answer = echo) -> None:
        self.heard: list[Invocation] = []
        self.told: list[tuple[object, ...]] = []  # what became of chats: "moved", "gone", "back"
        self.looked_up: list[Invocation] = []
        self.found = NOTHING
        self.overviews: list[tuple[Invocation, Mapping[ChatAddress, str]]] = []
        self.overview_message = reply("What you get.")
        self.settings = Form(title="Settings", submit="Save", cancel="Cancel", fields=())
        self.submitted: list[Mapping[str, str]] = []
        self.submit_message = reply("Saved.")
        self.open: dict[str, Heard] = {}  # what was kept and not answered
        self.known: set[str] = set()
        self.begun: list[str] = []
        self.finished: list[str] = []
        self.rests_in: str | None = None  # the language of chats with subscriptions
        self.ring: Callable[[], None] = lambda: None  # called when something was told
        self._answer = answer

    async def hear(self, heard: Sequence[Heard]) -> Sequence[Heard]:
        new = [one for one in heard if one.id not in self.known]
        self.known |= {one.id for one in new}
        self.open |= {one.id: one for one in new}
        return new

    async def unanswered(self, platform: Platform) -> Sequence[Heard]:
        return [one for one in self.open.values() if one.platform == platform.value]

    async def begin(self, heard: Heard) -> None:
        assert heard.id in self.open
        self.begun.append(heard.id)

    async def done(self, heard: Heard) -> None:
        self.open.pop(heard.id)
        self.finished.append(heard.id)
        self.ring()

    async def answer(self, invocation: Invocation) -> Message:
        self.heard.append(invocation)
        return await self._answer(invocation)

    async def look_up(self, invocation: Invocation) -> Message:
        self.looked_up.append(invocation)
        self.ring()
        return self.found

    async def overview(self, invocation: Invocation, others: Mapping[ChatAddress, str]) -> Message:
        self.overviews.append((invocation, others))
        return self.overview_message

    async def form(self, invocation: Invocation) -> Form:
        self.heard.append(invocation)
        return self.settings

    async def submit(self, invocation: Invocation, values: Mapping[str, str]) -> Message:
        self.heard.append(invocation)
        self.submitted.append(values)
        return self.submit_message

    async def moved(self, old: ChatAddress, new: ChatAddress) -> None:
        self.told.append(("moved", old, new))
        self.ring()

    async def gone(self, address: ChatAddress, reason: str) -> str | None:
        self.told.append(("gone", address, reason))
        self.ring()
        return self.rests_in

    async def back(
        self, address: ChatAddress, *, alone: bool = False, after: str | None = None
    ) -> None:
        how = [*(["alone"] if alone else []), *([after] if after else [])]
        self.told.append(("back", address, *how))
        self.ring()
