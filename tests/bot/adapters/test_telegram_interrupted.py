"""What an earlier run began to answer: whether a button that asks again would mean the same."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.ports.records import Heard
from tests.contract.chats.listener import EchoListener
from tests.contract.chats.telegram import running
from tests.fakes.telegram_api import TelegramApi


@pytest.fixture
async def api() -> AsyncIterator[TelegramApi]:
    async with TelegramApi(local=True) as api:
        yield api


@pytest.mark.parametrize(
    ("about", "buttons"),
    [("nothing else", ["Ask again"]), ("a message", []), ("a document", [])],
)
async def test_a_button_asks_again_only_what_needs_nothing_else(
    api: TelegramApi, about: str, buttons: list[str]
) -> None:
    ann, listener = api.person("Ann"), EchoListener()
    chat = api.private(ann)
    async with running(api, listener):
        note = await chat.says(ann, "A long story.") if about == "a message" else None
        document = b"A long story." if about == "a document" else None
        await chat.says(ann, "/summary", reply_to=note, document=document)
        count = 1 if note is None else 2
        assert await api.until(lambda: len(listener.finished) == count)
    listener.open["x"] = Heard(platform="telegram", id="x", raw=api.updates.all[-1], begun=True)
    async with running(api, listener):
        assert await api.until(lambda: "interrupted" in chat.messages[-1].text)
    card = chat.messages[-1]
    assert "while answering “summary”" in card.text
    assert card.buttons == buttons
