"""People hand over messages and documents to be summarized."""

from __future__ import annotations

import pytest

from bot.ports.chat import Attachment, Unread
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE

TOWNS = ["Aldmoor", "Brackwick", "Cairnholt", "Dunsby", "Elmstead", "Farrowdale", "Gorseley"]


def sentences(text: str) -> int:
    return text.count("•")


def test_a_document_is_summarized_under_its_name(bot):
    document = Attachment(name="harbor\u202e.txt", content=HARBOR)
    answer = bot.says("summary", attachments=(document,))
    assert answer.startswith("harbor.txt")
    assert "Sorrel Sound" in answer
    assert sentences(answer) == 3


def test_a_number_says_how_many_sentences_and_words_what_about(bot):
    document = Attachment(name="news.txt", content=f"{SPACE}\n\n{FOOTBALL}")
    assert sentences(bot.says("summary 1", attachments=(document,))) == 1
    assert sentences(bot.says("summary 0", attachments=(document,))) == 1
    assert "goalkeeper" in bot.says("summary the goalkeeper Brink", attachments=(document,))


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        (Unread.TOO_BIG, "“a.pdf” is too big for me to read."),
        (Unread.KIND, "“a.pdf” is not a text that I can read."),
        (Unread.LOST, "I could not get “a.pdf”."),
    ],
)
def test_a_document_that_was_not_read_says_why(bot, why, sentence):
    answer = bot.hears("summary", attachments=(Attachment(name="a.pdf", content=why),))
    assert answer.aside
    assert sentence in bot.says("summary", attachments=(Attachment(name="a.pdf", content=why),))


def test_an_empty_document_is_too_short(bot):
    assert "too short" in bot.says("summary", attachments=(Attachment(name="", content=" "),))


def test_words_tilt_the_summary_of_a_message(bot):
    text = f"{SPACE}\n\n{HARBOR}\n\n{FOOTBALL}"
    assert "goalkeeper" in bot.says("summary goalkeeper", reply_to=text)
    assert "crowns" in bot.says("summary crowns", reply_to=text)


def test_a_longer_message_gets_more_sentences(bot):
    text = "\n\n".join(one.partition("\n\n")[2] for one in (SPACE, HARBOR, FOOTBALL))
    assert sentences(bot.says("summary", reply_to=text)) == 3
    assert sentences(bot.says("summary", reply_to=text + "\n" * 2_000)) == 3
    more = "".join(f"\n\n{town} is a town of its own." for town in TOWNS * 8)
    assert len(text + more) > 2_000
    assert sentences(bot.says("summary", reply_to=text + more)) == 5


def test_an_address_below_a_long_message_is_not_told_of(bot):
    told = bot.says("summary", reply_to=f"{HARBOR}\n\nhttps://example.com/a")
    assert "Sorrel Sound" in told
    assert "example.com" not in told


def test_a_number_in_reply_to_a_digest_is_an_item(news):
    listing = news.says("summary")
    assert "Try: summary 1" not in news.says("summary 2", reply_to=listing)
    assert "There is no item 9" in news.says("summary 9", reply_to=listing)


def test_a_message_that_is_a_link_cannot_be_read_yet(bot):
    assert "This bot does not read links" in bot.says("summary", reply_to=" https://example.com/a ")
