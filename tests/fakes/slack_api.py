"""Slack on loopback: the Web API, Socket Mode, HTTP events, OAuth and response_url.

    async with SlackApi() as api:
        team = api.team("T1")
        ann, news = team.person("Ann"), team.channel("news")
        # the app: AsyncWebClient(token=team.bot_token, base_url=api.base_url), api.app_token
        await ann.command(news, "/digest", "subscribe space")
        message = await news.shows("Subscribed")

It is written from Slack's documentation (docs.slack.dev) and is strict: what Slack documents as
a limit is refused with Slack's error. Slack's clock is `api.now`; only the time that an
acknowledgement may take, and the time between attempts, is real.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, Self

from tests.fakes.slack_apps import Consent
from tests.fakes.slack_delivery import Courier
from tests.fakes.slack_faults import (
    DropAfter,
    DropBefore,
    ErrorAfter,
    Fault,
    Faults,
    Pace,
    RateLimited,
    Refuse,
    ServerError,
    SlowAfter,
    SlowBefore,
    TruncateAfter,
)
from tests.fakes.slack_site import Site
from tests.fakes.slack_types import JSON, Delivery, Request
from tests.fakes.slack_world import ALL_SCOPES, Channel, Team, Token, World

__all__ = [
    "ALL_SCOPES",
    "DropAfter",
    "DropBefore",
    "ErrorAfter",
    "RateLimited",
    "Refuse",
    "ServerError",
    "SlackApi",
    "SlowAfter",
    "SlowBefore",
    "TruncateAfter",
]


class SlackApi(World):
    """The fake Slack; one app, any number of workspaces."""

    client_id = "1234.5678"
    client_secret = "client-secret"
    app_token = "xapp-1-A0DIGEST-1-secret"

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        super().__init__(now)
        self.courier = Courier(self)
        self.post = self.courier
        self.requests: list[Request] = []
        self.faults = Faults()
        self.pace: Pace | None = None
        self.consents: dict[str, Consent] = {}
        self.tokens[self.app_token] = Token(
            value=self.app_token, team=None, scopes=frozenset({"connections:write"})
        )
        self._site = Site(self)

    # -- the world ------------------------------------------------------------------------------

    def team(
        self, team_id: str, *, installed: bool = True, scopes: Iterable[str] = ALL_SCOPES
    ) -> Team:
        """Return the workspace of this id, which is new unless known, with the app installed."""
        if team_id not in self.teams:
            self.teams[team_id] = Team(self, team_id)
            if installed:
                self.teams[team_id].install(scopes)
        return self.teams[team_id]

    def authorize(
        self,
        client_id: str,
        redirect_uri: str,
        state: str = "",  # noqa: ARG002 -- Slack hands it back; see the page
        *,
        team: Team | None = None,
        scopes: Iterable[str] = ALL_SCOPES,
    ) -> str:
        """Agree to the app on Slack's page, for a new workspace; return the code."""
        code = f"code-{self.number()}"
        self.consents[code] = Consent(
            client_id=client_id,
            redirect_uri=redirect_uri,
            team=team or self.team(self.new_id("T"), installed=False),
            scopes=frozenset(scopes),
        )
        return code

    def fault(
        self, method: str, fault: Fault, *, times: int = 1, channel: Channel | str | None = None
    ) -> None:
        """Let the next calls of a method go wrong; with `channel`, only those to it."""
        name = channel.id if isinstance(channel, Channel) else channel
        self.faults.order(method, fault, times=times, channel=name)

    def enforce_pace(self, per_second: float = 1.0, burst: int = 3) -> Pace:
        """Refuse what comes faster than a message a second in a channel; return what counts it."""
        self.pace = Pace(per_second=per_second, burst=burst)
        return self.pace

    def calls(self, method: str, channel: Channel | None = None) -> list[Request]:
        """Return the calls of a method, of one channel if it is given, oldest first."""
        return [
            request
            for request in self.requests
            if request.method == method
            and (channel is None or request.params.get("channel") == channel.id)
        ]

    @property
    def asked_again_during_penalty(self) -> int:
        """How many calls came while Slack had asked to wait."""
        return self.faults.asked_again_during_penalty

    # -- delivery ---------------------------------------------------------------------------------

    @property
    def ack_seconds(self) -> float:
        """How long, in real seconds, an acknowledgement may take; 3, as Slack's."""
        return self.courier.ack_seconds

    @ack_seconds.setter
    def ack_seconds(self, seconds: float) -> None:
        self.courier.ack_seconds = seconds

    @property
    def retry_delays(self) -> tuple[float, ...]:
        """How long, in real seconds, Slack waits before each further attempt; 0, 60, 300."""
        return self.courier.retry_delays

    @retry_delays.setter
    def retry_delays(self, delays: tuple[float, ...]) -> None:
        self.courier.retry_delays = delays

    @property
    def request_url(self) -> str | None:
        """Where events, commands and clicks are posted; None for Socket Mode."""
        return self.courier.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self.courier.request_url = url

    @property
    def signing_secret(self) -> str:
        """What HTTP deliveries are signed with."""
        return self.courier.signing_secret

    @property
    def subscriptions(self) -> set[str] | None:
        """The events that the app has asked for, as in its manifest; None for all."""
        return self.courier.subscriptions

    @subscriptions.setter
    def subscriptions(self, names: set[str] | None) -> None:
        self.courier.subscriptions = names

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was sent to the app, in order."""
        return self.courier.deliveries

    @property
    def slowest_ack(self) -> float:
        """The longest time, in real seconds, that an acknowledgement took."""
        return self.courier.slowest_ack

    async def send_signed(self, payload: JSON, **how: Any) -> tuple[int, str, dict[str, str]]:
        """Post a payload to the request URL; see `Courier.send_signed` for forgeries."""
        return await self.courier.send_signed(payload, **how)

    def replay(self, delivery: Delivery, *, copies: int = 1) -> None:
        """Deliver what was delivered once more, as Slack at times does."""
        self.courier.replay(delivery, copies=copies)

    async def settled(self) -> None:
        """Wait until every event is acknowledged or given up."""
        await self.courier.settled()

    async def connected(self, count: int = 1, within: float = 40) -> None:
        """Wait until the app has so many sockets open."""
        await self.courier.sockets.connected(count, within)

    async def verify_url(self) -> bool:
        """Make sure that the request URL is the app's, as Slack does when it is entered."""
        challenge = f"challenge-{self.number()}"
        payload = {
            "type": "url_verification", "challenge": challenge, "token": self.verification_token
        }  # fmt: skip
        status, body, _ = await self.courier.send_signed(payload)
        return status == 200 and challenge in body

    # -- up and down ----------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        await self.come_up()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.courier.close()
        await self.go_down()

    @property
    def base_url(self) -> str:
        """The address for AsyncWebClient."""
        return f"{self.root}/api/"

    async def come_up(self) -> None:
        """Listen, on the same port as before."""
        await self._site.come_up()

    async def go_down(self) -> None:
        """Stop listening and tear every connection."""
        await self._site.go_down()
