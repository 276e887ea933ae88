"""In which language somebody is greeted: Telegram tells a tag of theirs, such as `zh-hans`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.messages.blocks import Message
from bot.messages.direction import RLM
from bot.messages.wording import wording
from bot.ports.chat import Invocation
from bot.runtime.settings import Settings
from bot.runtime.wiring import build
from tests.contract.chats.listener import EchoListener
from tests.contract.chats.telegram import address, running
from tests.fakes.telegram_api import TelegramApi


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh-hans", "zh"),
        ("zh-CN", "zh"),
        ("zh-hant", "zh"),  # no catalogue of its own; closer than English
        ("de-AT", "de"),
        ("ar", "ar"),
        ("en-GB", "en"),
        ("xx", "en"),
        (None, "en"),
    ],
)
async def test_whoever_starts_is_greeted_in_their_language_and_it_stays_the_chats(
    api: TelegramApi, tmp_path: Path, tag: str | None, language: str
) -> None:
    ann = api.person("Ann", language_code=tag)
    chat = api.private(ann)
    with build(Settings(store="sqlite:///:memory:", inbox=tmp_path)) as app:

        async def answer(said: Invocation) -> Message:
            return app.answerer(said)

        listener = EchoListener(answer)
        async with running(api, listener):
            await chat.says(ann, "/start")
            await chat.shows(wording(language).say("start.hello").replace(RLM, ""))
            await chat.says(ann, "/length short")
            assert await api.until(lambda: len(listener.finished) == 2)
        with app.store.snapshot() as tx:
            kept = tx.chats.get(address(ann.id))
    assert kept is not None
    assert kept.language == language
