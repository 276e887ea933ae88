"""An inbox takes documents of every kind, and archives of them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ports.source import Gone, RawArticle, Unreadable
from bot.sources.extract import Extractor
from bot.sources.folder import FolderSource
from bot.sources.killable import CutShortError, Killable
from tests.bot.sources.conftest import Inbox
from tests.hostile.samples import TITLE, every_kind, markdown, page, text, zipped


@pytest.fixture
def documents(inbox: Inbox, killable: Killable) -> Inbox:
    inbox.source = FolderSource(
        inbox.root, extractor=Extractor(killable), now=lambda: inbox.now, pause=inbox.pass_time
    )
    return inbox


def by_key(inbox: Inbox, known: dict[str, str] | None = None) -> dict[str, object]:
    return {item.key: item for item in inbox.scan(known)}


def test_every_kind_is_an_article(documents):
    for name, data in every_kind().items():
        documents.put(f"space/{name}", data)
    found = by_key(documents)
    assert {key: type(item) for key, item in found.items()} == dict.fromkeys(
        [*(f"space/{name}" for name in every_kind()), "space/a.zip/two.md"], RawArticle
    )
    assert {item.title for item in found.values()} == {TITLE}
    assert {item.tags for item in found.values()} == {frozenset({"space"})}
    assert found["space/a.html"].url == "https://news.example/bridge"
    assert found["space/a.html"].author == "Jane Doe"
    assert found["space/a.html"].published_at == datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.fixture
def ending(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let the program that reads documents be ended each time; list when it was begun."""
    begun: list[str] = []

    def cut(_: Extractor, data: bytes, *, name: str, now: datetime) -> None:
        del data, now
        begun.append(name)
        raise CutShortError("The program that reads it was ended. Try again in a minute.")

    with monkeypatch.context() as patch:
        patch.setattr(Extractor, "file", cut)
        yield begun


def scans(inbox: Inbox, known: dict[str, str]) -> None:
    """Scan as a service does, which remembers what it is told."""
    for item in inbox.scan(known):
        if isinstance(item, Gone):
            del known[item.key]
        else:
            known[item.key] = item.stamp


@pytest.mark.parametrize("program", ["false", "no-such-program"])
def test_what_was_cut_short_is_read_a_minute_later(inbox, monkeypatch, program):
    with Killable(processes=1) as killable:
        inbox.source = FolderSource(
            inbox.root, extractor=Extractor(killable), now=lambda: inbox.now, pause=inbox.pass_time
        )
        inbox.put("a.html", page())
        inbox.put("b.zip", zipped({"a.txt": text()}))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "executable", shutil.which(program) or program)
            found = inbox.scan()
            assert {one.reason for one in found} == {
                "The program that reads it was ended. Try again in a minute."
            }
            again = inbox.scan({"b.zip": "another", "b.zip/a.txt": "another"})
            assert [one.key for one in again] == ["a.html", "b.zip"]  # what was in it is not gone
        known = {one.key: one.stamp for one in found}
        assert inbox.scan(known) == []
        inbox.pass_time(60)
        assert all(isinstance(one, RawArticle) for one in inbox.scan(known))
        assert set(inbox.articles()) == {"a.html", "b.zip"}


def test_what_is_cut_short_each_time_is_tried_ever_less_often(documents, ending):
    documents.put("a.html", page())
    known: dict[str, str] = {}
    tries = []
    for _ in range(4 * 24 * 60):  # minutes
        scans(documents, known)
        scans(documents, known)
        documents.pass_time(60)
        tries.append(len(ending))
    hour, day = tries[59], tries[24 * 60 - 1]
    assert (tries[0], hour, day) == (1, 4, 7)
    assert tries[-1] - day == 3  # once a day


def test_what_was_cut_short_is_read_at_once_when_it_is_another(documents, ending):
    documents.put("a.html", page())
    known: dict[str, str] = {}
    scans(documents, known)
    documents.put("a.html", page() + b" ")
    scans(documents, known)
    assert len(ending) == 2


def test_what_is_known_is_not_read_again(documents):
    for name, data in every_kind().items():
        documents.put(name, data)
    assert documents.scan(documents.known()) == []


def test_other_types_are_refused_by_name(documents):
    documents.put("a.mp4", b"x")
    (found,) = documents.scan()
    assert isinstance(found, Unreadable)
    assert found.reason == (
        "Only .txt, .md, .html, .htm, .eml, .pdf, .docx, .epub, .zip files are read; "
        "this is a .mp4 file."
    )


def test_folders_inside_an_archive_are_topics(documents):
    documents.put("x.zip", zipped({"sport/a.md": markdown(), "b.txt": text()}))
    found = by_key(documents)
    assert found["x.zip/sport/a.md"].tags == frozenset({"sport"})
    assert found["x.zip"].tags == frozenset()


def test_what_an_archive_no_longer_holds_is_gone(documents):
    documents.put("x.zip", zipped({"a.html": page(), "b.txt": text(), "c.mp4": "x"}))
    known = documents.known()
    assert set(known) == {"x.zip", "x.zip/b.txt", "x.zip/c.mp4"}
    assert documents.scan(known) == []
    documents.put("x.zip", zipped({"a.html": page(), "d.txt": text()}))
    found = by_key(documents, known)
    assert {key for key, item in found.items() if isinstance(item, Gone)} == {
        "x.zip/b.txt",
        "x.zip/c.mp4",
    }
    assert {key for key, item in found.items() if isinstance(item, RawArticle)} == {
        "x.zip",
        "x.zip/d.txt",
    }


def test_a_deleted_archive_is_gone_with_all_that_was_in_it(documents):
    path: Path = documents.put("x.zip", zipped({"a.html": page(), "b.txt": text()}))
    known = documents.known()
    path.unlink()
    assert set(by_key(documents, known)) == {"x.zip", "x.zip/b.txt"}


def test_an_archive_without_an_article_says_why(documents):
    documents.put("x.zip", zipped({"a.html": "<html>", "b.mp4": ""}))
    found = by_key(documents)
    assert found["x.zip"].reason == "a.html: This page holds no article."
    assert found["x.zip/b.mp4"].reason == "Documents of this type are not read (.mp4)."


def test_a_bad_document_leaves_the_others(documents):
    documents.put("a.pdf", b"%PDF-1.4 nothing")
    documents.put("b.html", page())
    found = by_key(documents)
    assert isinstance(found["a.pdf"], Unreadable)
    assert isinstance(found["b.html"], RawArticle)
