"""HTTP events: who signs them, when, and what they are answered with."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from tests.bot.adapters.slack_office import Office, office, until
from tests.bot.adapters.test_slack_modal import FORM
from tests.fakes.slack_api import SlackApi


@contextlib.asynccontextmanager
async def http_office(**settings: Any) -> AsyncIterator[Office]:
    api = SlackApi()
    usual = {
        "app_token": None,
        "signing_secret": api.signing_secret,
        "http_port": 0,
        "now": lambda: datetime.now(UTC),
    }
    async with office(api=api, **{**usual, **settings}) as o:
        await until(lambda: o.adapter.http_port)
        api.request_url = f"http://127.0.0.1:{o.adapter.http_port}/slack/events"
        yield o


async def test_everything_comes_by_http() -> None:
    async with http_office() as o:
        assert await o.api.verify_url()
        ack = await o.ann.command(o.news, "/summary", "1")
        assert (ack.acked, ack.payload) == (True, {})
        await o.news.shows("You said summary 1.")
        await o.ann.says(o.news, "<@BOT> summary 2")
        await o.news.shows("You said summary 2.")
        o.desk.settings = FORM
        await o.ann.command(o.news, "/digest", "settings")
        await o.ann.modal_shows("Time zone")
        assert (await o.ann.submits()).acked
        await o.news.shows("Saved.")
        assert o.api.courier.sockets.opened == 0


async def test_slack_tells_again_and_it_is_answered_once() -> None:
    async with http_office() as o:
        await o.ann.says(o.news, "<@BOT> summary 1")
        await o.news.shows("You said summary 1.")
        delivery = o.api.deliveries[-1]
        again = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
        for _ in range(3):
            status, _, _ = await o.api.send_signed(delivery.payload, headers=again)
            assert status == 200
        await o.ann.says(o.news, "<@BOT> summary 2")
        await o.news.shows("You said summary 2.")
        assert len(o.desk.heard) == 2


@pytest.mark.parametrize(
    "forged",
    [
        {"secret": "another"},
        {"off": -301},
        {"off": 400},
        {"timestamp": "soon"},
        {"timestamp": ""},
        {"timestamp": "-5"},
        {"timestamp": "1.5"},
        {"timestamp": "9" * 5000},
        {"headers": {"X-Slack-Signature": "v0="}},
        {"headers": {"X-Slack-Signature": "v0=\u00e9"}},
        {"headers": {"X-Slack-Request-Timestamp": "\u0663"}},
    ],
)
async def test_a_forgery_is_refused(forged: dict[str, Any]) -> None:
    async with http_office() as o:
        event = {"type": "app_mention", "user": "U1", "channel": "C1", "text": "summary"}
        payload = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event}
        if "off" in forged:  # seconds
            forged = {"timestamp": str(int(time.time()) + forged["off"])}
        status, _, _ = await o.api.send_signed(payload, **forged)
        assert status == 401
        await o.api.settled()
        assert o.desk.heard == []


async def test_what_is_no_text_is_refused() -> None:
    async with http_office() as o, aiohttp.ClientSession() as session:
        headers = {
            "X-Slack-Request-Timestamp": str(int(time.time())),
            "X-Slack-Signature": "v0=0",
            "Content-Type": "application/json; charset=nonsense",
        }
        assert o.api.request_url is not None
        for data in (b"\xff\xfe", b"{", b""):
            async with session.post(o.api.request_url, data=data, headers=headers) as answer:
                assert answer.status == 401


async def test_there_is_nothing_else() -> None:
    async with http_office() as o, aiohttp.ClientSession() as session:
        root = f"http://127.0.0.1:{o.adapter.http_port}"
        for path in ("/", "/slack/install", "/slack/oauth_redirect"):
            async with session.get(root + path) as answer:
                assert answer.status == 404


async def test_a_signed_payload_that_cannot_be_read_is_no_server_error() -> None:
    async with http_office() as o:
        for payload in ({"type": "block_actions", "actions": 5}, {"type": "event_callback"}):
            status, _, _ = await o.api.send_signed(payload)
            assert status == 200
