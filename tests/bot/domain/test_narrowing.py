"""What narrows a share or a sum, and who is not asked for it."""

from __future__ import annotations

from bot.domain.differing import differences
from bot.domain.narrowing import are_narrowed_apart, narrowed
from tests.bot.domain.test_differing import by
from tests.bot.domain.test_differing_sums import BRIDGE, BUILT


def test_a_language_without_words_for_it_narrows_nothing():
    share = narrowed("Exports rose 5 percent.", "5 percent", "en")
    assert share is not None
    assert narrowed("出口增长5%。", "5%", "zh") is None
    assert not are_narrowed_apart(share, None)


def test_two_languages_are_not_compared_by_their_words():
    one = by("Wire", f"{BRIDGE} 210 million crowns.")
    two = by("Post", f"{BUILT} 262 million crowns.", language="fr")  # as it was recognized
    (found,) = differences([one, two])
    assert [claim.said for claim in found] == ["210 million crowns", "262 million crowns"]
