"""How what people do reaches the app: through a socket or by HTTP, in time, and again if not."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack_sockets import Sockets
from tests.fakes.slack_types import JSON, Ack, Delivery

if TYPE_CHECKING:
    from tests.fakes.slack_world import Team, World

# docs.slack.dev/apis/events-api: three more attempts, at once, after one and after five minutes
RETRY_DELAYS = (0.0, 60.0, 300.0)
ACK_SECONDS = 3.0

_CHANNEL_KINDS = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
_SCOPES = {
    "app_mention": "app_mentions:read", "message.channels": "channels:history",
    "message.groups": "groups:history", "message.im": "im:history",
    "message.mpim": "mpim:history", "channel_archive": "channels:read",
    "group_archive": "groups:read", "channel_left": "channels:read", "group_left": "groups:read",
    "channel_deleted": "channels:read",
    "group_deleted": "groups:read",
}  # fmt: skip


class Courier:
    """Carries payloads to the app; events again if nobody took them, clicks never."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sockets = Sockets(world)
        self.ack_seconds = ACK_SECONDS
        self.retry_delays: tuple[float, ...] = RETRY_DELAYS
        self.request_url: str | None = None  # set: HTTP instead of Socket Mode
        self.signing_secret = "signing-secret"
        self.subscriptions: set[str] | None = None  # app_mention, message.im …; None: all
        self.deliveries: list[Delivery] = []
        self.slowest_ack = 0.0
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    # -- events ---------------------------------------------------------------------------------

    def event(self, team: Team, event: JSON) -> Delivery | None:
        """Send an event on its way if the app has subscribed to it and may hear it."""
        name = event["type"]
        if name == "message":
            name = f"message.{_CHANNEL_KINDS[event['channel_type']]}"
        scope = _SCOPES.get(name)
        if name == "member_joined_channel":
            scope = "channels:read" if event["channel_type"] == "C" else "groups:read"
        if team.token is None or (scope and scope not in team.token.scopes):
            return None
        if self.subscriptions is not None and name not in self.subscriptions:
            return None
        if event.get("bot_id") == team.bot_id and not self.is_reachable:
            return None  # an echo that nobody waits for
        delivery = Delivery(kind="events_api", payload=self._wrapped(team, event))
        self._start(delivery)
        return delivery

    def replay(self, delivery: Delivery, *, copies: int = 1) -> None:
        """Deliver what was delivered once more, as Slack at times does."""
        for _ in range(copies):
            self._start(Delivery(kind=delivery.kind, payload=delivery.payload))

    def _start(self, delivery: Delivery) -> None:
        self.deliveries.append(delivery)
        task = asyncio.ensure_future(self._carry(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, delivery: Delivery) -> None:
        """Deliver an event, and three more times if need be."""
        reason = ""
        for attempt, delay in enumerate((0.0, *self.retry_delays)):
            await asyncio.sleep(delay)
            ack, reason, again = await self._attempt(delivery, attempt, reason, accepts=False)
            if ack is not None or not again:
                return

    async def settled(self) -> None:
        """Wait until every event is acknowledged or given up."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    # -- commands, clicks, forms ------------------------------------------------------------------

    async def ask(self, kind: str, payload: JSON, *, accepts: bool) -> Ack:
        """Deliver something that a person waits for; it is tried once."""
        delivery = Delivery(kind=kind, payload=payload)
        self.deliveries.append(delivery)
        begun = time.monotonic()
        body, reason, _ = await self._attempt(delivery, 0, "", accepts=accepts)
        seconds = time.monotonic() - begun
        if body is not None:
            return Ack(acked=True, seconds=seconds, payload=body)
        error = "operation_timeout" if "timeout" in reason else "dispatch_failed"
        return Ack(acked=False, seconds=seconds, error=error)

    @property
    def is_reachable(self) -> bool:
        """Whether there is anything to deliver to."""
        return self.request_url is not None or self.sockets.count > 0

    async def _attempt(
        self, delivery: Delivery, attempt: int, reason: str, *, accepts: bool
    ) -> tuple[JSON | None, str, bool]:
        """Deliver once; return what came back, or why nothing did, and whether to try again."""
        delivery.attempts += 1
        begun = time.monotonic()

        def acked() -> None:
            delivery.seconds = max(delivery.seconds or 0.0, time.monotonic() - begun)
            self.slowest_ack = max(self.slowest_ack, delivery.seconds)

        again = True
        if self.request_url is None:
            body, failed = await self.sockets.send(
                delivery,
                attempt=attempt,
                reason=reason,
                accepts=accepts,
                seconds=self.ack_seconds,
                acked=acked,
            )
        else:
            body, failed, again = await self._knock(delivery, attempt, reason)
            acked()
        if body is None:
            delivery.reasons.append(failed)
        else:
            delivery.acked = True
        self.world.changed()
        return body, failed, again

    # -- HTTP -------------------------------------------------------------------------------------

    async def _knock(
        self, delivery: Delivery, attempt: int, reason: str
    ) -> tuple[JSON | None, str, bool]:
        retry = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        try:
            async with asyncio.timeout(self.ack_seconds):
                status, text, headers = await self.send_signed(
                    delivery.payload, kind=delivery.kind, headers=retry if attempt else {}
                )
        except TimeoutError:
            return None, "http_timeout", True
        except aiohttp.ClientError:
            return None, "connection_failed", True
        if status // 100 != 2:
            return None, "http_error", headers.get("X-Slack-No-Retry") != "1"
        return _as_json(text), "", False

    async def send_signed(
        self,
        payload: JSON,
        *,
        kind: str = "events_api",
        secret: str | None = None,
        timestamp: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, str, dict[str, str]]:
        """Post a payload to the request URL, signed; return status, body and headers.

        Another `secret` or `timestamp` makes a forgery of it.
        """
        assert self.request_url is not None, "set api.request_url first"
        form = {"slash_commands": payload, "interactive": {"payload": json.dumps(payload)}}
        if kind in form:
            body, content_type = urlencode(form[kind]), "application/x-www-form-urlencoded"
        else:
            body, content_type = json.dumps(payload), "application/json"
        stamp = timestamp if timestamp is not None else str(int(self.world.now()))
        key = (secret or self.signing_secret).encode()
        digest = hmac.new(key, f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        signed = {
            "Content-Type": content_type, "X-Slack-Signature": f"v0={digest}",
            "X-Slack-Request-Timestamp": stamp, "User-Agent": "Slackbot 1.0", **(headers or {}),
        }  # fmt: skip
        if self._session is None:
            self._session = aiohttp.ClientSession()
        async with self._session.post(
            self.request_url, data=body, headers=signed, allow_redirects=False
        ) as answer:
            return answer.status, await answer.text(), dict(answer.headers)

    def _wrapped(self, team: Team, event: JSON) -> JSON:
        world = self.world
        bot = {
            "enterprise_id": None, "team_id": team.id, "user_id": team.bot_user_id, "is_bot": True,
            "is_enterprise_install": False,
        }  # fmt: skip
        return {
            "token": world.verification_token, "team_id": team.id, "context_team_id": team.id,
            "context_enterprise_id": None, "api_app_id": world.app_id,
            "event": {name: value for name, value in event.items() if value is not None},
            "type": "event_callback", "event_id": world.new_id("Ev"),
            "event_time": int(world.now()), "authorizations": [bot],
            "is_ext_shared_channel": False, "event_context": f"4-{world.number()}",
        }  # fmt: skip

    async def close(self) -> None:
        """Stop delivering."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()


def _as_json(text: str) -> JSON:
    """Return an answer's body; plain text is what a command says."""
    try:
        body = json.loads(text)
    except ValueError:
        return {"text": text} if text else {}
    return body if isinstance(body, dict) else {"text": text}
