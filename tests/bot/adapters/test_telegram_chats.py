"""Chats on Telegram: where the bot is added and thrown out, groups that move, channels."""

from __future__ import annotations

import pytest

from bot.messages.blocks import Choice, Choices, Message, StoryItem
from bot.messages.wording import wording
from bot.ports.chat import Invocation, Role
from tests.contract.chats.listener import EchoListener, reply
from tests.contract.chats.telegram import address, running
from tests.fakes.telegram_api import TelegramApi

DIGEST = Message(
    (StoryItem(number=1, headline="Ships", url=None, sentences=("A.",), origin="Harbor Wire"),)
)


async def handled(api: TelegramApi, listener: EchoListener) -> None:
    """Wait until everything that happened was handled."""
    await api.updates.everything_was_taken()
    assert await api.until(lambda: listener.known and not listener.open)


class TestComingAndGoing:
    async def test_a_person_who_blocks_the_bot_is_gone_until_they_unblock_it(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        api.private(ann)
        await ann.blocks_bot()
        await ann.unblocks_bot()
        await handled(api, listener)
        assert listener.told == [
            ("gone", address(ann.id), "The bot was blocked."),
            ("back", address(ann.id)),
        ]
        assert listener.heard == []

    async def test_a_group_that_throws_the_bot_out_is_gone_until_it_is_added_again(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        group = api.group("Friends", admins=[ann])
        await group.kicks_bot(ann)
        await group.adds_bot(ann)
        await group.shows("You said start.")
        await handled(api, listener)
        assert listener.told == [
            ("gone", address(group.id), "The bot was removed from the chat."),
            ("back", address(group.id)),
        ]

    async def test_whoever_adds_the_bot_is_greeted_once(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        group = api.group("Friends", admins=[ann], bot="left")
        await group.adds_bot(ann)
        await group.promotes_bot(ann)
        await group.demotes_bot(ann)
        await group.shows("You said start.")
        await handled(api, listener)
        (greeting,) = listener.heard
        assert greeting.role is Role.ADMIN
        assert len(group.messages) == 1

    async def test_a_channel_is_not_greeted(self, api: TelegramApi, listener: EchoListener) -> None:
        channel = api.channel("News", bot="left")
        await channel.promotes_bot()
        await handled(api, listener)
        assert listener.told == [("back", address(channel.id))]
        assert channel.messages == []

    async def test_a_channel_where_the_bot_may_not_post_is_gone(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        channel = api.channel("News")
        channel.bot_may_write = False
        await channel.promotes_bot()
        await handled(api, listener)
        reason = "The bot may not write in the chat."
        assert listener.told == [("gone", address(channel.id), reason)]

    @pytest.mark.parametrize("rests_in", [None, "en"])
    async def test_a_topic_that_is_closed_rests_until_it_is_opened_again(
        self, api: TelegramApi, listener: EchoListener, rests_in: str | None
    ) -> None:
        listener.rests_in = rests_in
        forum = api.supergroup("Forum", forum=True)
        topic = await forum.opens_topic("Science", thread=7)
        await forum.closes_topic(topic)
        await forum.reopens_topic(topic)
        await handled(api, listener)
        assert listener.told == [
            ("gone", address(forum.id, topic), "The topic is closed."),
            ("back", address(forum.id, topic), "The topic is closed."),
        ]
        said = [message.text for message in forum.messages]
        assert [text.startswith("The topic “Science” was closed") for text in said] == (
            [True] if rests_in else []
        )
        assert {message.thread for message in forum.messages} <= {None}

    async def test_that_a_topic_rests_is_said_in_the_language_of_its_chat(
        self, api: TelegramApi
    ) -> None:
        listener = EchoListener()
        listener.rests_in = "de"
        ann = api.person("Ann", language_code="fr")
        forum = api.supergroup("Forum", forum=True, admins=[ann])

        def say(key: str, language: str | None, /, **values: str) -> str:
            return wording(language or "en").say(f"ontelegram.{key}", **values)

        async with running(api, listener, say=say):
            topic = await forum.opens_topic("Science", thread=7)
            await forum.closes_topic(topic, by=ann)
            await forum.shows("Das Thema „Science“ wurde geschlossen")

    async def test_nothing_rests_while_telegram_does_not_tell_what_the_bot_is(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        listener.rests_in = "en"
        forum = api.supergroup("Forum", forum=True, bot="administrator")
        topic = await forum.opens_topic("Science", thread=7)
        api.faults.error_before("getChatMember")
        await forum.closes_topic(topic)
        await handled(api, listener)
        assert (listener.told, forum.messages) == ([], [])

    @pytest.mark.parametrize("service", ["forum_topic_reopened", "general_forum_topic_unhidden"])
    async def test_general_is_opened_again_alone(
        self, api: TelegramApi, listener: EchoListener, service: str
    ) -> None:
        forum = api.supergroup("Forum", forum=True)
        await forum.closes_general()
        await forum.reopens_general(service)
        await handled(api, listener)
        assert listener.told == [("back", address(forum.id), "alone", "The topic is closed.")]

    async def test_where_the_bot_may_write_in_closed_topics_nothing_rests(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        forum = api.supergroup("Forum", forum=True, bot="administrator")
        await forum.closes_topic(await forum.opens_topic("Announcements", thread=7))
        await handled(api, listener)
        assert listener.told == []


class TestMoving:
    async def test_a_group_that_becomes_a_supergroup_moves_once(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        group = api.group("Friends")
        new = await group.migrate()
        await handled(api, listener)
        assert listener.told == [("moved", address(group.id), address(new.id))]
        assert listener.heard == []

    async def test_an_answer_follows_a_group_that_moved_meanwhile(self, api: TelegramApi) -> None:
        ann = api.person("Ann")
        group = api.group("Friends", ann)

        async def answer(_: Invocation) -> Message:
            await group.migrate()
            return reply("Here I am.")

        listener = EchoListener(answer)
        async with running(api, listener):
            await group.says(ann, "/status")
            assert await api.until(lambda: group.migrated_to)
            await group.migrated_to.shows("Here I am.")
            await handled(api, listener)
        moved = ("moved", address(group.id), address(group.migrated_to.id))
        assert set(listener.told) == {moved}


class TestChannelsFromAPrivateChat:
    @pytest.mark.parametrize(
        ("line", "text"),
        [
            ("/subscribe @my_news space daily 08:00", "subscribe space daily 08:00"),
            ("subscribe space daily 08:00 @my_news", "subscribe space daily 08:00"),
            ("subscriptions @my_news", "subscriptions"),
            ("subscribe {id} space", "subscribe space"),
            ("subscribe @my_news https://news.example/rss", "subscribe https://news.example/rss"),
            ("Abonnieren https://news.example/rss @my_news", "Abonnieren https://news.example/rss"),
            ("subscribe\nhttps://news.example/rss @my_news", "subscribe https://news.example/rss"),
            ("follow https://news.example/rss @my_news", "follow https://news.example/rss"),
            ("subscribe www.news.example/rss @my_news", "subscribe www.news.example/rss"),
            ("/summary @my_news https://news.example/a", "summary https://news.example/a"),
        ],
    )
    async def test_an_administrator_manages_a_channel(
        self, api: TelegramApi, listener: EchoListener, line: str, text: str
    ) -> None:
        ann = api.person("Ann")
        channel = api.channel("News", admins=[ann], username="my_news")
        await api.private(ann).says(ann, line.format(id=channel.id))
        await api.private(ann).shows(f"You said {text}.")
        (heard,) = listener.heard
        assert heard.address == address(channel.id)
        assert heard.role is Role.ADMIN
        assert heard.text == text
        assert heard.apart
        assert channel.messages == []

    @pytest.mark.parametrize(
        "line",
        ["digest @my_news", "/latest @my_news", "Übersicht @my_news", "/дайджест @my_news"],
    )
    async def test_an_administrator_has_a_digest_posted(
        self, api: TelegramApi, listener: EchoListener, line: str
    ) -> None:
        async def digest(_: Invocation) -> Message:
            return DIGEST

        listener.answer = digest
        ann = api.person("Ann")
        channel = api.channel("News", admins=[ann], username="my_news")
        await api.private(ann).says(ann, line)
        await api.private(ann).shows("Posted in News.")
        assert ["Ships" in posted.text for posted in channel.messages] == [True]

    async def test_what_holds_no_story_is_not_posted(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        channel = api.channel("News", admins=[ann], username="my_news")
        await api.private(ann).says(ann, "digest @my_news")
        await api.private(ann).shows("You said digest.")
        assert not listener.heard[0].apart
        await api.private(ann).says(ann, "digest preview @my_news")
        await api.private(ann).shows("You said digest preview.")
        assert listener.heard[1].apart
        assert channel.messages == []

    async def test_a_digest_that_cannot_be_posted_is_said_to_be_lost(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        channel = api.channel("News", admins=[ann], username="my_news")

        async def digest(_: Invocation) -> Message:
            channel.bot_may_write = False  # meanwhile
            return DIGEST

        listener.answer = digest
        await api.private(ann).says(ann, "digest @my_news")
        await api.private(ann).shows("I could not post the digest in News.")
        assert channel.messages == []

    async def test_a_topic_of_a_forum_can_be_named(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        forum = api.supergroup("Forum", admins=[ann], forum=True)
        await api.private(ann).says(ann, f"subscribe {forum.id}#7 space")
        await api.private(ann).shows("You said subscribe space.")
        assert listener.heard[0].address == address(forum.id, 7)

    @pytest.mark.parametrize(
        ("status", "bot", "sentence"),
        [
            ("member", "administrator", "Only administrators of News"),
            ("left", "administrator", "Only administrators of News"),
            ("creator", "left", "cannot find @my_news"),
        ],
    )
    async def test_nobody_else_does(
        self, api: TelegramApi, listener: EchoListener, status: str, bot: str, sentence: str
    ) -> None:
        ann = api.person("Ann")
        channel = api.channel("News", username="my_news", bot=bot)
        channel.members[ann.id] = status
        await api.private(ann).says(ann, "subscribe @my_news space")
        await api.private(ann).shows(sentence)
        assert listener.heard == []

    async def test_the_bot_must_be_able_to_post_there(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        channel = api.channel("News", admins=[ann], username="my_news")
        channel.bot_may_write = False
        await api.private(ann).says(ann, "subscribe @my_news space")
        await api.private(ann).shows("I may not post in News yet.")
        assert listener.heard == []

    async def test_where_the_bot_is_no_administrator_its_administrators_hear_why(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        api.channel("News", admins=[ann], username="my_news", bot="member")
        await api.private(ann).says(ann, "subscribe @my_news space")
        await api.private(ann).shows("I may not post in News yet.")
        assert listener.heard == []

    async def test_a_channel_that_nobody_knows_is_not_found(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        await api.private(ann).says(ann, "subscribe @no_such_news")
        shown = await api.private(ann).shows("cannot find @no_such_news")
        assert "@digest_test_bot" in shown.text
        assert listener.heard == []

    @pytest.mark.parametrize(
        "line",
        [
            *("subscribe -2024", "@my_news", "subscribe space -football"),
            "summary Tug sinks https://news.example/a via @my_news",
            "Zusammenfassung https://news.example/a via @my_news",
            "https://news.example/a via @my_news",
            "Tug sinks https://news.example/a via @my_news",
            "Los tugs en el puerto https://news.example/a @my_news",
            "RT @my_news Tug sinks https://news.example/a",
            "Tug sinks www.news.example/a via @my_news",
            "Tug sinks Via @my_news",
        ],
    )
    async def test_other_words_are_just_words(
        self, api: TelegramApi, listener: EchoListener, line: str
    ) -> None:
        ann = api.person("Ann")
        api.channel("News", admins=[ann], username="my_news")
        await api.private(ann).says(ann, line)
        await api.private(ann).shows(f"You said {line}.")
        assert listener.heard[0].address == address(ann.id)

    async def test_what_is_tapped_next_is_about_the_same_channel(self, api: TelegramApi) -> None:
        async def answer(_: Invocation) -> Message:
            undo = Choices((Choice("Undo", "unsubscribe 1", "unsubscribe id:1"),))
            return Message((*reply("Subscribed.").blocks, undo))

        ann = api.person("Ann")
        channel = api.channel("News", admins=[ann], username="my_news")
        listener = EchoListener(answer)
        async with running(api, listener):
            await api.private(ann).says(ann, "subscribe @my_news space")
            shown = await api.private(ann).shows("Subscribed.")
            tap = await ann.taps(shown, "Undo")
            await tap.answered()
        heard = listener.heard[-1]
        assert heard.text == "unsubscribe id:1"
        assert heard.address == address(channel.id)
