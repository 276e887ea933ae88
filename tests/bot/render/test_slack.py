"""How a message arrives on Slack, word for word."""

from __future__ import annotations

import pytest

from bot.messages.blocks import (
    Bullets,
    Choice,
    Choices,
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
    Strong,
)
from bot.render.slack import render
from tests.bot.render.readers import slack_refuses
from tests.bot.render.test_telegram import DIGEST

BOLD = {"bold": True}


def said(text: str, **style: bool) -> dict:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def rich(*elements: dict, kind: str = "rich_text_section") -> dict:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


def small(text: str) -> dict:
    return {
        "type": "context",
        "elements": [{"type": "plain_text", "text": text, "emoji": False}],
    }


def blocks(*message: object) -> list[dict]:
    (body,) = render(Message(message))
    return body["blocks"]


def button(number: int, label: str, says: str) -> dict:
    return {
        "type": "button",
        "action_id": f"say:{number}",
        "text": {"type": "plain_text", "text": label, "emoji": False},
        "value": says,
    }


def test_a_digest() -> None:
    (body,) = render(DIGEST)
    url = "http://en.people.cn/n3/2021/0618/c90000-9862483.html"
    headline = "Russia ready to foster cooperation with China in space"
    sentences = "We never know what can happen. Mutual support is extremely important."
    more = "2 more stories did not fit. Say `/summary 2` for more."
    assert body == {
        "surface": "slack",
        "blocks": [
            {
                "type": "header",
                "text": {
                    "type": "plain_text",
                    "text": "Your digest · Friday 18 June",
                    "emoji": False,
                },
            },
            rich(
                said("1. ", bold=True),
                {"type": "link", "url": url, "text": headline, "style": BOLD},
                said("\n"),
                said(sentences),
            ),
            small("Xinhua, +1 source · 18 June"),
            rich(
                said("2. ", bold=True),
                said("Ferry returns", bold=True),
                said(" [update]"),
                said("\n"),
                said("It sailed at noon."),
            ),
            small("Harbor Wire · 18 June"),
            {
                "type": "context",
                "elements": [{"type": "mrkdwn", "text": more, "verbatim": True}],
            },
            {
                "type": "actions",
                "block_id": "choices",
                "elements": [button(0, "More", "summary 1"), button(1, "Why", "why d7 1")],
            },
        ],
        "text": (
            "Your digest · Friday 18 June\n"
            f"1. {headline}\n"
            f"{sentences}\n"
            "Xinhua, +1 source · 18 June\n"
            "2. Ferry returns [update]\n"
            "It sailed at noon.\n"
            "Harbor Wire · 18 June\n"
            "2 more stories did not fit. Say /summary 2 for more."
        ),
        "items": [1, 2],
    }


def test_a_status() -> None:
    facts = Facts((("Next", (Strong("Saturday"), Plain(" 08:00"))), ("Last", (Plain("never"),))))
    told = Bullets(((Code("pause", command=True), Plain(" to rest")), (Plain("or not"),)))
    assert blocks(facts, told) == [
        rich(
            said("Next:", bold=True),
            said(" "),
            said("Saturday", bold=True),
            said(" 08:00"),
            said("\n"),
            said("Last:", bold=True),
            said(" "),
            said("never"),
        ),
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [said("/digest pause", code=True), said(" to rest")],
                        },
                        {"type": "rich_text_section", "elements": [said("or not")]},
                    ],
                }
            ],
        },
    ]


@pytest.mark.parametrize(
    ("command", "typed"),
    [
        ("subscribe space", "/digest subscribe space"),
        ("summary", "/summary"),
        ("summary 2", "/summary 2"),
        ("summaries", "/digest summaries"),
        ("digest preview", "/digest digest preview"),
    ],
)
def test_commands_are_shown_as_they_are_typed(command: str, typed: str) -> None:
    shown = Code(command, command=True)
    assert blocks(Facts(((shown, (shown,)),))) == [
        rich(said(typed, code=True), said(": "), said(typed, code=True))
    ]
    assert blocks(Heading(shown))[0]["text"]["text"] == typed
    assert blocks(Paragraph((Code(command),))) == [rich(said(command, code=True))]


def test_an_excerpt_is_one_quote_with_bold_sentences() -> None:
    pieces = (("It rained. ", False), ("The ferry stayed.", True), (" So.\n\nIt was dry.", False))
    assert blocks(Excerpt(pieces=pieces, cut_before=True, cut_after=False)) == [
        rich(
            said("… "),
            said("It rained. "),
            said("The ferry stayed.", bold=True),
            said(" So."),
            said("\n\n"),
            said("It was dry."),
            kind="rich_text_quote",
        )
    ]


@pytest.mark.parametrize("text", ["*", "a_b", "~", "`", ":smile:", "> quote"])
def test_small_print_that_could_be_taken_for_markup_is_rich_text(text: str) -> None:
    line = (Plain(text), Code("help"))
    assert blocks(Fine(line)) == [rich(said(text), said("help", code=True))]


def test_small_print_keeps_its_links_and_escapes_the_rest() -> None:
    line = (Plain("<!here> & "), Link("see <this>", "https://example.org/?a=1&b=2"))
    (block,) = blocks(Fine(line))
    (element,) = block["elements"]
    assert element["text"] == (
        "&lt;!here&gt; &amp; <https://example.org/?a=1&amp;b=2|see &lt;this&gt;>"
    )


def test_a_heading_that_is_too_long_for_a_header_is_bold() -> None:
    assert blocks(Heading("x" * 150))[0]["type"] == "header"
    assert blocks(Heading("x" * 151)) == [rich(said("x" * 151, bold=True))]
    assert blocks(Heading("&" * 31)) == [rich(said("&" * 31, bold=True))]  # 155 when escaped


def test_what_does_not_fit_on_buttons_is_there_to_type() -> None:
    choices = Choices(tuple(Choice(f"Label {n}", f"say {n}") for n in range(30)))
    typed, actions = blocks(choices, Choices((Choice("x" * 76, "long"),)))[-2:]
    assert len(actions["elements"]) == 25
    assert typed == rich(said("x" * 76 + ": "), said("/digest long", code=True))


def test_the_buttons_of_all_choices_stand_in_one_block() -> None:
    found = blocks(Choices((Choice("A", "a"),)), Heading("H"), Choices((Choice("B", "b"),)))
    assert [block["type"] for block in found] == ["header", "actions"]
    assert found[-1]["elements"] == [button(0, "A", "a"), button(1, "B", "b")]


def test_a_message_of_buttons_has_their_labels_as_text() -> None:
    (body,) = render(Message((Choices((Choice("A", "a"), Choice("B", "b"))),)))
    assert body["text"] == "A · B"


def test_a_long_digest_is_cut_between_stories() -> None:
    sentences = ("A sentence that takes some room. " * 10,) * 2
    stories = tuple(
        StoryItem(
            number=number, headline=f"Story {number}", url=None, sentences=sentences, origin="Wire"
        )
        for number in range(1, 31)
    )
    bodies = render(Message((Heading("Digest"), *stories, Choices((Choice("More", "more"),)))))
    assert [len(body["blocks"]) for body in bodies] == [23, 22, 17]
    assert bodies[-1]["blocks"][-1]["type"] == "actions"
    assert all(len(body["text"]) <= 4000 and body["text"].endswith("…") for body in bodies)
    assert not [wrong for body in bodies for wrong in slack_refuses(body)]


def test_sixty_short_stories_need_more_than_one_message() -> None:
    stories = tuple(
        StoryItem(number=number, headline="S", url=None, sentences=("It rained.",), origin="Wire")
        for number in range(1, 61)
    )
    bodies = render(Message(stories))
    assert [len(body["blocks"]) for body in bodies] == [44, 44, 32]


def test_the_text_for_notifications_is_not_cut_inside_an_escape() -> None:
    bodies = render(Message((Paragraph((Plain("&" * 1500),)),)))
    assert all(body["text"].replace("&amp;", "").strip("…") == "" for body in bodies)


@pytest.mark.parametrize("block", [Heading(""), Paragraph(()), Bullets(()), Facts(()), Choices(())])
def test_a_block_that_says_nothing_takes_no_room(block: object) -> None:
    assert blocks(Paragraph((Plain("a"),)), block) == [rich(said("a"))]


def test_small_print_with_an_address_too_long_for_its_block_is_shown_all_the_same() -> None:
    address = "https://news.example/?" + "a&" * 600  # each takes five letters where it is escaped
    link = {"type": "link", "url": address, "text": "the article"}
    read = Link("the article", address)
    assert blocks(Fine((Plain("Read "), read))) == [rich(said("Read "), link)]
