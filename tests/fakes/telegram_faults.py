"""Trouble on demand, and the pace that Telegram asks for."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.fakes.telegram_limits import (
    BURST_IN_A_CHAT,
    MESSAGES_A_MINUTE_IN_A_GROUP,
    MESSAGES_A_SECOND,
    MESSAGES_A_SECOND_IN_A_CHAT,
    ApiError,
    flood,
)
from tests.fakes.telegram_waiting import Gate

ChatKey: TypeAlias = int | str
Scope: TypeAlias = tuple[ChatKey, ...]

POSTING = frozenset(
    {"sendmessage", "senddocument", "sendphoto", "editmessagetext", "editmessagereplymarkup"}
)
EVERY = "*"  # a fault with this method hits any


@dataclass(slots=True, eq=False)
class Fault:
    """One kind of trouble for the next calls of a method."""

    kind: str
    method: str
    chat: ChatKey | None
    left: int
    used: int = 0
    delay: float = 0
    gate: Gate = field(default_factory=Gate)
    error: ApiError | None = None
    is_everywhere: bool = False

    def hits(self, method: str, chat: ChatKey | None) -> bool:
        """Tell whether this call is in trouble."""
        return (
            self.left > 0
            and self.method in {EVERY, method}
            and (self.chat is None or self.chat == chat)
        )


class Faults:
    """What goes wrong next. Each fault hits `times` calls of `method`, in one chat if it is given.

    Before acceptance nothing has happened yet; after it the message stands in the chat.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._plan: list[Fault] = []
        self._until: dict[Scope, float] = {}  # penalties
        self.asked_again_during_penalty = 0

    def flood(
        self, method: str, *, retry_after: int, everywhere: bool = False, **when: Any
    ) -> Fault:
        """429; until `retry_after` seconds passed every further call in the chat gets one too.

        With `everywhere` every chat is closed so long.
        """
        fault = self._add("refuse", method, error=flood(retry_after), **when)
        fault.is_everywhere = everywhere
        return fault

    def refuse(
        self, method: str, code: int, description: str, *, parameters: dict[str, Any] | None = None,
        **when: Any,
    ) -> Fault:  # fmt: skip
        """Any answer with ok: false."""
        return self._add(
            "refuse", method, error=ApiError(code, description, **parameters or {}), **when
        )

    def error_before(self, method: str, **when: Any) -> Fault:
        """502 with a page of HTML instead of an answer; nothing was accepted."""
        return self._add("error_before", method, **when)

    def error_after(self, method: str, **when: Any) -> Fault:
        """502, although the call was accepted."""
        return self._add("error_after", method, **when)

    def garble_before(self, method: str, **when: Any) -> Fault:
        """A page of HTML that claims success; nothing was accepted."""
        return self._add("garble_before", method, **when)

    def garble_after(self, method: str, **when: Any) -> Fault:
        """A page of HTML that claims success, and the call was accepted."""
        return self._add("garble_after", method, **when)

    def drop_before(self, method: str, **when: Any) -> Fault:
        """The connection is cut before the call is accepted."""
        return self._add("drop_before", method, **when)

    def drop_after(self, method: str, **when: Any) -> Fault:
        """The connection is cut although the call was accepted."""
        return self._add("drop_after", method, **when)

    def truncate_after(self, method: str, **when: Any) -> Fault:
        """Half of the answer, then the connection is cut."""
        return self._add("truncate_after", method, **when)

    def slow_before(self, method: str, delay: float, **when: Any) -> Fault:
        """Accepted `delay` seconds late, even when nobody waits any more."""
        return self._add("slow_before", method, delay=delay, **when)

    def slow_after(self, method: str, delay: float, **when: Any) -> Fault:
        """Accepted at once, answered `delay` seconds late."""
        return self._add("slow_after", method, delay=delay, **when)

    def hold_before(self, method: str, **when: Any) -> Gate:
        """Accepted when the test opens the gate."""
        return self._add("hold_before", method, **when).gate

    def hold_after(self, method: str, **when: Any) -> Gate:
        """Accepted at once, answered when the test opens the gate."""
        return self._add("hold_after", method, **when).gate

    def clear(self) -> None:
        """Plan no trouble any more, and end all penalties."""
        self._plan.clear()
        self.forgive()

    def forgive(self) -> None:
        """End all penalties, as if the time had passed."""
        self._until.clear()

    def take(self, method: str, chat: ChatKey | None) -> Fault | None:
        """Return the trouble that this call is in, and count it."""
        fault = next((f for f in self._plan if f.hits(method, chat)), None)
        if fault is not None:
            fault.left -= 1
            fault.used += 1
        return fault

    def check_penalty(self, method: str, chat: ChatKey | None) -> None:
        """Refuse a call that comes before its penalty is over, and count it.

        Raises:
            ApiError: 429 with the seconds that are left.
        """
        scopes = [_scope(method, chat)] + ([(EVERY,)] if method in POSTING else [])
        left = max(self._until.get(scope, -math.inf) for scope in scopes) - self._monotonic()
        if left > 0:
            self.asked_again_during_penalty += 1
            raise flood(math.ceil(left))

    def punish(
        self, method: str, chat: ChatKey | None, seconds: float, *, everywhere: bool = False
    ) -> None:
        """Begin a penalty."""
        scope = (EVERY,) if everywhere else _scope(method, chat)
        self._until[scope] = self._monotonic() + seconds

    def _add(
        self,
        kind: str,
        method: str,
        *,
        times: int = 1,
        chat: Any = None,
        delay: float = 0,
        error: ApiError | None = None,
    ) -> Fault:
        where = getattr(chat, "id", chat)
        fault = Fault(kind, method.lower(), where, times, delay=delay, error=error)
        self._plan.append(fault)
        return fault


def _scope(method: str, chat: ChatKey | None) -> Scope:
    return (chat,) if method in POSTING and chat is not None else ("method", method)


class Pace:
    """How fast messages may come; the numbers are the test's to change."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._all: deque[float] = deque()
        self._groups: defaultdict[ChatKey, deque[float]] = defaultdict(deque)
        self._chats: dict[ChatKey, tuple[float, float]] = {}  # when, how many were free then
        self.a_second = MESSAGES_A_SECOND
        self.a_second_in_a_chat = float(MESSAGES_A_SECOND_IN_A_CHAT)
        self.burst_in_a_chat = BURST_IN_A_CHAT
        self.a_minute_in_a_group = MESSAGES_A_MINUTE_IN_A_GROUP
        self.refused = 0

    def wait_needed(self, chat: ChatKey, *, is_group: bool) -> int:
        """Return the whole seconds to wait before a message may be sent; 0 counts it as sent."""
        now = self._monotonic()
        everything = _recent(self._all, now - 1)
        group = _recent(self._groups[chat], now - 60)
        then, free = self._chats.get(chat, (now, float(self.burst_in_a_chat)))
        free = min(free + (now - then) * self.a_second_in_a_chat, self.burst_in_a_chat)
        wait = 0.0
        if len(everything) >= self.a_second:
            wait = max(wait, everything[0] + 1 - now)
        if is_group and len(group) >= self.a_minute_in_a_group:
            wait = max(wait, group[0] + 60 - now)
        if free < 1:
            wait = max(wait, (1 - free) / self.a_second_in_a_chat)
        if wait > 0:
            self.refused += 1
            return math.ceil(wait)
        everything.append(now)
        group.append(now)
        self._chats[chat] = (now, free - 1)
        return 0


def _recent(times: deque[float], since: float) -> deque[float]:
    while times and times[0] <= since:
        times.popleft()
    return times
