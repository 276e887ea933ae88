"""A file still being written is left until it is whole; nobody waits for ever."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

SECOND = 10**9


def at(path: Path, *, after: float) -> datetime:
    """Return the moment that is so many seconds after the last write."""
    moment = datetime.fromtimestamp(path.stat().st_mtime_ns // SECOND, UTC)
    fraction = path.stat().st_mtime_ns % SECOND / SECOND
    return moment + timedelta(seconds=fraction + after)


def test_a_fresh_file_is_left_and_taken_a_second_later(inbox: Any) -> None:
    inbox.now = at(inbox.put("a.txt"), after=0.2)
    assert inbox.scan() == []
    assert inbox.source.wait_until_settled()
    assert inbox.pauses == [1.0]
    assert [item.key for item in inbox.scan()] == ["a.txt"]
    assert not inbox.source.wait_until_settled()
    assert inbox.pauses == [1.0]


def test_a_settled_file_beside_a_fresh_one_is_taken_at_once(inbox: Any) -> None:
    old = inbox.put("old.txt")
    os.utime(old, (1, 1))
    inbox.now = at(inbox.put("new.txt"), after=0.2)
    assert [item.key for item in inbox.scan()] == ["old.txt"]


def test_a_slow_writer_is_waited_for_and_its_text_is_whole(inbox: Any) -> None:
    path = inbox.put("a.txt", "Line 0.\n")
    inbox.now = at(path, after=0.1)
    rounds = 0
    while not (items := inbox.scan()) and inbox.source.wait_until_settled():
        rounds += 1
        if rounds <= 3:
            with path.open("a") as file:
                file.write(f"Line {rounds}.\n")
            os.utime(path, ns=(0, int(inbox.now.timestamp()) * SECOND))
    assert [item.body for item in items] == ["Line 0.\nLine 1.\nLine 2.\nLine 3."]


def test_a_file_that_keeps_growing_never_holds_us_for_ever(inbox: Any) -> None:
    path = inbox.put("log.txt", "start")

    def grow() -> None:
        with path.open("a") as file:
            file.write(" more")
        os.utime(path, ns=(0, int(inbox.now.timestamp()) * SECOND))

    grow()
    scans = 0
    while True:
        assert inbox.scan() == []
        scans += 1
        if not inbox.source.wait_until_settled():
            break
        grow()
    assert scans <= 8
    assert all(pause <= 1 for pause in inbox.pauses)
    inbox.pass_time(3)
    assert [item.key for item in inbox.scan()] == ["log.txt"]  # the writer has stopped


def test_the_patience_is_there_again_once_nothing_was_left(inbox: Any) -> None:
    path = inbox.put("a.txt")
    inbox.now = at(path, after=0.1)
    for _ in range(20):
        inbox.scan()
        if not inbox.source.wait_until_settled():
            break
        inbox.now = at(path, after=0.1)
    inbox.now = at(path, after=2)
    assert inbox.scan()
    assert not inbox.source.wait_until_settled()
    inbox.now = at(inbox.put("b.txt"), after=0.1)
    inbox.scan()
    assert inbox.source.wait_until_settled()


def test_a_file_renamed_into_place_waits_no_longer_than_any_other(inbox: Any) -> None:
    path = inbox.put("a.txt.part")
    target = path.rename(inbox.root / "a.txt")
    inbox.now = at(target, after=1.001)
    assert [item.key for item in inbox.scan()] == ["a.txt"]


def chmod(path: Path) -> None:
    path.chmod(0o640)


def chown(path: Path) -> None:
    os.chown(path, os.getuid(), os.getgid())


def link(path: Path) -> None:
    path.with_suffix(".bak").hardlink_to(path)


@pytest.mark.parametrize("touch", [chmod, chown, link])
def test_a_half_written_file_is_not_taken_when_its_mode_changes(inbox: Any, touch: Any) -> None:
    path = inbox.put("a.txt", "Half of a sen")
    before = path.stat().st_ctime_ns
    while path.stat().st_ctime_ns == before:  # clock ticks of milliseconds
        touch(path)
        path.with_suffix(".bak").unlink(missing_ok=True)
    inbox.now = at(path, after=0.4)
    assert inbox.scan() == []


def test_renaming_over_a_known_file_is_seen(inbox: Any) -> None:
    path = inbox.put("a.txt", "Old text.")
    known = inbox.known()
    new = inbox.put("a.tmp", "New text.")
    os.utime(new, ns=(0, path.stat().st_mtime_ns))
    new.replace(path)
    (article,) = inbox.scan(known)
    assert article.body == "New text."


def test_a_time_in_the_future_is_taken_when_it_stands_still_for_a_while(inbox: Any) -> None:
    path = inbox.put("a.txt")
    inbox.now = datetime(2024, 1, 1, tzinfo=UTC)
    os.utime(path, (4_000_000_000, 4_000_000_000))
    assert inbox.scan() == []
    assert inbox.source.wait_until_settled()
    assert [item.key for item in inbox.scan()] == ["a.txt"]


@pytest.mark.parametrize("moment", [0, -1, 2**33, 10**11])
def test_no_time_is_too_odd(inbox: Any, moment: int) -> None:
    os.utime(inbox.put("a.txt"), (moment, moment))
    inbox.now = datetime(2024, 1, 1, tzinfo=UTC)
    inbox.scan()
    inbox.source.wait_until_settled()
    assert [item.key for item in inbox.scan()] == ["a.txt"]


def test_a_clock_that_was_set_back_does_not_block(inbox: Any) -> None:
    inbox.now = datetime(2024, 1, 1, tzinfo=UTC)
    os.utime(inbox.put("a.txt"), (4_000_000_000, 4_000_000_000))
    inbox.scan()
    inbox.now = datetime(2023, 1, 1, tzinfo=UTC)
    inbox.scan()
    inbox.pass_time(1)
    assert [item.key for item in inbox.scan()] == ["a.txt"]


def test_an_empty_file_may_be_one_that_is_about_to_be_written(inbox: Any) -> None:
    path = inbox.put("a.txt", b"")
    inbox.now = at(path, after=0.2)
    assert inbox.scan() == []
    inbox.pass_time(1)
    assert inbox.reasons() == {"a.txt": "It is empty."}


def test_a_known_file_that_is_being_rewritten_is_not_gone(inbox: Any) -> None:
    path = inbox.put("a.txt")
    known = inbox.known()
    path.write_text("A new version, half wri")
    inbox.now = at(path, after=0.1)
    assert inbox.scan(known) == []


def test_nothing_to_wait_for_before_the_first_scan(inbox: Any) -> None:
    assert not inbox.source.wait_until_settled()
    assert inbox.pauses == []
