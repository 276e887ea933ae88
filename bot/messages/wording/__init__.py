"""Every sentence that a person may read: one catalogue of ICU messages a language.

In a catalogue, `code` between back-ticks is something to type, a command if it begins with the name
of one, and **words** between double stars stand out. Values never take part in that: a headline
with a back-tick stays a headline. Digits are 0 to 9 and clocks have 24 hours in every language, as
both have in what people type.

The first catalogue, English, says which sentences there are. Others may have two sections more:
`alias` holds other names of commands, `word` other words for what stands behind them, each
separated by commas.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Self, TypeAlias
from zoneinfo import ZoneInfo

from bot.messages.blocks import Code, Inline, Line, Plain, Strong
from bot.messages.direction import RIGHT_TO_LEFT, RLM, Isolated, isolated, without_isolates

DEFAULT_LANGUAGE = "en"

Value: TypeAlias = str | int | float

_MARKUP = re.compile(r"`([^`]+)`|\*\*(.+?)\*\*")
# Characters of the private use area stand in for markup inside values while markup is read.
_HIDE = str.maketrans({"`": "\ue000", "*": "\ue001"})
_SHOW = str.maketrans({"\ue000": "`", "\ue001": "*"})


class Sentence(str):
    """A sentence as plain text, which knows what of it is to be typed: for errors to carry."""

    __slots__ = ("line",)

    line: Line

    def __new__(cls, line: Line) -> Self:
        """Return the plain text of a line, which goes with it."""
        made = super().__new__(cls, "".join(inline.text for inline in line))
        made.line = line
        return made


@dataclass(frozen=True, slots=True)
class Wording:
    """The bot's words in one language."""

    language: str
    patterns: Mapping[str, str] = field(repr=False)
    _fixed: dict[str, Line] = field(default_factory=dict, repr=False, compare=False)

    def say(self, key: str, /, **values: Value) -> str:
        """Return one sentence as plain text, a `Sentence`: markup is left out, but not forgotten.

        Raises:
            KeyError: the catalogue has no such sentence.
        """
        return Sentence(self.line(key, **values))

    def line(self, key: str, /, **values: Value) -> Line:
        """Return one sentence as a line of inlines.

        Raises:
            KeyError: the catalogue has no such sentence.
        """
        if not values and (known := self._fixed.get(key)):
            return known
        hidden = {
            name: isolated(value, self.language).translate(_HIDE)
            if isinstance(value, str)
            else value
            for name, value in values.items()
        }
        text = _formatted(self.patterns[key], self.language, hidden)
        mark = RLM if self.is_from_right else ""
        line = tuple(self._inlines(mark + text))
        if not values:  # every reader of it gets the same
            self._fixed[key] = line
        return line

    @property
    def is_from_right(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language in RIGHT_TO_LEFT

    def moment(self, moment: datetime, zone: ZoneInfo, now: datetime) -> str:
        """Write a moment as people say it: `today 08:00`, `Fri, 18 Jun 08:00`."""
        from babel.dates import format_time

        local, today = moment.astimezone(zone), now.astimezone(zone).date()
        clock = format_time(local.time(), "HH:mm", locale=self.language)
        return self.say("moment", day=self._near_day(local.date(), today), time=clock)

    def day(self, day: date, today: date) -> str:
        """Write a date: `18 June`, with its year if that is not this year's."""
        from babel.dates import format_skeleton

        skeleton = "MMMMd" if day.year == today.year else "yMMMMd"
        return str(format_skeleton(skeleton, day, locale=_locale(self.language)))

    def points(self, points: float, *, signed: bool = True) -> str:
        """Write points of a rank, or a weight: `+0.50`."""
        from babel.numbers import format_decimal

        pattern = "+0.00;\u22120.00" if signed else "0.00"
        return str(format_decimal(points, pattern, locale=_locale(self.language)))

    def short_day(self, day: date) -> str:
        """Write a date as briefly as can be: `18 Jun`."""
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMd", day, locale=_locale(self.language)))

    def number(self, number: int) -> str:
        """Write a number with what makes it easy to read: `12,345`."""
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=_locale(self.language)))

    def long_day(self, day: date) -> str:
        """Write a date in full: `Friday, 18 June 2021`."""
        from babel.dates import format_date

        return str(format_date(day, "full", locale=_locale(self.language)))

    def aliases(self, command: str) -> Sequence[str]:
        """Return what a command is called in this language beside its names in English, folded."""
        return _listed(self.patterns.get(f"alias.{command}", ""))

    def meaning(self, word: str, known: Iterable[str]) -> str:
        """Return which of some English words a word of this language means; itself if none."""
        said = folded(word)
        meant = (one for one in known if said in _listed(self.patterns.get(f"word.{one}", "")))
        return next(meant, word)

    def listed(self, items: Iterable[str], between: str = "list.between") -> str:
        """Write things in a row, with the language's own comma between them."""
        return Isolated(self.patterns[between].join(isolated(one, self.language) for one in items))

    def _inlines(self, text: str) -> Iterator[Inline]:
        end = 0
        for found in _MARKUP.finditer(text):
            if found.start() > end:
                yield Plain(text[end : found.start()].translate(_SHOW))
            code, strong = found.groups()
            if code:
                is_command = f"command.{code.partition(' ')[0]}" in self.patterns
                yield Code(without_isolates(code.translate(_SHOW)), command=is_command)
            else:
                yield Strong(strong.translate(_SHOW))
            end = found.end()
        if end < len(text) or not text:
            yield Plain(text[end:].translate(_SHOW))

    def _near_day(self, day: date, today: date) -> str:
        from babel.dates import format_skeleton

        distance = (day - today).days
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
        if distance in near:
            return self.say(f"day.{near[distance]}")
        skeleton = "MMMEd" if day.year == today.year else "yMMMEd"
        return str(format_skeleton(skeleton, day, locale=_locale(self.language)))


def wording(language: str | None = None) -> Wording:
    """Return the bot's words in the language of a tag; English where there are none."""
    return _wording(language_of(language or "") or DEFAULT_LANGUAGE)


@cache
def _wording(language: str) -> Wording:
    return Wording(language, {**catalogue(DEFAULT_LANGUAGE), **catalogue(language)})


def language_of(tag: str) -> str | None:
    """Return which of our languages a tag is of, such as `de-AT` or `zh_Hans`; None: of none."""
    language = tag.strip().replace("_", "-").partition("-")[0].casefold()
    return language if language in languages() else None


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return what stands in the catalogue of a language: tests see that nothing is missing."""
    file = resources.files(__name__) / f"{language}.toml"
    return dict(_flat(tomllib.loads(file.read_text("utf-8"))))


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a catalogue: English, then by code."""
    names = (file.name for file in resources.files(__name__).iterdir())
    codes = {name.removesuffix(".toml") for name in names if name.endswith(".toml")}
    return (DEFAULT_LANGUAGE, *sorted(codes - {DEFAULT_LANGUAGE}))


def folded(word: str) -> str:
    """Return a word as words are compared: in small letters, composed."""
    return unicodedata.normalize("NFC", word.casefold())


def _listed(words: str) -> list[str]:
    return [folded(word.strip()) for word in words.split(",") if word.strip()]


def _locale(language: str) -> str:
    # English without a country would write American dates; a bot for the world writes day first.
    return "en_GB" if language == "en" else language


def _flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, Mapping):
            rows += _flat(value, f"{prefix}{name}.")
        else:
            rows.append((f"{prefix}{name}", str(value)))
    return rows


def _formatted(pattern: str, language: str, values: Mapping[str, Value]) -> str:
    if "{" not in pattern:
        return pattern
    from icu4py.messageformat import MessageFormat

    return str(MessageFormat(pattern, language).format(dict(values)))
