"""The fake checks taps, inline queries and commands as the Bot API documents them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fakes.telegram_api import TelegramApi
from tests.fakes.telegram_client import Client


@pytest.fixture
async def api() -> AsyncIterator[TelegramApi]:
    async with TelegramApi() as api:
        yield api


@pytest.fixture
async def ask(api) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(api, session)


@pytest.fixture
def chat(api):
    return api.private(api.person("Ann", language_code="de"))


async def test_taps_are_answered_once(ask, api, chat):
    keyboard = {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}
    await ask("sendMessage", chat_id=chat.id, text="x", reply_markup=keyboard)
    with pytest.raises(LookupError, match="'Less'"):
        await chat.person.taps(chat.messages[0], "Less")
    tap = await chat.person.taps(chat.messages[0], "More")
    told = api.updates.all[-1]["callback_query"]
    assert (told["data"], told["message"]["text"]) == ("m", "x")
    assert await ask("answerCallbackQuery", callback_query_id=tap.id, text="Yes")
    assert (await tap.answered())["text"] == tap.notice == "Yes"
    old = await chat.person.taps(chat.messages[0], "More")
    old.grows_old()
    for identity in (tap.id, old.id, "99"):
        assert await ask.fails("answerCallbackQuery", callback_query_id=identity) == (
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )


async def test_inline_queries(ask, api):
    query = await api.inline_query(api.person("Ann"), "moon")
    assert api.updates.all[-1]["inline_query"]["query"] == "moon"

    def article(identity: str) -> dict[str, Any]:
        content = {"message_text": "<b>x</b>", "parse_mode": "HTML"}
        return {
            "type": "article", "id": identity, "title": "x", "input_message_content": content
        }  # fmt: skip

    async def words(*ids: str) -> str:
        results = [article(identity) for identity in ids]
        return await ask.fails("answerInlineQuery", inline_query_id=query.id, results=results)

    assert await words(*map(str, range(51))) == "Bad Request: RESULTS_TOO_MUCH"
    assert await words("a", "a") == "Bad Request: RESULT_ID_DUPLICATE"
    assert await words("x" * 65) == "Bad Request: RESULT_ID_INVALID"
    await ask("answerInlineQuery", inline_query_id=query.id, results=[article("1")])
    assert [result["id"] for result in query.results] == ["1"]
    assert (await words("1")).startswith("Bad Request: query is too old")


async def test_commands_by_scope_and_language(ask, api, chat):
    def commands(*names: str) -> list[dict[str, str]]:
        return [{"command": name, "description": "x"} for name in names]

    await ask("setMyCommands", commands=commands("news"))
    await ask("setMyCommands", commands=commands("neues"), language_code="de")
    admins = {"type": "all_chat_administrators"}
    await ask("setMyCommands", commands=commands("news", "quiet"), scope=admins)
    group = api.group("Readers", admins=[chat.person])
    assert api.commands_shown(chat.person, chat) == ["neues"]
    assert api.commands_shown(chat.person, group) == ["news", "quiet"]
    assert await ask("getMyCommands", scope=admins) == commands("news", "quiet")
    await ask("deleteMyCommands", scope=admins)
    assert await ask("getMyCommands", scope=admins) == []


@pytest.mark.parametrize(
    ("command", "description", "words"),
    [
        ("News", "x", "BOT_COMMAND_INVALID"),
        ("x" * 33, "x", "BOT_COMMAND_INVALID"),
        ("news", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("news", "x" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_commands_have_limits(ask, command, description, words):
    row = {"command": command, "description": description}
    assert await ask.fails("setMyCommands", commands=[row]) == f"Bad Request: {words}"
