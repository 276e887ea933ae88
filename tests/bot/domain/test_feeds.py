"""When a feed is asked again, and what its subscribers are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds import (
    DEAD_AFTER,
    FASTEST,
    SLOWEST,
    Brought,
    Failed,
    Feed,
    Notice,
    Poll,
    Unchanged,
    after_poll,
)
from tests.fakes.builders import DAY, HOUR, NOW, a_feed

MINUTE = timedelta(minutes=1)
URL = "https://news.example/rss"


def brought(new: int = 1, **more: object) -> Brought:
    return Brought(**{"url": URL, "content": "c", "new": new, **more})


def step(feed: Feed, poll: Poll, now=NOW, jitter: float = 0.0):
    return after_poll(feed, poll, now, jitter)


def pause(feed: Feed, poll: Poll, now=NOW) -> timedelta:
    after, _ = step(feed, poll, now)
    assert after.next_poll_at is not None
    return after.next_poll_at - now


def test_a_feed_is_asked_twice_as_often_as_it_is_dated_to_publish():
    moments = [NOW - n * 3 * HOUR for n in range(10)]
    assert pause(a_feed(), brought(moments=moments)) == 1.5 * HOUR


def test_a_busy_feed_is_asked_every_quarter_of_an_hour_and_a_rare_one_once_a_day():
    busy = [NOW - n * MINUTE for n in range(10)]
    assert pause(a_feed(), brought(moments=busy)) == FASTEST
    rare = [NOW - n * 30 * DAY for n in range(10)]
    assert pause(a_feed(), brought(moments=rare)) == SLOWEST


def test_without_dates_the_pace_is_what_came():
    feed = a_feed(read_at=NOW - 8 * HOUR, newest_at=NOW - 8 * HOUR)
    assert pause(feed, brought(new=2)) == 2 * HOUR


def test_a_feed_that_is_quiet_is_asked_less_often():
    feed = a_feed(pace=HOUR, newest_at=NOW, read_at=NOW)
    assert pause(feed, Unchanged(url=URL)) == HOUR / 2
    assert pause(feed, Unchanged(url=URL), NOW + 4 * DAY) == 4 * HOUR


def test_what_the_server_says_is_obeyed():
    feed = a_feed(pace=HOUR, newest_at=NOW, read_at=NOW)
    assert pause(feed, Unchanged(url=URL, fresh_for=5 * HOUR)) == 5 * HOUR
    assert pause(feed, Unchanged(url=URL, fresh_for=30 * DAY)) == SLOWEST
    assert pause(feed, Failed(problem="No.", retry_after=3 * DAY)) == 3 * DAY


def test_failures_are_waited_for_twice_as_long_each_time_but_at_most_a_day():
    feed = a_feed(pace=HOUR, newest_at=NOW, read_at=NOW)
    pauses = []
    for _ in range(9):
        pauses.append(pause(feed, Failed(problem="No.")) / HOUR)
        feed, _ = step(feed, Failed(problem="No."))
    assert pauses == [0.5, 1, 2, 4, 8, 16, 24, 24, 24]
    back, _ = step(feed, Unchanged(url=URL))
    assert (back.failures, back.failing_since, back.problem) == (0, None, None)


def test_a_death_is_told_once_and_again_only_after_a_life():
    feed, told = a_feed(), []
    for day in range(12):
        feed, notices = step(feed, Failed(problem="No."), NOW + day * DAY)
        told += [day] * (Notice.DEAD in notices)
    assert told == [DEAD_AFTER.days]
    feed, _ = step(feed, brought(), NOW + 12 * DAY)
    _, early = step(feed, Failed(problem="No."), NOW + 13 * DAY)
    assert not early


def test_an_address_that_is_gone_is_believed_after_a_few_tries():
    feed, told = a_feed(), []
    for hour in range(6):
        feed, notices = step(feed, Failed(problem="Gone.", status=410), NOW + hour * HOUR)
        told.append(bool(notices))
    assert told == [False, False, False, False, True, False]


def test_a_move_to_another_host_is_told_and_remembered():
    elsewhere = "https://other.example/rss"
    after, notices = step(a_feed(), brought(url=elsewhere))
    assert after.url == elsewhere
    assert notices == {Notice.MOVED}
    assert not step(after, brought(url=elsewhere))[1]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.news.example/feed.xml",
        "https://news.example/de/feed/rss",
        "https://NEWS.example/rss?from=https://other.example/",
    ],
)
def test_a_move_on_the_same_host_is_only_remembered(url):
    after, notices = step(a_feed(), brought(url=url))
    assert after.url == url
    assert not notices


def test_silence_is_told_once_and_later_to_those_that_seldom_speak():
    feed = a_feed(newest_at=NOW, read_at=NOW, pace=DAY)
    assert not step(feed, Unchanged(url=URL), NOW + 29 * DAY)[1]
    silent, notices = step(feed, Unchanged(url=URL), NOW + 31 * DAY)
    assert notices == {Notice.SILENT}
    assert not step(silent, Unchanged(url=URL), NOW + 40 * DAY)[1]
    seldom = replace(feed, pace=7 * DAY)
    assert not step(seldom, Unchanged(url=URL), NOW + 60 * DAY)[1]
    later = NOW + 41 * DAY
    spoken, _ = step(silent, brought(moments=[later - n * DAY for n in range(5)]), later)
    assert step(spoken, Unchanged(url=URL), NOW + 80 * DAY)[1] == {Notice.SILENT}


def test_what_a_poll_showed_is_kept():
    feed = a_feed(newest_at=NOW - DAY, told=frozenset({Notice.SILENT}))
    seen = brought(etag='"a"', last_modified="Sun", content="hash", site="https://news.example")
    after, _ = step(feed, seen)
    assert (after.etag, after.last_modified) == ('"a"', "Sun")
    assert (after.content, after.site) == ("hash", "https://news.example")
    assert (after.read_at, after.newest_at, after.told) == (NOW, NOW, frozenset())
    same, _ = step(after, Unchanged(url=URL, etag='"b"'), NOW + HOUR)
    assert (same.etag, same.last_modified, same.content) == ('"b"', None, "hash")
    assert (same.read_at, same.newest_at) == (NOW + HOUR, NOW)
    failed, _ = step(same, Failed(problem="No such host."), NOW + 2 * HOUR)
    assert (failed.problem, failed.failing_since) == ("No such host.", NOW + 2 * HOUR)
    assert (failed.etag, failed.read_at) == ('"b"', NOW + HOUR)


def test_what_brings_nothing_new_is_as_silent_as_before():
    feed = a_feed(newest_at=NOW - DAY, told=frozenset({Notice.SILENT}))
    after, _ = step(feed, brought(new=0))
    assert (after.newest_at, after.told) == (NOW - DAY, {Notice.SILENT})


def test_a_second_death_is_told_like_the_first():
    feed, told = a_feed(), []
    for day in range(30):
        poll = brought() if day in {0, 10} else Failed(problem="No.")
        feed, notices = step(feed, poll, NOW + day * DAY)
        told += [day] * (Notice.DEAD in notices)
    assert told == [1 + DEAD_AFTER.days, 11 + DEAD_AFTER.days]


def test_how_long_a_feed_has_been_quiet_counts_from_its_latest_news():
    feed = a_feed(pace=HOUR, added_at=NOW - 30 * DAY, newest_at=NOW, read_at=NOW)
    assert pause(feed, Unchanged(url=URL)) == HOUR / 2
    assert pause(replace(feed, newest_at=None), Unchanged(url=URL)) == SLOWEST


def test_three_dates_tell_a_pace_whichever_of_them_are_the_same():
    early, late = NOW - 6 * HOUR, NOW
    for moments in ([early, early, late], [early, late, late]):
        assert pause(a_feed(), brought(moments=moments)) == 1.5 * HOUR
    assert pause(a_feed(), brought(moments=[early, late])) == HOUR  # as if nothing was known


def test_dates_that_are_all_the_same_tell_no_pace():
    feed = a_feed(read_at=NOW - 8 * HOUR, newest_at=NOW - 8 * HOUR)
    assert pause(feed, brought(new=2, moments=[NOW - HOUR] * 9)) == 2 * HOUR


def test_a_pace_follows_what_comes_by_and_by():
    feed = a_feed(read_at=NOW - 20 * HOUR, newest_at=NOW - 20 * HOUR, pace=10 * HOUR)
    after, _ = step(feed, brought(new=1))
    assert after.pace == 13 * HOUR  # three tenths of the way to the twenty hours of this time


def test_a_feed_may_rest_and_its_moments_are_in_utc():
    assert a_feed(next_poll_at=None).next_poll_at is None
    for field in ("added_at", "next_poll_at"):
        with pytest.raises(ValueError, match=f"{field} must carry a time zone"):
            a_feed(**{field: NOW.replace(tzinfo=None)})


POLLS = st.one_of(
    st.builds(
        Brought,
        url=st.just(URL),
        content=st.just("c"),
        new=st.integers(0, 500),
        moments=st.lists(st.datetimes().map(lambda one: one.replace(tzinfo=NOW.tzinfo))),
        fresh_for=st.none() | st.timedeltas(timedelta(0), 30 * DAY),
    ),
    st.builds(Unchanged, url=st.just(URL)),
    st.builds(
        Failed,
        problem=st.just("No."),
        status=st.none() | st.sampled_from([404, 410, 503]),
        retry_after=st.none() | st.timedeltas(timedelta(0), 30 * DAY),
    ),
)


@given(st.lists(st.tuples(POLLS, st.timedeltas(timedelta(0), 9 * DAY), st.floats(0, 1))))
def test_whatever_comes_a_feed_is_asked_again_neither_at_once_nor_never(polls):
    feed, now, told = a_feed(), NOW, []
    for poll, waited, jitter in polls:
        now += waited
        feed, notices = step(feed, poll, now, jitter)
        told.append((notices, poll))
        longest = getattr(poll, "retry_after", None) or SLOWEST
        assert FASTEST <= feed.next_poll_at - now <= max(longest, SLOWEST)
    assert all(isinstance(poll, Failed) for notices, poll in told if Notice.DEAD in notices)
