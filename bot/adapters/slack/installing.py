"""OAuth: people install the bot in their workspace by themselves.

https://docs.slack.dev/authentication/installing-with-oauth
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import structlog
from aiohttp import web
from slack_sdk.oauth import AuthorizeUrlGenerator

from bot.adapters.slack.manifest import SCOPES
from bot.adapters.slack.sdk import ask
from bot.adapters.slack.workspaces import Workspaces
from bot.domain.errors import PostError
from bot.ports.installations import Installation, Installations

log = structlog.get_logger()

COOKIE = "digestbot-slack-state"
COOKIE_SECONDS = 600

_FOUND = 302
_BAD_REQUEST = 400
_BAD_GATEWAY = 502


class Installing:
    """The two pages of an installation."""

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        base_url: str,
        workspaces: Workspaces,
        installations: Installations,
        installed: Callable[[str], Awaitable[None]],
        now: Callable[[], datetime],
    ) -> None:
        """Take the app's own credentials, and what is told of a workspace's new installation."""
        self._client_id = client_id
        self._client_secret = client_secret
        self._authorize = AuthorizeUrlGenerator(
            client_id=client_id,
            scopes=sorted(SCOPES),
            authorization_url=urljoin(base_url, "../oauth/v2/authorize"),
        )
        self._workspaces = workspaces
        self._installations = installations
        self._installed = installed
        self._now = now

    async def begin(self, request: web.Request) -> web.Response:
        """Send a person to Slack, to be asked whether they want us."""
        state = await asyncio.to_thread(self._installations.new_state)
        headers = {"Location": self._authorize.generate(state), "Cache-Control": "no-store"}
        answer = web.Response(status=_FOUND, headers=headers)
        # only the browser that began may end: a link with somebody else's state does nothing
        answer.set_cookie(
            COOKIE,
            state,
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure="https" in {request.scheme, request.headers.get("X-Forwarded-Proto")},
        )
        return answer

    async def end(self, request: web.Request) -> web.Response:
        """Take a person back from Slack, and the token that it gives for their code."""
        state, code = request.query.get("state", ""), request.query.get("code", "")
        ours = _is_same(request.cookies.get(COOKIE, ""), state)
        if not (state and ours and await asyncio.to_thread(self._installations.take_state, state)):
            return _page("This page has expired. Begin again at /slack/install.", _BAD_REQUEST)
        if not code:
            return _page("digestbot was not installed.", _BAD_REQUEST)
        try:
            # not the SDK's own method: aiohttp warns of how it writes the header
            said = await ask(
                self._workspaces.client().api_call(
                    "oauth.v2.access",
                    data={
                        "client_id": self._client_id,
                        "client_secret": self._client_secret,
                        "code": code,
                    },
                )
            )
        except PostError as error:
            log.warning("slack.not-installed", problem=str(error))
            return _page("Slack did not let digestbot in. Begin again later.", _BAD_GATEWAY)
        installation = to_installation(said, self._now())
        if installation is None:
            return _page(
                "digestbot can be installed in a workspace, not in a whole organization.",
                _BAD_REQUEST,
            )
        await asyncio.to_thread(self._installations.save, installation)
        self._workspaces.forget(installation.workspace)
        await self._installed(installation.workspace)
        log.info("slack.installed", workspace=installation.workspace)
        return _page(f"digestbot is installed in {installation.name}. You can close this page.")


def to_installation(said: Mapping[str, Any], now: datetime) -> Installation | None:
    """Return what `oauth.v2.access` says; None if that is of no single workspace."""
    team = said.get("team") or {}
    if said.get("is_enterprise_install") or not team.get("id") or not said.get("access_token"):
        return None
    return Installation(
        workspace=str(team["id"]),
        name=str(team.get("name") or team["id"]),
        token=str(said["access_token"]),
        bot=str(said.get("bot_user_id") or ""),
        installed_by=(said.get("authed_user") or {}).get("id"),
        installed_at=now,
    )


def _is_same(one: str, other: str) -> bool:
    """Compare what anybody may have sent, raw bytes in the place of characters and all."""
    sent = (text.encode(errors="surrogateescape") for text in (one, other))
    return hmac.compare_digest(*sent)


def _page(text: str, status: int = 200) -> web.Response:
    """Return a page of plain text: a workspace's name is anybody's words."""
    return web.Response(text=text + "\n", status=status, headers={"Cache-Control": "no-store"})
