"""A chat moves, is gone, is back: what it keeps, and what it is told again."""

from __future__ import annotations

import pytest

from bot.domain.chats import ASKED, ChatAddress, Paused, parse_address
from bot.domain.deliveries import PartState, Receipt, posted, refused
from bot.pipeline import presence
from bot.storage.open import open_store
from tests.fakes.builders import CHAT, HOUR, NOW, a_chat, a_delivery, a_digest, a_part, an_entry

OLD, NEW = parse_address("telegram:-5"), parse_address("telegram:-100500")
BLOCKED = "The bot was blocked."


@pytest.fixture
def store():
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


def put(store, *chats):
    with store.transaction() as tx:
        for chat in chats:
            tx.chats.put(chat)


def pause_of(store, address):
    with store.snapshot() as tx:
        chat = tx.chats.get(address)
    return chat and chat.paused


def gone(store, address=CHAT):
    with store.transaction() as tx:
        presence.gone(tx, address, BLOCKED)


def back(store, address=CHAT):
    with store.transaction() as tx:
        presence.back(tx, address)


def told_in_parts(store, *items, address=CHAT):
    """Keep a digest of three stories whose parts end these of them; return its delivery."""
    digest = a_digest(*(an_entry(name) for name in "abc"), address=address)
    parts = tuple(
        a_part(n, body={} if numbers is None else {"items": numbers})
        for n, numbers in enumerate(items, 1)
    )
    with store.transaction() as tx:
        tx.digests.add(digest)
        tx.outbox.add(a_delivery(parts=parts, address=address))


def told(store, address=CHAT):
    with store.snapshot() as tx:
        return "".join(sorted(tx.digests.told(address, list("abc"))))


def settle_next(store, move):
    with store.transaction() as tx:
        found = tx.outbox.claim(["telegram"], NOW)
        assert found is not None
        tx.outbox.settle(found.delivery_id, move(found.part))
        delivery = tx.outbox.of(found.delivery_id)
        assert delivery is not None
        if delivery.parts[found.part.n - 1].state is PartState.FAILED:
            presence.give_back(tx, [delivery])


def arrive(part):
    return posted(part, Receipt(message_id="1"))


def fail(part):
    return refused(part, "Too long.")


def test_a_chat_that_is_gone_rests_until_it_is_back(store):
    put(store, a_chat())
    gone(store)
    assert pause_of(store, CHAT) == Paused(reason=BLOCKED)
    with store.snapshot() as tx:
        assert presence.resumes(tx.chats.get(CHAT))
    back(store)
    assert pause_of(store, CHAT) is None


def test_a_pause_that_a_person_asked_for_outlives_both(store):
    put(store, a_chat(paused=Paused(reason=ASKED)))
    gone(store)
    back(store)
    assert pause_of(store, CHAT) == Paused(reason=ASKED)


def test_a_pause_that_would_end_by_itself_does_not_resume_a_chat_that_is_gone(store):
    put(store, a_chat(paused=Paused(reason=ASKED, until=NOW + HOUR)))
    gone(store)
    gone(store)
    with store.snapshot() as tx:
        chat = tx.chats.get(CHAT)
    assert presence.resumes(chat)
    assert chat.is_paused(NOW + 2 * HOUR)


def test_a_pause_that_would_end_by_itself_holds_again_when_the_chat_is_back(store):
    asked = Paused(reason=ASKED, until=NOW + HOUR)
    put(store, a_chat(paused=asked))
    gone(store)
    assert pause_of(store, CHAT) == Paused(reason=BLOCKED, until=NOW + HOUR)
    back(store)
    assert pause_of(store, CHAT) == asked
    back(store)
    assert pause_of(store, CHAT) == asked


def test_a_pause_of_a_chat_whose_workspace_is_gone_holds_again(store):
    asked = Paused(reason=ASKED, until=NOW + HOUR)
    put(store, a_chat("slack:T1/C1", paused=asked))
    everywhere = ChatAddress("slack", "*", workspace="T1")
    gone(store, everywhere)
    assert pause_of(store, parse_address("slack:T1/C1")).everywhere
    back(store, everywhere)
    assert pause_of(store, parse_address("slack:T1/C1")) == asked


def test_a_chat_takes_its_threads_with_it_and_a_workspace_all_its_chats(store):
    addresses = ["slack:T1/C1", "slack:T1/C1#1.2", "slack:T1/C2", "slack:T2/C1"]
    put(store, *(a_chat(address) for address in addresses))
    gone(store, parse_address("slack:T1/C1"))
    paused = [pause_of(store, parse_address(address)) is not None for address in addresses]
    assert paused == [True, True, False, False]
    everywhere = ChatAddress("slack", "*", workspace="T1")
    gone(store, everywhere)
    paused = [pause_of(store, parse_address(address)) is not None for address in addresses]
    assert paused == [True, True, True, False]
    back(store, everywhere)
    paused = [pause_of(store, parse_address(address)) is not None for address in addresses]
    assert paused == [True, True, False, False]  # those two went by themselves


def test_a_chat_that_nobody_spoke_in_gets_no_settings_by_going(store):
    told_in_parts(store, [1, 2, 3])
    gone(store)
    with store.snapshot() as tx:
        assert tx.chats.get(CHAT) is None
        assert tx.outbox.tally(CHAT)[PartState.FAILED] == 1
    assert told(store) == ""


@pytest.mark.parametrize(
    ("items", "moves", "still_told"),
    [
        (([1, 2, 3],), [fail], ""),
        (([1], [2], [3]), [fail, arrive, arrive], "bc"),
        (([1], [2], [3]), [arrive, fail, fail], "a"),
        (([], [1, 2], [3]), [arrive, fail, arrive], "c"),  # the heading alone arrived
        (([1], [2], [3]), [fail, fail, fail], ""),
        ((None, None), [arrive, fail], "abc"),  # nobody noted what is where: not told twice
        ((None, None), [fail, fail], ""),
    ],
)
def test_what_ends_in_parts_that_never_arrive_may_be_told_again(store, items, moves, still_told):
    told_in_parts(store, *items)
    for move in moves:
        settle_next(store, move)
    assert told(store) == still_told


def test_a_moved_chat_is_not_gone_because_its_old_address_is(store):
    put(store, a_chat(OLD, timezone="Europe/Berlin"))
    told_in_parts(store, [1, 2, 3], address=OLD)
    with store.transaction() as tx:
        presence.gone(tx, OLD, BLOCKED)
        presence.moved(tx, OLD, NEW)
        presence.moved(tx, OLD, NEW)
        presence.moved(tx, NEW, NEW)
    with store.snapshot() as tx:
        assert tx.chats.get(NEW) == a_chat(NEW, timezone="Europe/Berlin")
        assert tx.chats.get(OLD) is None


def test_a_pause_that_a_person_asked_for_moves_along(store):
    put(store, a_chat(OLD, paused=Paused(reason=ASKED)))
    with store.transaction() as tx:
        presence.moved(tx, OLD, NEW)
    assert pause_of(store, NEW) == Paused(reason=ASKED)


def test_a_pause_that_a_person_asked_for_moves_along_from_an_address_that_is_gone(store):
    asked = Paused(reason=ASKED, until=NOW + HOUR)
    put(store, a_chat(OLD, paused=asked))
    gone(store, OLD)
    with store.transaction() as tx:
        presence.moved(tx, OLD, NEW)
    assert pause_of(store, NEW) == asked


def test_general_is_opened_again_and_a_topic_stays_closed(store):
    topic = parse_address(f"{CHAT}#7")
    put(store, a_chat(CHAT), a_chat(topic))
    with store.transaction() as tx:
        presence.gone(tx, topic, "The topic is closed.")
        presence.gone(tx, CHAT, "The topic is closed.", alone=True)
        presence.back(tx, CHAT, alone=True)
    assert pause_of(store, CHAT) is None
    assert pause_of(store, topic) == Paused(reason="The topic is closed.")
    back(store)
    assert pause_of(store, topic) is None


def test_what_rests_for_another_reason_goes_on_resting(store):
    topic = parse_address(f"{CHAT}#7")
    put(store, a_chat(CHAT, paused=Paused(reason="The bot may not write.")), a_chat(topic))
    with store.transaction() as tx:
        presence.gone(tx, topic, "The topic is closed.")
        for address in (CHAT, topic):
            presence.back(tx, address, alone=True, after="The topic is closed.")
    assert pause_of(store, CHAT) == Paused(reason="The bot may not write.")
    assert pause_of(store, topic) is None


def test_a_workspace_that_is_back_resumes_what_was_paused_with_it_and_nothing_else(store):
    everywhere = ChatAddress("slack", "*", "T1")
    with store.transaction() as tx:
        for name in ("C1", "C2"):
            tx.chats.put(a_chat(f"slack:T1/{name}"))
        presence.gone(tx, parse_address("slack:T1/C1"), "This channel is archived.")
        presence.gone(tx, everywhere, "The token was revoked.")
        presence.back(tx, everywhere)
        archived = tx.chats.get(parse_address("slack:T1/C1"))
        other = tx.chats.get(parse_address("slack:T1/C2"))
    assert archived.paused.reason == "This channel is archived."
    assert other.paused is None
