"""Trouble on Telegram: each line of the fault matrix, as the fake recorded it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.adapters.telegram.adapter import TelegramAdapter
from bot.domain.errors import SettingsError
from bot.runtime.platforms import set_up
from bot.runtime.service import serve
from bot.runtime.wiring import build
from tests.e2e.service import ONE_PROCESS, WORKERS, settings_for, shown
from tests.fakes.telegram_api import TelegramApi

pytestmark = pytest.mark.usefixtures("quick")

LONG = tuple(f"Headline {number:02d} of the day" for number in range(1, 16))  # three parts
CARD = "The connection broke"


@pytest.fixture
def ann(telegram):
    return telegram.private(telegram.person("Ann"))


@pytest.fixture
def ben(telegram):
    return telegram.private(telegram.person("Ben"))


def posts(telegram: TelegramApi, room: object) -> int:
    return len(telegram.calls("sendMessage", chat=room))


def untroubled(telegram: TelegramApi, room: object, count: int) -> None:
    """Let so many posts through before the trouble that is planned next."""
    telegram.faults.slow_after("sendMessage", 0, times=count, chat=room)


# Telegram asks to wait


async def test_a_wait_is_kept_to_the_second_and_other_chats_go_on(serves, telegram, ann, ben):
    telegram.faults.flood("sendMessage", retry_after=30, chat=ann)
    async with serves() as bot:
        bot.due(ann, ben)
        await bot.stands(ben, sent=1)
        await bot.stands(ann, planned=1)
        bot.clock.jumps(seconds=28)
        bot.due(ben, stories=["Later"])
        await ben.shows("Later")
        assert posts(telegram, ann) == 1
        bot.clock.jumps(seconds=2)
        await bot.stands(ann, sent=1)
    assert telegram.asked_again_during_penalty == 0
    assert shown(ann, "Harbor bridge opens") == 1


async def test_a_wait_outlives_a_restart(serves, telegram, ann, ben):
    telegram.faults.flood("sendMessage", retry_after=30, chat=ann)
    async with serves() as bot:
        bot.due(ann)
        await telegram.asked("sendMessage", chat=ann)
        await bot.stands(ann, planned=1)
    async with serves() as bot:
        bot.due(ben, stories=["Other"])
        await bot.stands(ben, sent=1)
        bot.clock.jumps(seconds=31)
        await bot.stands(ann, sent=1)
    assert telegram.asked_again_during_penalty == 0
    assert shown(ann, "Harbor bridge opens") == 1


async def test_when_several_chats_are_told_to_wait_all_of_them_do(serves, telegram):
    rooms = [telegram.private(telegram.person(f"P{number}")) for number in range(10)]
    told, others = rooms[:2], rooms[2:]
    telegram.faults.flood("sendMessage", retry_after=2, everywhere=True)
    async with serves() as bot:
        bot.due(*told)
        for room in told:
            await bot.was_answered(room)
        bot.due(*others)
        for room in rooms:
            await bot.stands(room, sent=1)
    assert telegram.asked_again_during_penalty <= 1  # by the second of the two
    assert [shown(room, "Harbor bridge opens") for room in rooms] == [1] * 10


async def test_answers_keep_a_wait_too(serves, telegram, ann):
    async with serves() as bot:
        gate = telegram.faults.hold_before("sendMessage", chat=ann)
        bot.due(ann)
        await gate.reached()
        gate.open()
        await bot.stands(ann, sent=1)
        telegram.faults.flood("sendMessage", retry_after=1, chat=ann)
        asked = await ann.says(ann.person, "/help")
        await ann.shows("subscribe", after=asked)
    assert telegram.asked_again_during_penalty == 0


# Nobody knows whether it arrived

AFTER = ["drop_after", "error_after", "truncate_after", "garble_after"]
BEFORE = ["drop_before", "error_before", "garble_before"]


@pytest.mark.parametrize("kind", [*AFTER, *BEFORE])
async def test_what_may_be_missing_gets_a_card_and_no_second_post(serves, telegram, ann, ben, kind):
    getattr(telegram.faults, kind)("sendMessage", chat=ann)
    async with serves() as bot:
        bot.due(ann, ben)
        await ann.shows(CARD)
        await bot.stands(ann, carded=1)
        await bot.stands(ben, sent=1)
    assert shown(ann, "Harbor bridge opens") == (kind in AFTER)
    assert shown(ann, CARD) == 1
    assert posts(telegram, ann) == 2
    assert ann.messages[-1].buttons == ["Show it"]


@pytest.mark.parametrize("kind", ["slow_before", "slow_after"])
async def test_an_answer_that_takes_too_long_gets_a_card(serves, telegram, ann, monkeypatch, kind):
    monkeypatch.setitem(TelegramAdapter.__init__.__kwdefaults__, "patience", timedelta(seconds=1))
    getattr(telegram.faults, kind)("sendMessage", 2.5, chat=ann)
    async with serves() as bot:
        bot.due(ann)
        await ann.shows(CARD)
        await ann.shows("Harbor bridge opens")  # late, even when nobody waits any more
    assert shown(ann, "Harbor bridge opens") == 1
    assert shown(ann, CARD) == 1


@pytest.mark.parametrize("serves", [ONE_PROCESS, WORKERS], indirect=True)
async def test_the_card_becomes_the_part_once_however_often_it_is_tapped(serves, telegram, ann):
    telegram.faults.drop_before("sendMessage", chat=ann)
    async with serves() as bot:
        bot.due(ann)
        card = await ann.shows(CARD)
        await bot.stands(ann, carded=1)
        taps = [await ann.person.taps(card, "Show it") for _ in range(5)]
        part = await ann.shows("Harbor bridge opens")
        for tap in taps:
            await tap.answered()
        await bot.stands(ann, sent=1)
        assert part.id == card.id
        again = await ann.person.taps(part, data=taps[0].data)
        await again.answered()
    assert part.edits == 1
    assert part.text.count("1. Harbor bridge opens") == 1
    assert len(ann.messages) == 1


async def test_the_parts_behind_a_doubtful_one_come_after_its_card(serves, telegram, ann):
    untroubled(telegram, ann, 1)
    telegram.faults.drop_before("sendMessage", chat=ann)
    async with serves() as bot:
        bot.due(ann, stories=LONG)
        parts = await bot.stands(ann, sent=2, carded=1)
    assert [claim.part.state.value for claim in parts] == ["sent", "carded", "sent"]
    assert [CARD in one.text for one in ann.messages] == [False, True, False]


# Chats that are gone, and come back


@pytest.mark.parametrize("serves", [ONE_PROCESS, WORKERS], indirect=True)
async def test_blocked_in_the_middle_of_a_digest_then_unblocked(serves, telegram, ann, ben):
    untroubled(telegram, ann, 2)
    gate = telegram.faults.hold_before("sendMessage", chat=ann)
    async with serves() as bot:
        bot.due(ann, ben, stories=LONG)
        await gate.reached()
        ann.person.has_blocked = True  # and no update tells of it
        gate.open()
        await bot.is_paused(ann)
        assert posts(telegram, ann) == 3
        await ben.shows(LONG[-1])
        told = [one for one in LONG if shown(ann, one)]
        assert 0 < len(told) < len(LONG)

        await ann.person.unblocks_bot()
        await bot.is_paused(ann, paused=False)
        bot.due(ann, stories=["News of the evening"])
        await ann.shows("News of the evening")
        await ann.shows(LONG[-1])
    assert [shown(ann, one) for one in LONG] == [1] * len(LONG)
    assert [shown(ben, one) for one in LONG] == [1] * len(LONG)


async def test_a_chat_that_blocks_is_asked_once_and_never_again(serves, telegram, ann):
    ann.person.has_blocked = True
    async with serves() as bot:
        bot.due(ann)
        chat = await bot.is_paused(ann)
        bot.due(ann, stories=["Next"])
        await bot.until(lambda tx: not tx.subscriptions.due(bot.clock.now(), 1))
    assert posts(telegram, ann) == 1
    assert "blocked" in chat.paused.reason


async def test_kicked_out_of_a_group_and_added_back(serves, telegram):
    group = telegram.group("Readers", telegram.person("Ann"))
    async with serves() as bot:
        bot.due(group)
        await bot.stands(group, sent=1)
        await group.kicks_bot()
        await bot.is_paused(group)
        await group.adds_bot()
        await bot.is_paused(group, paused=False)
        bot.due(group, stories=["Back again"])
        await group.shows("Back again")
    assert posts(telegram, group) == 3  # two digests and a greeting


@pytest.mark.parametrize("before", [0, 2])
@pytest.mark.parametrize("is_told", [True, False])
async def test_a_group_that_moves_in_the_middle_gets_one_digest(serves, telegram, before, is_told):
    group = telegram.group("Readers", telegram.person("Ann"))
    if before:
        untroubled(telegram, group, before)
    gate = telegram.faults.hold_before("sendMessage", chat=group)
    async with serves() as bot:
        bot.due(group, stories=LONG)
        await gate.reached()
        new = await group.migrate()
        if not is_told:
            telegram.updates.drop_all()
        gate.open()
        await new.shows(LONG[-1])
        await bot.until(lambda tx: tx.subscriptions.of_chat(bot.address(new)))
        bot.due(new, stories=["Later"])
        await new.shows("Later")
    assert [shown(group, one) + shown(new, one) for one in LONG] == [1] * len(LONG)
    assert posts(telegram, group) == before + 1
    assert shown(group, "Later") == 0


# Telegram is not there


async def test_telegram_is_down_at_start_and_comes_up(serves, telegram, ann):
    await telegram.go_down()
    async with serves() as bot:
        bot.due(ann)
        await bot.is_retrying(ann)
        assert not bot.task.done()
        await telegram.come_up()
        await bot.stands(ann, sent=1)
        asked = await ann.says(ann.person, "/help")
        await ann.shows("subscribe", after=asked)
    assert shown(ann, "Harbor bridge opens") == 1


async def test_telegram_goes_down_for_a_while(serves, telegram, ann):
    async with serves() as bot:
        bot.due(ann)
        await bot.stands(ann, sent=1)
        await telegram.go_down()
        bot.due(ann, stories=["Later"])
        await bot.is_retrying(ann)
        await telegram.come_up()
        await bot.stands(ann, sent=2)
    assert shown(ann, "Later") == 1
    assert shown(ann, CARD) == 0


# Once is once


async def test_an_update_that_comes_twice_has_one_effect(serves, telegram, ann):
    async with serves():
        asked = await ann.says(ann.person, "/subscribe everything daily 08:00")
        await ann.shows("Subscribed", after=asked)
        telegram.replay(telegram.updates.all[-1])
        again = await ann.says(ann.person, "/subscriptions")
        await ann.shows("everything", after=again)
    assert shown(ann, "Subscribed") == 1
    assert posts(telegram, ann) == 2


async def test_a_button_that_is_pressed_five_times_has_one_effect(serves, telegram, ann):
    async with serves() as bot:
        bot.due(ann)
        await bot.stands(ann, sent=1)
        asked = await ann.says(ann.person, "/unsubscribe")
        offer = await ann.shows(lambda m: bool(m.buttons) and m.step > asked.step)
        for tap in [await ann.person.taps(offer, "everything") for _ in range(5)]:
            await tap.answered()
        await ann.shows("Unsubscribed", after=asked)
    assert posts(telegram, ann) == 2


async def test_a_second_instance_refuses_to_start(serves, program, telegram, slack, ann):
    async with serves() as bot:
        with build(settings_for(program, telegram, slack)) as other:
            adapters = set_up(other.settings, other.store, other.ambient, other.read_text)
            with pytest.raises(SettingsError, match="serves telegram from this store already"):
                await serve(other, adapters, patience=0)
        bot.due(ann)
        await bot.stands(ann, sent=1)
    assert telegram.conflicts == 0
    assert posts(telegram, ann) == 1


# Time


async def test_a_clock_that_jumps_tells_nothing_twice(serves, ann):
    async with serves() as bot:
        asked = await ann.says(ann.person, "/subscribe everything hourly")
        await ann.shows("Subscribed", after=asked)
        bot.news("Alpha")
        bot.clock.jumps(hours=1)
        await ann.shows("Alpha")
        bot.clock.jumps(hours=-1)
        bot.news("Beta")
        bot.clock.jumps(hours=1)
        bot.clock.jumps(hours=1)
        await ann.shows("Beta")
    assert shown(ann, "Alpha") == 1
    assert shown(ann, "Beta") == 1


async def test_what_fell_due_while_we_were_away_comes_as_one_late_digest(serves, ann):
    async with serves() as bot:
        asked = await ann.says(ann.person, "/subscribe everything hourly")
        await ann.shows("Subscribed", after=asked)
        bot.news("Alpha")
    async with serves(ahead=timedelta(hours=4)) as bot:
        await ann.shows("This was due")
        assert shown(ann, "This was due") == 1
        bot.clock.jumps(hours=1)
        bot.news("Beta")
        bot.clock.jumps(hours=1)
        await ann.shows("Beta")
    assert shown(ann, "Alpha") == 1


async def test_a_pause_holds_what_waits_until_it_ends(serves, telegram, ann):
    telegram.faults.flood("sendMessage", retry_after=3, chat=ann)
    async with serves() as bot:
        bot.due(ann)
        await bot.stands(ann, planned=1)
        telegram.faults.forgive()
        asked = await ann.says(ann.person, "/pause")
        await ann.shows("Paused", after=asked)
        bot.clock.jumps(minutes=5)
        bot.due(ann, stories=["Meanwhile"])
        await bot.until(lambda tx: not tx.subscriptions.due(bot.clock.now(), 1))
        assert shown(ann, "Harbor bridge opens") == 0
        await ann.says(ann.person, "/resume")
        await bot.stands(ann, sent=1)
    assert shown(ann, "Harbor bridge opens") == 1


async def test_what_waits_too_long_expires_and_is_told_by_the_next_digest(serves, telegram, ann):
    telegram.faults.flood("sendMessage", retry_after=7 * 3600, chat=ann)
    async with serves() as bot:
        bot.due(ann)
        await telegram.asked("sendMessage", chat=ann)
        await bot.stands(ann, planned=1)
        bot.clock.jumps(hours=6, seconds=5)
        await bot.stands(ann, expired=1)
        bot.clock.jumps(hours=1)
        bot.due(ann, stories=["Of tonight"])
        await ann.shows("Of tonight")
    assert shown(ann, "Harbor bridge opens") == 1
    assert telegram.asked_again_during_penalty == 0
