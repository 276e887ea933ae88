"""`digestbot outbox`, as an operator uses it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import timedelta

import pytest

from bot.domain.chats import Paused
from bot.domain.deliveries import PartState, Receipt
from bot.domain.edits import given_up
from bot.storage.open import open_store
from tests.fakes.builders import NOW, a_chat, a_delivery, a_digest, a_part, an_entry

YEAR = timedelta(days=365)


@contextmanager
def kept(program):
    store = open_store(f"sqlite:///{program.folder}/data/bot.db")
    with store.transaction() as tx:
        yield tx
    store.close()


@pytest.fixture
def stuck(program):
    with kept(program) as tx:
        for n, state in enumerate([PartState.FAILED, PartState.SENT, PartState.UNKNOWN], 1):
            part = a_part(delivery=f"d{n}", state=state, body={"items": [1]}, problem="It broke.")
            digest = a_digest(an_entry(f"s{n}"), id=f"g{n}", subscription_id=f"u{n}")
            tx.digests.add(digest)
            tx.outbox.add(a_delivery(id=f"d{n}", digest_id=f"g{n}", parts=(part,)))
        tx.digests.give_back("g1")
    return program


def test_an_empty_outbox_says_so(program):
    assert program.run("outbox").out == "0 not sent; 0 sent.\n"
    assert program.run("outbox", "--json").out == "[]\n"


def test_the_table_shows_what_was_not_sent_and_why(stuck):
    heading, unknown, failed, empty, total = stuck.run("outbox").out.splitlines()
    assert heading.split() == ["ID", "CHAT", "PART", "STATE", "DUE", "TRIES", "NEXT", "TRY", "WHY"]
    assert unknown.split()[:4] == ["d3/1", "telegram:42", "1", "unknown"]
    assert failed.split()[:4] == ["d1/1", "telegram:42", "1", "failed"]
    assert failed.endswith("It broke.")
    assert empty == ""
    assert total == "2 not sent: 1 failed, 1 unknown; 1 sent."


def test_as_json_it_is_for_scripts(stuck):
    unknown, failed = json.loads(stuck.run("outbox", "--json").out)
    assert unknown["state"] == "unknown"
    assert failed == {
        "kind": "message",
        "id": "d1/1",
        "delivery": "d1",
        "address": "telegram:42",
        "part": 1,
        "state": "failed",
        "due_at": "2026-11-22T08:00:00+00:00",
        "expires_at": "2026-11-22T14:00:00+00:00",
        "attempts": 0,
        "next_at": None,
        "held_until": None,
        "problem": "It broke.",
    }


def test_an_operator_lets_it_go_again_or_gives_it_up(stuck):
    with kept(stuck) as tx:
        tx.chats.put(a_chat(paused=Paused(reason="The bot was blocked.")))
    done = stuck.run("outbox", "retry", "d1")
    assert done.out.splitlines() == [
        "Message d1/1 (part 1, telegram:42) goes again.",
        "telegram:42 is paused (The bot was blocked.); it waits for that to end.",
    ]
    assert json.loads(stuck.run("outbox", "--json").out)[1]["state"] == "held"
    done = stuck.run("outbox", "drop", "d1/1")
    assert "is given up; its stories may be told again" in done.out
    assert "is given up; it may have arrived" in stuck.run("outbox", "drop", "d3").out


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["retry", "d2"], "d2/1 cannot go again: it was sent, and nothing is told twice."),
        (["drop", "d2"], "d2/1 cannot be given up: it was sent."),
        (["retry", "nope"], "There is no message or delivery whose ID ends in 'nope'"),
        (["retry", "/1"], "Several IDs end in '/1': d1/1, d2/1, d3/1. Give more of it."),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(stuck, arguments, problem):
    done = stuck.run("outbox", *arguments)
    assert done.code == 1
    assert problem in done.err
    assert "Traceback" not in done.err


@pytest.fixture
def corrected(program):
    with kept(program) as tx:
        sent = {"state": PartState.SENT, "receipt": Receipt(message_id="7")}
        for n in (1, 2):
            part = a_part(delivery=f"d{n}", body={"items": [1]}, **sent)
            tx.digests.add(a_digest(an_entry(f"s{n}"), id=f"g{n}", subscription_id=f"u{n}"))
            tx.outbox.add(a_delivery(id=f"d{n}", digest_id=f"g{n}", parts=(part,)))
            tx.edits.put(f"d{n}/1", {"text": "new"}, now=NOW, expires_at=NOW + 99 * YEAR)
        tx.edits.settle(given_up(tx.edits.of("d2/1"), "It cannot be edited."))
    return program


def test_corrections_are_listed_one_by_one(corrected):
    heading, waiting, dropped, empty, *totals = corrected.run("outbox").out.splitlines()
    assert " ".join(heading.split()) == "CORRECTION OF CHAT STATE UNTIL TRIES NEXT TRY WHY"
    assert waiting.split()[:3] == ["d1/1", "telegram:42", "waiting"]
    assert dropped.split()[:3] == ["d2/1", "telegram:42", "dropped"]
    assert dropped.endswith("It cannot be edited.")
    assert (empty, totals) == (
        "",
        ["0 not sent; 2 sent.", "1 correction waits to be put into posted messages."],
    )
    first, second = json.loads(corrected.run("outbox", "--json").out)
    assert (first["kind"], first["id"], first["state"]) == ("correction", "d1/1", "waiting")
    assert (second["next_at"], second["problem"]) == (None, "It cannot be edited.")


def test_an_operator_lets_a_correction_be_made_again_or_gives_it_up(corrected):
    assert corrected.run("outbox", "retry", "d2/1").out == (
        "The correction of message d2/1 (telegram:42) goes again.\n"
    )
    assert corrected.run("outbox", "drop", "d1").out == (
        "The correction of message d1/1 (telegram:42) is given up; what was posted stays as it"
        " is.\n"
    )
    first, second = json.loads(corrected.run("outbox", "--json").out)
    assert (first["id"], first["state"], first["problem"]) == ("d2/1", "waiting", None)
    assert (second["id"], second["state"]) == ("d1/1", "dropped")
    refused = corrected.run("outbox", "retry", "d2/1")
    assert (refused.code, "it was sent, and nothing is told twice" in refused.err) == (1, True)


def test_check_counts_what_is_in_the_outbox(stuck):
    done = stuck.run("check")
    assert "outbox     1 sent, 1 failed, 1 unknown\n" in done.out


def test_a_digest_for_a_chat_is_handed_to_the_service(program):
    program.put("a.txt", "Vote\n\nThe world voted on Monday, and few of the results are known.")
    program.run("collect")
    with kept(program) as tx:
        tx.chats.put(a_chat())
    done = program.run("digest", "--to", "telegram:42")
    assert "A digest of 1 story is on its way to telegram:42" in done.out
    (waiting,) = json.loads(program.run("outbox", "--json").out)
    assert (waiting["address"], waiting["state"]) == ("telegram:42", "planned")
    assert program.run("digest", "--to", "telegram:42").out == (
        "There is nothing new for telegram:42.\n"
    )
    refused = program.run("digest", "--to", "telegram:43")
    assert (refused.code, "Traceback" in refused.err) == (1, False)
    assert "Nobody has spoken with the bot in telegram:43 yet" in refused.err


def test_check_repairs_a_store_and_says_what_it_did(program):
    program.run("collect")
    done = program.run("check", "--repair")
    assert "repair     All indexes and the search index were made anew" in done.out
    assert done.code == 0
    data = program.folder / "data/bot.db"
    data.write_bytes(b"no database" * 1000)
    done = program.run("check", "--repair")
    assert done.code == 1
    assert "restore the latest back-up, or move the file away to begin anew" in done.err
    assert "Traceback" not in done.err
