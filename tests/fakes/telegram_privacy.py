"""Which messages a bot hears in a group: privacy mode, core.telegram.org/bots/features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.telegram_text import cut, found_in

if TYPE_CHECKING:
    from tests.fakes.telegram_message import Message


def reaches_bot(message: Message) -> bool:
    """Tell whether our bot is told of `message`.

    It never is of other bots' messages in groups, nor of anything where it is no member. Without
    privacy mode, or as an administrator, it hears all else; with it, only what is meant for it:
    its commands, commands for nobody in particular unless another bot spoke last, answers to its
    messages, messages that name it.
    """
    chat = message.chat
    world = chat.world
    if chat.type == "private":
        return message.sender is not None and not message.sender.is_bot
    if chat.bot_status not in {"administrator", "member"} or _is_of_a_bot(message):
        return False
    if chat.type == "channel":
        return True
    if not world.privacy or chat.bot_status == "administrator":
        return True
    if message.reply_to is not None and message.reply_to.sender is world.bot:
        return True
    return _names(message) or _is_general_command(message)


def _is_of_a_bot(message: Message) -> bool:
    if message.sender is None or message.sender_chat is not None or message.service:
        return False
    return message.sender.is_bot


def _names(message: Message) -> bool:
    name = f"@{message.chat.world.bot.username}".lower()
    return any(
        cut(message.text, entity).lower().endswith(name)
        for entity in found_in(message.text, message.entities)
        if entity["type"] in {"mention", "bot_command"}
    )


def _is_general_command(message: Message) -> bool:
    first = next(iter(found_in(message.text, message.entities)), None)
    if first is None or first["type"] != "bot_command" or first["offset"] != 0:
        return False
    if "@" in cut(message.text, first):
        return False
    before = [m for m in message.chat.everything if m is not message and _is_of_a_bot(m)]
    return not before or before[-1].sender is message.chat.world.bot
