"""Work in processes that are killed; the jobs of these tests stand in this file."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.sources.killable import CutShortError, Killable

HERE = "tests.bot.sources.jobs"


@pytest.fixture
def killable() -> Iterator[Killable]:
    with Killable(processes=2, seconds=1.5, megabytes=256) as made:
        yield made


def test_a_job_gets_its_data_and_options(killable):
    assert killable.call(f"{HERE}:size", b"abc", more=2) == {"size": 5}


def test_a_process_is_used_again(killable):
    first = killable.call(f"{HERE}:pid", b"")
    assert killable.call(f"{HERE}:pid", b"") == first != os.getpid()


def test_whoever_is_slow_is_killed(killable):
    with pytest.raises(ValueError, match=r"It takes more than 1\.5 seconds to read\."):
        killable.call(f"{HERE}:forever", b"")
    assert killable.call(f"{HERE}:size", b"", more=0) == {"size": 0}


def test_waiting_is_not_work():
    """A busy machine makes nobody slow."""
    with Killable(processes=1, seconds=0.5) as made:
        assert made.call(f"{HERE}:nap", b"", seconds=0.7) == "rested"


def test_patience_ends():
    with (
        Killable(processes=1, patience=0.5) as made,
        pytest.raises(ValueError, match=r"It takes more than 0\.5 seconds to read\."),
    ):
        made.call(f"{HERE}:nap", b"", seconds=3600)


def test_what_stops_us_does_not_stop_a_job(killable):
    assert killable.call(f"{HERE}:session", b"") != os.getsid(0)
    assert killable.call(f"{HERE}:is_told_to_stop", b"")


def test_whoever_is_killed_from_outside_is_asked_once_more(killable, tmp_path):
    assert killable.call(f"{HERE}:killed", b"", mark=str(tmp_path), times=1) == 1


def test_whoever_is_killed_again_and_again_is_not_to_blame(killable, tmp_path):
    with pytest.raises(CutShortError, match="Try again in a minute"):
        killable.call(f"{HERE}:killed", b"", mark=str(tmp_path), times=9)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("program", ["false", "no-such-program"])
def test_without_a_program_nothing_is_to_blame(monkeypatch, program):
    monkeypatch.setattr(sys, "executable", shutil.which(program) or program)
    with Killable() as made, pytest.raises(CutShortError):
        made.call(f"{HERE}:pid", b"")


def test_a_process_that_died_while_it_waited_is_given_no_job(killable, tmp_path):
    pid = killable.call(f"{HERE}:pid", b"")
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    # As this job is killed once, it would not be done if the dead one had been tried before
    assert killable.call(f"{HERE}:killed", b"", mark=str(tmp_path), times=1) == 1


def test_whoever_takes_too_much_memory_is_stopped(killable):
    with pytest.raises(ValueError, match=r"It takes more than 256 MB of memory to read\."):
        killable.call(f"{HERE}:eat", b"")


def test_a_crash_is_a_sentence(killable):
    with pytest.raises(ValueError, match="makes the program that reads it fail"):
        killable.call(f"{HERE}:crash", b"")
    assert killable.call(f"{HERE}:size", b"", more=0) == {"size": 0}


@pytest.mark.parametrize(
    ("job", "sentence"),
    [
        ("deep", "nested too deeply"),
        ("wrong", "damaged, or not what it says"),
        ("odd", "damaged, or not what it says"),
        ("refuse", "It is blue."),
        ("missing", "damaged, or not what it says"),
    ],
)
def test_what_a_job_raises_is_a_sentence(killable, job, sentence):
    with pytest.raises(ValueError, match=sentence):
        killable.call(f"{HERE}:{job}", b"")


def test_what_a_parser_prints_or_reads_is_no_answer(killable):
    assert killable.call(f"{HERE}:chatty", b"") == "quiet"


def test_it_knows_none_of_our_secrets_and_writes_no_file(killable, monkeypatch, tmp_path):
    monkeypatch.setenv("DIGESTBOT_TELEGRAM__TOKEN", "secret")
    with Killable(processes=1) as fresh:
        assert "secret" not in str(fresh.call(f"{HERE}:environment", b""))
    with pytest.raises(ValueError, match="damaged"):
        killable.call(f"{HERE}:write", b"", path=str(tmp_path / "a"))


def test_large_data_goes_both_ways(killable):
    data = bytes(range(256)) * 20_000
    assert killable.call(f"{HERE}:echo", data) == data.decode("latin-1")


def test_several_threads_share_the_processes(killable):
    with ThreadPoolExecutor(6) as threads:
        pids = set(threads.map(lambda _: killable.call(f"{HERE}:pid", b""), range(12)))
    assert len(pids) <= 2


def test_without_jobs_the_processes_end():
    with Killable(processes=1, rest=0.2) as made:
        pid = made.call(f"{HERE}:pid", b"")
        until = time.monotonic() + 10
        while alive(pid) and time.monotonic() < until:
            time.sleep(0.02)
        assert not alive(pid)
        assert made.call(f"{HERE}:pid", b"") != pid


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
