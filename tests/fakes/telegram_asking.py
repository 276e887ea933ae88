"""What the bot asks about chats, and how it answers queries."""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.telegram_html import settle
from tests.fakes.telegram_limits import (
    CALLBACK_ANSWER_LENGTH,
    DOWNLOAD_BYTES,
    INLINE_OFFSET_BYTES,
    INLINE_RESULT_ID_BYTES,
    INLINE_RESULTS,
    START_PARAMETER_LENGTH,
    TEXT_LENGTH,
    bad,
)
from tests.fakes.telegram_markup import checked_markup
from tests.fakes.telegram_params import Params
from tests.fakes.telegram_people import InlineQuery, Query, Tap
from tests.fakes.telegram_sending import check_member, find_chat, read_text
from tests.fakes.telegram_world import World

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def get_me(world: World, _params: Params) -> dict[str, Any]:
    """Answer getMe."""
    return world.bot.as_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_chat(world: World, params: Params) -> dict[str, Any]:
    """Answer getChat."""
    chat = find_chat(world, params)
    if chat.type != "private":
        check_member(chat)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return chat.as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((*gifts, "gifts_from_channels"), False),
    }


async def get_chat_member(world: World, params: Params) -> dict[str, Any]:
    """Answer getChatMember."""
    chat = find_chat(world, params)
    if chat.type != "private":
        check_member(chat)
    user = params.number("user_id")
    if user <= 0:
        raise bad("invalid user_id specified")
    if user not in world.people:
        raise bad("user not found")
    if chat.type == "channel" and chat.bot_status != "administrator":
        raise bad("member list is inaccessible")
    return world.member_json(world.people[user], chat.members.get(user, "left"), chat)


async def get_chat_administrators(world: World, params: Params) -> list[dict[str, Any]]:
    """Answer getChatAdministrators: all of them except other bots."""
    chat = find_chat(world, params)
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    check_member(chat)
    return [
        world.member_json(world.people[user], status, chat)
        for user, status in chat.members.items()
        if status in {"creator", "administrator"}
        and (world.people[user] is world.bot or not world.people[user].is_bot)
    ]


async def leave_chat(world: World, params: Params) -> bool:
    """Answer leaveChat."""
    chat = find_chat(world, params)
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    check_member(chat)
    before = chat.bot_status
    chat.members[world.bot.id] = "left"
    chat.tell_my_member(before, "left", by=world.bot)
    return True


async def get_file(world: World, params: Params) -> dict[str, Any]:
    """Answer getFile."""
    document = world.files.get(params.text("file_id"))
    if document is None:
        raise bad("invalid file_id" if params.text("file_id") else "file_id not specified")
    if document.size > DOWNLOAD_BYTES:
        raise bad("file is too big")
    told = document.as_json()
    keys = ("file_id", "file_unique_id", "file_size")
    return {key: told[key] for key in keys} | {"file_path": f"documents/{document.file_id}"}


async def answer_callback_query(world: World, params: Params) -> bool:
    """Answer answerCallbackQuery."""
    if len(params.text("text")) > CALLBACK_ANSWER_LENGTH:
        raise bad("MESSAGE_TOO_LONG")
    _settle_query(world, params, "callback_query_id", Tap)
    return True


async def answer_inline_query(world: World, params: Params) -> bool:
    """Answer answerInlineQuery."""
    results = params.object("results")
    if not isinstance(results, list):
        raise bad("can't parse inline query results: expected an Array")
    for result in results:
        _check_result(world, result)
    if len(results) > INLINE_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    ids = [str(result["id"]) for result in results]
    if any(not 1 <= len(identity.encode()) <= INLINE_RESULT_ID_BYTES for identity in ids):
        raise bad("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad("RESULT_ID_DUPLICATE")
    if len(params.text("next_offset").encode()) > INLINE_OFFSET_BYTES:
        raise bad("NEXT_OFFSET_INVALID")
    button = params.object("button")
    if isinstance(button, dict) and "start_parameter" in button:
        word = str(button["start_parameter"])
        if not re.fullmatch(rf"[A-Za-z0-9_-]{{1,{START_PARAMETER_LENGTH}}}", word):
            raise bad("START_PARAM_INVALID")
    _settle_query(world, params, "inline_query_id", InlineQuery)
    return True


def _settle_query(world: World, params: Params, name: str, kind: type[Query]) -> None:
    query = world.queries.get(params.text(name))
    if not isinstance(query, kind) or query.is_old or query.answer is not None:
        raise bad(_TOO_OLD)
    query.answer = dict(params.values)
    world.bell.ring()


def _check_result(world: World, result: Any) -> None:
    if not isinstance(result, dict):
        raise bad("can't parse inline query result: expected an Object")
    for name in ("type", "id"):
        if name not in result:
            raise bad(f"can't parse inline query result: Can't find field \"{name}\"")
    content = result.get("input_message_content")
    if result["type"] == "article":
        if not result.get("title"):
            raise bad("can't parse inline query result: Can't find field \"title\"")
        if content is None:
            raise bad("can't parse inline query result: message content is not specified")
    if isinstance(content, dict) and "message_text" in content:
        marked = settle(read_text(world, Params(content), "message_text", "entities"))
        if not marked.text:
            raise bad("message text is empty")
        if len(marked.text) > TEXT_LENGTH:
            raise bad("MESSAGE_TOO_LONG")
    checked_markup(result.get("reply_markup"), inline_only=True)
