"""Numbers in sentences are read as they are written there, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.figure_words import NUMBERS, TIMES
from bot.domain.figures import LANGUAGES, figures
from tests.trying import trying


def read(sentence: str, language: str):
    return [(one.what, one.value, one.step) for one in figures(sentence, language, 2026)]


@pytest.mark.parametrize(
    ("language", "sentence", "value", "step"),
    [
        ("en", "The bridge cost $1,200,500.300 in all.", 1_200_500.3, 0.001),
        ("en", "The bridge cost $1,200.50 in all.", 1_200.5, 0.01),
        ("en", "The bridge cost $1,200 in all.", 1_200.0, 100.0),
        ("en", "The bridge cost $1.234 million in all.", 1_234_000.0, 1_000.0),
        ("en", "The bridge cost 1.234.567 euros in all.", 1_234_567.0, 1.0),
        ("en", "The bridge cost 1.234.567,891 euros in all.", 1_234_567.891, 0.001),
        ("zh", "大桥耗资1,200,500.300美元。", 1_200_500.3, 0.001),
        ("de", "Die Brücke kostete 1.234.567,891 Euro.", 1_234_567.891, 0.001),
        ("de", "Die Brücke kostete 1.234 Euro.", 1_234.0, 1.0),
        ("de", "Die Brücke kostete 1,234 Millionen Euro.", 1_234_000.0, 1_000.0),
        ("de", "Die Brücke kostete 1.200,5 Euro.", 1_200.5, 0.1),
        ("de", "Die Brücke kostete 1,200.5 Euro.", 1_200.5, 0.1),
        ("de", "Die Brücke kostete 1’234’567.50 Franken.", 1_234_567.5, 0.01),
        ("ru", "Мост стоил 1 234 567,8 евро.", 1_234_567.8, 0.1),
    ],
)
def test_groups_and_decimals_are_told_apart(language, sentence, value, step):
    ((_, found, rounded),) = read(sentence, language)
    assert found == pytest.approx(value)
    assert rounded == pytest.approx(step)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The bridge cost $1,200.500,300 in all."),
        ("en", "The bridge cost $12,34,567 in all."),
        ("en", "The bridge cost $1,200,50 in all."),
        ("en", f"The bridge cost $1{'0' * 400} in all."),
        ("en", "The bridge left sıx people dead."),
    ],
)
def test_what_cannot_be_read_is_passed_over(language, sentence):
    assert read(sentence, language) == []


NUMBER = st.text(st.sampled_from("0123459١.,  \u00a0’'-$€%"), max_size=40)
WORD = st.sampled_from(
    sorted({"killed", "people", "dead", "Euro", "percent", "sıx", "Menschen", "死亡", "元", "€"})
    + sorted(TIMES)
    + sorted(word for words in NUMBERS.values() for word in words)
)


@trying(120)
@given(
    st.lists(st.one_of(NUMBER, WORD), max_size=12),
    st.sampled_from(["", " "]),
    st.sampled_from(sorted(LANGUAGES)),
)
def test_no_text_stops_it(parts, between, language):
    for figure in figures(between.join(parts), language, 2026):
        assert figure.value >= 0
        assert figure.step > 0
