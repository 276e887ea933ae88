"""What the parts of the fake Slack hand to each other."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]


class SlackError(Exception):
    """An answer with ok: false; `extra` stands beside the error's name."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra

    @classmethod
    def explained(cls, error: str, *messages: str) -> SlackError:
        """Return an error with sentences that say what was wrong."""
        return cls(error, response_metadata={"messages": list(messages)})


@dataclass(slots=True, kw_only=True)
class Request:
    """One request that the Web API or a response_url was sent."""

    method: str  # chat.postMessage, or response_url
    params: JSON
    token: str | None
    at: float  # time.monotonic()
    status: int | None = None  # None until it is answered, and when the line was cut
    answer: JSON | None = None

    @property
    def error(self) -> str | None:
        """What Slack refused it with; None if it was accepted, or is not yet answered."""
        return None if self.answer is None else self.answer.get("error")


@dataclass(slots=True, kw_only=True)
class Ack:
    """What came back for a command, a click or a form; also what the person is shown of it."""

    acked: bool
    seconds: float
    payload: JSON = field(default_factory=dict)
    error: str | None = None  # operation_timeout, dispatch_failed: what the person is shown

    @property
    def errors(self) -> dict[str, str]:
        """What a form was refused with, by block."""
        return dict(self.payload.get("errors") or {})


@dataclass(slots=True, kw_only=True)
class Delivery:
    """One payload on its way to the app, with all its attempts."""

    kind: str  # events_api, slash_commands, interactive
    payload: JSON
    attempts: int = 0
    acked: bool = False
    seconds: float | None = None  # until the acknowledgement, late ones too
    reasons: list[str] = field(default_factory=list)  # why attempts failed

    @property
    def event(self) -> JSON:
        """The event inside; empty for everything else."""
        return dict(self.payload.get("event") or {})


class Args:
    """A request's arguments: strings if it was a form, anything if it was JSON."""

    def __init__(self, values: JSON) -> None:
        self.values = values

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) not in {None, ""} if self._hashable(name) else True

    def _hashable(self, name: str) -> bool:
        return not isinstance(self.values.get(name), (dict, list))

    def text(self, name: str, default: str = "") -> str:
        """Return an argument as text."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def number(self, name: str, default: int) -> int:
        """Return an argument as a number."""
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise SlackError("invalid_arguments") from None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return an argument as a yes or no."""
        value = self.text(name).lower()
        return default if not value else value in {"1", "true"}

    def json(self, name: str, error: str) -> Any:
        """Return an argument that is JSON, in a string or not; None if it is not given."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error) from None
