"""Bodies that are not made of rows: parts that were rendered before, and files."""

from __future__ import annotations

from bot.domain.deliveries import Body
from bot.messages.blocks import Document, Frozen, Message


def frozen_bodies(message: Message, surface: str) -> tuple[Body, ...]:
    """Return the bodies in `message` that are for `surface`; no other can show them."""
    return tuple(
        block.body
        for block in message.blocks
        if isinstance(block, Frozen) and block.body.get("surface") == surface
    )


def document_bodies(message: Message, surface: str) -> tuple[Body, ...]:
    """Return the files in `message`, each a body of its own: `{"document": {"name", "text"}}`."""
    return tuple(
        {"surface": surface, "document": {"name": block.name, "text": block.text}}
        for block in message.blocks
        if isinstance(block, Document)
    )
