"""Our languages by their names: as they stand on buttons, and as people type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from bot.messages.wording import language_of, languages, wording

_ARTICLE = "\u0627\u0644"  # of Arabic: the name of a language has it, "the language English" not
# Other names than those of the Unicode CLDR that are as usual.
_ALSO = {
    "हिंदी": "hi",
    "castellano": "es",
    "franzoesisch": "fr",
    "mandarin": "zh",
    "الإنكليزية": "en",
    **dict.fromkeys(("汉语", "漢語", "华语", "普通话", "国语", "繁體中文"), "zh"),
    "по-русски": "ru",
    "по-английски": "en",
    "по-немецки": "de",
    "по-французски": "fr",
    "по-испански": "es",
    "по-арабски": "ar",
    "по-китайски": "zh",
}
# What Arabic and Chinese put at the end of a name, and put or leave out as well.
_ENDS = {"ar": ("\u0629", ""), "zh": ("语", "文")}


def language_name(code: str) -> str:
    """Return what a language calls itself, such as `Deutsch`."""
    from babel import Locale

    return str(Locale.parse(code).get_display_name(code)).capitalize()


def language_meant(said: str) -> str | None:
    """Return which of our languages is meant by a tag, or by its name in any of them.

    Words that say nothing may stand beside it, as in `auf Deutsch`, and its own tag behind it.
    """
    bare = _bare(said)
    if found := language_of(said) or language_of(bare) or _names().get(_without_small(bare)):
        return found
    name, _, tag = bare.rpartition(" ")
    named = _names().get(_without_small(name))
    return named if named == language_of(tag) else None  # "русский (ru)", as we list them


@cache
def _names() -> Mapping[str, str]:
    from babel import Locale  # a tenth of a second, for those who type so

    found = {one: code for name, code in _ALSO.items() for one in _spellings(_bare(name), "ar")}
    for ours in languages():
        for tag, name in Locale(ours).languages.items():  # also `Simplified Chinese`
            if code := language_of(tag):
                found |= dict.fromkeys(_spellings(_bare(name), ours), code)
    return found


def _spellings(name: str, language: str) -> Iterator[str]:
    for one in (name, name.removeprefix(_ARTICLE)):
        yield _without_small(one)
        if language in _ENDS and one.endswith(_ENDS[language][0]):
            yield one.removesuffix(_ENDS[language][0]) + _ENDS[language][1]


def _without_small(name: str) -> str:
    return " ".join(word for word in name.split() if word not in _small())


@cache
def _small() -> frozenset[str]:
    """Return the words that only connect others, and those for a language, in all of ours."""
    known = [wording(language) for language in languages()]
    small = {word for words in known for word in words.patterns["heard.small"].split("|")}
    called = {name for words in known for name in words.aliases("language")}
    return frozenset(map(_bare, small | called | {"auf", "language"}))


def _bare(name: str) -> str:
    """Return a name as names are compared: in small letters, without accents and other signs."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in apart if not unicodedata.combining(char))
    return " ".join(re.split(r"[^\w\u0900-\u097f]+", letters)).strip()  # of Hindi, vowels, too
