"""What an update says, read without asking Telegram anything: pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import (
    Chat,
    Document,
    Message,
    MessageEntity,
    Update,
    User,
)
from telegram.constants import ChatType, MessageEntityType

from bot.adapters.telegram.addresses import address_of
from bot.domain.chats import ChatAddress

SUMMARIZE = "summary"
"""What is done with something that is handed to the bot without a word."""

HELP = "help"

_COMMAND = re.compile(r"/([A-Za-z0-9_]+)(?:@(\w+))?(?=\s|$)")
_ASKED_IN_CAPTION = re.compile(rf"/|@|{SUMMARIZE}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """An update as the SDK reads it, and as it came."""

    update: Update
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """The bot itself, as Telegram knows it."""

    id: int
    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message that is meant for the bot."""

    chat: Chat
    address: ChatAddress
    message_id: int
    person: int  # of whom it is, or of the chat in whose name they speak
    anonymous_admin: bool
    language: str | None
    text: str  # a command line, without a slash
    reply_to: str | None = None
    document: Document | None = None
    other_media: str | None = None  # "photo", "voice": nothing that can be read
    overheard: bool = False  # in a group, and without the bot's name

    @property
    def is_private(self) -> bool:
        """Say whether nobody else reads it."""
        return self.chat.type == ChatType.PRIVATE


def is_for_us(update: Update, me: Me) -> bool:
    """Say whether anything is to be done about an update; what people say to others is not kept."""
    message = update.message
    if message is None:
        return update.callback_query is not None or update.my_chat_member is not None
    return (
        message.migrate_to_chat_id is not None
        or message.migrate_from_chat_id is not None
        or message.forum_topic_closed is not None
        or is_reopening(message)
        or heard_in(message, me) is not None
    )


def is_reopening(message: Message) -> bool:
    """Say whether a topic is open again. General may be hidden besides, and opening it unhides it.

    That it is shown again may be all that is told; if it is closed still, the next post tells.
    """
    unhidden = message.general_forum_topic_unhidden
    return message.forum_topic_reopened is not None or unhidden is not None


def address_in(message: Message) -> ChatAddress:
    """Return where a message stands. Only forums have topics; other threads are mere replies."""
    topic = message.message_thread_id if message.is_topic_message else None
    return address_of(message.chat.id, topic)


def topic_name_in(message: Message) -> str:
    """Return what the topic of a message is called; its number where Telegram does not say."""
    begun = message.reply_to_message.forum_topic_created if message.reply_to_message else None
    return begun.name if begun else f"#{message.message_thread_id}"


def heard_in(message: Message, me: Me) -> Heard | None:
    """Return what a message says to the bot; None if it is not meant for it.

    In private everything is. In groups commands are, unless they name another bot; what begins or
    ends with the bot's name; and answers to its messages.
    """
    speaker = _speaker(message)
    if speaker is None or message.via_bot is not None or message.is_automatic_forward:
        return None
    is_private = message.chat.type == ChatType.PRIVATE
    said = _text_of(message)
    line = _line_in_private(message, said, me) if is_private else _line_in_group(message, said, me)
    if line is None:
        return None
    answered = _answered(message)
    words = _words_handed_on(message, answered, me)
    person, anonymous_admin, user = speaker
    return Heard(
        chat=message.chat,
        address=address_in(message),
        message_id=message.message_id,
        person=person,
        anonymous_admin=anonymous_admin,
        language=user.language_code if user and not user.is_bot else None,
        text=line,
        reply_to=words,
        document=message.document or (answered.document if answered else None),
        other_media=_other_media(message) if is_private and not words else None,
        overheard=not is_private and not _is_named(said, me),
    )


def _speaker(message: Message) -> tuple[int, bool, User | None] | None:
    """Return who speaks, and whether as an administrator without a name; None for bots.

    Somebody who speaks in the name of a chat is shown as one of Telegram's own bots.
    """
    user = message.from_user
    if message.sender_chat is not None:
        return message.sender_chat.id, message.sender_chat.id == message.chat.id, user
    if user is None or user.is_bot:
        return None
    return user.id, False, user


def _line_in_private(message: Message, said: str, me: Me) -> str | None:
    if message.forward_origin is not None:  # what others wrote is no command of this person
        return SUMMARIZE
    if message.document is not None or _other_media(message) is not None:
        if not _ASKED_IN_CAPTION.match(said):
            return SUMMARIZE
    elif not said:
        return None  # a sticker, a service message
    if _COMMAND.match(said):
        return _command_line(said, me)
    line = _without_name(said, me)
    return said if line is None else line or HELP


def _line_in_group(message: Message, said: str, me: Me) -> str | None:
    if not said or message.forward_origin is not None:
        return None
    if _COMMAND.match(said):
        return _command_line(said, me)
    line = _without_name(said, me)
    answered = _answered(message)
    if line is None:
        is_answer = answered is not None and _is_mine(answered, me)
        return said if is_answer else None
    if line:
        return line
    return SUMMARIZE if answered is not None and not _is_mine(answered, me) else HELP


def _command_line(said: str, me: Me) -> str | None:
    """Return a command without its slash; None if it is another bot's."""
    found = _COMMAND.match(said)
    if found is None or (found[2] and found[2].casefold() != me.username.casefold()):
        return None
    return f"{found[1]}{said[found.end() :]}".strip()


def _without_name(said: str, me: Me) -> str | None:
    """Return what is said with the bot's name before or after it; None if it is not there."""
    name = rf"@{re.escape(me.username)}"
    found = re.match(rf"{name}\b[\s,:]*", said, re.IGNORECASE) or re.search(
        rf"(?:^|\s){name}$", said, re.IGNORECASE
    )
    if found is None:
        return None
    rest = (said[: found.start()] + said[found.end() :]).strip()
    return _command_line(rest, me) or "" if _COMMAND.match(rest) else rest


def _is_named(said: str, me: Me) -> bool:
    found = _COMMAND.match(said)
    return bool(found and found[2]) or _without_name(said, me) is not None


def _text_of(message: Message) -> str:
    """Return what is written in a message; hidden addresses stand in for the words over them."""
    text = message.text or message.caption or ""
    if not _ASKED_IN_CAPTION.match(text.lstrip()):
        return text.strip()
    raw = text.encode("utf-16-le", errors="surrogatepass")  # whose units Telegram counts
    for link in reversed(_hidden_links(message)):
        after = raw[2 * (link.offset + link.length) :]
        raw = raw[: 2 * link.offset] + (link.url or "").encode("utf-16-le") + after
    return raw.decode("utf-16-le", errors="replace").strip()


def _hidden_links(message: Message) -> list[MessageEntity]:
    """Return what leads somewhere without saying where, in its order."""
    entities = message.entities if message.text else message.caption_entities
    found = [one for one in entities if one.type == MessageEntityType.TEXT_LINK and one.url]
    return sorted(found, key=lambda link: link.offset)


def _answered(message: Message) -> Message | None:
    """Return the message that this one answers.

    In a topic, whatever answers nothing answers the service message that began the topic.
    """
    answered = message.reply_to_message
    if answered is None or answered.forum_topic_created is not None:
        return None
    if message.is_topic_message and answered.message_id == message.message_thread_id:
        return None
    return answered


def _words_handed_on(message: Message, answered: Message | None, me: Me) -> str | None:
    """Return what is to be looked at besides the command: of others, not of the bot itself.

    What stands below a picture counts like a text: most posts of channels are such.
    """
    is_private = message.chat.type == ChatType.PRIVATE
    if is_private and message.forward_origin is not None:
        return _with_address(message)
    if answered is not None:
        return None if _is_mine(answered, me) else _with_address(answered)
    if message.quote:
        return message.quote.text
    caption = message.caption or ""
    if is_private and _other_media(message) and not _ASKED_IN_CAPTION.match(caption):
        return _with_address(message)
    return None


def _with_address(message: Message) -> str | None:
    """Return what a message says, and the first address that it hides behind words."""
    text = message.text or message.caption
    hidden = _hidden_links(message) if text else []
    if not text or not hidden or "://" in text:
        return text
    return f"{text}\n\n{hidden[0].url}"


def _is_mine(message: Message, me: Me) -> bool:
    return message.from_user is not None and message.from_user.id == me.id


def _other_media(message: Message) -> str | None:
    for kind in ("photo", "voice", "audio", "video", "video_note", "animation"):
        if getattr(message, kind) and message.document is None:
            return kind
    return None
