"""Ends of sentences that sentencex does not see, as it takes a word for an abbreviation."""

import re
from collections.abc import Iterator, Sequence

from summarizer.abbreviations import may_end


def _behind(*words: str) -> re.Pattern[str]:
    """What finds the end of a sentence behind one of `words`, or behind a letter: "in Serie A."."""
    places = (*(rf"(?<=\b{word}\.)" for word in words), r"(?<=[a-zß-öø-ÿ] [A-Z]\.)(?!\s+[A-Z]\.)")
    # A pattern is quick from one character on: the stop, and what stands before it.
    return re.compile(rf"\.(?:{'|'.join(places)})\s+(?=[A-ZÀ-Þ])")


# Dutch words that begin a sentence without their first letters: "’s Avonds regende het."
ELIDED = re.compile(r"['’‘](?:[knst] |s-)[A-Z]")
# Words that sentencex takes for abbreviations, and that end many a sentence: "sade hon." Which
# letters do, and EE. UU., which are Spain's USA, `abbreviations.py` tells by what follows.
_BEHIND = {
    "de": _behind(),
    "fr": _behind(),
    "da": _behind("det", "maj", "op", "ind", "med"),
    "en": _behind("me"),
    "es": _behind("no", "bien", "contra", "mar", r"EE\.[ \u00a0]UU", r"EE\.UU"),
    "it": _behind("via", "fa", "mai", "no", "ore", "sa"),
    "nl": re.compile(
        rf"{_behind().pattern}|[.!?][\"”’]?(?<![\s(.-][A-Z]\.)\s+(?={ELIDED.pattern})"
    ),
    "no": _behind("det", "ut", "med", "kan"),
    **dict.fromkeys(("cs", "pl", "pt", "sk", "tr"), _behind()),
    "sv": _behind("hon", "det", "ut", "med", "maj"),
}
_STOP = re.compile(r"\.\s+(?=[^\W\d_])")


def missed(text: str, start: int, end: int, language: str, cuts: Sequence[int]) -> list[int]:
    """Return where more sentences of the paragraph `text[start:end]` start than at `cuts`."""
    found = [*_behind_abbreviations(text, start, end, language, cuts)]
    if language in _BEHIND:
        found += [match.end() for match in _BEHIND[language].finditer(text, start, end)]
    return found


def _behind_abbreviations(
    text: str, start: int, end: int, language: str, cuts: Sequence[int]
) -> Iterator[int]:
    """Where a sentence starts behind an abbreviation after which sentencex lets none start."""
    known = set(cuts)
    for stop in _STOP.finditer(text, start, end):
        at = stop.end()
        if at not in known and text[at].isupper():
            tail = text[max(start, stop.start() - 24) : stop.start() + 1]
            if may_end(tail, text[at : at + 80], language):
                yield at
