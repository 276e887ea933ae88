"""A Telegram to talk to, and somebody who hears what is said there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.contract.chats.listener import EchoListener
from tests.contract.chats.telegram import running
from tests.fakes.telegram_api import TelegramApi


@pytest.fixture
async def api() -> AsyncIterator[TelegramApi]:
    async with TelegramApi() as api:
        yield api


@pytest.fixture
async def listener(api: TelegramApi) -> AsyncIterator[EchoListener]:
    listener = EchoListener()
    async with running(api, listener):
        yield listener
