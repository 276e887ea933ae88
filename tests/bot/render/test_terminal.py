"""How a message reads on a terminal, as a person sees it."""

from __future__ import annotations

from textwrap import dedent

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
from bot.render.paper import NARROWEST, to_text
from bot.render.terminal import render


def shown(*blocks: object, width: int = 80, color: bool = False) -> str:
    (body,) = render(Message(blocks))
    return to_text(body, width=width, color=color)


def page(text: str) -> str:
    return dedent(text).strip("\n").replace("=" * 60, "\u2500" * 60)


SPACE = StoryItem(
    number=1,
    headline="Russia ready to foster cooperation with China in space",
    url="http://en.people.cn/n3/2021/0618/c90000-9862483.html",
    sentences=("We never know what can happen.", "Mutual support is extremely important."),
    origin="Xinhua, +1 source · 18 June",
)
FERRY = StoryItem(
    number=12,
    headline="Ferry returns",
    url=None,
    sentences=("It sailed at noon.",),
    origin="Harbor Wire · 18 June",
    badge="update",
)


def test_a_digest() -> None:
    assert shown(
        Heading("Your digest · Friday 18 June"),
        SPACE,
        FERRY,
        Fine((Plain("2 more stories did not fit."),)),
        Choices((Choice("More", "summary 1"), Choice("Daily", "schedule daily 08:00"))),
        width=60,
    ) == page("""
        Your digest · Friday 18 June
        ============================================================

         1. Russia ready to foster cooperation with China in space
            We never know what can happen. Mutual support is
            extremely important.
            Xinhua, +1 source · 18 June
            http://en.people.cn/n3/2021/0618/c90000-9862483.html

        12. Ferry returns [update]
            It sailed at noon.
            Harbor Wire · 18 June

        2 more stories did not fit.

        Try: summary 1 · schedule daily 08:00
    """)


def test_a_status() -> None:
    facts = Facts(
        (
            ("Next digest", (Strong("Saturday 08:00"), Plain(" (Europe/Berlin)"))),
            ("Rejected", (Plain("2, the last one because it is larger than 5 MB"),)),
            ("A name that is far too long for a column", (Plain("gets its own line"),)),
        )
    )
    pause, resume = Code("pause", command=True), Code("resume", command=True)
    told = Bullets(((pause, Plain(" to rest until you say "), resume),))
    assert shown(
        Heading("Status"),
        facts,
        Fine((Plain("Times are yours."),)),
        Paragraph((Plain("You can say:"),)),
        told,
        width=60,
    ) == page("""
        Status
        ============================================================
        Next digest  Saturday 08:00 (Europe/Berlin)
        Rejected     2, the last one because it is larger than 5 MB
        A name that is far too long for a column
                     gets its own line

        Times are yours.

        You can say:
         • `pause` to rest until you say `resume`
    """)


EXCERPT = Excerpt(
    pieces=(
        ("It rained all day. ", False),
        ("The ferry stayed in the harbor.", True),
        (" ", False),
        ("Nobody minded.", True),
        (" Then it stopped.\n\nThe next day was dry.", False),
    ),
    cut_before=True,
    cut_after=True,
)


def test_an_excerpt_without_colors_has_a_bar_beside_each_picked_sentence() -> None:
    assert shown(EXCERPT, width=30) == page("""
          … It rained all day.
        ▌ The ferry stayed in the
        ▌ harbor.
        ▌ Nobody minded.
          Then it stopped.

          The next day was dry. …
    """)


def test_an_excerpt_in_color_keeps_its_paragraphs_and_has_bold_sentences() -> None:
    assert shown(EXCERPT, width=48, color=True).split("\n") == [
        "  … It rained all day. \x1b[1mThe ferry stayed in the\x1b[0m",
        "  \x1b[1mharbor.\x1b[0m \x1b[1mNobody minded.\x1b[0m Then it stopped.",
        "",
        "  The next day was dry. …",
    ]


def test_without_colors_there_is_no_escape_sequence() -> None:
    assert "\x1b" not in shown(Heading("Status"), SPACE, FERRY, EXCERPT)


def test_a_headline_cannot_clear_the_screen() -> None:
    headline = "Breaking\x1b[2J\x1b]0;gone\x07 news"
    text = shown(StoryItem(number=1, headline=headline, url=None, sentences=(), origin=""))
    assert text == " 1. Breaking\ufffd[2J\ufffd]0;gone\ufffd news"


def test_a_body_that_was_stored_unclean_is_printed_clean() -> None:
    body = {"surface": "terminal", "lines": [{"spans": [["headline", "a\x1b[2Jb"]]}]}
    assert to_text(body, width=80, color=False) == "a\ufffd[2Jb"


def test_a_style_of_another_release_is_plain() -> None:
    body = {"surface": "terminal", "lines": [{"spans": [["blinking", "news"]]}]}
    assert to_text(body, width=80, color=True) == "news"


def test_a_body_says_which_stories_are_in_it() -> None:
    (body,) = render(Message((Heading("Digest"), SPACE, FERRY)))
    assert body["items"] == [1, 12]
    (body,) = render(Message((Heading("Digest"),)))
    assert "items" not in body


def test_a_body_for_another_surface_is_refused() -> None:
    with pytest.raises(ValueError, match="not rendered for a terminal"):
        to_text({"text": "hello"}, width=80, color=False)


def test_chinese_sentences_follow_each_other_without_a_space() -> None:
    item = StoryItem(
        number=1, headline="航天", url=None, sentences=("第一句。", "第二句。"), origin=""
    )
    assert shown(item) == " 1. 航天\n    第一句。第二句。"


def test_a_web_address_is_never_cut_and_a_command_only_if_it_must_be() -> None:
    url = "https://example.org/" + "long/" * 10
    line = (
        Plain("Read "),
        Link("the article", url),
        Plain(" or "),
        Code("schedule daily 8:00"),
    )
    assert shown(Paragraph(line), width=30).split("\n") == [
        "Read the article",
        f"({url})",
        "or `schedule daily 8:00`",
    ]


def test_a_link_whose_words_are_its_address_says_it_once() -> None:
    line = (Link("https://example.org", "https://example.org"),)
    assert shown(Paragraph(line)) == "https://example.org"


def test_small_print_keeps_its_commands_apart_in_color() -> None:
    line = (Plain("Say "), Code("help"))
    assert shown(Fine(line), color=True) == "\x1b[2mSay \x1b[0m\x1b[2;36mhelp\x1b[0m"


def test_a_screen_that_is_too_narrow_gets_the_narrowest_lines_that_can_be_read() -> None:
    assert shown(SPACE, width=1) == shown(SPACE, width=NARROWEST)


def test_names_of_facts_give_way_on_a_narrow_screen() -> None:
    facts = Facts(
        ((Code("unsubscribe [what…]", command=True), (Plain("stop getting something"),)),)
    )
    assert shown(facts, width=24) == "unsubscribe [what…]\n  stop getting something"


def test_a_headline_of_nothing_leaves_the_number_with_the_sentences() -> None:
    item = StoryItem(number=3, headline=" ", url=None, sentences=("It rained.",), origin="")
    assert shown(item) == " 3. It rained."


@pytest.mark.parametrize("block", [Heading(""), Paragraph(()), Bullets(()), Facts(()), Choices(())])
def test_a_block_that_says_nothing_takes_no_room(block: object) -> None:
    assert shown(Paragraph((Plain("a"),)), block, Paragraph((Plain("b"),))) == "a\n\nb"


def test_many_choices_are_a_list_with_what_stands_on_each_button() -> None:
    topics = [Choice("\u2713 space", "unsubscribe space")]
    topics += [Choice(name, f"subscribe {name}") for name in ("art", "law", "sport", "war")]
    assert shown(Choices(tuple(topics)), width=200).startswith("Try: unsubscribe space · ")
    assert shown(Choices((*topics, Choice("Back", "settings"))), width=60) == page("""
        ✓ space  unsubscribe space
        art      subscribe art
        law      subscribe law
        sport    subscribe sport
        war      subscribe war
        Back     settings
    """)
