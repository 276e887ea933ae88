"""How the parts of a delivery move, and how they do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import deliveries
from bot.domain.deliveries import MOST_ATTEMPTS, Part, PartState, Receipt

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
SENDING = Part(n=1, body={}, key="k", state=PartState.SENDING, next_at=NOW)


def test_a_posted_part_keeps_its_receipt():
    part = deliveries.posted(SENDING, Receipt(message_id="7"))
    assert (part.state, part.receipt) == (PartState.SENT, Receipt(message_id="7"))


def test_being_told_to_wait_is_no_failed_attempt():
    part = deliveries.told_to_wait(SENDING, NOW + timedelta(seconds=30), "flood")
    assert (part.state, part.attempts) == (PartState.PLANNED, 0)
    assert part.next_at == NOW + timedelta(seconds=30)


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


@pytest.mark.parametrize("state", [state for state in PartState if state is not PartState.SENDING])
def test_only_a_part_that_is_sending_can_be_settled(state):
    part = replace(SENDING, state=state)
    for settle in (
        lambda: deliveries.posted(part, Receipt(message_id="1")),
        lambda: deliveries.told_to_wait(part, NOW, ""),
        lambda: deliveries.not_sent(part, NOW, "", jitter=0),
        lambda: deliveries.refused(part, ""),
        lambda: deliveries.lost_sight(part, ""),
    ):
        with pytest.raises(ValueError, match="nothing to settle"):
            settle()
