"""The inbox folder: good files, what is passed over, what is new, changed and gone."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import SourceError
from bot.ports.source import Gone, RawArticle, Unreadable
from bot.sources.folder import FolderSource


def test_a_file_becomes_an_article(inbox: Any) -> None:
    inbox.put(
        "World News/Harbor/bridge.txt",
        "Bridge opens\r\n\r\nHarbor Wire) 09:20, June 18, 2021\r\n\r\nIt opened.\r\nAt last.",
    )
    (article,) = inbox.scan()
    assert article == RawArticle(
        key="World News/Harbor/bridge.txt",
        stamp=article.stamp,
        title="Bridge opens",
        body="It opened.\nAt last.",
        author="Harbor Wire",
        tags=frozenset({"world-news", "harbor"}),
        published_at=datetime(2021, 6, 18, 9, 20, tzinfo=UTC),
    )


def test_a_file_at_the_top_has_no_topic(inbox: Any) -> None:
    inbox.put("bridge.txt")
    assert inbox.articles()["bridge.txt"].tags == frozenset()


def test_any_case_of_the_ending_is_read(inbox: Any) -> None:
    for name in ("a.TXT", "b.Txt", "c.txt"):
        inbox.put(name)
    assert list(inbox.articles()) == ["a.TXT", "b.Txt", "c.txt"]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.txt",
        ".git/x.txt",
        "note.txt~",
        "~$report.txt",
        "#note.txt#",
        "big.txt.part",
        "big.txt.crdownload",
        "big.tmp",
        ".note.txt.swp",
        "README.md",
        "readme.txt",
        "README",
        "space/README.md",
        "Thumbs.db",
        "desktop.ini",
        "__MACOSX/x.txt",
    ],
)
def test_what_nobody_means_as_an_article_is_passed_over_in_silence(inbox: Any, name: str) -> None:
    inbox.put(name)
    assert inbox.scan() == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("report.pdf", "Only .txt files are read; this is a .pdf file."),
        ("page.html", "Only .txt files are read; this is a .html file."),
        ("article", "Only .txt files are read; this one has no ending."),
        ("x.txt.zip", "Only .txt files are read; this is a .zip file."),
    ],
)
def test_another_type_is_rejected_with_the_types_that_are_read(
    inbox: Any, name: str, reason: str
) -> None:
    inbox.put(name)
    assert inbox.reasons() == {name: reason}


def test_another_type_is_reported_once_however_it_grows(inbox: Any) -> None:
    path = inbox.put("film.mkv", b"x")
    known = inbox.known()
    path.write_bytes(b"xx" * 1_000)
    assert inbox.scan(known) == []


def test_an_unchanged_file_is_not_opened(inbox: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox.put("space/a.txt")
    inbox.put("bad.txt", b"\0\0")
    known = inbox.known()
    assert set(known) == {"space/a.txt", "bad.txt"}

    def no_opening(*_: object, **__: object) -> int:
        raise AssertionError("A file was opened.")

    monkeypatch.setattr(os, "open", no_opening)
    assert inbox.scan(known) == []


def test_a_changed_file_is_handed_over_again_under_its_key(inbox: Any) -> None:
    path = inbox.put("a.txt", "First.")
    known = inbox.known()
    path.write_text("Second version.")
    (article,) = inbox.scan(known)
    assert (article.key, article.body) == ("a.txt", "Second version.")
    assert article.stamp != known["a.txt"]


def test_an_edit_that_keeps_size_and_mtime_is_seen(inbox: Any) -> None:
    path = inbox.put("a.txt", "One.")
    known = inbox.known()
    before = path.stat()
    while path.stat().st_ctime_ns == before.st_ctime_ns:  # the kernel's clock ticks in milliseconds
        path.write_text("Two.")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    (article,) = inbox.scan(known)
    assert article.body == "Two."


def test_a_known_file_that_is_gone_is_gone_once_in_order(inbox: Any) -> None:
    for name in ("b.txt", "a.txt", "c.pdf", "stays.txt"):
        inbox.put(name)
    known = inbox.known()
    for name in ("b.txt", "a.txt", "c.pdf"):
        (inbox.root / name).unlink()
    assert inbox.scan(known) == [Gone(key="a.txt"), Gone(key="b.txt"), Gone(key="c.pdf")]


def test_a_moved_file_is_gone_here_and_new_there(inbox: Any) -> None:
    path = inbox.put("a.txt")
    known = inbox.known()
    (inbox.root / "space").mkdir()
    path.rename(inbox.root / "space" / "a.txt")
    new, gone = inbox.scan(known)
    assert (new.key, gone) == ("space/a.txt", Gone(key="a.txt"))


def test_an_identical_file_in_two_places_is_handed_over_twice(inbox: Any) -> None:
    inbox.put("a/x.txt")
    inbox.put("b/x.txt")
    assert list(inbox.articles()) == ["a/x.txt", "b/x.txt"]


def test_the_order_is_that_of_the_keys(inbox: Any) -> None:
    names = ["b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "Z.txt", "я.txt"]
    for name in names:
        inbox.put(name)
    assert [item.key for item in inbox.scan()] == sorted(names)


def test_one_bad_file_never_stops_the_others(inbox: Any) -> None:
    inbox.put("a.txt")
    inbox.put("b.txt", b"")
    inbox.put("c.txt", b"\x89PNG\r\n\x1a\n\0\0")
    inbox.put("d.txt")
    assert [type(item) for item in inbox.scan()] == [RawArticle, Unreadable, Unreadable, RawArticle]


def test_a_scan_without_files_yields_nothing(inbox: Any) -> None:
    assert inbox.scan() == []


def test_a_missing_inbox_says_what_to_do(tmp_path: Path) -> None:
    source = FolderSource(tmp_path / "none", now=lambda: datetime(2024, 1, 1, tzinfo=UTC))
    with pytest.raises(SourceError, match=r"none does not exist\. Create it, or set"):
        list(source.scan({}))


def test_an_inbox_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    source = FolderSource(tmp_path / "file", now=lambda: datetime(2024, 1, 1, tzinfo=UTC))
    with pytest.raises(SourceError, match="is not a folder"):
        list(source.scan({}))


def test_the_inbox_itself_may_be_a_link(inbox: Any, tmp_path: Path) -> None:
    inbox.put("a.txt")
    (tmp_path / "link").symlink_to(inbox.root)
    source = FolderSource(tmp_path / "link", now=lambda: inbox.now)
    assert [item.key for item in source.scan({})] == ["a.txt"]


def test_the_seed_and_the_samples_are_all_read() -> None:
    seeds = Path(__file__).parents[3] / "seeds"
    source = FolderSource(seeds, now=lambda: datetime(2100, 1, 1, tzinfo=UTC))
    items = list(source.scan({}))
    assert all(isinstance(item, RawArticle) for item in items)
    found = {item.key: item for item in items if isinstance(item, RawArticle)}
    seed = found["000_c79dc73ec6848e3e.txt"]
    assert seed.title.startswith("Russia ready to foster cooperation with China in space")
    assert (seed.author, seed.published_at) == ("Xinhua", datetime(2021, 6, 18, 13, 49, tzinfo=UTC))
    assert seed.body.startswith("ST. PETERSBURG, June 17 (Xinhua) -- Given China's")
    assert all(article.title and article.body for article in found.values())
    assert {tag for article in found.values() for tag in article.tags} == {
        "business", "culture", "science", "space", "world",
    }  # fmt: skip
    in_readme = (seeds / "README.md").read_text()
    assert all(f"`{key}`" in in_readme for key in found)
