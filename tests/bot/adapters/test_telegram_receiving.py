"""How updates reach us: polling and the webhook, whatever happens on the way."""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.adapters.telegram import TelegramAdapter, Webhook
from bot.domain.errors import NotSent, SettingsError, StoreBusy
from bot.messages.blocks import Message
from bot.ports.chat import Invocation
from bot.ports.records import Heard
from tests.contract.chats.listener import EchoListener, echo
from tests.contract.chats.telegram import address, make_adapter, running
from tests.fakes.telegram_api import TelegramApi

LONG_AGO = datetime(2026, 11, 20, 8, tzinfo=UTC)
SECRET = "a-secret_of_the-webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
BODY = {"surface": "telegram", "text": "Hello"}


@pytest.fixture
async def api() -> AsyncIterator[TelegramApi]:
    async with TelegramApi(local=True) as api:
        yield api


class Naps:
    """Sleep that a test may count, and that takes no time."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.changed = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.changed.set()
        await asyncio.sleep(0.001)

    async def some(self) -> None:
        """Wait until somebody slept."""
        self.changed.clear()
        await asyncio.wait_for(self.changed.wait(), 10)


@contextlib.asynccontextmanager
async def listening(adapter: TelegramAdapter, listener: EchoListener) -> AsyncIterator[None]:
    task = asyncio.create_task(adapter.listen(listener))
    try:
        yield
    finally:
        await adapter.close()
        await task


class TestOpening:
    async def test_a_wrong_token_is_told_without_showing_it(self, api: TelegramApi) -> None:
        adapter = make_adapter(api, token="7000000001:WrongToken")
        with pytest.raises(SettingsError) as caught:
            await adapter.open()
        assert "WrongToken" not in str(caught.value)
        assert caught.value.__suppress_context__
        await adapter.close()

    @pytest.mark.parametrize("base_url", ["ftp://127.0.0.1/bot", "127.0.0.1/bot", "http://[x/bot"])
    async def test_an_odd_address_is_told(self, api: TelegramApi, base_url: str) -> None:
        adapter = make_adapter(api, base_url=base_url)
        with pytest.raises(SettingsError):
            await adapter.open()
        await adapter.close()

    async def test_telegram_may_be_down_at_the_start(self, api: TelegramApi) -> None:
        naps, ann = Naps(), api.person("Ann")
        adapter = make_adapter(api, sleep=naps)
        await api.go_down()
        await adapter.open()
        async with listening(adapter, EchoListener()):
            with pytest.raises(NotSent):
                await adapter.post(address(ann.id), BODY, key="k")
            await naps.some()
            await api.come_up()
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")
            await adapter.post(address(ann.id), BODY, key="k")

    async def test_a_token_that_turns_out_to_be_wrong_ends_listening(
        self, api: TelegramApi
    ) -> None:
        naps = Naps()
        adapter = make_adapter(api, token="7000000001:WrongToken", sleep=naps)
        await api.go_down()
        await adapter.open()
        task = asyncio.create_task(adapter.listen(EchoListener()))
        await naps.some()
        await api.come_up()
        with pytest.raises(SettingsError):
            await task
        await adapter.close()


class TestPolling:
    @pytest.mark.parametrize(
        "trouble", ["drop_before", "error_before", "drop_after", "truncate_after"]
    )
    async def test_it_goes_on_after_trouble_and_loses_nothing(
        self, api: TelegramApi, trouble: str
    ) -> None:
        getattr(api.faults, trouble)("getUpdates", times=3)
        ann = api.person("Ann")
        listener, naps = EchoListener(), Naps()
        async with running(api, listener, sleep=naps):
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")
        assert len(listener.heard) == 1
        assert naps.seconds == [1, 2, 4]

    async def test_it_survives_another_poller(self, api: TelegramApi) -> None:
        ann, naps = api.person("Ann"), Naps()
        api.faults.refuse("getUpdates", 409, "Conflict: terminated by other getUpdates request")
        async with running(api, EchoListener(), sleep=naps):
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")
        assert naps.seconds == [5]

    async def test_it_waits_as_long_as_telegram_asks(self, api: TelegramApi) -> None:
        ann = api.person("Ann")
        waits: list[float] = []

        async def sleep(seconds: float) -> None:
            waits.append(seconds)
            api.faults.forgive()

        api.faults.flood("getUpdates", retry_after=11)
        async with running(api, EchoListener(), sleep=sleep):
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")
        assert waits == [11]

    async def test_it_takes_the_place_of_a_webhook(self, api: TelegramApi) -> None:
        ann = api.person("Ann")
        api.updates.set_webhook({"url": "http://127.0.0.1:9/", "secret_token": ""})
        async with running(api, EchoListener()):
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")

    async def test_what_comes_twice_is_answered_once(self, api: TelegramApi) -> None:
        ann, listener = api.person("Ann"), EchoListener()
        async with running(api, listener):
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")
            api.replay(api.updates.all[0])
            await api.private(ann).says(ann, "/help")
            await api.private(ann).shows("You said help.")
        assert len(listener.heard) == 2

    async def test_what_cannot_be_kept_is_asked_for_again(self, api: TelegramApi) -> None:
        ann, listener, naps = api.person("Ann"), EchoListener(), Naps()
        hear, busy = listener.hear, [StoreBusy("busy"), StoreBusy("busy")]

        async def hear_later(heard: object) -> object:
            if busy:
                raise busy.pop()
            return await hear(heard)

        listener.hear = hear_later
        async with running(api, listener, sleep=naps):
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")
        assert naps.seconds == [1, 2]

    async def test_it_asks_for_nothing_that_it_passes_over(self, api: TelegramApi) -> None:
        async with running(api, EchoListener()):
            await api.until(lambda: api.calls("getUpdates"))
            poll = api.calls("getUpdates")[0]
        kinds = {"message", "callback_query", "inline_query", "my_chat_member"}
        assert set(poll.params["allowed_updates"]) == kinds


class TestStopping:
    async def test_what_was_heard_is_confirmed(self, api: TelegramApi) -> None:
        ann = api.person("Ann")
        async with running(api, EchoListener()):
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")
        assert api.updates.waiting == []

    async def test_an_answer_is_kept_until_it_is_given(self, api: TelegramApi) -> None:
        ann, listener = api.person("Ann"), EchoListener()
        open_then: list[int] = []
        begun_then: list[int] = []

        async def answer(invocation: Invocation) -> Message:
            open_then.append(len(listener.open))
            begun_then.append(len(listener.begun))
            return await echo(invocation)

        listener._answer = answer
        async with running(api, listener):
            await api.private(ann).says(ann, "/status")
            assert await api.until(lambda: listener.finished)
        assert (open_then, begun_then) == ([1], [0])
        assert listener.begun == listener.finished
        assert listener.open == {}

    async def test_what_an_earlier_run_left_open_is_answered(
        self, api: TelegramApi, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.adapters.telegram.adapter.GRACE", 0.01)
        ann, stuck = api.person("Ann"), asyncio.Event()

        async def hang(_: Invocation) -> Message:
            stuck.set()
            await asyncio.Event().wait()
            raise AssertionError

        listener = EchoListener(hang)
        async with running(api, listener):
            await api.private(ann).says(ann, "/one")
            await stuck.wait()
            await api.private(ann).says(ann, "/two")
            assert await api.until(lambda: len(listener.open) == 2, within=1)
        listener._answer = echo
        async with running(api, listener):
            await api.private(ann).shows("You said two.")
        assert [shown.text for shown in api.private(ann).messages] == [
            "You said one.",
            "You said two.",
        ]

    async def test_an_answer_that_may_have_been_given_is_offered_once_more(
        self, api: TelegramApi
    ) -> None:
        ann, listener = api.person("Ann"), EchoListener()
        async with running(api, listener):
            await api.private(ann).says(ann, "/one")
            assert await api.until(lambda: listener.finished)
        update = api.updates.all[0]
        left = Heard(platform="telegram", id="x", raw=update)
        listener.open |= {"x": replace(left, begun=True), "y": replace(left, id="y", raw={})}
        async with running(api, listener):
            await api.private(ann).says(ann, "/two")
            await api.private(ann).shows("You said two.")
        one, card, two = (message.text for message in api.private(ann).messages)
        assert (one, two) == ("You said one.", "You said two.")
        assert card.startswith("I was interrupted while answering “one”.")
        assert listener.open == {}

    async def test_that_an_answer_may_be_missing_is_said_at_most_once(
        self, api: TelegramApi
    ) -> None:
        """Killed while it is said, or unable to note it: the next start says it no more."""
        ann, listener = api.person("Ann"), EchoListener()
        async with running(api, listener):
            await api.private(ann).says(ann, "/one")
            assert await api.until(lambda: listener.finished)
        left = Heard(platform="telegram", id="x", raw=api.updates.all[0], begun=True)
        listener.open["x"] = left
        gate = api.faults.hold_after("sendMessage", chat=api.private(ann))
        async with running(api, listener):
            await gate.reached()
            assert listener.open == {}  # noted while nobody knows yet whether it arrived
            gate.open()
        cards = [one for one in api.private(ann).messages if "interrupted" in one.text]
        assert len(cards) == 1

    async def test_what_was_left_over_says_that_it_is_and_when_it_was_said(
        self, api: TelegramApi
    ) -> None:
        ann, listener = api.person("Ann"), EchoListener()
        async with running(api, listener):
            await api.private(ann).says(ann, "/one")
            assert await api.until(lambda: listener.finished)
        listener.open["x"] = Heard(
            platform="telegram", id="x", raw=api.updates.all[0], heard_at=LONG_AGO
        )
        async with running(api, listener):
            assert await api.until(lambda: listener.open == {})
        first, again = listener.heard
        assert (first.again, again.again) == (False, True)
        assert again.received_at == LONG_AGO


class TestWebhook:
    @pytest.fixture
    def webhook(self, unused_tcp_port: int) -> Webhook:
        url = f"http://127.0.0.1:{unused_tcp_port}/telegram"
        return Webhook(url=url, secret=SECRET, port=unused_tcp_port)

    async def test_telegram_tells_us_what_is_new(self, api: TelegramApi, webhook: Webhook) -> None:
        ann = api.person("Ann")
        async with running(api, EchoListener(), webhook=webhook):
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")
            await api.updates.everything_was_taken()
        assert api.calls("getUpdates") == []

    async def test_it_is_told_again_when_telegram_was_down(
        self, api: TelegramApi, webhook: Webhook
    ) -> None:
        ann, naps = api.person("Ann"), Naps()
        api.faults.error_before("setWebhook", times=2)
        async with running(api, EchoListener(), webhook=webhook, sleep=naps):
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")
        assert naps.seconds == [1, 2]

    @pytest.mark.parametrize(
        ("headers", "data", "status"),
        [
            ({}, b"{}", 403),
            ({HEADER: "wrong"}, b"{}", 403),
            ({HEADER: "\u00e4"}, b"{}", 403),
            ({HEADER: SECRET}, b"{", 400),
            ({HEADER: SECRET}, b"[]", 400),
            ({HEADER: SECRET}, b"{}", 400),
            ({HEADER: SECRET}, b" " * 2_000_000, 413),
        ],
    )
    async def test_nobody_else_is_listened_to(
        self, api: TelegramApi, webhook: Webhook, headers: dict[str, str], data: bytes, status: int
    ) -> None:
        listener = EchoListener()
        async with running(api, listener, webhook=webhook), aiohttp.ClientSession() as session:
            await api.asked("setWebhook")
            whole = io.BytesIO(data)
            async with session.post(webhook.url, headers=headers, data=whole) as answer:
                assert answer.status == status
            async with session.get(webhook.url) as answer:
                assert answer.status == 405
        assert listener.known == set()

    async def test_what_cannot_be_kept_is_told_again(
        self, api: TelegramApi, webhook: Webhook
    ) -> None:
        ann, listener = api.person("Ann"), EchoListener()
        hear, busy = listener.hear, [StoreBusy("busy")]

        async def hear_later(heard: object) -> object:
            if busy:
                raise busy.pop()
            return await hear(heard)

        listener.hear = hear_later
        async with running(api, listener, webhook=webhook):
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")
        assert len(listener.heard) == 1

    @pytest.mark.parametrize("more", [{"secret": ""}, {"secret": "ä" * 20}, {"url": "bot"}])
    async def test_odd_settings_are_told(self, api: TelegramApi, more: dict[str, str]) -> None:
        usual = {"url": "https://bot.example/telegram", "secret": SECRET}
        adapter = make_adapter(api, webhook=Webhook(**usual | more))
        with pytest.raises(SettingsError):
            await adapter.open()
        await adapter.close()

    async def test_a_port_that_is_taken_is_told(self, api: TelegramApi, webhook: Webhook) -> None:
        server = await asyncio.start_server(lambda *_: None, webhook.host, webhook.port)
        adapter = make_adapter(api, webhook=webhook)
        await adapter.open()
        with pytest.raises(SettingsError):
            await adapter.listen(EchoListener())
        await adapter.close()
        server.close()


async def test_the_token_is_in_no_log(api: TelegramApi, caplog: pytest.LogCaptureFixture) -> None:
    """Only the SDK's own loggers show it, at DEBUG; `runtime/logs.py` masks it there."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, logger="telegram")
    ann = api.person("Ann")
    api.faults.error_before("getUpdates")
    api.faults.drop_before("sendMessage")
    async with running(api, EchoListener(), sleep=Naps()):
        await api.private(ann).says(ann, "/one")
        await api.private(ann).says(ann, "/two")
        await api.private(ann).shows("You said two.")
    assert "telegram.answer-lost" in caplog.text
    assert api.token not in caplog.text
