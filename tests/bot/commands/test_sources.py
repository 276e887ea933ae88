"""How one source stands, and what an operator may do about it."""

from __future__ import annotations

import pytest

from bot.domain.feeds import Origin
from bot.ports.chat import Attachment
from tests.bot.commands.test_feeds import URL, Linked, feeds, linked
from tests.fakes.builders import a_feed, a_sighting, an_article

__all__ = ["linked"]


def test_the_topics_of_a_feed_are_told(linked: Linked):
    linked.says(f"sources add {URL} World Science")
    assert "Topics     science, world" in linked.says("sources the daily post")
    assert "Next look  today 07:00" in linked.says("sources the daily post")


def test_a_feed_that_rests_says_why(linked: Linked):
    linked.says(f"subscribe {URL}")
    linked.says("unsubscribe all")
    assert "Next look  none: nobody subscribes to it any more" in linked.says(f"sources {URL}")


def test_a_feed_of_the_settings_is_taken_out_there(linked: Linked):
    with linked.store.transaction() as tx:
        tx.feeds.put(a_feed(name="The Bee", origin=Origin.SETTINGS))
    assert "The Bee stands in the settings" in linked.says("sources remove the bee")
    assert [feed.name for feed in feeds(linked)] == ["The Bee"]


@pytest.mark.parametrize("typed", ["inbox", "Inbox"])
def test_an_empty_inbox_is_well_and_one_of_bad_files_is_not(linked: Linked, typed: str):
    assert "Nothing was rejected." in linked.says(f"sources {typed}")
    with linked.store.transaction() as tx:
        tx.sources.see(a_sighting("item 1", source="inbox", reason="It is empty."))
    assert "item 1: It is empty." in linked.says(f"sources {typed}")


def test_a_feed_that_is_read_no_more_is_known_by_its_name_whoever_wrote_there(linked: Linked):
    linked.says(f"sources add {URL}")
    with linked.store.transaction() as tx:
        article = an_article(key="item 1", source="The Daily Post", author="Ada Brink")
        tx.articles.add(article)
        tx.sources.see(a_sighting("item 1", source=article.source, article_id=article.id))
    linked.says("sources remove the daily post")
    heading, rule, *told = linked.says("sources The Daily Post").splitlines()
    assert (heading, set(rule), told) == ("The Daily Post", {"\u2500"}, ["Nothing was rejected."])


def test_what_a_list_names_and_is_not_taken_is_told_with_the_reason(linked: Linked):
    content = "\n".join(("feed://a.example/rss", "ftp://x", *(f"garbage{n}" for n in range(11))))
    told = linked.says("sources import", attachments=(Attachment(name="list", content=content),))
    assert "One feed is new; 0 were there" in told
    assert "ftp://x: Only links that begin with http:// or https:// are followed." in told
    assert told.count("garbage") == 9
    assert "And 2 more." in told
    assert [feed.url for feed in feeds(linked)] == ["https://a.example/rss"]
    remarks = (Attachment(name="list", content="# nothing yet"),)
    assert "OPML" in linked.says("sources import", attachments=remarks)
