"""People hand over links to be summarized."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from bot.commands.handed import find_link
from bot.domain.errors import SourceError
from bot.ports.reader import Page
from tests.bot.conftest import HARBOR, SPACE, Bot, shown

LINK = "https://news.example/bridge"


@dataclass
class FakeReader:
    """Hands out one page, or raises one sentence."""

    page: Page | str
    asked: list[str] = field(default_factory=list)

    def read(self, url: str) -> Page:
        self.asked.append(url)
        if isinstance(self.page, str):
            raise SourceError(self.page)
        return self.page


def page(**more: object) -> Page:
    title, _, body = HARBOR.partition("\n\n")
    found = Page(
        url=LINK,
        title=title,
        body=body,
        site="news.example",
        author="Jane Doe",
        published_at=datetime(2026, 11, 20, 8, tzinfo=UTC),
        language="en",
    )
    return replace(found, **more)


def says(bot: Bot, reader: FakeReader, text: str, **more: object) -> str:
    return shown(replace(bot.answerer, reader=reader)(bot.invocation(text, **more)))


def test_a_page_is_summarized_with_its_title_and_where_it_is_from(bot):
    reader = FakeReader(page())
    answer = says(bot, reader, f"summary {LINK}")
    assert reader.asked == [LINK]
    assert answer.startswith("Harbor bridge opens after nine years")
    assert "Sorrel Sound" in answer
    assert answer.count("•") == 3
    assert "Jane Doe, news.example · " in answer
    assert LINK in answer


def test_a_number_says_how_many_sentences_and_words_what_about(bot):
    reader = FakeReader(page())
    assert says(bot, reader, f"summary {LINK} 1").count("•") == 1
    assert says(bot, reader, f"summary 2 {LINK}").count("•") == 2
    assert "crowns" in says(bot, reader, f"summary {LINK} toll crowns")


def test_a_page_that_tells_little_of_itself(bot):
    reader = FakeReader(page(title="", author=None, published_at=None, language="xx"))
    answer = says(bot, reader, f"summary {LINK}")
    assert answer.startswith("news.example")
    assert " · " not in answer


@pytest.mark.parametrize(
    "text",
    [
        LINK,
        f"  {LINK}\n",
        f"Have you seen this? {LINK}.",
        f"({LINK})",
        f"look at {LINK}, please",
        f"{LINK} and https://other.example/",
    ],
)
def test_a_message_with_a_link_and_little_else_is_that_page(bot, text):
    reader = FakeReader(page())
    assert "Sorrel Sound" in says(bot, reader, "summary", reply_to=text)
    assert reader.asked == [LINK]


@pytest.mark.parametrize(
    "text",
    [
        f"Tug sinks off the harbor {LINK}",
        f"Tugs sink again {LINK}.",
        f"RT @guardian Tug sinks off the harbor: “all safe” {LINK} via @guardian",
        f"Schlepper sinkt\n{LINK}",
        f"拖船在港口外沉没{LINK}",
    ],
)
@pytest.mark.parametrize("address", ["console:local", "web:a1", "telegram:42", "slack:T1/D9#170.3"])
def test_a_page_that_is_shared_with_its_title_is_summarized_in_private(bot, text, address):
    bot.address = address
    reader = FakeReader(page())
    assert "Sorrel Sound" in says(bot, reader, text)
    assert reader.asked == [LINK]


@pytest.mark.parametrize(
    ("address", "text", "told"),
    [
        ("telegram:-10042", f"Tug sinks {LINK}", "tug"),
        ("slack:T1/C9", f"Tug sinks {LINK}", "tug"),
        ("slack:T1/G9", f"Tug sinks {LINK}", "tug"),
        ("telegram:42", f"Tug sinks {LINK} and {LINK}", "tug"),
        ("telegram:42", f"Tug sinks again {LINK} and {LINK}", "tug"),
        ("telegram:-10042", f"Tug sinks again {LINK}", "tug"),
        ("telegram:42", f"subscrib {LINK}", "subscribe"),
        ("telegram:42", f"/foo of the day {LINK}", "foo"),
        ("telegram:42", f"delete {LINK}", "delete"),
        ("telegram:42", f"news from {LINK}", "news”"),
        ("telegram:42", f"daily news from {LINK}", "daily”"),
        ("telegram:42", f"send me all of {LINK} daily 9:00", "send"),
        ("telegram:42", f"删除这个{LINK}", "删除"),
        ("telegram:42", f"{SPACE} {LINK}", "probe"),
    ],
)
def test_nothing_else_with_a_link_in_it_is_taken_for_a_page(bot, address, text, told):
    bot.address = address
    reader = FakeReader(page())
    assert told in says(bot, reader, text).casefold()
    assert reader.asked == []


def test_a_long_message_with_a_link_is_summarized_itself(bot):
    reader = FakeReader(page())
    assert "Petrel" in says(bot, reader, "summary", reply_to=f"{SPACE}\n\n{LINK}")
    assert reader.asked == []


def test_a_page_that_cannot_be_had_says_why(bot):
    reader = FakeReader("This page shows no article without JavaScript.")
    assert "no article without JavaScript" in says(bot, reader, f"summary {LINK}")
    answer = replace(bot.answerer, reader=reader)(bot.invocation(f"summary {LINK}"))
    assert answer.aside


def test_a_page_with_nothing_to_pick_is_too_short(bot):
    assert "too short" in says(bot, FakeReader(page(body="Soon.", title="")), f"summary {LINK}")


def test_without_a_reader_links_are_not_read(bot):
    assert "This bot does not read links" in bot.says(f"summary {LINK}")
    assert "This bot does not read links" in bot.says("summary", reply_to=LINK)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("no link", ""),
        ("HTTPS://A.example/x", "HTTPS://A.example/x"),
        ("<https://a.example/x|words>", "https://a.example/x"),
        ("“https://a.example/x”", "https://a.example/x"),
        ("https://a.example/x_(y)", "https://a.example/x_(y)"),
        ("(https://a.example/x_(y)).", "https://a.example/x_(y)"),
        ("https://a.example/?q=1&r=2!", "https://a.example/?q=1&r=2"),
        ("ftp://a.example/x", ""),
    ],
)
def test_a_link_is_found_without_what_stands_around_it(text, link):
    assert find_link(text) == link


def test_why_a_page_cannot_be_had_is_told_in_the_language_of_the_chat(bot):
    reader = FakeReader("news.example did not answer within 10 seconds.")
    bot.says("language de")
    answer = says(bot, reader, f"summary {LINK}")
    assert answer == "news.example hat nicht binnen 10 Sekunden geantwortet."
