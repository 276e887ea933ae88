"""Chats carried to another installation, and a look at what happens, as an operator does it."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys

import pytest

from tests.bot.conftest import SPACE


def test_chats_are_exported_and_imported_elsewhere(program):
    program.put("a.txt", SPACE)
    program.run("chat", stdin="subscribe space weekdays 7:30\nquiet 22:00-07:00\n")
    done = program.run("export", "--chats")
    assert done.code == 0
    (program.folder / "chats.json").write_text(done.out, "utf-8")
    for _ in range(2):
        done = program.run("--store", "sqlite:///other.db", "import", "chats.json")
        assert (done.code, done.out) == (0, "1 chat from chats.json.\n")
    (first,) = json.loads(program.run("export", "--chats").out)["chats"]
    elsewhere = program.run("--store", "sqlite:///other.db", "export", "--chats")
    (again,) = json.loads(elsewhere.out)["chats"]
    assert again["quiet"] == first["quiet"]
    assert again["subscriptions"][0]["schedule"] == "weekdays 07:30"
    assert [one["id"] for one in again["subscriptions"]] == [
        one["id"] for one in first["subscriptions"]
    ]


def test_a_file_that_is_no_export_is_refused_in_a_sentence(program):
    (program.folder / "bad.json").write_text("{", "utf-8")
    done = program.run("import", "bad.json")
    assert done.code == 1
    assert done.err.startswith("digestbot: bad.json is no JSON: ")
    assert program.run("export").code == 2
    (program.folder / "deep.json").write_text("[" * 100_000, "utf-8")
    done = program.run("import", "deep.json")
    assert (done.code, done.err[:10]) == (1, "digestbot:")
    assert "nested too deep" in done.err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_export_that_another_program_has_saved_is_read(program, encoding):
    empty = '{"digestbot": "chats", "version": 1, "chats": []}'
    (program.folder / "marked.json").write_text(empty, encoding)
    assert program.run("import", "marked.json").out == "0 chats from marked.json.\n"


def test_tail_shows_what_happened_and_follows_until_it_is_stopped(program):
    program.put("a.txt", SPACE)
    program.run("collect")
    once = program.run("tail", "--once", "--json")
    (line,) = once.out.splitlines()
    assert json.loads(line)["text"] == "Probe lands on the far side of the moon"
    # A shell that puts the tests into the background has them ignore Ctrl-C, and all they start.
    heeding = "import signal, runpy; signal.signal(signal.SIGINT, signal.default_int_handler);"
    tail = subprocess.Popen(
        [sys.executable, "-c", f"{heeding} runpy.run_module('bot', run_name='__main__')", "tail"],
        cwd=program.folder,
        env=program.environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert tail.stdout.readline().endswith("Probe lands on the far side of the moon\n")
        tail.send_signal(signal.SIGINT)
        assert tail.wait(60) == 0
    finally:
        tail.kill()
        tail.communicate()


def test_what_is_typed_at_a_prompt_is_in_no_file(program):
    """Forgotten chats must be forgotten: nothing that people type stays beside the store."""
    person, theirs = pty.openpty()
    chat = subprocess.Popen(
        program.command("chat"),
        cwd=program.folder,
        env=program.environment(HOME=str(program.folder), PROMPT_TOOLKIT_NO_CPR="1"),
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    os.write(person, b"search diagnosis\rforget this chat now\rquit\r")
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while part := os.read(person, 10_000):
            shown += part
    os.close(person)
    assert chat.wait(60) == 0
    assert b"diagnosis" in shown
    files = [path for path in program.folder.rglob("*") if path.is_file()]
    assert [path for path in files if b"diagnosis" in path.read_bytes()] == []
    assert {path.parent.name for path in files} == {"data"}
