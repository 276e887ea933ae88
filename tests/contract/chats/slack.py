"""Slack on loopback, by Socket Mode: Ann and the bot alone, two channels, and a thread in one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from yarl import URL

from bot.adapters.slack import SlackAdapter
from bot.adapters.slack.manifest import EVENTS, SCOPES
from bot.domain.chats import ChatAddress, Platform
from bot.domain.deliveries import Body
from bot.messages.blocks import Message
from bot.ports.chat import ChatAdapter
from bot.render import slack
from tests.contract.chats.chat import FLOOD_WAIT, NOW, PATIENCE, Trouble
from tests.fakes.slack_api import (
    DropAfter,
    ErrorAfter,
    RateLimited,
    Refuse,
    SlackApi,
    SlowAfter,
)

TEAM = "T1"
SECONDS = 1.5  # that a request may take


class SlackChat:
    """One person and the bot in a workspace."""

    has_bots = True
    ends = False
    troubles = frozenset(Trouble)

    def __init__(self) -> None:
        self.api = SlackApi(now=lambda: time.time() + self._later)
        self.team = self.api.team(TEAM)
        self.team.grant(SCOPES)
        self.api.subscriptions = set(EVENTS)
        self.ann = self.team.person("Ann")
        channels = [self.team.dm(self.ann), self.team.channel("news")]
        channels.append(self.team.channel("secret", private=True))
        self._channels = {self._address(channel.id): channel for channel in channels}
        self.address, *others = self._channels
        self.others: Sequence[ChatAddress] = others
        self.adapter: SlackAdapter
        self._is_down = False
        self._later = 0.0  # how far Slack's clock is ahead, in seconds

    def _address(self, channel: str) -> ChatAddress:
        return ChatAddress(platform=Platform.SLACK.value, workspace=TEAM, chat=channel)

    def _adapter(self, bot_token: str) -> SlackAdapter:
        return SlackAdapter(
            bot_token=bot_token,
            app_token=self.api.app_token,
            signing_secret=None,
            http_host="127.0.0.1",
            http_port=None,
            client_id=None,
            client_secret=None,
            installations=None,
            changers="anyone",
            operators=frozenset(),
            now=lambda: NOW,
            read_text=lambda _, content: content.decode(),
            max_document_bytes=100_000,
            base_url=self.api.base_url,
            seconds=SECONDS,
        )

    async def open(self) -> None:
        await self.api.come_up()
        self.adapter = self._adapter(self.team.bot_token)
        news = self._channels[self.others[0]]
        first = news.add(text="Anything new?", user=self.ann.id)
        thread = replace(self.others[0], thread=first.ts)
        self._channels[thread] = news
        self.others = (*self.others, thread)

    async def close(self) -> None:
        await self.adapter.close()
        await self.api.__aexit__()

    async def says(self, text: str, *, where: ChatAddress | None = None) -> None:
        await self.api.connected()
        channel = self._channels[where or self.address]
        if where is not None and where.thread is not None:  # Slack takes no commands there
            await self.ann.says(channel, f"<@BOT> {text.removeprefix('/')}", thread=where.thread)
        elif text.startswith("/"):
            command, _, rest = text.partition(" ")
            if command != "/summary":
                command, rest = "/digest", text[1:]
            ack = await self.ann.command(channel, command, rest)
            assert ack.acked
        elif channel.kind == "im":
            await self.ann.says(channel, text)
        else:
            await self.ann.says(channel, f"<@BOT> {text}")

    async def bots_say(self, text: str) -> None:
        channel = self._channels[self.address]
        channel.bot_message(text)
        message = channel.add(text=text, user=self.team.bot_user_id, bot_id=self.team.bot_id)
        self.api.post.event(
            self.team, {**message.json(), "channel": channel.id, "channel_type": channel.kind}
        )

    async def shows(self, text: str, *, where: ChatAddress | None = None) -> str:
        where = where or self.address

        def here() -> list[str]:
            messages = self._channels[where].messages
            ours = [m for m in messages if m.bot_id == self.team.bot_id]
            return [m.read for m in ours if m.thread_ts == where.thread]

        await self.api.wait_until(lambda: any(text in read for read in here()), within=PATIENCE)
        return "\n".join(here())

    async def draws(self) -> None:
        def drawn() -> list[bytes]:
            messages = self._channels[self.address].messages
            return [file.content for message in messages for file in message.files]

        await self.api.wait_until(drawn, within=PATIENCE)
        (picture,) = drawn()
        assert picture.startswith(b"\x89PNG")

    def chat_of(self, where: ChatAddress) -> ChatAddress:
        return replace(where, thread=None)

    async def posts(self) -> Sequence[str]:
        return [
            message.read
            for channel in set(self._channels.values())
            for message in channel.every_message
            if message.bot_id == self.team.bot_id
        ]

    async def pings(self) -> Sequence[str]:
        return [
            ping for c in set(self._channels.values()) for m in c.every_message for ping in m.pings
        ]

    async def suffers(self, trouble: Trouble) -> None:
        match trouble:
            case Trouble.NO_CONNECTION:
                await self._goes_down()
                return
            case Trouble.FLOOD:
                fault = RateLimited(int(FLOOD_WAIT.total_seconds()))
            case Trouble.REMOVED:
                fault = Refuse("channel_not_found")
            case Trouble.BAD_REQUEST:
                fault = Refuse("invalid_blocks")
            case Trouble.SERVER_ERROR:
                fault = ErrorAfter()
            case Trouble.TIMEOUT:
                fault = SlowAfter(SECONDS * 2)
            case Trouble.DROPPED:
                fault = DropAfter()
        self.api.fault("chat.postMessage", fault)

    async def recovers(self) -> None:
        self._later += FLOOD_WAIT.total_seconds()
        if self._is_down:
            await self.api.come_up()
            self._is_down = False

    async def _goes_down(self) -> None:
        root = URL(self.api.base_url)
        await self.api.go_down()
        self._is_down = True
        with pytest.raises(ConnectionError):  # meanwhile, the adapter's connections see it too
            await asyncio.open_connection(root.host, root.port)

    async def leaves(self) -> None:
        raise AssertionError("Slack has no end.")

    def render(self, message: Message) -> Sequence[Body]:
        return slack.render(message)

    def misconfigured(self) -> ChatAdapter:
        return self._adapter("xoxb-wrong")
