"""Our languages by their names: as they stand on buttons, and as people type them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from bot.messages.wording import language_of, languages

_ARTICLE = "\u0627\u0644"  # of Arabic: the name of a language has it, "the language English" not
# Other names than those of the Unicode CLDR that are as usual.
_ALSO = {"हिंदी": "hi", "英文": "en", "德文": "de", "法文": "fr", "俄文": "ru", "汉语": "zh"}


def language_name(code: str) -> str:
    """Return what a language calls itself, such as `Deutsch`."""
    from babel import Locale

    return str(Locale.parse(code).get_display_name(code)).capitalize()


def language_meant(said: str) -> str | None:
    """Return which of our languages is meant by a tag, or by its name in any of them."""
    return language_of(said) or _names().get(_bare(said))


@cache
def _names() -> Mapping[str, str]:
    from babel import Locale  # a tenth of a second, for those who type so

    found = {_bare(name): code for name, code in _ALSO.items()}
    for ours in languages():
        for tag, name in Locale(ours).languages.items():  # also `Simplified Chinese`
            if code := language_of(tag):
                found |= dict.fromkeys((_bare(name), _bare(name).removeprefix(_ARTICLE)), code)
    return found


def _bare(name: str) -> str:
    """Return a name as names are compared: in small letters, without accents."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))
