"""The fake Slack keeps Slack's rules: raw over HTTP, and with the real slack_sdk and Bolt."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack_api import SlackApi
from tests.fakes.slack_blocks import check_message_blocks, check_view
from tests.fakes.slack_mrkdwn import read_mrkdwn, typed


class Clock:
    def __init__(self) -> None:
        self.at = 1_764_000_000.0

    def __call__(self) -> float:
        return self.at


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
    return team.person("Ann", tz="Asia/Kolkata", is_admin=True, locale="de-DE")


@pytest.fixture
def news(team):
    return team.channel("news")


@pytest.fixture
def client(api, team):
    return AsyncWebClient(token=team.bot_token, base_url=api.base_url, retry_handlers=[])


@pytest.fixture
async def app(api, client) -> AsyncIterator[AsyncApp]:
    bolt = AsyncApp(client=client)
    handler = AsyncSocketModeHandler(bolt, api.app_token, ping_interval=1)
    await handler.connect_async()
    await api.connected()
    yield bolt
    await handler.close_async()


async def error_of(call) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


def section(text: str = "x", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(text: str = "Go", **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(text), **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Set"), "submit": plain("OK"), "blocks": blocks, **more}


# -- the Web API ---------------------------------------------------------------------------------


async def test_arguments_come_as_form_json_or_query(api, team, news):
    head = {"Authorization": f"Bearer {team.bot_token}"}
    said = {"channel": news.id, "blocks": [section("one & all")], "text": "t"}
    form = {**said, "blocks": json.dumps(said["blocks"])}
    multipart = aiohttp.FormData(form)
    multipart._is_multipart = True
    address = api.base_url + "chat.postMessage"
    async with aiohttp.ClientSession(headers=head) as http:
        for how in ({"json": said}, {"data": form}, {"data": multipart}, {"params": form}):
            async with http.post(address, **how) as answer:
                assert (await answer.json())["ok"], how
        async with http.post(api.base_url + "no.such") as answer:
            assert (await answer.json())["error"] == "unknown_method"
    assert [m.read for m in news.messages] == ["one & all"] * 4
    assert len(api.calls("chat.postMessage", news)) == 4


async def test_tokens_are_looked_at(api, team, client):
    bare = AsyncWebClient(base_url=api.base_url)
    assert await error_of(bare.auth_test()) == "not_authed"
    assert await error_of(bare.auth_test(token="xoxb-1")) == "invalid_auth"
    opening = client.apps_connections_open(app_token=team.bot_token)
    assert await error_of(opening) == "not_allowed_token_type"
    assert (await client.auth_test())["user_id"] == team.bot_user_id
    team.kill_token("token_expired")
    assert await error_of(client.auth_test()) == "token_expired"


@pytest.mark.parametrize(
    ("scope", "method", "arguments"),
    [
        ("chat:write", "chat.postMessage", {"text": "x"}),
        ("channels:history", "conversations.history", {}),
        ("channels:read", "conversations.info", {}),
        ("channels:read", "conversations.members", {}),
        ("channels:read", "users.conversations", {}),
        ("users:read", "users.info", {}),
        ("files:read", "files.info", {}),
        ("team:read", "team.info", {}),
    ],
)
async def test_a_method_asks_for_its_scope(news, client, scope, method, arguments):
    news.team.grant({"commands"})
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, params={"channel": news.id, **arguments})
    answer = caught.value.response
    assert answer["error"] == "missing_scope"
    assert (answer["needed"], answer["provided"]) == (scope, "commands")


async def test_channels_refuse(team, news, client, ann):
    other = team.channel("other", bot_is_member=False)
    secret = team.channel("secret", bot_is_member=False, private=True)

    async def refused(channel: str, **more: Any) -> str:
        return await error_of(client.chat_postMessage(channel=channel, **({"text": "x"} | more)))

    assert await refused("C0") == await refused(secret.id) == "channel_not_found"
    assert (await client.chat_postMessage(channel=other.id, text="x"))["ok"]
    team.grant(team.token.scopes - {"chat:write.public"})
    assert await refused(other.id) == "not_in_channel"
    assert await error_of(client.conversations_history(channel=other.id)) == "not_in_channel"
    assert await error_of(client.api_call("chat.postMessage", params={"channel": news.id})) == (
        "no_text"
    )
    assert await refused(news.id, thread_ts="1.000000") == "cannot_reply_to_message"
    assert await refused(news.id, metadata="x{") == "invalid_metadata_format"
    assert await refused(news.id, metadata={"event_type": "x"}) == "invalid_metadata_schema"
    big = {"event_type": "x", "event_payload": {"x": "y" * 20_000}}
    assert await refused(news.id, metadata=big) == "metadata_too_large"
    assert await refused(news.id, blocks=[section("x" * 3000)] * 5) == "msg_blocks_too_long"
    ephemeral = client.chat_postEphemeral(channel=news.id, user=ann.id, text="x")
    assert await error_of(ephemeral) == "user_not_in_channel"
    news.refuses = "restricted_action"
    assert await refused(news.id) == "restricted_action"
    news.archive()
    assert await refused(news.id) == "is_archived"


async def test_only_own_messages_are_changed(news, client, ann):
    said = await ann.says(news, "hello")
    ts = (await client.chat_postMessage(channel=news.id, text="a"))["ts"]
    assert await error_of(client.chat_update(channel=news.id, ts=said.ts, text="b")) == (
        "cant_update_message"
    )
    assert await error_of(client.chat_delete(channel=news.id, ts="1.0")) == "message_not_found"
    assert await error_of(client.chat_update(channel=news.id, ts=ts, text="x" * 4001)) == (
        "msg_too_long"
    )
    await client.chat_update(channel=news.id, ts=ts, text="b")
    assert (await news.shows("b")).edited
    news.edit_window_closed = True
    assert await error_of(client.chat_update(channel=news.id, ts=ts, text="c")) == (
        "edit_window_closed"
    )
    await client.chat_delete(channel=news.id, ts=ts)
    assert news.messages == [said]


async def test_history_is_newest_first_in_pages_and_hides_replies(news, client, clock):
    metadata = {"event_type": "digest", "event_payload": {"key": "k1"}}
    stamps = []
    for text in "abc":
        clock.at += 1
        posted = await client.chat_postMessage(channel=news.id, text=text, metadata=metadata)
        stamps.append(posted["ts"])
    await client.chat_postMessage(channel=news.id, text="reply", thread_ts=stamps[0])
    first = await client.conversations_history(channel=news.id, limit=2, include_all_metadata=True)
    assert [m["text"] for m in first["messages"]] == ["c", "b"]
    assert first["messages"][0]["metadata"] == metadata
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel=news.id, limit=2, cursor=cursor)
    assert [m["text"] for m in rest["messages"]] == ["a"]
    assert not rest["has_more"]
    assert "metadata" not in rest["messages"][0]
    since = await client.conversations_history(channel=news.id, oldest=stamps[1])
    assert [m["text"] for m in since["messages"]] == ["c"]
    thread = await client.conversations_replies(channel=news.id, ts=stamps[0])
    assert [m["text"] for m in thread["messages"]] == ["a", "reply"]


async def test_people_files_and_conversations_are_described(team, client, ann):
    user = (await client.users_info(user=ann.id, include_locale=True))["user"]
    assert (user["tz"], user["tz_offset"]) == ("Asia/Kolkata", 19_800)
    assert (user["is_admin"], user["locale"]) == (True, "de-DE")
    opened = (await client.conversations_open(users=ann.id))["channel"]["id"]
    assert (await client.conversations_info(channel=opened))["channel"]["user"] == ann.id
    team.channel("one")
    team.channel("two")
    page = await client.users_conversations(types="public_channel,im", limit=2)
    assert (len(page["channels"]), page["response_metadata"]["next_cursor"] != "") == (2, True)
    file = team.file("a.txt", b"words")
    address = (await client.files_info(file=file.id))["file"]["url_private_download"]
    async with aiohttp.ClientSession() as http:
        async with http.get(address) as page:
            assert page.content_type == "text/html"
        async with http.get(address, headers={"Authorization": f"Bearer {team.bot_token}"}) as got:
            assert await got.read() == b"words"


# -- blocks and markup ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("blocks", "complaint"),
    [
        ([section("x" * 3001)], "less than 3001 characters [json-pointer:/blocks/0/text/text]"),
        ([section("")], "more than 0 characters [json-pointer:/blocks/0/text/text]"),
        ([section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
        ([actions(*[button()] * 26)], "25 items allowed [json-pointer:/blocks/0/elements]"),
        ([actions(button("x" * 76))], "must be less than 76 characters"),
        ([actions(button(value="x" * 2001))], "must be less than 2001 characters"),
        ([actions(button(action_id="a"), button(action_id="a"))], "already exists"),
        ([section(block_id="b"), section(block_id="b")], "`block_id` b already exists"),
        ([section(colour="red")], "invalid additional property: colour"),
        ([{"type": "sectoin"}], "unsupported type: sectoin [json-pointer:/blocks/0/type]"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "unsupported type: mrkdwn"),
        ([{"type": "header", "text": plain("x" * 151)}], "must be less than 151 characters"),
        ([{"type": "section", "fields": [plain("x")] * 11}], "no more than 10 items"),
        ([{"type": "context", "elements": [plain("x")] * 11}], "no more than 10 items"),
        ([actions({"type": "overflow", "options": []})], "no less than 2"),
        ([actions({"type": "static_select", "options": []})], "no less than 1"),
        ([{"type": "image", "image_url": "https://e.org/a.png"}], "required field: alt_text"),
    ],
)  # fmt: skip
def test_blocks_beyond_a_limit_are_refused(blocks, complaint):
    assert any(complaint in error for error in check_message_blocks(blocks))


def test_good_blocks_and_views_pass():
    link = {"type": "link", "url": "https://e.org", "text": "E", "style": {"bold": True}}
    words = {"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}, link]}
    listed = {"type": "rich_text_list", "style": "bullet", "elements": [words]}
    menu = {"type": "static_select", "options": [{"text": plain("a"), "value": "a"}]}
    good = [section("x" * 3000), {"type": "divider"}, {"type": "rich_text", "elements": [listed]}]
    assert check_message_blocks([*good, actions(button(), menu)]) == []
    field = {"type": "input", "label": plain("L"), "element": {"type": "plain_text_input"}}
    assert check_view({**modal(), "blocks": [field]}, home=False) == []
    assert check_view({**modal(), "blocks": [field], "title": plain("x" * 25)}, home=False)


async def test_a_refusal_of_blocks_says_where(news, client):
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(
            channel=news.id, text="x", blocks=[section(), section("x" * 3001)]
        )
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    assert "/blocks/1/text/text]" in answer["response_metadata"]["messages"][0]


def test_markup_is_read_as_a_person_sees_it():
    text = (
        "*Moon* <https://e.org/?a=1&amp;b=2|agreed> &lt;!here&gt; <!here> <@U1> `<!channel>` e.org"
    )
    reading = read_mrkdwn(text, lambda id_: f"name-{id_}")
    assert reading.words == "Moon agreed <!here> @here @name-U1 @channel e.org"
    assert sorted(reading.pings) == ["!channel", "!here", "U1"]
    assert reading.links == [("https://e.org/?a=1&b=2", "agreed"), ("http://e.org", "e.org")]
    assert read_mrkdwn("see e.org", str, verbatim=True).links == []
    assert typed("a < b & https://e.org. <@U1>") == "a &lt; b &amp; <https://e.org>. <@U1>"


# -- commands, clicks, forms ---------------------------------------------------------------------


async def test_a_command_is_acknowledged_and_answered_five_times(api, app, news, ann):
    answered, done = [], asyncio.Event()

    @app.command("/digest")
    async def digest(ack, respond, command):
        await ack("working")
        for number in range(6):
            kind = "in_channel" if number else "ephemeral"
            sent = await respond(f"answer {number} {command['text']}", response_type=kind)
            answered.append(sent.status_code)
        done.set()

    assert (await ann.command(news, "/digest", "space")).acked
    assert (await news.shows("answer 4 space")).ephemeral_for is None
    assert (await news.shows("answer 0 space")).ephemeral_for is ann
    assert sorted(m.read for m in news.ephemerals) == ["answer 0 space", "working"]
    await done.wait()
    assert answered == [200] * 5 + [404]
    assert api.requests[-1].error == "used_url"
    assert api.complaints == []


async def test_a_click_replaces_what_was_clicked_until_late(api, app, news, ann, clock):
    @app.action("go")
    async def go(ack, body, respond):
        await ack()
        clock.at += body["actions"][0]["value"] == "late" and 1801
        await respond("gone there", replace_original=True)

    message = news.add(blocks=[actions(button(action_id="go", value="v"))])
    assert (await ann.taps(message, "Go")).acked
    with pytest.raises(AssertionError, match="nothing says"):
        await ann.taps(message, "Stop")
    late = news.add(blocks=[actions(button("Later", action_id="go", value="late"))])
    assert (await news.shows("gone there")) is message
    await ann.taps(late, "Later")
    await api.wait_until(lambda: api.requests[-1].error == "expired_url")
    assert late.read == "Later"


async def test_forms_open_once_are_refused_and_sent(app, client, ann, news, clock):
    field = {"type": "plain_text_input", "action_id": "zone"}
    where = {"type": "input", "block_id": "where", "label": plain("Where"), "element": field}
    errors, done = [], asyncio.Event()

    @app.command("/settings")
    async def settings(ack, command):
        await ack()
        view = json.dumps(modal(where, callback_id="s"))
        trigger = command["trigger_id"]
        if command["text"] == "late":
            clock.at += 4
            errors.append(await error_of(client.views_open(trigger_id=trigger, view=view)))
            errors.append(await error_of(client.views_open(trigger_id="1.2.3", view=view)))
            return
        await client.views_open(trigger_id=trigger, view=view)
        errors.append(await error_of(client.views_open(trigger_id=trigger, view=view)))
        done.set()

    @app.view("s")
    async def sent(ack, view):
        zone = view["state"]["values"]["where"]["zone"]["value"]
        if zone == "Paris":
            await ack()
        else:
            await ack(response_action="errors", errors={"where": "unknown"})

    await ann.command(news, "/settings", "late")
    await ann.command(news, "/settings")
    view = await ann.modal_shows("Where")
    await done.wait()
    assert errors == ["expired_trigger_id", "invalid_arguments", "exchanged_trigger_id"]
    with pytest.raises(AssertionError, match="does not send a form"):
        await ann.submits(view)
    assert (await ann.submits(view, {"where/zone": "Pariss"})).errors == {"where": "unknown"}
    assert (await ann.submits(view, {"where/zone": "Paris"})).errors == {}
    assert ann.modal is None


async def test_home_is_published_unless_it_changed_meanwhile(app, client, ann):
    @app.event("app_home_opened")
    async def opened(event):
        home = {"type": "home", "blocks": [section("welcome")]}
        await client.views_publish(user_id=event["user"], view=json.dumps(home))

    await ann.opens_home()
    await ann.home_shows("welcome")
    again = json.dumps({"type": "home", "blocks": [section("again")]})
    publishing = client.views_publish(user_id=ann.id, view=again, hash="1.1")
    assert await error_of(publishing) == "hash_conflict"
    await client.views_publish(user_id=ann.id, view=again, hash=ann.home.hash)
    assert ann.home.read == "again"
