"""One address for one page."""

from __future__ import annotations

import pytest

from bot.sources.links import canonical_link, clean_link


@pytest.mark.parametrize(
    ("link", "clean"),
    [
        ("https://A.Example/x?utm_source=a&utm_medium=b&id=7#top", "https://a.example/x?id=7"),
        ("HTTPS://a.example:443", "https://a.example/"),
        ("http://a.example:8080/?fbclid=x", "http://a.example:8080/"),
        ("https://a.example/?gclid=1&q=%C3%A9&&mc_cid=2", "https://a.example/?q=%C3%A9"),
        ("https://a.example/?source=rss", "https://a.example/"),
        ("https://a.example/?source=north-7", "https://a.example/?source=north-7"),
        ("https://a.example/?cid=4711", "https://a.example/?cid=4711"),
        ("https://a.example/?at_medium=RSS&at_campaign=rss", "https://a.example/"),
        ("https://a.example/#!/story/7", "https://a.example/#!/story/7"),
        ("https://[2606:4700::1]/x", "https://[2606:4700::1]/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://[bad", "https://[bad"),
        ("not a link", "not a link"),
    ],
)
def test_what_only_says_how_somebody_came_is_taken_off(link, clean):
    assert clean_link(link) == clean


@pytest.mark.parametrize(
    ("claimed", "found", "address"),
    [
        ("/a?utm_source=x", "https://a.example/a?from=chat", "https://a.example/a"),
        ("https://www.a.example/a", "https://m.a.example/a", "https://www.a.example/a"),
        ("https://other.example/a", "https://a.example/a", "https://a.example/a"),
        ("https://a.example/", "https://a.example/a", "https://a.example/a"),
        ("javascript:alert(1)", "https://a.example/a", "https://a.example/a"),
        ("https://user@a.example/b", "https://a.example/a", "https://a.example/b"),
        ("https://[bad", "https://a.example/a", "https://a.example/a"),
        (None, "https://a.example/a?utm_id=1", "https://a.example/a"),
        ("https://a.example/b#x", "", "https://a.example/b"),
        ("file:///etc/passwd", "", None),
        (None, "", None),
    ],
)
def test_a_page_may_say_its_address_on_its_own_website(claimed, found, address):
    assert canonical_link(claimed, found) == address
