"""Mentions: whether an article has some words, whole, one after the other, in any of their forms.

Words are compared by their stems in the language of the article. Scripts without spaces are cut
into words by dictionary, and not always alike in a long text and in a short one: there a phrase is
found where it begins and ends with words of the text, however it was cut between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.articles import ArticleId, Report
from summarizer import stem, words

_Key: TypeAlias = tuple[ArticleId, str]  # with the language whose stems they are

MOST_PHRASES = 10_000  # that are kept: some 2 MB
_EDGE = "\x1f"  # beside a word between spaces; no word can hold it
_BREAK = "\x1e"  # between sentences and other pieces: no phrase goes across
# Han, kana, Thai, Lao, Burmese, Khmer: no spaces between words. Hangul has them.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
# What ends a sentence where no space does, and the empty line between paragraphs.
_BETWEEN = re.compile(r"[。！？；：，、．…「」『』《》（）]+|\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class _Marked:
    """A text as its stems, and where in it words of scripts without spaces begin or end."""

    text: str
    cuts: bytes  # 1 at each of these places; nothing: there is none

    def has(self, phrase: str) -> bool:
        """Say whether the phrase, marked as this text is, stands in it, in linear time."""
        at = self.text.find(phrase)
        while at >= 0:
            if self._is_cut(at, phrase[0]) and self._is_cut(at + len(phrase), phrase[-1]):
                return True
            at = self.text.find(phrase, at + 1)
        return False

    def _is_cut(self, at: int, outermost: str) -> bool:
        return outermost == _EDGE or (at < len(self.cuts) and self.cuts[at] == 1)


@dataclass(slots=True)
class Texts:
    """The stems of articles, worked out once for all the wishes that there are."""

    _bodies: dict[_Key, _Marked] = field(default_factory=dict)
    _headlines: dict[_Key, _Marked] = field(default_factory=dict)
    _phrases: dict[tuple[str, str], str] = field(default_factory=dict)

    def mention(self, phrase: str, report: Report) -> bool:
        """Say whether title or body of a report have these words."""
        article, key = report.article, _key(report)
        marked = self._bodies.get(key)
        if marked is None:
            marked = self._bodies[key] = _marked((article.title, article.body), key[1])
        return self._has(marked, phrase, report)

    def headline_mentions(self, phrase: str, report: Report) -> bool:
        """Say whether the title of a report has these words."""
        key = _key(report)
        marked = self._headlines.get(key)
        if marked is None:
            marked = self._headlines[key] = _marked((report.article.title,), key[1])
        return self._has(marked, phrase, report)

    def keep(self, reports: Iterable[Report]) -> None:
        """Forget all articles but those of these; other threads may go on meanwhile."""
        kept = [_key(report) for report in reports]
        self._bodies = _of_these(self._bodies, kept)
        self._headlines = _of_these(self._headlines, kept)
        if len(self._phrases) > MOST_PHRASES:
            self._phrases = {}

    def _has(self, marked: _Marked, phrase: str, report: Report) -> bool:
        key = (phrase, language_of(report))
        wanted = self._phrases.get(key)
        if wanted is None:
            wanted = self._phrases[key] = _marked_phrase(*key)
        return bool(wanted) and marked.has(wanted)


def _key(report: Report) -> _Key:
    return report.article.id, language_of(report)


def _of_these(marked: Mapping[_Key, _Marked], kept: Iterable[_Key]) -> dict[_Key, _Marked]:
    return {one: found for one in kept if (found := marked.get(one)) is not None}


def language_of(report: Report) -> str:
    """Return the language that an article states, or else the recognized one."""
    return report.article.language or report.summary.language


def _marked_phrase(phrase: str, language: str) -> str:
    found = "".join(_mark(words(phrase), language)[0])
    return found if found.strip(_EDGE) else ""


def _marked(texts: Sequence[str], language: str) -> _Marked:
    parts: list[str] = [_BREAK]
    cuts: set[int] = set()
    size = 1
    for text in texts:
        for piece in _BETWEEN.split(text):
            marked, inside = _mark(words(piece), language)
            cuts.update(size + at for at in inside)
            parts += [*marked, _BREAK]
            size += sum(map(len, marked)) + 1
    mask = bytearray(size + 1 if cuts else 0)
    for at in cuts:
        mask[at] = 1
    return _Marked("".join(parts), bytes(mask))


def _mark(found: Sequence[str], language: str) -> tuple[list[str], list[int]]:
    """Return words as their stems with edges, and the places between those without spaces."""
    parts: list[str] = []
    cuts: list[int] = []
    size, after_edge = 0, False
    for word in found:
        stemmed = stem(word, language)
        spaced = _UNSPACED.match(word) is None
        if spaced:
            stemmed = f"{stemmed}{_EDGE}" if after_edge else f"{_EDGE}{stemmed}{_EDGE}"
        else:
            cuts += [size, size + len(stemmed)]
        parts.append(stemmed)
        size += len(stemmed)
        after_edge = spaced
    return parts, cuts
