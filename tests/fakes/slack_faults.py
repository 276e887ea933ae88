"""Trouble that a test orders for the next calls, and the pace that Slack insists on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RateLimited:
    """Answer 429, and go on so until Retry-After, in seconds, is over."""

    retry_after: int = 30


@dataclass(frozen=True, slots=True)
class Refuse:
    """Answer ok: false with this error, whatever was asked."""

    error: str


@dataclass(frozen=True, slots=True)
class ServerError:
    """Answer 5xx; nothing was accepted."""

    status: int = 503


@dataclass(frozen=True, slots=True)
class ErrorAfter:
    """Accept, and answer 5xx all the same."""

    status: int = 502


@dataclass(frozen=True, slots=True)
class DropBefore:
    """Cut the line before anything was accepted."""


@dataclass(frozen=True, slots=True)
class DropAfter:
    """Accept, then cut the line instead of answering."""


@dataclass(frozen=True, slots=True)
class TruncateAfter:
    """Accept, answer half, and cut the line."""


@dataclass(frozen=True, slots=True)
class SlowBefore:
    """Wait, in seconds, and only then accept, even if the caller has gone."""

    seconds: float


@dataclass(frozen=True, slots=True)
class SlowAfter:
    """Accept at once and answer later, in seconds."""

    seconds: float


Fault = (
    RateLimited
    | Refuse
    | ServerError
    | ErrorAfter
    | DropBefore
    | DropAfter
    | TruncateAfter
    | SlowBefore
    | SlowAfter
)


@dataclass(slots=True)
class _Ordered:
    method: str
    fault: Fault
    times: int
    channel: str | None


class Faults:
    """What goes wrong next; what was ordered first happens first."""

    def __init__(self) -> None:
        self.asked_again_during_penalty = 0
        self._ordered: list[_Ordered] = []
        self._penalties: dict[tuple[str, str | None], float] = {}  # until, on Slack's clock

    def order(self, method: str, fault: Fault, *, times: int, channel: str | None) -> None:
        """Let the next calls of a method, to any channel or to one, go wrong."""
        self._ordered.append(_Ordered(method, fault, times, channel))

    def take(self, method: str, channel: str | None, now: float) -> Fault | None:
        """Return what goes wrong with this call; a penalty begins with it."""
        for ordered in self._ordered:
            if ordered.method == method and ordered.channel in {None, channel} and ordered.times:
                ordered.times -= 1
                if isinstance(ordered.fault, RateLimited):
                    until = now + ordered.fault.retry_after
                    self._penalties[method, ordered.channel] = until
                return ordered.fault
        return None

    def penalty(self, method: str, channel: str | None, now: float) -> float:
        """Return how long, in seconds, this call is still refused; count that it was made."""
        until = max(self._penalties.get((method, name), 0) for name in (None, channel))
        if until > now:
            self.asked_again_during_penalty += 1
        return max(0.0, until - now)


class Pace:
    """One message a second in each channel, and a few at once (docs: "short bursts")."""

    def __init__(self, per_second: float, burst: int) -> None:
        self.refused = 0
        self._per_second = per_second
        self._burst = float(burst)
        self._left: dict[str, tuple[float, float]] = {}

    def admits(self, channel: str, now: float) -> bool:
        """Say whether one more message may come now, and count it."""
        left, at = self._left.get(channel, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._per_second)
        admitted = left >= 1
        self._left[channel] = (left - admitted, now)
        self.refused += not admitted
        return admitted
