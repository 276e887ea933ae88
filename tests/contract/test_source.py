"""What every source of articles promises: a test for each sentence of `bot/ports/source.py`.

To add a source, write a harness for it and add a line to `SOURCES`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeAlias

import pytest

from bot.domain.errors import SourceError
from bot.ports.source import Gone, Known, RawArticle, Source, Unreadable
from bot.sources.folder import FolderSource

Item: TypeAlias = RawArticle | Unreadable | Gone


class Harness(Protocol):
    """A place that articles come from, and what may happen there."""

    def open(self) -> Source:
        """Open the source, as a process does that starts."""

    def publish(self, key: str, text: str) -> str:
        """Make an article appear or change; return the key that the source will give it."""

    def spoil(self, key: str) -> str:
        """Make something appear that cannot become an article; return its key."""

    def begin(self, key: str) -> str:
        """Make an article appear that is still growing; return its key."""

    def complete(self, key: str) -> None:
        """Let the growing article be whole, as soon as the source looks again."""

    def withdraw(self, key: str) -> None:
        """Take away what was published under a key."""

    def close_off(self) -> None:
        """Make the whole place unreachable."""

    def content_is_read(self) -> bool:
        """Whether any content was read since this was last asked."""


class FolderHarness:
    def __init__(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._root = tmp_path / "inbox"
        self._root.mkdir()
        self._now = datetime(2100, 1, 1, tzinfo=UTC)
        self._reads = 0
        read = FolderSource._bytes

        def counted(source: FolderSource, item: object) -> bytes:
            self._reads += 1
            return read(source, item)  # type: ignore[arg-type]

        monkeypatch.setattr(FolderSource, "_bytes", counted)

    def open(self) -> Source:
        return FolderSource(self._root, now=lambda: self._now, pause=self._pass_time)

    def publish(self, key: str, text: str) -> str:
        (self._root / f"{key}.txt").write_text(text)
        return f"{key}.txt"

    def spoil(self, key: str) -> str:
        (self._root / f"{key}.txt").write_bytes(b"\0\0\0")
        return f"{key}.txt"

    def begin(self, key: str) -> str:
        self.publish(key, "Half a")
        written = (self._root / f"{key}.txt").stat().st_mtime
        self._now = datetime.fromtimestamp(written, UTC) + timedelta(milliseconds=100)
        return f"{key}.txt"

    def complete(self, key: str) -> None:
        self.publish(key, "Half a sentence no more.")

    def withdraw(self, key: str) -> None:
        (self._root / f"{key}.txt").unlink()

    def close_off(self) -> None:
        self._root.rename(self._root.with_name("elsewhere"))

    def content_is_read(self) -> bool:
        reads, self._reads = self._reads, 0
        return reads > 0

    def _pass_time(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds + 1)


SOURCES: dict[str, Callable[[Path, pytest.MonkeyPatch], Harness]] = {"folder": FolderHarness}


@pytest.fixture(params=SOURCES)
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Harness:
    return SOURCES[request.param](tmp_path, monkeypatch)


def scan(place: Harness, known: Known | None = None) -> list[Item]:
    return list(place.open().scan(known or {}))


def stamps(items: list[Item]) -> dict[str, str]:
    return {item.key: item.stamp for item in items if not isinstance(item, Gone)}


def test_the_name_is_the_same_after_a_restart(place: Harness) -> None:
    name = place.open().name
    assert name
    assert place.open().name == name


def test_what_is_new_is_yielded_with_its_words(place: Harness) -> None:
    key = place.publish("a", "Bridge opens\n\nIt opened on Thursday.")
    (article,) = scan(place)
    assert isinstance(article, RawArticle)
    assert (article.key, article.title, article.body) == (
        key, "Bridge opens", "It opened on Thursday.",
    )  # fmt: skip
    assert article.stamp


def test_what_changed_since_known_is_yielded_under_the_same_key(place: Harness) -> None:
    place.publish("a", "The first version.")
    known = stamps(scan(place))
    place.publish("a", "The second, longer version.")
    (article,) = scan(place, known)
    assert isinstance(article, RawArticle)
    assert article.key in known
    assert article.stamp != known[article.key]
    assert article.body == "The second, longer version."


def test_what_is_gone_is_yielded_as_gone(place: Harness) -> None:
    place.publish("a", "It stays.")
    key = place.publish("b", "It goes.")
    known = stamps(scan(place))
    place.withdraw("b")
    assert scan(place, known) == [Gone(key=key)]


def test_what_was_never_known_cannot_be_gone(place: Harness) -> None:
    place.publish("a", "It goes.")
    place.withdraw("a")
    assert scan(place) == []


def test_the_order_is_stable(place: Harness) -> None:
    for key in ("c", "a", "d", "b"):
        place.publish(key, f"Text of {key}.")
    place.spoil("aa")
    items = scan(place)
    assert items == scan(place)
    assert len(items) == 5


def test_a_known_stamp_is_not_yielded_and_costs_no_reading(place: Harness) -> None:
    place.publish("a", "Text.")
    place.spoil("b")
    known = stamps(scan(place))
    assert len(known) == 2
    assert place.content_is_read()
    assert scan(place, known) == []
    assert not place.content_is_read()


def test_one_bad_item_never_ends_the_scan(place: Harness) -> None:
    before = place.publish("a", "Text before.")
    bad = place.spoil("b")
    after = place.publish("c", "Text after.")
    items = scan(place)
    assert [item.key for item in items] == [before, bad, after]
    (unreadable,) = (item for item in items if isinstance(item, Unreadable))
    assert unreadable.reason.endswith(".")
    assert unreadable.reason.isprintable()


def test_what_may_still_be_growing_is_left_for_a_later_scan(place: Harness) -> None:
    key = place.begin("a")
    source = place.open()
    assert list(source.scan({})) == []
    place.complete("a")
    assert source.wait_until_settled()
    (article,) = source.scan({})
    assert isinstance(article, RawArticle)
    assert (article.key, article.body) == (key, "Half a sentence no more.")


def test_waiting_says_that_no_other_scan_is_worth_while_when_nothing_was_left(
    place: Harness,
) -> None:
    place.publish("a", "Text.")
    source = place.open()
    assert list(source.scan({}))
    assert not source.wait_until_settled()


def test_waiting_and_scanning_comes_to_an_end_though_something_keeps_growing(
    place: Harness,
) -> None:
    place.begin("a")
    source = place.open()
    for _ in range(100):
        place.begin("a")
        list(source.scan({}))
        if not source.wait_until_settled():
            break
    else:
        pytest.fail("It would have gone on for ever.")


def test_nothing_is_remembered_that_a_restart_would_lose_to_harm(place: Harness) -> None:
    place.publish("a", "Text.")
    source = place.open()
    first = list(source.scan({}))
    assert list(source.scan({})) == first  # what the caller lost is yielded again
    assert scan(place, stamps(first)) == []  # what it kept is not, even by a fresh source


def test_a_source_that_cannot_be_read_as_a_whole_is_an_error(place: Harness) -> None:
    place.close_off()
    with pytest.raises(SourceError) as trouble:
        scan(place)
    assert str(trouble.value).endswith(".")
