"""How far apart two numbers on one thing may be, and still be shown beside each other."""

from __future__ import annotations

import pytest

from tests.bot.domain.test_differing import BRIDGE, TWELVE, differ

BUILT = "On Monday Holmsund agreed: the council is to build the long bridge for"


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        (TWELVE, "The Tarnvik mine blast killed 36 people.", "killed 36 people"),
        ("In 2026 " + TWELVE, "The Tarnvik mine blast killed 14 people.", "killed 14 people"),
        (f"{BRIDGE} 10 million crowns.", f"{BUILT} 30 million crowns.", "30 million crowns"),
        (f"{BRIDGE} 210 million crowns.", f"{BUILT} 262 million crowns.", "262 million crowns"),
        (f"{BRIDGE} 1.2 billion crowns.", f"{BUILT} 1.26 billion crowns.", "1.26 billion crowns"),
        (f"{BRIDGE} about 412 crowns.", f"{BUILT} 470 crowns.", "470 crowns"),
        (f"{BRIDGE} 1 percent.", f"{BUILT} 2 percent.", "2 percent"),
        (
            f"{BRIDGE} 210 million crowns.",
            f"A toll of 3 crowns is planned, it said. {BUILT} 260 million crowns.",
            "260 million crowns",
        ),
    ],
)
def test_what_is_no_more_than_so_far_apart_is_shown(one, two, said):
    ((_, other),) = differ(one, two)
    assert other == said
