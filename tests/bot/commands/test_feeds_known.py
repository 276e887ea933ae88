"""Links to feeds that the bot has already, or knows of by a list only."""

from __future__ import annotations

import pytest

from bot.ports.chat import Attachment
from bot.ports.feeds import FoundFeed
from tests.bot.commands.test_feeds import URL, Linked, feeds, linked

__all__ = ["linked"]


def test_another_page_of_a_site_leads_to_the_feed_that_it_has_already(linked: Linked):
    linked.says(f"subscribe {URL}")
    linked.web.feeds["https://news.example/about"] = FoundFeed(url=URL, title="About the Post")
    answer = linked.says("subscribe https://news.example/about hourly")
    assert "You have The Daily Post already" in answer
    assert "from now on" not in answer
    assert [(feed.name, feed.given) for feed in feeds(linked)] == [("The Daily Post", URL)]


def test_a_feed_of_a_list_that_was_not_read_yet_gets_its_name_and_keeps_its_topics(linked: Linked):
    attachments = (Attachment(name="feeds.opml", content=f"{URL}\t\tWorld"),)
    linked.says("sources import", attachments=attachments)
    (before,) = feeds(linked)
    assert (before.name, before.topics) == ("", {"world"})
    linked.world.sleep(minutes=5)
    assert "Subscribed to The Daily Post" in linked.says(f"subscribe {URL}")
    (feed,) = feeds(linked)
    assert (feed.id, feed.name, feed.topics) == (before.id, "The Daily Post", {"world"})
    assert feed.next_poll_at == linked.world.now


@pytest.mark.parametrize("typed", [f'"{URL}"', 'space -"www.news.example"'])
def test_a_link_in_quotation_marks_is_no_word_to_look_for(linked: Linked, typed: str):
    assert "Links are subscribed to by typing them into the chat" in linked.says(
        f"subscribe {typed}"
    )
    assert "no subscriptions" in linked.says("subscriptions")
