from __future__ import annotations

import pytest

from bot.render.safe import safe_line, safe_lines, safe_url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "plain words"),
        ("a\tb\n\n c\u2028d\u3000e", "a b c d e"),
        ("17\u00a0June", "17\u00a0June"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("\x9b31mred", "\ufffd31mred"),
        ("bell\x07 null\x00", "bell\ufffd null\ufffd"),
        ("\u202egnp.exe", "gnp.exe"),
        ("soft\u00adhyphen", "softhyphen"),
        ("half \ud83d", "half \ufffd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("\ufeffstart", "start"),
    ],
)
def test_a_line_is_harmless_and_one_line(text: str, expected: str) -> None:
    assert safe_line(text) == expected


def test_lines_are_kept_apart() -> None:
    assert safe_lines("one\r\ntwo\rthree\n\nfour\x1b") == [
        "one",
        "two",
        "three",
        "",
        "four\ufffd",
    ]


def test_an_address_has_no_spaces() -> None:
    assert safe_url(" https://example.org/a b\n ") == "https://example.org/a%20b"
