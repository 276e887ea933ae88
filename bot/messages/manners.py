"""How chats are told, said in their language: schedules, lengths, quiet hours.

What is typed is English in its one spelling (`schedule_text` and its like); what is read need not.
"""

from __future__ import annotations

from typing import assert_never

from bot.domain.chats import Budget, QuietHours
from bot.domain.lengths import LENGTHS, MOST_MINUTES, length_text, reading_minutes
from bot.domain.schedules import (
    EVERY_DAY,
    WEEKDAYS,
    AtTimes,
    EveryHours,
    Instant,
    Off,
    Schedule,
)
from bot.domain.week import WEEKEND
from bot.domain.when import DAY_NAMES
from bot.messages.reasons import retold
from bot.messages.wording import Wording

_GROUPS = {EVERY_DAY: "when.daily", WEEKDAYS: "when.weekdays", WEEKEND: "when.weekends"}


def schedule_said(schedule: Schedule, words: Wording) -> str:
    """Say when something comes: `daily 08:00`."""
    match schedule:
        case Off():
            return words.say("when.off")
        case Instant():
            return words.say("when.instant")
        case EveryHours(hours):
            return words.say("when.every", hours=hours)
        case AtTimes(days, times):
            said = " ".join(f"{at:%H:%M}" for at in times)
            if days in _GROUPS:
                return words.say(_GROUPS[days], times=said)
            named = (words.say(f"when.{DAY_NAMES[day]}") for day in sorted(days))
            return words.say("when.days", days=words.say("when.between").join(named), times=said)
        case _:
            assert_never(schedule)


def schedule_problem(error: ValueError, words: Wording) -> str:
    """Say why something is no schedule, in the words of a chat."""
    return retold(str(error), words)


def length_said(budget: Budget, words: Wording) -> str:
    """Say a length: `short`, or the nearest minutes for what has no name."""
    name = length_text(budget)
    if name in LENGTHS:
        return words.say(f"length.{name}")
    return words.say("length.minutes", minutes=min(reading_minutes(budget), MOST_MINUTES))


def quiet_said(quiet: QuietHours | None, words: Wording) -> str:
    """Say quiet hours: `22:00-07:00 silent`."""
    if quiet is None:
        return words.say("quiet.none")
    hours = f"{quiet.start:%H:%M}-{quiet.end:%H:%M}"
    return words.say("quiet.without-sound", hours=hours) if quiet.silent else hours
