"""Very many digests at one time: those that leave late say so, and why."""

from __future__ import annotations

from datetime import timedelta

from bot.pipeline.correct import correct
from bot.pipeline.plan import plan, plan_these
from bot.pipeline.queues import Queues
from bot.render.terminal import render
from tests.bot.conftest import SPACE
from tests.fakes.builders import a_delivery, a_part

CHATS = [f"console:{number}" for number in range(6)]
RATES = {"console": 1 / 600}  # a message in ten minutes
QUEUED = "so many chats get theirs at that time"


def planned(bot, rates=RATES, queues=None):
    def show(message, _):
        return render(message)

    plan(bot.store, bot.world.ambient, show, queues=queues or Queues(rates))


def subscribed(bot):
    for address in CHATS:
        bot.address = address
        bot.says("subscribe everything daily 08:00")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)


def test_those_whose_turn_comes_late_are_told_why(bot):
    subscribed(bot)
    planned(bot)
    texts = bot.posts()
    assert [QUEUED in text for text in texts] == [False, False, False, True, True, True]
    assert all("Probe lands" in text for text in texts)


def test_what_waits_from_before_counts_too(bot):
    subscribed(bot)
    with bot.store.transaction() as tx:
        for number in range(4):
            part = a_part(delivery=f"o{number}", next_at=bot.world.now + timedelta(hours=2))
            tx.outbox.add(a_delivery(id=f"o{number}", address="console:other", parts=(part,)))
    planned(bot)
    assert all(QUEUED in text for text in bot.posts())


def test_one_after_another_they_are_told_the_same_and_the_queue_is_counted_once(bot, monkeypatch):
    """As workers plan, some chats at a time."""
    subscribed(bot)
    queues, counts = Queues(RATES), []
    with bot.store.snapshot() as tx:
        archive = type(tx.archive)
        ids = [one.id for one in tx.subscriptions.due(bot.world.now, 10)]
    queued = archive.queued
    monkeypatch.setattr(archive, "queued", lambda self: counts.append(1) or queued(self))
    for one in ids:
        plan_these(
            bot.store, bot.world.ambient, lambda message, _: render(message), [one], queues=queues
        )
    assert [QUEUED in text for text in bot.posts()] == [False, False, False, True, True, True]
    assert len(counts) == 1
    with bot.store.snapshot() as tx:
        queues.count(tx, bot.world.now + timedelta(seconds=10))
    assert queues.waiting == {}  # everything was posted


def test_where_nothing_is_limited_nobody_is_late(bot):
    subscribed(bot)
    planned(bot, {"telegram": 1 / 600})
    assert not any(QUEUED in text for text in bot.posts())


def test_a_correction_says_the_same_of_it(bot):
    subscribed(bot)
    planned(bot)
    bot.posts()
    bot.source.put(f"{SPACE[:20].strip()}.txt", SPACE.replace("210 million", "310 million"))
    bot.takes_in()
    seen = []

    def show(message, _):
        bodies = render(message)
        seen.extend(str(body) for body in bodies)
        return bodies

    assert correct(bot.store, bot.world.ambient, show) == 6
    assert sorted(QUEUED in text for text in seen) == [False, True]
