"""Pace: how fast each platform may be posted to, so that it never has to tell us to wait.

Moments are seconds of a clock that only runs forward, such as the event loop's; they are handed in.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.chats import ChatAddress, Platform

MINUTE = 60.0
SECOND = 1.005  # and a little for the way, which is not always equally long
SLOW_ANSWER = 2.0  # seconds: with slower ones, posts are on their way for longer than is safe
FEW_IN_FLIGHT, MANY_IN_FLIGHT = 64, 1000  # posts to one platform at a time
EASED = 0.9  # of the pace is left each time that a platform asks to wait all the same
LEAST = 0.5  # of it always is
BACK_SECONDS = 600.0  # from nothing to the whole pace: a tenth comes back in a minute
AHEAD_SECONDS = 0.1
"""Slots are given out so long before they begin: none passes by while the next part is claimed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one platform allows."""

    per_second: float  # posts over all chats
    chat_seconds: float = 1.0  # between two posts to one chat
    group_per_minute: int | None = None  # posts to one group

    def is_group(self, address: ChatAddress) -> bool:
        """Say whether the limit for groups holds for this chat: Telegram's ids tell."""
        return self.group_per_minute is not None and address.chat.startswith("-")


# Telegram: about 30 a second over all chats, 1 a second in one, 20 a minute in a group
# (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). A little less
# over all, as posts that leave evenly do not arrive evenly.
TELEGRAM = Limits(per_second=29.5, chat_seconds=1.05, group_per_minute=19)
# Slack: 1 a second in a channel; over a workspace several hundred a minute, unpublished
# (https://docs.slack.dev/apis/web-api/rate-limits).
SLACK = Limits(per_second=10.0, chat_seconds=1.05)

USUAL: Mapping[str, Limits] = {Platform.TELEGRAM.value: TELEGRAM, Platform.SLACK.value: SLACK}
"""Platforms that are not named may be posted to as fast as they take it."""


@dataclass(slots=True)
class Pace:
    """When the next post may leave: for each lane, and for each chat with its threads.

    A lane is what a platform limits over all its chats: a workspace, or the platform itself.
    """

    limits: Mapping[str, Limits] = field(default_factory=lambda: USUAL)
    _next: dict[str, float] = field(default_factory=dict)  # by lane: its next free slot
    # By chat, its last post; by group, its posts in a minute. Who posted last stands last.
    _last: OrderedDict[str, float] = field(default_factory=OrderedDict)
    _minute: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    # By lane: when the last posts arrived as far as we know, in order, and the quickest answer.
    _left: dict[str, list[float]] = field(default_factory=dict)
    _quickest: dict[str, float] = field(default_factory=dict)
    _eased: dict[str, tuple[float, float]] = field(default_factory=dict)  # by lane: share, since

    def wait(self, platform: str, now: float) -> float:
        """Return the seconds until slots are given out where there are none now; 0: they are."""
        waits = (self._until(lane, now) for lane in self._next if _platform(lane) == platform)
        return min((wait for wait in waits if wait > 0), default=0.0)

    def free(self, lane: str, now: float) -> int:
        """Return how many slots are to be given out now; on a platform without a pace, one."""
        limits = self.limits.get(_platform(lane))
        if limits is None:
            return 1
        if self._until(lane, now) > 0:
            return 0
        rate = limits.per_second * self.share(lane, now)
        return max(1, int((AHEAD_SECONDS - self._booked(lane, now)) * rate))

    def most_in_flight(self, platform: str) -> int:
        """Return how many posts may be on their way: some seconds' worth, however slow answers are.

        More would have to be looked after if the platform stopped to answer.
        """
        limits = self.limits.get(platform)
        wanted = 0 if limits is None else math.ceil(limits.per_second * SLOW_ANSWER)
        return max(FEW_IN_FLIGHT, min(wanted, MANY_IN_FLIGHT))

    def take(self, address: ChatAddress, now: float) -> float:
        """Take the next slot for a post to this chat, and return the seconds until it.

        A chat that rests gets one after its rest, and so does whoever comes after it: ask
        `resting` first.
        """
        limits = self.limits.get(address.platform)
        if limits is None:
            return 0.0
        slot = max(now, self._next.get(address.lane, now), self._rested(address, limits, now))
        rate = limits.per_second * self.share(address.lane, now)
        self._next[address.lane] = slot + 1 / rate
        chat = str(address.whole)
        self._note(chat, slot)
        if limits.is_group(address):
            posts = self._minute.setdefault(chat, deque())
            posts.append(slot)
            while posts[0] + MINUTE <= now:
                posts.popleft()
            self._minute.move_to_end(chat)
        self._forget(now)
        return slot - now

    def leave(self, address: ChatAddress, now: float) -> float:
        """Let a post leave whose slot has come: 0, or the seconds after which to ask again.

        On a busy machine some leave later than their slots, and bunch with those behind them: in
        no second may more arrive than the platform allows. Say `arrived` when it was answered.
        """
        limits = self.limits.get(address.platform)
        if limits is None:
            return 0.0
        most = math.ceil(limits.per_second)
        left = self._left.setdefault(address.lane, [])
        if len(left) >= most:
            wait = left[-most] + SECOND / self.share(address.lane, now) - now
            if wait > 0:
                return wait
        insort(left, now)
        del left[:-most]
        chat = str(address.whole)  # it rests from when the post leaves, not from its slot
        self._note(chat, max(now, self._last.get(chat, now)))
        return 0.0

    def arrived(
        self, address: ChatAddress, left: float, now: float, *, proves: bool = True
    ) -> None:
        """Take note that the post that left then has its answer now.

        How long it was on its way to the platform nobody knows; what the answer took longer than
        the quickest one, it may have been late. Seconds are counted from there.

        Args:
            address: Where it was posted.
            left: When `leave` let it.
            now: When it was answered.
            proves: Whether the platform answered, so that others may be as quick.
        """
        limits = self.limits.get(address.platform)
        if limits is None:
            return
        lane, most = address.lane, math.ceil(limits.per_second)
        moments = self._left.setdefault(lane, [])
        few = len(moments) < most  # perhaps no answer was quick yet
        quickest = min(now - left, self._quickest.get(lane, now - left))
        if proves:
            self._quickest[lane] = quickest
        place = bisect_left(moments, left)
        if place < len(moments) and moments[place] == left:
            del moments[place]  # else many have left since
        insort(moments, now if few else now - quickest)
        del moments[:-most]

    def ease(self, lane: str, now: float) -> None:
        """Be slower in a lane for a while: it was told to wait, although its pace was kept.

        Posts arrive less evenly than they leave, on a busy machine or a long way.
        """
        self._eased[lane] = max(LEAST, self.share(lane, now) * EASED), now

    def share(self, lane: str, now: float) -> float:
        """Return which share of its pace a lane has now; 1: all of it."""
        if lane not in self._eased:
            return 1.0
        share, since = self._eased[lane]
        share += (now - since) / BACK_SECONDS
        if share >= 1:
            del self._eased[lane]
        return min(1.0, share)

    def _booked(self, lane: str, now: float) -> float:
        """Return for how many seconds from now all slots are taken."""
        return max(0.0, self._next.get(lane, now) - now)

    def _until(self, lane: str, now: float) -> float:
        """Return the seconds until slots of a lane are given out."""
        return max(0.0, self._booked(lane, now) - AHEAD_SECONDS / 2)

    def _rested(self, address: ChatAddress, limits: Limits, now: float) -> float:
        """Return when the chat may be posted to again."""
        chat = str(address.whole)
        after_last = self._last.get(chat, now - limits.chat_seconds) + limits.chat_seconds
        posts, most = self._minute.get(chat, ()), limits.group_per_minute
        if most is None or len(posts) < most:
            return after_last
        return max(after_last, posts[-most] + MINUTE)

    def rest(self, address: ChatAddress, now: float) -> float:
        """Return the seconds until this chat may be posted to again."""
        limits = self.limits.get(address.platform)
        return 0.0 if limits is None else max(0.0, self._rested(address, limits, now) - now)

    def lets(self, address: ChatAddress, now: float) -> bool:
        """Say whether a post to this chat may take a slot now."""
        rested = str(address.whole) not in self.resting(now)
        return rested and self.free(address.lane, now) > 0

    def resting(self, now: float) -> frozenset[str]:
        """Return the chats and workspaces that may not be posted to yet, as text."""
        self._forget(now)
        resting = {lane for lane in self._next if lane.endswith("/") and self._until(lane, now) > 0}
        resting |= {chat for chat, last in self._last.items() if self._over(chat, last) > now}
        for chat, posts in self._minute.items():
            most = self.limits[_platform(chat)].group_per_minute
            if most is not None and len(posts) >= most and posts[-most] + MINUTE > now:
                resting.add(chat)
        return frozenset(resting)

    def _note(self, chat: str, at: float) -> None:
        self._last[chat] = at
        self._last.move_to_end(chat)

    def _over(self, chat: str, last: float) -> float:
        return last + self.limits[_platform(chat)].chat_seconds

    def _forget(self, now: float) -> None:
        """Let go of chats that have rested, the longest ago first."""
        while self._last and self._over(*next(iter(self._last.items()))) <= now:
            self._last.popitem(last=False)
        while self._minute and next(iter(self._minute.values()))[-1] + MINUTE <= now:
            self._minute.popitem(last=False)


def _platform(lane: str) -> str:
    return lane.partition(":")[0]
