"""What adapters tell of: kept before it is confirmed, answered once, and politely refused."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.chats import Paused, Platform, parse_address
from bot.domain.errors import StoreBusy, StoreError, StoreTrouble
from bot.ports.chat import Invocation, Role
from bot.ports.records import Heard
from bot.runtime import front as front_module
from bot.runtime.front import NOTHING, PATIENCE, Front
from bot.runtime.manners import BURST
from tests.bot.conftest import shown
from tests.fakes.builders import NOW, a_chat, a_delivery, a_subscription
from tests.fakes.posting import FailingStore

CHAT = parse_address("telegram:42")


@pytest.fixture
def failing(bot):
    return FailingStore(bot.store)


@pytest.fixture
def front(bot, failing):
    bot.address = str(CHAT)
    return Front(bot.answerer, failing, bot.world.ambient)


def heard(id_, text="status"):
    return Heard(platform="telegram", id=id_, raw={"text": text})


def said(bot, text="status", person="ann", language=None):
    return Invocation(
        address=CHAT,
        person=person,
        role=Role.ADMIN,
        text=text,
        language=language,
        received_at=bot.world.now,
    )


def ids(all_):
    return [one.id for one in all_]


async def test_what_a_crash_left_open_is_there_at_the_next_start_with_what_was_begun(
    bot, front, failing
):
    assert ids(await front.hear([heard("1"), heard("2"), heard("3")])) == ["1", "2", "3"]
    await front.begin(heard("1"))
    await front.done(heard("1"))
    await front.begin(heard("2"))
    after = Front(bot.answerer, failing, bot.world.ambient)  # and then it was killed
    left = await after.unanswered(Platform.TELEGRAM)
    assert [(one.id, one.begun) for one in left] == [("2", True), ("3", False)]
    assert left[0].raw == {"text": "status"}
    assert await after.unanswered(Platform.SLACK) == []


async def test_what_comes_twice_is_answered_once(front):
    await front.hear([heard("1")])
    assert ids(await front.hear([heard("1"), heard("2"), heard("2")])) == ["2"]
    await front.done(heard("1"))
    assert await front.hear([heard("1")]) == []


async def test_what_could_not_be_kept_was_not_heard(front, failing):
    failing.errors = [StoreError("disk full")]
    with pytest.raises(StoreError):
        await front.hear([heard("1")])
    assert ids(await front.hear([heard("1")])) == ["1"]  # the platform tells it again


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(front_module, "PATIENCE", [0.0] * len(PATIENCE))


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("error", [StoreBusy, StoreTrouble])
async def test_what_is_told_once_is_noted_however_often_the_store_is_away(front, failing, error):
    failing.errors = [error("away")] * len(PATIENCE)
    assert ids(await front.hear([heard("1")])) == ["1"]
    failing.errors = [error("away")] * len(PATIENCE)
    await front.begin(heard("1"))
    failing.errors = [error("away")] * len(PATIENCE)
    await front.done(heard("1"))
    assert await front.unanswered(Platform.TELEGRAM) == []
    assert failing.errors == []


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("others", [timedelta(), timedelta(minutes=1)])
async def test_what_was_kept_as_the_connection_broke_is_answered(bot, monkeypatch, others):
    front = Front(bot.answerer, bot.store, bot.world.ambient, others=others)
    await front.hear([heard("1")])
    transaction, broken = type(bot.store).transaction, [StoreTrouble("The connection broke.")]

    @contextmanager
    def breaking(self):
        with transaction(self) as tx:
            yield tx
        bot.world.sleep(seconds=1)
        if broken:
            raise broken.pop()

    monkeypatch.setattr(type(bot.store), "transaction", breaking)
    bot.world.sleep(seconds=1)
    assert ids(await front.hear([heard("1"), heard("2"), heard("3")])) == ["2", "3"]
    assert await front.hear([heard("1"), heard("2")]) == []


def test_a_database_that_starts_anew_is_waited_for():
    assert sum(PATIENCE) > 60


async def test_it_answers_and_whoever_says_too_much_is_told_so_once(bot, front):
    for _ in range(int(BURST)):
        assert "Archive" in shown(await front.answer(said(bot)))
    too_much = await front.answer(said(bot))
    assert "Archive" not in shown(too_much)
    assert too_much.blocks
    assert too_much.aside  # nobody else need read it
    assert await front.answer(said(bot)) == NOTHING
    assert (await front.answer(said(bot, person="ben"))).blocks
    bot.world.sleep(minutes=5)
    assert "Archive" in shown(await front.answer(said(bot)))


async def test_that_it_is_too_much_is_said_in_the_language_of_the_chat(bot, front):
    bot.says("language de")
    for _ in range(int(BURST)):
        await front.answer(said(bot, language="fr"))
    assert "Das ist viel auf einmal" in shown(await front.answer(said(bot, language="fr")))


async def test_several_are_answered_beside_each_other(bot, front):
    answers = await asyncio.gather(
        *(front.answer(said(bot, person=f"person {n}")) for n in range(20))
    )
    assert all("Archive" in shown(answer) for answer in answers)


async def test_a_chat_that_is_back_alone_leaves_its_threads_as_they_are(bot, front):
    topic = parse_address(f"{CHAT}#7")
    with bot.store.transaction() as tx:
        tx.chats.put(a_chat(CHAT))
        tx.chats.put(a_chat(topic))
    await front.gone(CHAT, "The bot may not write in the chat.")
    await front.back(CHAT, alone=True)
    with bot.store.snapshot() as tx:
        assert tx.chats.get(CHAT).paused is None
        assert tx.chats.get(topic).paused is not None


async def test_a_chat_that_is_back_after_one_thing_rests_for_another(bot, front):
    with bot.store.transaction() as tx:
        tx.chats.put(a_chat(CHAT))
    await front.gone(CHAT, "The bot may not write in the chat.")
    await front.back(CHAT, alone=True, after="The topic is closed.")
    with bot.store.snapshot() as tx:
        assert tx.chats.get(CHAT).paused is not None
    await front.back(CHAT, after="The bot may not write in the chat.")
    with bot.store.snapshot() as tx:
        assert tx.chats.get(CHAT).paused is None


@pytest.mark.parametrize("general", [None, "fr"])
async def test_what_rests_from_now_on_is_said_in_the_language_of_who_reads_it(bot, front, general):
    topic, whole = parse_address(f"{CHAT}#7"), parse_address(str(CHAT))
    with bot.store.transaction() as tx:
        if general is not None:
            tx.chats.put(a_chat(whole, language=general))
        tx.chats.put(a_chat(topic, language="de"))
    assert await front.gone(topic, "The topic was deleted.") is None  # nothing would have come
    await front.back(topic)
    with bot.store.transaction() as tx:
        tx.subscriptions.put(a_subscription(address=topic))
    assert await front.gone(topic, "The topic is closed.") == (general or "de")
    assert await front.gone(topic, "The topic is closed.") is None  # it rests already


async def test_a_chat_that_is_gone_back_or_elsewhere_is_so_in_the_store(bot, front):
    new = parse_address("telegram:-100500")
    with bot.store.transaction() as tx:
        tx.chats.put(a_chat(CHAT))
        tx.outbox.add(a_delivery(expires_at=NOW + timedelta(days=9)))
    await front.gone(CHAT, "The bot was blocked.")
    with bot.store.snapshot() as tx:
        assert tx.chats.get(CHAT).paused == Paused(reason="The bot was blocked.")
        assert tx.outbox.next_at(["telegram"], bot.world.now) is None
    await front.back(CHAT)
    await front.moved(CHAT, new)
    with bot.store.snapshot() as tx:
        assert tx.chats.get(CHAT) is None
        assert tx.chats.get(new).paused is None


async def test_operators_and_scripts_may_say_as_much_as_they_like(bot, front):
    invocation = replace(said(bot), role=Role.OPERATOR)
    for _ in range(int(BURST) + 3):
        assert "Archive" in shown(await front.answer(invocation))
