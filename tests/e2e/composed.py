"""What config/compose.yaml starts, as Docker Compose reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parents[2] / "config/compose.yaml"
_ASKED = re.compile(r"\$\{(?P<name>\w+)(?P<how>:[-?])?(?P<words>[^}]*)\}")


@dataclass(frozen=True)
class Service:
    """One of its services, with what the environment of whoever starts it has put in."""

    given: Mapping[str, Any]

    @property
    def command(self) -> list[str]:
        return str(self.given["command"]).split()

    @property
    def replicas(self) -> int:
        return int(self.given.get("deploy", {}).get("replicas", 1))

    @property
    def environment(self) -> dict[str, str]:
        return self.given["environment"]


def services(**environment: str) -> dict[str, Service]:
    """Return its services, as they are started with this environment.

    Raises:
        LookupError: it needs a variable that is not there.
    """
    read = yaml.safe_load(FILE.read_text("utf-8"))["services"]
    return {name: Service(_filled(given, environment)) for name, given in read.items()}


def _filled(given: Any, environment: Mapping[str, str]) -> Any:
    match given:
        case {"environment": own, **rest}:
            passed = {  # one without a value is passed on if it is there
                name: environment.get(name) if value is None else _filled(value, environment)
                for name, value in own.items()
            }
            kept = {name: value for name, value in passed.items() if value is not None}
            return {**_filled(rest, environment), "environment": kept}
        case dict():
            return {name: _filled(value, environment) for name, value in given.items()}
        case list():
            return [_filled(value, environment) for value in given]
        case str():
            return _ASKED.sub(lambda found: _value(found, environment), given)
        case _:
            return given


def _value(found: re.Match[str], environment: Mapping[str, str]) -> str:
    value = environment.get(found["name"], "")
    if not value and found["how"] == ":?":
        raise LookupError(f"{found['name']}: {found['words']}")
    return value or (found["words"] if found["how"] == ":-" else "")
