"""Bytes of a text file → clean text, or a sentence that says why not."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from bot.sources.charsets import looks_written, read_legacy

_MAGIC: Final = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!\x1a", "a rar archive"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or film"),
    (b"{\\rtf", "an RTF document"),
)
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype html|html[\s>]|\?xml[\s?])", re.IGNORECASE)
_BOMS: Final = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# ESC is left out: ISO-2022-JP shifts with it
_CONTROL_BYTES: Final = bytes({*range(0x20), 0x7F} - {*b"\t\n\r\f\v\x1b"})
_MOST_CONTROLS: Final = 0.01  # share of a file's bytes; a stray one does no harm
_MOST_DAMAGE: Final = 0.01  # share of U+FFFD, which an earlier program left where it gave up

_LINE_ENDS: Final = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028]")
# What nobody sees: controls, directions (U+202E turns names around), zero-width, soft hyphens, tags
_INVISIBLE: Final = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Joiners are spelling in Arabic, Syriac, N'Ko, the Indic scripts, Khmer and Mongolian, …
_JOINED: Final = "\u0600-\u07ff\u0840-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufefc"
# … and make one picture of several emoji; elsewhere they only hide words from searching
_EMOJI: Final = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_JOINER: Final = re.compile(
    f"(?<![{_JOINED}{_EMOJI}])[\u200c\u200d]|(?<=[{_EMOJI}])\u200c"
    f"|(?<=[{_EMOJI}])\u200d(?![{_EMOJI}])"
)
# Marks stacked higher than any language stacks them cover the lines around
_STACKED: Final = re.compile(
    "([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})"
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)


def decode(data: bytes) -> str:
    """Return the text that `data` holds, cleaned.

    Read as UTF-8, UTF-16 or UTF-32 if it can be, else as the legacy encoding that makes sense of
    every letter; rather refused than turned into nonsense.

    Raises:
        ValueError: it is empty, binary or undecodable; the message is a sentence for the operator.
    """
    if not data:
        raise ValueError("It is empty.")
    text = clean(_to_text(data))
    if not text:
        raise ValueError("It holds no text, only white space.")
    damaged = text.count("\ufffd")
    if damaged > _MOST_DAMAGE * len(text):
        raise ValueError(
            "It was damaged before it came here: replacement marks stand for "
            f"{damaged:,} of its {len(text):,} characters."
        )
    return text


def clean(text: str) -> str:
    """Return `text` composed (NFC), with plain line ends and without what nobody sees."""
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    text = _JOINER.sub("", _INVISIBLE.sub("", text))
    return _STACKED.sub(r"\1", unicodedata.normalize("NFC", text)).strip()


def _to_text(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding)
    _refuse_binary(data)
    if b"\0" in data:
        return _utf16_without_mark(data)
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > _MOST_CONTROLS * len(data):
        raise ValueError(
            "It is a binary file, not a text: control characters make up "
            f"{controls:,} of its {len(data):,} bytes."
        )
    if b"\x1b$" in data:  # 7-bit Japanese mail would pass as ASCII
        return _strict(data, "iso2022_jp")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        text = read_legacy(data)
        if text is None:
            raise ValueError(
                f"Its encoding was not recognized: byte {error.start + 1:,} "
                f"(0x{data[error.start]:02X}) is not UTF-8, and no other encoding makes sense of "
                "all of it. Save it as UTF-8."
            ) from error
        return text


def _refuse_binary(data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ValueError(f"It is {what}, not a text.")
    if _MARKUP.match(data):
        raise ValueError("It is an HTML or XML document, not a plain text.")


def _utf16_without_mark(data: bytes) -> str:
    """Read UTF-16 that only its NUL bytes give away: all of them in even or all in odd places."""
    nuls = data.count(0)
    at_even = data[::2].count(0)
    if len(data) % 2 == 0 and at_even in {0, nuls}:
        try:
            text = data.decode("utf-16-be" if at_even else "utf-16-le")
        except UnicodeDecodeError:
            text = "\0"
        if looks_written(text):
            return text
    raise ValueError(f"It is a binary file, not a text: it holds {_nuls(nuls)}.")


def _nuls(count: int) -> str:
    return "one NUL character" if count == 1 else f"{count:,} NUL characters"


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper().replace("ISO2022_JP", "ISO-2022-JP")
        raise ValueError(
            f"It begins like {name} but byte {error.start + 1:,} is not. Save it as UTF-8."
        ) from error
    if "\0" in text:
        raise ValueError(f"It is a binary file, not a text: it holds {_nuls(text.count(chr(0)))}.")
    return text
