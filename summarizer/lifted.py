"""How a sentence reads when it is lifted out of its place: does it dangle, who is speaking."""

import re
from collections.abc import Sequence

from summarizer.lifted_data import INSIDE, PHRASES, PRONOUNS, TIES, TIES_OR_POINTS
from summarizer.speech_data import DASHED, FIRST_PERSON, PERSONS, SAYS, SAYS_ONLY_IN
from summarizer.tokens import words as tokens_of

_QUOTED = re.compile(r"[\"“«„「]([^\"“”«»„「」]*)[\"”»“「」]")
_MARKS = '"“«„「'
_DASHES = "–—"
_HYPHEN = "- "  # for a dash, where a page has none
_STRAIGHT = str.maketrans(dict.fromkeys("“”«»„「」", '"'))
_SPEECH = frozenset(_MARKS + _DASHES)
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
# First two words to the rests of phrases: {("as", "a"): (("result",), …)}.
_TYING_PHRASES: dict[str, dict[tuple[str, str], tuple[tuple[str, ...], ...]]] = {}
for _language, _text in PHRASES.items():
    _rests: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {}
    for _first, *_others in map(str.split, _text.casefold().split("|")):
        if _others:
            _key = _first, _others[0]
            _rests[_key] = (*_rests.get(_key, ()), tuple(_others[1:]))
        else:
            _TYING[_language] = _TYING.get(_language, _NONE) | {_first}
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
    if text[0] in _SPEECH or text.startswith(_HYPHEN):
        return 1 if _nameless(text, words, language) else 2
    if language in _WITHOUT_SPACES:
        return 1 if _TIES_OR_POINTS.match(text) else 2
    first, second = words[0], words[1] if len(words) > 1 else ""
    points = _POINTING.get(language, _NONE)
    if first in _TYING.get(language, _NONE):
        return 0 if second in points else 1
    if first in points:
        return 0 if second in SAYS and len(words) <= _BRIEF else 1
    rests = _TYING_PHRASES.get(language, {}).get((first, second))
    tied = (
        (rests is not None and any(tuple(words[2 : 2 + len(rest)]) == rest for rest in rests))
        or not _INSIDE.get(language, _NONE).isdisjoint(words[1:_EARLY])
        or _points_late(text, words, points)
    )
    return 1 if tied else 2


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
    who = _SPEAKERS.get(language, _NONE)
    if who.isdisjoint(words):
        return False
    if text[0] in _MARKS:
        text = " ".join(text.translate(_STRAIGHT).split('"')[2::2])
    near = [word.strip(",.;:!?") for word in text.casefold().replace("-", " ").split()]
    near = ["", *(word for word in near if word != "t"), ""]  # estime-t-elle
    return any(
        word in who and not SAYS.isdisjoint((near[at - 1], near[at + 1]))
        for at, word in enumerate(near)
    )


def attributed(text: str, language: str) -> bool:
    """Whether a sentence has a verb of saying, as that which tells who said it."""
    return any(
        word in SAYS and language in SAYS_ONLY_IN.get(word, {language}) for word in tokens_of(text)
    )


def speech_follows(text: str, start: int, end: int, language: str) -> bool:
    """Whether a paragraph begins with the dash that stands before what is said.

    A hyphen may stand for it, but more often for the bullet of a list: somebody must be said to
    say it.
    """
    if language not in DASHED:
        return False
    hyphen = text.startswith(_HYPHEN, start, end)
    return text[start] in _DASHES or (hyphen and attributed(text[start:end], language))


def speaks(text: str, words: Sequence[str], language: str) -> tuple[float, bool]:
    """Return which share of the sentence is quoted (0 to 1), and whether it says "I" or "we"."""
    quoted = 0.0
    if text[0] in _DASHES or text.startswith(_HYPHEN):
        quoted = 1.0
    elif '"' in text or (not text.isascii() and any(mark in text for mark in _MARKS)):
        quoted = sum(map(len, _QUOTED.findall(text))) / len(text)
    return quoted, not _SPEAKING.get(language, _NONE).isdisjoint(words)
