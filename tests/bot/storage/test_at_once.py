"""Two processes that add the same to one database at the same moment: it is there, and once."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from bot.domain.chats import Chat, parse_address
from bot.domain.deliveries import PartState
from bot.domain.digests import DigestId
from bot.domain.subscriptions import SubscriptionId
from bot.pipeline.listing import Listed, keep_listed
from bot.storage.open import open_store
from tests.fakes.builders import CHAT, DAY, NOW, a_delivery, a_digest, a_report, an_article
from tests.fakes.world import World

LISTED = [Listed(url="https://news.example/rss", name="News")]
MOVED = parse_address("telegram:-100500")
PATIENCE = 60.0


def somebody_waits(url: str) -> bool:
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()
    return found != (0,)


def until_somebody_waits(url: str, other: Future[Any]) -> None:
    """Let the other one come as far as it can."""
    until = time.monotonic() + PATIENCE
    while not (other.done() or somebody_waits(url)):
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("known", [False, True])
def test_articles_that_two_read_at_once_are_read_once(postgres_url: str, *, known: bool) -> None:
    article = an_article()
    report = a_report(article)

    def read(*, until: Callable[[], None] = lambda: None) -> None:
        with store.transaction() as tx:
            tx.articles.add(article)
            tx.articles.add_summary(article.id, report.summary, report.fingerprint)
            tx.recurring.note(article, report.summary)
            until()

    def beside() -> None:
        other.append(pool.submit(read))
        until_somebody_waits(postgres_url, other[0])

    other: list[Future[None]] = []
    with closing(open_store(postgres_url)) as store, ThreadPoolExecutor(1) as pool:
        if known:
            read()
            with store.transaction() as tx:  # the job is done twice after the sentences were lost
                tx.articles._session.change("DELETE FROM picks")  # type: ignore[attr-defined]
        read(until=beside)
        other[0].result(PATIENCE)
        with store.snapshot() as tx:
            noted = tx.recurring.count(
                article.source, report.summary.sentences, article.collected_at
            )
        assert set(noted.values()) == {1}


def test_those_who_amend_at_once_wait_for_each_other(postgres_url: str) -> None:
    first, second = a_report(key="first"), a_report(key="second")
    shorter = replace(first.summary, order=(), spans=(), sentences=())
    with closing(open_store(postgres_url)) as store, ThreadPoolExecutor(1) as pool:

        def beside() -> None:
            with store.transaction() as tx:
                tx.articles.amend_summary(second.article.id, shorter)

        with store.transaction() as tx:
            for one in (first, second):
                tx.articles.add(one.article)
                tx.articles.add_summary(one.article.id, one.summary, one.fingerprint)
        with store.transaction() as tx:
            tx.articles.amend_summary(first.article.id, shorter)
            other = pool.submit(beside)
            until_somebody_waits(postgres_url, other)
            tx.articles.amend_summary(second.article.id, shorter)
        other.result(PATIENCE)


def test_workers_that_start_together_list_their_feeds_once(postgres_url: str) -> None:
    with closing(open_store(postgres_url)) as store, ThreadPoolExecutor(1) as pool:
        ambient = World().ambient
        other: list[Future[None]] = []

        def new_id() -> str:
            """Let the other one look, too, once the first found that there is none."""
            if not other:
                other.append(pool.submit(keep_listed, store, ambient, LISTED))
                until_somebody_waits(postgres_url, other[0])
            return ambient.new_id()

        keep_listed(store, replace(ambient, new_id=new_id), LISTED)
        other[0].result(PATIENCE)
        with store.snapshot() as tx:
            assert [one.name for one in tx.feeds.all()] == ["News"]


def test_a_text_that_is_used_again_while_it_is_let_go_of_stays(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tidy() -> int:
        with store.transaction() as tx:
            return tx.keeping.remove_texts(NOW + 10 * DAY, 9)

    old, at = a_digest(), NOW + 100 * DAY
    again = replace(old, id=DigestId("again"), made_at=at, window_end=at)
    with closing(open_store(postgres_url)) as store, ThreadPoolExecutor(1) as pool:
        with store.transaction() as tx:
            tx.digests.add_all([old])
        with store.transaction() as tx:
            assert tx.keeping.remove_digests(NOW + DAY, 9) == 1
        with store.transaction() as tx:
            tx.digests.add_all([again])
            other = pool.submit(tidy)
            until_somebody_waits(postgres_url, other)
        assert other.result(PATIENCE) == 0
        monkeypatch.setattr("bot.storage.tables.texts._remembered", {})
        with store.snapshot() as tx:
            assert tx.digests.get(again.id) == again


def test_what_is_too_late_lets_who_unsubscribes_go_first(postgres_url: str) -> None:
    """Both take the chat before its parts."""

    def expire() -> int:
        with store.transaction() as tx:
            found = tx.outbox.expire(NOW + 10 * DAY)
            tx.chats.several([CHAT])
            return len(found)

    with closing(open_store(postgres_url)) as store, ThreadPoolExecutor(1) as pool:
        with store.transaction() as tx:
            tx.chats.put(Chat(address=CHAT))
            tx.digests.add(a_digest())
            tx.outbox.add(a_delivery())
        with store.transaction() as tx:
            tx.chats.get(CHAT)
            other = pool.submit(expire)
            until_somebody_waits(postgres_url, other)
            tx.outbox.cancel(SubscriptionId("subscription-1"))
        assert other.result(PATIENCE) == 0


def test_a_chat_that_moves_lets_who_unsubscribes_go_first(postgres_url: str) -> None:
    """Both take the chat before its parts: nobody has to begin again."""
    begun: list[str] = []

    def move() -> None:
        with store.transaction() as tx:
            begun.append("move")
            tx.chats.move(CHAT, MOVED)

    with closing(open_store(postgres_url)) as store, ThreadPoolExecutor(1) as pool:
        with store.transaction() as tx:
            tx.chats.put(Chat(address=CHAT))
            tx.digests.add(a_digest())
            tx.outbox.add(a_delivery())
        with store.transaction() as tx:
            tx.chats.get(CHAT)
            other = pool.submit(move)
            until_somebody_waits(postgres_url, other)
            tx.outbox.cancel(SubscriptionId("subscription-1"))
        other.result(PATIENCE)
        with store.snapshot() as tx:
            assert tx.chats.get(CHAT) is None
            assert tx.chats.get(MOVED) is not None
            assert tx.outbox.tally(MOVED)[PartState.EXPIRED] == 1
    assert begun == ["move"]
