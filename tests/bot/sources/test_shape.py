"""Texts are taken apart into headline, credit and body, and nothing is lost."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.shape import Shaped, shape
from bot.sources.text import clean

NOW = datetime(2024, 7, 1, tzinfo=UTC)
BODY = (
    "The bridge opened to traffic on Thursday after six years of work, the harbor police said.\n\n"
    "About 38,000 people walked across before the first cars were let on."
)


def taken_apart(text: str) -> Shaped:
    return shape(text, now=NOW)


def test_the_shape_of_the_seed() -> None:
    shaped = taken_apart(f"Bridge opens\n\nXinhua) 13:49, June 18, 2021\n\n{BODY}")
    assert shaped == Shaped(
        headline="Bridge opens",
        credit="Xinhua) 13:49, June 18, 2021",
        author="Xinhua",
        published_at=datetime(2021, 6, 18, 13, 49, tzinfo=UTC),
        body=BODY,
    )


def test_the_place_line_stays_in_the_body_and_tells_the_agency() -> None:
    body = f"PORT AMBERLEY, June 17 (Harbor Wire) -- {BODY}"
    shaped = taken_apart(f"Bridge opens\n\n{body}")
    assert (shaped.headline, shaped.body, shaped.author) == ("Bridge opens", body, "Harbor Wire")
    assert shaped.published_at is None


def test_a_place_line_is_no_headline() -> None:
    text = f"PORT AMBERLEY, June 17 (Harbor Wire) -- Bridge opens\n\n{BODY}"
    assert taken_apart(text).headline == ""


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        BODY.replace("\n\n", "\n"),
        BODY.split("\n", maxsplit=1)[0],
        "One line only",
        "First paragraph ends with a period.\n\nSecond paragraph too.",
        "Hard-wrapped text stands in lines that are all\nabout as wide as each other, and is body.",
        "The wrapped first line of this paragraph says that\nMayor Marrow came.",
        "A line that goes on:\n\nhere.",
        "过去，夜间海浪主要靠浮标测量。\n\n图上标出了浪高数据。",
        "过去夜间海浪主要靠浮标测量而全球大洋上的浮标不足两千个许多航线整夜\n没有一个数据。",
        "2024\n\n1234 5678",
        "---\n\nText.",
        "CAIRO |\n\nText.",
        "x" * 300 + "\n\n" + BODY,
    ],
)
def test_where_in_doubt_all_is_body(text: str) -> None:
    shaped = taken_apart(text)
    assert (shaped.headline, shaped.credit, shaped.body) == ("", "", text)


@pytest.mark.parametrize(
    "headline",
    [
        "Bridge opens",
        "Is this the longest bridge?",
        "Bridge opens at last!",
        "And then the bridge opened...",
        "Mayor of Port Amberley sues Acme Inc.",
        "Talks with the U.S.",
        'Mayor: "We are done"',
        "“听潮一号”小卫星绘出首张全球夜间海浪图",
        "Мост открыт",
        "افتتاح الجسر",
    ],
)
def test_a_line_set_off_by_a_blank_line_is_the_headline(headline: str) -> None:
    shaped = taken_apart(f"{headline}\n\n{BODY}")
    assert (shaped.headline, shaped.body) == (headline, BODY)


def test_a_headline_right_above_its_text_is_one_if_the_text_is_whole() -> None:
    shaped = taken_apart(f"Bridge opens\n{BODY}")
    assert (shaped.headline, shaped.body) == ("Bridge opens", BODY)


def test_a_credit_below_tells_that_a_line_with_a_period_is_a_headline() -> None:
    shaped = taken_apart(f"The bridge is open.\nBy Jane Doe\nJune 3, 2024\n{BODY}")
    assert (shaped.headline, shaped.author) == ("The bridge is open.", "Jane Doe")
    assert shaped.credit == "By Jane Doe\nJune 3, 2024"
    assert shaped.published_at == datetime(2024, 6, 3, tzinfo=UTC)
    assert shaped.body == BODY


def test_a_credit_may_stand_above_the_headline() -> None:
    shaped = taken_apart(f"Harbor Wire | 2024-06-03 08:15\n\nBridge opens\n\n{BODY}")
    assert (shaped.headline, shaped.author, shaped.body) == ("Bridge opens", "Harbor Wire", BODY)


def test_a_date_alone_above_the_text_is_a_credit() -> None:
    shaped = taken_apart(f"June 3, 2024\n\nBridge opens\n\n{BODY}")
    assert (shaped.headline, shaped.credit) == ("Bridge opens", "June 3, 2024")
    assert shaped.published_at == datetime(2024, 6, 3, tzinfo=UTC)


def test_a_headline_with_a_date_is_no_credit() -> None:
    shaped = taken_apart(f"Election Results June 3, 2024\n\n{BODY}")
    assert (shaped.headline, shaped.credit) == ("Election Results June 3, 2024", "")


def test_a_source_line_may_close_the_text() -> None:
    shaped = taken_apart(f"Bridge opens\n\n{BODY}\n\nSource: Harbor Wire")
    assert (shaped.author, shaped.credit, shaped.body) == (
        "Harbor Wire",
        "Source: Harbor Wire",
        BODY,
    )


def test_a_headline_and_a_credit_without_a_text_are_the_text() -> None:
    text = "Bridge opens\n\nXinhua) 13:49, June 18, 2021"
    assert taken_apart(text).body == text


def test_a_markdown_heading_loses_its_sign_only() -> None:
    assert taken_apart(f"## Bridge opens\n\n{BODY}").headline == "Bridge opens"


def test_paragraphs_and_their_indentation_stay() -> None:
    body = "First.\n\n  * a list\n\tindented\n\nLast."
    assert taken_apart(f"Headline\n\n{body}").body == body


PIECES = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "Bridge opens",
            "Xinhua) 13:49, June 18, 2021",
            "By Jane Doe, Reuters — June 3, 2024",
            "ST. PETERSBURG, June 17 (Xinhua) -- Given the ties.",
            "新华社北京6月18日电",
            "来源：新华社 2024-06-03 08:15",
            "Source: Harbor Wire",
            "June 31, 2024",
            "# Title",
            "The bridge opened to traffic on Thursday, the police said.",
        ]
    ),
    st.text(max_size=80),
    st.text(alphabet="aB. ,:-|()/0123456789年月日Мост", max_size=60),
)


@given(st.lists(PIECES, max_size=8).map("\n".join))
def test_headline_credit_and_body_hold_every_word(text: str) -> None:
    text = clean(text)
    shaped = taken_apart(text)
    parts = f"{shaped.headline}\n{shaped.credit}\n{shaped.body}"
    assert Counter(re.findall(r"\w+", parts)) == Counter(re.findall(r"\w+", text))
    assert "\n" not in shaped.headline
    assert bool(shaped.body) == bool(text)
    assert shaped.body in text
