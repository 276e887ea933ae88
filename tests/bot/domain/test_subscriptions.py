"""Subscriptions are alike if they ask for the same by name."""

from __future__ import annotations

import pytest

from bot.domain.subscriptions import Wants

IRAN = Wants(topics=frozenset({"iran"}), never=frozenset({"sport"}))


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (Wants(words=frozenset({"Iran"}), never=frozenset({"sport"})), True),
        (Wants(words=frozenset({"Iraq"}), never=frozenset({"sport"})), False),
        (Wants(words=frozenset({"Iran"})), False),
        (Wants(), False),
    ],
)
def test_a_word_that_became_a_topic_asks_for_the_same(other, alike):
    assert IRAN.asks_like(other) is alike
    assert other.asks_like(IRAN) is alike
