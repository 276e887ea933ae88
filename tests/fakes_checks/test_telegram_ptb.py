"""The fake serves the real python-telegram-bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.fakes.telegram_api import TelegramApi

Context = ContextTypes.DEFAULT_TYPE


@pytest.fixture
async def api() -> AsyncIterator[TelegramApi]:
    async with TelegramApi() as api:
        yield api


@pytest.fixture
async def bot(api) -> AsyncIterator[Bot]:
    async with Bot(api.token, base_url=api.base_url, base_file_url=api.file_url) as bot:
        yield bot


async def _answer(update: Update, context: Context) -> None:
    assert update.effective_message is not None
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    await update.effective_message.reply_text(
        f"<b>Latest</b> {' '.join(context.args or ())}",
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
    )


async def _more(update: Update, _context: Context) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("Here you are")
    await query.edit_message_text("More of it")


async def _file(update: Update, _context: Context) -> None:
    assert update.effective_message is not None
    document = update.effective_message.document
    assert document is not None
    body = await (await document.get_file()).download_as_bytearray()
    await update.effective_message.reply_document(bytes(body).upper(), filename="back.txt")


@pytest.fixture
async def app(api) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    app = (
        ApplicationBuilder()
        .token(api.token)
        .base_url(api.base_url)
        .base_file_url(api.file_url)
        .build()
    )
    app.add_handler(CommandHandler("latest", _answer))
    app.add_handler(CallbackQueryHandler(_more))
    app.add_handler(MessageHandler(filters.Document.ALL, _file))
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling()
        yield app
        await app.updater.stop()
        await app.stop()


@pytest.mark.usefixtures("app")
async def test_a_conversation(api):
    ann = api.person("Ann")
    chat = api.private(ann)
    asked = await chat.says(ann, "/latest 3")
    shown = await chat.shows("Latest 3", after=asked)
    assert shown.marked("bold") == ["Latest"]
    assert shown.buttons == ["More"]
    tap = await ann.taps(shown, "More")
    assert await chat.shows("More of it") is shown
    assert tap.notice == "Here you are"
    assert shown.buttons == []
    assert shown.history == ["Latest 3"]


@pytest.mark.usefixtures("app")
async def test_a_file_goes_there_and_back(api):
    ann = api.person("Ann")
    chat = api.private(ann)
    await chat.says(ann, "for you", document=b"moon", name="moon.txt")
    back = await chat.shows(lambda m: m.document is not None)
    assert (back.document.name, back.document.body) == ("back.txt", b"MOON")


async def test_an_update_comes_twice_when_it_is_replayed(api, app):
    ann = api.person("Ann")
    chat = api.private(ann)
    await chat.says(ann, "/latest")
    await chat.shows("Latest")
    api.replay(api.updates.all[-1])
    await api.asked("sendMessage", times=2)
    assert app.running


async def test_errors_are_those_that_the_library_knows(api, bot, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it every RetryAfter is a warning
    ann = api.person("Ann")
    chat = api.private(ann)
    group = api.group("Readers", ann)
    await ann.blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(chat.id, "Hello")
    new = await group.migrate()
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group.id, "Hello")
    assert migrated.value.new_chat_id == new.id
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "Hello")
    api.faults.flood("sendMessage", retry_after=7)
    with pytest.raises(RetryAfter):
        await bot.send_message(new.id, "Hello")


async def test_a_wrong_token_is_refused(api):
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=api.base_url):
            pass


@pytest.mark.parametrize("kind", ["drop_after", "error_after", "truncate_after"])
async def test_an_answer_is_lost_although_the_message_stands(api, bot, kind, logged_errors):
    chat = api.private(api.person("Ann"))
    getattr(api.faults, kind)("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "Hello")
    assert [m.text for m in chat.messages] == ["Hello"]
    logged_errors.clear()  # a page of HTML is no JSON, says the library


@pytest.mark.parametrize("kind", ["drop_before", "error_before"])
async def test_a_message_is_lost(api, bot, kind, logged_errors):
    chat = api.private(api.person("Ann"))
    getattr(api.faults, kind)("sendMessage", chat=chat)
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "Hello")
    assert chat.messages == []
    await bot.send_message(chat.id, "Hello")
    assert len(chat.messages) == 1
    logged_errors.clear()


async def test_a_message_is_accepted_late_when_nobody_waits_any_more(api, bot):
    chat = api.private(api.person("Ann"))
    gate = api.faults.hold_before("sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(chat.id, "Hello", read_timeout=0.05)
    assert chat.messages == []
    gate.open()
    await chat.shows("Hello")


async def test_the_server_goes_down_and_comes_up(api, bot):
    chat = api.private(api.person("Ann"))
    await api.go_down()
    with pytest.raises(NetworkError, match="ConnectError"):
        await bot.send_message(chat.id, "Hello")
    await api.come_up()
    await bot.send_message(chat.id, "Hello")
    assert len(chat.messages) == 1


async def test_two_pollers_are_in_conflict(api, app, logged_errors):
    other = ApplicationBuilder().token(api.token).base_url(api.base_url).build()
    async with other:
        await other.start()
        await other.updater.start_polling()
        assert await api.until(lambda: api.conflicts > 0)
        await other.updater.stop()
        await other.stop()
    assert app.running
    logged_errors.clear()


async def test_chats_are_told_of(api, bot):
    ann, eve = api.person("Ann", last_name="Lee"), api.person("Eve")
    group = api.supergroup("Readers", eve, admins=[ann], forum=True, bot="administrator")
    told = await bot.get_chat(group.id)
    assert (told.title, told.is_forum) == ("Readers", True)
    admins = await bot.get_chat_administrators(group.id)
    assert {member.status for member in admins} == {"creator", "administrator"}
    assert ann.id in {member.user.id for member in admins}
    assert (await bot.get_chat_member(group.id, eve.id)).status == "member"
    assert await bot.set_my_commands([("latest", "What is new")])
    assert [c.command for c in await bot.get_my_commands()] == ["latest"]
    assert api.commands_shown(eve, group) == ["latest"]
    assert await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group.id, "Hello")
