"""What people ask of schedules that none can do, and what can be done instead."""

from __future__ import annotations

import re

_REFUSED = (
    (re.compile(r"\b\d*\s?min(?:ute)?s?\b|\bhalf[ -]hour(?:ly)?\b|\bhalf an hour\b"),
     "The shortest step is hourly; instant tells stories as they come in."),
    (re.compile(r"\b(?:bi-?weekly|fortnightly|monthly|month|months|yearly|year|quarterly)\b"
                r"|\b(?:other|second|third|last) (?:day|week|\w+day)\b|\b\d+ (?:days|weeks)\b"
                r"|\b(?:two|three|four) (?:days|weeks)\b"),
     "A schedule repeats within a week; name its days, as in mon,thu 09:00."),
    (re.compile(r"\b(?:three|four|five|six|\d+)\s?(?:x|times)\s(?:\w+ )?da(?:y|ily)"),
     "Please write the times themselves, as in daily 08:00 14:00 20:00."),
    (re.compile(r"\b(?:twice|times|\d+x) (?:a |per |every |each )?week(?:ly)?\b"),
     "Please write the days themselves, as in mon,thu 09:00."),
    (re.compile(r"\b[\d:.]+(?:[ap]m)?\s?(?:[-\u2010-\u2015]|\b(?:to|until|till|through)\b)\s?\d"),
     "A span of hours is no time; write the times themselves, or every 2h."),
    (re.compile(r"\b(?:every|each) \d+(?![\d:.]|[ap]\.?m)"), "Steps are of hours, as in every 4h."),
)  # fmt: skip


def refuse(said: str) -> None:
    """Refuse what is understood, but no schedule can do.

    Raises:
        ValueError: it is that; the message says what can be done instead.
    """
    for pattern, problem in _REFUSED:
        if pattern.search(said):
            raise ValueError(problem)
