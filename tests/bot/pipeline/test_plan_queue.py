"""Very many digests at one time: those that leave late say so, and why."""

from __future__ import annotations

from datetime import timedelta

from bot.pipeline.correct import correct
from bot.pipeline.plan import plan
from bot.render.terminal import render
from tests.bot.conftest import SPACE
from tests.fakes.builders import a_delivery, a_part

CHATS = [f"console:{number}" for number in range(6)]
RATES = {"console": 1 / 600}  # a message in ten minutes
QUEUED = "so many chats get theirs at that time"


def planned(bot, rates=RATES):
    def show(message, _):
        return render(message)

    plan(bot.store, bot.world.ambient, show, rates=rates)


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
