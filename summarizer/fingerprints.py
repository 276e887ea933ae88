"""Fingerprints of articles: small, the same in every process, and enough to tell one event.

A fingerprint holds the hashes of an article's telling stems with their weights, and a sketch of
its runs of four words. The stems tell two outlets' own reports of one event from two events of
one field, the better the more is known of how rare each is (`summarizer.neighbors`); the sketch
tells copies.
"""

import math
import re
import struct
from collections import Counter
from dataclasses import dataclass
from zlib import crc32

from summarizer.errors import SummarizerError
from summarizer.languages import recognize
from summarizer.tokens import stem, stop_words, words

_FORMAT = 1
_TERMS = 64
_SKETCH = 48
_SHINGLE = 4  # words
_CHARACTERS = 4000  # an event is told in the first minutes of reading
_LEAD = 150  # words that count double: the first paragraphs say what happened
_NAME = 1.5  # how much more a name counts than another word
_NUMBER = 2.0  # and a number: two events of one kind differ in their dates, scores and prices
_HEADLINE = 2  # how much more often a word of the headline counts than one of the lead
_HEADLINE_WORDS = 25  # a longer first line is a paragraph
_NOTICE = 800  # characters: a longer text that begins with a notice has an article after it
_HEADER = struct.Struct("<BHH")

# What stands where an archive, a player or a network had no article to show. Two of them have
# every word in common, and tell of nothing.
_NOTICES = (
    "starting in 1996, alexa internet",
    "these crawls are part of an effort",
    "focused crawls are collections of",
    "the seed for this crawl was",
    "this crawl was run at",
    "the internet archive discovers and captures",
    "tweet with a location",
    "when you tweet with a location",
    "you can add location information to your tweets",
    "the interactive transcript could not be loaded",
    "this video is unavailable",
    "this video is private",
    "this feature is not available right now",
    "please enable javascript",
    "please enable cookies",
    "javascript is disabled",
    "you need to enable javascript",
    "your browser does not support",
    "we use cookies",
    "this site uses cookies",
    "checking your browser before",
    "access denied",
    "403 forbidden",
    "404 not found",
    "page not found",
)

_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁІЇЄҐ][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of an article to compare it with others.

    Attributes:
        terms: up to 64 hashes (32 bits) of its stems, the most telling first.
        weights: for each of them 0 to 255, how telling it is.
        sketch: up to 48 of the smallest hashes (32 bits) of its runs of four words, ascending.
    """

    terms: tuple[int, ...]
    weights: tuple[int, ...]
    sketch: tuple[int, ...]

    def to_bytes(self) -> bytes:
        """Return it as at most 517 bytes, for storage."""
        head = _HEADER.pack(_FORMAT, len(self.terms), len(self.sketch))
        numbers = struct.pack(f"<{len(self.terms) + len(self.sketch)}I", *self.terms, *self.sketch)
        return head + bytes(self.weights) + numbers

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Fingerprint":
        """Return what `to_bytes` gave; SummarizerError if it is of another format or cut off."""
        try:
            version, terms, sketch = _HEADER.unpack_from(stored)
            start = _HEADER.size + terms
            numbers = struct.unpack_from(f"<{terms + sketch}I", stored, start)
        except struct.error as cause:
            raise SummarizerError(
                f"stored is {len(stored)} bytes that are no whole fingerprint."
            ) from cause
        if version != _FORMAT:
            raise SummarizerError(f"stored has format {version}, but must have format {_FORMAT}.")
        return cls(numbers[:terms], tuple(stored[_HEADER.size : start]), numbers[terms:])


def fingerprint(text: str, *, title: str = "", language: str | None = None) -> Fingerprint:
    """Return the fingerprint of an article; without terms if there is nothing it tells of.

    Args:
        text: the article; its first 4,000 characters are looked at.
        title: its headline, if known; its words count more. Without it a short first line counts.
        language: ISO 639-1 code, or None to recognize it.
    """
    head, title = text[:_CHARACTERS], title[:500]
    if len(text) <= _NOTICE and text.lstrip().casefold().startswith(_NOTICES):
        return Fingerprint((), (), ())
    code = language or recognize(f"{head}\n{title}")
    found = words(head)
    best = sorted(_telling(head, title, found, code).items(), key=lambda pair: (-pair[1], pair[0]))
    top = best[0][1] if best else 1.0
    terms: dict[int, int] = {}
    for term, weight in best[:_TERMS]:
        terms.setdefault(_hash(term), max(1, round(255 * weight / top)))
    shifted = [found[offset:] for offset in range(_SHINGLE)]
    runs = {crc32(run.encode("utf-8", "replace")) for run in map(" ".join, zip(*shifted))}  # noqa: B905 -- the shortest ends it
    return Fingerprint(tuple(terms), tuple(terms.values()), tuple(sorted(runs)[:_SKETCH]))


def _telling(head: str, title: str, found: tuple[str, ...], language: str) -> dict[str, float]:
    """Each stem of the article and how telling it is."""
    skip = stop_words(language)
    names = _names(head)
    counts: Counter[str] = Counter()
    factors: dict[str, float] = {}
    times = Counter(found)
    times.update(found[:_LEAD])
    for word in words(title):
        times[word] += 2 + _HEADLINE
    for word in () if title else _first_line(head):
        times[word] += _HEADLINE
    for word, count in times.items():
        if word not in skip:
            one = stem(word, language)
            counts[one] += count
            if word in names:
                factors[one] = _NAME
            elif word[0].isdigit():
                factors[one] = _NUMBER
    return {one: (1 + math.log(n)) * factors.get(one, 1.0) for one, n in counts.items()}


def _names(text: str) -> set[str]:
    """Words with a capital where no sentence starts: mostly the names of people and places.

    Where every noun has a capital, or no word has, this tells nothing and does no harm.
    """
    inside = [
        match[0]
        for match in _CAPITAL.finditer(text)
        if match.start() > 1
        and text[match.start() - 1] == " "
        and (text[match.start() - 2].isalnum() or text[match.start() - 2] == ",")
    ]
    return set(words(" ".join(inside)))


def _first_line(text: str) -> tuple[str, ...]:
    """The words of a first line that is short enough to be a headline."""
    line, _, rest = text.lstrip().partition("\n")
    found = words(line) if rest else ()
    return found if len(found) < _HEADLINE_WORDS else ()


def _hash(term: str) -> int:
    return crc32(term.encode("utf-8", "replace"))
