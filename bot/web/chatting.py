"""Browsers as a chat platform: each conversation is a chat, opened by its secret address."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.commands.parse import SUMMARY
from bot.domain.chats import ChatAddress, Platform
from bot.domain.deliveries import Body, Receipt
from bot.domain.errors import NotSent, Refused, Unreachable
from bot.messages.blocks import Place
from bot.messages.replies import interrupted
from bot.messages.wording import wording
from bot.ports.chat import Attachment, Invocation, Listener, Role, Unread
from bot.ports.records import Heard
from bot.render.web import SURFACE, render
from bot.web.conversations import Conversations
from bot.web.parts import Person
from bot.web.server import Server

LONGEST = 4000  # characters of one thing that is said
LONGEST_NAME = 200  # characters of a document's name


class WebAdapter:
    """The web page as a chat platform. What is posted shows when the person looks.

    Conversations are in memory; what matters of them, such as who was told what, is in the store.
    """

    platform = Platform.WEB

    def __init__(
        self, server: Server, conversations: Conversations, *, now: Callable[[], datetime]
    ) -> None:
        """Keep what it speaks through; nothing is listened to before `open`."""
        self._server = server
        self._conversations = conversations
        self._now = now
        self._listener: asyncio.Future[Listener] | None = None
        self._closed = asyncio.Event()

    @property
    def origin(self) -> str:
        """Where a browser on this machine finds it, once it is open: `http://127.0.0.1:8080`."""
        return self._server.origin

    def is_listening(self) -> bool:
        """Say whether what people say is answered."""
        heard = self._listener is not None and self._listener.done()
        return heard and not self._closed.is_set()

    async def open(self) -> bool:
        """Serve pages from now on.

        Raises:
            SettingsError: the port is not free, or not ours.
        """
        self._listener = asyncio.get_running_loop().create_future()
        await self._server.start()
        return True

    async def listen(self, listener: Listener) -> None:
        """Answer until it is closed; first what an earlier run heard and did not answer."""
        if self._listener is None or self._closed.is_set():
            return
        for heard in await listener.unanswered(self.platform):
            await self._answer(listener, heard)
        if not self._listener.done():
            self._listener.set_result(listener)
        await self._closed.wait()

    async def say(
        self,
        address: ChatAddress,
        text: str,
        *,
        token: str,
        at: int | None,
        by: Person,
        document: Attachment | None = None,
    ) -> None:
        """Let a person say something in a chat, once for each `token`, and answer it there.

        `at` is the number of the entry whose button said it, if one did. Who says nothing to a
        document wants it summarized.
        """
        if self._listener is None:
            return
        listener = await asyncio.shield(self._listener)
        raw = {
            "chat": address.chat,
            "say": text[:LONGEST] or (SUMMARY if document else ""),
            "at": at,
            "language": by.language,
            "timezone": by.timezone,
        }
        if document is not None:
            raw["document"] = document.name[:LONGEST_NAME]
        heard = Heard(platform=self.platform.value, id=f"{address.chat}:{token}", raw=raw)
        async with self._conversations.of(address).turn:
            for new in await listener.hear([heard]):
                await self._answer(listener, new, document)

    async def post(self, address: ChatAddress, body: Body, *, key: str) -> Receipt:
        """Add one body to a conversation, once for each key.

        Raises:
            NotSent: the page is closed.
            Unreachable: the address is not that of a conversation.
            Refused: the body is not for a browser.
        """
        self._check(address, body)
        found = self._conversations.posted(address, key)
        if found is None:
            (found,) = self._conversations.say(address, [body], key=key)
        return Receipt(message_id=str(found.number))

    async def edit(self, address: ChatAddress, receipt: Receipt, body: Body) -> None:
        """Put another body in the place of one; of what scrolled out there is nothing to change.

        Raises:
            As `post`.
        """
        self._check(address, body)
        self._conversations.replace(address, int(receipt.message_id), body)

    async def find(self, address: ChatAddress, key: str, *, since: datetime) -> Receipt | None:
        """Return the receipt of what was posted with `key`; None if it does not stand there."""
        del since
        found = self._conversations.posted(address, key)
        return None if found is None else Receipt(message_id=str(found.number))

    async def close(self) -> None:
        """Let the answers that somebody waits for be given, then stop; safe to call twice."""
        await self._server.stop()
        self._closed.set()

    def _check(self, address: ChatAddress, body: Body) -> None:
        if address.platform != self.platform.value:
            raise Unreachable(f"{address} is no conversation in a browser.")
        said = body.get("html") or body.get("buttons")
        if body.get("surface") != SURFACE or not isinstance(said, str | list):
            raise Refused("This body was not rendered for a browser.")
        if not self._server.is_running:
            raise NotSent("The web page is closed.")

    async def _answer(
        self, listener: Listener, heard: Heard, document: Attachment | None = None
    ) -> None:
        address = ChatAddress(platform=self.platform.value, chat=str(heard.raw["chat"]))
        text, at = str(heard.raw["say"]), heard.raw.get("at")
        tapped = self._conversations.at(address, at) if isinstance(at, int) else {}
        name = str(heard.raw.get("document", ""))
        if name and document is None:  # it was not kept
            document = Attachment(name=name, content=Unread.LOST)
        label = f"{text} · {name}" if name else _label(tapped, text)
        said = self._conversations.hear(address, label)
        if heard.begun:  # by an earlier run: nobody can say whether it was done
            words = wording(str(heard.raw.get("language", "")))
            message = interrupted(words, text, repeatable=not name)
        else:
            await listener.begin(heard)
            message = await listener.answer(self._invocation(address, text, heard.raw, document))
        bodies = render(message)
        replaced = False
        if tapped and message.place is not Place.NEW and len(bodies) == 1:
            body = bodies[0]
            if message.place is Place.BUTTONS:
                body = {**tapped, "buttons": body.get("buttons", [])}
            replaced = self._conversations.replace(address, int(str(at)), body)
        if replaced:
            self._conversations.unhear(address, said)
        else:  # it is new, or what it belongs to scrolled out meanwhile
            self._conversations.say(address, bodies)
        await listener.done(heard)

    def _invocation(
        self, address: ChatAddress, text: str, raw: Mapping[str, Any], document: Attachment | None
    ) -> Invocation:
        return Invocation(
            address=address,
            person=address.chat,
            role=Role.OPERATOR,  # whoever is let in may see everything: see `Gate`
            text=text,
            attachments=() if document is None else (document,),
            language=raw.get("language"),
            timezone=raw.get("timezone"),
            received_at=self._now(),
        )


def _label(tapped: Body, text: str) -> str:
    """Return what a person sees of what they said: of a button, its label."""
    labels = {one["say"]: one["label"] for one in tapped.get("buttons", ())}
    return str(labels.get(text, text))
