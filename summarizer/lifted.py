"""How a sentence reads when it is lifted out of its place: does it dangle, who is speaking."""

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.lifted_data import INSIDE, PHRASES, PRONOUNS, TIES, TIES_OR_POINTS
from summarizer.speech_data import DASHED, FIRST_PERSON, PERSONS, SAYS
from summarizer.tokens import words as tokens_of

_QUOTED = re.compile(r"[\"“«„「]([^\"“”«»„「」]*)[\"”»“「」]")
_MARKS = '"“«„「'
_DASHES = "–—"
_PRONOUN_BEHIND = re.compile(r"[”」』\"]\s*(?:[他她]|고\s?그|と彼)")
_BRIEF = 14  # words; a longer "He added" tells something all the same
_OPENING = 4  # words before a comma, as "Twice a year, it …"
_EARLY = 7  # words in which "however" still ties
_WITHOUT_SPACES = frozenset({"zh", "ja", "ko"})
_TIES_OR_POINTS = re.compile(f"(?:{TIES_OR_POINTS})")
_NONE: frozenset[str] = frozenset()


def _table(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(text.casefold().split()) for language, text in words.items()}


_POINTING, _TYING, _SPEAKING = _table(PRONOUNS), _table(TIES), _table(FIRST_PERSON)
_INSIDE, _SPEAKERS = _table(INSIDE), _table(PERSONS)
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
    if not words:
        return 2
    if text[0] in _MARKS or text[0] in _DASHES:
        return 1 if _nameless(text, words, language) else 2
    if language in _WITHOUT_SPACES:
        return 1 if _TIES_OR_POINTS.match(text) else 2
    first, second = words[0], words[1] if len(words) > 1 else ""
    points = _POINTING.get(language, _NONE)
    if first in _TYING.get(language, _NONE):
        return 0 if second in points else 1
    if first in points:
        return 0 if second in SAYS and len(words) <= _BRIEF else 1
    leans = _tied(words, language) or _points_late(text, words, points)
    return 1 if leans else 2


def _tied(words: Sequence[str], language: str) -> bool:
    """Whether it begins with a phrase that ties it to what precedes, or has a "however" early."""
    rests = _TYING_PHRASES.get(language, {}).get(words[0], ())
    if rests and any(tuple(words[1 : 1 + len(rest)]) == rest for rest in rests):
        return True
    return not _INSIDE.get(language, _NONE).isdisjoint(words[1:_EARLY])


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


def _nameless(text: str, words: Sequence[str], language: str) -> bool:
    """Whether the words around a quotation name nobody: '"We won," she said'."""
    if language in _WITHOUT_SPACES:
        return _PRONOUN_BEHIND.search(text) is not None
    who = _SPEAKERS.get(language)
    if who is None or who.isdisjoint(words):
        return False
    outside = [word for word in tokens_of(_QUOTED.sub(" ", text)) if word != "t"]  # a-t-elle dit
    return any(
        (one in who and two in SAYS) or (one in SAYS and two in who)
        for one, two in pairwise(outside)
    )


def attributed(text: str) -> bool:
    """Whether a sentence has a verb of saying, as that which tells who said it."""
    return not SAYS.isdisjoint(tokens_of(text))


def speech_follows(text: str, start: int, language: str) -> bool:
    """Whether the paragraph at `start` begins with the dash that stands before what is said."""
    return text[start] in _DASHES and language in DASHED


def speaks(text: str, words: Sequence[str], language: str) -> tuple[float, bool]:
    """Return which share of the sentence is quoted (0 to 1), and whether it says "I" or "we"."""
    quoted = 0.0
    if text[0] in _DASHES:
        quoted = 1.0
    elif '"' in text or (not text.isascii() and any(mark in text for mark in _MARKS)):
        quoted = sum(map(len, _QUOTED.findall(text))) / len(text)
    return quoted, not _SPEAKING.get(language, _NONE).isdisjoint(words)
