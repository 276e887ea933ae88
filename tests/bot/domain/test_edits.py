"""A correction is tried again and again, but not for ever."""

from __future__ import annotations

from bot.domain.deliveries import MOST_ATTEMPTS, Receipt
from bot.domain.edits import Edit, EditState, not_made
from tests.fakes.builders import DAY, NOW, an_address


def test_an_edit_that_fails_each_time_waits_longer_and_is_given_up_with_its_problem():
    edit = Edit(
        key="a/1",
        address=an_address(),
        receipt=Receipt(message_id="7"),
        body={"text": "new"},
        revision=1,
        next_at=NOW,
        expires_at=NOW + DAY,
    )
    waits = []
    while edit.state is EditState.WAITING and edit.attempts < 2 * MOST_ATTEMPTS:
        edit = not_made(edit, NOW, "No network.", jitter=0.0)
        waits.append(edit.next_at - NOW)
    assert edit.state is EditState.DROPPED
    assert edit.attempts == MOST_ATTEMPTS
    assert edit.problem == "No network."
    assert waits[0] < waits[1]
    assert waits == sorted(waits)
