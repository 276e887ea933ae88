"""What people say about time in other languages, put into the English that is read here."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_ABOUT = frozenset({"week", "also", "short", "ordinary", "joined", "whole", "numbers"})
_LONGEST_ENDING = 4  # letters that a day's name may have more: montags, понедельникам
_NUMBER = re.compile(r"\d[\d:.]*")
_GLUED = re.compile(r"(\d)(?!h\d|[ap]\.?m)([^\W\d_]+)")  # 8uhr, 8ч
_MINUTES = re.compile(r"(?<=\d)[点點时時](\d\d?)(?![\d点點时時:.])分?")  # 8点15分
_PIECE = re.compile(r"[,،、]|[-\u2010-\u2015]|[^\s,،、\u2010-\u2015-]+")
_COMMAS = frozenset(",،、")
_COMMA = re.compile("[,،]")  # "、" is a phrase
_SPAN = re.compile(r"\s*[-\u2010-\u2015]\s*")
_FOLDED = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "’": "'", "ʼ": "'", "`": "'"})


@dataclass(frozen=True, slots=True)
class _Words:
    """The phrases of all languages, folded."""

    phrases: Mapping[tuple[str, ...], str]
    stems: Sequence[tuple[str, str]]  # the longest first, with its day
    short: Mapping[str, str]
    own: Mapping[str, Mapping[str, str]]  # the short ones of each language
    ordinary: frozenset[str]  # phrases that end like a short day
    joined: re.Pattern[str]  # phrases of languages without spaces
    longest: int  # words of the longest phrase


def in_english(text: str, *, short: bool = True, language: str | None = None) -> str | None:
    """Put what is said about time into English; None: nothing in it is of another language.

    Words that no language has stay as they are. `short`: so may names of days be, such as `mo`;
    those of `language` are days wherever they stand, for "do" is one in German.
    """
    words = _words()
    folded = _folded(text)
    written = _MINUTES.sub(r":\1", folded)
    spaced = words.joined.sub(lambda found: f" {found[0]} ", _COMMA.sub(" ", written))
    tokens = _GLUED.sub(r"\1 \2", spaced).split()
    own = words.own.get(language, {}) if language and short else {}
    said = list(_translated(tokens, words, own, short=short))
    if written == folded and all(word == token for word, token in zip(said, tokens, strict=False)):
        return None
    return " ".join(said)


def by_short_days(
    text: str, *, language: str | None = None, before: str = ""
) -> tuple[str, str] | None:
    """Put `Mo, Do 9 Uhr` into English: days by their short names, and what stands behind them.

    Unlike `in_english`, it takes "di" and "do" for days, though they are little words elsewhere.
    None: it does not begin so. `language`: only its names; `before`: the word in front of the text.
    """
    words = _words()
    folded = _folded(text)
    found = list(_PIECE.finditer(folded))
    pieces = [piece[0] for piece in found]
    said, size = _short_days(pieces, words, words.own.get(language, {}) if language else None)
    if not said or f"{_folded(before)} {pieces[0]}" in words.ordinary:
        return None
    if _longest(folded.split(), words)[0] > 1:  # "di mattina"
        return None
    if words.phrases.get((pieces[0],)) == "to" and said[1:2] and said[1] in DAY_NAMES:
        return None  # the end of "pon do pt"
    rest = folded[found[size].start() :] if size < len(found) else ""
    return " ".join(said), in_english(rest) or rest


def is_about_time(word: str) -> bool:
    """Say whether a single word of another language names a rhythm, such as `täglich`."""
    return _words().phrases.get((_folded(word),)) in {"daily", "weekly", "monthly", "hourly"}


def is_short_day(word: str) -> bool:
    """Say whether a single word is the short name of a day in some language, such as `mar`."""
    return _folded(word).rstrip(".") in _words().short


def _translated(
    tokens: Sequence[str], words: _Words, own: Mapping[str, str], *, short: bool
) -> Iterator[str]:
    at = 0
    while at < len(tokens):
        size, said = _longest(tokens[at:], words)
        is_day = tokens[at] in own or (short and _is_short_day(tokens, at, said, words))
        if not size or (size == 1 and is_day):
            size, said = 1, _day(tokens[at], words, short=short) or tokens[at]
        yield from said.split()
        at += size


def _is_short_day(tokens: Sequence[str], at: int, said: str, words: _Words) -> bool:
    """Say whether a little word is a day: "di" before a time, and "do" unless it stands first."""
    ends = at + 1 == len(tokens) or _NUMBER.fullmatch(tokens[at + 1]) is not None
    return tokens[at] in words.short and ends and (at > 0 or said != "to")


def _longest(tokens: Sequence[str], words: _Words) -> tuple[int, str]:
    for size in range(min(words.longest, len(tokens)), 0, -1):
        phrase = [_NUMBER.sub("#", token) for token in tokens[:size]]
        said = words.phrases.get(tuple(phrase))
        if said is not None:
            number = next((token for token in tokens[:size] if _NUMBER.fullmatch(token)), "")
            return size, said.replace("#", number)
    return 0, ""


def _day(token: str, words: _Words, *, short: bool) -> str | None:
    ends = _SPAN.split(token)
    if len(ends) == 2 and all(ends):  # noqa: PLR2004 -- from one day to another
        days = [_day(end, words, short=short) for end in ends]
        return f"{days[0]} to {days[1]}" if all(days) else None
    bare = token.rstrip(".")
    if short and bare in words.short:
        return words.short[bare]
    for stem, day in words.stems:
        rest = bare[len(stem) :]
        if bare.startswith(stem) and len(rest) <= _LONGEST_ENDING and (not rest or rest.isalpha()):
            return day
    return None


def _short_days(
    pieces: Sequence[str], words: _Words, names: Mapping[str, str] | None
) -> tuple[list[str], int]:
    """Return the days that stand first, with what joins them, and of how many pieces they are.

    None: their names may be of any language.
    """
    short = words.short if names is None else names
    said: list[str] = []
    at = 0
    while at < len(pieces):
        joint, size = _joint(pieces[at:], words) if said else ("", 0)
        day = _short_day(pieces, at + size, short)
        if day is None and size and at + size < len(pieces):
            day = _day(pieces[at + size], words, short=False)
        if day is None:  # "do" may be a joint, and a day
            joint, size, day = "", 0, _short_day(pieces, at, short)
        if day is None:
            break
        said += [joint, day] if joint else [day]
        at += size + 1
    return said, at


def _short_day(pieces: Sequence[str], at: int, short: Mapping[str, str]) -> str | None:
    return short.get(pieces[at].rstrip(".")) if at < len(pieces) else None


def _joint(pieces: Sequence[str], words: _Words) -> tuple[str, int]:
    """Return what joins two days, and of how many pieces it is."""
    if pieces[0] in _COMMAS:
        said, size = _joint(pieces[1:], words) if pieces[1:] else ("", 0)
        return (said, size + 1) if said == "and" else ("", 1)
    said = "to" if _SPAN.fullmatch(pieces[0]) else words.phrases.get((pieces[0],), "")
    return (said, 1) if said in {"and", "to"} else ("", 0)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDED))
    return "".join(char for char in apart if not unicodedata.combining(char))


@cache
def _words() -> _Words:
    table = tomllib.loads(resources.files(__package__).joinpath("when.toml").read_text("utf-8"))
    phrases: dict[tuple[str, ...], str] = {}
    stems: dict[str, str] = {}
    meant: dict[str, set[str]] = {}
    ordinary: set[str] = set()
    joined: set[str] = set()
    for language in table.values():
        own = dict(_days(language))
        for said, listed in language.items():
            if said not in _ABOUT:
                own |= dict.fromkeys(_listed(listed), said)
        own = {**dict(_counted(own, language)), **own}
        if language.get("joined"):
            joined |= {phrase.replace("#", "") for phrase in own}
        for phrase, said in own.items():
            phrases.setdefault(tuple(phrase.replace("#", " # ").split()), said)
        stems |= {name: day for name, day in _week(language) if not _is_whole(language)}
        for day, name in zip(DAY_NAMES, _listed(language.get("short", "")), strict=False):
            meant.setdefault(name, set()).add(day)
        ordinary |= set(_listed(language.get("ordinary", "")))
    short = {name: min(days) for name, days in meant.items() if len(days) == 1}
    return _Words(
        phrases=phrases,
        ordinary=frozenset(ordinary),
        own={code: _own(language, short) for code, language in table.items()},
        stems=sorted(stems.items(), key=lambda pair: (-len(pair[0]), pair)),
        short=short,
        joined=re.compile("|".join(map(re.escape, sorted(joined, key=len, reverse=True)))),
        longest=max(map(len, phrases)),
    )


def _counted(own: Mapping[str, str], language: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the phrases with a number in words: `zwei tage` beside `# tage`.

    Hours are no clock then: "8 heures" may be one, and "une heure" is how long something lasts.
    """
    for number, spelled in enumerate(_listed(language.get("numbers", "")), start=1):
        for word in spelled.split("/"):
            for phrase, said in own.items():
                if "#" in phrase:
                    lasting = "# hours" if said == "# h" else said
                    yield phrase.replace("#", word), lasting.replace("#", str(number))


def _own(language: Mapping[str, str], short: Mapping[str, str]) -> Mapping[str, str]:
    names = _listed(language.get("short", ""))
    return {name: short[name] for name in names if name in short}


def _is_whole(language: Mapping[str, str]) -> bool:
    """Say whether the names of days in a language have no endings."""
    return bool(language.get("joined") or language.get("whole"))


def _days(language: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from _week(language)
    for row in language.get("also", "").split(";"):
        day, _, names = row.partition(":")
        yield from ((name, day.strip()) for name in _listed(names))


def _week(language: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from zip(_listed(language["week"]), DAY_NAMES, strict=True)


def _listed(phrases: str) -> list[str]:
    return [_folded(phrase.strip()) for phrase in phrases.split(",") if phrase.strip()]
