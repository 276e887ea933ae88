"""Moving a store from SQLite to PostgreSQL: all of it, compared, and more than once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from bot.domain.errors import SettingsError, StoreBusy, StoreError
from bot.domain.stories import StoryId
from bot.ports.store import Store
from bot.storage.open import move_store, open_store
from tests.fakes.builders import (
    CHAT,
    DAY,
    METHOD,
    NOW,
    VERSION,
    a_chat,
    a_coverage,
    a_delivery,
    a_digest,
    a_report,
    a_sighting,
    a_subscription,
    an_article,
    keep,
)

LATER = NOW + DAY


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """A store that holds something of everything."""
    url = f"sqlite:///{tmp_path}/bot.db"
    store = open_store(url)
    with store.transaction() as t:
        articles = [
            an_article(key=f"{n}.txt", body=f"Über den Mond, Nummer {n}. 月に行く。")
            for n in range(30)
        ]
        keep(t, *(a_coverage(a_report(one), id=f"story-{one.key}") for one in articles))
        t.articles.add_tags(articles[1].id, {"space"})
        newer = an_article(key="1.txt", body="Changed.", replaces=articles[1].id)
        t.articles.add(newer)
        t.sources.see(a_sighting("1.txt", article_id=newer.id))
        t.chats.put(a_chat())
        t.subscriptions.put(a_subscription())
        t.digests.add(a_digest())
        t.outbox.add(a_delivery(parts=3))
        t.outbox.hold("telegram", LATER)
    store.close()
    return url


def held(store: Store) -> list[object]:
    with store.snapshot() as t:
        return [
            t.articles.count(),
            t.stories.recent(NOW - 9 * DAY),
            [article.id for article in t.articles.without_summary(METHOD, VERSION, 99)],
            t.articles.search("Mond", NOW - DAY, 99),
            t.chats.get(CHAT),
            t.subscriptions.of_chat(CHAT),
            t.digests.last(CHAT),
            t.outbox.of(a_delivery().id),
            t.outbox.holds(NOW),
            t.sources.known("inbox"),
        ]


def test_everything_is_moved_and_the_file_stays(file_url: str, postgres_url: str) -> None:
    written, counts = move_store(file_url, postgres_url, NOW, replace=False)
    assert written
    assert counts["articles"] == 31
    assert counts["parts"] == 3
    before, after = open_store(file_url), open_store(postgres_url)
    assert held(after) == held(before)
    with after.transaction() as t:  # what is added comes behind what was moved
        t.outbox.add(a_delivery(id="d2"))
        assert t.outbox.of(a_delivery().id) is not None
        t.articles.add(an_article(key="new.txt"))
    before.close()
    after.close()


def test_it_is_moved_into_the_schema_that_the_address_names(
    file_url: str, new_postgres_url: str
) -> None:
    with psycopg.connect(new_postgres_url) as connection:
        connection.execute("CREATE SCHEMA digests")
    url = f"{new_postgres_url}&options=-csearch_path%3Ddigests"
    written, counts = move_store(file_url, url, NOW, replace=False)
    assert written
    assert counts["articles"] == 31
    before, after = open_store(file_url), open_store(url)
    assert held(after) == held(before)
    before.close()
    after.close()
    assert not move_store(file_url, url, NOW, replace=False)[0]


def test_moving_again_finds_nothing_to_do(file_url: str, postgres_url: str) -> None:
    first = move_store(file_url, postgres_url, NOW, replace=False)
    assert move_store(file_url, postgres_url, NOW, replace=False) == (False, first[1])


def test_what_is_there_is_replaced_only_when_asked(file_url: str, postgres_url: str) -> None:
    store = open_store(postgres_url)
    with store.transaction() as t:
        t.chats.put(a_chat("slack:T1/C9"))
    with pytest.raises(StoreError, match=r"chats.*--replace"):
        move_store(file_url, postgres_url, NOW, replace=False)
    with store.snapshot() as t:
        assert t.chats.get(CHAT) is None
    assert move_store(file_url, postgres_url, NOW, replace=True)[0]
    with store.snapshot() as t:
        assert t.chats.get(CHAT) is not None
        assert t.chats.get(a_chat("slack:T1/C9").address) is None
        assert t.stories.get(StoryId("story-1.txt")) is not None
    store.close()


def test_a_store_that_is_served_from_is_not_moved(file_url: str, postgres_url: str) -> None:
    store = open_store(file_url)
    with store.transaction() as t:
        t.leases.take("serve telegram", "host 7 id", NOW, NOW + timedelta(seconds=30))
    store.close()
    with pytest.raises(StoreBusy, match="Process 7 on host"):
        move_store(file_url, postgres_url, NOW, replace=False)
    assert move_store(file_url, postgres_url, LATER, replace=False)[0]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("sqlite:///:memory:", "postgresql:///bot"),
        ("postgresql:///bot", "postgresql:///bot"),
        ("sqlite:///bot.db", "sqlite:///other.db"),
    ],
)
def test_only_from_a_file_to_postgresql(source: str, target: str) -> None:
    with pytest.raises(SettingsError):
        move_store(source, target, NOW, replace=False)


def test_moving_by_command(file_url: str, postgres_url: str, capsys) -> None:
    from bot.cli import run

    arguments = ["migrate", "--from", file_url, "--to", postgres_url]
    assert run(arguments) == 0
    said = capsys.readouterr().out
    assert "31  articles" in said
    assert "read back and compared" in said
    assert run(arguments) == 0
    assert "Nothing to do" in capsys.readouterr().out
    assert run(["migrate", "--to", postgres_url]) == 2
