"""Trying a platform out before it is relied on: its credentials, and a digest to whoever writes."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.domain.chats import Platform
from bot.messages.blocks import Message
from bot.ports.chat import ChatAdapter, Invocation
from bot.ports.records import Heard
from bot.runtime.front import Front
from bot.runtime.platforms import adapter_of
from bot.runtime.settings import Settings
from bot.runtime.wiring import App


class Greeter(Front):
    """Answers the first person who writes with a digest, and remembers who that was."""

    def __init__(self, app: App) -> None:
        super().__init__(app.answerer, app.store, app.ambient)
        self.met: Invocation | None = None
        self.answered = asyncio.Event()

    async def answer(self, invocation: Invocation) -> Message:
        """Return the digest to the first one, whatever was said, and usual answers after that."""
        if self.met is not None:
            return await super().answer(invocation)
        self.met = invocation
        return await super().answer(replace(invocation, text="digest"))

    async def done(self, heard: Heard) -> None:
        """Note that nothing more is to be said to it."""
        await super().done(heard)
        if self.met is not None:
            self.answered.set()


async def takes_credentials(app: App, platform: Platform, settings: Settings) -> bool:
    """Return whether the platform takes the credentials; False: it cannot be reached now.

    Raises:
        SettingsError: it does not.
    """
    adapter = _adapter(app, platform, settings)
    try:
        return await adapter.open()
    finally:
        await adapter.close()


async def greet(
    app: App, platform: Platform, settings: Settings, *, seconds: float
) -> Invocation | None:
    """Wait for somebody to write to the bot, answer with the app's digest, and return who it was.

    Args:
        app: what the digest is made of.
        platform: where to listen.
        settings: the credentials.
        seconds: how long to wait; None is returned after that.

    Raises:
        SettingsError: the credentials are wrong.
    """
    adapter = _adapter(app, platform, settings)
    greeter = Greeter(app)
    try:
        await adapter.open()
        listening = asyncio.create_task(adapter.listen(greeter))
        answered = asyncio.create_task(greeter.answered.wait())
        await asyncio.wait(
            {listening, answered}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
        answered.cancel()
        if listening.done():
            listening.result()
    finally:
        await adapter.close()
    return greeter.met


def _adapter(app: App, platform: Platform, settings: Settings) -> ChatAdapter:
    return adapter_of(platform, settings, app.store, app.ambient, app.read_text)
