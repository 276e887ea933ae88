"""An address for owners of websites: found in what people write, safe in a header."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.contact import contact_in


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        (" ", ""),
        ("ann@example.org", "ann@example.org"),
        ("ann@example.org\n", "ann@example.org"),
        ("mailto:ann@example.org", "mailto:ann@example.org"),
        ("Ann <ann@example.org>", "ann@example.org"),
        ("Ann (ann@example.org).", "ann@example.org"),
        ("Ann O’Hara, https://example.org/bot", "https://example.org/bot"),
        ("https://example.org/bot?a=1", "https://example.org/bot?a=1"),
        ("https://example.org/a_(b)/", "https://example.org/a_%28b%29/"),
        ("see https://example.org/a_(b).", "https://example.org/a_%28b%29"),
        ("192.0.2.7/bot", "https://192.0.2.7/bot"),
        ("192.0.2.7.", "https://192.0.2.7"),
        ("bot 1.2.3.4 of 192.0.2.7/bot", "https://192.0.2.7/bot"),
        ("version 1.2.3.4, https://192.0.2.7", "https://192.0.2.7"),
        ("http://[::1]/", "http://[::1]/"),
        ("news.example.org", "https://news.example.org"),
        ("news.example.org:8080/bot", "https://news.example.org:8080/bot"),
        ("http://münchen.example/", "http://xn--mnchen-3ya.example/"),
        ("münchen.example/über-uns", "https://xn--mnchen-3ya.example/%C3%BCber-uns"),
        ("ann@münchen.example", "mailto:ann@xn--mnchen-3ya.example"),
        ("añ@example.org", "mailto:a%C3%B1@example.org"),
    ],
)
def test_websites_are_told_an_address_however_it_is_written(text, told):
    assert contact_in(text) == told
    assert contact_in(told) == told  # as it is written down


@pytest.mark.parametrize(
    "text",
    [
        *("ann", "ask Ann.", "http://", "https:///bot", "@ann", "ann@"),
        *("release 2.0", "bot v1.2 by Ann", "version 1.2.3.4", "1.2.3.4 by Ann", "+49 30 1234.56"),
    ],
)
def test_websites_are_told_nothing_that_is_no_address(text):
    assert contact_in(text) == ""


@pytest.mark.parametrize("text", ["a@b.org\nHost: c", "a@b.org\r\n\tc", "a@b.org \x7f c"])
def test_no_contact_brings_a_line_of_its_own(text):
    with pytest.raises(ValueError, match="that no header may hold"):
        contact_in(text)


@given(
    st.text(max_size=40)
    | st.from_regex(r"(https?://|mailto:)?[^/]{0,8}@?[^/]{1,8}\.\w{2,5}/?.{0,8}", fullmatch=True)
)
def test_whatever_contact_is_taken_fits_into_the_comment_of_a_header(text):
    try:
        told = contact_in(text)
    except ValueError:
        return
    assert re.fullmatch(r"[!#-'*-\[\]-~]*", told)
    assert not set(told) & set("<>")
    assert contact_in(told) == told
