"""What people say in plain words, and which command they mean by it: phrases of the catalogue.

A line is understood as a whole or not at all: nothing is guessed. What `…` stands for is handed on
to the command as it was typed, `send me news about space every morning` as `subscribe space every
morning`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    ("heard.mute", "filter …"),
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

_APOSTROPHE = "['’‘´`]?"
_BETWEEN = r"[\s,.!]+"


def understood(text: str, words: Wording) -> str | None:
    """Return the command line that is meant by a line in plain words; None: it is no such line.

    It may be in the chat's language or in English.
    """
    if len(text) > LONGEST:
        return None
    line = cleaned(text).strip()
    for language in dict.fromkeys((words.language, DEFAULT_LANGUAGE)):
        pattern, meant = _phrases(language)
        if found := pattern.fullmatch(line):
            number = str(found.lastgroup).removeprefix("phrase")
            command = meant[int(number)]
            return command.replace(SLOT, found[f"what{number}"]) if SLOT in command else command
    return None


def phrases_of(words: Wording, key: str) -> list[str]:
    """Return the phrases that stand in the catalogue, without white space around them."""
    return [phrase.strip() for phrase in words.patterns[key].split("|")]


@cache
def _phrases(language: str) -> tuple[re.Pattern[str], list[str]]:
    """Return a pattern with a group for each phrase, and the command of each.

    What has no `…` goes before what has, and long phrases before short ones.
    """
    words = wording(language)
    known = [(phrase, command) for key, command in SAYINGS for phrase in phrases_of(words, key)]
    known.sort(key=lambda one: (SLOT in one[0], -len(one[0])))
    each = "|".join(
        f"(?P<phrase{number}>{_one(phrase, number)})" for number, (phrase, _) in enumerate(known)
    )
    before, after = (
        "|".join(map(_words, phrases_of(words, key))) for key in ("heard.before", "heard.after")
    )
    whole = rf"(?:(?:{before}){_BETWEEN})*(?:{each})(?:{_BETWEEN}(?:{after}))*[\s.!?…]*"
    return re.compile(whole, re.IGNORECASE), [command for _, command in known]


def _one(phrase: str, number: int) -> str:
    return _words(phrase).replace(re.escape(SLOT), rf"(?P<what{number}>\S.*?)")


def _words(phrase: str) -> str:
    return _BETWEEN.join(_letters(phrase))


def _letters(phrase: str) -> Iterator[str]:
    for word in phrase.split():
        yield re.escape(word).replace("'", _APOSTROPHE)
