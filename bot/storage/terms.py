"""The terms under which an article is found: the stems of its words in its language.

A stem is written `language~stem`, so that a stem of one language is never taken for a word of
another. An article whose language nobody knows is found under its words as they are. The words
of the others need not be kept: whoever asks for one asks for its stem in every language too.

Chinese is cut into words by dictionary, and not always alike: 新桥 is one word, but in
蓝湾市新桥通车 there are 市新 and 桥. So two Chinese characters that stand side by side are a term.

A term holds only letters and digits, `_`, `~`, and whatever lies beyond ASCII. That is all that a
full-text index needs to know, and nothing that it could take for an operator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from summarizer import stem, stop_words, words

UNKNOWN_LANGUAGE = "und"
STAR = "*"  # no term holds one
SHORTEST_BEGINNING = 2  # letters, in alphabets
SHORTEST_STEM = 5  # letters of a stem that is taken for what a longer beginning is of
LONGEST_ENDING = 5  # letters that a stem may lack of what was typed
SHORTEST_TAIL = 3  # "don't" and "moon's" have nothing of their own after the apostrophe

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_CLOSING = "\"'.,;:!?)"  # may follow the star
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\x00-/:-@\[-`{-\x7f]")  # of ASCII


def article_terms(texts: Iterable[str], language: str) -> list[str]:
    """Return every term under which an article with these texts is found, each once."""
    read = list(texts)
    different = dict.fromkeys(word for text in read for word in words(text))
    found = dict.fromkeys(form for word in different for form in _forms(word))
    if language != "ja":  # where 京都 is no part of 東京都
        found.update(dict.fromkeys(pair for text in read for pair in _pairs(text)))
    if language == UNKNOWN_LANGUAGE:
        return list(dict.fromkeys(map(_plain, found)))
    prefix = _prefix(language)
    return list(dict.fromkeys(prefix + _plain(stem(word, language)) for word in found))


def query_terms(query: str, languages: Iterable[str]) -> list[tuple[str, ...]]:
    """Return for each word of a query the terms of which an article must have at least one.

    A term with a star at its end, which is nowhere else, stands for all that begin so. A word is
    asked for by its beginning if it has a star behind it, and is long enough to mean something.

    Args:
        query: anything that a person typed.
        languages: those in which articles were given terms.
    """
    known = sorted(languages)
    begun = {found[-1] for piece in query.split() if (found := _begun(piece))}
    pairs = dict.fromkeys(_pairs(query))
    return [
        group
        for word in dict.fromkeys(words(query))
        for group in (
            [_beginnings(word, known)] if word in begun else _however_cut(word, pairs, known)
        )
    ]


def _however_cut(
    word: str, pairs: Iterable[str], languages: Iterable[str]
) -> list[tuple[str, ...]]:
    """Return groups of the terms of a word or, of a Chinese one, of the pairs that it is cut into.

    A character that is left alone is asked for with the one beside it, if there is one.

    `pairs` are those of the whole query.
    """
    asked = [pair for pair in pairs if word in pair] if len(word) == 1 else list(_pairs(word))
    if not (_HAN.fullmatch(word) and asked):
        return [_any_form(word, languages)]
    terms = [_any_form(pair, languages) for pair in asked]
    if len(word) == 1:
        own = _any_form(word, languages) if all(map(_holds_small_word, asked)) else ()
        in_japanese = _any_form(word, ["ja"])[1:] if "ja" in languages else ()
        return [tuple(dict.fromkeys((*own, *in_japanese, *chain.from_iterable(terms))))]
    whole = _any_form(word, languages)
    return [tuple(dict.fromkeys((*whole, *pair))) for pair in terms]


def _holds_small_word(pair: str) -> bool:
    """Say whether one of two characters is a word such as 和 or 的, and joins what stands apart."""
    return not stop_words("zh").isdisjoint(pair)


def _pairs(text: str) -> Iterator[str]:
    """Yield each two Chinese characters that stand side by side."""
    for run in _HAN.findall(text):
        yield from map("".join, pairwise(run))


def _any_form(word: str, languages: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        term
        for form in _forms(word)
        for term in (
            _plain(form),
            *(_prefix(language) + _plain(stem(form, language)) for language in languages),
        )
    )


def _begun(piece: str) -> tuple[str, ...]:
    """Return the words of a piece that ends with a star, and whose last one is a beginning."""
    found = words(piece) if piece.rstrip(_CLOSING).endswith(STAR) else ()
    enough = found and (len(found[-1]) >= SHORTEST_BEGINNING or not found[-1].isascii())
    return found if enough else ()


def _beginnings(begun: str, languages: Iterable[str]) -> tuple[str, ...]:
    """Return the terms of words that begin so, in any of their forms.

    A stem may be shorter than what was typed: "explorati" is a beginning of "exploration", of which
    "explor" is kept.
    """
    plain = _plain(begun)
    found = [plain + STAR]
    for language in languages:
        prefix = _prefix(language)
        shorter = range(max(SHORTEST_STEM, len(plain) - LONGEST_ENDING), len(plain))
        found += [prefix + plain + STAR, prefix + _plain(stem(begun, language))]
        found += [prefix + plain[:size] for size in shorter]
    return tuple(dict.fromkeys(found))


def _forms(word: str) -> tuple[str, ...]:
    """Return the word and, of one with an elided article such as "l'élysée", what it is about."""
    if "'" not in word:
        return (word,)
    tail = word.rpartition("'")[2]
    return (word, tail) if len(tail) >= SHORTEST_TAIL else (word,)


def _prefix(language: str) -> str:
    return f"{_plain(language)}~"


def _plain(word: str) -> str:
    return word if word.isalnum() else _NEITHER_LETTER_NOR_DIGIT.sub("_", word)
