"""Sending, editing and deleting messages; checks in Telegram's order.

That is: text empty, entities, keyboard, chat, rights, thread, reply, length. So a parse error
hides "chat not found".
"""

from __future__ import annotations

import struct
from typing import Any

from tests.fakes.telegram_chats import GENERAL, Chat
from tests.fakes.telegram_html import KINDS, Marked, parse_html, settle
from tests.fakes.telegram_limits import (
    CAPTION_LENGTH,
    DELETE_SECONDS,
    PHOTO_BYTES,
    PHOTO_RATIO,
    PHOTO_SIDES,
    TEXT_BYTES,
    TEXT_LENGTH,
    UPLOAD_BYTES,
    ApiError,
    bad,
    forbidden,
)
from tests.fakes.telegram_markup import checked_markup, same_markup
from tests.fakes.telegram_message import Document, Message, Photo
from tests.fakes.telegram_params import Params
from tests.fakes.telegram_text import Entity, kept_link, units
from tests.fakes.telegram_world import World

PNG, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


async def send_message(world: World, params: Params) -> dict[str, Any]:
    """Answer sendMessage."""
    marked = _text(world, params)
    preview = _preview(params)
    markup = checked_markup(params.object("reply_markup"))
    chat = find_chat(world, params)
    place = _place(chat, params)
    settled = _fitting(marked)
    return _post(chat, params, settled, markup=markup, preview=preview, **place).as_json()


async def send_document(world: World, params: Params) -> dict[str, Any]:
    """Answer sendDocument."""
    marked = read_text(world, params, "caption", "caption_entities")
    markup = checked_markup(params.object("reply_markup"))
    document = _document(world, params)
    chat = find_chat(world, params)
    place = _place(chat, params)
    settled = settle(marked)
    if len(settled.text) > CAPTION_LENGTH:
        raise bad("message caption is too long")
    return _post(chat, params, settled, markup=markup, document=document, **place).as_json()


async def send_photo(world: World, params: Params) -> dict[str, Any]:
    """Answer sendPhoto; only files that come along are taken, and only PNG."""
    marked = read_text(world, params, "caption", "caption_entities")
    markup = checked_markup(params.object("reply_markup"))
    photo = _photo(world, params)
    chat = find_chat(world, params)
    place = _place(chat, params)
    settled = settle(marked)
    if len(settled.text) > CAPTION_LENGTH:
        raise bad("message caption is too long")
    return _post(chat, params, settled, markup=markup, photo=photo, **place).as_json()


async def edit_message_text(world: World, params: Params) -> dict[str, Any]:
    """Answer editMessageText."""
    marked = _text(world, params)
    preview = _preview(params)
    markup = checked_markup(params.object("reply_markup"), inline_only=True)
    message = _editable(world, params)
    settled = _fitting(marked)
    if message.document or message.photo:
        raise bad("there is no text in the message to edit")
    if (
        (settled.text, settled.entities) == (message.text, message.entities)
        and preview == message.preview
        and same_markup(markup, message.markup)
    ):
        raise bad(_NOT_MODIFIED)
    message.history.append(message.text)
    message.show(settled)
    message.markup, message.preview = markup, preview
    return _edited(message)


async def edit_message_reply_markup(world: World, params: Params) -> dict[str, Any]:
    """Answer editMessageReplyMarkup."""
    markup = checked_markup(params.object("reply_markup"), inline_only=True)
    message = _editable(world, params)
    if same_markup(markup, message.markup):
        raise bad(_NOT_MODIFIED)
    message.markup = markup
    return _edited(message)


async def delete_message(world: World, params: Params) -> bool:
    """Answer deleteMessage."""
    chat = find_chat(world, params)
    check_member(chat)
    message = _message(chat, params, "message to delete")
    is_admin = chat.bot_status == "administrator" and chat.type != "group"
    if chat.type != "private" and not message.by_bot and chat.bot_status != "administrator":
        raise bad("message can't be deleted")
    if world.now() - message.date > DELETE_SECONDS and not is_admin:
        raise bad("message can't be deleted for everyone")
    message.deleted = True
    world.bell.ring()
    return True


async def send_chat_action(world: World, params: Params) -> bool:
    """Answer sendChatAction."""
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad("wrong parameter action in request")
    chat = find_chat(world, params)
    check_write(chat)
    _thread(chat, params)
    chat.actions.append(action)
    world.bell.ring()
    return True


def find_chat(world: World, params: Params) -> Chat:
    """Return the chat that `chat_id` names: its number, or @name of a public one.

    Raises:
        ApiError: 400, there is none; 403, it is a bot's; both as Telegram says it.
    """
    name = params.text("chat_id")
    if not name:
        raise bad("chat_id is empty")
    if name.startswith("@"):
        public = (c for c in world.chats.values() if c.type != "private" and c.username)
        found = next((c for c in public if f"@{c.username}".lower() == name.lower()), None)
    else:
        found = world.chats.get(params.number("chat_id"))
        person = world.people.get(params.number("chat_id"))
        if found is None and person is not None:
            if person.is_bot:
                raise forbidden("bot can't send messages to bots")
            found = world.private(person, started=False)
    if found is None:
        raise bad("chat not found")
    if found.migrated_to is not None:
        raise bad(
            "group chat was upgraded to a supergroup chat", migrate_to_chat_id=found.migrated_to.id
        )
    return found


def check_member(chat: Chat) -> None:
    """Refuse unless the bot is in the chat.

    Raises:
        ApiError: 403.
    """
    person = chat.person
    if person is not None:
        if person.is_deactivated:
            raise forbidden("user is deactivated")
        if person.has_blocked:
            raise forbidden("bot was blocked by the user")
        if not person.has_started:
            raise forbidden("bot can't initiate conversation with a user")
        return
    if chat.is_deleted:
        raise forbidden(f"the {chat.type} chat was deleted")
    if chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if chat.bot_status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def check_write(chat: Chat) -> None:
    """Refuse unless the bot may write in the chat.

    Raises:
        ApiError: 403 or 400.
    """
    check_member(chat)
    if chat.type == "channel" and chat.bot_status != "administrator":
        raise bad("need administrator rights in the channel chat")
    if not chat.bot_may_write:
        raise bad("not enough rights to send text messages to the chat")


def read_text(world: World, params: Params, name: str, entities: str) -> Marked:
    """Return a text with its entities, from HTML or from the list that came with it.

    Raises:
        ApiError: 400, it cannot be parsed.
    """
    text = params.text(name)
    if len(text.encode("utf-8", "replace")) > TEXT_BYTES:
        raise bad(f"{name} is too long")
    match params.text("parse_mode").lower():
        case "":
            return Marked(text, *_given(text, params.object(entities) or []))
        case "html":
            return parse_html(text)
        case "markdown" | "markdownv2":
            world.complaints.append("Markdown was sent; the fake reads HTML and entities only.")
            raise ApiError(500, "Internal Server Error: the fake reads no Markdown")
        case _:
            raise bad("unsupported parse_mode")


def _given(text: str, entities: Any) -> tuple[list[Entity], list[Entity], list[str]]:
    if not isinstance(entities, list):
        raise bad("can't parse message entities: expected an Array")
    kept: list[Entity] = []
    links: list[str] = []
    known = {*KINDS.values(), "expandable_blockquote", "text_mention"}
    for entity in entities:
        if not isinstance(entity, dict) or "type" not in entity:
            raise bad("can't parse MessageEntity: Can't find field \"type\"")
        offset, length = int(entity.get("offset", -1)), int(entity.get("length", 0))
        if offset < 0 or length <= 0 or offset + length > units(text):
            raise bad(f"entity beginning at UTF-16 offset {offset} ends after the end of the text")
        if entity["type"] == "text_link":
            address = kept_link(str(entity.get("url", "")))
            if address is None:
                links.append(str(entity.get("url", "")))
                continue
            entity = entity | {"url": address}  # noqa: PLW2901 -- the address as Telegram keeps it
        if entity["type"] in known:
            kept.append(entity)
    return kept, [], links


def _text(world: World, params: Params) -> Marked:
    if not params.text("text"):
        raise bad("message text is empty")
    return read_text(world, params, "text", "entities")


def _fitting(marked: Marked) -> Marked:
    settled = settle(marked)
    if not settled.text:
        raise bad("text must be non-empty")
    if len(settled.text) > TEXT_LENGTH:
        raise bad("message is too long")
    return settled


def _preview(params: Params) -> dict[str, Any] | None:
    options = params.object("link_preview_options")
    if options is None and params.flag("disable_web_page_preview"):
        return {"is_disabled": True}
    if options is not None and not isinstance(options, dict):
        raise bad("LinkPreviewOptions must be an Object")
    return options


def _place(chat: Chat, params: Params) -> dict[str, Any]:
    """Check the rights in chat and thread; return the fields of the message that say where."""
    check_write(chat)
    thread = _thread(chat, params)
    answered = _answered(chat, params)
    if answered is not None and answered.in_topic and thread is None:
        thread = answered.thread
    in_topic = thread is not None
    return {
        "thread": thread if in_topic else chat.reply_thread(answered),
        "in_topic": in_topic,
        "reply_to": answered,
    }


def _thread(chat: Chat, params: Params) -> int | None:
    thread = params.number("message_thread_id")
    if not thread:
        if chat.is_forum and not chat.general_is_open and chat.bot_status != "administrator":
            raise bad("TOPIC_CLOSED")
        return None
    if not chat.is_forum or thread == GENERAL or thread not in chat.topics:
        raise bad("message thread not found")
    if not chat.topics[thread].is_open and chat.bot_status != "administrator":
        raise bad("TOPIC_CLOSED")
    return thread


def _answered(chat: Chat, params: Params) -> Message | None:
    wanted = params.object("reply_parameters")
    if wanted is None and params.number("reply_to_message_id"):
        wanted = {
            "message_id": params.number("reply_to_message_id"),
            "allow_sending_without_reply": params.flag("allow_sending_without_reply"),
        }
    if wanted is None:
        return None
    if not isinstance(wanted, dict) or "message_id" not in wanted:
        raise bad("can't parse reply parameters: Can't find field \"message_id\"")
    found = chat.find(int(wanted["message_id"]))
    if found is None and not wanted.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return found


def _post(chat: Chat, params: Params, marked: Marked, **fields: Any) -> Message:
    in_channel = chat.type == "channel"
    message = chat.add(
        by_bot=True,
        sender=None if in_channel else chat.world.bot,
        sender_chat=chat if in_channel else None,
        silent=params.flag("disable_notification"),
        **fields,
    )
    message.show(marked)
    chat.world.bell.ring()
    return message


def _message(chat: Chat, params: Params, what: str) -> Message:
    if not params.number("message_id"):
        raise bad("message identifier is not specified")
    message = chat.find(params.number("message_id"))
    if message is None:
        raise bad(f"{what} not found")
    return message


def _editable(world: World, params: Params) -> Message:
    if params.text("inline_message_id") and not params.text("chat_id"):
        raise bad("MESSAGE_ID_INVALID")
    chat = find_chat(world, params)
    check_member(chat)
    message = _message(chat, params, "message to edit")
    if not message.by_bot or message.service:
        raise bad("message can't be edited")
    return message


def _edited(message: Message) -> dict[str, Any]:
    world = message.chat.world
    message.edits += 1
    message.edit_date = world.now()
    message.step = world.next_number("step")
    world.bell.ring()
    return message.as_json()


def _document(world: World, params: Params) -> Document:
    wanted = params.text("document")
    upload = params.files.get(wanted.removeprefix("attach://") or "document")
    if upload is None and wanted in world.files:
        return world.files[wanted]
    if upload is None:
        raise bad("there is no document in the request" if not wanted else "wrong file identifier")
    if not upload.body:
        raise bad("file must be non-empty")
    if len(upload.body) > UPLOAD_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    return world.keep_file(upload.body, upload.name, upload.mime)


def _photo(world: World, params: Params) -> Photo:
    wanted = params.text("photo")
    upload = params.files.get(wanted.removeprefix("attach://") or "photo")
    if upload is None:
        raise bad("there is no photo in the request" if not wanted else "wrong file identifier")
    if len(upload.body) > PHOTO_BYTES:
        raise bad("file is too big")
    if not upload.body.startswith(PNG) or not upload.body.endswith(PNG_END):
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", upload.body[16:24])
    if width + height > PHOTO_SIDES or max(width, height) > PHOTO_RATIO * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    kept = world.keep_file(upload.body, upload.name, upload.mime)
    return Photo(kept.file_id, upload.body, width, height)
