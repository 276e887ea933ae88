"""A website with one feed, on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.bot.sources.feed_samples import rss

WORDS = "The council met on Sunday to talk about the bridge and its price. " * 20


class Website(ThreadingHTTPServer):
    """Counts how often its feed was asked for."""

    asked = 0

    @property
    def feed(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/rss"


class _Page(BaseHTTPRequestHandler):
    server: Website

    def do_GET(self) -> None:
        found, link = self.path == "/rss", f"http://{self.headers['Host']}/"
        self.server.asked += found
        body = rss(f"a|Bridge opens|{WORDS}", "b|No text", link=link) if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def a_website() -> Iterator[Website]:
    server = Website(("127.0.0.1", 0), _Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
