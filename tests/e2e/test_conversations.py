"""Conversations with the whole service whose answers depend on more than one layer."""

from __future__ import annotations

import asyncio

import pytest

from bot.runtime.manners import BURST, SECONDS_EACH
from tests.e2e.service import ONE_PROCESS, WORKERS, Room, shown
from tests.fakes.telegram_chats import Chat

pytestmark = [
    pytest.mark.usefixtures("quick"),
    pytest.mark.parametrize("serves", [ONE_PROCESS, WORKERS], indirect=True),
]

EVERYTHING = "subscribe everything instant"


@pytest.fixture
def team(slack):
    return slack.team("T1")


@pytest.fixture
def bob(team):
    return team.person("Bob")


@pytest.fixture
def news(team, bob):
    channel = team.channel("news")
    channel.members.add(bob.id)
    return channel


async def test_what_is_wrong_in_the_settings_stands_at_its_field_in_time(serves, bob, news):
    async with serves():
        await bob.command(news, "/digest", "settings")
        await bob.modal_shows("Time zone")
        wrong = {"timezone/value": "Atlantis", "quiet/value": "25:00"}
        ack = await bob.submits(values=wrong)  # in a language that is not loaded yet, too
        assert set(ack.errors) == {"timezone", "quiet"}
        assert bob.modal is not None
        await bob.submits(values={"timezone/value": "Warschau", "quiet/value": "off"})
        assert bob.modal is None
        await news.shows("Europe/Warsaw")


async def test_who_subscribes_a_channel_without_us_is_told_how_to_invite_us(serves, team, bob):
    lonely = team.channel("lonely", bot_is_member=False)
    lonely.members.add(bob.id)
    async with serves() as bot:
        await bob.command(lonely, "/digest", EVERYTHING)
        told = await lonely.shows("/invite @digestbot")
        assert told.ephemeral_for is bob
        await bot.is_paused(lonely)
        lonely.invite_bot(bob)
        await bot.is_paused(lonely, paused=False)
        bot.news("Harbor bridge opens")
        bot.clock.jumps(minutes=2)
        await lonely.shows("Harbor bridge opens")


async def test_the_sample_of_a_subscription_is_for_the_whole_channel(serves, bob, news):
    async with serves() as bot:
        bot.news("Harbor bridge opens")
        await bob.command(news, "/digest", "subscribe everything daily 08:00")
        assert (await news.shows("Harbor bridge opens")).ephemeral_for is None


async def test_what_an_administrator_reads_of_a_channel_is_still_told_to_it(serves, telegram):
    ada = telegram.person("Ada")
    channel = telegram.channel("News", admins=[ada], username="our_news")
    private = telegram.private(ada)
    async with serves() as bot:
        bot.news("Harbor bridge opens")
        await private.says(ada, "/digest preview @our_news")
        await private.shows("Preview")
        asked = await private.says(ada, "/subscribe @our_news everything instant")
        await private.shows("Harbor bridge opens", after=asked)
        assert shown(channel, "Harbor bridge") == 0
        asked = await private.says(ada, "/digest preview @our_news")
        await private.shows("Harbor bridge opens", after=asked)


async def test_a_closed_topic_pauses_says_so_and_goes_on_when_it_is_opened(serves, telegram):
    ada = telegram.person("Ada")
    forum = telegram.supergroup("Forum", forum=True, admins=[ada])
    private = telegram.private(ada)
    topic = await forum.opens_topic("Science", thread=7)
    async with serves() as bot:
        await forum.says(ada, f"/{EVERYTHING}", thread=topic)
        await forum.shows("Subscribed to everything")
        await forum.says(ada, "/language de", thread=topic)
        await forum.shows("Deutsch")
        await forum.closes_topic(topic)
        told = await forum.shows("Das Thema „Science“ wurde geschlossen")
        assert told.thread is None
        bot.news("Harbor bridge opens")
        bot.clock.jumps(minutes=2)
        await bot.until(lambda tx: any(chat.paused for chat in tx.chats.under(bot.address(forum))))
        await private.says(ada, f"/status {forum.id}#{topic}")
        assert "Das Thema ist geschlossen." in (await private.shows("pausiert")).text
        assert forum.bot_status == "member"
        await forum.reopens_topic(topic)
        await bot.until(lambda tx: not any(c.paused for c in tx.chats.under(bot.address(forum))))
        bot.clock.jumps(minutes=2)
        assert (await forum.shows("Harbor bridge opens")).thread == topic


async def test_a_closed_general_topic_does_not_silence_the_others(serves, telegram):
    ada = telegram.person("Ada")
    forum = telegram.supergroup("Forum", forum=True, admins=[ada])
    topic = await forum.opens_topic("Science", thread=7)
    async with serves() as bot:
        for thread in (None, topic):
            asked = await forum.says(ada, f"/{EVERYTHING}", thread=thread)
            await forum.shows("Subscribed to everything", after=asked)
        await forum.closes_general()
        bot.news("Harbor bridge opens")
        bot.clock.jumps(minutes=2)
        await bot.is_paused(forum)
        assert (await forum.shows("Harbor bridge opens")).thread == topic
        resting = await bot.until(
            lambda tx: [c.address.thread for c in tx.chats.under(bot.address(forum)) if c.paused]
        )
    assert resting == [None]


async def test_a_flooding_person_is_slowed_down_and_told_once_and_others_go_on(
    serves, telegram, bob, news
):
    ann, ben = (telegram.private(telegram.person(name)) for name in ("Ann", "Ben"))
    clock = asyncio.get_running_loop().time
    async with serves():
        begun = clock()
        for _ in range(int(BURST) + 5):
            await ann.says(ann.person, "/status")
        await ann.shows("That is a lot at once")
        await ben.says(ben.person, "/status")
        await ben.shows("Archive")
        for _ in range(2 * int(BURST)):
            await bob.command(news, "/digest", "topics")
        assert (await news.shows("That is a lot at once")).ephemeral_for is bob
        passed = (clock() - begun) / SECONDS_EACH  # on a busy machine, so many more are answered
    assert 1 <= answers(ann, "That is a lot at once") <= 1 + passed
    assert answers(ann, "Archive") <= BURST + 1 + passed


def answers(room: Room, words: str) -> int:
    assert isinstance(room, Chat)
    return shown(room, words)
