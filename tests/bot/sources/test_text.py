"""Bytes become clean text, or a sentence that says why not."""

from __future__ import annotations

import gzip
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.text import clean, decode

BRIDGE = "Bridge opens — “at last”\n\nÅrhus, Kyiv and 東京 cheered. Η γέφυρα άνοιξε."


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text, or else the refusal."""
    try:
        return decode(data), ""
    except ValueError as refusal:
        return "", str(refusal)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
def test_every_unicode_form_is_read(encoding: str) -> None:
    assert decode(BRIDGE.encode(encoding)) == BRIDGE


def test_utf16_with_a_mark_in_either_order_is_read() -> None:
    assert decode(b"\xff\xfe" + BRIDGE.encode("utf-16-le")) == BRIDGE
    assert decode(b"\xfe\xff" + BRIDGE.encode("utf-16-be")) == BRIDGE
    assert decode(b"\xff\xfe\0\0" + BRIDGE.encode("utf-32-le")) == BRIDGE


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "It is empty."),
        (b" \r\n\t ", "no text, only white space"),
        ("\ufeff\u200b\u200e".encode(), "no text, only white space"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "a PNG picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
        (b"PK\x03\x04\x14\0\0\0", "a zip archive"),
        (gzip.compress(b"text " * 100, mtime=0), "a gzip archive"),
        (b"{\\rtf1\\ansi Bridge opens}", "an RTF document"),
        (b"<!DOCTYPE html><html><p>Bridge", "an HTML or XML document"),
        (b'<?xml version="1.0"?><rss/>', "an HTML or XML document"),
        (b"\0" * 4096, "it holds 4,096 NUL characters."),
        (b"Some words and\0 a NUL byte.", "it holds one NUL character."),
        (bytes(range(1, 32)) * 20, "control characters"),
        (b"\xff\xfeBridge opens!\xd8\xd8 ", "begins like UTF-16"),
        (b"\xef\xbb\xbfBridge \xe9", "begins like UTF-8"),
        (b"Bridge opens in \xff\xfe\xfd\xfc\x81\x8d", "Save it as UTF-8."),
        (
            "Br\ufffd\ufffdcke er\ufffdffnet".encode(),
            "replacement marks stand for 3 of its 16 characters",
        ),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=r"^It") as refusal:
        decode(data)
    assert says in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_utf8_cut_in_the_middle_of_a_letter_is_refused_not_guessed() -> None:
    with pytest.raises(ValueError, match=r"byte 28 \(0xC3\) is not UTF-8"):
        decode("Une coopérative de café dé".encode()[:-1])


def test_a_stray_control_character_does_no_harm() -> None:
    assert decode(b"Bridge\x07 opens. " + b"More text follows here. " * 20).startswith("Bridge op")


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("one\r\ntwo\rthree\u2028four\u2029five\x85six\x0cseven", None),
        ("a\u202egpj.exe", "agpj.exe"),
        ("\u2067abc\u2069 x\u200fy", "abc xy"),
        ("zero\u200bwidth\ufeff and soft\xadhyphen", "zerowidth and softhyphen"),
        ("tags\U000e0041\U000e007f", "tags"),
        ("tab\tstays", "tab\tstays"),
        ("bell\x07 and esc\x1b[31m", "bell and esc[31m"),
        ("v\u200de\u200cil", "veil"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian: "I want", spelled with a joiner
        ("क्\u200dष", "क्\u200dष"),  # Hindi: a half form
        ("👩\u200d🚀 in space", "👩\u200d🚀 in space"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("e\u0301te\u0301", "été"),
        ("Z" + "\u0336\u0353" * 30 + "algo", None),
    ],
)
def test_nothing_unseen_stays_and_no_spelling_is_hurt(given_text: str, cleaned: str | None) -> None:
    if cleaned is not None:
        assert clean(given_text) == cleaned
    elif given_text.startswith("one"):
        assert clean(given_text) == "one\ntwo\nthree\nfour\n\nfive\nsix\nseven"
    else:
        assert sum(map(bool, map(unicodedata.combining, clean(given_text)))) == 4


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in once)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    read, refusal = decoded(text.encode())
    if refusal:
        assert any(word in refusal for word in ("white space", "damaged", "It is a"))
    else:
        assert read == clean(text)


@given(st.binary())
def test_any_bytes_give_a_text_or_a_sentence(data: bytes) -> None:
    text, refusal = decoded(data)
    assert bool(text) != bool(refusal)
    assert refusal.isprintable()
    assert "\0" not in text
    text.encode()
