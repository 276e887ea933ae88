"""Days of the week as people name them: `weekdays`, `mon to thu`, `daily except sunday`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.schedules import EVERY_DAY, WEEKDAYS
from bot.domain.time_words import DAYS
from bot.domain.when import DAY_NAMES

WEEKEND = EVERY_DAY - WEEKDAYS

DAY_WORDS: dict[str, frozenset[int]] = {
    **{name: frozenset({day}) for name, day in DAYS.items()},
    **dict.fromkeys(("daily", "everyday", "once-daily", "twice-daily"), EVERY_DAY),
    **dict.fromkeys(("weekdays", "weekday", "workdays", "workday"), WEEKDAYS),
    **dict.fromkeys(("weekends", "weekend"), WEEKEND),
}
EXCEPT = frozenset({"except", "but"})
SPANS = frozenset({"to", "through", "thru", "till", "until"})


def read_days(words: Sequence[str]) -> tuple[frozenset[int] | None, list[str]]:
    """Return the days that are named, None if none is, and the other words.

    Raises:
        ValueError: no day is left of them.
    """
    days: set[int] = set()
    never: set[int] = set()
    rest: list[str] = []
    named = False
    at = 0
    kept = days
    while at < len(words):
        word = words[at]
        if word in EXCEPT:
            kept = never
        elif (span := _span(words[at : at + 3])) is not None:
            kept |= span
            at += 2
        elif kept is days and DAY_WORDS.get(word) == EVERY_DAY:
            named = True  # "daily, monday to friday" is not on Sunday
            if len(days) == 1 and words[at - 1] in DAYS:  # the end of a name: "black friday daily"
                kept |= EVERY_DAY
        elif word in DAY_WORDS:
            kept |= DAY_WORDS[word]
        else:
            rest.append(word)
        named = named or bool(days)
        at += 1
    if never:
        left = frozenset((days or EVERY_DAY) - never)
        if not left:
            raise ValueError("No day is left.")
        return left, rest
    if kept is never:
        raise ValueError("Which days are left out?")
    return ((frozenset(days) or EVERY_DAY) if named else None), rest


def _span(words: Sequence[str]) -> set[int] | None:
    """Read `mon to fri`; a span may go over the end of the week."""
    if len(words) != 3 or words[1] not in SPANS:  # noqa: PLR2004
        return None
    if words[0] not in DAYS or words[2] not in DAYS:
        return None
    first, last = DAYS[words[0]], DAYS[words[2]]
    return {(first + step) % 7 for step in range((last - first) % 7 + 1)}


def days_text(days: frozenset[int]) -> str:
    """Write days in their one spelling."""
    if days == EVERY_DAY:
        return "daily"
    if days == WEEKDAYS:
        return "weekdays"
    if days == WEEKEND:
        return "weekends"
    return ",".join(DAY_NAMES[day] for day in sorted(days))
