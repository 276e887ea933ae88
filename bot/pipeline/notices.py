"""Notices: what chats are told that is no news, on its way like any digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.chats import Chat
from bot.domain.digests import Digest, DigestId
from bot.domain.quiet import is_quiet
from bot.messages.blocks import Message
from bot.pipeline.drafting import Render, delivery_of
from bot.ports.ambient import Ambient
from bot.ports.store import Transaction

USE_BY: Final = timedelta(hours=24)


def notify(  # noqa: PLR0917
    tx: Transaction, ambient: Ambient, render: Render, chat: Chat, message: Message, now: datetime
) -> None:
    """Put a message into a chat's outbox, without a sound in its quiet hours.

    It hangs on a digest that tells nothing and counts as given back: so nobody takes it for the
    last list, and it is let go of like any other.
    """
    digest = Digest(
        id=DigestId(ambient.new_id()),
        subscription_id=None,
        address=chat.address,
        entries=(),
        left_out=0,
        window_end=now,
        made_at=now,
    )
    silent = chat.quiet is not None and is_quiet(now, chat.quiet, ZoneInfo(chat.timezone))
    bodies = render(replace(message, silent=silent), chat.address)
    tx.digests.add(digest, tell=False)
    tx.digests.give_back(digest.id)
    tx.outbox.add(delivery_of(digest, bodies, ambient, use_by=USE_BY))
