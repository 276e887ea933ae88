"""What is kept about a person: listed in the README, and gone once it is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot.domain.bodies import FramedBody, frame_of
from bot.domain.chats import Paused
from bot.domain.deliveries import PartState, Receipt
from bot.domain.feeds import Origin
from bot.domain.merits import Aspect, Merit
from bot.domain.subscriptions import Wants
from bot.domain.taste import Kind, Liking
from bot.pipeline.carrying import whole_record
from bot.pipeline.presence import forgotten
from bot.ports.installations import Installation
from bot.ports.records import Heard
from bot.ports.store import Store, Transaction
from tests.fakes.builders import (
    DAY,
    HOUR,
    NOW,
    a_chat,
    a_delivery,
    a_digest,
    a_feed,
    a_part,
    a_subscription,
    an_address,
    an_entry,
)

THEIRS = "telegram:777000111"
PERSON = "777000111"
OTHERS = "telegram:42"
WORKSPACE = "T1"
NAMING = re.compile(r"address|person|scope|raw|installed_by|user|_by")
OURS = {
    "leases.owner": "a process of ours",
}
SAID = {"texts.text": "what was said, though not to whom"}
EXPORTED = {
    "chats.address": ("address", "paused", "learned"),
    "subscriptions.address": ("subscriptions",),
    "feeds.url": ("feeds",),
    "feeds.given": ("feeds",),
    "digests.address": ("digests",),
    "texts.text": ("digests",),
    "told.address": ("told",),
    "deliveries.address": ("messages",),
    "parts.address": ("messages",),
    "holds.scope": ("held_until",),
}
"""What of an export holds what the README lists."""
NOT_EXPORTED = {
    "heard.raw": "the words that ask for the export, gone when it is answered",
    "installations.installed_by": "a person's, not the chat's",
}


def columns(tx: Transaction) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each column of each table with its values as text."""
    session = tx.chats._session  # type: ignore[attr-defined] -- the walk is below the port
    for table in tables():
        rows = [dict(row) for row in session.rows(f"SELECT * FROM {table}")]
        for name in rows[0] if rows else ():
            yield table, name, [str(row[name]) for row in rows]


def tables() -> list[str]:
    """Return the tables that the migrations leave."""
    text = "".join(
        path.read_text() for path in sorted(Path("bot/storage/sqlite/migrations").glob("*.sql"))
    )
    made = set(re.findall(r"CREATE TABLE (\w+)", text)) | set(re.findall(r"RENAME TO (\w+)", text))
    gone = set(re.findall(r"ALTER TABLE (\w+) RENAME", text))
    return sorted(made - gone)


def live(tx: Transaction, address: str, n: int) -> None:
    """Let a chat have everything that a chat can have."""
    where = an_address(address)
    liked = liked_by(n)
    taste = (Liking(Kind.WORD, liked, 1.0),)
    tx.chats.put(a_chat(address, paused=Paused(reason="asked"), taste=taste))
    token = f"https://news.example/rss?token={address}"
    tx.feeds.put(a_feed(id=f"feed-{n}", name=f"Post {n}", url=token, origin=Origin.CHAT))
    shared = a_feed(id="shared", name="Post of all", origin=Origin.CHAT)
    tx.feeds.put(shared)
    wants = Wants(sources=frozenset({f"Post {n}", shared.name}))
    tx.subscriptions.put(a_subscription(id=f"subscription-{n}", address=where, wants=wants))
    entries = [
        replace(an_entry(f"{aspect.value}-{n}"), merits=(Merit(aspect, 1.0, liked),))
        for aspect in (Aspect.LIKED, Aspect.DISLIKED)
    ]
    digests = [
        a_digest(
            *told, id=f"digest-{n}-{number}", address=where, subscription_id=f"subscription-{n}",
            window_end=NOW + number * DAY,
        )
        for number, told in enumerate(([entries[0]], [entries[1]], [an_entry()]))
    ]  # fmt: skip
    tx.digests.add_all(digests)
    digest = digests[0]
    name = f"delivery-{n}"
    said = {"text": f"The moon. more of:{digest.id}"}
    body = FramedBody(frame_of(said, [digest.id]), [digest.id])
    waits = a_part(2, delivery=name, body=body)
    sent = a_part(
        1, delivery=name, state=PartState.SENT, receipt=Receipt(message_id=f"1{n}"), tried_at=NOW
    )
    tx.outbox.add(a_delivery(id=name, digest_id=digest.id, address=where, parts=(sent, waits)))
    assert tx.edits.put(sent.key, {"text": "new"}, now=NOW, expires_at=NOW + HOUR)
    tx.outbox.hold(address, NOW + HOUR)
    raw = {"message": {"from": {"id": int(PERSON) + n}, "chat": {"id": int(PERSON) + n}}}
    tx.hearing.keep(Heard(platform="telegram", id=f"{n}", raw=raw), NOW)
    tx.workspaces.put(
        Installation(
            workspace=WORKSPACE,
            name="Harbor",
            token="secret",
            bot="B1",
            installed_by=f"U{PERSON}",
            installed_at=NOW,
        )
    )


def liked_by(n: int) -> str:
    """Return what a chat alone likes."""
    return f"insomnia-{n}"


def naming(store: Store, what: str = PERSON) -> set[str]:
    """Return the columns in which the chat or the person stands, or what is asked for."""
    with store.snapshot() as tx:
        found = list(columns(tx))
    return {f"{table}.{name}" for table, name, values in found if what in " ".join(values)}


def test_after_forget_no_row_refers_to_the_chat_or_the_person(store: Store) -> None:
    with store.transaction() as tx:
        live(tx, THEIRS, 0)
    with store.transaction() as tx:
        live(tx, OTHERS, 5)
    before = naming(store)
    assert {"chats.address", "heard.raw", "parts.address", "told.address"} <= before
    own = {n: naming(store, liked_by(n)) for n in (0, 5)}
    assert own[0] == own[5] == {"chats.taste", "digests.entries"}
    assert naming(store, "The moon.") == set(SAID)
    with store.transaction() as tx:
        forgotten(tx, an_address(THEIRS))
        tx.hearing.done("telegram", "0")
        tx.workspaces.remove(WORKSPACE)
    assert naming(store) == naming(store, liked_by(0)) == naming(store, "digest-0") == set()
    assert naming(store, liked_by(5)) == own[5]
    with store.snapshot() as tx:
        assert [str(chat.address) for chat in tx.chats.all()] == [OTHERS]
        assert len(tx.outbox.listed(list(PartState), 10)) == 2
        assert tx.edits.latest(a_part(1, delivery="delivery-5").key) == {"text": "new"}
        assert tx.outbox.holds(NOW) == {OTHERS: NOW + HOUR}
        assert len(tx.hearing.open("telegram")) == 1
        assert [feed.id for feed in tx.feeds.all()] == ["feed-5", "shared"]
        assert None not in {feed.next_poll_at for feed in tx.feeds.all()}


def test_forgetting_a_chat_twice_or_one_that_never_was_is_fine(store: Store) -> None:
    for _ in range(2):
        with store.transaction() as tx:
            forgotten(tx, an_address(THEIRS))


def test_what_people_write_is_kept_until_it_is_answered(store: Store) -> None:
    said = Heard(platform="telegram", id="1", raw={"text": "summary moon"})
    with store.transaction() as tx:
        tx.hearing.keep(said, NOW)
        tx.hearing.begin("telegram", "1")
    with store.snapshot() as tx:
        assert [one.raw for one in tx.hearing.open("telegram")] == [said.raw]
    with store.transaction() as tx:
        tx.hearing.done("telegram", "1")
        assert not tx.hearing.keep(replace(said, raw={}), NOW)  # its id is known
    with store.snapshot() as tx:
        assert not [values for _, name, values in columns(tx) if "moon" in " ".join(values)]


def test_the_readme_lists_every_column_that_names_a_chat_or_a_person(store: Store) -> None:
    with store.transaction() as tx:
        live(tx, THEIRS, 0)
        found = {f"{table}.{name}" for table, name, _ in columns(tx) if NAMING.search(name)}
    assert listed() == naming(store) | (found - OURS.keys()) | SAID.keys()


def test_an_export_holds_whatever_the_readme_lists(store: Store) -> None:
    with store.transaction() as tx:
        live(tx, OTHERS, 5)
        live(tx, THEIRS, 0)
        begun = whole_record(tx, a_chat("telegram:1"), NOW)
        theirs, others = (
            whole_record(tx, chat, NOW)
            for address in (THEIRS, OTHERS)
            if (chat := tx.chats.get(an_address(address))) is not None
        )
    assert listed() == EXPORTED.keys() | NOT_EXPORTED.keys()
    empty = {(column, name) for column, names in EXPORTED.items() for name in names
             if theirs[name] == begun[name]}  # fmt: skip
    assert empty == set()
    given = {feed["name"]: feed["given"] is not None for feed in theirs["feeds"]}
    assert given == {"Post 0": True, "Post of all": False}
    token = f"https://news.example/rss?token={THEIRS}"
    assert token in [feed["url"] for feed in theirs["feeds"]]
    assert token not in str(others)


def listed() -> set[str]:
    """Return the columns that the README lists."""
    text = Path("README.md").read_text()
    section = text.split("<!-- privacy -->")[1].split("<!-- /privacy -->")[0]
    names = set(re.findall(r"`(\w+\.\w+)`", section))
    return {name for name in names if not name.startswith("keep.")}
