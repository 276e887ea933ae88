"""Feeds on the command line: listed in the settings, imported, exported, collected, checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.storage.open import open_store
from tests.e2e.website import a_website
from tests.fakes.builders import a_sighting


@pytest.fixture
def site() -> Iterator[str]:
    with a_website() as website:
        yield website.feed


def test_feeds_of_the_settings_become_articles_and_their_troubles_are_shown(program, site):
    feeds = {"DIGESTBOT_SOURCES__FEEDS": site, "DIGESTBOT_FETCH__PRIVATE": "127.0.0.0/8"}
    done = program.run("collect", **feeds)
    assert "1 added, 0 changed, 0 copies, 1 rejected" in done.out
    kept = closing(open_store(f"sqlite:///{program.folder}/data/bot.db"))
    with kept as store, store.transaction() as tx:  # of a source that is read no more
        tx.sources.see(a_sighting("left", source="The Bee", reason="It is empty."))
    checked = program.run("check", **feeds).out
    assert "feeds      1 read, 0 of them failing, 2 rejected" in checked
    assert "rejected   The Bee: left: It is empty." in checked
    assert "rejected   The Post: b: There is no such page at 127.0.0.1." in checked
    told = program.run("chat", stdin="summary\nsources the post\n", **feeds).out
    assert "Bridge opens" in told
    assert "The Post" in told
    assert site in told


def test_a_private_address_is_refused_unless_it_is_allowed(program, site):
    program.run("collect", DIGESTBOT_SOURCES__FEEDS=site)
    checked = program.run("check", DIGESTBOT_SOURCES__FEEDS=site).out
    assert "127.0.0.1 is not on the open web" in checked


def test_a_list_of_feeds_goes_out_as_it_came_in(program):
    listed = program.folder / "feeds.opml"
    listed.write_text(
        "<opml><body><outline text='World'><outline text='The Post' "
        "xmlUrl='https://p.example/rss?a=1&amp;b=2'/></outline></body></opml>"
    )
    assert "1 feed added, 0 were there." in program.run("import", str(listed)).out
    exported = program.run("export", "--opml").out
    assert 'text="world"' in exported


LEFT_OUT = {
    "d.example/rss": "Only links that begin with http:// or https:// are followed.",
    "ftp://x": "Only links that begin with http:// or https:// are followed.",
    "http://127.0.0.1/rss": "127.0.0.1 is not on the open web, so this link is not followed.",
    "https://xn--a.example/rss": "This is not a web address.",
    f"https://e.example/{'e' * 3_000}": "This link is longer than 2,000 characters.",
}


def test_what_a_list_names_and_is_not_taken_is_named_with_the_reason(program):
    taken = ("feed://a.example/rss", "feed:https://b.example/rss", "HTTPS://C.example/rss")
    lines = "".join(f"<outline xmlUrl='{one}'/>" for one in (*taken, *LEFT_OUT))
    opml = program.folder / "feeds.opml"
    opml.write_text(f"<opml><body>{lines}</body></opml>")
    done = program.run("import", str(opml))
    assert "3 feeds added, 0 were there." in done.out
    for address, reason in LEFT_OUT.items():
        assert f"left out  {address[:100]}" in done.out
        assert f": {reason}\n" in done.out
    exported = program.run("export", "--opml").out
    for address in ("https://a.example/rss", "https://b.example/rss", "https://c.example/rss"):
        assert address in exported.lower()
    text = program.folder / "feeds.txt"  # the same as a text, with a remark
    text.write_text("\n".join(("# mine", *taken, "", *LEFT_OUT)))
    done = program.run("import", str(text), DIGESTBOT_FETCH__PRIVATE="127.0.0.0/8")
    assert done.out.count("left out") == len(LEFT_OUT) - 1
    assert "1 feed added, 3 were there." in done.out


def test_of_much_that_is_not_taken_the_first_is_named_and_the_rest_counted(program):
    listed = program.folder / "feeds.txt"
    listed.write_text("\n".join(f"garbage {n}" for n in range(13)))
    done = program.run("import", str(listed))
    assert done.code == 1
    assert done.out.count("left out  garbage") == 10
    assert "left out  … and 3 more" in done.out
    assert "lists no feeds that can be read." in done.err
    listed.write_text("http://ann:secret@a.example/rss")
    done = program.run("import", str(listed))
    assert "left out  http://…@a.example/rss: Links with a user name or password" in done.out
