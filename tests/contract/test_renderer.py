"""What every renderer promises, whatever the surface."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.deliveries import Body
from bot.messages.blocks import (
    Block,
    Bullets,
    Choice,
    Choices,
    Code,
    Excerpt,
    Facts,
    Fine,
    Heading,
    Inline,
    Link,
    Message,
    Paragraph,
    Plain,
    StoryItem,
    Strong,
)
from bot.render import terminal
from bot.render.cells import cells
from bot.render.paper import to_text


@dataclass(frozen=True, kw_only=True)
class Surface:
    """One renderer, and how a person reads what it makes."""

    name: str
    render: Callable[[Message], Sequence[Body]]
    read: Callable[[Body], str]  # as printed, in any width, with the marks of the surface
    choice: Callable[[Choice], str]  # what is shown of something to do next
    width: int | None = None  # columns, where lines are broken by us


def _terminal(width: int, *, color: bool) -> Surface:
    return Surface(
        name=f"terminal, {width} columns{', in color' if color else ''}",
        render=terminal.render,
        read=partial(_printed, width=width, color=color),
        choice=lambda option: option.command,
        width=width,
    )


def _printed(body: Body, *, width: int, color: bool) -> str:
    text = to_text(body, width=width, color=color)
    return re.sub(r"\x1b\[[0-9;]*m", "", text) if color else text  # our own, and nothing else


unhurried = settings(deadline=None, max_examples=40)  # other work may share the machine

SURFACES = [
    _terminal(80, color=False),
    _terminal(80, color=True),
    _terminal(24, color=False),
    _terminal(200, color=True),
]


@pytest.fixture(scope="module", params=SURFACES, ids=lambda surface: surface.name)
def surface(request: pytest.FixtureRequest) -> Surface:
    return request.param


# What is said, from plain to nasty

NASTY = (
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x9b31m",
    "\u202egnp.exe",
    "a\u2066b",
    "\ud800",
    "\x00\x08\x7f",
    "line\none\r\ntwo\n\nthree\u2028four",
    "中国空间站迎来首批航天员，三名航天员将在轨驻留三个月。",
    "ภาษาไทยเขียนติดกันโดยไม่มีช่องว่างระหว่างคำ",
    "مرحبا بالعالم",
    "👨‍👩‍👧🇺🇳é" * 30,
    "w" * 300,
    "https://example.org/" + "very/" * 40 + "long?a=1&b=<2>#x_y*z",
    "<b>&amp; *bold* _it_ ~no~ `code` [x](y) <!channel> <@U1> | \\",
)
texts = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(
        st.one_of(st.sampled_from(NASTY), st.text("abc déf,.-\t", max_size=30)), max_size=5
    ).map("".join),
)
urls = st.one_of(st.sampled_from(["https://example.org/x", NASTY[-2]]), texts)
inlines = st.one_of(
    st.builds(Plain, texts),
    st.builds(Strong, texts),
    st.builds(Code, texts),
    st.builds(Link, texts, urls),
)
lines = st.lists(inlines, max_size=4).map(tuple)


def _tuples(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(values, max_size=4).map(tuple)


KINDS: dict[type, st.SearchStrategy] = {
    Heading: st.builds(Heading, texts),
    Paragraph: st.builds(Paragraph, lines),
    Bullets: st.builds(Bullets, _tuples(lines)),
    Facts: st.builds(Facts, _tuples(st.tuples(texts, lines))),
    StoryItem: st.builds(
        StoryItem,
        number=st.integers(1, 1200),
        headline=texts,
        url=st.none() | urls,
        sentences=_tuples(texts),
        origin=texts,
        badge=st.none() | st.sampled_from(["update", "новое"]),
    ),
    Excerpt: st.builds(
        Excerpt,
        pieces=_tuples(st.tuples(texts, st.booleans())),
        cut_before=st.booleans(),
        cut_after=st.booleans(),
    ),
    Fine: st.builds(Fine, lines),
    Choices: st.builds(Choices, _tuples(st.builds(Choice, texts, texts))),
}
SAMPLES: tuple[Block, ...] = (
    Heading("Your digest"),
    Paragraph((Plain("Say "), Code("help"), Plain("."))),
    Bullets(((Plain("one"),), (Strong("two"),))),
    Facts((("Next", (Plain("Friday"),)), ("Last", (Link("today", "https://example.org"),)))),
    StoryItem(
        number=1,
        headline="Ferry returns",
        url="https://example.org/ferry",
        sentences=("It sailed at noon.", "It was full."),
        origin="Harbor Wire, +1 source",
        badge="update",
    ),
    Excerpt(
        pieces=(("It rained. ", False), ("It stopped.", True)), cut_before=True, cut_after=True
    ),
    Fine((Plain("1 more story"),)),
    Choices((Choice("Space", "subscribe space"), Choice("Later", "pause"))),
)
messages = st.lists(st.one_of(*KINDS.values()), max_size=6).map(
    lambda blocks: Message(tuple(blocks))
)


def said(message: Message, choice: Callable[[Choice], str]) -> Iterator[str]:
    """Yield every text of a message that a person must be able to read, in order."""
    for block in message.blocks:
        match block:
            case Heading(text):
                yield text
            case Paragraph(line) | Fine(line):
                yield from _said_inline(line)
            case Bullets(items):
                yield from (text for line in items for text in _said_inline(line))
            case Facts(rows):
                for name, line in rows:
                    yield from (name, *_said_inline(line))
            case StoryItem():
                yield block.headline
                yield block.badge or ""
                yield from block.sentences
                yield from (block.origin, block.url or "")
            case Excerpt():
                yield from (text for text, _ in block.pieces)
            case Choices(options):
                yield from (choice(option) for option in options)


def _said_inline(line: tuple[Inline, ...]) -> Iterator[str]:
    for inline in line:
        yield inline.text
        if isinstance(inline, Link) and letters(inline.url) != letters(inline.text):
            yield inline.url


def letters(text: str) -> str:
    """Return what must survive any rendering: letters and digits, without spaces and marks."""
    return "".join(filter(str.isalnum, re.sub(r"\s", "", text).replace("%20", "")))


def test_every_kind_of_block_is_tried_here() -> None:
    assert set(KINDS) == set(get_args(Block)) == {type(block) for block in SAMPLES}


@pytest.mark.parametrize("block", SAMPLES, ids=lambda block: type(block).__name__)
def test_it_takes_every_kind_of_block(surface: Surface, block: Block) -> None:
    shown = "\n".join(map(surface.read, surface.render(Message((block,)))))
    for text in said(Message((block,)), surface.choice):
        assert letters(text) in letters(shown)


@unhurried
@given(message=messages)
def test_no_words_are_lost_and_they_keep_their_order(surface: Surface, message: Message) -> None:
    shown = letters("\n".join(map(surface.read, surface.render(message))))
    at = 0
    for text in said(message, surface.choice):
        found = shown.find(letters(text), at)
        assert found >= 0, f"{text!r} is not shown, or not in its place"
        at = found + len(letters(text))


@unhurried
@given(message=messages)
def test_nothing_that_steers_a_screen_or_hides_gets_through(
    surface: Surface, message: Message
) -> None:
    for body in surface.render(message):
        shown = surface.read(body)
        steering = [c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]
        assert not steering
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\u2029]", shown)
        assert shown.encode()


@unhurried
@given(message=messages)
def test_lines_stay_within_the_width_unless_they_hold_a_web_address(
    surface: Surface, message: Message
) -> None:
    if surface.width is None:
        return
    for body in surface.render(message):
        for line in surface.read(body).split("\n"):
            assert cells(line) <= surface.width or "://" in line


@unhurried
@given(message=messages)
def test_bodies_are_json_come_back_equal_and_are_always_the_same(
    surface: Surface, message: Message
) -> None:
    bodies = list(surface.render(message))
    assert bodies == list(surface.render(message))
    assert json.loads(json.dumps(bodies)) == bodies
    assert json.dumps(bodies, ensure_ascii=False).encode()  # however they are stored


def test_a_message_that_says_nothing_posts_nothing(surface: Surface) -> None:
    assert not surface.render(Message(()))


def test_the_picked_sentences_of_an_excerpt_can_be_told_from_the_others(surface: Surface) -> None:
    def shown(*, picked: bool) -> object:
        pieces = (("It rained. ", False), ("It stopped.", picked))
        excerpt = Excerpt(pieces=pieces, cut_before=False, cut_after=False)
        return surface.render(Message((excerpt,)))

    assert shown(picked=True) != shown(picked=False)
