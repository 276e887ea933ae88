"""How the parts of a delivery move, and how they do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import deliveries
from bot.domain.deliveries import MOST_ATTEMPTS, Part, PartState, Receipt

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
LATER = NOW + timedelta(seconds=30)
SENDING = Part(n=1, body={}, key="k", state=PartState.SENDING, next_at=NOW, tried_at=NOW)
UNKNOWN = replace(SENDING, state=PartState.UNKNOWN)
CARDED = replace(SENDING, state=PartState.CARDED)
PLANNED = replace(SENDING, state=PartState.PLANNED)
TIRED = replace(SENDING, attempts=MOST_ATTEMPTS - 1)
RECEIPT = Receipt(message_id="7")
WHY = "The network is away."

MOVES = {
    "posted": (PartState.SENDING, lambda p: deliveries.posted(p, RECEIPT)),
    "told to wait": (PartState.SENDING, lambda p: deliveries.told_to_wait(p, LATER, "")),
    "redirected": (PartState.SENDING, lambda p: deliveries.redirected(p, LATER, "")),
    "not sent": (PartState.SENDING, lambda p: deliveries.not_sent(p, NOW, "", jitter=0)),
    "refused": (PartState.SENDING, lambda p: deliveries.refused(p, "")),
    "lost sight": (PartState.SENDING, lambda p: deliveries.lost_sight(p, LATER, "")),
    "found": (PartState.UNKNOWN, lambda p: deliveries.found(p, RECEIPT)),
    "again": (PartState.UNKNOWN, lambda p: deliveries.again(p, NOW)),
    "look later": (PartState.UNKNOWN, lambda p: deliveries.look_later(p, LATER, "")),
    "carded": (PartState.UNKNOWN, lambda p: deliveries.carded(p, RECEIPT)),
    "skipped": (PartState.UNKNOWN, deliveries.skipped),
    "given up": (PartState.UNKNOWN, lambda p: deliveries.given_up(p, "")),
}
LATER_MOVES = {  # those that a person or an operator asks for
    "shown": (deliveries.SHOWABLE, deliveries.shown),
    "revived": (deliveries.REVIVABLE, lambda p: deliveries.revived(p, LATER)),
    "dropped": (deliveries.DROPPABLE, lambda p: deliveries.dropped(p, "")),
}


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("state", PartState)
def test_each_move_begins_in_one_state(name, state):
    begins, move = MOVES[name]
    part = replace(SENDING, state=state)
    if state is begins:
        assert move(part).key == part.key
        return
    with pytest.raises(ValueError, match=f"is {state.value}, not {begins.value}"):
        move(part)


@pytest.mark.parametrize("name", LATER_MOVES)
@pytest.mark.parametrize("state", PartState)
def test_what_is_sent_or_on_its_way_is_not_for_people_to_move(name, state):
    begins, move = LATER_MOVES[name]
    part = replace(SENDING, state=state)
    assert not begins & {PartState.SENDING, PartState.SENT}
    if state in begins:
        assert move(part).key == part.key
        return
    with pytest.raises(ValueError, match=f"is {state.value}, nothing"):
        move(part)


def test_of_its_own_accord_nothing_moves_that_is_over():
    assert {begins for begins, _ in MOVES.values()} <= deliveries.OPEN
    assert not deliveries.DEAD & deliveries.OPEN


def test_what_an_operator_revives_goes_as_if_it_was_new():
    tired = replace(SENDING, state=PartState.FAILED, attempts=MOST_ATTEMPTS, problem="Gone.")
    part = deliveries.revived(tired, LATER)
    assert (part.state, part.attempts, part.next_at) == (PartState.PLANNED, 0, LATER)
    assert part.problem is None


def test_what_an_operator_drops_is_dead_only_if_it_never_left():
    states = {
        state: deliveries.dropped(replace(SENDING, state=state), "x").state
        for state in deliveries.DROPPABLE
    }
    assert states[PartState.PLANNED] in deliveries.DEAD
    assert states[PartState.UNKNOWN] not in deliveries.DEAD
    assert states[PartState.CARDED] not in deliveries.DEAD


def test_a_posted_part_keeps_its_receipt_and_no_problem():
    part = deliveries.posted(replace(SENDING, problem="flood"), RECEIPT)
    assert (part.state, part.receipt, part.problem) == (PartState.SENT, RECEIPT, None)


def test_being_told_to_wait_is_no_failed_attempt():
    part = deliveries.told_to_wait(SENDING, LATER, "flood")
    assert (part.state, part.attempts) == (PartState.PLANNED, 0)
    assert (part.next_at, part.problem) == (LATER, "flood")


def test_what_was_not_sent_waits_longer_each_time_and_is_given_up_in_the_end():
    part, waits = SENDING, []
    while part.state is PartState.SENDING:
        part = deliveries.not_sent(part, NOW, "no network", jitter=0.5)
        waits.append(part.next_at - NOW)
        if part.state is PartState.PLANNED:
            part = replace(part, state=PartState.SENDING)
    assert part.state is PartState.FAILED
    assert part.attempts == MOST_ATTEMPTS
    assert waits[0] == timedelta(seconds=3)
    assert waits == sorted(waits)
    assert max(waits) <= timedelta(minutes=15)


def test_each_wait_is_twice_the_one_before():
    waits = [deliveries.backoff(attempts, jitter=0) for attempts in (1, 2, 3, 4)]
    assert waits == [deliveries.FIRST_WAIT * times for times in (1, 2, 4, 8)]


@pytest.mark.parametrize("attempts", [1, 2, 30, 10**6])
def test_however_often_it_fails_a_wait_has_an_end(attempts):
    wait = deliveries.backoff(attempts, jitter=1)
    assert timedelta() < wait <= 2 * deliveries.LONGEST_WAIT


@pytest.mark.parametrize(
    ("part", "move"),
    [
        (SENDING, lambda part: deliveries.redirected(part, NOW, "moved")),
        (UNKNOWN, lambda part: deliveries.again(part, NOW)),
    ],
)
def test_what_goes_again_at_once_does_not_do_so_forever(part, move):
    times = 0
    begins = part.state
    while part.state is begins:
        part = move(part)
        times += 1
        assert part.next_at == NOW
        if part.state is PartState.PLANNED:
            part = replace(part, state=begins)
    assert (part.state, times) == (PartState.FAILED, MOST_ATTEMPTS)


AFTER = {
    PartState.SENT: deliveries.posted(SENDING, RECEIPT),
    PartState.PLANNED: deliveries.told_to_wait(SENDING, LATER, "flood"),
    PartState.FAILED: deliveries.refused(SENDING, "blocked"),
    PartState.UNKNOWN: deliveries.lost_sight(SENDING, LATER, "timed out"),
}
MISSING = {PartState.PLANNED, PartState.UNKNOWN, PartState.CARDED, PartState.SKIPPED}


@pytest.mark.parametrize("came_of_it", AFTER)
@pytest.mark.parametrize("state", PartState)
def test_what_is_known_after_all_settles_a_doubt_and_nothing_that_is_as_sure(state, came_of_it):
    part, after = replace(SENDING, state=state, problem="?"), AFTER[came_of_it]
    known = deliveries.known_after_all(part, SENDING, after)
    if came_of_it is PartState.SENT and state in MISSING:
        assert (known.state, known.receipt, known.problem) == (PartState.SENT, RECEIPT, None)
    elif state is PartState.UNKNOWN and came_of_it is not PartState.UNKNOWN:
        assert known == after
    elif state is PartState.SKIPPED and came_of_it in {PartState.FAILED, PartState.PLANNED}:
        assert (known.state, known.problem) == (PartState.FAILED, after.problem)
    else:
        assert known is None
    later = replace(part, tried_at=LATER)
    assert deliveries.known_after_all(later, SENDING, after) is None


def test_what_may_have_arrived_is_looked_after_when_it_can_have_shown():
    part = deliveries.lost_sight(SENDING, LATER, "timed out")
    assert (part.state, part.next_at, part.problem) == (PartState.UNKNOWN, LATER, "timed out")
    assert part.tried_at == NOW


def test_a_part_behind_its_card_keeps_its_body_and_the_cards_receipt():
    part = deliveries.carded(replace(UNKNOWN, body={"text": "x"}), RECEIPT)
    assert (part.state, part.receipt, part.body) == (PartState.CARDED, RECEIPT, {"text": "x"})
    assert deliveries.shown(part).receipt == RECEIPT
    other = Receipt(message_id="8")  # a second card, after a kill
    assert deliveries.shown(part, other).receipt == other


def test_which_stories_a_part_ends_is_read_from_its_body():
    assert SENDING.items is None
    assert replace(SENDING, body={"items": []}).items == frozenset()
    assert replace(SENDING, body={"items": [2, 1]}).items == {1, 2}


@pytest.mark.parametrize(
    ("part", "move"),
    [
        (SENDING, lambda part: deliveries.told_to_wait(part, LATER, WHY)),
        (SENDING, lambda part: deliveries.redirected(part, LATER, WHY)),
        (SENDING, lambda part: deliveries.not_sent(part, NOW, WHY, jitter=0)),
        (TIRED, lambda part: deliveries.not_sent(part, NOW, WHY, jitter=0)),
        (SENDING, lambda part: deliveries.refused(part, WHY)),
        (SENDING, lambda part: deliveries.lost_sight(part, LATER, WHY)),
        (UNKNOWN, lambda part: deliveries.look_later(part, LATER, WHY)),
        (UNKNOWN, lambda part: deliveries.given_up(part, WHY)),
        (CARDED, lambda part: deliveries.dropped(part, WHY)),
        (PLANNED, lambda part: deliveries.dropped(part, WHY)),
    ],
)
def test_what_went_wrong_last_can_be_told(part, move):
    assert move(replace(part, problem="Something else.")).problem == WHY


def test_what_arrived_has_no_problem_any_more():
    doubtful = replace(UNKNOWN, problem=WHY)
    part = deliveries.found(doubtful, RECEIPT)
    assert (part.state, part.receipt, part.problem) == (PartState.SENT, RECEIPT, None)
    part = deliveries.shown(replace(CARDED, problem=WHY))
    assert (part.state, part.problem) == (PartState.SENT, None)


def test_what_was_not_sent_goes_again_and_what_was_refused_never_does():
    assert deliveries.not_sent(SENDING, NOW, WHY, jitter=0).state is PartState.PLANNED
    assert deliveries.refused(SENDING, WHY).state is PartState.FAILED


def test_what_nobody_could_look_after_is_looked_after_later():
    part = deliveries.look_later(UNKNOWN, LATER, WHY)
    assert (part.state, part.next_at) == (PartState.UNKNOWN, LATER)


def test_what_nothing_more_is_done_for_is_skipped():
    assert deliveries.skipped(UNKNOWN).state is PartState.SKIPPED
    assert deliveries.given_up(UNKNOWN, WHY).state is PartState.SKIPPED


def test_what_is_revived_knows_nothing_of_the_card_in_its_place():
    assert deliveries.revived(replace(CARDED, receipt=RECEIPT), LATER).receipt is None


def test_what_goes_again_may_go_from_now_on():
    assert deliveries.again(UNKNOWN, LATER).next_at == LATER
    assert deliveries.redirected(SENDING, LATER, WHY).next_at == LATER


def test_a_moment_without_a_zone_is_refused():
    naive = NOW.replace(tzinfo=None)
    for field in ("next_at", "tried_at"):
        with pytest.raises(ValueError, match=f"{field} must carry a time zone"):
            replace(SENDING, **{field: naive})
