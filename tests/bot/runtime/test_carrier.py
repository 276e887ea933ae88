"""The carrier, which posts to one chat at a time: what keeps it from posting, and from editing."""

from __future__ import annotations

import asyncio
import gc
from datetime import timedelta

import pytest

from bot.domain import deliveries
from bot.domain.chats import parse_address
from bot.domain.deliveries import Doubt
from bot.domain.errors import NotSent, StoreTrouble, TryLater, Unknown
from bot.pipeline.deliver import Rules, recover
from bot.runtime.carrier import Carrier
from bot.runtime.pacing import Pace
from tests.fakes.builders import DAY, NOW

ROOMS = [parse_address(f"slack:T1/C{number}") for number in range(3)]
CHAT = parse_address("telegram:42")


class Serving:
    """Says whether this process may post, as told."""

    def __init__(self):
        self.may = True

    def __call__(self, _):
        return self.may


@pytest.fixture
def serving():
    return Serving()


@pytest.fixture
def edited(rig, monkeypatch):
    made = []

    async def edit(_, address, _receipt, body):
        made.append((str(address), body["text"]))

    monkeypatch.setattr("bot.runtime.editing.LOOK_SECONDS", 0.0)
    monkeypatch.setattr(type(rig.telegram), "edit", edit)
    return made


@pytest.fixture
def carrier(rig, serving):
    return Carrier(
        rig.failing,
        rig.platforms,
        rig.world.ambient,
        render=lambda _message, _address: [{"text": "Did it arrive?"}],
        rules=Rules(doubts={"telegram": Doubt.CARD, "slack": Doubt.LOOK_UP}),
        pace=Pace(limits={}),
        goes_on=serving,
    )


def edit(rig, text):
    with rig.store.transaction() as tx:
        assert tx.edits.put("a/1", {"text": text}, now=rig.world.now, expires_at=NOW + 2 * DAY)


async def flooded(rig, carrier):
    """Let two rooms be told to wait, so that their workspace is."""
    for number, room in enumerate(ROOMS):
        rig.add(f"d{number}", str(room))
    rig.slack.answers(*[TryLater("slow down", after=timedelta(seconds=30))] * 2)
    for room in ROOMS[:2]:
        await carrier.carry(room)
    assert len(rig.slack.asked) == 2


async def test_in_a_workspace_that_must_wait_nothing_is_tried_until_then(rig, carrier):
    await flooded(rig, carrier)
    assert await carrier.carry(ROOMS[2]) is None  # whoever sweeps brings it back
    assert len(rig.slack.asked) == 2


async def test_a_workspace_must_wait_also_where_that_could_not_be_kept(rig, carrier, monkeypatch):
    def full(*_):
        raise StoreTrouble("The disk is full.")

    monkeypatch.setattr("bot.runtime.trouble.Trouble._hold", full)
    await flooded(rig, carrier)
    wait = await carrier.carry(ROOMS[2])
    assert timedelta(seconds=1) < wait <= timedelta(seconds=30)
    assert len(rig.slack.asked) == 2


async def test_edits_are_made_while_they_may_be(rig, carrier, edited, serving):
    rig.add("a")
    assert await carrier.carry(CHAT) is None
    edit(rig, "one")
    await carrier.edit("telegram")
    assert edited == [("telegram:42", "one")]
    edit(rig, "two")
    serving.may = False
    await carrier.edit("telegram")
    assert len(edited) == 1
    serving.may = True
    await carrier.edit("telegram")
    assert edited == [("telegram:42", "one"), ("telegram:42", "two")]


async def test_a_platform_that_cannot_be_reached_is_not_asked_to_edit_either(rig, carrier, edited):
    rig.add("a")
    assert await carrier.carry(CHAT) is None
    rig.add("b", "telegram:7")
    rig.telegram.answers(NotSent("no network"))
    await carrier.carry(parse_address("telegram:7"))
    edit(rig, "one")
    await carrier.edit("telegram")
    assert edited == []


async def test_what_another_carrier_of_this_process_sees_through_is_left_to_it(rig, carrier):
    rig.add("a")
    rig.telegram.gate.clear()
    carrying = asyncio.create_task(carrier.carry(CHAT))
    await rig.until(lambda: rig.telegram.flying)
    assert recover(rig.store, ["telegram"], rig.world.ambient, flying=carrier._flying) == 0
    rig.telegram.gate.set()
    async with asyncio.timeout(60):
        assert await carrying is None
    assert rig.states("a") == ["sent"]


async def test_a_job_that_is_cancelled_loses_nothing_of_what_it_began(rig, carrier):
    """The engine cancels its jobs when the database goes away."""
    rig.add("a")
    rig.telegram.gate.clear()
    carrying = asyncio.create_task(carrier.carry(CHAT))
    await rig.until(lambda: rig.telegram.flying)
    rig.failing.errors = [StoreTrouble("The database is away.")] * 3
    carrying.cancel()
    await asyncio.wait([carrying])
    rig.telegram.gate.set()
    await carrier.land(60)
    assert rig.states("a") == ["sent"]
    assert rig.telegram.asked == [("telegram:42", "a/1")]


@pytest.mark.parametrize(
    ("error", "said"),
    [(StoreTrouble("The database is away."), []), (KeyError("a mistake"), ["carrier.failed"])],
)
async def test_of_a_job_that_is_cancelled_only_mistakes_of_the_program_are_logged(
    rig, carrier, logged_errors, error, said
):
    """An outage cancels hundreds of them, and is told of once, by others."""
    rig.add("a")
    reading, answers = asyncio.Event(), asyncio.Event()

    async def claim(_):
        reading.set()
        await answers.wait()
        raise error

    carrier._claims.ask = claim
    carrying = asyncio.create_task(carrier.carry(CHAT))
    await reading.wait()
    carrying.cancel()
    await asyncio.wait([carrying])
    answers.set()
    await carrier.land(60)
    gc.collect()
    assert logged_errors == said
    logged_errors.clear()


async def test_a_card_whose_job_is_cancelled_and_given_to_us_again_is_posted_once(rig, carrier):
    rig.add("a")
    rig.telegram.answers(Unknown("The connection broke."))
    async with asyncio.timeout(60):
        await carrier._send(CHAT)
        rig.telegram.gate.clear()
        first = asyncio.create_task(carrier.carry(CHAT))
        await rig.until(lambda: rig.telegram.flying)
        first.cancel()
        await asyncio.wait([first])
        again = asyncio.create_task(carrier.carry(CHAT))
        await asyncio.wait([again], timeout=0.2)
        rig.telegram.gate.set()
        await carrier.land(60)
        assert await again is None
    assert [key for _, key in rig.telegram.asked] == ["a/1", "a/1.card"]
    assert rig.states("a") == ["carded"]


async def test_nobody_waits_for_ever_for_what_cannot_be_written(rig, carrier):
    rig.add("a")
    rig.failing.errors = []
    rig.telegram.gate.clear()
    carrying = asyncio.create_task(carrier.carry(CHAT))
    await rig.until(lambda: rig.telegram.flying)
    await carrier.land(0.01)
    rig.telegram.gate.set()
    async with asyncio.timeout(60):
        assert await carrying is None


async def test_what_was_claimed_without_our_knowing_is_posted_later(rig, carrier):
    claim, broken = carrier._claims._answer, [StoreTrouble("The connection broke.")]

    def claim_unheard(asked):
        found = claim(asked)
        if broken:
            rig.failing.errors = [StoreTrouble("Still away.")]
            raise broken.pop()
        return found

    carrier._claims._answer = claim_unheard
    rig.add("a")
    rig.failing.errors = []
    with pytest.raises(StoreTrouble):
        await carrier.carry(CHAT)
    await carrier.land(60)
    assert rig.failing.errors == []
    assert rig.states("a") == ["planned"]
    rig.world.sleep(seconds=3)
    assert await carrier.carry(CHAT) is None
    assert rig.telegram.asked == [("telegram:42", "a/1")]


async def test_a_machine_that_slept_posts_nothing_that_may_be_anothers_by_now(rig, carrier):
    rig.add("a", parts=2)
    claim = carrier._claims._answer

    def sleeping(asked):
        found = claim(asked)
        if rig.world.now == NOW:
            rig.world.sleep(minutes=5)
        return found

    carrier._claims._answer = sleeping
    assert await carrier.carry(CHAT) is None
    assert rig.states("a") == ["sent", "sent"]
    assert rig.telegram.arrived() == ["a/1", "a/2"]
    assert rig.part("a").tried_at == NOW + timedelta(minutes=5)


async def test_many_chats_are_looked_at_and_claimed_for_together(rig, carrier, monkeypatch):
    chats = [parse_address(f"telegram:{number}") for number in range(20)]
    for number, chat in enumerate(chats):
        rig.add(f"d{number}", str(chat))
    together = {"_heads": [], "_claims": []}
    for name, sizes in together.items():
        asks = getattr(carrier, name)

        def counting(asked, answer=asks._answer, sizes=sizes):
            sizes.append(len(asked))
            return answer(asked)

        monkeypatch.setattr(asks, "_answer", counting)
    assert set(await asyncio.gather(*map(carrier.carry, chats))) == {None}
    assert sorted(rig.telegram.arrived()) == sorted(f"d{number}/1" for number in range(20))
    for sizes in together.values():
        assert max(sizes) > 1  # how many depends on how quick the others are


async def test_a_chat_that_cannot_be_looked_at_holds_up_no_other(rig, carrier):
    rig.add("a", "telegram:1")
    rig.add("b", "telegram:2")
    look, broken = carrier._heads._answer, parse_address("telegram:1")

    def looking(addresses):
        if broken in addresses:
            raise ValueError("This cannot be read.")
        return look(addresses)

    carrier._heads._answer = looking
    chats = [parse_address("telegram:1"), parse_address("telegram:2")]
    done = await asyncio.gather(*map(carrier.carry, chats), return_exceptions=True)
    assert [type(one) for one in done] == [ValueError, type(None)]
    assert rig.telegram.arrived() == ["b/1"]


@pytest.mark.parametrize("wait", [timedelta(minutes=3), 300 * DAY])
async def test_what_is_due_late_is_looked_at_again_within_minutes(rig, carrier, wait):
    """A clock that was far ahead, and was set, must not put off the chat's job with it."""
    rig.add("a", expires_at=NOW + wait + DAY)
    with rig.store.transaction() as tx:
        part = tx.outbox.claim(["telegram"], NOW).part
        tx.outbox.settle("a", deliveries.told_to_wait(part, NOW + wait, "wait"))
    assert await carrier.carry(CHAT) == min(wait, timedelta(minutes=10))
