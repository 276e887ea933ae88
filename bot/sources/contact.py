"""Where owners of websites can ask about us: an address as it becomes part of a header."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote

# Signs that need no escape in the comment of a User-Agent: what is seen of ASCII but ( ) \ < > "
_SAFE: Final = "!#$%&'*+,-./:;=?@[]^_`{|}~"
_BETWEEN: Final = re.compile(r"[\s<>\"]+")
_AROUND: Final = "()[]{},;:.!?'"  # what may stand around an address in a sentence
_WEB: Final = re.compile(r"https?://[^/?#]*\w[^/?#]*.*", re.IGNORECASE)
_MAIL: Final = re.compile(r"(?:mailto:)?([^:/?#]+)@([^@:/?#]*\w)(\?.*)?", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"[\d.]+")
_HOST: Final = re.compile(
    r"(?:(?:[\w-]+\.)+(?:[^\W\d_]{2,}|xn--[a-z0-9-]+)|(?:\d{1,3}\.){3}\d{1,3})"
    r"\.?(?::\d+)?(?:[/?#].*)?",
    re.IGNORECASE,
)


def contact_in(given: str) -> str:
    """Return the first web or mail address of a text, as it can stand in a header; "" if of none.

    A host alone is taken for a website's, four numbers only if nothing else is said: they may be a
    version. Names of hosts become ASCII (IDNA), and so does the rest.

    Raises:
        ValueError: the text holds line breaks or other control characters.
    """
    text = given.strip()
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in text):
        raise ValueError(f"{given!r} holds line breaks or other characters that no header may hold")
    words = [word for one in _BETWEEN.split(text) if (word := _bare(one))]
    for kind in (_web, _mail, _host):
        for word in words:
            is_version = len(words) > 1 and _NUMBERS.fullmatch(word)
            if not is_version and (found := kind(word)):
                return found
    return ""


def _bare(word: str) -> str:
    """Return a word without what a sentence puts around it."""
    ended = word.lstrip(_AROUND).rstrip(_AROUND)
    for opening, closing in ("[]", "()"):  # [::1] and a_(b) end in a bracket of their own
        if ended.count(opening) > ended.count(closing):
            ended += closing
    return ended


def _web(word: str) -> str:
    return _ascii_link(word) if _WEB.fullmatch(word) else ""


def _mail(word: str) -> str:
    found = _MAIL.fullmatch(word)
    if found is None:
        return ""
    if word.isascii() and quote(word, safe=_SAFE) == word:
        return word
    name, host, more = found.groups(default="")
    host = _ascii_link(f"http://{host}").removeprefix("http://").rstrip("/")
    return f"mailto:{quote(name + '@', safe=_SAFE)}{host}{quote(more, safe=_SAFE)}" if host else ""


def _host(word: str) -> str:
    return _ascii_link(f"https://{word}") if _HOST.fullmatch(word) else ""


def _ascii_link(link: str) -> str:
    if link.isascii():
        return quote(link, safe=_SAFE)
    from yarl import URL  # a twentieth of a second, for those who write so

    try:
        return quote(str(URL(link)), safe=_SAFE)
    except ValueError:  # no name that a host can have
        return ""
