"""Texts written before UTF-8: which encoding makes sense of every letter?

General guessers were tried first. On one or two sentences charset-normalizer reads French written
in cp1252 as cp1250 ("ŕ la mer"), short KOI8-R as Shift JIS, and "中国航天" as Korean. An inbox
holds news in some known language, so the question here is a stricter one: is there a language whose
alphabet, capitals and punctuation fit *all* of it? Only what no row of ours fits is shown to
charset-normalizer, and its answer must still look like something that somebody wrote.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Final

_SAMPLE: Final = 20_000  # bytes judged; the whole must then decode without an error
_CONTEXT: Final = 200
_LEAST_FIT: Final = 0.9
_USUAL_SHARE: Final = 0.7  # of a language's letters are among its usual ones, even in a headline
_LEAST_COHERENCE: Final = 50  # percent, of charset-normalizer's own answer

_MARKS: Final = frozenset("\xa0¡¿«»‹›“”„‘’‚–—…§°©®™€£¥•·№´×½¼¾²³ªº")
# No language writes w³rds, caf‚s, wOrds or wоrds (half Cyrillic): signs of the wrong encoding
_SIGN_INSIDE: Final = re.compile(r"(?<=[^\W\d_])[¡-©«-´¶¸-¿×÷†‡ˆ‰˜™†‹›](?=[^\W\d_])|(?<=\w)[‚„¿¡]")
_TWO_SCRIPTS: Final = re.compile(r"[A-Za-z](?=[^\W\d_A-Za-z])|[^\W\d_A-Za-z](?=[A-Za-z])")
_FOREIGN_BYTE: Final = re.compile(rb"[\x80-\xff]")
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")

_RUSSIAN: Final = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"  # by frequency
_WEST: Final = ("cp1252", "mac_roman", "cp850")
_EAST: Final = ("cp1250", "iso8859_2")
_THAI: Final = "".join(map(chr, [*range(0xE01, 0xE3B), *range(0xE40, 0xE5A)]))


@dataclass(frozen=True, slots=True)
class _Script:
    """Languages whose non-ASCII letters are these, in the encodings that were used for them."""

    encodings: tuple[str, ...]
    letters: str  # lower case
    usual: str = ""  # where given: the letters that make up most of any text
    weight: float = 1.0


_SCRIPTS: Final = (  # earlier wins where both fit: by how much news there is
    _Script(_WEST, ""),  # English: quotes, dashes, pounds
    _Script(_WEST, "áéíóúñü"),  # Spanish
    _Script(_WEST, "àâçéèêëîïôœùûüÿæ"),  # French
    _Script(_WEST, "äöüßéèàç"),  # German
    _Script(_WEST, "áâãàçéêíóôõúü"),  # Portuguese
    _Script(_WEST, "àèéìíîòóùú"),  # Italian
    _Script(_WEST, "åäöæøéèüáô"),  # Swedish, Danish, Norwegian, Finnish
    _Script(_WEST, "éëïöüèáóú"),  # Dutch
    _Script(_WEST, "àèéíïòóúüç"),  # Catalan
    _Script(("cp1251", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic"), _RUSSIAN, _RUSSIAN[:18]),
    _Script(("cp1251", "koi8_u", "iso8859_5"), _RUSSIAN + "іїєґ", "оаниіетрсвлкдмпуяьзбгч"),
    _Script(("cp1251", "iso8859_5"), _RUSSIAN + "іўђјљњћџѓќѕ", "оаиеінтсрвлкмдпујя"),
    _Script(_EAST, "ąćęłńóśźż"),  # Polish
    _Script(_EAST, "áčďéěíňóřšťúůýž"),  # Czech
    _Script(_EAST, "áäčďéíĺľňóôŕšťúýž"),  # Slovak
    _Script(_EAST, "áéíóöőúüű"),  # Hungarian
    _Script(_EAST, "čćđšž"),  # Croatian, Slovene
    _Script(_EAST, "ăâîşţ"),  # Romanian
    _Script(("cp1254",), "çğıiöşüâîû"),  # Turkish
    _Script(
        ("cp1253", "iso8859_7"), "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", "αοιετσνηυρπκμλςίόέάωγ"
    ),
    _Script(("cp1257",), "ąčęėįšųūžāēģīķļņõäöü"),  # Lithuanian, Latvian, Estonian
    _Script(_WEST, "áðéíóúýþæö"),  # Icelandic
    _Script(("cp1256",), "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکیًٌٍَُِّْـ،؛؟", "املنيروتبدعسفهكأقحةجى"),
    _Script(("cp1255",), "אבגדהוזחטיךכלםמןנסעףפץצקרשת", "ויהלאמרתבשנכםדקפעח"),
    _Script(("cp874",), _THAI, "านรอกเงมยลวดทสตะปบคหแ่้ัิี์ุู"),
    # Two of the western languages in one text, such as a German one on a Señor Núñez
    _Script(_WEST, "àáâãäåæçèéêëìíîïñòóôõöøùúûüßœ", weight=0.95),
)


def read_legacy(data: bytes) -> str | None:
    """Return the text of `data`, which is not UTF-8, or None rather than nonsense."""
    found = _FOREIGN_BYTE.search(data)
    first = found.start() if found else 0
    # All before the first foreign byte is ASCII, so that no letter is cut there
    fits = _fits(data[max(0, first - _CONTEXT) : first + _SAMPLE])
    for encoding in sorted(fits, key=lambda encoding: -fits[encoding]):  # equal ones keep the order
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return _ask_the_guesser(data)


def _fits(sample: bytes) -> dict[str, float]:
    """Return the encodings that make sense of a sample, each with how well it does, 0.9 to 1."""
    fits: dict[str, float] = {}

    @cache
    def read(encoding: str) -> str:
        try:
            return getincrementaldecoder(encoding)().decode(sample)  # a letter cut off is left
        except UnicodeDecodeError:
            return ""

    for script in _SCRIPTS:
        for encoding in script.encodings:
            fit = _fit_of_letters(read(encoding), script)
            fits[encoding] = max(fit, fits.get(encoding, 0.0))
    for encoding, everyday in _WIDE:
        fits[encoding] = everyday("".join(_FOREIGN.findall(read(encoding))))
    return {encoding: fit for encoding, fit in fits.items() if fit > _LEAST_FIT}


def looks_written(text: str) -> bool:
    """Whether `text` could be somebody's: assigned characters, mostly letters, of one script."""
    sample = text[:_SAMPLE]
    kinds = Counter(map(unicodedata.category, sample))
    odd = kinds["Cn"] + kinds["Co"] + kinds["Cs"] + kinds["Cc"]
    if odd > sum(map(sample.count, "\t\n\r\f")):
        return False
    scripts = Counter(unicodedata.name(c, "?").split()[0] for c in sample if c.isalpha())
    eastern = sum(scripts.pop(name, 0) for name in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))
    latin = scripts.pop("LATIN", 0)
    main = latin + max(eastern, *scripts.values(), 0)
    letters = latin + eastern + scripts.total()
    return 2 * letters >= len(sample) and main >= _LEAST_FIT * letters


def _fit_of_letters(text: str, script: _Script) -> float:
    """Return the share of the non-ASCII characters that these languages explain, at most 1."""
    letters = usual = strange = marks = 0
    for char, count in Counter(c for c in text if c > "\x7f").items():
        if char.lower() in script.letters:
            letters += count
            usual += count * (char.lower() in script.usual)
        elif char in _MARKS:
            marks += count
        else:
            strange += count
    if script.letters and not letters:
        return 0.0
    plain = sum(map(str.isascii, filter(str.isalpha, text)))
    if not script.usual and 2 * plain < letters + strange:
        return 0.0  # no language writes most of its Latin letters with accents
    foreign = max(1, letters + marks + strange)
    fit = (letters + marks) / foreign
    misbuilt = _misbuilt(text)
    if script.usual:
        share = usual / letters
        fit *= min(1.0, share / _USUAL_SHARE)
        fit *= 0.99 + share / 100 - text.isupper() / 200  # decides where two scripts are possible
        misbuilt += len(_TWO_SCRIPTS.findall(text))
    return script.weight * fit - 2 * misbuilt / foreign


def _misbuilt(text: str) -> int:
    """Count what only a wrong encoding puts into words."""
    mixed: int = sum(
        not word.isascii() and word[1:] != word[1:].lower() and not word.isupper()
        for word in _LETTERS.findall(text)
    )
    return mixed + len(_SIGN_INSIDE.findall(text))


def _share(text: str, is_everyday: Callable[[str], bool]) -> float:
    return sum(_is_mark(c) or is_everyday(c) for c in text) / max(1, len(text))


def _is_mark(char: str) -> bool:
    return "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e" or char in _MARKS


def _in_rows(char: str, encoding: str, first: int, last: int) -> bool:
    """Whether the old national standard has `char` in its rows of frequent characters."""
    try:
        code = char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return len(code) > 1 and first <= code[0] <= last


def _is_kana(char: str) -> bool:
    return "\u3041" <= char <= "\u30ff"  # the half-width ones are what a wrong encoding makes


def _japanese(text: str) -> float:
    if sum(map(_is_kana, text)) < len(text) / 8:
        return 0.0  # no Japanese sentence does without
    return _share(text, lambda c: _is_kana(c) or _in_rows(c, "euc_jp", 0xB0, 0xCF))


def _korean(text: str) -> float:
    return _share(text, lambda c: _in_rows(c, "euc_kr", 0xB0, 0xC8))


def _simplified(text: str) -> float:
    return _share(text, lambda c: _in_rows(c, "gb2312", 0xB0, 0xD7))


def _traditional(text: str) -> float:
    return _share(text, lambda c: _in_rows(c, "big5", 0xA4, 0xC6))


_WIDE: Final = (  # Korean before Chinese: all Korean is also Chinese of the most frequent rows
    ("euc_jp", _japanese),
    ("cp932", _japanese),
    ("cp949", _korean),
    ("gb18030", _simplified),
    ("big5", _traditional),
)


def _ask_the_guesser(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # rarely needed: 40 ms of imports

    found = from_bytes(data).best()
    if found is None or found.percent_coherence < _LEAST_COHERENCE:
        return None
    text = str(found)
    return text if looks_written(text) and not _misbuilt(text[:_SAMPLE]) else None
