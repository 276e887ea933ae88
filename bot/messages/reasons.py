"""Why something is not read, or no schedule, or a chat rests, told in the language of a chat.

Where they come about, and in the store and in logs, reasons are English sentences. Some sections of
the English catalogue list them, with names for their values; by these a reason is known again, and
told as the catalogue of another language has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from bot.messages.wording import DEFAULT_LANGUAGE, Wording, catalogue

_SECTION: Final = "reason."
_SECTIONS: Final = (_SECTION, "held.", "ontelegram.", "onslack.", "unscheduled.")
_NAMED: Final = "reason.named"  # a document of an archive, and what is wrong with it
_KINDS: Final = "what-"  # of things that are no text, and what systems answer: values of others
_UNREACHED: Final = "reason.unreachable"  # a host; whatever else the system says is:
_NO_CONNECTION: Final = "reason.what-no-connection"
_MOST_NAMES: Final = 20  # colons in the name before a reason
_LONGEST: Final = 2_000  # characters of a reason that is looked at
_VALUE: Final = re.compile(r"\{(\w+)\}")
_CODE: Final = "`"  # marks what is to be typed: where a sentence is plain text, it is left out


def retold(reason: str, words: Wording) -> str:
    """Return a reason in the language of `words`; one that is not listed stays as it is."""
    if words.language == DEFAULT_LANGUAGE or len(reason) > _LONGEST:
        return reason
    head, rest = "", reason
    for _ in range(_MOST_NAMES):
        said = _said(rest, words, kinds=False)
        if said is not None:
            return words.say(_NAMED, name=head, reason=said) if head else said
        before, colon, rest = rest.partition(": ")
        if not colon:
            break
        head = f"{head}: {before}" if head else before
    return reason


def _said(reason: str, words: Wording, *, kinds: bool) -> str | None:
    for key, pattern in _patterns(kinds=kinds):
        found = pattern.fullmatch(reason)
        if found is not None:
            values = found.groupdict()
            if "what" in values:
                values["what"] = _said(values["what"], words, kinds=True) or values["what"]
            if "why" in values:
                values["why"] = _why(key, values["why"], words)
            return words.say(key, **values)
    return None


def _why(key: str, why: str, words: Wording) -> str:
    told = _said(why.lower(), words, kinds=True)
    if told is None and key == _UNREACHED:
        return words.say(_NO_CONNECTION)
    return told or why


@cache
def _patterns(*, kinds: bool) -> Sequence[tuple[str, re.Pattern[str]]]:
    """Return what reasons look like, with their keys; first what says most of its own."""
    listed = [
        (key, sentence)
        for key, sentence in catalogue(DEFAULT_LANGUAGE).items()
        if key.startswith(_SECTIONS)
        and key != _NAMED
        and key.removeprefix(_SECTION).startswith(_KINDS) is kinds
    ]
    listed.sort(key=lambda one: len(_VALUE.sub("", one[1])), reverse=True)
    return [(key, re.compile(_expression(sentence), re.DOTALL)) for key, sentence in listed]


def _expression(sentence: str) -> str:
    parts = _VALUE.split(sentence)  # words and names of values by turns
    known: set[str] = set()
    made = re.escape(parts[0])
    for name, after in zip(parts[1::2], parts[2::2], strict=True):
        made += f"(?P={name})" if name in known else f"(?P<{name}>.+?)"
        made += re.escape(after)
        known.add(name)
    return made.replace(_CODE, f"{_CODE}?")
