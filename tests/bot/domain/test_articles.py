"""What an article refuses to be, and what makes it the one it is."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.domain.articles import article_id, content_hash
from tests.fakes.builders import NOW, an_article


@pytest.mark.parametrize("field", ["title", "body", "url", "author", "key"])
@pytest.mark.parametrize("bad", ["a\0b", "a\ud800b"])
def test_what_no_store_can_keep_is_refused(field, bad):
    with pytest.raises((ValueError, UnicodeEncodeError)):
        an_article(**{field: bad})


@pytest.mark.parametrize(
    "moment",
    [datetime(2026, 1, 1), NOW.astimezone(timezone(timedelta(hours=2)))],  # noqa: DTZ001 -- on purpose
)
def test_moments_are_in_utc(moment):
    with pytest.raises(ValueError, match="published_at must"):
        an_article(published_at=moment)


def test_an_id_follows_from_source_key_and_content():
    parts = {"source": "a", "key": "b", "content_hash": "c"}
    made = article_id(**parts)
    assert made == article_id(**parts)
    for name in parts:
        assert article_id(**{**parts, name: "z"}) != made


def test_what_moves_from_one_field_to_the_next_is_another_content():
    one = content_hash(title="ab", body="c", author=None, url=None)
    assert one != content_hash(title="a", body="bc", author=None, url=None)
    assert one != content_hash(title="ab", body="c", author="d", url=None)
