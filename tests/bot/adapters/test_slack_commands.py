"""Slash commands, mentions, direct messages and the shortcut, and where they are answered."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.errors import Unreachable
from bot.messages.blocks import Message
from bot.ports.chat import Invocation, Unread
from bot.render import slack
from tests.bot.adapters.slack_office import NOW, address, aside, office, until, with_buttons
from tests.contract.chats.listener import reply
from tests.fakes.slack_api import RateLimited, Refuse, SlackApi


class TestSlashCommands:
    async def test_it_is_answered_in_the_channel(self) -> None:
        async with office() as o:
            ack = await o.ann.command(o.news, "/summary", "3")
            assert ack.acked
            assert ack.payload == {}
            shown = await o.news.shows("You said summary 3.")
            assert shown.ephemeral_for is None
            assert shown.thread_ts is None
            assert o.desk.last.address == address(o.news)
            assert o.desk.last.person == o.ann.id
            assert o.desk.last.received_at == NOW

    async def test_it_is_acknowledged_before_it_is_answered(self) -> None:
        async with office() as o:
            go_on = asyncio.Event()

            async def slowly(_: Invocation) -> Message:
                await go_on.wait()
                return reply("At last.")

            o.desk._answer = slowly
            for _ in range(20):
                assert (await o.ann.command(o.news, "/digest", "status")).acked
            assert o.api.slowest_ack < 1
            go_on.set()
            await until(lambda: len(o.news.messages) == 20)

    async def test_an_answer_aside_is_for_the_person_alone(self) -> None:
        async with office() as o:
            o.desk.answers["status"] = aside("Your settings.")
            await o.ann.command(o.news, "/digest", "status")
            shown = await o.news.shows("Your settings.")
            assert shown.ephemeral_for is o.ann

    async def test_aside_where_the_person_is_alone_with_us_stays(self) -> None:
        async with office() as o:
            o.desk.answers["status"] = aside("Your settings.")
            await o.ann.command(o.dm, "/digest", "status")
            assert (await o.dm.shows("Your settings.")).ephemeral_for is None

    async def test_where_we_are_not_the_answer_comes_all_the_same(self) -> None:
        async with office() as o:
            other = o.team.channel("other", bot_is_member=False)
            await o.ann.command(other, "/summary", "3")
            assert (await other.shows("You said summary 3.")).ephemeral_for is None
            await o.desk.was_told("gone", address(other))
            assert "/invite @digestbot" in str(o.desk.told[-1])
            assert (await other.shows("/invite @digestbot")).ephemeral_for is o.ann

    async def test_what_is_aside_is_aside_where_we_are_not_either(self) -> None:
        async with office() as o:
            other = o.team.channel("other", bot_is_member=False)
            o.desk.answers["status"] = aside("Your settings.")
            await o.ann.command(other, "/digest", "status")
            assert (await other.shows("Your settings.")).ephemeral_for is o.ann
            assert (await other.shows("/invite @digestbot")).ephemeral_for is o.ann
            await o.desk.was_told("gone", address(other))

    async def test_where_we_are_nobody_is_told_to_invite_us(self) -> None:
        async with office() as o:
            o.desk.answers["status"] = aside("Your settings.")
            secret = o.team.channel("secret", private=True)
            for channel in (o.news, secret, o.team.group_dm(o.ann, o.bob), o.dm):
                await o.ann.command(channel, "/digest", "status")
                await channel.shows("Your settings.")
            await o.ann.command(o.news, "/digest", "help")
            await o.news.shows("You said help.")
            assert len(o.api.calls("conversations.info", o.news)) == 1  # and not asked again
            assert o.desk.told == []

    @pytest.mark.parametrize("whispered", [False, True])
    async def test_between_two_people_nothing_can_be_posted_later(self, *, whispered: bool) -> None:
        async with office() as o:
            theirs = o.team.dm_of_two(o.ann, o.bob)
            if whispered:
                o.desk.answers["status"] = aside("You said status.")
            await o.ann.command(theirs, "/digest", "status")
            await theirs.shows("You said status.")
            told = await theirs.shows("I am no part of this conversation")
            assert told.ephemeral_for is o.ann
            assert "/invite @digestbot" in told.read
            await o.desk.was_told("gone", address(theirs))

    async def test_used_up_addresses_are_done_without(self) -> None:
        async with office() as o:

            async def late(_: Invocation) -> Message:
                o.uses_up_addresses()
                return aside("Your settings.")

            o.desk._answer = late
            await o.ann.command(o.news, "/digest", "status")
            assert (await o.news.shows("Your settings.")).ephemeral_for is o.ann
            assert o.api.calls("chat.postEphemeral")

    async def test_who_is_not_in_the_channel_is_told_in_our_own_conversation(self) -> None:
        async with office() as o:
            answer = with_buttons("Your settings.", {"Length": "settings length"}, aside=True)
            o.desk.answers["status"] = answer
            await o.bob.says(o.news, "<@BOT> status")
            o.news.members.discard(o.bob.id)
            shown = await o.team.dm(o.bob).shows("Your settings.")
            assert shown.buttons == []  # there, they would be about another chat

    async def test_slack_is_waited_for(self) -> None:
        async with office() as o:
            o.api.fault("chat.postMessage", RateLimited(1))
            await o.ann.command(o.news, "/summary", "3")
            await o.news.shows("You said summary 3.")
            assert o.api.asked_again_during_penalty == 0

    async def test_an_answer_that_slack_refuses_ends_nothing(self) -> None:
        async with office() as o:
            o.api.fault("chat.postMessage", Refuse("invalid_blocks"))
            await o.ann.command(o.news, "/summary", "3")
            await o.ann.command(o.news, "/summary", "4")
            await o.news.shows("You said summary 4.")
            assert o.desk.told == []


class TestMentions:
    async def test_a_mention_is_answered_where_it_stands(self) -> None:
        async with office() as o:
            await o.ann.says(o.news, "<@BOT> summary 3")
            shown = await o.news.shows("You said summary 3.")
            assert shown.thread_ts is None

    async def test_in_a_thread_it_is_answered_in_the_thread_about_the_channel(self) -> None:
        async with office() as o:
            first = await o.bob.says(o.news, "Harbor opens &amp; <https://x.example|ships> come")
            await o.ann.says(o.news, "<@BOT> summary", thread=first)
            shown = await o.news.shows("You said summary.")
            assert shown.thread_ts == first.ts
            assert o.desk.last.address == address(o.news)
            assert o.desk.last.reply_to == first_text(o.desk.last)

    async def test_our_name_alone_in_a_thread_asks_for_its_summary(self) -> None:
        async with office() as o:
            first = await o.bob.says(o.news, "A long story about ships")
            await o.ann.says(o.news, "<@BOT>", thread=first)
            await o.news.shows("You said summary.")
            assert o.desk.last.reply_to == "A long story about ships"

    async def test_our_name_alone_asks_for_help(self) -> None:
        async with office() as o:
            await o.ann.says(o.news, "<@BOT>")
            ours = await o.news.shows("You said help.")
            await o.ann.says(o.news, "<@BOT>", thread=ours)
            await o.news.shows("You said help.", after=ours)

    async def test_in_a_thread_of_ours_nothing_is_quoted(self) -> None:
        async with office() as o:
            await o.ann.says(o.news, "<@BOT> digest")
            ours = await o.news.shows("You said digest.")
            await o.ann.says(o.news, "<@BOT> summary", thread=ours)
            assert (await o.news.shows("You said summary.")).thread_ts == ours.ts
            assert o.desk.last.reply_to is None

    async def test_what_is_said_of_others_is_not_heard(self) -> None:
        async with office() as o:
            await o.ann.says(o.news, "summary 1")
            await o.ann.says(o.news, "<@BOT> summary 2")
            await o.news.shows("You said summary 2.")
            assert [heard.text for heard in o.desk.heard] == ["summary 2"]

    async def test_bots_ourselves_and_edits_are_passed_over(self) -> None:
        async with office() as o:
            robot = o.team.person("Robot", is_bot=True)
            await robot.says(o.dm, "summary 1")
            o.dm.bot_message("summary 2")
            said = await o.ann.says(o.dm, "summary 3")
            await o.dm.shows("You said summary 3.")
            await o.ann.edits(said, "summary 4")
            await o.ann.deletes(said)
            o.api.post.event(
                o.team,
                {"type": "message", "channel_type": "im", "channel": o.dm.id, "text": "summary 5",
                 "user": o.team.bot_user_id, "ts": "1.0"},
            )  # fmt: skip
            await o.api.settled()
            await o.ann.says(o.dm, "summary 6")
            await o.dm.shows("You said summary 6.")
            assert [heard.text for heard in o.desk.heard] == ["summary 3", "summary 6"]


def first_text(invocation: Invocation) -> str:
    """Return what was quoted, once it is sure that a link is its words there."""
    assert invocation.reply_to is not None
    assert "ships" in invocation.reply_to
    return invocation.reply_to


class TestShortcut:
    async def test_it_summarizes_the_message_for_the_person_alone(self) -> None:
        async with office() as o:
            message = await o.bob.says(o.news, "A long story <about> ships")
            assert (await o.ann.shortcut(message, "summarize_this")).acked
            shown = await o.news.shows("You said summary.")
            assert shown.ephemeral_for is o.ann
            assert o.desk.last.reply_to == "A long story <about> ships"

    async def test_it_works_where_we_are_not(self) -> None:
        async with office() as o:
            other = o.team.channel("other", bot_is_member=False)
            message = await o.bob.says(other, "A long story")
            await o.ann.shortcut(message, "summarize_this")
            assert (await other.shows("You said summary.")).ephemeral_for is o.ann
            assert o.desk.told == []


class TestDocuments:
    @pytest.mark.parametrize("channel", ["news", "dm"])
    async def test_a_text_comes_with_what_was_said(self, channel: str) -> None:
        async with office() as o:
            file = o.team.file("story.txt", b"Ships came.")
            where = o.dm if channel == "dm" else o.news
            await o.ann.says(
                where, "summary" if channel == "dm" else "<@BOT> summary", files=[file]
            )
            await where.shows("You said summary.")
            (attachment,) = o.desk.last.attachments
            assert (attachment.name, attachment.content) == ("story.txt", "Ships came.")

    async def test_one_without_a_word_is_summarized(self) -> None:
        async with office() as o:
            await o.ann.says(o.dm, "", files=[o.team.file("story.txt", b"Ships came.")])
            await o.dm.shows("You said summary.")
            assert o.desk.last.attachments[0].content == "Ships came."

    async def test_a_document_of_the_message_that_is_summarized(self) -> None:
        async with office() as o:
            message = await o.bob.says(o.news, "", files=[o.team.file("story.txt", b"Ships.")])
            await o.ann.shortcut(message, "summarize_this")
            await o.news.shows("You said summary.")
            (attachment,) = o.desk.last.attachments
            assert attachment.content == "Ships."

    @pytest.mark.parametrize(
        ("content", "mimetype", "why"),
        [
            (b"\x89PNG", "image/png", Unread.KIND),
            (b"\xff\xfe\xfd", "application/pdf", Unread.KIND),
            (b"<p>x</p>", "text/html", Unread.KIND),
            (b"\xff\xfe\xfd", "text/plain", Unread.KIND),
            (b"x" * 1001, "text/plain", Unread.TOO_BIG),
        ],
    )
    async def test_why_a_document_was_not_read(
        self, content: bytes, mimetype: str, why: Unread
    ) -> None:
        async with office() as o:
            file = o.team.file("story", content, mimetype=mimetype)
            await o.ann.says(o.dm, "summary", files=[file])
            await o.dm.shows("You said summary.")
            assert o.desk.last.attachments[0].content is why

    async def test_what_slack_does_not_hand_over_is_lost(self) -> None:
        api = SlackApi()
        async with office(api=api) as o:
            file = o.team.file("story.txt", b"Ships.")
            o.team.grant(o.team.token.scopes - {"files:read"})
            await o.ann.says(o.dm, "summary", files=[file])
            await o.dm.shows("You said summary.")
            assert o.desk.last.attachments[0].content is Unread.LOST

    async def test_the_token_goes_to_nobody_but_slack(self) -> None:
        async with office() as o, SlackApi() as thief:
            file = o.team.file("story.txt", b"Ships.")
            object.__setattr__(file, "root", thief.root)
            await o.ann.says(o.dm, "summary", files=[file])
            await o.dm.shows("You said summary.")
            assert o.desk.last.attachments[0].content is Unread.LOST


class TestPeople:
    async def test_slack_knows_where_they_are_and_what_they_speak(self) -> None:
        async with office() as o:
            eva = o.team.person("Eva", tz="Europe/Berlin", locale="de-DE")
            for n in range(3):
                await eva.command(o.news, "/summary", str(n))
                await o.news.shows(f"You said summary {n}.")
            assert o.desk.last.timezone == "Europe/Berlin"
            assert o.desk.last.language == "de-DE"
            assert len(o.api.calls("users.info")) == 1  # it is remembered

    async def test_an_unknown_profile_is_no_obstacle(self) -> None:
        async with office() as o:
            o.api.fault("users.info", Refuse("user_not_found"))
            await o.ann.command(o.news, "/summary", "1")
            await o.news.shows("You said summary 1.")
            assert (o.desk.last.timezone, o.desk.last.language) == (None, None)


class TestDeadTokens:
    @pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
    async def test_a_dead_token_is_told_of_the_chats_that_are_met(self, error: str) -> None:
        async with office() as o:
            o.team.kill_token(error)
            await o.ann.says(o.dm, "summary")
            await o.desk.was_told("gone", address(o.dm))
            (body,) = slack.render(reply("digest"))
            with pytest.raises(Unreachable, match=error):
                await o.adapter.post(address(o.news), body, key="k1")
