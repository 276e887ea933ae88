"""Everything that people, programs and attackers leave in a shared folder."""

from __future__ import annotations

import inspect
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import SourceError
from bot.ports.source import Gone, RawArticle, Unreadable
from bot.sources import folder, opening
from bot.sources.inbox import Found

SECRET = "root:x:0:0: a file outside of the inbox"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path


def test_over_the_limit_is_rejected_without_being_read(
    inbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inbox.put("big.txt").open("wb") as file:
        file.truncate(7_300_000)
    monkeypatch.setattr(os, "open", None)
    assert inbox.reasons() == {
        "big.txt": "7.3 MB is over the limit of 5 MB (setting folder.max_bytes)."
    }


def test_a_hundred_megabytes_cost_nothing(inbox: Any) -> None:
    with inbox.put("huge.txt").open("wb") as file:
        file.truncate(100_000_000)
    assert inbox.reasons()["huge.txt"].startswith("100 MB is over")


def test_the_limit_itself_is_allowed_and_a_byte_more_is_told_exactly(inbox: Any) -> None:
    inbox.put("a.txt", b"word " * 1_000_000)
    inbox.put("b.txt", b"word " * 1_000_000 + b".")
    article, rejected = inbox.scan()
    assert isinstance(article, RawArticle)
    assert rejected.reason.startswith("5,000,001 bytes is over the limit of 5,000,000")


def test_a_picture_named_txt_is_rejected(inbox: Any) -> None:
    inbox.put("cat.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert inbox.reasons() == {"cat.txt": "It is a PNG picture, not a text."}


def test_an_empty_file_is_rejected(inbox: Any) -> None:
    inbox.put("empty.txt", b"")
    assert inbox.reasons() == {"empty.txt": "It is empty."}


def test_a_latin1_file_is_read(inbox: Any) -> None:
    inbox.put("menu.txt", "Le café a fermé à midi.".encode("latin-1"))
    assert inbox.articles()["menu.txt"].body == "Le café a fermé à midi."


def test_a_link_out_of_the_inbox_is_refused(inbox: Any, secret: Path) -> None:
    (inbox.root / "passwd.txt").symlink_to("/etc/passwd")
    (inbox.root / "up.txt").symlink_to("../secret.txt")
    (inbox.root / "folder").symlink_to(secret.parent)
    (inbox.root / "next.txt").symlink_to("up.txt")
    assert inbox.articles() == {}
    reasons = inbox.reasons()
    assert set(reasons) == {"passwd.txt", "up.txt", "folder", "next.txt"}
    assert reasons["passwd.txt"] == "It is a link to /etc/passwd, outside the inbox."
    assert all("outside the inbox" in reason for reason in reasons.values())


def test_a_link_to_a_folder_beside_with_the_same_beginning_is_outside(inbox: Any) -> None:
    beside = inbox.root.parent / "inbox2"
    beside.mkdir()
    (beside / "a.txt").write_text(SECRET)
    (inbox.root / "a.txt").symlink_to(beside / "a.txt")
    assert "outside the inbox" in inbox.reasons()["a.txt"]


def test_a_link_to_a_file_inside_is_read_as_in_a_volume_of_kubernetes(inbox: Any) -> None:
    inbox.put("..2024_06_03/a.txt", "From the volume.")
    (inbox.root / "..data").symlink_to("..2024_06_03")
    (inbox.root / "space").mkdir()
    (inbox.root / "space" / "a.txt").symlink_to("../..data/a.txt")
    (article,) = inbox.scan()
    assert (article.key, article.body) == ("space/a.txt", "From the volume.")
    assert article.tags == {"space"}
    assert inbox.scan({article.key: article.stamp}) == []


def test_links_that_lead_nowhere_or_round_in_a_circle_are_refused(inbox: Any) -> None:
    (inbox.root / "a.txt").symlink_to("b.txt")
    (inbox.root / "b.txt").symlink_to("a.txt")
    (inbox.root / "gone.txt").symlink_to("no such file")
    (inbox.root / "loop").symlink_to(".")
    reasons = inbox.reasons()
    assert set(reasons) == {"a.txt", "b.txt", "gone.txt", "loop"}
    assert "which does not exist" in reasons["gone.txt"]
    assert reasons["loop"] == "It is a link to a folder; only links to files are followed."


def test_pipes_sockets_and_devices_do_not_hang(inbox: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(inbox.root / "pipe.txt")
    monkeypatch.chdir(inbox.root)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        assert inbox.reasons() == {
            "pipe.txt": "It is a named pipe, not a file.",
            "socket.txt": "It is a socket, not a file.",
        }


def test_a_pipe_put_in_place_of_a_found_file_does_not_hang(inbox: Any) -> None:
    path = inbox.put("a.txt")
    scan = inbox.source.scan({})
    path.unlink()
    os.mkfifo(path)
    assert list(scan) == []


def test_a_folder_named_like_a_file_is_a_topic(inbox: Any) -> None:
    inbox.put("x.txt/a.txt")
    assert inbox.articles()["x.txt/a.txt"].tags == {"x.txt"}


def test_a_file_deleted_between_looking_and_reading_is_skipped(inbox: Any) -> None:
    inbox.put("a.txt")
    path = inbox.put("b.txt")
    known = {"b.txt": "an older stamp"}
    scan = inbox.source.scan(known)
    path.unlink()
    assert [item.key for item in scan] == ["a.txt"]
    assert inbox.scan(known)[-1] == Gone(key="b.txt")


def test_a_file_exchanged_for_a_link_after_looking_is_not_read(inbox: Any, secret: Path) -> None:
    path = inbox.put("a.txt")
    scan = inbox.source.scan({})
    path.unlink()
    path.symlink_to(secret)
    assert list(scan) == []


def test_a_folder_exchanged_for_a_link_after_looking_is_not_entered(
    inbox: Any, tmp_path: Path
) -> None:
    inside = inbox.put("space/a.txt").parent
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text(SECRET)
    scan = inbox.source.scan({})
    inside.rename(tmp_path / "away")
    inside.symlink_to(outside)
    assert list(scan) == []


def test_a_file_that_changes_while_it_is_read_is_left(
    inbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = inbox.put("a.txt", b"word " * 500_000)
    read = os.read

    def read_and_append(descriptor: int, length: int) -> bytes:
        with path.open("ab") as file:
            file.write(b"more ")
        return read(descriptor, length)

    monkeypatch.setattr(os, "read", read_and_append)
    assert inbox.scan() == []
    monkeypatch.undo()
    assert inbox.source.wait_until_settled()
    assert inbox.articles()["a.txt"].body.endswith("more")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        (b"two\nlines.txt", "two%0Alines.txt"),
        ("a\u202egpj.txt".encode(), "a%E2%80%AEgpj.txt"),
        (b"caf\xe9.txt", "caf%E9.txt"),
        ("café.txt".encode(), "café.txt"),
        (b"50% off.txt", "50% off.txt"),
        (b"caf%E9.txt", "caf%25E9.txt"),
        (b"x\\..\\..\\etc.txt", "x\\..\\..\\etc.txt"),
        (b"..\\etc.txt", None),  # hidden, as every name that begins with a dot
        (b"n" * 251 + b".txt", "n" * 251 + ".txt"),
        (b"-rf *; $(id).txt", "-rf *; $(id).txt"),
        (b" .txt", " .txt"),
    ],
)
def test_odd_names_have_keys_that_can_be_shown_and_stored(
    inbox: Any, name: bytes, key: str | None
) -> None:
    path = os.fsencode(inbox.root) + b"/" + name
    with open(path, "wb") as file:  # noqa: PTH123 -- a Path cannot hold these
        file.write(b"Some text.")
    assert list(inbox.articles()) == ([] if key is None else [key])
    if key is not None:
        key.encode()
        assert key.isprintable()
        assert inbox.scan(inbox.known()) == []


def test_an_odd_name_is_printable_in_its_reason_and_topics_too(inbox: Any) -> None:
    inbox.put("space\n\u202ex/bad.p\ndf")
    inbox.put("space\n\u202ex/a.txt")
    (inbox.root / "l\nink.txt").symlink_to("/etc/pass\nwd")
    for item in inbox.scan():
        assert isinstance(item, RawArticle) or item.reason.isprintable()
        assert not isinstance(item, RawArticle) or all(tag.isprintable() for tag in item.tags)
        assert item.key.isprintable()


def test_a_tree_deeper_than_pythons_stack_is_read(inbox: Any) -> None:
    inbox.put("/".join(["d"] * 400) + "/a.txt", "Deep.")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 100)
    try:
        articles = inbox.articles()
    finally:
        sys.setrecursionlimit(limit)
    assert [article.body for article in articles.values()] == ["Deep."]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Step back for a while where tests run as root, who may read everything."""
    is_root = os.getuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.fixture
def shared_inbox() -> Iterator[Path]:
    """Make an inbox with a closed folder that other users can reach; pytest's own are private."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o755)
    closed = root / "closed"
    closed.mkdir()
    (closed / "a.txt").write_text("Behind a closed door.")
    closed.chmod(0)
    yield root
    closed.chmod(0o755)
    shutil.rmtree(root)


def test_what_may_not_be_read_says_so_and_is_read_once_it_may(
    shared_inbox: Path, inbox: Any
) -> None:
    secret = shared_inbox / "secret.txt"
    secret.write_text("Not for all.")
    secret.chmod(0)
    source = folder.FolderSource(shared_inbox, now=lambda: inbox.now)
    with as_nobody():
        items = list(source.scan({"closed/b.txt": "seen when the door was open"}))
    assert [(item.key, isinstance(item, Unreadable) and item.reason) for item in items] == [
        ("closed/", "This folder cannot be opened: permission denied."),
        (
            "secret.txt",
            "It cannot be read: permission denied. Let the user that runs digestbot read it.",
        ),
    ]
    known = {item.key: item.stamp for item in items if not isinstance(item, Gone)}
    with as_nobody():
        assert list(source.scan(known)) == []
    (shared_inbox / "closed").chmod(0o755)
    before = secret.stat().st_ctime_ns
    while secret.stat().st_ctime_ns == before:  # the kernel's clock ticks in milliseconds
        secret.chmod(0o644)
    with as_nobody():
        again = [(type(item), item.key) for item in source.scan(known)]
    assert again == [(RawArticle, "closed/a.txt"), (RawArticle, "secret.txt"), (Gone, "closed/")]


def test_an_inbox_that_may_not_be_opened_is_a_source_error(shared_inbox: Path, inbox: Any) -> None:
    source = folder.FolderSource(shared_inbox / "closed", now=lambda: inbox.now)
    with as_nobody(), pytest.raises(SourceError, match="cannot be opened: permission denied"):
        source.scan({})


def test_a_disk_error_is_a_reason_not_a_crash(inbox: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox.put("a.txt")
    inbox.put("b.txt")

    def fail(root: Path, item: Found) -> bytes:
        if item.key == "a.txt":
            raise OSError(5, "Input/output error")
        return opening.read(root, item)

    monkeypatch.setattr(folder, "read", fail)
    rejected, article = inbox.scan()
    assert rejected.reason == "It cannot be read: Input/output error."
    assert isinstance(article, RawArticle)
