"""How the fake tells the bot of what happens: polling, webhooks, privacy; and its trouble."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.fakes.telegram_api import TelegramApi


@pytest.fixture
async def api() -> AsyncIterator[TelegramApi]:
    async with TelegramApi(local=True) as api:
        yield api


@pytest.fixture
async def ask(api) -> AsyncIterator[Any]:
    async with aiohttp.ClientSession() as session:

        async def ask(method: str, **params: Any) -> Any:
            async with session.post(f"{api.base_url}{api.token}/{method}", json=params) as answer:
                body = await answer.json()
                return body["result"] if body["ok"] else body["description"]

        yield ask


@pytest.fixture
def ann(api):
    return api.person("Ann")


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_an_offset_confirms(api, ask, ann):
    chat = api.private(ann)
    for text in "abc":
        await chat.says(ann, text)
    got = await ask("getUpdates", limit=2)
    assert texts(got) == ["a", "b"]
    assert texts(await ask("getUpdates")) == ["a", "b", "c"]
    assert texts(await ask("getUpdates", offset=got[-1]["update_id"] + 1)) == ["c"]
    assert texts(await ask("getUpdates", offset=-1)) == ["c"]
    waiting = asyncio.create_task(api.updates.everything_was_taken())
    assert await ask("getUpdates", offset=got[-1]["update_id"] + 2) == []
    await waiting


async def test_a_long_poll_waits_for_what_happens(api, ask, ann):
    poll = asyncio.create_task(ask("getUpdates", timeout=20))
    await api.until(lambda: api.calls("getUpdates"))
    await api.private(ann).says(ann, "a")
    assert texts(await poll) == ["a"]


async def test_a_second_poll_ends_the_older(api, ask, ann):
    older = asyncio.create_task(ask("getUpdates", timeout=20))
    await api.until(lambda: api.calls("getUpdates"))
    newer = asyncio.create_task(ask("getUpdates", timeout=20))
    assert (await older).startswith("Conflict: terminated by other getUpdates request")
    await api.private(ann).says(ann, "a")
    assert texts(await newer) == ["a"]
    assert api.conflicts == 1


async def test_a_replayed_update_comes_although_it_was_confirmed(api, ask, ann):
    await api.private(ann).says(ann, "a")
    update = (await ask("getUpdates"))[0]
    assert await ask("getUpdates", offset=update["update_id"] + 1) == []
    api.replay(update)
    assert await ask("getUpdates", offset=update["update_id"] + 1) == [update]


async def test_only_what_is_allowed_comes(api, ask, ann):
    assert await ask("getUpdates", allowed_updates=["callback_query"]) == []
    await api.private(ann).says(ann, "a")
    assert await ask("getUpdates") == []
    assert texts(api.updates.withheld) == ["a"]


async def test_a_webhook_gets_the_updates_with_its_secret(api, ask, ann):
    got: list[tuple[str, dict[str, Any]]] = []

    async def take(request: web.Request) -> web.Response:
        secret = request.headers["X-Telegram-Bot-Api-Secret-Token"]
        got.append((secret, await request.json()))
        return web.Response(status=200 if len(got) > 1 else 500)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    assert await ask("setWebhook", url=url, secret_token="s3-cret") is True
    assert (await ask("getUpdates")).startswith("Conflict: can't use getUpdates method while")
    await api.private(ann).says(ann, "a")
    await api.updates.everything_was_taken()
    assert [(secret, update["message"]["text"]) for secret, update in got] == [("s3-cret", "a")] * 2
    told = await ask("getWebhookInfo")
    assert (told["url"], told["pending_update_count"]) == (url, 0)
    assert await ask("deleteWebhook") is True
    assert await ask("getUpdates") == []
    await runner.cleanup()


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("http://example.org/", "", "bad webhook: An HTTPS URL must be provided for webhook"),
        ("https://example.org:8080/", "", "bad webhook: Webhook can be set up only on ports 80"),
        ("https://127.0.0.1/", "", "bad webhook: IP address 127.0.0.1 is reserved"),
        ("https://example.org/", "a b", "secret token contains unallowed characters"),
        ("https://example.org/", "a" * 257, "secret token is too long"),
    ],
)
async def test_webhooks_have_conditions(api, ask, url, secret, words):
    api.is_local = False
    error = await ask("setWebhook", url=url, secret_token=secret)
    assert error.startswith(f"Bad Request: {words}")


async def test_privacy_mode(api, ask, ann):
    group = api.group("Readers", ann)
    other = api.other_bot()
    name = api.bot.username
    await group.says(ann, "hello")
    await group.says(ann, "/a")
    await group.says(ann, f"/b@{name}")
    await group.says(ann, "/c@other_bot")
    await group.says(ann, f"hey @{name}")
    await group.says(other, "/d")
    await group.says(ann, "/e")  # another bot spoke last
    await ask("sendMessage", chat_id=group.id, text="x")
    await group.says(ann, "/f")
    await group.says(ann, "thanks", reply_to=group.messages[0])
    assert texts(await ask("getUpdates")) == ["/a", f"/b@{name}", f"hey @{name}", "/f", "thanks"]


async def test_without_privacy_or_as_an_administrator_it_hears_all_but_bots(api, ask, ann):
    api.privacy = False
    await api.group("Readers").says(ann, "a")
    api.privacy = True
    club = api.supergroup("Club", bot="administrator")
    await club.says(ann, "b")
    await club.says(api.other_bot(), "c")
    assert texts(await ask("getUpdates")) == ["a", "b"]


async def test_who_speaks(api, ann):
    club = api.supergroup("Club", admins=[ann])
    channel = api.channel("News")
    await club.says(ann, "/a", as_anonymous_admin=True)
    await club.says(ann, "/b", as_chat=channel)
    await channel.says(None, "/c")
    await club.says(ann, "/d", forward=channel)
    anonymous, as_channel, post, forwarded = (next(reversed(u.values())) for u in api.updates.all)
    assert (anonymous["from"]["id"], anonymous["sender_chat"]["id"]) == (1087968824, club.id)
    assert (as_channel["from"]["id"], as_channel["sender_chat"]["id"]) == (136817688, channel.id)
    assert "from" not in post
    assert "channel_post" in api.updates.all[2]
    assert forwarded["forward_origin"]["chat"]["id"] == channel.id


async def test_the_bot_comes_and_goes(api, ann):
    group = api.group("Readers", ann, bot="left")
    await group.adds_bot(by=ann)
    await group.kicks_bot(by=ann)
    await group.says(ann, "/a")
    await ann.blocks_bot()
    told = [u["my_chat_member"] for u in api.updates.all if "my_chat_member" in u]
    assert [(t["old_chat_member"]["status"], t["new_chat_member"]["status"]) for t in told] == [
        ("left", "member"),
        ("member", "kicked"),
        ("member", "kicked"),
    ]
    assert [t["chat"]["type"] for t in told] == ["group", "group", "private"]
    assert len(api.updates.all) == 4  # one tells that the bot was added


async def test_a_flood_is_told_of_and_who_asks_again_is_counted(api, ask, ann):
    now = 0.0
    api.monotonic = lambda: now
    one, other = api.private(ann), api.private(api.person("Eve"))
    api.faults.flood("sendMessage", retry_after=30, chat=one)
    url = f"{api.base_url}{api.token}/sendMessage"
    async with aiohttp.request("POST", url, json={"chat_id": one.id, "text": "x"}) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "30")
        assert (await answer.json())["parameters"] == {"retry_after": 30}
    now = 12.5
    assert await ask("sendMessage", chat_id=one.id, text="x") == (
        "Too Many Requests: retry after 18"
    )
    assert api.asked_again_during_penalty == 1
    await ask("sendMessage", chat_id=other.id, text="x")
    now = 30
    await ask("sendMessage", chat_id=one.id, text="x")
    assert (len(one.messages), len(other.messages)) == (1, 1)


async def test_a_flood_everywhere_closes_every_chat(api, ask, ann):
    one, other = api.private(ann), api.private(api.person("Eve"))
    api.faults.flood("sendMessage", retry_after=30, everywhere=True)
    for chat in (one, other):
        assert "retry after 30" in await ask("sendMessage", chat_id=chat.id, text="x")
    api.faults.forgive()
    assert "message_id" in await ask("sendMessage", chat_id=one.id, text="x")


async def test_the_pace_is_enforced(api, ask, ann):
    now = 0.0
    api.monotonic = lambda: now
    api.enforce_pace = True
    group = api.group("Readers", ann)
    for _ in range(5):
        assert "message_id" in await ask("sendMessage", chat_id=group.id, text="x")
    assert "retry after 1" in await ask("sendMessage", chat_id=group.id, text="x")
    for now in range(1, 16):  # noqa: B007 -- the clock reads it
        assert "message_id" in await ask("sendMessage", chat_id=group.id, text="x")
    now = 16.0
    assert "retry after 44" in await ask("sendMessage", chat_id=group.id, text="x")
    assert (api.pace.refused, len(group.messages)) == (2, 20)


async def test_no_more_than_thirty_a_second_to_all(api, ask):
    api.monotonic = lambda: 0.0
    api.enforce_pace = True
    for n in range(30):
        chat = api.private(api.person(f"Person {n}"))
        assert "message_id" in await ask("sendMessage", chat_id=chat.id, text="x")
    chat = api.private(api.person("One more"))
    assert "retry after 1" in await ask("sendMessage", chat_id=chat.id, text="x")


async def test_any_answer_can_be_scripted(api, ask, ann):
    chat = api.private(ann)
    fault = api.faults.refuse("sendMessage", 400, "Bad Request: CHAT_WRITE_FORBIDDEN", times=2)
    for _ in range(2):
        words = await ask("sendMessage", chat_id=chat.id, text="x")
        assert words == "Bad Request: CHAT_WRITE_FORBIDDEN"
    assert "message_id" in await ask("sendMessage", chat_id=chat.id, text="x")
    assert fault.used == 2


async def test_an_answer_can_be_held_back(api, ask, ann):
    chat = api.private(ann)
    gate = api.faults.hold_after("sendMessage")
    sending = asyncio.create_task(ask("sendMessage", chat_id=chat.id, text="x"))
    await chat.shows("x")
    assert not sending.done()
    gate.open()
    await sending
    assert (await api.asked("sendMessage"))[0].status == 200
