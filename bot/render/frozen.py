"""Parts that were rendered before: shown as they were, never anew."""

from __future__ import annotations

from bot.domain.deliveries import Body
from bot.messages.blocks import Frozen, Message


def frozen_bodies(message: Message, surface: str) -> tuple[Body, ...]:
    """Return the bodies in `message` that are for `surface`; no other can show them."""
    return tuple(
        block.body
        for block in message.blocks
        if isinstance(block, Frozen) and block.body.get("surface") == surface
    )
