"""A mistake of ours while a doubtful part is looked after: it is logged, and no end of it."""

from __future__ import annotations

import pytest

from bot.pipeline import doubts
from tests.bot.runtime.test_doubting import LOST, settled


@pytest.mark.parametrize(
    ("step", "logged"), [("card", "doubt.no-card"), ("settle_doubt", "doubt.failed")]
)
async def test_a_part_stays_in_doubt_and_is_looked_after_once_more(
    rig, monkeypatch, logged_errors, step, logged
):
    rig.add("a", parts=2)
    rig.telegram.answers(LOST)
    works, mistakes = getattr(doubts, step), [ZeroDivisionError()]

    def mistaken(*given, **more):
        if mistakes:
            raise mistakes.pop()
        return works(*given, **more)

    monkeypatch.setattr(doubts, step, mistaken)
    await rig.courier.drain()
    assert logged_errors == [logged]
    logged_errors.clear()
    await settled(rig, seconds=3600)
    assert rig.states("a") == ["carded", "sent"]
    assert rig.telegram.arrived()[-1] == "a/2"
