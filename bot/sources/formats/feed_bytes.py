"""The bytes of a feed → the same in UTF-8, where its letters tell more than it says of them."""

from __future__ import annotations

import re
from typing import Final

from bot.sources.charsets import read_legacy
from bot.sources.formats.markup import text_codec

_DECLARED: Final = re.compile(
    rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.:-]{2,40})[\"'][^>]{0,200}\?>"
)
_DECLARATION: Final = re.compile(rb"\s*<\?xml[^>]{0,400}\?>")
_UTF8: Final = b"\xef\xbb\xbf"  # marks at the beginning
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


def in_utf8(data: bytes, charset: str) -> bytes:
    """Return a feed as UTF-8; as it is where it says itself how it is to be read.

    Many are in another encoding than they declare, or declare none: what is UTF-8 is read so; else
    it is what it declares, then what its header says (`charset`), then what its letters tell.
    """
    data = data.removeprefix(_UTF8)  # else what it declares would count for more
    if data.startswith(_UTF16) or data.isascii() or b"\0" in data[:200]:
        return data  # also UTF-16, and what is shifted with ASCII alone, as ISO-2022-JP
    declared = _DECLARED.match(data)
    stated = text_codec(declared[1].decode("ascii", "replace")) if declared else ""
    text = _read(data, "utf-8")
    if text is not None and (not declared or stated == "utf-8"):
        return data
    for name in (stated, text_codec(charset)):
        text = _read(data, name) if text is None else text
    text = read_legacy(data) if text is None else text
    if text is None:
        return data
    return _DECLARATION.sub(b"", text.encode("utf-8", "replace"), count=1)


def _read(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name) if name else None
    except UnicodeDecodeError:
        return None
