"""A clock that jumps is noticed; one that runs is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.runtime.wall_clock import WallClock
from tests.fakes.world import World


def test_a_clock_that_runs_is_not_spoken_of():
    world, steady = World(), 1000.0
    clock = WallClock(lambda: world.now)
    with capture_logs() as logs:
        for seconds in (0, 5, 3600, 59):
            world.sleep(seconds=seconds)
            steady += seconds
            assert clock.look(steady) is None
        world.sleep(seconds=30)  # set by the network
        assert clock.look(steady) is None
    assert logs == []


@pytest.mark.parametrize(
    ("hours", "said"), [(1, "What fell due meanwhile comes now"), (-1, "comes at its time")]
)
def test_a_clock_that_jumps_is_told_of_once(hours, said):
    world = World()
    clock = WallClock(lambda: world.now)
    clock.look(0.0)
    world.sleep(hours=hours)
    with capture_logs() as logs:
        assert clock.look(5.0) == timedelta(hours=hours, seconds=-5)
        assert clock.look(5.0) is None
    (line,) = logs
    assert line["event"] == "clock.jumped"
    assert said in line["problem"]
