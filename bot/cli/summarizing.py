"""The summarizer from the command line: files, standard input, or lines of JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from bot.cli.progress import progress
from bot.cli.streams import echo_json

if TYPE_CHECKING:
    from summarizer import Summary

LONGEST_LINE = 64_000_000  # bytes of a line of JSON; a longer one is passed over
FAILED = 1


@click.command()
@click.argument("files", nargs=-1, type=click.File("rb"), metavar="[FILE…|-]")
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
    files: tuple[BinaryIO, ...],
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
    inputs = files or (sys.stdin.buffer,)
    if jsonl:
        bad = sum(_lines(file, chosen) for file in inputs)
    else:
        bad = sum(
            not _file(file, title, chosen, as_json=as_json, several=len(inputs) > 1, first=not n)
            for n, file in enumerate(inputs)
        )
    if bad:
        raise click.exceptions.Exit(FAILED)


def _check(chosen: dict[str, Any]) -> None:
    from summarizer import SummarizerError
    from summarizer import summarize as call

    try:
        call("", **chosen)
    except SummarizerError as error:
        raise click.UsageError(str(error)) from error


def _file(
    file: BinaryIO,
    title: str,
    chosen: dict[str, Any],
    *,
    as_json: bool,
    several: bool,
    first: bool,
) -> bool:
    """Summarize one file; False: it could not be read."""
    from bot.render.safe import safe_line
    from summarizer import summarize as call

    name = safe_line(str(getattr(file, "name", "-")))
    try:
        text = _text(file.read())
    except ValueError as error:
        click.echo(f"{name}: {error}", err=True)
        return False
    title = safe_line(title or _headline(text))
    made = call(text, title=title, **chosen)
    if as_json:
        echo_json({"title": title, **_record(made)})
        return True
    if several:
        click.echo(("" if first else "\n") + f"== {name}")
    if title:
        click.echo(f"{title}\n")
    for sentence in made.sentences:
        click.echo(safe_line(sentence))
    if not made.sentences:
        click.echo(f"{name}: there is no sentence in it that could be picked.", err=True)
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
        for number, line in _numbered(file):
            try:
                given = _given(line)
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


def _numbered(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        whole = line.endswith(b"\n") or len(line) < LONGEST_LINE
        while line and not line.endswith(b"\n") and len(line) == LONGEST_LINE:
            line = file.readline(LONGEST_LINE)
        if not whole:
            click.echo(f"line {number}: longer than {LONGEST_LINE} bytes.", err=True)
        elif line.strip():
            yield number, line


def _given(line: bytes) -> dict[str, Any]:
    """Read one line.

    Raises:
        ValueError: it is no object with an id and a text; the message says what is wrong.
    """
    from summarizer import LANGUAGES

    try:
        given = json.loads(line)
        json.dumps(given, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8.") from error
    except UnicodeEncodeError as error:
        half = error.object[error.start]
        raise ValueError(f"{half!r} is half of a surrogate pair, and no character.") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"no valid JSON: {error}.") from error
    if not isinstance(given, dict):
        raise ValueError("no JSON object.")  # noqa: TRY004 -- the line is wrong, not our types
    for name, needed in (("text", True), ("title", False), ("language", False)):
        value = given.get(name)
        if (needed or value is not None) and not isinstance(value, str):
            raise ValueError(f'"{name}" must be a string.')
    if "id" not in given:
        raise ValueError('"id" is missing.')
    if given.get("language") and given["language"] not in LANGUAGES:
        given["language"] = None  # a language without rules of its own: recognize, degrade
    return given
