"""Somebody else tells the chat a story while we compose: nothing is told twice, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest

from bot.ports.store import Store, Transaction


@dataclass
class Between:
    """A store in which something happens right before each of the next transactions."""

    store: Store
    happen: Callable[[], object]
    times: int = 1
    locked: bool = False

    def snapshot(self):
        return self.store.snapshot()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        if self.times:
            self.times -= 1
            self.happen()
        with self.store.transaction() as tx:
            self.locked = True
            yield tx
        self.locked = False


def talking_between(news, typed: str, *, times: int = 1):
    """Return the bot as seen by one who is interrupted by somebody saying `typed`."""
    return replace(news, store=Between(news.store, lambda: news.says(typed), times))


@pytest.mark.parametrize("asked", ["summary", "digest", "subscribe everything"])
def test_what_was_told_meanwhile_is_not_told_again(news, asked):
    def told_about_space() -> None:
        news.says("subscribe space")
        news.says("unsubscribe space")

    answer = replace(news, store=Between(news.store, told_about_space)).says(asked)
    assert "Probe lands" not in answer
    assert "Northport" in answer
    assert "Harbor bridge" in answer
    assert "Nothing new" in news.says("summary")


def test_all_told_meanwhile_leaves_nothing_new_and_a_subscription(news):
    answer = talking_between(news, "summary").says("subscribe everything")
    assert "Subscribed to everything" in answer
    assert "Nothing new about it" in answer
    assert news.says("list").count("everything") == 1


def test_a_preview_and_a_search_mind_nobody(news):
    assert "Probe lands" in talking_between(news, "summary").says("digest preview")
    assert "Probe lands" in talking_between(news, "digest").says("summary probe")


def test_the_same_wish_said_twice_at_once_is_one_subscription(news):
    answer = talking_between(news, "subscribe space").says("subscribe space 9:00")
    assert "You have space already. Now daily 09:00" in answer
    assert news.says("list").count("space") == 1


def test_who_is_always_interrupted_is_asked_to_say_it_again(news):
    words = iter(["space", "sport", "bridge"])
    interrupted = replace(
        news, store=Between(news.store, lambda: news.says(f"subscribe {next(words)}"), times=3)
    )
    assert "Please say that again" in interrupted.says("subscribe everything")
    assert "everything" not in news.says("list")
    assert "Nothing new" in news.says("summary")


@pytest.mark.parametrize("asked", ["summary", "digest", "summary penalty", "subscribe sport"])
def test_nobody_waits_while_we_compose(news, monkeypatch, asked):
    from bot.commands import asking
    from bot.domain import composing as composing_module

    watched = Between(news.store, lambda: None, times=0)
    composing, locked = asking.compose, []

    def compose(*args: object, **more: object) -> object:
        locked.append(watched.locked)
        return composing(*args, **more)

    monkeypatch.setattr(asking, "compose", compose)
    monkeypatch.setattr(composing_module, "compose", compose)
    assert "Northport" in replace(news, store=watched).says(asked)
    assert locked == [False]
