"""What an article refuses to be, and what makes it the one it is."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.domain.articles import article_id, content_hash
from tests.fakes.builders import NOW, an_article


@pytest.mark.parametrize("field", ["title", "body", "url", "author", "key"])
@pytest.mark.parametrize("bad", ["a\0b", "a\ud800b"])
def test_what_no_store_can_keep_is_refused(field, bad):
    with pytest.raises(ValueError, match="holds a NUL or half a character"):
        an_article(**{field: bad})


@pytest.mark.parametrize(
    "moment",
    [datetime(2026, 1, 1), NOW.astimezone(timezone(timedelta(hours=2)))],  # noqa: DTZ001 -- on purpose
)
def test_moments_are_in_utc(moment):
    with pytest.raises(ValueError, match="published_at must"):
        an_article(published_at=moment)
    with pytest.raises(ValueError, match="collected_at must"):
        an_article(collected_at=moment)


def test_an_id_follows_from_source_key_and_content():
    parts = {"source": "a", "key": "b", "content_hash": "c"}
    made = article_id(**parts)
    assert made == article_id(**parts)
    for name in parts:
        assert article_id(**{**parts, name: "z"}) != made


def test_ids_are_those_of_every_release_before():
    """Stores are full of them: under another id the same content would be told once more."""
    content = content_hash(title="Bridge opens", body="The bridge opened.", author=None, url=None)
    assert content == content_hash(
        title="Bridge opens", body="The bridge opened.", author="", url=""
    )
    assert content == "648a15cf0ac984ff9c68a8700c5ea1d8d0a97dbd6032eac368159debff634dcb"
    assert article_id(source="wire", key="a", content_hash=content) == "803177643568daea80a1"


def test_what_moves_from_one_field_to_the_next_is_another_content():
    one = content_hash(title="ab", body="c", author=None, url=None)
    assert one != content_hash(title="a", body="bc", author=None, url=None)
    assert one != content_hash(title="ab", body="c", author="d", url=None)
