"""Trouble on Slack: each line of the fault matrix, as the fake recorded it."""

from __future__ import annotations

import pytest

from bot.adapters.slack.adapter import SlackAdapter
from tests.e2e.service import ONE_PROCESS, WORKERS, shown
from tests.fakes.slack_api import (
    DropAfter,
    DropBefore,
    ErrorAfter,
    RateLimited,
    Refuse,
    ServerError,
    SlackApi,
    SlowAfter,
    SlowBefore,
    TruncateAfter,
)

pytestmark = pytest.mark.usefixtures("quick")

LONG = tuple(f"Headline {number:02d} of the day" for number in range(1, 31))
POST, HISTORY = "chat.postMessage", "conversations.history"
GARBAGE = 200  # a page of some proxy that claims success
AFTER = [DropAfter(), ErrorAfter(), TruncateAfter(), ErrorAfter(GARBAGE)]
BEFORE = [DropBefore(), ServerError(), ServerError(GARBAGE)]


@pytest.fixture
def team(slack):
    return slack.team("T1")


@pytest.fixture
def news(team):
    return team.channel("news")


@pytest.fixture
def other(team):
    return team.channel("other")


@pytest.fixture
def hasty(monkeypatch):
    """Give up on a request after a moment."""
    monkeypatch.setitem(SlackAdapter.__init__.__kwdefaults__, "seconds", 0.5)


def posts(slack: SlackApi, channel: object) -> int:
    return len(slack.calls(POST, channel))


# Slack asks to wait


async def test_a_wait_is_kept_to_the_second_and_other_channels_go_on(serves, slack, news, other):
    slack.fault(POST, RateLimited(30), channel=news)
    async with serves() as bot:
        bot.due(news, other)
        await bot.stands(other, sent=1)
        await bot.stands(news, planned=1)
        bot.clock.jumps(seconds=28)
        bot.due(other, stories=["Later"])
        await other.shows("Later")
        assert posts(slack, news) == 1
        bot.clock.jumps(seconds=2)
        await bot.stands(news, sent=1)
    assert slack.asked_again_during_penalty == 0
    assert shown(news, "Harbor bridge opens") == 1


async def test_nothing_is_refused_at_slacks_pace(serves, slack, news):
    pace = slack.enforce_pace(per_second=10, burst=1)
    async with serves(for_slack={"chat_seconds": 0.3}) as bot:
        bot.due(news, stories=LONG)
        await news.shows(LONG[-1])
    assert pace.refused == 0
    assert [shown(news, one) for one in LONG] == [1] * len(LONG)


# Nobody knows whether it arrived


@pytest.mark.parametrize("fault", AFTER, ids=repr)
async def test_what_may_be_missing_is_found_in_the_history(serves, slack, news, fault):
    slack.fault(POST, fault, channel=news)
    async with serves() as bot:
        bot.due(news)
        await bot.stands(news, sent=1)
    assert shown(news, "Harbor bridge opens") == 1
    assert posts(slack, news) == 1
    assert slack.calls(HISTORY, news)


@pytest.mark.parametrize("fault", BEFORE, ids=repr)
async def test_what_is_not_in_the_history_is_posted_again(serves, slack, news, fault):
    slack.fault(POST, fault, channel=news)
    async with serves() as bot:
        bot.due(news)
        await bot.stands(news, sent=1)
    assert shown(news, "Harbor bridge opens") == 1
    assert posts(slack, news) == 2
    assert slack.calls(HISTORY, news)


@pytest.mark.usefixtures("hasty")
async def test_what_is_accepted_late_is_found_after_the_settle_time(serves, slack, news):
    slack.fault(POST, SlowBefore(1.0), channel=news)
    async with serves(for_slack={"settle_seconds": 60}) as bot:
        bot.due(news)
        await bot.stands(news, unknown=1)
        await news.shows("Harbor bridge opens")
        assert not slack.calls(HISTORY, news)
        bot.clock.jumps(seconds=60)
        await bot.stands(news, sent=1)
    assert shown(news, "Harbor bridge opens") == 1
    assert posts(slack, news) == 1


@pytest.mark.usefixtures("hasty")
async def test_an_answer_that_takes_too_long_is_looked_up(serves, slack, news):
    slack.fault(POST, SlowAfter(1.0), channel=news)
    async with serves() as bot:
        bot.due(news)
        await bot.stands(news, sent=1)
    assert shown(news, "Harbor bridge opens") == 1
    assert posts(slack, news) == 1


@pytest.mark.parametrize("fault", [RateLimited(2), ServerError(), DropBefore()], ids=repr)
async def test_while_the_history_cannot_be_read_nothing_is_posted(serves, slack, news, fault):
    slack.fault(POST, DropAfter(), channel=news)
    slack.fault(HISTORY, fault, channel=news)
    async with serves() as bot:
        bot.due(news)
        await news.shows("Harbor bridge opens")
        await bot.until(lambda _: slack.calls(HISTORY, news))
        bot.clock.jumps(seconds=10)
        await bot.stands(news, sent=1)
    assert len(slack.calls(HISTORY, news)) == 2
    assert shown(news, "Harbor bridge opens") == 1
    assert posts(slack, news) == 1


@pytest.mark.parametrize("serves", [ONE_PROCESS, WORKERS], indirect=True)
async def test_each_part_of_a_long_digest_comes_once_and_in_order_whatever_happens(
    serves, slack, news
):
    for fault in (*AFTER, *BEFORE):
        slack.fault(POST, fault, channel=news)
    async with serves() as bot:
        bot.due(news, stories=LONG)
        await news.shows(LONG[-1])
        await bot.until(lambda tx: not tx.outbox.doubtful({"slack"}, bot.clock.now(), 1))
    assert [shown(news, one) for one in LONG] == [1] * len(LONG)
    text = "\n".join(message.read for message in news.messages)
    places = [text.index(one) for one in LONG]
    assert places == sorted(places)


# Channels that are gone, and come back


@pytest.mark.parametrize("error", ["is_archived", "not_in_channel", "restricted_action"])
async def test_a_channel_that_refuses_is_asked_once_and_others_go_on(
    serves, slack, news, other, error
):
    slack.fault(POST, Refuse(error), channel=news)
    async with serves() as bot:
        bot.due(news, other)
        await bot.is_paused(news)
        await bot.stands(other, sent=1)
        bot.due(news, other, stories=["Next"])
        await other.shows("Next")
        await bot.until(lambda tx: not tx.subscriptions.due(bot.clock.now(), 1))
    assert posts(slack, news) == 1


@pytest.mark.parametrize("serves", [ONE_PROCESS, WORKERS], indirect=True)
async def test_archived_in_the_middle_of_a_digest(serves, slack, news, other):
    slack.fault(POST, SlowAfter(0), channel=news)
    slack.fault(POST, Refuse("is_archived"), channel=news)
    async with serves() as bot:
        bot.due(news, other, stories=LONG)
        await bot.is_paused(news)
        await other.shows(LONG[-1])
        assert posts(slack, news) == 2
        told = [one for one in LONG if shown(news, one)]
        assert 0 < len(told) < len(LONG)

        news.invite_bot()
        await bot.is_paused(news, paused=False)
        bot.due(news, stories=["News of the evening"])
        await news.shows("News of the evening")
        await news.shows(LONG[-1])
    assert [shown(news, one) for one in LONG] == [1] * len(LONG)


async def test_thrown_out_and_invited_again(serves, team, news):
    async with serves() as bot:
        bot.due(news)
        await bot.stands(news, sent=1)
        news.remove_bot()
        await bot.is_paused(news)
        news.invite_bot(team.person("Bob"))
        await bot.is_paused(news, paused=False)
        bot.due(news, stories=["Back again"])
        await news.shows("Back again")
    assert shown(news, "Harbor bridge opens") == 1


async def test_a_token_that_is_revoked_pauses_the_whole_workspace(serves, slack, team, news, other):
    async with serves() as bot:
        bot.due(news, other)
        await bot.stands(news, sent=1)
        await bot.stands(other, sent=1)
        team.revoke_tokens()
        await bot.is_paused(news)
        await bot.is_paused(other)
        bot.due(news, other, stories=["Next"])
        await bot.until(lambda tx: not tx.subscriptions.due(bot.clock.now(), 1))
        assert not bot.task.done()
    assert posts(slack, news) + posts(slack, other) == 2


async def test_a_token_that_dies_without_a_word_is_tried_once(serves, slack, team):
    channels = [team.channel(f"c{number}") for number in range(5)]
    async with serves() as bot:
        bot.due(*channels)
        for channel in channels:
            await bot.stands(channel, sent=1)
        team.kill_token("token_revoked")
        bot.due(channels[0], stories=["Next"])
        for channel in channels:
            await bot.is_paused(channel)
        bot.due(*channels, stories=["And more"])
        await bot.until(lambda tx: not tx.subscriptions.due(bot.clock.now(), 1))
    assert len(slack.calls(POST)) == 5 + 1


# Slack is not there


async def test_slack_is_down_at_start_and_comes_up(serves, slack, news):
    await slack.go_down()
    async with serves(is_up=lambda *_: True) as bot:
        bot.due(news)
        await bot.is_retrying(news)
        assert not bot.task.done()
        await slack.come_up()
        await bot.stands(news, sent=1)
    assert shown(news, "Harbor bridge opens") == 1
    assert posts(slack, news) == 1


async def test_slack_goes_down_for_a_while(serves, slack, news):
    async with serves() as bot:
        bot.due(news)
        await bot.stands(news, sent=1)
        await slack.go_down()
        bot.due(news, stories=["Later"])
        await bot.is_retrying(news)
        await slack.come_up()
        await bot.stands(news, sent=2)
    assert shown(news, "Later") == 1


@pytest.mark.parametrize("how", ["refresh", "abort"])
async def test_a_socket_that_ends_loses_no_event(serves, slack, team, how, monkeypatch):
    monkeypatch.setitem(SlackAdapter.__init__.__kwdefaults__, "ping_seconds", 0.2)
    bob = team.person("Bob")
    slack.retry_delays = (0.2,) * 50
    async with serves():
        ending = getattr(slack.courier.sockets, how)()
        if ending is not None:
            await ending
        await bob.says(team.dm(bob), "help")
        await team.dm(bob).shows("subscribe")
        await slack.settled()
    assert shown(team.dm(bob), "subscribe") == 1


# Once is once


async def test_an_event_that_comes_three_times_has_one_effect(serves, slack, team):
    bob = team.person("Bob")
    async with serves():
        await bob.says(team.dm(bob), "subscribe everything daily 08:00")
        slack.replay(slack.deliveries[-1], copies=2)
        await team.dm(bob).shows("Subscribed")
        await slack.settled()
        await bob.says(team.dm(bob), "subscriptions")
        await team.dm(bob).shows("Subscriptions")
    assert shown(team.dm(bob), "Subscribed") == 1


async def test_an_event_that_comes_again_after_a_restart_has_one_effect(serves, slack, team):
    bob = team.person("Bob")
    async with serves():
        await bob.says(team.dm(bob), "subscribe everything daily 08:00")
        await team.dm(bob).shows("Subscribed")
        await slack.settled()
        said = slack.deliveries[-2:]
    async with serves():
        for delivery in said:
            slack.replay(delivery)
        await bob.says(team.dm(bob), "subscriptions")
        await team.dm(bob).shows("Subscriptions")
    assert shown(team.dm(bob), "Subscribed") == 1


async def test_acknowledgements_come_in_time_while_an_answer_takes_long(serves, slack, team, news):
    bob = team.person("Bob")
    async with serves():
        slack.fault(POST, SlowAfter(0.5), channel=news, times=5)
        acks = [await bob.command(news, "/digest", "status") for _ in range(5)]
    assert all(ack.acked for ack in acks)
    assert slack.slowest_ack < slack.ack_seconds
