"""No question that the port can ask reads a whole table where an index should serve."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from bot.domain.deliveries import PartState
from bot.ports.store import Transaction
from bot.storage.sqlite.connections import MemoryConnections
from bot.storage.sqlite.store import SqliteStore
from tests.fakes.builders import (
    CHAT,
    METHOD,
    NOW,
    VERSION,
    a_coverage,
    a_delivery,
    a_digest,
    a_report,
    a_sighting,
    a_subscription,
    an_article,
    keep,
)

READ_WHOLE = {
    # Counting all is what was asked, and an index without any text answers it.
    "SCAN progress USING COVERING INDEX progress_reading",
    "SCAN stories USING COVERING INDEX stories_seen",
    "SCAN parts USING COVERING INDEX parts_standing",
    # Partial indexes that hold nothing but what is asked for, in the order asked for.
    "SCAN p USING INDEX progress_ungrouped",
    "SCAN sightings USING INDEX sightings_rejected",
    "SCAN parts USING INDEX parts_sending",
    "SCAN p USING INDEX parts_open",
    # Waits that platforms asked for: a handful.
    "SCAN holds",
    # A few rows that a search of an index found; what FTS5 keeps for itself.
    "SCAN found",
    "SCAN main.article_terms_config",
    # A row for each language.
    "SCAN term_languages",
}
NO_TABLE = re.compile(
    r"SCAN (json_each|asked|\(subquery-\d+\)|waiting|p|CONSTANT ROW)( VIRTUAL TABLE INDEX \d+:\w*)?"
    r"|SCAN article_terms VIRTUAL TABLE INDEX 0:(M\d+|=)"
    r"|SCAN e VIRTUAL TABLE INDEX \d+:"
)


@contextmanager
def plans() -> Iterator[tuple[SqliteStore, dict[str, list[str]]]]:
    connections = MemoryConnections(timedelta(seconds=1))
    store = SqliteStore(connections)
    asked: list[str] = []
    found: dict[str, list[str]] = {}
    with connections.writing() as database:
        connection = database.conn
    connection.set_trace_callback(asked.append)
    yield store, found
    connection.set_trace_callback(None)
    for sql in dict.fromkeys(asked):
        if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE)\b", sql):
            found[sql] = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    store.close()


def ask_everything(t: Transaction) -> None:
    article = an_article()
    later = NOW + timedelta(days=1)
    keep(t, a_coverage(a_report(article)))
    t.articles.add_tags(article.id, {"moon"})
    t.articles.get(article.id)
    t.articles.same_content("inbox", article.content_hash)
    t.articles.without_summary(METHOD, VERSION + 1, 10)
    t.articles.without_story(METHOD, VERSION, 10)
    t.articles.search("moon rockets", NOW, 10)
    t.articles.count()
    t.stories.get(a_coverage().story.id)
    t.stories.of_article(article.id)
    t.stories.since(NOW)
    t.stories.coverage([a_coverage().story.id])
    t.stories.recent(NOW)
    t.stories.count()
    t.chats.get(CHAT)
    t.subscriptions.put(a_subscription())
    t.subscriptions.of_chat(CHAT)
    t.subscriptions.due(NOW, 10)
    t.subscriptions.due_after(NOW, "", 10)
    t.subscriptions.move_due([(a_subscription().id, NOW, later)])
    t.subscriptions.remove(a_subscription().id)
    t.digests.add(a_digest())
    t.digests.get(a_digest().id)
    t.digests.last(CHAT)
    t.digests.answered({a_subscription().id: NOW})
    t.digests.told(CHAT, [a_coverage().story.id])
    t.digests.give_back(a_digest().id)
    t.outbox.add(a_delivery(parts=2))
    claim = t.outbox.claim(["telegram"], NOW)
    assert claim is not None
    t.outbox.interrupted(["telegram"])
    t.outbox.settle(claim.delivery_id, claim.part)
    t.outbox.next_at(["telegram"], NOW)
    t.outbox.tally(CHAT)
    t.outbox.tally()
    t.outbox.of(claim.delivery_id)
    t.outbox.expire(later)
    t.sources.see(a_sighting())
    t.sources.known("inbox")
    t.sources.sighting("inbox", a_sighting().key)
    t.sources.shown("inbox", NOW, NOW, 9)
    t.sources.rejected(10)
    t.sources.outlets(NOW)
    t.sources.topics(NOW)
    t.sources.forget("inbox", [a_sighting().key])
    ask_to_keep(t, later)


def ask_to_keep(t: Transaction, later: datetime) -> None:
    t.outbox.listed([PartState.PLANNED], 9, CHAT)
    t.stories.note_change(a_coverage().story.id, NOW)
    t.stories.looked_at(a_coverage().story.id, NOW)
    t.digests.telling([a_coverage().story.id], NOW)
    t.digests.tell_again(a_digest().id, [a_coverage().story.id])
    t.digests.note_correction(a_digest().id, NOW)
    t.edits.put(a_delivery().parts[0].key, {}, now=NOW, expires_at=later)
    t.edits.latest(a_delivery().parts[0].key)
    t.edits.of(a_delivery().parts[0].key)
    t.edits.unmade(NOW, 9)
    t.edits.waiting()
    t.edits.waiting(CHAT)
    for edit in t.edits.due(["telegram"], NOW, 9):
        t.edits.settle(edit)
    t.keeping.quoted(NOW, later)
    t.keeping.old_stories(later, 0, 9)
    t.keeping.remove_digests(later, 9)
    t.keeping.remove_stories([a_coverage().story.id])
    t.keeping.remove_marks([(CHAT, a_coverage().story.id)])


def test_no_table_is_read_whole() -> None:
    with plans() as (store, found), store.transaction() as t:
        ask_everything(t)
    assert len(found) > 50
    read_whole = [
        (step, sql)
        for sql, plan in found.items()
        for step in plan
        if step.startswith("SCAN") and step not in READ_WHOLE and not NO_TABLE.fullmatch(step)
    ]
    assert read_whole == []


@pytest.mark.parametrize(
    ("question", "indexes"),
    [
        ("next_due_at <=", ["subscriptions_due"]),
        ("next_due_at >=", ["subscriptions_due"]),
        ("told_at >= (SELECT made_at", ["told_lately"]),
        ("UPDATE parts SET state = 'sending'", ["parts_due"]),
        ("WHERE a.collected_at >=", ["articles_spoken"]),
        ("ORDER BY collected_at, article_id LIMIT", ["progress_reading"]),
        ("content_hash = ", ["sqlite_autoindex_articles_2"]),
    ],
)
def test_the_index_made_for_a_question_serves_it(question: str, indexes: list[str]) -> None:
    with plans() as (store, found), store.transaction() as t:
        ask_everything(t)
    asked = {sql: plan for sql, plan in found.items() if question in sql}
    assert asked
    for sql, plan in asked.items():
        for index in indexes:
            assert any(index in step for step in plan), f"{plan} of {sql}"
