"""Channels that come and go, workspaces that leave, and things that are told twice."""

from __future__ import annotations

from tests.bot.adapters.slack_office import Memory, address, office, until
from tests.fakes.slack_api import SlackApi


class TestMembership:
    async def test_thrown_out_and_invited_again(self) -> None:
        async with office() as o:
            o.news.remove_bot(by=o.ann)
            await o.desk.was_told("gone", address(o.news))
            o.news.invite_bot(by=o.ann)
            await o.desk.was_told("back", address(o.news))
            await o.news.shows("You said start.")
            assert o.desk.last.person == o.ann.id

    async def test_others_come_and_go_as_they_like(self) -> None:
        async with office() as o:
            await o.ann.joins(o.news)
            o.api.post.event(
                o.team,
                {"type": "member_left_channel", "user": o.ann.id, "channel": o.news.id,
                 "channel_type": "C", "team": "T1"},
            )  # fmt: skip
            await o.ann.command(o.news, "/summary", "1")
            await o.news.shows("You said summary 1.")
            assert o.desk.told == []
            assert len(o.desk.heard) == 1

    async def test_our_own_leaving_is_noticed(self) -> None:
        async with office() as o:
            o.api.post.event(
                o.team,
                {"type": "member_left_channel", "user": o.team.bot_user_id, "team": "T1",
                 "channel": o.news.id, "channel_type": "C"},
            )  # fmt: skip
            await o.desk.was_told("gone", address(o.news))

    async def test_archived_and_taken_out_of_the_archive(self) -> None:
        async with office() as o:
            o.news.archive()
            await o.desk.was_told("gone", address(o.news), "This channel is archived.")
            o.api.post.event(
                o.team, {"type": "channel_unarchive", "channel": o.news.id, "user": o.ann.id}
            )
            await o.desk.was_told("back", address(o.news))

    async def test_deleted(self) -> None:
        async with office() as o:
            o.news.delete()
            await o.desk.was_told("gone", address(o.news), "This channel was deleted.")

    async def test_private_channels_too(self) -> None:
        async with office() as o:
            secret = o.team.channel("secret", private=True)
            secret.remove_bot()
            await o.desk.was_told("gone", address(secret))


class TestWorkspaces:
    async def test_an_app_that_is_taken_out_takes_everything_along(self) -> None:
        api, memory = SlackApi(), Memory()
        async with office(api=api, installations=memory) as o:
            o.team.uninstall()
            whole = address(o.news)
            await until(lambda: o.desk.told)
            kind, told, _ = o.desk.told[0]
            assert (kind, told.workspace, told.chat) == ("gone", whole.workspace, "*")

    async def test_revoked_tokens_of_others_are_nothing_to_us(self) -> None:
        async with office() as o:
            o.api.post.event(
                o.team, {"type": "tokens_revoked", "tokens": {"oauth": ["U9"], "bot": ["U9"]}}
            )
            await o.api.settled()
            o.team.revoke_tokens()
            await until(lambda: o.desk.told)
            assert len(o.desk.told) == 1


class TestTwice:
    async def test_an_event_that_is_told_again_is_answered_once(self) -> None:
        async with office() as o:
            await o.ann.says(o.news, "<@BOT> summary 1")
            await o.news.shows("You said summary 1.")
            for delivery in list(o.api.deliveries):
                o.api.replay(delivery, copies=3)
            await o.api.settled()
            await o.ann.says(o.news, "<@BOT> summary 2")
            await o.news.shows("You said summary 2.")
            assert [heard.text for heard in o.desk.heard] == ["summary 1", "summary 2"]

    async def test_so_is_a_command(self) -> None:
        async with office() as o:
            await o.ann.command(o.news, "/summary", "1")
            await o.news.shows("You said summary 1.")
            o.api.replay(o.api.deliveries[0], copies=3)
            await o.api.settled()
            await o.ann.command(o.news, "/summary", "2")
            await o.news.shows("You said summary 2.")
            assert len(o.desk.heard) == 2
