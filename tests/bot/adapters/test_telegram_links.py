"""Links that are hidden behind words on Telegram, which counts in units of UTF-16."""

from __future__ import annotations

import pytest

from tests.contract.chats.listener import EchoListener
from tests.contract.chats.telegram import running
from tests.fakes.telegram_api import TelegramApi

BOT = "digest_test_bot"


@pytest.mark.parametrize(
    ("said", "over", "text"),
    [
        ("/summary this", ["this"], "summary https://x.org/0"),
        ("/summary the summary", ["summary"], "summary the https://x.org/0"),
        ("/summary \U0001f30d this!", ["this"], "summary \U0001f30d https://x.org/0!"),
        ("/summary this that", ["this", "that"], "summary https://x.org/0 https://x.org/1"),
        ("summary this article", ["this article"], "summary https://x.org/0"),
        (f"@{BOT} summary \U0001f30d this", ["this"], "summary \U0001f30d https://x.org/0"),
        ("the moon", ["moon"], "the moon"),
    ],
)
async def test_a_hidden_link_takes_the_place_of_its_words(
    said: str, over: list[str], text: str
) -> None:
    links = [
        {
            "type": "text_link",
            "offset": len(said[: said.rindex(words)].encode("utf-16-le")) // 2,
            "length": len(words),
            "url": f"https://x.org/{n}",
        }
        for n, words in enumerate(over)
    ]
    async with TelegramApi() as api, running(api, listener := EchoListener()):
        ann = api.person("Ann")
        await api.private(ann).says(ann, said, entities=links)
        await api.asked("sendMessage")
    assert [heard.text for heard in listener.heard] == [text]
