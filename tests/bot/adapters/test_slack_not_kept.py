"""A store that is slow, full or broken: nobody waits in vain, and nothing is said twice."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.adapters.slack import intake
from bot.domain.errors import StoreBusy, StoreError
from bot.messages.blocks import Message
from bot.ports.chat import Invocation
from bot.ports.records import Heard
from tests.bot.adapters.slack_lives import Killed, answers, command, is_done, mention, street
from tests.bot.adapters.slack_office import until


class Broken(Killed):
    """A listener whose store is slow, or does not work."""

    problem: Exception | None = None
    wait: asyncio.Event | None = None
    waits = False

    async def hear(self, heard: Sequence[Heard]) -> Sequence[Heard]:
        if self.wait is not None:
            self.waits = True
            await self.wait.wait()
        if self.problem is not None:
            raise self.problem
        return await super().hear(heard)


class TestTrouble:
    async def test_an_event_that_is_not_kept_is_told_again(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            s.api.retry_delays = (0.2, 0.2, 0.2)
            s.api.ack_seconds = 0.2
            desk = Broken(s.front())
            desk.problem = StoreBusy("Somebody else writes.")
            async with s.life(desk=desk):
                await mention(s)
                await until(lambda: s.api.deliveries[0].attempts >= 2)
                desk.problem = None
                await s.news.shows("You said summary 1.")
                await s.api.settled()
                assert s.api.deliveries[0].acked
                assert len(answers(s)) == 1

    async def test_by_http_it_is_an_error_of_the_server(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            s.api.retry_delays = ()
            http = {"app_token": None, "signing_secret": s.api.signing_secret, "http_port": 0}
            desk = Broken(s.front())
            desk.problem = StoreBusy("Somebody else writes.")
            async with s.life(desk=desk, **http):
                await mention(s)
                await s.api.settled()
                payload = s.api.deliveries[0].payload
                assert (await s.api.send_signed(payload))[0] == 503
                desk.problem = None
                assert (await s.api.send_signed(payload))[0] == 200
                await s.news.shows("You said summary 1.")

    async def test_who_types_a_command_is_told_that_it_was_not_taken(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            desk = Broken(s.front())
            desk.problem = StoreError("The disk is full.")
            async with s.life(desk=desk):
                assert (await s.ann.command(s.news, "/summary", "1")).acked
                assert (await s.news.shows("say it again in a minute")).ephemeral_for is s.ann
            assert desk.heard == []

    async def test_a_mistake_of_ours_is_told_and_logged(
        self, tmp_path: Path, logged_errors: list[str]
    ) -> None:
        async with street(tmp_path) as s:
            desk = Broken(s.front())
            desk.problem = ZeroDivisionError()
            async with s.life(desk=desk):
                await command(s)
                await s.news.shows("say it again in a minute")
            assert "slack.not-kept" in logged_errors[0]
            logged_errors.clear()

    async def test_a_slow_store_is_not_waited_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(intake, "PATIENCE", 0.1)
        async with street(tmp_path) as s:
            s.api.retry_delays = (0.1, 0.1)
            desk = Broken(s.front())
            desk.wait = asyncio.Event()
            async with s.life(desk=desk):
                assert (await s.ann.command(s.news, "/summary", "1")).acked
                assert (await s.news.shows("longer than usual")).ephemeral_for is s.ann
                await s.ann.says(s.news, "<@BOT> summary 2")
                await until(lambda: s.api.deliveries[-1].attempts >= 2)
                desk.wait.set()
                await s.news.shows("You said summary 1.")
                await s.news.shows("You said summary 2.")
                await s.api.settled()
                await is_done(s)
                assert [i.text for i in desk.heard] == ["summary 1", "summary 2"]
            assert s.api.slowest_ack < 1

    async def test_what_is_kept_while_we_close_is_for_the_next_run(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            desk = Broken(s.front())
            desk.wait = asyncio.Event()
            async with s.life(desk=desk):
                await mention(s)
                await until(lambda: desk.waits)
            desk.wait.set()
            await until(s.open)
            async with s.life():
                await s.news.shows("You said summary 1.")
                await is_done(s)
            assert desk.heard == []

    async def test_what_cannot_be_noted_is_not_said(self, tmp_path: Path) -> None:
        class Full(Killed):
            async def begin(self, _: Heard) -> None:
                raise StoreError("The disk is full.")

        async with street(tmp_path) as s:
            desk = Full(s.front())
            async with s.life(desk=desk):
                await mention(s)
                await until(lambda: desk.heard)
            assert answers(s) == []
            async with s.life():
                await s.news.shows("You said summary 1.")
                await is_done(s)

    async def test_what_breaks_is_not_tried_for_ever(
        self, tmp_path: Path, logged_errors: list[str]
    ) -> None:
        async with street(tmp_path) as s:
            desk = Killed(s.front())

            async def fail(_: Invocation) -> Message:
                raise ZeroDivisionError

            desk._answer = fail
            async with s.life(desk=desk):
                await mention(s)
                await until(lambda: logged_errors)
                await is_done(s)
            logged_errors.clear()
