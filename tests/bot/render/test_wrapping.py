from __future__ import annotations

import pytest

from bot.render.cells import cells
from bot.render.wrapping import Span, wrap


def lines(text: str, width: int) -> list[str]:
    return ["".join(span.text for span in line) for line in wrap([Span("", text)], width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, []),
        ("   ", 10, []),
        ("one two three", 7, ["one two", "three"]),
        ("one two", 7, ["one two"]),
        ("unbreakable", 20, ["unbreakable"]),
        ("a unbreakable", 11, ["a", "unbreakable"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("see https://example.org/a-b/c now", 10, ["see", "https://example.org/a-b/c", "now"]),
        ("十七日进入天和核心舱。", 6, ["十七日", "进入天", "和核心", "舱。"]),
        ("他说：「好」。", 8, ["他说：", "「好」。"]),  # no line begins with a closing mark
        ("17\u00a0June 2021", 8, ["17\u00a0June", "2021"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("👨‍👩‍👧👨‍👩‍👧", 3, ["👨‍👩‍👧", "👨‍👩‍👧"]),
        ("Привет, мир", 7, ["Привет,", "мир"]),
        ("مرحبا بالعالم", 8, ["مرحبا", "بالعالم"]),
    ],
)
def test_lines_are_filled(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_thai_is_broken_between_words() -> None:
    assert lines("ภาษาไทยเป็นภาษา", 8) == ["ภาษาไทย", "เป็นภาษา"]


def test_styles_are_kept_across_lines_and_inside_words() -> None:
    assert wrap([Span("strong", "one tw"), Span("", "o"), Span("fine", " three")], 7) == [
        [Span("strong", "one tw"), Span("", "o")],
        [Span("fine", "three")],
    ]


def test_a_command_moves_to_the_next_line_as_a_whole() -> None:
    spans = [Span("", "say "), Span("code", "schedule daily"), Span("", ".")]
    assert wrap(spans, 15) == [
        [Span("", "say")],
        [Span("code", "schedule daily"), Span("", ".")],
    ]


def test_a_command_longer_than_a_line_is_broken_at_its_spaces() -> None:
    assert wrap([Span("code", "schedule daily 08:00")], 15) == [
        [Span("code", "schedule daily")],
        [Span("code", "08:00")],
    ]


def test_a_long_word_before_a_command_of_spaces_is_cut() -> None:
    wrapped = wrap([Span("", "w" * 30), Span("code", " ")], 20)
    assert [cells("".join(span.text for span in line)) for line in wrapped] == [20, 10]


@pytest.mark.parametrize(
    ("text", "expected"), [("abc", 3), ("日本", 4), ("é", 1), ("e\u0301", 1), ("…", 1), ("", 0)]
)
def test_wide_characters_take_two_columns(text: str, expected: int) -> None:
    assert cells(text) == expected
