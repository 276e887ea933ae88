"""Charts say what they are told, well-formed and with nothing alive in them."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from bot.render.chart import Bar, bars_svg, bars_text

SVG = "{http://www.w3.org/2000/svg}"

names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
bars = st.lists(
    st.builds(Bar, names, st.lists(st.integers(0, 10**6), max_size=4).map(tuple)), max_size=60
)


@given(bars, names)
def test_each_value_is_a_bar_within_the_drawing(shown: list[Bar], title: str) -> None:
    drawing = ET.fromstring(bars_svg(shown, title=title))
    rects = drawing.findall("rect")
    assert len(rects) == sum(value > 0 for bar in shown for value in bar.layers)
    for rect in rects:
        assert float(rect.get("y")) >= -0.1
        assert float(rect.get("y")) + float(rect.get("height")) <= 160.2
    assert {element.tag for element in drawing.iter()} <= {"svg", "title", "path", "text", "rect"}


@given(st.lists(st.integers(0, 10**9), max_size=60))
def test_letters_rise_with_their_values(values: list[int]) -> None:
    shown = bars_text(values)
    assert len(shown) == len(values)
    for (a, x), (b, y) in pairwise(zip(values, shown, strict=True)):
        assert (x <= y) if a <= b else (x >= y)
    assert [letter == "·" for letter in shown] == [value == 0 for value in values]


def test_the_highest_is_full_and_the_lowest_is_seen() -> None:
    assert bars_text([0, 1, 50, 100]) == "·▁▄█"
