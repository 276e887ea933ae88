"""The fake Slack brings events as Slack does, fails as told, and lets apps be installed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack_api import (
    DropAfter,
    DropBefore,
    ErrorAfter,
    RateLimited,
    Refuse,
    ServerError,
    SlackApi,
    SlowBefore,
    TruncateAfter,
)


class Clock:
    def __init__(self) -> None:
        self.at = 1_764_000_000.0

    def __call__(self) -> float:
        return self.at

    now = __call__  # as slack_sdk asks for it


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def api(clock) -> AsyncIterator[SlackApi]:
    async with SlackApi(now=clock) as slack:
        slack.ack_seconds = 0.2
        slack.retry_delays = (0.0, 0.01, 0.02)
        yield slack


@pytest.fixture
def team(api):
    return api.team("T1")


@pytest.fixture
def ann(team):
    return team.person("Ann")


@pytest.fixture
def news(team):
    return team.channel("news")


@pytest.fixture
def client(api, team):
    return AsyncWebClient(token=team.bot_token, base_url=api.base_url, retry_handlers=[])


@pytest.fixture
def heard():
    return []


@pytest.fixture
async def app(api, client, heard) -> AsyncIterator[AsyncApp]:
    bolt = AsyncApp(client=client)

    async def note(event):
        heard.append((event["type"], event.get("subtype"), event.get("channel_type")))

    for name in ("message", "app_mention", "channel_archive", "channel_left", "app_uninstalled",
                 "tokens_revoked", "member_joined_channel"):  # fmt: skip
        bolt.event(name)(note)
    handler = AsyncSocketModeHandler(bolt, api.app_token, ping_interval=1)
    await handler.connect_async()
    await api.connected()
    yield bolt
    await handler.close_async()


async def post(client, channel, text="x"):
    return await client.chat_postMessage(channel=channel.id, text=text)


# -- events --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("app")
async def test_what_people_do_becomes_events(api, team, ann, news, heard):
    said = await ann.says(news, "<@BOT> summary", files=[team.file("a.txt", b"x")])
    await ann.edits(said, "<@BOT> digest")
    await ann.says(team.dm(ann), "<@BOT> hello")
    news.bot_message("from a feed")
    await ann.joins(news)
    news.remove_bot()
    news.archive()
    await api.settled()
    team.uninstall()
    await api.settled()
    # What is not acknowledged within three seconds is said once more, as a busy machine may see.
    await api.wait_until(lambda: len(set(heard)) == 10)
    assert set(heard) == {
        ("message", "file_share", "channel"),
        ("app_mention", None, None),
        ("message", "message_changed", "channel"),
        ("message", None, "im"),
        ("message", "bot_message", "channel"),
        ("member_joined_channel", None, "C"),
        ("channel_left", None, None),
        ("channel_archive", None, None),
        ("tokens_revoked", None, None),
        ("app_uninstalled", None, None),
    }
    assert said.files[0].content == b"x"


async def test_only_what_was_subscribed_and_granted_is_sent(api, team, ann, news):
    api.subscriptions = {"app_mention", "message.im"}
    await ann.says(news, "<@BOT> hello")
    team.grant({"app_mentions:read"})
    await ann.says(team.dm(ann), "hello")
    assert [delivery.event["type"] for delivery in api.deliveries] == ["app_mention"]
    outside = team.channel("outside", bot_is_member=False)
    await ann.says(outside, "<@BOT> hello")
    assert len(api.deliveries) == 1


async def test_an_event_nobody_takes_comes_four_times_a_command_once(api, ann, news):
    await ann.says(news, "hello")
    await api.settled()
    assert (api.deliveries[0].attempts, api.deliveries[0].acked) == (4, False)
    ack = await ann.command(news, "/digest")
    assert (ack.acked, ack.error, api.deliveries[1].attempts) == (False, "dispatch_failed", 1)


async def test_a_late_acknowledgement_is_a_retry_and_is_noted(api, ann, news):
    seen = []
    async with aiohttp.ClientSession() as http:
        head = {"Authorization": f"Bearer {api.app_token}"}
        async with http.post(api.base_url + "apps.connections.open", headers=head) as answer:
            url = (await answer.json())["url"]
        async with http.ws_connect(url) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            await ann.says(news, "hello")
            seen += [await socket.receive_json(), await socket.receive_json()]
            for envelope in seen:
                await socket.send_json({"envelope_id": envelope["envelope_id"]})
            await api.settled()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(url)
    assert [(e["retry_attempt"], e["retry_reason"]) for e in seen] == [(0, ""), (1, "timeout")]
    assert seen[0]["payload"]["event_id"] == seen[1]["payload"]["event_id"]
    assert api.slowest_ack >= 0.2
    assert api.deliveries[0].acked


async def test_the_eleventh_socket_is_sent_away(api):
    async with aiohttp.ClientSession() as http:
        sockets = [await http.ws_connect(api.courier.sockets.ticket()) for _ in range(10)]
        await api.connected(10)
        one_more = await http.ws_connect(api.courier.sockets.ticket())
        assert (await one_more.receive_json())["reason"] == "too_many_websockets"
        for socket in [*sockets, one_more]:
            await socket.close()


@pytest.mark.parametrize("how", ["refresh", "abort", "warn"])
@pytest.mark.usefixtures("app")
async def test_an_app_reconnects(api, ann, news, heard, how):
    ended = getattr(api.courier.sockets, how)()
    if ended is not None:
        await ended
    await api.wait_until(lambda: api.courier.sockets.opened >= 2)
    await ann.says(news, "still there?")
    await api.settled()
    assert ("message", None, "channel") in heard


@pytest.mark.usefixtures("app")
async def test_an_event_may_come_twice(api, ann, news, heard):
    await ann.says(news, "hello")
    await api.settled()
    api.replay(api.deliveries[0], copies=2)
    await api.settled()
    assert len(heard) == 3
    assert len({delivery.payload["event_id"] for delivery in api.deliveries}) == 1


# -- HTTP ----------------------------------------------------------------------------------------


@pytest.fixture
async def endpoint(api, clock) -> AsyncIterator[list]:
    """What an app at the request URL received: kind of body, retry number."""
    received = []
    verifier = SignatureVerifier(
        api.signing_secret, clock=type("C", (), {"now": lambda _: clock.at})()
    )

    async def take(request: web.Request) -> web.Response:
        body = await request.text()
        try:
            good = verifier.is_valid_request(body, dict(request.headers))
        except ValueError:
            return web.Response(status=500)
        if not good:
            return web.Response(status=401)
        if "challenge" in body:
            return web.json_response({"challenge": json.loads(body)["challenge"]})
        number = request.headers.get("X-Slack-Retry-Num")
        received.append((request.content_type, number, request.headers.get("X-Slack-Retry-Reason")))
        if "stumble" in body and number is None:
            return web.Response(status=500)
        if "never" in body:
            return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})
        return web.Response(text="done" if "command=" in body else "")

    server = web.Application()
    server.router.add_post("/slack/events", take)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    api.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield received
    await runner.cleanup()


async def test_http_deliveries_are_signed_retried_and_answered(api, endpoint, ann, news):
    assert await api.verify_url()
    await ann.says(news, "stumble")
    await api.settled()
    await ann.says(news, "never")
    await api.settled()
    assert endpoint == [
        ("application/json", None, None),
        ("application/json", "1", "http_error"),
        ("application/json", None, None),
    ]
    assert (await ann.command(news, "/digest")).acked
    assert news.ephemerals[-1].read == "done"
    assert (await ann.shortcut(None, "summarize")).acked
    assert (await ann.shortcut(news.add(text="x"), "summarize")).acked
    assert endpoint[-1][0] == "application/x-www-form-urlencoded"


@pytest.mark.usefixtures("endpoint")
async def test_forged_deliveries_can_be_made(api, clock):
    payload = {"type": "event_callback", "event": {"type": "app_mention"}}
    assert (await api.send_signed(payload))[0] == 200
    assert (await api.send_signed(payload, secret="wrong"))[0] == 401
    assert (await api.send_signed(payload, timestamp=str(int(clock.at) - 600)))[0] == 401
    assert (await api.send_signed(payload, timestamp="soon"))[0] == 500


# -- faults --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "accepted"),
    [
        (DropBefore(), 0),
        (DropAfter(), 1),
        (TruncateAfter(), 1),
        (ErrorAfter(502), 1),
        (ServerError(503), 0),
        (Refuse("fatal_error"), 0),
    ],
)
async def test_a_call_goes_wrong_once(api, client, news, fault, accepted):
    other = api.team("T1").channel("other")
    api.fault("chat.postMessage", fault, channel=news)
    await post(client, other)
    with pytest.raises((SlackApiError, aiohttp.ClientError)):
        await post(client, news)
    assert len(news.messages) == accepted
    await post(client, news)
    assert len(news.messages) == accepted + 1


async def test_a_message_may_be_accepted_after_its_sender_has_gone(api, client, news):
    client.timeout = 0.05
    api.fault("chat.postMessage", SlowBefore(0.3))
    with pytest.raises(TimeoutError):
        await post(client, news, "late")
    assert news.messages == []
    await news.shows("late")


async def test_who_does_not_wait_is_counted(api, client, news, team, clock):
    api.fault("chat.postMessage", RateLimited(30), channel=news)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            await post(client, news)
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "30"
    assert caught.value.response["error"] == "ratelimited"
    await post(client, team.channel("other"))
    assert api.asked_again_during_penalty == 1
    clock.at += 30
    await post(client, news)


async def test_pace_is_a_message_a_second_and_a_small_burst(api, client, news, clock):
    pace = api.enforce_pace(burst=2)
    for _ in range(2):
        await post(client, news)
    with pytest.raises(SlackApiError):
        await post(client, news)
    clock.at += 1
    await post(client, news)
    assert (pace.refused, len(api.calls("chat.postMessage", news))) == (1, 4)


async def test_slack_goes_down_and_comes_up_on_its_port(api, client, news):
    await api.go_down()
    with pytest.raises(aiohttp.ClientConnectorError):
        await post(client, news)
    await api.come_up()
    await post(client, news)
    assert len(news.messages) == 1


async def test_what_does_not_show_is_said(news):
    news.add(text="something else")
    with pytest.raises(AssertionError, match="something else"):
        await news.shows("nothing", within=0.01)
    waiting = asyncio.create_task(news.shows("else", after=news.messages[-1]))
    await asyncio.sleep(0)
    newer = news.add(text="or else")
    assert await waiting is newer


# -- installing ----------------------------------------------------------------------------------


# slack_sdk 3.47 builds an aiohttp.BasicAuth for oauth.v2.access, which aiohttp 3.14 has deprecated
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_an_app_is_installed_once_for_each_consent(api):
    code = api.authorize(api.client_id, "https://bot.example/cb", "s", scopes={"chat:write"})
    client = AsyncWebClient(base_url=api.base_url)
    good = {"client_id": api.client_id, "client_secret": api.client_secret,
            "redirect_uri": "https://bot.example/cb", "code": code}  # fmt: skip
    for wrong, error in (
        ({"client_secret": "x"}, "bad_client_secret"),
        ({"redirect_uri": "https://evil.example"}, "bad_redirect_uri"),
        ({"code": "x"}, "invalid_code"),
    ):
        with pytest.raises(SlackApiError, match=error):
            await client.oauth_v2_access(**{**good, **wrong})
    installed = await client.oauth_v2_access(**good)
    assert installed["scope"] == "chat:write"
    with pytest.raises(SlackApiError, match="invalid_code"):
        await client.oauth_v2_access(**good)
    theirs = AsyncWebClient(token=installed["access_token"], base_url=api.base_url)
    assert (await theirs.auth_test())["team_id"] == installed["team"]["id"]
    await theirs.auth_revoke()
    with pytest.raises(SlackApiError, match="token_revoked"):
        await theirs.auth_test()


async def test_consent_may_be_given_on_the_page(api):
    query = {"client_id": api.client_id, "scope": "chat:write", "state": "s1",
             "redirect_uri": "https://bot.example/cb"}  # fmt: skip
    async with aiohttp.ClientSession() as http:
        page = await http.get(f"{api.root}/oauth/v2/authorize", params=query, allow_redirects=False)
    assert page.headers["Location"].startswith("https://bot.example/cb?code=")
    assert page.headers["Location"].endswith("state=s1")
