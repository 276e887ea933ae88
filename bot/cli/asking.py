"""Ask the bot on behalf of whoever runs the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.chats import ChatAddress
    from bot.messages.blocks import Message
    from bot.runtime.wiring import App


def ask(app: App, address: ChatAddress, text: str) -> Message:
    """Return what the bot answers to `text` in the chat at `address`."""
    from bot.ports.chat import Invocation, Role

    return app.answerer(
        Invocation(
            address=address,
            person="operator",
            role=Role.OPERATOR,
            text=text,
            received_at=app.ambient.now(),
        )
    )
