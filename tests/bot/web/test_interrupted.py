"""What was said to a page, and not answered for sure when the process ended."""

from __future__ import annotations

import re

import pytest

from bot.ports.records import Heard
from bot.web.conversations import address_of
from tests.bot.web.conftest import Serve

SECRET = "e" * 43
CHAT = f"/chat/{SECRET}"


def heard(**more: object) -> Heard:
    address = address_of(SECRET)
    assert address is not None
    raw = {"chat": address.chat, "say": "summary", "language": "en", **more}
    return Heard(platform="web", id=f"{address.chat}:1", raw=raw, begun=True)


@pytest.mark.parametrize(
    ("more", "said", "can_repeat"),
    [
        ({}, "“summary”. If the answer is not above:", True),
        ({"language": "de"}, "als ich „summary“ beantwortete", True),
        ({"document": "news.txt"}, "“summary”. If the answer is not above, please", False),
    ],
    ids=["words", "in their language", "with a document"],
)
async def test_who_may_miss_an_answer_is_told_so_and_may_ask_again(
    serve: Serve, more: dict[str, object], said: str, can_repeat: bool
):
    site = await serve(left=[heard(**more)])
    status, text = await site.gets(CHAT)
    assert status == 200
    assert said in text
    assert bool(re.search(r'value="\d+:summary"', text)) == can_repeat
    assert site.listener.heard == []  # nobody did it a second time
    assert site.listener.open == {}
