"""Pace: a platform's limits are kept whatever comes, and nothing of what it allows is wasted."""

from __future__ import annotations

import heapq
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chats import ChatAddress, parse_address
from bot.runtime.pacing import (
    AHEAD_SECONDS,
    EASED,
    LEAST,
    SECOND,
    TELEGRAM,
    USUAL,
    Limits,
    Pace,
)

LIMITS = st.builds(
    Limits,
    per_second=st.sampled_from([0.5, 1.0, 7.0, 29.5, 1000.0]),
    chat_seconds=st.sampled_from([0.0, 0.3, 1.05, 5.0]),
    group_per_minute=st.sampled_from([None, 1, 3, 19]),
)
CHATS = [parse_address(f"telegram:{name}") for name in ("1", "2", "-3", "-3#1", "-3#2", "-4", "-5")]
STEPS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.01, 0.2, 1.0, 3.0, 59.0]), st.sampled_from(CHATS)),
    max_size=150,
)
SLACK_OF_FLOATS = 1e-6


def assert_kept(limits: Limits, posts: list[tuple[float, ChatAddress]]) -> None:
    moments = [at for at, _ in posts]
    for first in range(len(moments)):
        for last in range(first, len(moments)):
            window = moments[last] - moments[first]
            assert last - first + 1 <= limits.per_second * window + 1 + SLACK_OF_FLOATS
    for chat in {address.whole for _, address in posts}:
        own = [at for at, address in posts if address.whole == chat]
        gaps = [b - a for a, b in itertools.pairwise(own)]
        assert all(gap >= limits.chat_seconds - SLACK_OF_FLOATS for gap in gaps)
        most = limits.group_per_minute
        if most is not None and chat.chat.startswith("-"):
            spans = [b - a for a, b in zip(own, own[most:], strict=False)]
            assert all(span >= 60 - SLACK_OF_FLOATS for span in spans)


@given(LIMITS, STEPS)
def test_whatever_is_asked_for_no_limit_is_passed(limits, steps):
    pace, now, posts = Pace(limits={"telegram": limits}), 1000.0, []
    for pause, address in steps:
        now += pause
        posts.append((now + pace.take(address, now), address))
    assert_kept(limits, posts)


@given(LIMITS, STEPS)
def test_whoever_asks_first_who_rests_never_waits_for_a_chat(limits, steps):
    pace, now, posts = Pace(limits={"telegram": limits}), 1000.0, []
    for pause, address in steps:
        now += pause
        if not pace.free("telegram", now) or str(address.whole) in pace.resting(now):
            continue
        delay = pace.take(address, now)
        assert delay <= AHEAD_SECONDS
        posts.append((now + delay, address))
    assert_kept(limits, posts)


@given(LIMITS, STEPS)
def test_a_chat_rests_no_longer_than_its_limits_ask_for(limits, steps):
    pace, now, own = Pace(limits={"telegram": limits}), 1000.0, []
    for pause, address in steps:
        now += pause
        own = [(at, chat) for at, chat in own if at + 60 > now]
        mine = [at for at, chat in own if chat == address.whole]
        crowded = limits.is_group(address) and len(mine) >= (limits.group_per_minute or 0)
        must = crowded or (bool(mine) and mine[-1] + limits.chat_seconds > now)
        assert (str(address.whole) in pace.resting(now)) == must
        if not must:
            own.append((now + pace.take(address, now), address.whole))


@given(st.sampled_from([1.0, 7.0, 29.5, 300.0]), st.floats(0.0, 0.045))
def test_with_enough_chats_no_slot_is_left_empty(per_second, lateness):
    """Whoever comes back some milliseconds late, as a loop does, still uses every slot."""
    pace = Pace(limits={"telegram": Limits(per_second=per_second, chat_seconds=1.0)})
    now, posts = 0.0, []
    while now < 30:
        for _ in range(pace.free("telegram", now)):
            address = ChatAddress("telegram", str(len(posts)))
            posts.append(now + pace.take(address, now))
        now += pace.wait("telegram", now) + lateness + 0.001
    in_time = [at for at in posts if at < 30]
    assert len(in_time) >= int(per_second * 30)


def test_threads_share_the_pace_of_their_chat():
    pace = Pace(limits={"telegram": TELEGRAM})
    pace.take(parse_address("telegram:-3#1"), 0.0)
    assert pace.resting(0.5) == {"telegram:-3"}
    assert pace.take(parse_address("telegram:-3#2"), 0.5) == pytest.approx(0.55)


def test_a_private_chat_and_slack_have_no_limit_of_groups():
    pace = Pace()
    for second in range(0, 60, 2):
        pace.take(parse_address("telegram:3"), float(second))
        pace.take(parse_address("slack:T1/C9"), float(second))
    assert pace.resting(60.0) == frozenset()


def test_platforms_do_not_wait_for_each_other():
    pace = Pace()
    for number in range(50):
        pace.take(ChatAddress("telegram", str(number)), 0.0)
    assert pace.wait("telegram", 0.0) > 1
    assert pace.wait("slack", 0.0) == 0
    assert pace.take(parse_address("slack:T1/C9"), 0.0) == 0


def test_a_platform_without_limits_takes_all_there_is():
    pace = Pace()
    console = parse_address("console:local")
    assert [pace.take(console, 0.0) for _ in range(9)] == [0.0] * 9
    assert pace.free("console", 0.0) == 1
    assert pace.wait("console", 0.0) == 0
    assert pace.resting(0.0) == frozenset()


def test_workspaces_do_not_wait_for_each_other():
    pace = Pace()
    for number in range(50):
        pace.take(ChatAddress("slack", f"C{number}", "T1"), 0.0)
    assert pace.resting(2.0) == {"slack:T1/", *(f"slack:T1/C{n}" for n in range(10, 50))}
    assert pace.wait("slack", 0.0) > 4
    assert not pace.lets(parse_address("slack:T1/C99"), 0.0)
    assert pace.lets(parse_address("slack:T2/C1"), 0.0)
    assert pace.take(parse_address("slack:T2/C1"), 0.0) == 0
    assert pace.free("slack", 0.0) > 0


def test_of_two_workspaces_the_one_that_is_free_first_is_waited_for():
    pace = Pace()
    for number in range(30):
        pace.take(ChatAddress("slack", f"C{number}", "T1" if number < 20 else "T2"), 0.0)
    assert pace.wait("slack", 0.0) == pytest.approx(1 - AHEAD_SECONDS / 2)
    assert pace.wait("slack", 1.5) == pytest.approx(0.5 - AHEAD_SECONDS / 2)
    assert pace.wait("slack", 2.5) == 0


def test_in_no_second_more_leave_than_a_lane_allows_however_late_they_are():
    pace = Pace(limits={"slack": Limits(per_second=3.0)})
    left = [pace.leave(ChatAddress("slack", f"C{n}", "T1"), 10.0) for n in range(5)]
    assert left == [0, 0, 0, pytest.approx(SECOND), pytest.approx(SECOND)]
    assert pace.leave(parse_address("slack:T2/C1"), 10.0) == 0


@given(
    st.lists(
        st.tuples(st.floats(0, 0.1), st.floats(0, 0.3), st.floats(0, 0.3)), min_size=20, max_size=90
    )
)
def test_in_no_second_more_arrive_than_a_lane_allows_however_unequal_the_ways(posts):
    """However late the machine or the net is, as long as answers come within a second."""
    out, back, most = 0.01, 0.02, 10
    pace, now, arrived = Pace(limits={"telegram": Limits(per_second=most)}), 100.0, [100.0 + out]
    first = ChatAddress("telegram", "0")
    assert pace.leave(first, now) == 0
    pace.arrived(first, now, now + out + back)
    answers: list[tuple[float, float, ChatAddress]] = []
    for number, (pause, there, home) in enumerate(posts, 1):
        now += pause
        address = ChatAddress("telegram", str(number))
        while True:
            while answers and answers[0][0] <= now:
                moment, left, whose = heapq.heappop(answers)
                pace.arrived(whose, left, moment)
            wait = pace.leave(address, now)
            if wait == 0:
                break
            now = min(now + wait, answers[0][0] if answers else math.inf)
        arrived.append(now + out + there)
        heapq.heappush(answers, (now + out + there + home + back, now, address))
    arrived.sort()
    assert all(b - a > 1 for a, b in zip(arrived, arrived[most:], strict=False))


def test_a_late_answer_counts_from_when_it_may_have_arrived_at_the_latest():
    pace = Pace(limits={"telegram": Limits(per_second=2.0)})
    chats = [ChatAddress("telegram", str(number)) for number in range(5)]
    for number, (left, answered) in enumerate([(0.0, 0.4), (2.0, 2.1), (4.0, 4.7)]):
        assert pace.leave(chats[number], left) == 0
        pace.arrived(chats[number], left, answered)
    assert pace.leave(chats[3], 5.0) == 0
    assert pace.leave(chats[4], 5.0) == pytest.approx(4.7 - 0.1 + SECOND - 5.0)


def test_before_an_answer_was_quick_a_post_may_have_arrived_just_before_its_answer():
    pace = Pace(limits={"telegram": Limits(per_second=2.0)})
    ann, bob, eve = (ChatAddress("telegram", name) for name in ("1", "2", "3"))
    pace.leave(ann, 0.0)
    pace.arrived(ann, 0.0, 0.4)
    pace.leave(bob, 0.5)
    assert pace.leave(eve, 0.6) == pytest.approx(0.4 + SECOND - 0.6)


def test_what_was_refused_before_it_left_makes_no_answer_look_late():
    pace = Pace(limits={"telegram": Limits(per_second=2.0)})
    chats = [ChatAddress("telegram", str(number)) for number in range(5)]
    for number, left in enumerate([0.0, 2.0, 4.0]):
        pace.leave(chats[number], left)
        pace.arrived(chats[number], left, left + (0.0 if number == 1 else 0.4), proves=number != 1)
    pace.leave(chats[3], 4.5)
    assert pace.leave(chats[4], 4.6) == pytest.approx(4.0 + SECOND - 4.6)


def test_a_post_that_took_very_long_counts_when_it_arrives():
    pace = Pace(limits={"telegram": Limits(per_second=2.0)})
    chats = [ChatAddress("telegram", str(number)) for number in range(6)]
    for number, left in enumerate([0.0, 1.1, 2.2, 3.3]):
        assert pace.leave(chats[number], left) == 0
        if number:
            pace.arrived(chats[number], left, left + 0.1)
    pace.arrived(chats[0], 0.0, 3.5)
    assert pace.leave(chats[4], 3.6) > 0


@pytest.mark.parametrize(("before", "after"), [(3.0, 5.0), (5.0, 3.0)])
def test_a_changed_pace_is_kept_from_then_on(before, after):
    pace = Pace(limits={"slack": Limits(per_second=before)})
    for number in range(int(before)):
        pace.leave(ChatAddress("slack", f"A{number}", "T1"), 10.0)
    pace.limits = {"slack": Limits(per_second=after)}
    left = [pace.leave(ChatAddress("slack", f"B{n}", "T1"), 20.0) for n in range(int(after) + 1)]
    assert left == [*[0] * int(after), pytest.approx(SECOND)]
    assert pace.leave(ChatAddress("slack", "C", "T1"), 20.0) == pytest.approx(SECOND)


@pytest.mark.parametrize(
    ("per_second", "most"), [(0.5, 64), (29.5, 64), (100.0, 200), (300.0, 600), (1000.0, 1000)]
)
def test_as_many_are_on_their_way_as_the_pace_needs(per_second, most):
    pace = Pace(limits={"telegram": Limits(per_second=per_second)})
    assert pace.most_in_flight("telegram") == most
    assert pace.most_in_flight("console") == 64


def test_a_chat_rests_from_when_its_post_left_not_from_its_slot():
    pace = Pace(limits={"telegram": TELEGRAM})
    ann = parse_address("telegram:1")
    pace.take(ann, 0.0)
    pace.leave(ann, 0.4)  # the machine was busy
    assert pace.resting(1.2) == {"telegram:1"}
    assert pace.resting(0.4 + TELEGRAM.chat_seconds) == frozenset()


def test_what_is_over_is_not_kept_in_mind():
    pace = Pace()
    for number in range(1000):
        pace.take(ChatAddress("telegram", str(number - 500)), float(number))
    for second in (1100.0, 1200.0):
        pace.resting(second)
    assert not pace._last
    assert not pace._minute


def test_what_is_over_is_not_kept_in_mind_where_nobody_asks_who_rests():
    pace = Pace()
    for number in range(1000):
        for chat in (number - 500, -1):
            pace.take(ChatAddress("telegram", str(chat)), number * 10.0)
            pace.leave(ChatAddress("telegram", str(chat)), number * 10.0)
    assert len(pace._last) < 5
    assert len(pace._minute) < 5
    assert len(pace._minute["telegram:-1"]) < 20


def test_the_usual_limits_are_a_little_below_what_the_platforms_allow():
    assert USUAL["telegram"].per_second < 30
    assert (USUAL["telegram"].group_per_minute or 99) < 20
    assert all(limits.chat_seconds > 1 for limits in USUAL.values())


@given(LIMITS, STEPS, st.lists(st.integers(0, 150), max_size=9))
def test_an_eased_pace_keeps_all_limits_too(limits, steps, eased_at):
    pace, now, posts = Pace(limits={"telegram": limits}), 1000.0, []
    for number, (pause, address) in enumerate(steps):
        now += pause
        for _ in range(eased_at.count(number)):
            pace.ease("telegram", now)
        posts.append((now + pace.take(address, now), address))
    assert_kept(limits, posts)


def test_a_lane_that_was_told_to_wait_is_slower_for_a_while_and_comes_back():
    pace = Pace(limits={"slack": Limits(per_second=10.0)})
    pace.ease("slack:T1/", 0.0)
    assert pace.share("slack:T1/", 0.0) == EASED
    assert pace.share("slack:T2/", 0.0) == 1
    shares = [pace.share("slack:T1/", float(second)) for second in range(0, 61, 10)]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)
    assert pace._eased == {}


def test_whoever_is_told_to_wait_again_and_again_keeps_half_of_the_pace():
    pace = Pace(limits={"telegram": Limits(per_second=10.0)})
    for _ in range(50):
        pace.ease("telegram", 0.0)
    assert pace.share("telegram", 0.0) == LEAST
    slots = [pace.take(ChatAddress("telegram", str(n)), 0.0) for n in range(5)]
    assert slots == pytest.approx([0, 0.2, 0.4, 0.6, 0.8], rel=1e-3)
    left = [pace.leave(ChatAddress("telegram", str(n)), 0.0) for n in range(11)]
    assert left[9:] == [0, pytest.approx(2 * SECOND)]
