"""Looking back, in every store."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.domain.deliveries import PartState
from bot.domain.digests import DigestId
from bot.domain.stories import StoryId
from bot.ports.store import Store
from tests.fakes.builders import (
    CHAT,
    DAY,
    HOUR,
    NOW,
    a_coverage,
    a_delivery,
    a_digest,
    a_part,
    a_report,
    an_address,
    an_article,
    keep,
)

OTHER = an_address("slack:T1/C9")
LATER = NOW + 30 * DAY


def give(
    store: Store, name: str, state: PartState | None, at: datetime = NOW, **fields: object
) -> None:
    """Keep a digest, with a delivery whose only part stands so; None: it was asked for."""
    subscription = None if state is None else f"of-{name}"
    digest = a_digest(id=name, subscription_id=subscription, made_at=at, **fields)
    with store.transaction() as t:
        t.digests.add(digest)
        if state is not None:
            part = a_part(delivery=f"l-{name}", state=state)
            t.outbox.add(
                a_delivery(id=f"l-{name}", digest_id=name, address=digest.address, parts=(part,))
            )


def sent(store: Store, before: datetime = LATER, behind: str = "", limit: int = 9) -> list[str]:
    with store.snapshot() as t:
        found = t.archive.sent(CHAT, (before, DigestId(behind)), limit)
        return [digest.id for digest in found]


@pytest.mark.parametrize("state", PartState)
def test_what_reached_a_chat_was_sent(store: Store, state: PartState) -> None:
    give(store, "a", state)
    assert sent(store) == (["a"] if state in {PartState.SENT, PartState.CARDED} else [])


def test_what_was_asked_for_was_sent_if_it_was_told(store: Store) -> None:
    give(store, "asked", None)
    with store.transaction() as t:
        t.digests.add(a_digest(id="search", subscription_id=None), tell=False)
    assert sent(store) == ["asked"]


def test_what_was_given_back_was_not_sent(store: Store) -> None:
    give(store, "a", PartState.SENT)
    with store.transaction() as t:
        t.digests.give_back(DigestId("a"))
    assert sent(store) == []


def test_the_latest_come_first_and_page_by_page(store: Store) -> None:
    for n in range(5):
        give(store, f"d{n}", PartState.SENT, NOW + n * HOUR)
    give(store, "other", PartState.SENT, NOW + HOUR, address=OTHER)
    assert sent(store, limit=2) == ["d4", "d3"]
    assert sent(store, before=NOW + 3 * HOUR) == ["d2", "d1", "d0"]


def test_what_was_sent_at_one_moment_goes_on_behind_any_of_it(store: Store) -> None:
    for name in ("b", "c", "a"):  # as one turn of plan makes them
        give(store, name, PartState.SENT)
    give(store, "earlier", PartState.SENT, NOW - HOUR)
    every = sent(store)
    assert every == ["c", "b", "a", "earlier"]
    for n, name in enumerate(every[:3]):
        assert sent(store, NOW, name, limit=1) == every[n + 1 : n + 2]


def test_chats_are_listed_by_their_last_digest(store: Store) -> None:
    give(store, "a", PartState.SENT)
    give(store, "b", PartState.SENT, NOW + HOUR, address=OTHER)
    give(store, "c", PartState.SENT, NOW + HOUR / 2)
    with store.snapshot() as t:
        assert t.archive.chats(9) == [(OTHER, NOW + HOUR), (CHAT, NOW + HOUR / 2)]
        assert len(t.archive.chats(1)) == 1


def test_chats_go_on_behind_any_of_them(store: Store) -> None:
    addresses = [an_address(f"telegram:{n}") for n in (5, 1, 3, 22)]
    for n, address in enumerate([*addresses, *addresses]):
        give(store, f"d{n}", PartState.SENT, NOW + (n % 4 == 0) * HOUR, address=address)
    give(store, "given back", PartState.SENT, NOW + 2 * HOUR, address=OTHER)
    with store.transaction() as t:
        t.digests.give_back(DigestId("given back"))
    with store.snapshot() as t:
        every = t.archive.chats(9)
        assert [str(address) for address, _ in every] == [
            "telegram:5", "telegram:1", "telegram:22", "telegram:3",
        ]  # fmt: skip
        for n, (address, last) in enumerate(every):
            assert t.archive.chats(2, (last, address)) == every[n + 1 : n + 3]


def tell(store: Store, name: str, at: datetime, *tags: str) -> None:
    report = a_report(an_article(key=f"{name}.txt", title=name, tags=tags, collected_at=at))
    with store.transaction() as t:
        keep(t, a_coverage(report, id=name, first_seen_at=at))


def test_stories_come_the_latest_first_from_any_of_them_on(store: Store) -> None:
    for name, hours in (("a", 0), ("b", 1), ("c", 1), ("d", 2)):
        tell(store, name, NOW + hours * HOUR)
    with store.snapshot() as t:
        assert t.archive.stories((LATER, StoryId("")), 3) == ["d", "c", "b"]
        assert t.archive.stories((NOW + HOUR, StoryId("b")), 3) == ["a"]


def test_summaries_are_counted(store: Store) -> None:
    tell(store, "a", NOW)
    tell(store, "b", NOW)
    with store.snapshot() as t:
        assert t.archive.summaries() == 2


def test_articles_without_a_story_are_counted(store: Store) -> None:
    tell(store, "a", NOW)
    with store.transaction() as t:
        t.articles.add(an_article(key="b.txt", title="b"))
    with store.snapshot() as t:
        assert t.archive.backlog() == 1


def test_the_part_that_waits_for_longest_is_known(store: Store) -> None:
    with store.snapshot() as t:
        assert t.archive.waiting_since(LATER) is None
    give(store, "sent", PartState.SENT)
    give(store, "planned", PartState.PLANNED, NOW + HOUR)
    with store.snapshot() as t:
        assert t.archive.waiting_since(LATER) == NOW
        assert t.archive.waiting_since(NOW - HOUR) is None


def wait(store: Store, name: str, address: str, **part: object) -> None:
    """Keep a delivery of one part."""
    with store.transaction() as t:
        parts = (a_part(delivery=name, **part),)
        t.outbox.add(a_delivery(id=name, digest_id=f"g-{name}", address=address, parts=parts))


def test_how_many_wait_in_each_lane(store: Store) -> None:
    for number, address in enumerate(["telegram:1", "telegram:2", "slack:T1/C1", "slack:T2/C1"]):
        wait(store, f"d{number}", address)
    wait(store, "sent", "telegram:3", state=PartState.SENT)
    with store.snapshot() as t:
        assert t.archive.queued() == {"telegram": 2, "slack:T1/": 1, "slack:T2/": 1}


def test_how_many_go_to_other_chats_before_a_part(store: Store) -> None:
    wait(store, "later", "telegram:1", next_at=NOW + HOUR)
    wait(store, "first", "telegram:2")
    wait(store, "mine", "telegram:3")
    wait(store, "other", "slack:T1/C1")
    wait(store, "next", "telegram:3")
    wait(store, "same", "slack:T1/C2")
    wait(store, "elsewhere", "slack:T2/C1")
    wait(store, "sent", "telegram:4", state=PartState.SENT)
    with store.snapshot() as t:
        names = ["first", "mine", "next", "later", "other", "sent", "unknown"]
        assert [t.archive.ahead_of(f"{name}/1", 9) for name in names] == [0, 1, 1, 3, 0, 0, 0]
        assert [t.archive.ahead_of(f"{name}/1", 9) for name in ("same", "elsewhere")] == [1, 0]
        assert t.archive.ahead_of("later/1", 2) == 2
