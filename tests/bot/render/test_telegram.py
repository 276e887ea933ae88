"""How a message arrives on Telegram, word for word."""

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
    Message,
    Paragraph,
    Place,
    Plain,
    StoryItem,
    Strong,
)
from bot.render.telegram import render
from tests.bot.render.readers import telegram_alive, telegram_refuses

SPACE = StoryItem(
    number=1,
    headline="Russia ready to foster cooperation with China in space",
    url="http://en.people.cn/n3/2021/0618/c90000-9862483.html",
    sentences=("We never know what can happen.", "Mutual support is extremely important."),
    origin="Xinhua, +1 source · 18 June",
)
FERRY = StoryItem(
    number=2,
    headline="Ferry returns",
    url=None,
    sentences=("It sailed at noon.",),
    origin="Harbor Wire · 18 June",
    badge="update",
)
SUMMARY_2 = Code("summary 2", command=True)
DIGEST = Message(
    (
        Heading("Your digest · Friday 18 June"),
        SPACE,
        FERRY,
        Fine((Plain("2 more stories did not fit. Say "), SUMMARY_2, Plain(" for more."))),
        Choices((Choice("More", "summary 1"), Choice("Why", "why 1", tap="why d7 1"))),
    )
)


def text(*blocks: object) -> str:
    (body,) = render(Message(blocks))
    return body["text"]


def test_a_digest() -> None:
    (body,) = render(DIGEST)
    assert body == {
        "surface": "telegram",
        "text": (
            "<b>Your digest · Friday 18 June</b>\n"
            "\n"
            '<b>1. <a href="http://en.people.cn/n3/2021/0618/c90000-9862483.html">'
            "Russia ready to foster cooperation with China in space</a></b>\n"
            "<blockquote expandable>We never know what can happen. "
            "Mutual support is extremely important.</blockquote>\n"
            "<i>Xinhua, +1 source · 18 June</i>\n"
            "\n"
            "<b>2. Ferry returns</b> [update]\n"
            "It sailed at noon.\n"
            "<i>Harbor Wire · 18 June</i>\n"
            "\n"
            "<i>2 more stories did not fit. Say </i><code>/summary 2</code><i> for more.</i>"
        ),
        "buttons": [[{"text": "More", "say": "summary 1"}, {"text": "Why", "say": "why d7 1"}]],
        "link": "http://en.people.cn/n3/2021/0618/c90000-9862483.html",
        "items": [1, 2],
    }


def test_a_status() -> None:
    facts = Facts(
        (
            ("Next digest", (Strong("Saturday 08:00"), Plain(" (Europe/Berlin)"))),
            ("Rejected:", (Plain("2"),)),
        )
    )
    pause, resume = Code("pause", command=True), Code("resume", command=True)
    told = Bullets(((pause, Plain(" to rest until you say "), resume),))
    assert text(Heading("Status"), facts, Paragraph((Plain("You can say:"),)), told) == (
        "<b>Status</b>\n"
        "<b>Next digest:</b> <b>Saturday 08:00</b> (Europe/Berlin)\n"
        "<b>Rejected:</b> 2\n"
        "\n"
        "You can say:\n"
        "• <code>/pause</code> to rest until you say <code>/resume</code>"
    )


def test_help_lists_commands_as_they_are_typed() -> None:
    usage = Code("search <words…>", command=True)
    facts = Facts(((usage, (Plain("stories about words"),)), (Code("sun:"), (Plain("star"),))))
    assert text(Heading(usage), facts, Paragraph((Code("daily 08:00"),))) == (
        "<code>/search &lt;words…&gt;</code>\n"
        "<code>/search &lt;words…&gt;</code>: stories about words\n"
        "<code>sun:</code> star\n"
        "\n"
        "<code>daily 08:00</code>"
    )


def test_an_excerpt_is_one_quote_with_bold_sentences() -> None:
    pieces = (("It rained. ", False), ("The ferry stayed.", True), (" So.\n\nIt was dry.", False))
    assert text(Excerpt(pieces=pieces, cut_before=True, cut_after=True)) == (
        "<blockquote>… It rained. <b>The ferry stayed.</b> So.\n\nIt was dry. …</blockquote>"
    )


def test_a_silent_message_is_silent_in_every_part() -> None:
    message = Message((Paragraph((Plain("word " * 2000),)),), silent=True)
    bodies = render(message)
    assert len(bodies) == 3
    assert all(body["silent"] is True for body in bodies)


def test_a_long_digest_is_cut_between_stories_and_its_buttons_stand_below_the_last_part() -> None:
    sentences = ("A sentence that takes some room. " * 10,) * 2
    stories = tuple(
        StoryItem(
            number=number,
            headline=f"Story {number}",
            url=f"https://example.org/{number}",
            sentences=sentences,
            origin="Wire",
        )
        for number in range(1, 13)
    )
    bodies = render(Message((Heading("Digest"), *stories, Choices((Choice("More", "more"),)))))
    assert [body["text"].count("<b>") for body in bodies] == [6, 5, 2]
    assert all(body["text"].endswith("<i>Wire</i>") for body in bodies)
    assert [body.get("link") for body in bodies] == ["https://example.org/1", None, None]
    assert [body["items"] for body in bodies] == [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10], [11, 12]]
    assert ["buttons" in body for body in bodies] == [False, False, True]


def test_a_heading_stays_with_what_it_is_about() -> None:
    first = Paragraph((Plain("word " * 760),))
    bodies = render(Message((first, Heading("Next"), Paragraph((Plain("word " * 100),)))))
    assert ["<b>Next</b>" in body["text"] for body in bodies] == [False, True]


def test_what_a_button_cannot_say_is_there_to_type() -> None:
    long = "subscribe " + "ä" * 28  # 66 bytes
    (body,) = render(
        Message((Choices((Choice("Short", "help"), Choice("Long", long), Choice(long, long))),))
    )
    assert body["buttons"] == [[{"text": "Short", "say": "help"}]]
    assert body["text"] == f"Long: <code>/{long}</code> · <code>/{long}</code>"


@pytest.mark.parametrize(("bytes_", "is_button"), [(64, True), (65, False)])
def test_a_button_says_64_bytes(bytes_: int, is_button: bool) -> None:
    (body,) = render(Message((Paragraph((Plain("x"),)), Choices((Choice("x", "y" * bytes_),)))))
    assert ("buttons" in body) is is_button


def test_rows_of_buttons_fit_on_a_phone_and_each_block_begins_a_row() -> None:
    week = ["Mon", "Tue", "Wed", "Thu", "Fri"]
    days = Choices(tuple(Choice(day, f"weekly {day}") for day in week))
    long = Choices((Choice("A rather long label to read", "a"), Choice("Back", "b")))
    (body,) = render(Message((Paragraph((Plain("When?"),)), days, days, long)))
    rows = [[button["text"] for button in row] for row in body["buttons"]]
    assert rows == [week, week, ["A rather long label to read"], ["Back"]]


def test_only_buttons() -> None:
    choices = Choices((Choice("More", "more"),))
    (instead,) = render(Message((choices,), place=Place.BUTTONS))
    assert instead == {"surface": "telegram", "buttons": [[{"text": "More", "say": "more"}]]}
    (new,) = render(Message((choices,)))
    assert new["text"] == "…"


def test_names_and_commands_are_dead_and_stay_as_typed() -> None:
    assert text(Paragraph((Plain("Ask @someone, /stop or a/b at 24/7; a@b.example"),))) == (
        "Ask <code>@someone</code>, <code>/stop</code> or a/b at 24/7; a@b.example"
    )


def test_nothing_in_a_linked_headline_is_alive() -> None:
    headline = "/stop @someone evil.com #tag"
    story = StoryItem(
        number=1, headline=headline, url="https://example.org", sentences=(), origin=""
    )
    (body,) = render(Message((story,)))
    assert f">{headline}</a></b> (example.org)" in body["text"]
    assert telegram_alive(body) in ([], ["example.org"])


def test_a_hundred_links_need_more_than_one_message() -> None:
    stories = tuple(
        StoryItem(
            number=number, headline="S", url="https://example.org", sentences=(), origin="Wire"
        )
        for number in range(1, 101)
    )
    bodies = render(Message(stories))
    assert len(bodies) == 5  # of 4 entities each: bold twice, a link, italics
    assert not [wrong for body in bodies for wrong in telegram_refuses(body)]


@pytest.mark.parametrize("block", [Heading(""), Paragraph(()), Bullets(()), Facts(()), Choices(())])
def test_a_block_that_says_nothing_takes_no_room(block: object) -> None:
    assert text(Paragraph((Plain("a"),)), block, Paragraph((Plain("b"),))) == "a\n\nb"
