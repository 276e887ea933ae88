"""Schedules as people write them, and the one way in which we write them back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import time
from itertools import groupby

from bot.domain.clocks import PARTS, UnknownWordError, is_clear, times_of
from bot.domain.schedule_limits import refuse
from bot.domain.schedules import (
    EVERY_DAY,
    AtTimes,
    EveryHours,
    Instant,
    Off,
    Schedule,
)
from bot.domain.time_words import HOURS, time_words
from bot.domain.week import DAY_WORDS, EXCEPT, SPANS, days_text, read_days
from bot.domain.when import by_short_days, in_english, is_about_time

DEFAULT_TIME = time(8)
TWICE = (time(8), time(20))

_PART_WORDS = {spelling: part for part in PARTS for spelling in (part, f"{part}s")}
_CONJUNCTIONS = frozenset({"and", "&"})
_EVERY = frozenset({"every", "each"})
_LEADING_TO_DAYS = frozenset({"every", "on", "the"})
_LEADING = frozenset({"at", "from", "to", "the"})  # so are little words of other languages
_FILLERS = _EVERY | _CONJUNCTIONS | {"at", "on", "in", "the", "from", "to", "weekly", "sharp"}
_ALONE: dict[str, Schedule] = {
    **dict.fromkeys(("off", "never", "none", "stop", "manual", "manually"), Off()),
    **dict.fromkeys(
        ("instant", "instantly", "immediately", "at once", "right away", "real time", "real-time",
         "realtime", "live", "as it happens"), Instant(),
    ),
}  # fmt: skip
_OFTEN_SAID = frozenset({"none", "stop", "manual", "live", "at once"})  # and of much else
_MOST_WORDS = 40  # of a schedule behind a wish; more would be looked at again and again
_STEP = re.compile(rf"(?:every|each) (?P<count>\d+) ?(?:{HOURS})")
_STEPS = frozenset(map(str, range(1, 25)))
_LONGEST_QUOTED = 40  # characters of what somebody typed
_AT_HOURS = re.compile(r"\b(?:at|to) (\d{1,2}) hours\b")  # à huit heures
_LIKE_CLOCK = re.compile(rf"\d{{1,2}}[:h]\d{{1,2}}\D*|\d+(?:[ap]\.?m\.?|{HOURS}|mins?|minutes?)")
_LIKE_SCHEDULE = frozenset({
    "every", "daily", "everyday", "weekly", "biweekly", "fortnightly", "monthly", "yearly",
    "hourly", "weekdays", "weekends", "hour", "hours", "minute", "minutes", "noon", "midnight",
    "tonight", "tomorrow",
})  # fmt: skip


def parse_schedule(text: str) -> Schedule:
    """Read a schedule: `daily 08:00 20:00`, `weekdays at 7:30`, `mon,thu 9am`, `every 4h`, `off`.

    Other languages than English are understood as far as bot/domain/when.toml goes.

    Raises:
        ValueError: it is none; the message says what is not understood.
    """
    try:
        return _parsed(text)
    except UnknownWordError:
        if (short := by_short_days(text)) is not None:
            with suppress(ValueError):
                return _parsed(" ".join(short))
        translated = in_english(text)
        if translated is None:
            raise
        translated = _AT_HOURS.sub(r"at \1:00", translated)
    try:
        return _parsed(translated)
    except UnknownWordError as error:
        if error.word in text.casefold():
            raise
        typed = text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}…"
        told = f"“{typed}” is neither a day nor a time."
        raise UnknownWordError(told, text) from None


def schedule_text(schedule: Schedule) -> str:
    """Write a schedule in its one spelling, which `parse_schedule` reads back."""
    match schedule:
        case Off():
            return "off"
        case Instant():
            return "instant"
        case EveryHours(1):
            return "hourly"
        case EveryHours(hours):
            return f"every {hours}h"
        case AtTimes(days, times):
            return " ".join([days_text(days), *(f"{at:%H:%M}" for at in times)])


def split_schedule(
    words: Sequence[str], *, behind: bool = False, short: str | None = None
) -> tuple[list[str], Schedule | None]:
    """Split `what… when` into its two halves: the longest tail that is a schedule is the when.

    Stricter than reading what can only be a schedule: "noon", "live" and "mar" may be topics.
    `behind`: something else stands in front of the words. `short`: the language whose short names
    of days are read behind something else; without one, none but the English ones are.
    """
    for cut in range(max(0, len(words) - _MOST_WORDS), len(words)):
        tail = said = " ".join(words[cut:])
        if _is_the_sun(words, cut) or _is_the_sun(words, cut - 1):
            continue
        if short and (cut or behind):
            said = _with_short_days(tail, short, words[cut - 1] if cut else "")
        try:
            schedule = _parsed(said, strict=True)
            said_every = _said_every(words[:cut]) if said != tail else 0
            return list(words[: cut - said_every]), schedule
        except UnknownWordError:
            translated = in_english(tail, short=False)
        except ValueError:
            if said != tail:  # the rest of "Mo 9:00 und Do 18:00" would be one
                break
            continue
        if translated is not None and _begins(translated.split(), words[cut]):
            with suppress(ValueError):
                return list(words[:cut]), _parsed(translated, strict=True)
    return list(words), None


def split_number(text: str) -> tuple[str | None, str]:
    """Split `2 weekly fri` into the number in front, None if there is none, and the schedule."""
    words = time_words(text)
    if len(words) > 1 and words[0].isdecimal():
        return words[0], " ".join(words[1:])
    return None, text


def looks_like_schedule(word: str) -> bool:
    """Say whether a word speaks of time, so that it is hardly something to read about."""
    like = word.lower() in _LIKE_SCHEDULE or _LIKE_CLOCK.fullmatch(word.lower()) is not None
    return like or is_about_time(word)


def _with_short_days(tail: str, language: str, before: str) -> str:
    """Put `Mo, Do 09:00` into English; "mar" may be a topic, so a time must stand right behind."""
    days, rest = by_short_days(tail, language=language, before=before) or ("", "")
    lead, *clocks = time_words(rest) or [""]
    clock = clocks[0] if lead in _LEADING and clocks else lead
    if not clock[:1].isdigit() or not (lead == "at" or is_clear(clock)):
        return tail
    return f"{days} {rest}"


def _is_the_sun(words: Sequence[str], at: int) -> bool:
    """Say whether a newspaper, or a star, stands there, and no Sunday."""
    return at >= 0 and " ".join(words[at : at + 2]).casefold() == "the sun"


def _said_every(words: Sequence[str]) -> int:
    """Return how many words before a short day only lead to it: `jeden`, `tous les`, `am`."""
    for size in (2, 1):
        # "am" is in no table: elsewhere it is the morning's half of a clock.
        last = " ".join(words[-size:]).casefold()
        if len(words) > size and (
            in_english(last, short=False) in _LEADING_TO_DAYS or last == "am"
        ):
            return size
    return 0


def _begins(said: Sequence[str], typed: str) -> bool:
    """Say whether a translation begins with what speaks of time, for "la" may be a city.

    In `los lunes` and `à 8h` it does, but not in `LA lunes`.
    """
    first, second = said[0], said[1] if len(said) > 1 else ""
    if first in _EVERY:
        return second in {**DAY_WORDS, **_PART_WORDS} or said[2:3] in (["h"], ["hours"])
    if first in _LEADING:
        day = second in DAY_WORDS and typed == typed.lower()
        return day or (first != "the" and second[:1].isdigit())
    return first in DAY_WORDS or first == "hourly" or first[0].isdigit()


def _parsed(text: str, *, strict: bool = False) -> Schedule:
    words = time_words(text)
    said = " ".join(words)
    if not words:
        raise ValueError("A schedule is missing.")
    if said in _ALONE and not (strict and said in _OFTEN_SAID):
        return _ALONE[said]
    step = _step(said)
    if step is not None:
        return step
    refuse(said)
    return _at_times(words, strict=strict)


def _step(said: str) -> EveryHours | None:
    if said in {"hourly", "every hour", "each hour", "every h"}:
        return EveryHours(1)
    found = _STEP.fullmatch(said)
    if found is None:
        return None
    if found["count"].lstrip("0") not in _STEPS:
        raise ValueError("The steps go from every 1h to every 24h.")
    return EveryHours(int(found["count"]))


def _at_times(words: Sequence[str], *, strict: bool) -> AtTimes:
    days, rest = read_days(words)
    parts = [_PART_WORDS[word] for word in rest if word in _PART_WORDS]
    clocks = [word for word in rest if word not in _PART_WORDS and word not in _FILLERS]
    times = times_of(clocks, parts)
    if "weekly" in words and days is None:
        raise ValueError("A weekly schedule needs its day, as in weekly fri 17:00.")
    if days is None and not times:
        raise ValueError("That names neither a day nor a time.")
    clear = any(map(is_clear, clocks)) or "at" in words or not _EVERY.isdisjoint(words)
    loose = not strict and any(not word.isdecimal() or len(word) > 2 for word in clocks)  # noqa: PLR2004 -- 8
    plural = any(word in _PART_WORDS and word.endswith("s") for word in rest)
    if words[0] in _CONJUNCTIONS or not (
        days is not None or clear or plural or loose or (parts and not strict)
    ):
        raise ValueError("A number alone is no time; 8am or 08:00 is.")
    _refuse_pairs(words)
    usual = TWICE if "twice-daily" in words else (DEFAULT_TIME,)
    return AtTimes(EVERY_DAY if days is None else days, tuple(sorted(times or usual)))


def _refuse_pairs(words: Sequence[str]) -> None:
    """Refuse `mon 9:00 thu 18:00`: one schedule has the same times on all of its days."""
    kinds = [kind for kind, _ in groupby(_kinds(words))]
    if len(kinds) > 3:  # noqa: PLR2004 -- days and times, or times between days
        raise ValueError(
            "Different times on different days take a subscription each, such as mon 09:00 and "
            "thu 18:00."
        )


def _kinds(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        if word in DAY_WORDS:
            yield "day"
        elif word not in _FILLERS | EXCEPT | SPANS | _PART_WORDS.keys() and word != "h":
            yield "time"
