"""The console in a script: a process of its own, with pipes and files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = """
import asyncio, sys
from datetime import UTC, datetime
from bot.adapters.console import ConsoleAdapter
from bot.messages.blocks import Message, Paragraph, Plain

class Listener:
    async def answer(self, invocation):
        if invocation.text == "interrupt":
            raise KeyboardInterrupt
        return Message((Paragraph((Plain(f"You said {invocation.text}."),)),))

async def main():
    console = ConsoleAdapter(
        stdin=sys.stdin, stdout=sys.stdout, commands=(),
        now=lambda: datetime(2021, 6, 18, tzinfo=UTC),
    )
    await console.open()
    await console.listen(Listener())
    await console.close()

asyncio.run(main())
"""
COMMAND = [sys.executable, "-W", "error", "-c", PROGRAM]


def run(said: str | bytes, **environ: str) -> subprocess.CompletedProcess[bytes]:
    data = said.encode() if isinstance(said, str) else said
    return subprocess.run(
        COMMAND,
        input=data,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | environ,
        timeout=30,
        check=False,
    )


def test_a_script_gets_a_transcript() -> None:
    done = run("subscribe space\n\n  # what is new?\n/summary 3\n")
    assert done.stdout.decode() == (
        "> subscribe space\nYou said subscribe space.\n\n> /summary 3\nYou said /summary 3.\n\n"
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_the_last_line_needs_no_end(end: str) -> None:
    assert run(f"status{end}").stdout == b"> status\nYou said status.\n\n"


def test_nothing_said_is_nothing_answered() -> None:
    with Path(os.devnull).open("rb") as nothing:
        done = subprocess.run(
            COMMAND, stdin=nothing, capture_output=True, cwd=ROOT, timeout=30, check=False
        )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_file_can_be_read(tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("one\nquit\ntwo\n")
    with script.open("rb") as lines:
        done = subprocess.run(
            COMMAND, stdin=lines, capture_output=True, cwd=ROOT, timeout=30, check=False
        )
    assert done.stdout == b"> one\nYou said one.\n\n"


def test_a_reader_who_leaves_ends_it_quietly() -> None:
    with subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        process.stdin.write(b"one\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"> one\n"
        process.stdout.close()  # as `head -1` does
        process.stdin.write(b"two\nthree\n")
        process.stdin.flush()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0  # though nobody has said that there is no more


def test_it_can_end_while_its_input_stays_open() -> None:
    with subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        process.stdin.write(b"quit\n")
        process.stdin.flush()
        assert process.wait(30) == 0
        assert process.stderr.read() == b""


def test_long_scripts_are_answered_to_the_end_in_order() -> None:
    lines = [f"summary {n}" for n in range(1000)]
    shown = run("\n".join(lines)).stdout.decode()
    assert [line[2:] for line in shown.splitlines() if line.startswith("> ")] == lines


def test_lines_that_are_no_text_are_read_as_well_as_can_be() -> None:
    done = run(b"caf\xe9 \x1b[2J\nok\n", PYTHONUTF8="1")
    assert done.stdout.decode().startswith("> caf\ufffd \ufffd[2J\n")
    assert b"You said ok." in done.stdout


def test_an_output_without_the_characters_gets_stand_ins() -> None:
    done = run("caf\u00e9 \u2026 \u65e5\n".encode(), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stdout.isascii()


@pytest.mark.parametrize("variable", ["NO_COLOR", "TERM"])
def test_there_are_no_colors_in_a_pipe(variable: str) -> None:
    assert b"\x1b" not in run("status\n", **{variable: "xterm-256color"}).stdout
