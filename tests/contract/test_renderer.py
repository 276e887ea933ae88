"""What every renderer promises, whatever the surface."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import get_args

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from bot.domain.deliveries import Body
from bot.messages.blocks import (
    Block,
    Bullets,
    Chart,
    Choice,
    Choices,
    Code,
    Document,
    Excerpt,
    Facts,
    Fine,
    Frozen,
    Heading,
    Inline,
    Label,
    Link,
    Message,
    Paragraph,
    Plain,
    StoryItem,
    Strong,
)
from bot.render import slack, telegram, terminal, web
from bot.render.cells import cells
from bot.render.paper import to_text
from bot.render.safe import safe_line
from tests.bot.render import readers, web_reader
from tests.trying import trying


@dataclass(frozen=True, kw_only=True)
class Surface:
    """One renderer, and how a person reads what it makes."""

    name: str
    render: Callable[[Message], Sequence[Body]]
    read: Callable[[Body], str]  # as printed, in any width, with the marks of the surface
    refuses: Callable[[Body], Iterable[str]] = lambda _: ()  # what the platform would refuse
    calls: Callable[[Body], Iterable[str]] = lambda _: ()  # who is called, what is sent by a touch
    taps: bool = False  # things to do next are tapped, and stand below everything else
    links: bool = False  # words lead to addresses, which stand behind them
    width: int | None = None  # columns, where lines are broken by us


def _terminal(width: int, *, color: bool) -> Surface:
    return Surface(
        name=f"terminal, {width} columns{', in color' if color else ''}",
        render=terminal.render,
        read=partial(_printed, width=width, color=color),
        width=width,
    )


def _printed(body: Body, *, width: int, color: bool) -> str:
    text = to_text(body, width=width, color=color)
    return re.sub(r"\x1b\[[0-9;]*m", "", text) if color else text  # our own, and nothing else


unhurried = trying(24)  # messages, each on all surfaces: making one takes longer than showing it
SURFACES = [
    _terminal(80, color=False),
    _terminal(80, color=True),
    _terminal(24, color=False),
    _terminal(200, color=True),
    Surface(
        name="telegram",
        render=telegram.render,
        read=readers.telegram_words,
        refuses=readers.telegram_refuses,
        calls=readers.telegram_calls,
        taps=True,
        links=True,
    ),
    Surface(
        name="slack",
        render=slack.render,
        read=readers.slack_words,
        refuses=readers.slack_refuses,
        calls=readers.slack_calls,
        taps=True,
        links=True,
    ),
    Surface(
        name="web",
        render=web.render,
        read=web_reader.web_words,
        refuses=web_reader.web_refuses,
        taps=True,
        links=True,
    ),
]


@pytest.fixture(scope="module", params=SURFACES, ids=lambda surface: surface.name)
def surface(request: pytest.FixtureRequest) -> Surface:
    return request.param


# What is said, from plain to nasty

LONG_URL = "https://example.org/" + "very/" * 40 + "long?a=1&b=<2>#x_y*z"
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
    LONG_URL,
    "</a><a href=evil.example> &lt;b&gt; <b>&amp; *bold* _it_ ~no~ `code` [x](y) | \\",
    "<!channel> <!here|x> <@U1> @here @everyone /stop /start@bot :smile: #tag $CASH a.com 12:30",
    "&" * 50,
    "@a1 " * 15,
    "z" + "\u0301" * 40,
)
ADDRESSES = (
    *("https://example.org/x", LONG_URL, "javascript:alert(1)", "http://localhost/x"),
    *("https://bank.example@evil.example/", "https://ex\u0430mple.org/"),
)
texts = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(
        st.one_of(st.sampled_from(NASTY), st.text("abc déf,.-\t", max_size=30)), max_size=5
    ).map("".join),
)
urls = st.sampled_from(ADDRESSES) | texts
codes = st.builds(Code, texts, st.booleans())
labels = texts | codes
inlines = st.one_of(
    st.builds(Plain, texts),
    st.builds(Strong, texts),
    codes,
    st.builds(Link, texts, urls),
)
taps = st.none() | st.sampled_from(["show x", "show " + "y" * 80])
lines = st.lists(inlines, max_size=4).map(tuple)


def _tuples(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(values, max_size=4).map(tuple)


KINDS: dict[type, st.SearchStrategy] = {
    Heading: st.builds(Heading, labels),
    Paragraph: st.builds(Paragraph, lines),
    Bullets: st.builds(Bullets, _tuples(lines)),
    Facts: st.builds(Facts, _tuples(st.tuples(labels, lines))),
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
    Choices: st.builds(Choices, _tuples(st.builds(Choice, texts, texts, taps))),
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


def on_each_surface() -> Iterator[Surface]:
    """Yield all surfaces; what fails is said with the name of its own."""
    for surface in SURFACES:
        note(surface.name)
        yield surface


def said(message: Message, surface: Surface) -> Iterator[str]:
    """Yield every text of a message that a person must be able to read, in order."""
    for block in message.blocks:
        match block:
            case Heading(label):
                yield _said_label(label)
            case Paragraph(line) | Fine(line):
                yield from _said_inline(line)
            case Bullets(items):
                yield from (text for line in items for text in _said_inline(line))
            case Facts(rows):
                for name, line in rows:
                    yield from (_said_label(name), *_said_inline(line))
            case StoryItem():
                yield from _said_story(block, surface)
            case Excerpt():
                yield from (text for text, _ in block.pieces)
            case Choices(options) if not surface.taps:
                yield from (option.command for option in options)


def _said_story(story: StoryItem, surface: Surface) -> Iterator[str]:
    url = story.url or ""
    yield story.headline
    if surface.links and letters(url) != letters(story.headline):
        yield url
    yield story.badge or ""
    yield from (*story.sentences, story.origin)
    if not surface.links:
        yield url


def _said_label(label: Label) -> str:
    return label if isinstance(label, str) else label.text


def _said_inline(line: tuple[Inline, ...]) -> Iterator[str]:
    for inline in line:
        yield inline.text
        if isinstance(inline, Link) and letters(inline.url) != letters(inline.text):
            yield inline.url


def letters(text: str) -> str:
    """Return what must survive any rendering: letters and digits, without spaces and marks."""
    text = re.sub("%(?:20|22|3C|3E|5C|5E|60|7B|7C|7D)", "", re.sub(r"\s", "", text))
    return "".join(filter(str.isalnum, unicodedata.normalize("NFD", text)))


def test_every_kind_of_block_is_tried_here() -> None:
    apart = {Chart, Document, Frozen}  # each has tests of its own
    assert {*KINDS, *apart} == set(get_args(Block)) == {*map(type, SAMPLES), *apart}


@pytest.mark.parametrize("block", SAMPLES, ids=lambda block: type(block).__name__)
def test_it_takes_every_kind_of_block(surface: Surface, block: Block) -> None:
    shown = "\n".join(map(surface.read, surface.render(Message((block,)))))
    for text in said(Message((block,)), surface):
        assert letters(text) in letters(shown)


@unhurried
@given(message=messages)
def test_no_words_are_lost_and_they_keep_their_order(message: Message) -> None:
    for surface in on_each_surface():
        shown = letters("\n".join(map(surface.read, surface.render(message))))
        at = 0
        for text in said(message, surface):
            found = shown.find(letters(text), at)
            assert found >= 0, f"{text!r} is not shown, or not in its place"
            at = found + len(letters(text))


@unhurried
@given(message=messages)
def test_nothing_that_steers_a_screen_or_hides_gets_through(message: Message) -> None:
    for shown in (surface.read(body) for surface in on_each_surface()
                  for body in surface.render(message)):  # fmt: skip
        steering = [c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]
        assert not steering
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\u2029]", shown)
        assert shown.encode()


@unhurried
@given(message=messages)
def test_lines_stay_within_the_width_unless_they_hold_a_web_address(message: Message) -> None:
    for surface in on_each_surface():
        if surface.width is None:
            continue
        for body in surface.render(message):
            for line in surface.read(body).split("\n"):
                assert cells(line) <= surface.width or "://" in line


@unhurried
@given(message=messages)
def test_bodies_are_json_come_back_equal_and_are_always_the_same(message: Message) -> None:
    for surface in on_each_surface():
        bodies = list(surface.render(message))
        assert bodies == list(surface.render(message))
        assert json.loads(json.dumps(bodies)) == bodies
        assert json.dumps(bodies, ensure_ascii=False).encode()  # however they are stored


@unhurried
@given(message=messages)
def test_no_part_is_refused_cut_off_or_changed_by_its_platform(message: Message) -> None:
    for surface in on_each_surface():
        assert not [wrong for body in surface.render(message) for wrong in surface.refuses(body)]


@unhurried
@given(message=messages)
def test_nobody_is_called_and_no_command_is_slipped_in(message: Message) -> None:
    for surface in on_each_surface():
        assert not [called for body in surface.render(message) for called in surface.calls(body)]


@unhurried
@given(message=messages)
def test_whatever_can_be_done_next_can_be_tapped_or_typed(message: Message) -> None:
    choices = [block for block in message.blocks if isinstance(block, Choices)]
    for surface in on_each_surface():
        bodies = surface.render(message)
        shown = letters("\n".join(map(surface.read, bodies)))
        buttons = {says for body in bodies for says in _buttons(body)}
        for option in (option for block in choices for option in block.options):
            tapped = safe_line(option.tapped).strip()
            assert tapped in buttons or letters(option.command) in shown


def _buttons(piece: object) -> Iterator[str]:
    if isinstance(piece, dict):
        yield from (piece[key] for key in ("say", "value") if isinstance(piece.get(key), str))
        piece = list(piece.values())
    if isinstance(piece, list):
        for part in piece:
            yield from _buttons(part)


@unhurried
@given(message=messages)
def test_the_end_of_each_story_is_noted_in_exactly_one_part(message: Message) -> None:
    stories = [block for block in message.blocks if isinstance(block, StoryItem)]
    for surface in on_each_surface():
        shown = [story.number for story in stories if surface.render(Message((story,)))]
        bodies = surface.render(message)
        assert [number for body in bodies for number in body.get("items", ())] == shown
        assert [] not in [body.get("items") for body in bodies]


def test_a_story_counts_for_the_part_in_which_it_ends(surface: Surface) -> None:
    stories = tuple(
        StoryItem(number=number, headline="H", url=None, sentences=(told,), origin=f"Wire {number}")
        for number, told in enumerate(("It rained. " * 1500, "It was dry.", "It snowed. " * 1500))
    )
    bodies = surface.render(Message(stories))
    for number in range(3):
        shows = [f"Wire {number}" in surface.read(body) for body in bodies]
        assert [number in body.get("items", ()) for body in bodies] == shows


def test_a_part_that_was_rendered_before_is_shown_as_it_was(surface: Surface) -> None:
    (body,) = surface.render(Message((SAMPLES[0],)))
    assert surface.render(Message((Frozen(body),))) == (body,)
    assert not surface.render(Message((Frozen({"surface": "smoke signals"}),)))


def test_a_message_that_says_nothing_posts_nothing(surface: Surface) -> None:
    assert not surface.render(Message(()))


def test_the_picked_sentences_of_an_excerpt_can_be_told_from_the_others(surface: Surface) -> None:
    def shown(*, picked: bool) -> object:
        pieces = (("It rained. ", False), ("It stopped.", picked))
        excerpt = Excerpt(pieces=pieces, cut_before=False, cut_after=False)
        return surface.render(Message((excerpt,)))

    assert shown(picked=True) != shown(picked=False)
