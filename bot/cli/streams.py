"""The standard streams: none is missing, and one that breaks is told of in one sentence."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click


def prepare_streams() -> bool:
    """Make the streams fit to be used; False: there is no standard output to write to.

    A stream that was closed before the program began (`<&-`) is None for Python, and the next file
    that is opened gets its number.
    """
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 -- open till the end
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        say("Standard output is closed.")
        return False
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # such as Cyrillic where only Latin-1 is shown
    return True


def say(sentence: str) -> None:
    """Tell the person at the terminal what went wrong."""
    with contextlib.suppress(OSError):  # standard error is full, too: nobody is left to be told
        click.echo(f"digestbot: {sentence}", err=True)


def say_broken(error: OSError) -> None:
    """Tell what the system refused; of standard output, unless the error names a file."""
    what = error.filename or "The output cannot be written"
    say(f"{what}: {error.strerror or error}.")


def several(count: int, one: str, more: str) -> str:
    """Return how many there are, and of what."""
    return f"{count:,} {one if count == 1 else more}"


def hush() -> None:
    """Send what a broken standard output still holds nowhere, or Python complains at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def echo_json(value: Any, *, nl: bool = True) -> None:  # noqa: ANN401 -- whatever JSON can hold
    """Print `value` as JSON, escaping only where standard output lacks the letters."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        text = json.dumps(value)
    click.echo(text, nl=nl)


def echo_json_array(values: Iterable[Any]) -> None:
    """Print an array, each value in a line as soon as it is there."""
    click.echo("[", nl=False)
    for n, value in enumerate(values):
        click.echo(",\n " if n else "", nl=False)
        echo_json(value, nl=False)
    click.echo("]")
