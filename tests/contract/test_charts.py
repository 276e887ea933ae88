"""Charts: what every surface says of them, and pictures that need no font."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.blocks import Chart, Fine, Heading, Message, Panel, Plain, Series
from bot.render import slack, telegram, terminal, web
from bot.render.chart import bars_text
from bot.render.drawing import KEYS, chart_svg, chart_words, png

DAYS = tuple(f"2021-06-{day:02}" for day in range(8, 22))
SVG = "{http://www.w3.org/2000/svg}"


def series(name: str, *counts: int) -> Series:
    return Series((Plain(f"{name}: {sum(counts)}"),), (*counts, *(0,) * (len(DAYS) - len(counts))))


def message(*names: str) -> Message:
    topics = Panel(tuple(series(name, 1, 2) for name in names), (Plain("By topic:"),))
    panels = (Panel((series("articles", 4, 5),)), topics)
    return Message((Heading("The last 14 days"), Chart(DAYS, panels), Fine((Plain("Done."),))))


@pytest.mark.parametrize("render", [slack.render, telegram.render, terminal.render, web.render])
def test_every_surface_says_all_in_words(render: Callable) -> None:
    told = str(render(message("space", "العالم", "世界")))
    for words in (
        "The last 14 days",
        "articles: 9",
        "By topic:",
        "space: 3",
        "العالم: 3",
        "世界: 3",
    ):
        assert words in told
    assert told.index("articles: 9") < told.index("space: 3") < told.index("Done.")


@pytest.mark.parametrize("render", [slack.render, telegram.render])
def test_words_beside_a_picture_have_the_keys_to_its_colors(render: Callable) -> None:
    told = str(render(message("space", "world")))
    assert f"{KEYS[0]} space: 3" in told
    assert f"{KEYS[1]} world: 3" in told
    assert f"{KEYS[0]} articles" not in told


def test_on_telegram_the_words_stand_below_the_picture_if_they_fit() -> None:
    (body,) = telegram.render(message("space"))
    assert "articles: 9" in body["text"]
    assert "<svg" in body["picture"]["svg"]
    picture, *others = telegram.render(message(*(f"{n}{'topic' * 40}" for n in range(8))))
    assert picture.keys() == {"surface", "picture"}
    assert all("picture" not in body for body in others)
    told = "".join(body["text"] for body in others)
    assert all(f"{n}topic" in told for n in range(8))


def test_letters_have_a_place_for_each_day() -> None:
    assert bars_text((0, 1, 8, 4, 0)) == "·▁█▄·"
    assert bars_text((0, 0)) == "··"


counts = st.lists(st.integers(0, 10**7), min_size=14, max_size=14).map(tuple)
panels = st.lists(
    st.builds(Panel, st.lists(st.builds(Series, st.just(()), counts), min_size=1).map(tuple)),
    min_size=1,
    max_size=5,
).map(tuple)


@given(panels)
def test_bars_are_as_high_as_what_was_counted(drawn: tuple[Panel, ...]) -> None:
    svg = ET.fromstring(chart_svg(Chart(DAYS, drawn)))
    width, height = float(svg.get("width")), float(svg.get("height"))
    bars = svg.findall(f"{SVG}rect")
    assert len(bars) == sum(len(panel.series) for panel in drawn) * len(DAYS)
    for bar in bars:
        left, top, wide, high = (float(bar.get(key)) for key in ("x", "y", "width", "height"))
        assert 0 <= left <= left + wide <= width
        assert 0 <= top <= top + high <= height
    first = bars[: len(drawn[0].series) * len(DAYS)]
    heights = [0.0] * len(DAYS)
    for n, bar in enumerate(first):
        heights[n // len(drawn[0].series)] += float(bar.get("height"))
    sums = [sum(one.counts[n] for one in drawn[0].series) for n in range(len(DAYS))]
    most = max(sums) or 1
    slack_of_rounding = 0.06 * len(drawn[0].series)
    for drawn_high, total in zip(heights, sums, strict=True):
        assert abs(drawn_high - 90 * total / most) <= slack_of_rounding


def test_a_picture_has_ink_for_bars_and_digits_where_there_is_no_font() -> None:
    def size(one: bytes) -> tuple[int, int]:
        return struct.unpack(">II", one[16:24])

    full, empty = (png(chart_svg(Chart(DAYS, (Panel((series("x", n),)),)))) for n in (7, 0))
    assert full.startswith(b"\x89PNG\r\n\x1a\n")
    assert size(full) == size(empty)
    assert full != empty
    svg = chart_svg(Chart(DAYS, (Panel((series("x", 7),)),)))
    assert "<text" not in svg
    assert png(re.sub(r'<path fill="none"[^>]*/>', "", svg)) != full  # the digits


def test_those_who_do_not_see_it_are_told_what_it_says() -> None:
    chart = message("space").blocks[1]
    assert chart_words(chart) == "articles: 9; space: 3"
    assert 'aria-label="articles: 9"' in web.render(message("space"))[0]["html"]
