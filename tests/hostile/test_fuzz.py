"""Bytes at random, and honest documents with some bytes wrong: never a crash, never a hang."""

from __future__ import annotations

import json
import time
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.sources.formats.markup import decode_html
from bot.sources.formats.no_article import word_count
from bot.sources.killable_child import _done
from bot.sources.links import canonical_link, clean_link
from tests.hostile.samples import docx, epub, every_kind, pdf
from tests.trying import trying

SMALL = {**every_kind(), "a.pdf": pdf(pages=1), "a.docx": docx(), "a.epub": epub(1)}
NAMES = sorted(SMALL)
FUZZ = trying(16, large=True)
ENOUGH = 2  # seconds of the processor


def reads(name: str, data: bytes) -> None:
    """Read as the killable process does: a result, or a sentence, within two seconds."""
    options = {"name": name, "media": "", "charset": "", "url": "https://news.example/a"}
    job = {
        "call": "bot.sources.formats.document:read",
        "with": {**options, "now": "2026-11-23T07:00:00+00:00"},
    }
    for _ in range(2):  # what is loaded once, or by a thread beside us, is not the document's time
        began = time.process_time()
        answer = json.loads(_done(job, data))
        spent = time.process_time() - began
        if spent < ENOUGH:
            break
    assert spent < ENOUGH
    assert "result" in answer or answer["trouble"].endswith(".")


@pytest.fixture(scope="module", autouse=True)
def _everything_is_imported():
    for name, data in SMALL.items():
        _done(
            {
                "call": "bot.sources.formats.document:read",
                "with": {"name": name, "media": "", "charset": "", "url": "", "now": "2026-11-23"},
            },
            data,
        )


@pytest.mark.parametrize("name", NAMES)
@FUZZ
@given(data=st.binary(max_size=3_000))
def test_any_bytes_of_any_name(name, data):
    reads(name, data)


@st.composite
def spoiled(draw: st.DrawFn, whole: bytes) -> bytes:
    """Cut, repeat, and exchange pieces of a document."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        size = draw(st.integers(0, 40))
        kind = draw(st.sampled_from(["change", "cut", "repeat", "swap", "grow"]))
        piece = bytes(data[at : at + size])
        if kind == "change":
            data[at : at + size] = draw(st.binary(min_size=size, max_size=size))
        elif kind == "cut":
            del data[at : at + size]
        elif kind == "repeat":
            data[at:at] = piece * draw(st.integers(1, 50))
        elif kind == "swap":
            data[at : at + size] = piece[::-1]
        else:
            data[at:at] = draw(st.sampled_from([b"<", b">", b"\0", b"&", b"'", b"\xff", b"9" * 30]))
    return bytes(data)


@pytest.mark.parametrize("name", NAMES)
@FUZZ
@given(st.data())
def test_an_honest_document_with_some_bytes_wrong(name, data):
    reads(name, data.draw(spoiled(SMALL[name])))


@FUZZ
@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "</p>",
                "<script>",
                "</script>",
                "<!--",
                "-->",
                "<article>",
                "<table>",
                "<tr>",
                "<td>",
                "&amp;",
                "&#x110000;",
                "<br",
                "<a",
                "href='javascript:x'>",
                "words",
                "<noscript>",
                "<svg>",
                "]]>",
                "<![CDATA[",
                "<body>",
                "</body>",
                "</html>",
                "<html>",
                "\x00",
                "<title>",
                "<template>",
                "<meta",
                "charset=utf-16>",
                "<link",
                "rel=canonical",
                "href='//x'>",
                "<time",
                "datetime='0000-99-99'>",
            ],
        ),
        max_size=300,
    )
)
def test_tags_in_any_order(tags):
    reads("a.html", "".join(tags).encode())


@settings(deadline=None)
@given(st.binary(max_size=2_000), st.text(max_size=30))
def test_any_bytes_are_decoded_as_some_page(data, charset):
    decode_html(data, charset)
    decode_html(b"<meta charset=" + charset.encode("utf-8", "replace") + b">" + data)


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_link_is_cleaned(claimed, found):
    clean_link(claimed)
    clean_link("https://news.example/" + claimed)
    canonical_link(claimed, "https://news.example/" + found)
    word_count(claimed)


@settings(deadline=None)
@given(st.text(max_size=200))
@example(" #")
@example("?a&\x85&")
@example("\x85? #")
def test_cleaning_twice_changes_nothing_more(path):
    once = clean_link("https://news.example/" + path)
    assert clean_link(once) == once


def test_reading_keeps_no_memory():
    for name, data in SMALL.items():
        reads(name, data)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(10):
        for name, data in SMALL.items():
            reads(name, data)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 3_000_000
