"""Ticks wake the steps; what an operator can mend is said in a sentence, and tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.errors import StoreBusy, StoreTrouble
from bot.pipeline.queues import Queues
from bot.pipeline.tidy import Keep
from bot.ports.source import Unreadable
from bot.render.terminal import render
from bot.runtime.ambient import now
from bot.runtime.ticks import Steps, Ticks
from tests.bot.conftest import SPACE, Bot
from tests.fakes.world import World


@pytest.fixture
def bot(rig):
    return Bot(store=rig.store, world=World())


def ticks_of(bot, store=None):
    steps = Steps(
        store=store or bot.store,
        sources=(bot.source,),
        ambient=bot.world.ambient,
        render=lambda message, _: render(message),
        keep=Keep(articles=timedelta(days=20)),
    )
    return Ticks(steps, scan_seconds=3600, planned=lambda: None)


async def test_old_things_go_on_a_tick_as_the_settings_say(bot):
    bot.takes_in(SPACE)
    bot.world.sleep(days=21)
    ticks = ticks_of(bot)
    with capture_logs() as logs:
        await ticks.tidy()
        await ticks.tidy()
    assert [(line["event"], line["articles"]) for line in logs] == [("tidy.done", 1)]
    job = ticks._scheduler.get_job("tidy")
    assert job.trigger.interval == timedelta(days=1)


async def test_a_change_of_what_was_told_is_put_right_on_a_tick(bot):
    bot.says("length long")
    bot.says("subscribe everything")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.plans()
    bot.posts()
    bot.source.put(f"{SPACE[:20].strip()}.txt", SPACE.replace("210 million", "310 million"))
    with capture_logs() as logs:
        ticks_of(bot)._steps.take_in()
    assert {"event": "correct.done", "edits": 1, "log_level": "info"} in logs


@pytest.mark.parametrize("error", [StoreTrouble("The disk is full."), StoreBusy("It is held.")])
async def test_what_an_operator_can_mend_is_said_in_a_sentence(rig, bot, error):
    bot.says("subscribe everything")
    bot.world.sleep(hours=2)
    rig.failing.errors = [error, error, error]
    ticks = ticks_of(bot, rig.failing)
    with capture_logs() as logs:
        await ticks.tidy()
    (line,) = logs
    assert (line["event"], line["problem"]) == ("tick.waiting", str(error))
    assert line["log_level"] == "warning"


async def test_a_step_that_was_just_handed_out_when_told_to_stop_is_no_error(bot):
    """The scheduler cancels what has not begun, and logs that as an error, which fails a test."""
    ticks = ticks_of(bot)
    ticks.start()
    ticks._scheduler.get_job("plan").modify(next_run_time=now())
    ticks._scheduler._process_jobs()
    await ticks.stop()
    assert ticks._beside["plan"].done()


async def test_a_mistake_of_ours_in_one_turn_is_no_end_of_ticking(rig, bot, logged_errors):
    bot.takes_in(SPACE)
    bot.world.sleep(days=21)
    rig.failing.errors = [ZeroDivisionError()]
    ticks = ticks_of(bot, rig.failing)
    await ticks.tidy()
    assert logged_errors == ["tick.failed"]
    logged_errors.clear()
    with capture_logs() as logs:
        await ticks.tidy()
    assert [line["event"] for line in logs] == ["tidy.done"]


async def test_changed_settings_are_kept_to_from_the_next_turn_on(bot):
    bot.takes_in(SPACE)
    bot.world.sleep(days=5)
    ticks = ticks_of(bot)
    ticks.start()
    ticks.change(keep=Keep(articles=timedelta(days=4)), queues=Queues(), scan_seconds=7)
    assert ticks._scheduler.get_job("take-in").trigger.interval == timedelta(seconds=7)
    with capture_logs() as logs:
        await ticks.tidy()
    await ticks.stop()
    assert [(line["event"], line["articles"]) for line in logs] == [("tidy.done", 1)]


async def test_what_cannot_be_read_is_logged_with_its_reason(bot):
    bot.source.items.append(Unreadable(key="a.txt", stamp="1", reason="It is empty."))
    with capture_logs() as logs:
        ticks_of(bot)._steps.take_in()
    (line,) = [line for line in logs if line["event"] == "collect.rejected"]
    assert (line["key"], line["reason"]) == ("a.txt", "It is empty.")
