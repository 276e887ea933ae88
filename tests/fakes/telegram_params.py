"""A request's parameters, however they were sent: in the address, a form, multipart or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.telegram_limits import bad

IN_JSON = frozenset(
    {
        "allowed_updates",
        "button",
        "caption_entities",
        "commands",
        "entities",
        "link_preview_options",
        "reply_markup",
        "reply_parameters",
        "results",
        "scope",
    }
)
"""Parameters that are objects; in a form they are sent as JSON."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    mime: str
    body: bytes


@dataclass(slots=True)
class Params:
    """What a request asks for, objects read from their JSON."""

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    is_gone: Callable[[], bool] = lambda: False  # nobody waits for the answer any more

    def text(self, name: str) -> str:
        """Return a parameter as text, "" if it was not given."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        """Return a parameter as a number; `default` if it was not given or is none."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Return a parameter as yes or no."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def object(self, name: str) -> Any:
        """Return an object or a list; None if it was not given.

        Raises:
            ApiError: 400, it is no JSON.
        """
        value = self.values.get(name)
        if isinstance(value, Unread):
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object")
        return None if value == "" else value


class Unread(str):
    """A parameter that should have been JSON and is not."""

    __slots__ = ()


async def read_params(request: web.Request) -> Params:
    """Return what was sent.

    Raises:
        ApiError: 400, the body cannot be read.
    """
    params = Params(dict(request.query))
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            raise bad("can't parse JSON object") from None  # fmt: skip
        if not isinstance(body, dict):
            raise bad("expected an Object")
        params.values |= body
    elif request.method == "POST":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                params.files[name] = Upload(value.filename, value.content_type, value.file.read())
            else:
                params.values[name] = value.decode() if isinstance(value, bytes) else value
    for name in IN_JSON & params.values.keys():
        value = params.values[name]
        if isinstance(value, str) and value:
            try:
                params.values[name] = json.loads(value)
            except ValueError:
                params.values[name] = Unread(value)
    return params
