"""Feeds: what is remembered of one, and when it is asked again. Nothing here asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Final, NewType, TypeAlias

from bot.domain.times import require_utc

FeedId = NewType("FeedId", str)

FASTEST: Final = timedelta(minutes=15)
SLOWEST: Final = timedelta(hours=24)
USUAL: Final = timedelta(hours=1)  # between two polls of a feed that nothing is known of

DEAD_AFTER: Final = timedelta(days=7)  # of nothing but failures
SILENT_AFTER: Final = timedelta(days=30)  # without news; longer for those that seldom have any
_SILENT_TIMES: Final = 10  # as long as its usual pause
_QUIET_SHARE: Final = 24  # a feed without news for a day is asked an hour later, not a quarter
_LOOKED_AT: Final = 20  # of the latest items, to tell how often there is one
_FEW: Final = 3  # moments that say nothing about a pace
_WEIGHT: Final = 0.3  # of what one poll showed, against all polls before it
_SPREAD: Final = 0.1  # of an interval, so that feeds added together are not asked together
_MOST_DOUBLED: Final = 10
_GONE: Final = frozenset({404, 410})
_GONE_TIMES: Final = 5


class Origin(Enum):
    """Who added a feed."""

    SETTINGS = "settings"
    OPERATOR = "operator"
    CHAT = "chat"  # for as long as a subscription names it


class Notice(Enum):
    """What the subscribers of a feed are told, once each."""

    DEAD = "dead"
    MOVED = "moved"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed, and how it stood when it was asked the last time."""

    id: FeedId
    url: str  # where it is asked; follows redirects that are for good
    given: str  # the address that it was added by
    name: str = ""  # of the source that its articles are from; "" until it was read
    topics: frozenset[str] = frozenset()
    full_text: bool = True  # read the pages behind items that are only teasers
    origin: Origin = Origin.CHAT
    site: str | None = None
    added_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    content: str | None = None  # a hash of what it held
    next_poll_at: datetime | None  # None: it is not asked any more
    read_at: datetime | None = None  # when it was last had, changed or not
    newest_at: datetime | None = None  # when it last brought something new
    pace: timedelta | None = None  # between two of its items
    failures: int = 0  # in a row
    failing_since: datetime | None = None
    problem: str | None = None  # of the last failure, a sentence
    told: frozenset[Notice] = frozenset()

    def __post_init__(self) -> None:
        """Keep the moments comparable."""
        require_utc(self.added_at, "added_at")
        if self.next_poll_at is not None:
            require_utc(self.next_poll_at, "next_poll_at")

    @property
    def label(self) -> str:
        """What it is called: its name, or its address as long as nobody knows that."""
        return self.name or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The feed holds what it held before."""

    url: str  # where to ask the next time
    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta | None = None  # as the server says


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The feed was read."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta | None = None
    content: str | None  # a hash; None if not all of it was read
    site: str | None = None
    new: int  # items that were not known
    moments: Sequence[datetime] = ()  # when its items were published


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The feed could not be had, or not read."""

    problem: str
    status: int | None = None
    retry_after: timedelta | None = None


Poll: TypeAlias = Unchanged | Brought | Failed
Step: TypeAlias = tuple[Feed, frozenset[Notice]]


def after_poll(feed: Feed, poll: Poll, now: datetime, jitter: float) -> Step:
    """Return the feed as it stands after a poll, and what its subscribers are to be told now.

    `jitter` is a number from 0 to 1.
    """
    if isinstance(poll, Failed):
        return _failed(feed, poll, now, jitter)
    moved = _host(poll.url) != _host(feed.url)
    changed = replace(
        feed,
        url=poll.url,
        etag=poll.etag,
        last_modified=poll.last_modified,
        read_at=now,
        failures=0,
        failing_since=None,
        problem=None,
        told=feed.told - {Notice.DEAD},
    )
    if isinstance(poll, Brought):
        changed = replace(
            changed,
            content=poll.content,
            site=poll.site,
            pace=_pace(feed, poll, now),
            newest_at=now if poll.new else feed.newest_at,
            told=changed.told - {Notice.SILENT} if poll.new else changed.told,
        )
    pause = max(_interval(changed, now), min(poll.fresh_for or timedelta(0), SLOWEST))
    changed = replace(changed, next_poll_at=now + _spread(pause, jitter))
    notices = {Notice.MOVED} if moved else set()
    if _is_silent(changed, now):
        notices.add(Notice.SILENT)
    return _tell(changed, notices - (changed.told - {Notice.MOVED}))


def _failed(feed: Feed, poll: Failed, now: datetime, jitter: float) -> Step:
    failures = feed.failures + 1
    since = feed.failing_since or now
    pause = min(_interval(feed, now) * 2 ** min(failures - 1, _MOST_DOUBLED), SLOWEST)
    pause = _spread(max(pause, poll.retry_after or timedelta(0)), jitter)
    gone = poll.status in _GONE and failures >= _GONE_TIMES
    dead = gone or now - since >= DEAD_AFTER
    changed = replace(
        feed,
        failures=failures,
        failing_since=since,
        problem=poll.problem,
        next_poll_at=now + pause,
    )
    notices = {Notice.DEAD} if dead else set[Notice]()
    return _tell(changed, notices - feed.told)


def _spread(pause: timedelta, jitter: float) -> timedelta:
    """Return a pause, or a longer one; never longer than the slowest because of that."""
    return min(pause * (1 + _SPREAD * jitter), max(pause, SLOWEST))


def _tell(feed: Feed, notices: set[Notice]) -> Step:
    return replace(feed, told=feed.told | notices), frozenset(notices)


def _interval(feed: Feed, now: datetime) -> timedelta:
    """Return how long to wait: half of its usual pause, more for one that has been quiet."""
    if feed.pace is None:
        return USUAL
    quiet = (now - (feed.newest_at or feed.added_at)) / _QUIET_SHARE
    return max(FASTEST, min(max(feed.pace / 2, quiet), SLOWEST))


def _pace(feed: Feed, poll: Brought, now: datetime) -> timedelta | None:
    """Return the time between two items: as they are dated, or else as they came."""
    latest = sorted(one for one in poll.moments if one <= now)[-_LOOKED_AT:]
    if len(latest) >= _FEW and latest[-1] > latest[0]:
        return (latest[-1] - latest[0]) / (len(latest) - 1)
    if not poll.new or feed.read_at is None:
        return feed.pace
    seen = (now - (feed.newest_at or feed.read_at)) / poll.new
    return seen if feed.pace is None else feed.pace * (1 - _WEIGHT) + seen * _WEIGHT


def _is_silent(feed: Feed, now: datetime) -> bool:
    usual = (feed.pace or timedelta(0)) * _SILENT_TIMES
    return now - (feed.newest_at or feed.added_at) > max(SILENT_AFTER, usual)


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
