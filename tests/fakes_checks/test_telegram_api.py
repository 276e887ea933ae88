"""The fake checks what the Bot API documents, seen through plain requests."""

from __future__ import annotations

import asyncio
import json
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


async def test_json_forms_and_multipart_are_the_same(ask, chat):
    keyboard = {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}
    params = {"chat_id": str(chat.id), "text": "Hello", "reply_markup": json.dumps(keyboard)}
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in params.items():
        form.add_field(name, value)
    await ask("sendMessage", chat_id=chat.id, text="Hello", reply_markup=keyboard)
    assert (await ask.raw("sendMessage", data=params))[0] == 200
    assert (await ask.raw("sendMessage", params=params))[0] == 200
    assert (await ask.raw("SENDMESSAGE", data=form))[0] == 200
    assert [m.buttons for m in chat.messages] == [["More"]] * 4
    assert [r.params["reply_markup"] for r in ask.api.calls("sendMessage", chat=chat)] == [
        keyboard
    ] * 4


async def test_unknown_methods_and_tokens(ask):
    assert await ask.fails("sendTelegram") == "Not Found"
    ask.api.token = "1:other"
    assert (await ask.raw("getMe"))[0] == 200
    async with aiohttp.request("GET", f"{ask.api.base_url}1:wrong/getMe") as answer:
        assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")


async def test_checks_come_in_telegrams_order(ask, chat):
    wrong: dict[str, Any] = {
        "chat_id": 5,
        "text": "<br>" + "x" * 5000,
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]},
    }
    steps: list[tuple[dict[str, Any], str]] = [
        ({"text": ""}, "message text is empty"),
        ({"text": "é" * 16_385}, "text is too long"),
        ({}, 'can\'t parse entities: Unsupported start tag "br" at byte offset 0'),
        ({"text": "x" * 4097}, "BUTTON_DATA_INVALID"),
        ({"text": "x" * 4097, "reply_markup": None}, "chat not found"),
        ({"text": "x" * 4097, "reply_markup": None, "chat_id": chat.id}, "message is too long"),
        (
            {"text": "<b> \n</b>", "reply_markup": None, "chat_id": chat.id},
            "text must be non-empty",
        ),
    ]
    for change, words in steps:
        assert await ask.fails("sendMessage", **(wrong | change)) == f"Bad Request: {words}"
    assert chat.messages == []


async def test_length_counts_code_points_after_parsing(ask, chat):
    text = "<b>" + "🌕" * 4096 + "</b>\n"
    await ask("sendMessage", chat_id=chat.id, text=text, parse_mode="HTML")
    assert chat.messages[0].text == "🌕" * 4096


async def test_a_message_is_stored_as_people_see_it(ask, chat):
    sent = await ask(
        "sendMessage",
        chat_id=chat.id,
        text='<a href="https://example.org/moon">Moon</a> <a href="http://localhost">base</a>\x07!',
        parse_mode="HTML",
        disable_notification=True,
        link_preview_options={"is_disabled": True},
    )
    message = chat.messages[0]
    assert message.text == sent["text"] == "Moon base !"
    assert message.links == [("Moon", "https://example.org/moon")]
    assert message.dropped_links == ["http://localhost"]
    assert (message.silent, message.preview) == (True, {"is_disabled": True})


async def test_entities_may_be_given_as_a_list(ask, chat):
    await ask(
        "sendMessage",
        chat_id=chat.id,
        text="🌕 Moon",
        entities=[{"type": "bold", "offset": 3, "length": 4}],
    )
    assert chat.messages[0].marked("bold") == ["Moon"]


async def test_markdown_fails_the_test():
    api = TelegramApi()
    await api.come_up()
    async with aiohttp.ClientSession() as session:
        words = await Client(api, session).fails(
            "sendMessage", chat_id=1, text="*x*", parse_mode="MarkdownV2"
        )
    assert words.startswith("Internal Server Error")
    with pytest.raises(AssertionError, match="Markdown was sent"):
        await api.__aexit__(None, None, None)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([[{"text": "x"}]], "can't parse inline keyboard button: Text buttons are unallowed"),
        ([[{"text": " ", "callback_data": "x"}]], "inline keyboard button text must be non-empty"),
        ([[{"text": "x", "callback_data": ""}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "x", "callback_data": "é" * 33}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "x", "url": "http://localhost:8080/"}]], "BUTTON_URL_INVALID"),
        ([[{"text": "x", "url": "javascript://x"}]], "inline keyboard button URL 'javascript://x'"),
        ([[{"text": "x", "callback_data": "x"}] * 9], "reply markup is too long"),
        ([[{"text": "x", "callback_data": "x"}]] * 101, "reply markup is too long"),
    ],
)
async def test_keyboards_have_limits(ask, chat, rows, words):
    error = await ask.fails(
        "sendMessage", chat_id=chat.id, text="x", reply_markup={"inline_keyboard": rows}
    )
    assert error.startswith(f"Bad Request: {words}")


async def test_editing(ask, chat):
    said = await chat.says(chat.person, "Hello")
    sent = await ask("sendMessage", chat_id=chat.id, text="One")
    where = {"chat_id": chat.id, "message_id": sent["message_id"]}
    same = await ask.fails("editMessageText", **where, text="<b></b>One", parse_mode="HTML")
    assert same.startswith("Bad Request: message is not modified: specified new message content")
    await ask("editMessageText", **where, text="Two")
    keyboard = {"inline_keyboard": [[{"text": "More", "url": "https://example.org"}]]}
    await ask("editMessageReplyMarkup", **where, reply_markup=keyboard)
    message = chat.messages[0]
    assert (message.text, message.buttons, message.edits) == ("Two", ["More"], 2)
    where["message_id"] = said.id
    assert await ask.fails("editMessageText", **where, text="x") == (
        "Bad Request: message can't be edited"
    )
    where["message_id"] = 99
    assert await ask.fails("editMessageText", **where, text="x") == (
        "Bad Request: message to edit not found"
    )


async def test_deleting(ask, api, chat):
    sent = await ask("sendMessage", chat_id=chat.id, text="One")
    message = chat.messages[0]
    message.date -= 49 * 3600
    where = {"chat_id": chat.id, "message_id": sent["message_id"]}
    assert await ask.fails("deleteMessage", **where) == (
        "Bad Request: message can't be deleted for everyone"
    )
    message.date = api.now()
    assert await ask("deleteMessage", **where)
    assert chat.messages == []
    assert await ask.fails("deleteMessage", **where) == ("Bad Request: message to delete not found")


async def test_replies(ask, chat):
    said = await chat.says(chat.person, "Hello")
    answer = {"message_id": said.id}
    sent = await ask("sendMessage", chat_id=chat.id, text="Hi", reply_parameters=answer)
    assert sent["reply_to_message"]["text"] == "Hello"
    answer = {"message_id": 99}
    assert await ask.fails("sendMessage", chat_id=chat.id, text="x", reply_parameters=answer) == (
        "Bad Request: message to be replied not found"
    )
    answer["allow_sending_without_reply"] = True
    await ask("sendMessage", chat_id=chat.id, text="x", reply_parameters=answer)
    assert chat.messages[-1].reply_to is None


async def test_topics(ask, api):
    ann = api.person("Ann")
    forum = api.supergroup("Readers", ann, forum=True)
    asked = await forum.says(ann, "/news", thread=7)
    told = api.updates.all[-1]["message"]
    assert (told["message_thread_id"], told["is_topic_message"]) == (7, True)
    assert told["reply_to_message"]["forum_topic_created"]["name"] == "Topic 7"
    await ask("sendMessage", chat_id=forum.id, text="x", message_thread_id=7)
    assert (await forum.shows("x", after=asked)).thread == 7
    for thread in (1, 8):
        assert await ask.fails(
            "sendMessage", chat_id=forum.id, text="x", message_thread_id=thread
        ) == ("Bad Request: message thread not found")
    await forum.closes_topic(7)
    assert await ask.fails("sendMessage", chat_id=forum.id, text="x", message_thread_id=7) == (
        "Bad Request: TOPIC_CLOSED"
    )


async def test_a_reply_in_a_supergroup_carries_a_thread_that_takes_no_message(ask, api):
    ann = api.person("Ann")
    group = api.supergroup("Readers", ann)
    await ask("sendMessage", chat_id=group.id, text="x")
    await group.says(ann, "/news", reply_to=group.messages[0])
    told = api.updates.all[-1]["message"]
    assert told["message_thread_id"] == group.messages[0].id
    assert "is_topic_message" not in told
    assert await ask.fails(
        "sendMessage", chat_id=group.id, text="x", message_thread_id=told["message_thread_id"]
    ) == ("Bad Request: message thread not found")


async def test_who_cannot_be_written_to(ask, api):
    async def words(chat_id: Any) -> str:
        return await ask.fails("sendMessage", chat_id=chat_id, text="x")

    ann, eve = api.person("Ann"), api.person("Eve")
    private = api.private(ann)
    assert await words(eve.id) == "Forbidden: bot can't initiate conversation with a user"
    assert await words(api.other_bot().id) == "Forbidden: bot can't send messages to bots"
    assert await words(4711) == "Bad Request: chat not found"
    assert await words("@nobody") == "Bad Request: chat not found"
    assert await words("") == "Bad Request: chat_id is empty"
    await ann.blocks_bot()
    assert await words(private.id) == "Forbidden: bot was blocked by the user"
    await ann.leaves_telegram()
    assert await words(private.id) == "Forbidden: user is deactivated"
    group, club = api.group("Readers", eve), api.supergroup("Club", eve)
    await group.kicks_bot(by=eve)
    await club.kicks_bot(by=eve)
    assert await words(group.id) == "Forbidden: bot was kicked from the group chat"
    assert await words(club.id) == "Forbidden: bot was kicked from the supergroup chat"
    await club.adds_bot(by=eve)
    club.bot_may_write = False
    assert await words(club.id) == (
        "Bad Request: not enough rights to send text messages to the chat"
    )
    channel = api.channel("News", bot="left", username="the_news")
    assert await words("@The_News") == "Forbidden: bot is not a member of the channel chat"
    assert await words(channel.id) == "Forbidden: bot is not a member of the channel chat"


async def test_a_group_moves(ask, api):
    ann = api.person("Ann")
    group = api.group("Readers", ann)
    club = await group.migrate()
    status, body = await ask.raw("sendMessage", json={"chat_id": group.id, "text": "x"})
    assert (status, body["parameters"]) == (400, {"migrate_to_chat_id": club.id})
    assert body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    old, new = (update["message"] for update in api.updates.all)
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (group.id, club.id)
    assert (new["chat"]["id"], new["migrate_from_chat_id"]) == (club.id, group.id)
    await ask("sendMessage", chat_id=club.id, text="x")


async def test_documents(ask, api, chat):
    form = aiohttp.FormData({"chat_id": str(chat.id), "caption": "<i>all</i>"})
    form.add_field("parse_mode", "HTML")
    form.add_field("document", b"moon", filename="moon.txt", content_type="text/plain")
    assert (await ask.raw("sendDocument", data=form))[0] == 200
    sent = chat.messages[0]
    assert (sent.text, sent.document.name, sent.document.body) == ("all", "moon.txt", b"moon")
    long = {"chat_id": chat.id, "document": sent.document.file_id, "caption": "x" * 1025}
    assert await ask.fails("sendDocument", **long) == "Bad Request: message caption is too long"
    file = await ask("getFile", file_id=sent.document.file_id)
    async with aiohttp.request("GET", f"{api.file_url}{api.token}/{file['file_path']}") as answer:
        assert await answer.read() == b"moon"


async def test_big_files_are_not_handed_over(ask, chat):
    said = await chat.says(chat.person, document=b"x", size=21 * 1024 * 1024)
    assert await ask.fails("getFile", file_id=said.document.file_id) == (
        "Bad Request: file is too big"
    )
    assert await ask.fails("getFile", file_id="nonsense") == "Bad Request: invalid file_id"


async def test_actions(ask, chat):
    await ask("sendChatAction", chat_id=chat.id, action="typing")
    assert chat.actions == ["typing"]
    assert await ask.fails("sendChatAction", chat_id=chat.id, action="dancing") == (
        "Bad Request: wrong parameter action in request"
    )


async def test_a_wait_ends_with_what_was_shown_instead(ask, chat):
    waiting = asyncio.create_task(chat.shows("Moon"))
    await ask("sendMessage", chat_id=chat.id, text="Moon base")
    assert (await waiting).text == "Moon base"
    with pytest.raises(AssertionError, match="bot: Moon base"):
        await chat.shows("Sun", within=0.01)
