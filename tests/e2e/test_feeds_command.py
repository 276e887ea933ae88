"""Feeds on the command line: listed in the settings, imported, exported, collected, checked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.bot.sources.feed_samples import rss

WORDS = "The council met on Sunday to talk about the bridge and its price. " * 20


class Site(BaseHTTPRequestHandler):
    """A website with one feed."""

    def do_GET(self) -> None:
        found, link = self.path == "/rss", f"http://{self.headers['Host']}/"
        body = rss(f"a|Bridge opens|{WORDS}", "b|No text", link=link) if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/rss"
    server.shutdown()
    server.server_close()
    thread.join()


def test_feeds_of_the_settings_become_articles_and_their_troubles_are_shown(program, site):
    feeds = {"DIGESTBOT_SOURCES__FEEDS": site, "DIGESTBOT_FETCH__PRIVATE": "127.0.0.0/8"}
    done = program.run("collect", **feeds)
    assert "1 added, 0 changed, 0 copies, 1 rejected" in done.out
    checked = program.run("check", **feeds).out
    assert "feeds      1 read, 0 of them failing, 1 rejected" in checked
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
    assert "1 feeds added, 0 were there." in program.run("import", str(listed)).out
    exported = program.run("export", "--opml").out
    assert 'text="world"' in exported
