"""Rows are spread over messages: what leads stays with what it leads to, and no word is lost."""

from __future__ import annotations

import pytest

from bot.render.packing import pack
from bot.render.runs import Kind, Row, Run, Unit, plain

ROOM = (100,)


def row(*texts: str, **more: object) -> Row:
    return Row(Kind.TEXT, tuple(map(Run, texts)), **more)


def a_unit(*texts: str, leads: bool = False) -> Unit:
    return Unit(tuple(map(row, texts)), leads=leads)


def packed(*units: Unit, longest: int = 100, each: int = 1) -> list[list[str]]:
    """Return the texts of each message; a letter takes `each` of its room."""
    parts = pack(units, cost=lambda one: (each * len(plain(one.runs)),), room=ROOM,
                 longest=(longest,))  # fmt: skip
    return [[plain(one.runs) for one in part] for part in parts]


A, B, LEAD = "a" * 60, "b" * 90, "Heading"


def test_what_leads_begins_the_message_of_what_it_leads_to():
    assert packed(a_unit(A), a_unit(LEAD, leads=True), a_unit(B)) == [[A], [LEAD, B]]


def test_what_leads_stays_behind_where_it_would_tear_apart_what_it_leads_to():
    lead = "h" * 20
    assert packed(a_unit(A), a_unit(lead, leads=True), a_unit(B)) == [[A, lead], [B]]


def test_what_leads_goes_along_with_what_is_torn_apart_anyhow():
    found = packed(a_unit(A), a_unit(LEAD, leads=True), a_unit(B, A))
    assert found == [[A], [LEAD, B], [A]]


def test_nothing_says_nothing():
    assert packed() == packed(Unit(())) == []


def test_a_long_row_is_cut_between_sentences_else_words_else_letters():
    assert packed(a_unit("One two. Three."), longest=10) == [["One two.", "Three."]]
    assert packed(a_unit("onetwo threefour"), longest=10) == [["onetwo", "threefour"]]
    assert packed(a_unit("a" * 25), longest=10) == [["a" * 10, "a" * 10, "a" * 5]]


def test_what_joins_joins_and_only_the_first_piece_has_a_gap_before_it_and_the_last_ends():
    whole = row("onetwo threefour", gap=True, ends=3)
    (part,) = pack([Unit((whole,))], cost=lambda one: (len(plain(one.runs)),), room=ROOM,
                   longest=(10,))  # fmt: skip
    assert [(one.joins, one.gap, one.ends) for one in part] == [
        (False, True, None),
        (True, False, 3),
    ]


@pytest.mark.parametrize("text", ["  " * 3 + "onetwo", "onetwo" + "  " * 3])
def test_space_at_either_end_is_no_piece(text):
    assert packed(a_unit(text), longest=6) == [["onetwo"]]


def test_a_cut_between_two_runs_tears_neither_apart():
    found = packed(Unit((row("onet ", "twothr"),)), longest=6)
    assert found == [["onet", "twothr"]]


def test_one_letter_that_takes_more_than_there_may_be_is_left_as_it_is():
    assert packed(a_unit("xy"), longest=5, each=10) == [["x", "y"]]


def test_a_letter_with_more_accents_than_there_is_room_for_has_fewer():
    endless = "a" + "\u0301" * 500
    assert packed(a_unit(endless), longest=100) == [[endless[:100]]]
