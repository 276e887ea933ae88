"""Texts that nobody means well with, and texts that are far too long, on the chat platforms."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import pytest

from bot.domain.deliveries import Body
from bot.messages.blocks import (
    Block,
    Bullets,
    Code,
    Excerpt,
    Facts,
    Fine,
    Heading,
    Link,
    Message,
    Paragraph,
    Plain,
    StoryItem,
)
from bot.render import slack, telegram
from tests.bot.render import readers


class Platform(NamedTuple):
    render: Callable[[Message], Sequence[Body]]
    read: Callable[[Body], str]
    refuses: Callable[[Body], Iterable[str]]
    calls: Callable[[Body], Iterable[str]]


PLATFORMS = {
    "telegram": Platform(
        telegram.render, readers.telegram_words, readers.telegram_refuses, readers.telegram_calls
    ),
    "slack": Platform(
        slack.render, readers.slack_words, readers.slack_refuses, readers.slack_calls
    ),
}


@pytest.fixture(params=PLATFORMS)
def platform(request: pytest.FixtureRequest) -> Platform:
    return PLATFORMS[request.param]


def everywhere(text: str) -> dict[str, Block]:
    line = (Plain(text),)
    return {
        "heading": Heading(text),
        "paragraph": Paragraph(line),
        "code": Paragraph((Plain("Say "), Code(text))),
        "link": Paragraph((Plain("Read "), Link(text, "https://example.org"))),
        "bullets": Bullets((line, line)),
        "facts": Facts(((text, line),)),
        "headline": StoryItem(
            number=1, headline=text, url="https://example.org", sentences=(), origin="Wire"
        ),
        "headline without link": StoryItem(
            number=1, headline=text, url=None, sentences=(), origin="Wire"
        ),
        "sentence": StoryItem(number=1, headline="One", url=None, sentences=(text,), origin=""),
        "sentences": StoryItem(
            number=1, headline="One", url=None, sentences=(text, "Two."), origin=""
        ),
        "origin": StoryItem(number=1, headline="One", url=None, sentences=(), origin=text),
        "excerpt": Excerpt(
            pieces=(("So. ", False), (text, True)), cut_before=True, cut_after=False
        ),
        "fine": Fine(line),
        "fine with code": Fine((Plain(text), Code("help"))),
    }


@pytest.mark.parametrize(
    "text",
    [
        "<&>*_~",
        "<!channel> <!here|x> <@U1> <!subteam^S1>",
        "@here @channel @everyone /unsubscribe",
        "(@someone) x/@someone .@someone €/stop https://a.example/@someone /stop@other_bot",
        "https:///@someone http://./@someone x://a /stop",
        "</a><a href=evil.example>",
        "&lt;b&gt; &amp;amp; &#60;",
        "<https://bad.example|https://bank.example>",
        "*bold* _it_ ~no~ `code` :smile: > quote",
        "مرحبا بالعالم",
        "👨\u200d👩\u200d👧🇺🇳",
        "می\u200cخواهم",
    ],
)
def test_it_arrives_as_typed_and_calls_nobody(platform: Platform, text: str) -> None:
    for place, block in everywhere(text).items():
        (body,) = platform.render(Message((block,)))
        assert text in platform.read(body), place
        assert not list(platform.calls(body)), place
        assert not list(platform.refuses(body)), place


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\u2066b\u2069c\u200bd\u2060e\ufefff", "abcdef"),
        ("a\U000e0041b\u00adc", "abc"),
        ("half \ud83d", "half \ufffd"),
        ("bell\x07", "bell\ufffd"),
        ("a\u030angstro\u0308m", "ångström"),  # Telegram drops a ring that stands alone
        ("Z" + "\u0315" * 60 + "algo", "Z" + "\u0315" * 4 + "algo"),
    ],
)
def test_what_hides_is_gone(platform: Platform, text: str, shown: str) -> None:
    for place, block in everywhere(text).items():
        (body,) = platform.render(Message((block,)))
        assert shown in platform.read(body), place
        assert text not in str(body), place


@pytest.mark.parametrize("text", ["\u200b", "\u202e", " \u00a0\u3000", "\u200d\u200e", "\u2800"])
def test_what_nobody_sees_is_not_posted(platform: Platform, text: str) -> None:
    for place in ("heading", "paragraph", "bullets", "fine", "facts"):
        assert not platform.render(Message((everywhere(text)[place],))), place


@pytest.mark.parametrize("place", ["heading", "headline", "sentences", "excerpt", "fine with code"])
@pytest.mark.parametrize(
    "text",
    [
        "A sentence that goes on for a while. " * 150,
        "&" * 1000,
        "&amp;<" * 800,
        "w" * 5000,
        "@someone " * 500,
        "/stop. " * 700,
        "#tag $CASH a.example b@c.example 12:30 " * 120,
        "中国空间站。" * 800,
        "ภาษาไทย" * 600,
        "👨\u200d👩\u200d👧" * 900,
        "e\u0301\u0316" * 1500,
        "https://example.org/a.b " * 200,
    ],
    ids=lambda text: text[:12].encode("ascii", "replace").decode(),
)
def test_far_too_long_a_text_is_cut_without_losing_anything(
    platform: Platform, text: str, place: str
) -> None:
    bodies = platform.render(Message((everywhere(text)[place],)))
    assert not [wrong for body in bodies for wrong in platform.refuses(body)]
    assert not [called for body in bodies for called in platform.calls(body)]
    shown = packed("".join(map(platform.read, bodies)))
    for address in ("(https://example.org)", "(example.org)"):
        shown = shown.replace(address, "")
    assert packed(text) in shown


def packed(text: str) -> str:
    return unicodedata.normalize("NFD", "".join(text.split()))


def test_a_text_of_100_kb_arrives_whole(platform: Platform) -> None:
    words = [f"word{number}" for number in range(11_000)]
    for text in (" ".join(words), ". ".join(words), "".join(words)):
        bodies = platform.render(Message((Paragraph((Plain(text),)),)))
        shown = "\n".join(map(platform.read, bodies))
        assert packed(shown) == packed(text)
        assert not [wrong for body in bodies[-2:] for wrong in platform.refuses(body)]
        assert len(bodies) <= 1 + len(text) // 3000


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "tg://user?id=42",
        "http://localhost/x",
        "https://bank.example@evil.example/",
        "https://user:pass@bank.example/",
        "//bank.example/",
        "https://bank.example:port/",
        "https://" + "a" * 64 + ".example/",
        "https://bank.example/" + "x" * 3000,
        "https://bank.example/" + "\U00010348" * 1025,
        "https://[::1]/",
    ],
)
def test_an_address_that_must_not_be_a_link_is_shown_as_text(platform: Platform, url: str) -> None:
    story = StoryItem(number=1, headline="Ferry", url=url, sentences=(), origin="")
    bodies = platform.render(Message((story, Paragraph((Link("here", url),)))))
    assert not any(word in str(bodies) for word in ("<a ", "'link'"))
    assert packed("".join(map(platform.read, bodies))).count(url) == 2
    assert not [wrong for body in bodies for wrong in platform.refuses(body)]


@pytest.mark.parametrize(
    "letters", ["a" * 2000, "&" * 2000, "\U00010348" * 1000], ids=["plain", "escaped", "wide"]
)
def test_a_headline_stays_in_one_piece_however_long_its_link(
    platform: Platform, letters: str
) -> None:
    headline, url = "A ferry of the old line sank off the cape", f"https://news.example/?{letters}"
    story = StoryItem(number=1, headline=headline, url=url, sentences=(), origin="")
    (body,) = platform.render(Message((story, Fine((Link("Read it there", url),)))))
    shown = platform.read(body)
    assert f"{headline} ({url})" in shown
    assert f"Read it there ({url})" in shown
    assert not list(platform.refuses(body))


@pytest.mark.parametrize(
    ("words", "url", "host"),
    [
        ("bank.example", "https://evil.example/", "evil.example"),
        ("Log in at https://bank.example/login", "https://evil.example/", "evil.example"),
        ("bank．example", "https://evil.example/", "evil.example"),
        ("bаnk.example", "https://bank.example/", "bank.example"),  # a Cyrillic letter
        ("bank.example", "https://bаnk.example/", "xn--bnk-6cd.example"),
        ("bank.example", "https://bank.example.evil.example/", "bank.example.evil.example"),
    ],
)
def test_words_that_pose_as_another_host_are_followed_by_the_real_one(
    platform: Platform, words: str, url: str, host: str
) -> None:
    story = StoryItem(number=1, headline=words, url=url, sentences=(), origin="")
    (body,) = platform.render(Message((story,)))
    assert f"({host})" in platform.read(body)


@pytest.mark.parametrize(
    "words", ["bank.example", "www.bank.example", "The U.S. and 3.5 per cent", "The end.", "e.g."]
)
def test_honest_words_are_left_alone(platform: Platform, words: str) -> None:
    story = StoryItem(
        number=1, headline=words, url="https://www.bank.example/", sentences=(), origin=""
    )
    (body,) = platform.render(Message((story,)))
    assert platform.read(body) == f"1. {words} (https://www.bank.example/)"


def test_a_headline_from_right_to_left_cannot_reorder_what_stands_beside_it(
    platform: Platform,
) -> None:
    story = StoryItem(number=1, headline="مرحبا", url=None, sentences=(), origin="", badge="update")
    (body,) = platform.render(Message((story,)))
    assert "\u2068مرحبا\u2069" in json.dumps(body, ensure_ascii=False)
    assert platform.read(body) == "1. مرحبا [update]"
