"""A body that is at hand as text is a body like any other."""

from __future__ import annotations

import json

import pytest

from bot.domain.bodies import WrittenBody, body_text, read_body

PLAIN = {"text": "<b>Über</b>", "items": [1, 2], "rows": [[{"say": "why 1 of:d1"}]]}


def test_it_reads_as_what_was_written():
    body = WrittenBody(body_text(PLAIN))
    assert dict(body) == PLAIN
    assert body == PLAIN
    assert body == PLAIN
    assert (body["items"], len(body), "other" in body) == ([1, 2], 3, False)
    assert body != WrittenBody(body_text({**PLAIN, "items": []}))


def test_its_text_is_written_as_it_is():
    text = json.dumps(PLAIN, indent=1)
    assert body_text(WrittenBody(text)) is text
    assert body_text(PLAIN) == body_text(WrittenBody(body_text(PLAIN)))


def test_what_is_no_json_shows_when_somebody_looks_inside():
    with pytest.raises(ValueError, match="Expecting"):
        len(WrittenBody("{"))


@pytest.mark.parametrize("damaged", ["", "{", "[1]", "7", "null", '"text"'])
def test_what_was_damaged_where_it_was_kept_is_empty(damaged):
    assert read_body(body_text(PLAIN)) == PLAIN
    assert read_body(damaged) == {}
