"""Streams that are closed, full or left: one sentence, code 1, and nothing is lost."""

from __future__ import annotations

import json
import os
import shlex
import subprocess

import pytest

from tests.bot.conftest import HARBOR, SPACE

pytestmark = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110


def shell(program, arguments: str, redirection: str) -> subprocess.CompletedProcess[str]:
    command = f"{shlex.join(program.command(*arguments.split()))} {redirection}"
    return subprocess.run(
        ["bash", "-c", command], cwd=program.folder, env=program.environment(),
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("command", "redirection", "told"),
    [
        ("summarize inbox/a.txt", "> /dev/full", "No space left"),
        ("stories", "> /dev/full", "No space left"),
        ("summarize inbox/a.txt", ">&-", "closed"),
    ],
)
def test_output_that_cannot_be_written_is_told_in_one_line(program, command, redirection, told):
    program.put("a.txt", HARBOR)
    done = shell(program, command, redirection)
    assert done.returncode == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("redirection", ["> /dev/full", "| true"])
def test_a_digest_that_could_not_be_printed_is_given_back(program, redirection):
    program.put("a.txt", HARBOR)
    program.run("collect")
    done = shell(program, "digest --to console:local", redirection)
    assert "Traceback" not in done.stderr
    assert "Harbor bridge" in program.run("digest", "--to", "console:local").out


def test_a_chat_that_nobody_can_read_is_told_in_one_line(program):
    program.put("a.txt", HARBOR)
    done = shell(program, "chat", "> /dev/full <<< 'summary'")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "digestbot: The output broke while it was written to: No space left on device."
    ]


def test_a_chat_whose_reader_leaves_ends_quietly(program):
    program.put("a.txt", HARBOR)
    script = program.folder / "script.txt"
    script.write_text("summary\nstatus\n" * 200)
    done = shell(program, "chat", f"< {script} | head -1")
    assert (done.stdout, done.stderr) == ("> summary\n", "")


def test_the_demo_answers_the_lines_of_a_script(program):
    done = program.run("demo", stdin="# a script\nsummary 1\nwhy 2\n")
    assert done.code == 0
    assert "\n\n> summary 1\nStenmark and Port Amberley joined as Sorrel Sound Bridge" in done.out
    assert "\n> why 2\n" in done.out


def test_closed_input_and_error_streams_are_no_trouble(program):
    assert shell(program, "demo", "<&- 2>&-").returncode == 0


def test_half_a_surrogate_pair_is_reported_and_passed_over(program):
    bad = [{"id": 1, "text": "\ud800 hello"}, {"id": "\udfff", "text": SPACE}]
    bad.append({"id": 3, "text": SPACE, "title": "\udc00"})
    lines = [json.dumps(one) for one in [*bad, {"id": 4, "text": SPACE}]]
    done = program.run("summarize", "--jsonl", stdin="\n".join(lines))
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == [4]
    told = [line.partition(":")[0] for line in done.err.splitlines()]
    assert told == ["line 1", "line 2", "line 3"]


@pytest.mark.parametrize("option", ["--store", "--inbox", "--config"])
def test_an_empty_option_is_refused(program, option):
    done = program.run(option, "", "check")
    assert (done.code, done.out) == (2, "")
    assert "it is empty" in done.err


def test_check_lists_every_rejected_file(program):
    for number in range(1100):
        program.put(f"{number}.txt", "")
    program.run("collect")
    assert program.run("check").out.count("\nrejected ") == 1100
