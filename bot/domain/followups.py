"""Follow-ups: what there is to do once something is kept, for those who distribute work.

Whoever has no such engine needs none of them: each step finds its own work by asking the store.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.chats import ChatAddress

SUMMARIZE = "summarize"  # about an article
GROUP = "group"
CORRECT = "correct"
PLAN = "plan"  # about a subscription
DELIVER = "deliver"  # with the platform's name; about a chat
EDIT = "edit"  # with the platform's name
POLL = "poll"  # about a feed

FEEDS = "feeds"  # hands over the feeds that are due: no step, but what the clock makes happen

TOGETHER = {SUMMARIZE: 50, PLAN: 250}
"""Steps that work on so many at once; the others are about one."""

ONE_AT_A_TIME = frozenset({DELIVER, EDIT, CORRECT, POLL})
"""Steps that must not run twice at once about the same."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One step that is to be taken, and what it is about."""

    step: str
    about: str = ""


def deliver_to(address: ChatAddress) -> FollowUp:
    """Return what there is to do once something waits for a chat."""
    return FollowUp(for_platform(DELIVER, address.platform), str(address))


def for_platform(step: str, platform: str) -> str:
    """Return the name of a step that is taken by whoever serves a platform."""
    return f"{step} {platform}"
