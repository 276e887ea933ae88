"""Calls of the Bot API on their way: the proxies of the environment, and bodies as JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.domain.chats import ChatAddress
from bot.domain.errors import Unknown
from tests.contract.chats.telegram import make_adapter
from tests.fakes import telegram_api
from tests.fakes.telegram_api import TelegramApi


@pytest.fixture
async def api() -> AsyncIterator[TelegramApi]:
    async with TelegramApi(local=True) as api:
        yield api


async def test_the_proxy_of_the_environment_is_used(
    api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", api.base_url.removesuffix("/bot"))
    adapter = make_adapter(api, base_url="http://bots.invalid/bot")
    assert await adapter.open() is True
    await adapter.close()


async def test_a_host_may_be_left_to_no_proxy(
    api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.invalid:3128")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    adapter = make_adapter(api)
    assert await adapter.open() is True
    await adapter.close()


async def test_any_letters_arrive_and_only_the_id_comes_back(api: TelegramApi) -> None:
    room = api.private(api.person("Ada"))
    adapter = make_adapter(api)
    await adapter.open()
    address = ChatAddress(platform="telegram", chat=str(room.id))
    receipt = await adapter.post(
        address,
        {"surface": "telegram", "text": "שלום & 🚀 = <b>+%</b>".replace("&", "&amp;")},
        key="k",
    )
    posted = room.messages[-1]
    assert posted.text == "שלום & 🚀 = +%"
    assert receipt.message_id == str(posted.id)
    await adapter.close()


async def test_an_answer_that_names_no_message_is_none_and_no_earlier_one_is_taken_for_it(
    api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def yes(*_: Any) -> bool:
        return True

    room = api.private(api.person("Ada"))
    adapter = make_adapter(api)
    await adapter.open()
    address = ChatAddress(platform="telegram", chat=str(room.id))
    await adapter.post(address, {"surface": "telegram", "text": "One"}, key="1")
    monkeypatch.setitem(telegram_api.METHODS, "sendMessage", yes)
    with pytest.raises(Unknown, match="which message"):
        await adapter.post(address, {"surface": "telegram", "text": "Two"}, key="2")
    await adapter.close()
