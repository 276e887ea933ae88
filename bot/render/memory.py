"""Rendering once what is said to many: `help` is the same for everybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeAlias

from bot.domain.deliveries import Body
from bot.messages.blocks import Chart, Document, Frozen, Message

Render: TypeAlias = Callable[[Message], tuple[Body, ...]]

MOST = 64  # messages; a long one takes some 20 kB


def remembering(render: Render) -> Render:
    """Return `render` with a memory of its latest messages, whose bodies nobody may change.

    Messages are values: looking one up takes a hundredth of the time of rendering it.
    """
    kept = lru_cache(MOST)(render)

    @wraps(render)
    def look(message: Message) -> tuple[Body, ...]:
        if any(isinstance(block, Frozen | Document | Chart) for block in message.blocks):
            return render(message)  # no value to look up, or too large to remember
        return kept(message)

    return look
