from __future__ import annotations

import errno
import io
import os
import pty
import termios
from collections.abc import Iterator
from typing import TextIO

import pytest

from bot.adapters.console import print_message
from bot.adapters.console.errors import post_error
from bot.adapters.console.printing import (
    UNKNOWN_WIDTH,
    WIDEST,
    printable,
    takes_color,
    width_of,
)
from bot.domain.errors import NotSent, PostError, Unknown
from bot.messages.blocks import Code, Message, Paragraph, Plain

HELLO = Message((Paragraph((Plain("Say "), Code("help"))),))


@pytest.fixture
def screen() -> Iterator[TextIO]:
    person, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as opened:
        yield opened
    os.close(person)


def test_a_message_is_printed_with_a_line_end() -> None:
    stream = io.StringIO()
    print_message(HELLO, stream=stream)
    assert stream.getvalue() == "Say `help`\n"


def test_width_and_color_can_be_given() -> None:
    stream = io.StringIO()
    print_message(Message((Paragraph((Plain("word " * 9),)),)), stream=stream, width=24)
    print_message(HELLO, stream=stream, color=True)
    assert stream.getvalue() == (
        "word word word word word\nword word word word\nSay \x1b[36mhelp\x1b[0m\n"
    )


def test_a_message_that_says_nothing_prints_nothing() -> None:
    stream = io.StringIO()
    print_message(Message(()), stream=stream)
    assert not stream.getvalue()


@pytest.mark.parametrize(
    ("columns", "expected"), [(60, 60), (WIDEST, WIDEST), (300, WIDEST), (0, UNKNOWN_WIDTH)]
)
def test_the_width_is_the_screen_up_to_what_reads_well(
    screen: TextIO, columns: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    termios.tcsetwinsize(screen.fileno(), (24, columns))
    assert width_of(screen) == expected


def test_a_pipe_is_as_wide_as_an_old_screen() -> None:
    assert width_of(io.StringIO()) == UNKNOWN_WIDTH


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm"}, True),
        ({}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
    ],
)
def test_a_screen_is_colored_unless_it_cannot_or_must_not(
    screen: TextIO, environ: dict[str, str], expected: bool
) -> None:
    assert takes_color(screen, environ) is expected


def test_a_pipe_is_not_colored() -> None:
    assert not takes_color(io.StringIO(), {"TERM": "xterm"})


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("a … b", "utf-8", "a … b"),
        ("a … b", None, "a … b"),
        ("▌ “picked” – \u2500\u2500 •", "ascii", '| "picked" - -- *'),
        ("café", "ascii", "cafe"),
        ("café …", "latin-1", "café ..."),
        ("日本", "cp1252", "??"),
        ("Привет", "cp1251", "Привет"),
    ],
)
def test_characters_that_an_encoding_lacks_get_stand_ins(
    text: str, encoding: str | None, expected: str
) -> None:
    assert printable(text, encoding) == expected


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), Unknown),
        (OSError(errno.EIO, "Input/output error"), Unknown),
        (OSError(errno.ENOSPC, "No space left on device"), Unknown),
        (ValueError("I/O operation on closed file."), NotSent),
    ],
)
def test_what_errors_mean(error: OSError | ValueError, meaning: type[PostError]) -> None:
    assert type(post_error(error)) is meaning
