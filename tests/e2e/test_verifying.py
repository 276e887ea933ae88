"""An operator asks why something was told, and has it proved."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from tests.bot.conftest import FOOTBALL, HARBOR, SPACE


@pytest.fixture
def told(program):
    """A chat that was told three stories, one of them by two sources."""
    program.put("space/probe.txt", SPACE)
    program.put("sport/cup.txt", FOOTBALL)
    program.put("bridge.txt", HARBOR)
    program.put("copy.txt", HARBOR.replace("Some 14,000 people", "About 14,000 people"))
    program.run("collect")
    program.run("digest", "--to", "console:local")
    return program


def change(program, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(program.folder / "data/bot.db")) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(statement, values)
        database.commit()


def test_all_that_was_told_is_proved(told):
    done = told.run("verify", "--all")
    assert (done.code, done.err) == (0, "")
    assert "console:local" in done.out
    assert "1 digest: " in done.out
    assert "0 false, 0 open." in done.out
    digest = json.loads(told.run("verify", "--all", "--json").out)
    one = told.run("verify", digest["digest"][-8:])
    assert (one.code, len(one.out.splitlines())) == (0, 1)
    quotes = [proof for proof in digest["proofs"] if proof["quote"]]
    assert all(proof["said"] == proof["stands"] for proof in quotes)
    assert len(digest["proofs"]) - len(quotes) == 3  # headlines


def test_a_tampered_article_is_found_out(told):
    change(told, "UPDATE articles SET body = replace(body, 'penalties', 'corners')")
    done = told.run("verify", "--all")
    assert done.code == 1
    assert "is FALSE; article" in done.out
    assert "stands: Northport won the cup on corners" in done.out
    assert told.run("verify", "--all", "--json").code == 1
    change(told, "UPDATE articles SET body = replace(body, 'corners', 'penalties')")
    assert told.run("verify", "--all").code == 0


def test_a_tampered_digest_is_found_out(told):
    change(told, "UPDATE digests SET entries = replace(entries, 'on penalties', 'by magic')")
    done = told.run("verify", "--all")
    assert done.code == 1
    assert "told:   Northport won the cup by magic" in done.out
    assert "headline cannot be proved" in done.out
    change(told, "UPDATE digests SET entries = replace(entries, 'by magic', 'on penalties')")


def test_what_is_no_longer_kept_is_said_to_be_so(told):
    for table, column in (("story_articles", "article_id"), ("progress", "article_id"),
                          ("summaries", "article_id"), ("article_tags", "article_id"),
                          ("articles", "id")):  # fmt: skip
        change(
            told,
            f"DELETE FROM {table} WHERE {column} IN"
            " (SELECT article_id FROM sightings WHERE key = 'sport/cup.txt')",
        )
    done = told.run("verify", "--all")
    assert done.code == 3
    assert "headline cannot be proved: the article it is from is no longer kept." in done.out
    assert "quote 1 cannot be proved: article " in done.out
    assert "FALSE" not in done.out


def test_verify_says_what_it_needs(told):
    for arguments in ([], ["--all", "x"], ["nothing-ends-so"]):
        done = told.run("verify", *arguments)
        assert (done.code, done.out) == (2, "")
    assert "No digest that is kept" in done.err


def test_a_digest_of_one_story_has_one_item(program):
    program.put("space/probe.txt", SPACE)
    program.run("collect")
    program.run("digest", "--to", "console:local")
    assert "has only 1 item." in program.run("why", "--chat", "console:local", "2").err


def test_why_from_the_command_line(told):
    done = told.run("why", "--chat", "console:local", "1")
    assert (done.code, done.err) == (0, "")
    assert "Its rank was" in done.out
    assert "source tells it" in done.out
    past = told.run("why", "--chat", "console:local", "9")
    assert past.code == 1
    assert "has only 3 items." in past.err
    assert "was given nothing" in told.run("why", "--chat", "telegram:42", "1").err
    assert told.run("why", "--chat", "nowhere", "1").code == 2
    digest = json.loads(told.run("verify", "--all", "--json").out)["digest"]
    again = told.run("why", "--chat", "console:local", "--digest", digest, "1")
    assert again.out == done.out


def test_todays_stories_and_how_they_were_grouped(told):
    done = told.run("stories")
    assert "inbox/bridge.txt" in done.out
    assert "like bridge.txt)" in done.out or "like copy.txt)" in done.out
    found = json.loads(told.run("stories", "--json").out)
    assert len(found) == 3
    second = next(story["articles"][1] for story in found if len(story["articles"]) > 1)
    assert 0.5 < second["similarity"] <= 1
    change(told, "UPDATE stories SET last_seen_at = '2020' || substr(last_seen_at, 5)")
    assert "no stories of that time" in told.run("stories").out
    assert "inbox/bridge.txt" in told.run("stories", "--all").out
