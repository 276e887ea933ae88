"""How an edit of what was posted stands after each attempt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.deliveries import MOST_ATTEMPTS, Receipt
from bot.domain.edits import Edit, EditState, given_up, made, not_made, told_to_wait
from bot.domain.followups import FollowUp, deliver_to, for_platform
from tests.fakes.builders import CHAT, DAY, HOUR, NOW, an_address

EDIT = Edit(
    key="delivery-1/1",
    address=CHAT,
    receipt=Receipt(message_id="7"),
    body={"text": "Right"},
    revision=1,
    attempts=2,
    next_at=NOW,
    expires_at=NOW + DAY,
    problem="It took too long.",
)


def test_an_edit_that_is_made_has_no_problem_any_more():
    assert made(EDIT) == replace(EDIT, state=EditState.DONE, problem=None)


def test_an_edit_that_cannot_be_made_says_why():
    dropped = replace(EDIT, state=EditState.DROPPED, problem="It is gone.")
    assert given_up(EDIT, "It is gone.") == dropped


def test_to_be_told_to_wait_is_no_failed_attempt():
    waiting = replace(EDIT, next_at=NOW + HOUR, problem="Later.")
    assert told_to_wait(EDIT, NOW + HOUR, "Later.") == waiting


def test_an_attempt_that_failed_is_made_again_after_twice_the_time():
    after = not_made(EDIT, NOW, "No.", jitter=0.0)
    assert (after.state, after.attempts, after.problem) == (EditState.WAITING, 3, "No.")
    again = not_made(after, NOW, "No.", jitter=0.0)
    assert again.next_at - NOW == 2 * (after.next_at - NOW) > 0 * HOUR
    assert not_made(EDIT, NOW, "No.", jitter=1.0).next_at - NOW == 2 * (after.next_at - NOW)


def test_after_many_attempts_it_is_given_up():
    last = replace(EDIT, attempts=MOST_ATTEMPTS - 1)
    after = not_made(last, NOW, "No.", jitter=0.0)
    assert after == replace(last, state=EditState.DROPPED, attempts=MOST_ATTEMPTS, problem="No.")
    assert not_made(replace(EDIT, attempts=MOST_ATTEMPTS - 2), NOW, "No.", jitter=0.0).state is (
        EditState.WAITING
    )


@pytest.mark.parametrize("field", ["next_at", "expires_at"])
def test_its_moments_are_in_utc(field):
    with pytest.raises(ValueError, match=f"{field} must carry a time zone"):
        replace(EDIT, **{field: NOW.replace(tzinfo=None)})


def test_what_waits_for_a_chat_is_for_those_who_serve_its_platform():
    assert deliver_to(an_address("slack:T1/C9")) == FollowUp("deliver slack", "slack:T1/C9")
    assert for_platform("edit", "telegram") == "edit telegram"
