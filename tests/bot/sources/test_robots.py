"""The examples of RFC 9309, and of robots.txt files as they are found."""

from __future__ import annotations

import pytest

from bot.sources.robots import parse_robots

RULES = b"""\xef\xbb\xbf# a comment
User-agent: otherbot
Disallow: /

User-Agent: *
Crawl-delay: 3
Disallow: /*.gif$   # pictures
Disallow: /private/
Allow: /private/open
Disallow: /search?*q=
Disallow: /caf%C3%A9
Disallow: /a%2fb
Disallow:
Sitemap: https://example.org/sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("", True),
        ("/news", True),
        ("/private", True),
        ("/private/", False),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/%70rivate/x", False),
        ("/a.gif", False),
        ("/a.gif?size=1", True),
        ("/search?lang=en&q=moon", False),
        ("/search", True),
        ("/café", False),
        ("/caf%c3%a9", False),
        ("/a%2Fb", False),
        ("/a/b", True),
    ],
)
def test_the_longest_rule_decides(path, allowed):
    assert parse_robots(RULES, "digestbot").allow(path) is allowed


def test_a_group_for_us_replaces_the_one_for_all():
    rules = RULES + b"\nUser-agent: other\nUser-agent: DigestBot/1.0\nDisallow: /news\n"
    assert not parse_robots(rules, "digestbot").allow("/news")
    assert parse_robots(rules, "digestbot").allow("/private/x")
    assert not parse_robots(rules, "otherbot").allow("/")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"<html>none</html>", b"Disallow: /"])
def test_without_rules_all_is_allowed(data):
    assert parse_robots(data, "digestbot").allow("/anything")


def test_of_two_rules_as_long_the_kinder_one_counts():
    assert parse_robots(b"User-agent: *\nDisallow: /a\nAllow: /a", "digestbot").allow("/a")
