"""Pictures that are sent together: Telegram delivers each as a message of its own."""

from __future__ import annotations

import pytest

from bot.ports.chat import Attachment, Unread
from tests.bot.adapters.test_telegram_talking import last
from tests.contract.chats.listener import EchoListener
from tests.fakes.telegram_api import TelegramApi


@pytest.mark.parametrize("words", ["A long story.", ""])
async def test_an_album_is_answered_once(
    api: TelegramApi, listener: EchoListener, words: str
) -> None:
    chat = api.private(ann := api.person("Ann"))
    for text in (words, "", ""):
        await chat.says(ann, text, photo=b"jpeg", forward="A channel", album="12345")
    await chat.says(ann, photo=b"jpeg", album="another")
    heard = await last(api, listener, 2)
    assert [one.reply_to for one in listener.heard] == [words or None, None]
    assert heard.attachments == (Attachment(name="photo", content=Unread.KIND),)


async def test_a_command_below_a_later_picture_of_an_album_is_heard(
    api: TelegramApi, listener: EchoListener
) -> None:
    chat = api.private(ann := api.person("Ann"))
    for text in ("", "/summary ice", "", "/status"):
        await chat.says(ann, text, photo=b"jpeg", album="12345")
    await last(api, listener, 3)
    assert [one.text for one in listener.heard] == ["summary", "summary ice", "status"]


async def test_an_album_in_reply_to_a_text_asks_about_it_once(
    api: TelegramApi, listener: EchoListener
) -> None:
    chat = api.private(ann := api.person("Ann"))
    story = await chat.says(ann, "A long story of a harbor.")
    for _ in range(3):
        await chat.says(ann, "", photo=b"jpeg", album="12345", reply_to=story)
    await chat.says(ann, "help")
    await last(api, listener, 3)
    assert [one.reply_to for one in listener.heard] == [None, "A long story of a harbor.", None]
