"""A body that is at hand as text is a body like any other."""

from __future__ import annotations

import json

import pytest

from bot.domain.bodies import FramedBody, WrittenBody, body_text, frame_of, read_body, shared

PLAIN = {"text": "<b>Über</b>", "items": [1, 2], "rows": [[{"say": "why 1 of:d1"}]]}


def test_it_reads_as_what_was_written():
    body = WrittenBody(body_text(PLAIN))
    assert dict(body) == PLAIN
    assert body == PLAIN
    assert body == PLAIN
    assert (body["items"], len(body), "other" in body) == ([1, 2], 3, False)
    assert body != WrittenBody(body_text({**PLAIN, "items": []}))


def test_a_body_is_written_short_and_readable_in_every_script():
    assert body_text({"text": "Über 天", "items": [1, 2]}) == '{"text":"Über 天","items":[1,2]}'


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


def test_a_frame_is_filled_with_other_names_wherever_the_first_ones_stood():
    link = "https://news.example/d/d1?sign=x"
    body = {"text": f"See {link}\u0001", "rows": [["why 1 of:d1", link]]}
    frame = frame_of(body, ["d1", link])
    assert dict(FramedBody(frame, ["d1", link])) == body
    other = FramedBody(frame, ["d22", "https://news.example/d/d22?sign=y"])
    assert body_text(other) == body_text(body).replace(link, other.names[1]).replace("d1", "d22")
    assert dict(other)["rows"] == [["why 1 of:d22", other.names[1]]]


def test_a_text_has_one_mark_and_no_other_has_it():
    assert shared("Über").mark == shared("Über").mark != shared("Uber").mark
    assert len(shared("").mark) == 32
