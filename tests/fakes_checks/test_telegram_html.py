"""The fake reads HTML as the Bot API documents it."""

from __future__ import annotations

import pytest

from tests.fakes.telegram_html import parse_html, settle
from tests.fakes.telegram_limits import ApiError
from tests.fakes.telegram_text import found_in, kept_link, tidy


def marked(raw):
    read = settle(parse_html(raw))
    return read.text, [(e["type"], e["offset"], e["length"]) for e in read.entities]


def test_tags_become_entities_in_utf16_units():
    assert marked("🌕 <b>Moon</b> &amp; <i>sun</i>") == (
        "🌕 Moon & sun",
        [("bold", 3, 4), ("italic", 10, 3)],
    )


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("<strong>x</strong>", "bold"),
        ("<EM>x</em>", "italic"),
        ("<ins>x</ins>", "underline"),
        ("<del>x</del>", "strikethrough"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "custom_emoji"),
        ("<a href='http://example.org/?a=1&amp;b=2'>x</a>", "text_link"),
        ('<a href="tg://user?id=42">x</a>', "text_mention"),
        ('<pre><code class="language-python">x</code></pre>', "pre"),
    ],
)
def test_every_documented_tag(raw, kind):
    assert [e["type"] for e in settle(parse_html(raw)).entities] == [kind]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("one <br> two", 'Unsupported start tag "br" at byte offset 4'),
        ("één<p>", 'Unsupported start tag "p" at byte offset 5'),
        ("a <b>b", "Can't find end tag corresponding to start tag b"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <3", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=a/b>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_errors_say_where(raw, words):
    with pytest.raises(ApiError) as error:
        parse_html(raw)
    assert error.value.code == 400
    assert error.value.description.startswith(f"Bad Request: can't parse entities: {words}")


def test_unknown_references_stay_and_known_ones_are_read():
    assert marked("&lt;b&gt; &quot;&#x1F315;&#33;&quot; &nbsp; &copy; AT&T")[0] == (
        '<b> "🌕!" &nbsp; &copy; AT&T'
    )


def test_an_empty_tag_leaves_nothing():
    assert marked("a<b></b> <i> </i>b") == ("a  b", [])


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://Example.org", "https://example.org/"),
        ("http://example.org/a?b=c#d", "http://example.org/a?b=c#d"),
        ("example.org/x", "http://example.org/x"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("http://localhost/x", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("ftp://example.org/", None),
        ("mailto:a@example.org", None),
        ("/news", None),
    ],
)
def test_links_that_are_kept(href, address):
    assert kept_link(href) == address


def test_a_dropped_link_is_recorded():
    read = settle(parse_html('<a href="javascript:alert(1)">x</a>'))
    assert (read.text, read.entities, read.dropped_links) == ("x", [], ["javascript:alert(1)"])


def test_entities_beyond_a_hundred_are_dropped_and_recorded():
    read = settle(parse_html("<b>x</b> " * 103))
    assert (len(read.entities), len(read.dropped_entities)) == (100, 3)


def test_nothing_stands_inside_code():
    read = settle(parse_html("<b>ab <code>cd</code> ef</b>"))
    assert [(e["type"], e["offset"], e["length"]) for e in read.entities] == [
        ("bold", 0, 3),
        ("code", 3, 2),
        ("bold", 5, 3),
    ]
    assert len(read.dropped_entities) == 1


@pytest.mark.parametrize("inner", ["<code>b</code>", '<a href="https://example.org">b</a>'])
def test_code_and_links_stand_in_quotes(inner):
    read = settle(parse_html(f"<blockquote expandable>a <b>x</b> {inner}</blockquote>"))
    assert [e["type"] for e in read.entities][:2] == ["expandable_blockquote", "bold"]
    assert (len(read.entities), read.dropped_entities) == (3, [])


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("<blockquote>a <blockquote expandable>b</blockquote></blockquote>", "blockquote"),
        ('<a href="https://example.org">a <blockquote>b</blockquote></a>', "text_link"),
    ],
)
def test_quotes_do_not_stand_in_each_other_or_in_links(raw, kept):
    read = settle(parse_html(raw))
    assert [e["type"] for e in read.entities] == [kept]
    assert len(read.dropped_entities) == 1


def test_bold_in_bold_is_no_loss():
    read = settle(parse_html("<b>a<b>b</b>c</b>"))
    assert (len(read.entities), read.dropped_entities) == (1, [])


def test_text_is_tidied_and_entities_move():
    text, entities = tidy(
        "\r\n \u202eMo\x00on\tbase \n", [{"type": "bold", "offset": 4, "length": 5}]
    )
    assert text == "Mo on base"
    assert entities == [{"type": "bold", "offset": 0, "length": 5}]
    assert tidy("a\u200bb\u2028", [])[0] == "a\u200bb"


def test_what_is_tappable_in_plain_text():
    text = "/news@my_bot 1/2 a@b.org @ann #moon see example.org and https://example.org/x."
    raw = text.encode("utf-16-le")
    assert [
        (e["type"], raw[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in found_in(text)
    ] == [
        ("bot_command", "/news@my_bot"),
        ("email", "a@b.org"),
        ("mention", "@ann"),
        ("hashtag", "#moon"),
        ("url", "example.org"),
        ("url", "https://example.org/x"),
    ]


def test_nothing_is_found_inside_a_link():
    assert found_in("/news", [{"type": "text_link", "offset": 0, "length": 5}]) == []
