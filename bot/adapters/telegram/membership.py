"""What somebody, the bot too, is in a chat. Pure functions."""

from __future__ import annotations

from telegram import ChatMember, ChatMemberUpdated
from telegram.constants import ChatMemberStatus, ChatType

_OUT = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})


def is_in(member: ChatMember) -> bool:
    """Say whether somebody is in the chat."""
    if member.status == ChatMemberStatus.RESTRICTED:
        return bool(getattr(member, "is_member", True))
    return member.status not in _OUT


def may_post(chat_type: str, member: ChatMember) -> bool:
    """Say whether the bot, being `member`, may write in a chat of this type."""
    if chat_type == ChatType.CHANNEL:
        return member.status == ChatMemberStatus.ADMINISTRATOR and bool(
            getattr(member, "can_post_messages", False)
        )
    if member.status == ChatMemberStatus.RESTRICTED:
        return is_in(member) and bool(getattr(member, "can_send_messages", False))
    return is_in(member)


def is_administrator(member: ChatMember) -> bool:
    """Say whether somebody may change things in a chat."""
    return member.status in {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


def was_added(change: ChatMemberUpdated) -> bool:
    """Say whether the bot came into a group in which it was not."""
    is_group = change.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}
    return is_group and not is_in(change.old_chat_member) and is_in(change.new_chat_member)
