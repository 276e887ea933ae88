"""How a sentence reads when it is lifted out of its place: does it dangle, who is speaking."""

import re
from collections.abc import Sequence

from summarizer.lifted_data import (
    FIRST_PERSON,
    INSIDE,
    PHRASES,
    PRONOUNS,
    SAYS,
    TIES,
    TIES_OR_POINTS,
)

_QUOTED = re.compile(r"[\"“«„「]([^\"“”«»„「」]*)[\"”»“「」]")
_MARKS = '"“«„「'
_BRIEF = 14  # words; a longer "He added" tells something all the same
_OPENING = 4  # words before a comma, as "Twice a year, it …"
_EARLY = 7  # words in which "however" still ties
_WITHOUT_SPACES = frozenset({"zh", "ja", "ko"})
_TIES_OR_POINTS = re.compile(f"(?:{TIES_OR_POINTS})")
_NONE: frozenset[str] = frozenset()


def _table(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(text.casefold().split()) for language, text in words.items()}


_POINTING, _TYING, _SPEAKING = _table(PRONOUNS), _table(TIES), _table(FIRST_PERSON)
_INSIDE = _table(INSIDE)
# First word to the rests of phrases: {"as": (("a", "result"), …)}.
_TYING_PHRASES: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
for _language, _text in PHRASES.items():
    _rests: dict[str, tuple[tuple[str, ...], ...]] = {}
    for _first, *_rest in map(str.split, _text.casefold().split("|")):
        _rests[_first] = (*_rests.get(_first, ()), tuple(_rest))
    _TYING_PHRASES[_language] = _rests


def stands_alone(text: str, words: Sequence[str], language: str) -> int:
    """Return 2 if a sentence can be read by itself, 1 if it points back, 0 if it hangs in the air.

    Args:
        text: the sentence.
        words: its case-folded words.
        language: ISO 639-1 code; of an unknown language every sentence stands alone.
    """
    if not words or text[0] in _MARKS:
        return 2
    if language in _WITHOUT_SPACES:
        return 1 if _TIES_OR_POINTS.match(text) else 2
    first, second = words[0], words[1] if len(words) > 1 else ""
    points = _POINTING.get(language, _NONE)
    if first in _TYING.get(language, _NONE):
        return 0 if second in points else 1
    if first in points:
        return 0 if second in SAYS and len(words) <= _BRIEF else 1
    rests = _TYING_PHRASES.get(language, {}).get(first, ())
    if rests and any(tuple(words[1 : 1 + len(rest)]) == rest for rest in rests):
        return 1
    tied = not _INSIDE.get(language, _NONE).isdisjoint(words[1:_EARLY])
    return 1 if tied or _points_late(text, words, points) else 2


def _points_late(text: str, words: Sequence[str], points: frozenset[str]) -> bool:
    """Whether a short opening without a name leads up to a pronoun: "Twice a year, it …"."""
    comma = text.find(",", 0, 40)
    if comma < 0:
        return False
    opening = text[:comma]
    size = opening.count(" ") + 1
    return (
        size <= _OPENING and len(words) > size and words[size] in points and opening[1:].islower()
    )


def speaks(text: str, words: Sequence[str], language: str) -> tuple[float, bool]:
    """Return which share of the sentence is quoted (0 to 1), and whether it says "I" or "we"."""
    quoted = 0.0
    if '"' in text or (not text.isascii() and any(mark in text for mark in _MARKS)):
        quoted = sum(map(len, _QUOTED.findall(text))) / len(text)
    return quoted, not _SPEAKING.get(language, _NONE).isdisjoint(words)
