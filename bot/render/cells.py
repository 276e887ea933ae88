"""How many columns text takes, and where it may be cut, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u200b\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\uff00-\uff9f\U00020000-\U0003ffff]"
)
"""Scripts written without spaces: Thai, Lao, Burmese, Khmer, Chinese, Japanese."""

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[!-~]+")


def cells(text: str) -> int:
    """Return the columns that `text` takes on a terminal; wide characters count two."""
    if text.isascii():  # nearly always, and it saves loading the width tables
        return len(text)
    from rich.cells import cell_len  # start-up time is measured

    return cell_len(text)


def running(sentences: Iterable[str]) -> str:
    """Join sentences to running text; scripts without spaces get none between them."""
    text = ""
    for sentence in filter(None, sentences):
        text += sentence if not text or _UNSPACED.match(text[-1]) else f" {sentence}"
    return text


def chunks(word: str, width: int) -> Iterator[str]:
    """Cut `word`, which holds no spaces, into pieces between which a line may end.

    A web address is never cut. Any other word is cut only where its script breaks lines without
    spaces, or where it is wider than a whole line of `width` columns.
    """
    if _UNSPACED.search(word) is None:
        yield from _whole_or_cut(word, width)
        return
    done = 0
    for url in _URL.finditer(word):
        yield from _by_script(word[done : url.start()], width)
        yield url.group()
        done = url.end()
    yield from _by_script(word[done:], width)


def _by_script(text: str, width: int) -> Iterator[str]:
    """Follow the Unicode line breaking rules, with ICU's dictionaries for Thai and its like."""
    from icu4py.breakers import LineBreaker  # start-up time is measured

    for piece in LineBreaker(text, "und"):
        yield from _whole_or_cut(piece, width)


def _whole_or_cut(word: str, width: int) -> Iterator[str]:
    if _URL.search(word) or cells(word) <= width:
        yield word
        return
    from icu4py.breakers import CharacterBreaker  # start-up time is measured

    piece, used = "", 0
    for character in CharacterBreaker(word, "und"):  # with its accents and joiners
        size = cells(character)
        if piece and used + size > width:
            yield piece
            piece, used = "", 0
        piece, used = piece + character, used + size
    yield piece
