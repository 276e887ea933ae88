"""The words of a wish, one by one: commas and signs off, the words of a name together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.commands.typed import Quoted
from bot.domain.topics import topic_name

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
COMMAS = ",;،，、"
AGAIN = "+"
SIGNS = "-!+"
LONGEST_NAME = 6  # words of a topic or source that is found without quotes

_APART = re.compile("[،，、]")  # nobody types a space behind these; in 1,5 a comma is a point
_NEVER = "-!"


@dataclass(frozen=True, slots=True)
class Known:
    """The topics and sources that there are."""

    topics: frozenset[str]
    outlets: Mapping[str, str]  # by their folded names
    language: str  # in which is typed

    def has(self, name: str) -> bool:
        """Say whether this names one of them, in whatever spelling."""
        return topic_name(name) in self.topics or name.casefold() in self.outlets

    def is_called(self, name: str) -> bool:
        """Say whether this is a name to the letter: -space is a sign before one, +972 is one."""
        folded = name.casefold()
        return folded in self.topics or folded in self.outlets

    def kept(self, name: str) -> str:
        """Return how a name is kept: a source as it calls itself, all else in small letters."""
        folded = name.casefold()
        return folded if topic_name(name) in self.topics else self.outlets.get(folded, folded)


def parted(
    words: Sequence[str], known: Known, signs: str = _NEVER
) -> tuple[Sequence[str], Sequence[str]]:
    """Return the words that begin with one of some signs, and the rest."""

    def is_name(typed: str) -> bool:
        name = typed.rstrip(COMMAS)
        again = signs == AGAIN == name[:1] and known.has(name[1:])
        return again or (name[:1] in set(SIGNS) and known.is_called(name))

    whole = _joined(list(words_apart(words, known)), is_name)
    signed = [word for word in whole if _has_sign(word, known, signs)]
    return signed, [word for word in whole if word not in signed]


def words_apart(words: Sequence[str], known: Known) -> Iterator[str]:
    """Part the words between which only a comma stands: not those of a link, or of a name."""
    for word in words:
        link = LINK.match(word.lstrip(SIGNS))
        if isinstance(word, Quoted) or link or known.is_called(bare_word(word, known)):
            yield word
        else:
            yield from split_at_commas(word)


def split_at_commas(word: str) -> list[str]:
    """Return the words of 航天，体育: where it is typed, no space is needed."""
    return [part for part in _APART.split(word) if part]


def _has_sign(word: str, known: Known, signs: str = SIGNS) -> bool:
    """Say whether a word begins with a sign that says something: that of +972 Magazine is its own.

    The same name with a sign before it, -"+972 Magazine", has one.
    """
    return word[:1] in set(signs) and not any(map(known.is_called, (word, word.rstrip(COMMAS))))


def bare_word(word: str, known: Known) -> str:
    """Return a word without its sign and without the commas around it."""
    forms = [word, ended := word.strip(COMMAS)]
    forms += [form[1:] for form in forms if form[:1] in set(SIGNS)]
    bare = next(filter(known.is_called, forms), ended.lstrip(SIGNS).strip(COMMAS))
    return Quoted(bare) if isinstance(word, Quoted) else bare


def grouped(words: Sequence[str], known: Known) -> list[str]:
    """Put the words of a topic or source together: "Harbor Wire" is one, quoted or not."""
    return _joined(words, known.has)


def _joined(words: Sequence[str], is_name: Callable[[str], bool]) -> list[str]:
    joined: list[str] = []
    start = 0
    while start < len(words):
        sizes = range(min(LONGEST_NAME, len(words) - start), 1, -1)
        found = (size for size in sizes if is_name(" ".join(words[start : start + size])))
        size = next(found, 1)
        joined.append(words[start] if size == 1 else " ".join(words[start : start + size]))
        start += size
    return joined
