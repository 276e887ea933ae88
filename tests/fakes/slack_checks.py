"""The bricks that Block Kit's rules are built from: strings, lists, records and unions of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any, str, list[str]], None]


def complain(errors: list[str], what: str, where: str) -> None:
    """Note a mistake in Slack's words."""
    errors.append(f"[ERROR] {what} [json-pointer:{where}]")


def string(most: int, least: int = 1) -> Check:
    """Expect a string of so many characters."""

    def check(value: Any, at: str, errors: list[str]) -> None:
        if not isinstance(value, str):
            complain(errors, "must be a string", at)
        elif len(value) < least:
            complain(errors, f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            complain(errors, f"must be less than {most + 1} characters", at)

    return check


def boolean(value: Any, at: str, errors: list[str]) -> None:
    """Expect true or false."""
    if not isinstance(value, bool):
        complain(errors, "must be a boolean", at)


def number(value: Any, at: str, errors: list[str]) -> None:
    """Expect a whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        complain(errors, "must be an integer", at)


def anything(_value: Any, _at: str, _errors: list[str]) -> None:
    """Expect nothing in particular."""


def choice(*values: str) -> Check:
    """Expect one of a few strings."""

    def check(value: Any, at: str, errors: list[str]) -> None:
        if value not in values:
            complain(errors, f"must be one of {', '.join(values)}", at)

    return check


def items(check_item: Check, most: int, least: int = 1) -> Check:
    """Expect a list of so many items."""

    def check(value: Any, at: str, errors: list[str]) -> None:
        if not isinstance(value, list):
            complain(errors, "must be an array", at)
            return
        if len(value) > most:
            complain(errors, f"no more than {most} items allowed", at)
        if len(value) < least:
            complain(errors, f"no less than {least} items allowed", at)
        for number_, item in enumerate(value):
            check_item(item, f"{at}/{number_}", errors)

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """Expect an object with these fields and no others; `type` is looked at elsewhere."""
    known = {**required, **(optional or {})}

    def check(value: Any, at: str, errors: list[str]) -> None:
        if not isinstance(value, dict):
            complain(errors, "must be an object", at)
            return
        for name in required:
            if name not in value:
                complain(errors, f"missing required field: {name}", at)
        for name, part in value.items():
            if name in known:
                known[name](part, f"{at}/{name}", errors)
            elif name != "type":
                complain(errors, f"invalid additional property: {name}", at)

    return check


def union(kinds: Mapping[str, Check]) -> Check:
    """Expect an object whose `type` is one of these."""

    def check(value: Any, at: str, errors: list[str]) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind is None:
            complain(errors, "missing required field: type", at)
        elif kind not in kinds:
            complain(errors, f"unsupported type: {kind}", f"{at}/type")
        else:
            kinds[kind](value, at, errors)

    return check
