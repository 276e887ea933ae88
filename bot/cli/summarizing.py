"""The summarizer from the command line: files, standard input, or lines of JSON."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from bot.cli.context import NamedPath
from bot.cli.jsonl import numbered, record
from bot.cli.progress import progress
from bot.cli.streams import echo_json, say_broken

if TYPE_CHECKING:
    from summarizer import Summary

FAILED, WRONG_USAGE = 1, 2


@click.command()
@click.argument("files", nargs=-1, type=NamedPath(), metavar="[FILE…|-]")
@click.option("-n", "--sentences", default=3, show_default=True, type=click.IntRange(1, 100))
@click.option("--method", default="news", show_default=True, help="See summarizer/README.md.")
@click.option("--language", help="ISO 639-1, such as de; recognized if it is not given.")
@click.option("--title", default="", help="The headline; else the file's own.")
@click.option("--about", default="", help="Words toward which the choice is tilted.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a text.")
@click.option(
    "--jsonl",
    is_flag=True,
    help='Many texts: lines of {"id", "text", "title"?, "language"?} in, '
    '{"id", "spans", "sentences", "language"} out.',
)
def summarize(  # noqa: PLR0917 -- click hands them over by name
    files: tuple[str, ...],
    sentences: int,
    method: str,
    language: str | None,
    title: str,
    about: str,
    as_json: bool,
    jsonl: bool,
) -> None:
    """Print the telling sentences of texts.

    Reads standard input when no FILE is given or FILE is -.
    """
    chosen: dict[str, Any] = {
        "sentences": sentences, "method": method, "about": about, "language": language,
    }  # fmt: skip
    _check(chosen)
    names = files or ("-",)
    bad = missing = 0
    for n, name in enumerate(names):
        try:
            with _opened(name) as file:
                if jsonl:
                    bad += _lines(file, chosen)
                    continue
                data = file.read()
        except OSError as error:
            if error.filename is None:  # it is the output that broke
                raise
            say_broken(error)
            missing += 1
            continue
        several = len(names) > 1
        bad += not _file(name, data, title, chosen, as_json=as_json, several=several, first=not n)
    if missing or bad:
        raise click.exceptions.Exit(WRONG_USAGE if missing else FAILED)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """Open a file, `-` for standard input; an OSError of its own reading names it.

    Raises:
        OSError: it is not there, or may not be read.
    """
    if name == "-":
        yield sys.stdin.buffer
        return
    if Path(name).is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    with Path(name).open("rb") as file:
        yield file


def _check(chosen: dict[str, Any]) -> None:
    from summarizer import SummarizerError
    from summarizer import summarize as call

    try:
        call("", **chosen)
    except SummarizerError as error:
        raise click.UsageError(str(error)) from error


def _file(
    name: str,
    data: bytes,
    title: str,
    chosen: dict[str, Any],
    *,
    as_json: bool,
    several: bool,
    first: bool,
) -> bool:
    """Summarize one file; False: it holds no text."""
    from bot.render.safe import safe_line
    from summarizer import summarize as call

    shown = safe_line(name)
    try:
        text = _text(data)
    except ValueError as error:
        click.echo(f"{shown}: {error}", err=True)
        return False
    title = safe_line(title or _headline(text))
    made = call(text, title=title, **chosen)
    if as_json:
        echo_json({"file": name, "title": title, **_record(made)})
        return True
    if several:
        click.echo(("" if first else "\n") + f"== {shown}")
    if title:
        click.echo(f"{title}\n")
    for sentence in made.sentences:
        click.echo(safe_line(sentence))
    if not made.sentences:
        click.echo(f"{shown}: there is no sentence in it that could be picked.", err=True)
    return True


def _text(data: bytes) -> str:
    """Decode a file, as it is if it is UTF-8, so that spans count in the file's own characters.

    Raises:
        ValueError: it is binary or in no encoding that is known; the message says so.
    """
    from bot.sources.text import decode

    cleaned = decode(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return cleaned


def _headline(text: str) -> str:
    from bot.runtime.ambient import now
    from bot.sources.shape import shape

    return shape(text, now=now()).headline


def _record(made: Summary) -> dict[str, Any]:
    return {
        "spans": [[span.start, span.end] for span in made.spans],
        "sentences": list(made.sentences),
        "language": made.language,
    }


def _lines(file: BinaryIO, chosen: dict[str, Any]) -> int:
    """Summarize line by line, in bounded memory; return how many lines were bad."""
    from summarizer import summarize as call

    bad = 0
    with progress("Summarizing", quiet=sys.stdout.isatty()) as tick:
        for number, line in numbered(file):
            try:
                given = record(line)
            except ValueError as error:
                click.echo(f"line {number}: {error}", err=True)
                bad += 1
                continue
            own = {**chosen, "language": given.get("language") or chosen["language"]}
            made = call(given["text"], title=given.get("title") or "", **own)
            echo_json({"id": given["id"], **_record(made)})
            if tick is not None:
                tick(1)
    return bad
