"""Errors say what is known, and what that means for us."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.chats import ChatAddress
from bot.domain.errors import Moved, NotSent, TryLater, Unreachable

WHY = "The platform said so."
THERE = ChatAddress(platform="telegram", chat="43")


def test_errors_of_posting_say_why_and_what_they_were_given():
    later, moved = TryLater(WHY, after=timedelta(seconds=5)), Moved(WHY, to=THERE)
    assert (str(later), later.after) == (WHY, timedelta(seconds=5))
    assert (str(moved), moved.to) == (WHY, THERE)


def test_what_was_not_sent_concerns_more_than_a_workspace_unless_it_is_said():
    assert str(NotSent(WHY)) == WHY
    assert NotSent(WHY).workspace_only is False
    assert NotSent(WHY, workspace_only=True).workspace_only is True


def test_what_is_unreachable_is_one_chat_with_its_threads_unless_it_is_said():
    gone = Unreachable(WHY)
    assert (str(gone), gone.everywhere, gone.alone) == (WHY, False, False)
    assert Unreachable(WHY, everywhere=True).everywhere is True
    assert Unreachable(WHY, alone=True).alone is True
