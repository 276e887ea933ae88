"""A claim that failed as the courier was told, and was kept: the connection broke in the commit."""

from __future__ import annotations

import pytest

from bot.domain.errors import StoreTrouble
from bot.runtime import courier as courier_module


@pytest.fixture
def breaks(monkeypatch):
    """Return a list: while it holds something, claims are kept, and said to have failed."""
    real, left = courier_module.deliver.claim, []

    def claim(*arguments, **more):
        found = real(*arguments, **more)
        if found and left:
            raise left.pop()
        return found

    monkeypatch.setattr(courier_module.deliver, "claim", claim)
    return left


async def test_what_was_claimed_without_our_knowing_is_posted_once_without_a_restart(rig, breaks):
    breaks += [StoreTrouble("The connection broke."), StoreTrouble("And once more.")]
    rig.add("a", parts=2)
    rig.add("b", "slack:T1/C1")
    async with rig.running():
        await rig.until(lambda: rig.states("a") == ["sent"] * 2, passing=0.5)
        await rig.until(lambda: rig.states("b") == ["sent"], passing=0.5)
    assert rig.telegram.asked == [("telegram:42", "a/1"), ("telegram:42", "a/2")]
    assert rig.slack.asked == [("slack:T1/C1", "b/1")]


async def test_what_is_being_posted_meanwhile_is_left_alone(rig, breaks):
    rig.add("a")
    rig.telegram.gate.clear()
    async with rig.running():
        await rig.until(lambda: rig.telegram.flying == 1)
        breaks += [StoreTrouble("The connection broke.")]
        rig.add("b", "slack:T1/C1")
        await rig.until(lambda: rig.states("b") == ["sent"], passing=0.5)
        assert rig.states("a") == ["sending"]
        rig.telegram.gate.set()
        await rig.until(lambda: rig.states("a") == ["sent"])
    assert rig.telegram.arrived() == ["a/1"]
