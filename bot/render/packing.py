"""Spread rows over messages: none too large, and as little as possible torn apart.

One function serves every surface: `cost` says what a row takes of each thing that is limited (say
characters, entities and bytes), and `room` how much of each a message has. The first cost of a row
is never less than the number of its characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from bot.render.runs import Row, Run, Unit, between, plain, trimmed

Cost: TypeAlias = tuple[int, ...]

_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*\s+|[。！？][」』”’）]*")
_SPACE = re.compile(r"\s+")
_WINDOW = 200  # characters; a letter with all of its accents and joiners is shorter


def pack(
    units: Iterable[Unit], *, cost: Callable[[Row], Cost], room: Cost, longest: Cost
) -> list[list[Row]]:
    """Return the rows of each message.

    A unit that fits into a message is not torn apart, and what leads stays with what it leads to.
    A row that takes more than `longest` is cut: between sentences, else between words, else between
    letters. No word is lost.
    """
    packer = _Packer(room)
    for unit in units:
        rows = [piece for row in unit.rows for piece in _pieces(row, cost, longest)]
        if rows:
            packer.add(rows, leads=unit.leads)
    return packer.done()


class _Priced(NamedTuple):
    """A row, and what it takes."""

    row: Row
    cost: Cost


class _Packer:
    """The messages so far, and the one that is being filled."""

    def __init__(self, room: Cost) -> None:
        self._room = room
        self._nothing = (0,) * len(room)
        self._parts: list[list[_Priced]] = []
        self._part: list[_Priced] = []
        self._used = self._nothing
        self._leading = 0  # so many rows at the end of the part lead to what comes next

    def add(self, rows: list[_Priced], *, leads: bool) -> None:
        """Put a unit where there is room for it, in one piece if that can be."""
        needed = self._total(rows)
        if not self._fits(self._used, needed):
            self._begin(needed)
        for row in rows:
            if not self._fits(self._used, row.cost):
                self._end(self._part)
            self._part.append(row)
            self._used = _sum(self._used, row.cost)
        self._leading = len(rows) + self._leading if leads else 0

    def _begin(self, needed: Cost) -> None:
        """Begin another message, taking along what leads to the first thing in it."""
        before = len(self._part) - self._leading
        carried = self._part[before:]
        if carried and not self._fits(self._total(carried), needed):
            needed_beside = self._fits(self._nothing, needed)
            before, carried = (len(self._part), []) if needed_beside else (before, carried)
        if before:
            self._end(self._part[:before], carried)

    def _end(self, part: list[_Priced], carried: list[_Priced] | None = None) -> None:
        self._parts.append(part)
        self._part = carried or []
        self._used = self._total(self._part)

    def _total(self, rows: Iterable[_Priced]) -> Cost:
        return _sum(self._nothing, *(row.cost for row in rows))

    def _fits(self, used: Cost, needed: Cost) -> bool:
        return _is_within(_sum(used, needed), self._room)

    def done(self) -> list[list[Row]]:
        """Return all messages."""
        parts = [*self._parts, self._part] if self._part else self._parts
        return [[priced.row for priced in part] for part in parts]


def _sum(*costs: Cost) -> Cost:
    return tuple(map(sum, zip(*costs, strict=True)))


def _is_within(cost: Cost, most: Cost) -> bool:
    return all(taken <= allowed for taken, allowed in zip(cost, most, strict=True))


def _pieces(row: Row, cost: Callable[[Row], Cost], most: Cost) -> Iterator[_Priced]:
    """Yield `row`, in several rows if it takes more than `most`; the last one ends what it ends."""
    price = most
    while len(text := plain(row.runs)) > most[0] or not _is_within(price := cost(row), most):
        size = _largest(min(len(text) - 1, most[0]), row, cost, most)
        if size < 1:
            break  # one letter; nothing can be done
        end = _place_to_cut(text, row.runs, size)
        head = replace(row, runs=trimmed(between(row.runs, 0, end)), ends=None)
        tail = trimmed(between(row.runs, end, len(text)))
        if not tail:
            row = replace(head, ends=row.ends)
            continue
        if head.runs:
            yield _Priced(head, cost(head))
        joins, gap = row.joins or bool(head.runs), row.gap and not head.runs
        row = replace(row, runs=tail, joins=joins, gap=gap)
    yield _Priced(row, price)


def _largest(size: int, row: Row, cost: Callable[[Row], Cost], most: Cost) -> int:
    """Return how many characters of `row` may stay: at most `size`, and rather one too few."""
    few, many = min(size, 1), size
    while few < many:
        middle = (few + many + 1) // 2
        if _is_within(cost(replace(row, runs=between(row.runs, 0, middle))), most):
            few = middle
        else:
            many = middle - 1
    return few


def _place_to_cut(text: str, runs: tuple[Run, ...], size: int) -> int:
    """Return where to cut, at most `size` characters in and preferably in the second half."""
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [found.end() for found in pattern.finditer(text, size // 2, size)]
        outside = [end for end in ends if _run_start(runs, end) is None]
        if outside:
            return outside[-1]
        if ends and pattern is _SPACE:
            start = _run_start(runs, ends[-1])
            return start if start and start >= size // 2 else ends[-1]
    start = _run_start(runs, size)
    return start if start and start >= size // 2 else _between_letters(text, size)


def _run_start(runs: tuple[Run, ...], at: int) -> int | None:
    """Return where the link or code begins that a cut at `at` would tear apart, if any."""
    start = 0
    for run in runs:
        end = start + len(run.text)
        if start < at < end:
            return start if run.url or run.code else None
        start = end
    return None


def _between_letters(text: str, size: int) -> int:
    from icu4py.breakers import CharacterBreaker, LineBreaker  # start-up time is measured

    start = max(size - _WINDOW, 0)
    window = text[start : size + _WINDOW]
    for breaker in (LineBreaker, CharacterBreaker):  # a line ends between words, in any script
        ends = accumulate(map(len, breaker(window, "und")), initial=start)
        best = max(end for end in ends if end <= size)
        if best > start:
            return best
    return size
