"""Lines of JSON as `summarize --jsonl` reads them: one text a line, and no line without an end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

LONGEST_LINE = 10_000_000  # bytes; a longer one is passed over
CHUNK = 65_536  # bytes of such a line that are in memory at a time


class BadLineError(ValueError):
    """A line is no record; the message says why."""


def numbered(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield lines with their numbers, empty ones left out; None: it is too long to be held."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if line.endswith(b"\n") or len(line) < LONGEST_LINE:
            if line.strip():
                yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(CHUNK)
        yield number, None


def record(line: bytes | None) -> dict[str, Any]:
    """Read one line.

    Raises:
        BadLineError: it is no object with an id and a text; the message says what is wrong.
    """
    from summarizer import LANGUAGES

    if line is None:
        raise BadLineError(f"it is longer than {LONGEST_LINE:,} bytes.")
    given = _parsed(line)
    if not isinstance(given, dict):
        raise BadLineError("no JSON object.")
    for name, needed in (("text", True), ("title", False), ("language", False)):
        value = given.get(name)
        if (needed or value is not None) and not isinstance(value, str):
            raise BadLineError(f'"{name}" must be a string.')
    if "id" not in given:
        raise BadLineError('"id" is missing.')
    if given.get("language") and given["language"] not in LANGUAGES:
        given["language"] = None  # a language without rules of its own: recognize, degrade
    return given


def _parsed(line: bytes) -> Any:  # noqa: ANN401 -- whatever JSON can hold
    try:
        given = json.loads(line, parse_constant=_no_constant)
        json.dumps(given, ensure_ascii=False, allow_nan=False).encode()  # can it be written?
    except BadLineError:
        raise
    except UnicodeDecodeError as error:
        raise BadLineError("not UTF-8.") from error
    except UnicodeEncodeError as error:
        half = error.object[error.start]
        raise BadLineError(f"{half!r} is half of a surrogate pair, and no character.") from error
    except json.JSONDecodeError as error:
        raise BadLineError(f"no valid JSON: {error}.") from error
    except RecursionError as error:
        raise BadLineError("it is nested too deeply.") from error
    except ValueError as error:  # more digits than Python converts, or beyond a float's range
        raise BadLineError("a number in it is too large.") from error
    return given


def _no_constant(name: str) -> None:
    raise BadLineError(f"{name} is no number in JSON.")
