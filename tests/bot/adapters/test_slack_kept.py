"""What people say is kept before Slack is told so, answered once, and survives a kill."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.messages.blocks import Message
from bot.messages.wording import wording
from bot.ports.records import Heard
from tests.bot.adapters.slack_lives import Street, answers, command, is_done, mention, soon, street
from tests.bot.adapters.slack_office import address, aside, office, until, with_buttons
from tests.contract.chats.listener import reply
from tests.fakes.slack_api import DropAfter, DropBefore, SlackApi

Saying: TypeAlias = Callable[[Street], object]

CARD = "I was interrupted while answering “summary 1”."


@pytest.mark.parametrize("say", [command, mention])
class TestKilled:
    async def test_after_it_was_kept(self, tmp_path: Path, say: Saying) -> None:
        async with street(tmp_path) as s:
            s.api.ack_seconds = 0.3
            s.api.retry_delays = (1.0, 0.2)
            async with s.life("heard") as desk:
                saying = asyncio.ensure_future(say(s))
                await soon(desk.died.wait())
            await saying
            heard_at = s.now
            s.passes(timedelta(minutes=2))
            async with s.life() as desk:
                await s.news.shows("You said summary 1.")
                await s.api.settled()  # Slack tells of the event again
                await is_done(s)
                assert [(i.again, i.received_at) for i in desk.heard] == [(True, heard_at)]
            assert len(answers(s)) == 1

    async def test_while_it_is_answered(self, tmp_path: Path, say: Saying) -> None:
        async with street(tmp_path) as s:
            async with s.life("answering") as desk:
                await say(s)
                await soon(desk.died.wait())
                await s.api.settled()
            async with s.life() as desk:
                await s.news.shows("You said summary 1.")
                await is_done(s)
                assert [invocation.again for invocation in desk.heard] == [True]
            assert len(answers(s)) == 1

    async def test_before_a_byte_was_sent(self, tmp_path: Path, say: Saying) -> None:
        async with street(tmp_path) as s:
            async with s.life("begun") as desk:
                await say(s)
                await soon(desk.died.wait())
            async with s.life() as desk:
                card = await s.news.shows(CARD)
                await is_done(s)
                assert desk.heard == []
                assert card.buttons == ["Ask again"]
                assert (card.ephemeral_for is None) is (say is mention)  # as the question was
                await s.ann.taps(card, "Ask again")
                await s.news.shows("You said summary 1.")
                await is_done(s)
            assert len(answers(s)) == 2

    async def test_before_it_was_noted_that_it_was_sent(self, tmp_path: Path, say: Saying) -> None:
        async with street(tmp_path) as s:
            async with s.life("posted") as desk:
                await say(s)
                await soon(desk.died.wait())
            async with s.life() as desk:
                await is_done(s)
                assert desk.heard == []
            assert [posted.read for posted in answers(s)] == ["You said summary 1."]

    async def test_again_and_again(self, tmp_path: Path, say: Saying) -> None:
        async with street(tmp_path) as s:
            async with s.life("answering") as desk:
                await say(s)
                await soon(desk.died.wait())
            for step in ("answering", "answering", "begun", "posted", "posted"):
                async with s.life(step) as desk:
                    await soon(desk.died.wait())
            async with s.life():
                await is_done(s)
            cards = 1 if say is mention else 3  # what only Ann sees, nobody can look up
            assert [CARD in posted.read for posted in answers(s)] == [True] * cards


class TestFound:
    async def test_in_a_thread(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            first = await s.ann.says(s.news, "Ships came.")
            async with s.life("posted") as desk:
                await s.ann.says(s.news, "<@BOT> summary 1", thread=first)
                await soon(desk.died.wait())
            async with s.life():
                await is_done(s)
            assert len(answers(s)) == 1

    async def test_only_if_all_of_it_is_there(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            async with s.life("posted") as desk:
                desk.answers["summary 1"] = Message(
                    tuple(b for n in range(400) for b in reply(f"Line {n}. " * 20).blocks)
                )
                await mention(s)
                await soon(desk.died.wait())
            posted = answers(s)
            assert len(posted) > 2
            keys = [(m.metadata or {}).get("event_payload") for m in posted]
            assert keys[:-1] == [None] * (len(posted) - 1)
            posted[-1].deleted = True  # the kill came earlier
            async with s.life():
                await s.news.shows(CARD)
                await is_done(s)

    async def test_what_only_one_person_saw_is_asked_about(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            async with s.life("posted") as desk:
                desk.answers["summary 1"] = aside("For Ann.")
                await command(s)
                await soon(desk.died.wait())
            async with s.life():
                assert (await s.news.shows(CARD)).ephemeral_for is s.ann
                await is_done(s)

    async def test_what_was_about_a_document_is_not_asked_with_a_button(
        self, tmp_path: Path
    ) -> None:
        async with street(tmp_path) as s:
            first = await s.ann.says(s.news, "Ships came.")
            async with s.life("begun") as desk:
                await s.ann.shortcut(first, "summarize_this")
                await soon(desk.died.wait())
            async with s.life():
                card = await s.news.shows("please ask again")
                assert card.ephemeral_for is s.ann
                assert card.buttons == []
                await is_done(s)

    async def test_the_connection_breaks_and_the_answer_is_there(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s, s.life():
            s.api.fault("chat.postMessage", DropAfter())
            await mention(s)
            await s.news.shows("You said summary 1.")
            await is_done(s)
            assert len(answers(s)) == 1

    async def test_the_connection_breaks_and_the_answer_is_not_there(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s, s.life():
            s.api.fault("chat.postMessage", DropBefore())
            await mention(s)
            await s.news.shows(CARD)
            await is_done(s)
            assert len(answers(s)) == 1


class TestLeftOpen:
    async def test_nobody_waits_longer_than_an_hour(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            async with s.life("answering") as desk:
                await mention(s)
                await soon(desk.died.wait())
            s.passes(timedelta(minutes=61))
            async with s.life() as desk:
                await is_done(s)
                assert desk.heard == []
            assert answers(s) == []

    async def test_what_became_of_a_channel_is_noted_however_late(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            async with s.life("heard") as desk:
                s.news.archive()
                await soon(desk.died.wait())
            s.passes(timedelta(days=2))
            async with s.life() as desk:
                await desk.was_told("gone", address(s.news), "This channel is archived.")
                await is_done(s)

    async def test_settings_are_answered_in_words(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            s.api.ack_seconds = 0.3
            async with s.life("heard") as desk:
                await s.ann.command(s.news, "/digest", "settings")
                await soon(desk.died.wait())
            async with s.life():
                await s.news.shows("You said settings.")
                await is_done(s)

    async def test_a_button_of_an_earlier_run_changes_its_message(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            s.api.ack_seconds = 0.3
            async with s.life() as desk:
                desk.answers["summary 1"] = with_buttons("Page 1.", {"Next": "page 2"})
                await mention(s)
                page = await s.news.shows("Page 1.")
            async with s.life("heard") as desk:
                await s.ann.taps(page, "Next")
            async with s.life():
                await s.news.shows("You said page 2.")
                await is_done(s)

    async def test_what_an_older_release_kept_and_we_cannot_read(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            old = [Heard(platform="slack", id=str(n), raw=raw) for n, raw in enumerate(UNREADABLE)]
            await s.front().hear(old)
            async with s.life():
                await is_done(s)
            assert answers(s) == []

    async def test_slack_is_away_when_we_come_back(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.adapters.slack.finishing._PAUSE", 0.05)
        async with street(tmp_path) as s:
            async with s.life("answering") as desk:
                await mention(s)
                await soon(desk.died.wait())
            s.api.fault("auth.test", DropBefore(), times=4)
            async with s.life():
                await s.news.shows("You said summary 1.")
                await is_done(s)


UNREADABLE = [
    {},
    {"type": "block_actions", "actions": 5},
    {"type": "view_submission", "view": {"callback_id": "settings", "private_metadata": "{}"}},
]


class TestOnce:
    async def test_slack_tells_again_after_a_restart(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            async with s.life():
                await mention(s)
                await s.news.shows("You said summary 1.")
                await is_done(s)
            for _ in range(2):
                async with s.life() as desk:
                    s.api.replay(s.api.deliveries[0], copies=3)
                    await s.api.settled()
                    assert desk.heard == []
            assert len(answers(s)) == 1

    async def test_by_http_after_a_restart(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s:
            secret = s.api.signing_secret
            http = {"app_token": None, "signing_secret": secret, "http_port": 0}
            async with s.life("posted", **http) as desk:
                await mention(s)
                await soon(desk.died.wait())
            again = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
            async with s.life(**http) as desk:
                for _ in range(3):
                    payload = s.api.deliveries[0].payload
                    status, _, _ = await s.api.send_signed(payload, headers=again)
                    assert status == 200
                await is_done(s)
                assert desk.heard == []
            assert len(answers(s)) == 1

    async def test_several_sockets_at_once(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s, s.life() as desk:
            await mention(s)
            s.api.replay(s.api.deliveries[0], copies=20)
            await s.api.settled()
            await s.news.shows("You said summary 1.")
            await is_done(s)
            assert len(desk.heard) == 1

    async def test_a_burst_is_kept_in_its_order(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s, s.life() as desk:
            await asyncio.gather(*(s.ann.command(s.news, "/summary", str(n)) for n in range(60)))
            await is_done(s)
            told = [d.payload["text"] for d in s.api.deliveries if d.kind == "slash_commands"]
            assert [f"summary {text}" for text in told] == [i.text for i in desk.heard]
            assert s.api.slowest_ack < 3

    async def test_nothing_that_does_not_concern_us_is_kept(self, tmp_path: Path) -> None:
        async with street(tmp_path) as s, s.life() as desk:
            s.news.bot_message("I am a bot.")
            await s.ann.says(s.news, "Nobody was asked.")
            await mention(s)
            await s.news.shows("You said summary 1.")
            await is_done(s)
            await until(lambda: desk.finished)  # which it notes after the store
            assert len(desk.finished) == 1


async def test_what_is_said_to_nothing_is_done_with() -> None:
    async with office() as o:
        o.desk.answers["nothing"] = Message(())
        await o.ann.command(o.news, "/digest", "nothing")
        await until(lambda: o.desk.finished)
        assert o.desk.begun == []


async def test_it_says_its_sentences_in_the_words_that_it_is_given() -> None:
    def say(key: str, language: str | None, /, **values: str) -> str:
        return f"{key} {language} {values}"

    async with office(say=say, api=SlackApi()) as o:
        other = o.team.channel("other", bot_is_member=False)
        await o.ann.command(other, "/summary", "3")
        await o.desk.was_told("gone", address(other))
        o.news.archive()
        await o.desk.was_told("gone", address(o.news), "archived None {}")
        assert o.desk.told[0][2] == "not-in-channel None {'bot': 'digestbot'}"


async def test_that_it_is_not_in_a_channel_is_said_in_the_language_of_the_answer() -> None:
    def say(key: str, language: str | None, /, **values: str) -> str:
        return wording(language or "en").say(f"onslack.{key}", **values)

    async with office(say=say, api=SlackApi()) as o:
        other = o.team.channel("other", bot_is_member=False)
        o.desk.answers["summary 3"] = replace(reply("Schiffe"), language="de")
        await o.ann.command(other, "/summary", "3")
        await other.shows("Ich bin nicht in diesem Kanal")
        reason = "I am not in this channel: type /invite @digestbot in it."
        await o.desk.was_told("gone", address(other), reason)  # told in any language later
