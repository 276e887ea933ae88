"""Stems in languages that Snowball does not know: Bengali, Hebrew, Korean, Ukrainian.

Light stemmers: they know what is put before or behind a word and no dictionary, and stop while
enough is left to tell words apart. Where they take off too much they do so in every form of the
word, so its forms meet all the same.
"""

from collections.abc import Callable

_LONGEST = 5  # characters of an ending


def _set(endings: str) -> frozenset[str]:
    return frozenset(endings.split())


_UKRAINIAN = _set(
    "а я о е є у ю і ї и й ь ою ею єю ом ем єм ам ям ах ях ів їв ей ові еві єві ами ями ьми ий ій "
    "им їм их їх ої єї ого ього ому ьому ими їми ая яя ав ала ало али ати ив ила ило или ити іла "
    "іло іли іти їла їло їли їти ув ула уло ули ути ював увати ював увала ували ував ує ують ує "
    "ємо єте уть ють ать ять ить їть имо ите"
)
_BENGALI = _set(
    "টি টির টিকে টিতে টা টার টাকে গুলো গুলোর গুলোকে গুলি গুলির দের দেরকে রা েরা কে তে য় য় ের য়ের য়ে ে র"
)
_HEBREW = frozenset(["ים", "ות", "יים"])
_BEFORE_HEBREW = frozenset("והבלשכמ")  # and, the, in, to, that, as, from

# Behind a Korean syllable that ends in a consonant, behind one that does not, behind either.
_CLOSED = _set("은 이 을 과 으로 이나 이며 이고 이라 이라고 이라는 으로는 으로도 으로써 으로서")
_OPEN = _set("는 가 를 와 로 나 며 라고 라는 로는 로도 로써 로서")
_EITHER = _set(
    "의 에 도 만 에서 에게 께서 부터 까지 보다 처럼 마다 조차 마저 에는 에도 에서는 에서도 "
    "에서의 에게서 에게는 까지는 부터는 까지도 하고 한테 들"
)
_HANGUL = range(0xAC00, 0xD7A4)
_FINALS = 28  # ways in which a syllable may end, the first of them open
_FINAL_L = 8


def _ukrainian(word: str) -> str:
    """сказала, сказали: сказ; президентом, президента: президент."""
    word = word.replace("'", "")
    if len(word) > 5 and word.endswith(("ся", "сь")):  # noqa: PLR2004 -- of reflexive verbs
        word = word[:-2]
    word = _without(word, _UKRAINIAN, 3)
    return word[:-1] if word[-2:-1] == word[-1:] else word  # рішенн(я), рішен(ь)


def _bengali(word: str) -> str:
    """শহরের, শহরগুলো: শহর."""
    word = word.replace("\u09df", "\u09af\u09bc")  # one letter or two: the endings have it as two
    return _without(_without(word, _BENGALI, 3), _BENGALI, 3)


def _hebrew(word: str) -> str:
    """הממשלה, לממשלה, ממשלה: one stem; prefixes are taken off as long as three letters are left."""
    word = _without(word, _HEBREW, 2)
    while len(word) > 3 and word[0] in _BEFORE_HEBREW:  # noqa: PLR2004
        word = word[1:]
    return word


def _korean(word: str) -> str:
    """대통령이, 대통령은, 대통령들의: 대통령."""
    for _ in range(2):
        for size in range(min(_LONGEST, len(word) - 2), 0, -1):
            ending, code = word[-size:], ord(word[-size - 1])
            if code not in _HANGUL:
                known = ending in _CLOSED or ending in _OPEN or ending in _EITHER
            else:
                final = (code - _HANGUL.start) % _FINALS
                known = ending in _EITHER or ending in (_CLOSED if final else _OPEN)
                known = known or (final == _FINAL_L and ending[0] == "로" and ending in _OPEN)
            if known:
                word = word[:-size]
                break
    return word


def _without(word: str, endings: frozenset[str], least: int) -> str:
    """`word` without the longest of `endings` that leaves at least so many characters."""
    for size in range(min(_LONGEST, len(word) - least), 0, -1):
        if word[-size:] in endings:
            return word[:-size]
    return word


LIGHT: dict[str, Callable[[str], str]] = {
    "bn": _bengali, "he": _hebrew, "ko": _korean, "uk": _ukrainian,
}  # fmt: skip
"""Language to the function that gives the stem of a case-folded word of it."""
