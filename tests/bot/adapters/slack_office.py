"""A fake Slack with a team, a person, a channel, and our adapter listening in it."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import time
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.adapters.slack import SlackAdapter
from bot.adapters.slack.manifest import EVENTS, SCOPES
from bot.domain.chats import ChatAddress
from bot.messages.blocks import Choice, Choices, Message, Paragraph, Plain
from bot.ports.chat import Invocation
from bot.ports.installations import Installation
from tests.contract.chats.listener import EchoListener, reply
from tests.fakes.slack_api import SlackApi
from tests.fakes.slack_world import Channel

NOW = datetime(2021, 6, 18, 8, tzinfo=UTC)
PATIENCE = 40


class Desk(EchoListener):
    """A listener whose answers a test writes down beforehand, by command line."""

    def __init__(self) -> None:
        self._started = False
        super().__init__(self._say)
        self.answers: dict[str, Message] = {}

    async def _say(self, invocation: Invocation) -> Message:
        return self.answers.get(invocation.text, reply(f"You said {invocation.text}."))

    @property
    def last(self) -> Invocation:
        return self.heard[-1]

    async def back(
        self, address: ChatAddress, *, alone: bool = False, after: str | None = None
    ) -> None:
        """Take note, but for what is told at each start: the workspace of the settings is there."""
        if self._started or str(address) != "slack:T1/*":
            await super().back(address, alone=alone, after=after)
        self._started = True

    async def was_told(self, *what: object) -> None:
        await until(lambda: what in [told[: len(what)] for told in self.told])


class Memory:
    """Installations in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Installation] = {}
        self.states: set[str] = set()

    def save(self, installation: Installation) -> None:
        self.kept[installation.workspace] = installation

    def find(self, workspace: str) -> Installation | None:
        return self.kept.get(workspace)

    def remove(self, workspace: str) -> None:
        self.kept.pop(workspace, None)

    def all(self) -> list[Installation]:
        return list(self.kept.values())

    def new_state(self) -> str:
        state = f"state-{len(self.states)}"
        self.states.add(state)
        return state

    def take_state(self, state: str) -> bool:
        known = state in self.states
        self.states.discard(state)
        return known


@dataclasses.dataclass(kw_only=True)
class Office:
    """Where Ann works."""

    api: SlackApi
    desk: Desk
    adapter: SlackAdapter
    task: asyncio.Task[None]

    def __post_init__(self) -> None:
        self.team = self.api.team("T1")
        self.ann = self.team.person("Ann")
        self.bob = self.team.person("Bob")
        self.news = self.team.channel("news")
        self.news.members.add(self.ann.id)
        self.dm = self.team.dm(self.ann)

    def uses_up_addresses(self) -> None:
        """Let every response_url so far have been used as often as Slack allows."""
        for url in self.api.response_urls.values():
            url.uses = 5


def address(channel: Channel, thread: str | None = None) -> ChatAddress:
    return ChatAddress(platform="slack", workspace=channel.team.id, chat=channel.id, thread=thread)


def new_adapter(api: SlackApi, **settings: Any) -> SlackAdapter:
    given: dict[str, Any] = {
        "bot_token": api.team("T1").bot_token,
        "app_token": api.app_token,
        "signing_secret": None,
        "http_host": "127.0.0.1",
        "http_port": None,
        "client_id": None,
        "client_secret": None,
        "installations": None,
        "changers": "anyone",
        "operators": frozenset(),
        "now": lambda: NOW,
        "read_text": lambda _, content: content.decode(),
        "max_document_bytes": 1000,
        "base_url": api.base_url,
        "seconds": 5,
        "ping_seconds": 10,
    }
    return SlackAdapter(**{**given, **settings})


@contextlib.asynccontextmanager
async def office(*, api: SlackApi | None = None, **settings: Any) -> AsyncIterator[Office]:
    """Let the adapter listen, until the end of the test; nothing odd may be seen by Slack."""
    api = api or SlackApi()
    async with api:
        api.team("T1").grant(SCOPES)  # no more than the manifest asks for
        api.subscriptions = set(EVENTS)
        api.commands = {"/digest", "/summary"}
        adapter = new_adapter(api, **settings)
        await adapter.open()
        desk = Desk()
        task = asyncio.create_task(adapter.listen(desk))
        if settings.get("http_port") is None or not settings.get("signing_secret"):
            await api.connected()
        try:
            yield Office(api=api, desk=desk, adapter=adapter, task=task)
        finally:
            await adapter.close()
            await asyncio.wait_for(task, PATIENCE)
        assert api.complaints == []


async def until(is_so: Callable[[], object]) -> None:
    """Wait for a condition that nobody announces."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it never came to be"
        await asyncio.sleep(0.005)


def with_buttons(text: str, buttons: Mapping[str, str], **how: Any) -> Message:
    choices = Choices(tuple(Choice(label, command) for label, command in buttons.items()))
    return Message((Paragraph((Plain(text),)), choices), **how)


def aside(text: str) -> Message:
    return dataclasses.replace(reply(text), aside=True)
