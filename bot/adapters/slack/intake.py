"""Where everything that Slack sends comes in: kept, acknowledged, then done, a chat at a time.

Bolt unpacks it, from a socket or from HTTP, and hands it to the one middleware here. There are no
Bolt listeners: Bolt acknowledges events before those begin, so nothing could be kept before.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.adapters.lanes import Lanes, Work
from bot.adapters.slack import events, settings
from bot.adapters.slack.answering import Answering
from bot.adapters.slack.events import Happening, Said, Submitted
from bot.adapters.slack.finishing import handle, say_sorry, take_up
from bot.adapters.slack.keeping import Duty, Keeping, plain, to_heard
from bot.adapters.slack.sdk import MUTE
from bot.domain.errors import StoreError
from bot.ports.records import Heard

log = structlog.get_logger()

PATIENCE = 2.3  # seconds for a thing to be kept, and a form to be taken: Slack waits 3

_UNAVAILABLE = 503


class Intake(AsyncMiddleware):
    """Takes what Slack sends, keeps it, each thing once, and puts it in the lane of its chat."""

    def __init__(self, answering: Answering, lanes: Lanes) -> None:
        """Take what answers, and where it is put."""
        self._answering = answering
        self._lanes = lanes
        self._keeping = Keeping(answering.listener)
        self._opening: set[asyncio.Task[str | None]] = set()
        self._closed = False

    def close(self) -> None:
        """Acknowledge nothing any more: Slack tells somebody else, or us when we are back."""
        self._closed = True

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 -- Bolt hands it over
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 -- Bolt's name
    ) -> BoltResponse:
        """Return the acknowledgement; nothing that takes time is done before."""
        if (req.body or {}).get("type") == "url_verification":  # Bolt knows how to answer
            return await next()
        said = None if self._closed else await self.take(req.body or {})
        if said is None:  # Slack tells of events again
            return BoltResponse(status=_UNAVAILABLE)
        if said:
            headers: dict[str, str | Sequence[str]] = {"content-type": "application/json"}
            return BoltResponse(status=200, body=json.dumps(said), headers=headers)
        return BoltResponse(status=200, body="")

    async def take(self, body: Mapping[str, Any]) -> dict[str, Any] | None:
        """Take one payload and return what it is acknowledged with; None: with nothing."""
        happening = _read(body)
        if happening is not None:  # half of what comes in is none: our own words come back
            body = plain(body)
            happening = _read(body)
        if happening is None:
            return {}
        if isinstance(happening, Submitted):  # the person sees what becomes of it
            return await self._submitted(happening)
        heard = to_heard(body)
        kept = self._keeping.keep(heard, lambda: self._begin(happening, heard))
        await asyncio.wait({kept}, timeout=PATIENCE)
        url = happening.spot.response_url
        if kept.done():
            return self._kept(kept, happening, heard)
        log.warning("slack.store-slow", payload=body.get("type") or "command")
        if url is None:
            return None  # Slack tells of it again; it is answered once it is kept
        kept.add_done_callback(lambda _: self._kept(kept, happening, heard))
        if not body.get("command"):
            return {}
        return {"response_type": "ephemeral", "text": self._answering.say_own("slow", None)}

    def resume(self, heard: Heard) -> None:
        """Take up what an earlier run left open."""
        duty = Duty(heard=heard, listener=self._answering.listener, again=True)
        happening = _read(heard.raw)
        if happening is None or isinstance(happening, Submitted):  # an older release kept it
            self._lanes.put(heard.id, duty.done)
        else:
            self._put(happening, lambda: take_up(self._answering, happening, duty))

    def _begin(self, happening: Happening, heard: Heard) -> None:
        """Let what has just been kept be answered; when we close, by the next run."""
        if self._closed:
            return
        duty = Duty(heard=heard, listener=self._answering.listener)
        if isinstance(happening, Said) and settings.asks_for_form(happening):
            opening = asyncio.create_task(settings.open_waiting(self._answering, happening))
            self._opening.add(opening)
            opening.add_done_callback(self._opening.discard)
            self._put(happening, lambda: settings.fill(self._answering, happening, opening, duty))
        else:
            self._put(happening, lambda: handle(self._answering, happening, duty))

    def _kept(
        self, kept: asyncio.Future[Exception | None], happening: Happening, heard: Heard
    ) -> dict[str, Any] | None:
        """Return the acknowledgement of what is kept, or could not be."""
        problem, url = kept.result(), happening.spot.response_url
        if problem is None:
            return {}
        if isinstance(problem, StoreError):
            log.warning("slack.not-kept", problem=str(problem))
        else:
            log.error("slack.not-kept", exc_info=problem)
        if url is None:
            return None
        # Slack does not tell of it again, and would say that we are broken
        self._lanes.put(f"sorry {heard.id}", lambda: say_sorry(self._answering, url))
        return {}

    async def _submitted(self, submitted: Submitted) -> dict[str, Any]:
        ack: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._put(submitted, lambda: settings.submit(self._answering, submitted, ack))
        try:
            return await asyncio.wait_for(ack, PATIENCE)
        except TimeoutError:
            return {}

    def _put(self, happening: Happening, work: Work) -> None:
        spot = happening.spot
        self._lanes.put(f"{spot.workspace}/{spot.channel}", work)


def _read(body: Mapping[str, Any]) -> Happening | None:
    try:
        return events.read(body)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # what Slack does not document; its values are nobody's business
        log.warning("slack.unreadable", payload=body.get("type"), problem=type(error).__name__)
        return None


def bolt_app(intake: Intake) -> AsyncApp:
    """Return a Bolt app that hands everything to `intake`.

    It looks up no token: that is done where one is needed, after the acknowledgement. Signatures
    are checked in `http.py`, before anything is unpacked.
    """

    async def authorize(team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=team_id)

    async def failed(error: Exception) -> None:
        log.error("slack.intake-failed", exc_info=error)

    app = AsyncApp(
        name="digestbot",
        logger=MUTE,
        authorize=authorize,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        before_authorize=intake,  # which ends it
    )
    app.error(failed)
    return app
