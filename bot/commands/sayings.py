"""What people say in plain words, and which command they mean by it: phrases of the catalogue.

A line is understood as a whole or not at all: nothing is guessed. What `…` stands for is handed on
to the command as it was typed, `send me news about space every morning` as `subscribe space every
morning`.
"""

from __future__ import annotations

import re
from functools import cache

from bot.commands.typed import cleaned
from bot.messages.wording import DEFAULT_LANGUAGE, Wording, wording

SLOT = "…"
LONGEST = 200  # characters; whoever says more says more than such a phrase

SAYINGS = (
    ("heard.hello", "start"),
    ("heard.help", "help"),
    ("heard.thanks", "thanks"),
    ("heard.news", "summary"),
    ("heard.news-about", "summary …"),
    ("heard.digest", "digest"),
    ("heard.find", "search …"),
    ("heard.why", "why"),
    ("heard.subscribe", "subscribe"),
    ("heard.subscribe-to", "subscribe …"),
    ("heard.subscribe-news", "subscribe everything …"),
    ("heard.subscribe-daily", "subscribe everything daily 08:00"),
    ("heard.unsubscribe", "unsubscribe"),
    ("heard.unsubscribe-all", "unsubscribe all"),
    ("heard.unsubscribe-from", "unsubscribe …"),
    ("heard.subscriptions", "subscriptions"),
    ("heard.mute", "mute …"),
    ("heard.pause", "pause"),
    ("heard.pause-until", "pause until …"),
    ("heard.pause-for", "pause …"),
    ("heard.resume", "resume"),
    ("heard.schedule", "schedule …"),
    ("heard.timezone", "timezone …"),
    ("heard.shorter", "length short"),
    ("heard.longer", "length long"),
    ("heard.status", "status"),
    ("heard.topics", "topics"),
    ("heard.sources", "sources"),
    ("heard.settings", "settings"),
)
"""The key of the phrases, and the command line that they mean."""

_APOSTROPHES = "'’‘´`"
_OPENING = "¿¡"  # of Spanish, before a whole line or what a greeting leads to
_BETWEEN = rf"[\s,.!，،{_OPENING}]+"
_END = r"[\s.!?…。！？؟।]*"
_FIRST = re.compile(rf"[^\s,.!?…，。！？،؟।{_OPENING}]+")


def understood(text: str, words: Wording) -> str | None:
    """Return the command line that is meant by a line in plain words; None: it is no such line.

    It may be in the chat's language or in English.
    """
    if len(text) > LONGEST:
        return None
    line = cleaned(text).strip(f" {_OPENING}")
    for language in dict.fromkeys((words.language, DEFAULT_LANGUAGE)):
        rest = line
        while rest:
            if (command := _meant(rest, language)) is not None:
                return command
            polite = _before(language).match(rest)
            rest = rest[polite.end() :] if polite else ""
    return None


def phrases_of(words: Wording, key: str) -> list[str]:
    """Return the phrases that stand in the catalogue, without white space around them."""
    return [phrase.strip() for phrase in words.patterns.get(key, "").split("|") if phrase.strip()]


def _meant(line: str, language: str) -> str | None:
    first = _first(line)
    known = _by_first_word(language).get(first)
    found = known and _pattern(language, first).fullmatch(line)
    if not known or not found:
        return None
    number = str(found.lastgroup).removeprefix("phrase")
    command = known[int(number)][1]
    return command.replace(SLOT, found[f"what{number}"]) if SLOT in command else command


@cache
def _by_first_word(language: str) -> dict[str, list[tuple[str, str]]]:
    """Return phrases and their commands by the first word.

    What has no `…` goes before what has, and long phrases before short ones.
    """
    words = wording(language)
    known = [(phrase, command) for key, command in SAYINGS for phrase in phrases_of(words, key)]
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, command in sorted(known, key=lambda one: (SLOT in one[0], -len(one[0]))):
        found.setdefault(_first(phrase), []).append((phrase, command))
    return found


@cache
def _pattern(language: str, first: str) -> re.Pattern[str]:
    """Return a pattern with a group for each of the phrases that begin with this word."""
    known = _by_first_word(language)[first]
    each = "|".join(
        f"(?P<phrase{number}>{_one(phrase, number)})" for number, (phrase, _) in enumerate(known)
    )
    after = "|".join(map(_letters, phrases_of(wording(language), "heard.after")))
    return re.compile(rf"(?:{each})(?:{_BETWEEN}(?:{after}))*{_END}", re.IGNORECASE)


@cache
def _before(language: str) -> re.Pattern[str]:
    polite = sorted(phrases_of(wording(language), "heard.before"), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(_letters, polite))}){_BETWEEN}", re.IGNORECASE)


def _first(line: str) -> str:
    found = _FIRST.match(line)
    return found[0].casefold().translate(_BARE) if found else ""


_BARE = str.maketrans(dict.fromkeys(_APOSTROPHES))


def _one(phrase: str, number: int) -> str:
    return _letters(phrase).replace(re.escape(SLOT), rf"(?P<what{number}>\S.*?)")


def _letters(phrase: str) -> str:
    words = (re.escape(word).replace("'", f"[{_APOSTROPHES}]?") for word in phrase.split())
    return _BETWEEN.join(words)
