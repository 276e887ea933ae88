"""What is posted, how it is found again, and what the settings must be."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.adapters.slack import sending
from bot.domain.errors import NotSent, SettingsError, TryLater, Unknown, Unreachable
from bot.render import slack
from tests.bot.adapters import slack_office
from tests.bot.adapters.slack_office import Memory, address, new_adapter, office
from tests.contract.chats.listener import EchoListener, reply
from tests.fakes.slack_api import DropAfter, RateLimited, SlackApi


def body(text: str) -> Any:
    (rendered,) = slack.render(reply(text))
    return rendered


class TestPost:
    async def test_links_are_not_unfolded_and_the_key_goes_along(self) -> None:
        async with office() as o:
            await o.adapter.post(address(o.news), body("<https://x.example>"), key="k1")
            (call,) = o.api.calls("chat.postMessage")
            assert call.params["unfurl_links"] in {False, "0", "false"}
            assert call.params["unfurl_media"] in {False, "0", "false"}
            (message,) = o.news.messages
            assert message.metadata == {
                "event_type": "digest_part", "event_payload": {"key": "k1"},
            }  # fmt: skip

    async def test_a_thread_can_be_posted_in(self) -> None:
        async with office() as o:
            first = await o.ann.says(o.news, "hello")
            receipt = await o.adapter.post(address(o.news, first.ts), body("x"), key="k1")
            (reply_,) = [m for m in o.news.messages if m.is_reply]
            assert reply_.ts == receipt.message_id
            assert await o.adapter.find(address(o.news, first.ts), "k1", since=since()) == receipt

    async def test_one_channel_waits_and_the_others_do_not(self) -> None:
        async with office() as o:
            o.api.fault("chat.postMessage", RateLimited(9), channel=o.news)
            with pytest.raises(TryLater) as caught:
                await o.adapter.post(address(o.news), body("x"), key="k1")
            assert caught.value.after == timedelta(seconds=9)
            await o.adapter.post(address(o.dm), body("y"), key="k2")

    async def test_unknown_workspaces_are_unreachable(self) -> None:
        async with office() as o:
            where = slack_office.ChatAddress(platform="slack", workspace="T9", chat="C1")
            with pytest.raises(Unreachable, match="T9"):
                await o.adapter.post(where, body("x"), key="k1")

    async def test_where_we_are_not_it_says_how_to_invite(self) -> None:
        async with office() as o:
            other = o.team.channel("other", bot_is_member=False)
            with pytest.raises(Unreachable, match="/invite @digestbot"):
                await o.adapter.post(address(other), body("x"), key="k1")

    async def test_archived(self) -> None:
        async with office() as o:
            o.news.is_archived = True
            with pytest.raises(Unreachable, match="archived"):
                await o.adapter.post(address(o.news), body("x"), key="k1")


def since() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=1)


class TestFind:
    async def test_what_was_posted_without_an_answer_is_found(self) -> None:
        async with office() as o:
            begun = since()
            o.api.fault("chat.postMessage", DropAfter())
            with pytest.raises(Unknown):
                await o.adapter.post(address(o.news), body("x"), key="k1")
            found = await o.adapter.find(address(o.news), "k1", since=begun)
            assert found is not None
            assert found.message_id == o.news.messages[0].ts

    async def test_it_looks_through_many_messages(self) -> None:
        async with office() as o:
            begun = since()
            receipt = await o.adapter.post(address(o.news), body("x"), key="k1")
            for n in range(450):
                o.news.add(text=f"noise {n}", user=o.ann.id)
            assert await o.adapter.find(address(o.news), "k1", since=begun) == receipt
            assert await o.adapter.find(address(o.news), "k2", since=begun) is None

    async def test_it_does_not_look_for_ever(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sending, "MOST_PAGES", 2)
        async with office() as o:
            for n in range(401):
                o.news.add(text=f"noise {n}", user=o.ann.id)
            with pytest.raises(Unknown):
                await o.adapter.find(address(o.news), "k1", since=since())

    async def test_it_does_not_look_at_what_was_before(self) -> None:
        async with office() as o:
            await o.adapter.post(address(o.news), body("x"), key="k1")
            later = datetime.now(UTC) + timedelta(minutes=6)  # clocks may differ by five
            assert await o.adapter.find(address(o.news), "k1", since=later) is None


class TestEdit:
    async def test_the_key_stays_when_the_words_change(self) -> None:
        async with office() as o:
            receipt = await o.adapter.post(address(o.news), body("first"), key="k1")
            await o.adapter.edit(address(o.news), receipt, body("second"))
            assert o.news.messages[0].read == "second"
            assert await o.adapter.find(address(o.news), "k1", since=since()) == receipt


class TestOpen:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"bot_token": "xoxb-wrong"},
            {"app_token": "xapp-wrong"},
            {"bot_token": None},
            {"app_token": None},
            {"app_token": None, "http_port": 1},
            {"client_id": "1.2"},
        ],
    )
    async def test_wrong_settings(self, wrong: dict[str, Any]) -> None:
        async with SlackApi() as api:
            adapter = new_adapter(api, **wrong)
            with pytest.raises(SettingsError):
                await adapter.open()
            await adapter.close()

    async def test_a_port_that_is_taken(self) -> None:
        async with SlackApi() as api:
            port = int(api.root.rpartition(":")[2])
            adapter = new_adapter(api, signing_secret="s", http_port=port)
            await adapter.open()
            with pytest.raises(SettingsError, match=str(port)):
                await adapter.listen(EchoListener())
            await adapter.close()

    async def test_slack_that_is_down_is_waited_for(self) -> None:
        api = SlackApi()
        async with api:
            api.team("T1")
            adapter = new_adapter(api, ping_seconds=0.3)
            await api.go_down()
            await adapter.open()
            with pytest.raises(NotSent):
                await adapter.post(address(api.team("T1").channel("news")), body("x"), key="k1")
            task = asyncio.create_task(adapter.listen(EchoListener()))
            await api.come_up()
            await api.connected()
            news, ann = api.team("T1").channel("news"), api.team("T1").person("Ann")
            await ann.command(news, "/summary", "1")
            await news.shows("You said summary 1.")
            await adapter.close()
            await task

    async def test_only_installations_need_no_token(self) -> None:
        async with SlackApi() as api:
            adapter = new_adapter(api, bot_token=None, installations=Memory())
            await adapter.open()
            await adapter.close()
