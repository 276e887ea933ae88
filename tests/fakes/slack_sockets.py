"""Socket Mode: tickets, hello, envelopes, and Slack's ways to end a connection.

Source: docs.slack.dev/apis/events-api/using-socket-mode.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import aiohttp
from aiohttp import web

from tests.fakes.slack_types import JSON, Delivery

if TYPE_CHECKING:
    from tests.fakes.slack_world import World

MOST_SOCKETS = 10


@dataclass(slots=True, kw_only=True)
class _Sent:
    """An envelope that waits for its acknowledgement."""

    delivery: Delivery
    accepts: bool
    acked: Callable[[], None]
    answer: asyncio.Future[JSON]


class Sockets:
    """The app's open connections; any of them may get any payload, here in turn."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.opened = 0  # how many connections there have been
        self._tickets: set[str] = set()
        self._sockets: list[web.WebSocketResponse] = []
        self._transports: dict[web.WebSocketResponse, asyncio.BaseTransport] = {}
        self._sent: dict[str, _Sent] = {}
        self._turn = 0

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._sockets)

    def ticket(self) -> str:
        """Return an address that opens one connection."""
        ticket = uuid4().hex
        self._tickets.add(ticket)
        address = self.world.root.replace("http://", "ws://")
        return f"{address}/link/?ticket={ticket}&app_id={self.world.app_id}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        try:
            await socket.prepare(request)
        except ConnectionResetError:
            return web.Response()  # whoever connected is gone already
        assert request.transport is not None
        if self.count >= MOST_SOCKETS:
            await self._say_goodbye(socket, "too_many_websockets")
            await socket.close()
            return socket
        self._transports[socket] = request.transport
        self._sockets.append(socket)
        self.opened += 1
        try:
            await socket.send_json(self._hello())
            self.world.changed()
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._take(message.data)
        except ConnectionResetError:
            pass  # whoever connected is gone already
        finally:
            self._forget(socket)
        return socket

    def _hello(self) -> JSON:
        debug = {"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060}
        connection = {"app_id": self.world.app_id}
        return {
            "type": "hello", "num_connections": self.count, "debug_info": debug,
            "connection_info": connection,
        }  # fmt: skip

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)
        self._transports.pop(socket, None)
        self.world.changed()

    def _take(self, text: str) -> None:
        """Take an acknowledgement; it may come through another connection than the envelope."""
        try:
            message = json.loads(text)
            sent = self._sent.get(message["envelope_id"])
        except (ValueError, KeyError, TypeError):
            self.world.complaints.append(f"an app sent {text[:200]!r}")
            return
        if sent is None:
            self.world.complaints.append(f"an unknown envelope was acknowledged: {text[:200]!r}")
            return
        payload = message.get("payload") or {}
        if payload and not sent.accepts:
            self.world.complaints.append(f"a payload in an acknowledgement: {text[:200]!r}")
        sent.acked()
        if not sent.answer.done():
            sent.answer.set_result(payload)

    async def send(
        self,
        delivery: Delivery,
        *,
        attempt: int,
        reason: str,
        accepts: bool,
        seconds: float,
        acked: Callable[[], None],
    ) -> tuple[JSON | None, str]:
        """Send one envelope; return what its acknowledgement says, or why there was none."""
        if not self._sockets:
            return None, "no_connection"
        self._turn += 1
        socket = self._sockets[self._turn % self.count]
        envelope: JSON = {
            "envelope_id": str(uuid4()), "type": delivery.kind, "payload": delivery.payload,
            "accepts_response_payload": accepts,
        }  # fmt: skip
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        answer: asyncio.Future[JSON] = asyncio.get_running_loop().create_future()
        self._sent[envelope["envelope_id"]] = _Sent(
            delivery=delivery, accepts=accepts, acked=acked, answer=answer
        )
        try:
            await socket.send_json(envelope)
            async with asyncio.timeout(seconds):
                return await answer, ""
        except (TimeoutError, ConnectionError):
            return None, "timeout"

    async def connected(self, count: int = 1, within: float = 40) -> None:
        """Wait until so many connections are open."""
        done = await self.world.wait_until(lambda: self.count >= count, within=within)
        assert done, f"{self.count} connections are open, not {count}"

    async def say(self, message: JSON) -> None:
        """Send something to every connection."""
        for socket in list(self._sockets):
            await socket.send_json(message)

    async def warn(self) -> None:
        """Warn every connection that it will soon be ended."""
        for socket in list(self._sockets):
            await self._say_goodbye(socket, "warning")

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """End every connection as Slack does every few hours, or for another reason."""
        for socket in list(self._sockets):
            await self._say_goodbye(socket, reason)
            self._forget(socket)

    async def _say_goodbye(self, socket: web.WebSocketResponse, reason: str) -> None:
        debug = {"host": "applink-fake"}
        await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": debug})

    def abort(self) -> None:
        """Tear every connection without a word."""
        for socket, transport in list(self._transports.items()):
            assert isinstance(transport, asyncio.Transport)
            transport.abort()
            self._forget(socket)

    async def close(self) -> None:
        """End every connection in good order."""
        for socket in list(self._sockets):
            await socket.close()
