"""What is wrong with settings, in sentences that name them as whoever wrote them does."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable
from typing import Final

from pydantic import ValidationError
from pydantic_settings import SettingsError

TABLES: Final = {"topics", "weights"}
"""Settings that are tables with keys of one's own."""

_FIELD: Final = re.compile(r'field "(\w+)"')
_LIBRARY: Final = "Input should "  # how pydantic begins what it asks for


def problems(error: ValidationError, names: Collection[str]) -> str:
    """Return a sentence for each setting that is unknown or wrong; `names` are those there are."""
    return " ".join(
        _unknown(".".join(map(str, one["loc"])), one["input"], names)
        if one["type"] == "extra_forbidden"
        else f"The setting {'.'.join(map(str, one['loc']))} is wrong: {_plainly(one['msg'])}."
        for one in error.errors()
    )


def unparsed(error: SettingsError, variable: Callable[[str], str]) -> str:
    """Return a sentence about what stands outside a file and has to be JSON there, and is not."""
    field = _FIELD.search(str(error))
    if field is None or not isinstance(error.__cause__, ValueError):
        return f"The settings cannot be read: {error}."
    name = field[1]
    return f"The setting {name} is wrong: {variable(name)} is no JSON ({error.__cause__})."


def near(name: str, known: Iterable[str]) -> str:
    """Return the question for what is written almost like this, to follow a sentence."""
    found = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean {found[0]}?" if found else ""


def _unknown(name: str, value: object, names: Collection[str]) -> str:
    if isinstance(value, dict) and "." not in name:
        sections = {one.partition(".")[0] for one in names if "." in one} | TABLES
        return f"The section {name} is unknown.{near(name, sections)}"
    return f"The setting {name} is unknown.{near(name, names)}"


def _plainly(told: str) -> str:
    told = told.removeprefix("Value error, ")
    return f"it should {told.removeprefix(_LIBRARY)}" if told.startswith(_LIBRARY) else told
