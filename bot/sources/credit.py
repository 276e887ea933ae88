"""Credit lines and place lines: who published a text, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.sources.dates import Dated, find_date

_LONGEST_LINE: Final = 160
_LONGEST_NAME: Final = 80
_LONGEST_CJK_NAME: Final = 24  # signs; such a name has no spaces to count words by
_MOST_WORDS: Final = 10  # of names: "Jane Doe and Juan de la Cruz, Harbor Wire"
_MOST_MARKED_WORDS: Final = 8  # after "By", which begins sentences too
_MOST_SMALL_DATED: Final = 1  # small words in a name beside a date …
_MOST_SMALL_TIMED: Final = 4  # … and beside a date with a time, which no sentence has
_MOST_PLACE_WORDS: Final = 2  # of a place that is not all capitals

_SOURCE: Final = re.compile(
    r"(?:source|via|credit|источник|fuente|quelle|fonte|джерело|来源|來源|出处)\s*[:：]\s*",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"(?:by|written by|reported by|von|par|por|di)\s+|(?:by|author|автор|作者|记者|文)\s*[:：]\s*",
    re.IGNORECASE,
)
# What stands around names and dates: gone from the name, but still in the credit
_GLUE: Final = re.compile(
    r"(?<![^\W\d_])(?:(?:last )?updated|published|posted|date|опубликовано|обновлено|publicado"
    r"|publié|actualizado|veröffentlicht|aktualisiert|stand|发布时间|发布|时间|日期|更新|发表于"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|(?:星期|周)[一二三四五六日天])(?![^\W\d_])\s*[:：]?",
    re.IGNORECASE,
)
_GLUE_BEFORE_DATES: Final = re.compile(
    r"(?:^|[\s,]+)(?:on|at|um|am|den|le|el|à|a las|в)$", re.IGNORECASE
)
_SEPARATOR: Final = re.compile(r"[|•·/()（）\[\]【】]|\s[—–-]+(?=\s|$)|^[—–-]+\s")
_SET_OFF: Final = re.compile(r"(?:[^|]*[,;:)/•·—–-])?\s*\|\s*(?:$|[,;:(/•·|—–-])")
_EDGES: Final = " ,.:：;-—–"
_LINKS: Final = (
    "and of the for in with de del la las los el y e i и со с для по von van der den du des et da "
    "di do und mit avec con com &"
)
_PARTICLES: Final = frozenset(_LINKS.split())
_SMALL_NAMES: Final = frozenset({"dpa", "epd", "kna", "sid", "ots"})
_SENTENCE: Final = re.compile(r"[!?。！？；;\"“”«»]|(?<=[^\W\d_]{4})\.(?:\s|$)")
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

# `ST. PETERSBURG, June 17 (Xinhua) -- ` · `МОСКВА, 3 июня. /ТАСС/. ` · `Berlin (dpa) - `
_PLACE: Final = re.compile(
    r"(?P<place>[^\W\d_][^()/\n]{1,70}?)\s*"
    r"(?:\((?P<round>[^()\n]{2,40})\)|/(?P<slash>[^/()\n]{2,40})/)\.?"
    r"(?:\s*(?:--|[—–])|\s+-\s|(?<=\.)\s)"
)
# 新华社北京6月18日电
_PLACE_CJK: Final = re.compile(
    r"(?P<agency>[\u3400-\u9fff]{1,8}?(?:通讯社|新闻网|日报|社|网|报|台))[\u3400-\u9fff]{0,12}?"
    r"(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:专)?[电電讯訊]"
)
_REPORTER: Final = re.compile(r"[（(](?:记者|記者)\s*[^）)]{1,24}[）)]")


@dataclass(frozen=True, slots=True)
class Credit:
    """Who published a text, and when, as far as a line tells."""

    author: str | None = None
    published_at: datetime | None = None  # in UTC


def parse_credit(line: str, *, now: datetime) -> Credit | None:
    """Return what a credit line says, or None if the line is anything else.

    A credit line has a date, or begins with a word such as "By" or "Source:", and beside that holds
    nothing but names. Whatever says more is text.
    """
    line = line.strip()
    if not line or len(line) > _LONGEST_LINE:
        return None
    dispatch = _PLACE_CJK.match(line)
    if dispatch and not _REPORTER.sub("", line[dispatch.end() :]).strip():
        return Credit(author=dispatch["agency"])
    dated = find_date(line, now=now)
    return _dated_credit(line, dated) if dated else _marked_credit(line)


def opens_file(line: str, *, now: datetime) -> bool:
    """Whether a file's first line is a credit line beyond doubt, and not a headline with a date."""
    line = line.strip()
    credit = parse_credit(line, now=now)
    if credit is None:
        return False
    dated = find_date(line, now=now)
    if dated is None or credit.author is None:
        return True
    return dated.has_time or "|" in line or _is_marked(line)


def parse_source(line: str) -> Credit | None:
    """Return what a closing line such as `Source: Harbor Wire` says, or None."""
    line = line.strip()
    if len(line) > _LONGEST_LINE or not _SOURCE.match(line):
        return None
    return _marked_credit(line)


def place_author(text: str) -> str | None:
    """Return the agency that the place line at the head of `text` names, or None."""
    head = text[:_LONGEST_LINE]
    if dispatch := _PLACE_CJK.match(head):
        return dispatch["agency"]
    place = _PLACE.match(head)
    if place is None or not _is_place(place["place"]):
        return None
    name = " ".join((place["round"] or place["slash"]).split())
    return name if _is_name(name) and not any(map(str.isdigit, name)) else None


def _dated_credit(line: str, dated: Dated) -> Credit | None:
    if place := place_author(f"{line} -- "):  # LONDON, June 3, 2024 (Harbor Wire)
        return Credit(author=place, published_at=dated.moment)
    name = _name(dated.rest)
    small = _MOST_SMALL_TIMED if dated.has_time else _MOST_SMALL_DATED
    if name and not _is_name(name, most_small=small if _SET_OFF.match(dated.rest) else 0):
        return None
    return Credit(author=name or None, published_at=dated.moment)


def _marked_credit(line: str) -> Credit | None:
    if not _is_marked(line):
        return None
    name = _name(line)
    is_sure = not _BY.match(line) or 1 < len(name.split()) <= _MOST_MARKED_WORDS
    if not is_sure or not _is_name(name) or any(map(str.isdigit, name)):
        return None
    return Credit(author=name)


def _is_marked(line: str) -> bool:
    return bool(_SOURCE.match(line) or _BY.match(line))


def _name(rest: str) -> str:
    """Return what a credit line leaves when markers, glue and separators are gone."""
    return ", ".join(filter(None, map(_bare, _SEPARATOR.split(rest))))


def _bare(piece: str) -> str:
    piece = piece.strip(_EDGES)
    piece = _BY.sub("", _SOURCE.sub("", piece, count=1), count=1)
    piece = " ".join(_GLUE.sub(" ", piece).split())
    return _GLUE_BEFORE_DATES.sub("", piece).strip(_EDGES)


def _is_name(text: str, *, most_small: int = 0) -> bool:
    """Whether every word could be part of a person's or an agency's name.

    Many languages write only a name's first word large ("Полярный листок"), so beside a date
    `most_small` words may be small.
    """
    if len(text) > _LONGEST_NAME or _SENTENCE.search(text):
        return False
    if _CJK.search(text):
        return len(text) <= _LONGEST_CJK_NAME and "，" not in text
    words = [bare for word in text.split() if (bare := word.strip("|,.()/[]:-–—•·'’"))]
    if not 0 < len(words) <= _MOST_WORDS or words[-1] in _PARTICLES:
        return False
    if words[0] in _SMALL_NAMES:
        words = words[1:] or ["Agency"]
    small = sum(word[0].islower() and word not in _PARTICLES for word in words)
    return small <= most_small and words[0][0].isalpha() and not words[0][0].islower()


def _is_place(text: str) -> bool:
    """Whether this is `ST. PETERSBURG, June 17`, `WASHINGTON` or `Berlin`."""
    words = text.partition(",")[0].split()
    shouted = any(word.isupper() and len(word) > 1 for word in words[:3])
    return shouted or (len(words) <= _MOST_PLACE_WORDS and all(w[0].isupper() for w in words))
