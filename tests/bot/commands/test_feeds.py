"""Subscribing to links: the feed behind one becomes a source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from bot.commands.answer import Answerer
from bot.commands.spec import FeedAdding
from bot.domain.errors import SourceError
from bot.ports.chat import Role
from bot.ports.feeds import FoundFeed
from tests.bot.conftest import Bot

URL = "https://news.example/rss"


@dataclass
class Web:
    """Finds the feeds that a test puts there."""

    feeds: dict[str, FoundFeed] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def find(self, url: str) -> FoundFeed:
        self.asked.append(url)
        if url not in self.feeds:
            raise SourceError("There is no feed at this address, and the page there names none.")
        return self.feeds[url]


@dataclass(kw_only=True)
class Linked(Bot):
    """The bot with a web to find feeds in."""

    web: Web = field(default_factory=Web)
    adders: Role = Role.ADMIN

    @property
    def answerer(self) -> Answerer:
        return replace(super().answerer, feeds=FeedAdding(finder=self.web, role=self.adders))


@pytest.fixture
def linked(bot: Bot) -> Linked:
    made = Linked(store=bot.store, world=bot.world)
    made.web.feeds = {
        URL: FoundFeed(url=URL, title="The Daily Post"),
        "https://news.example": FoundFeed(url=URL, title="The Daily Post"),
        "https://other.example/": FoundFeed(url="https://other.example/f", title="the daily post"),
    }
    return made


def feeds(bot: Bot):
    with bot.store.snapshot() as tx:
        return tx.feeds.all()


def test_a_link_is_subscribed_to_as_a_source_with_the_title_of_its_feed(linked: Linked):
    text = linked.says(f"subscribe {URL} weekdays 7:30")
    assert "Subscribed to The Daily Post: weekdays 07:30" in text
    assert f"I read {URL} from now on" in text
    (feed,) = feeds(linked)
    assert (feed.name, feed.url, feed.next_poll_at) == ("The Daily Post", URL, linked.world.now)
    assert "The Daily Post" in linked.says("subscriptions")


def test_the_page_of_a_site_leads_to_its_feed_and_a_second_time_to_the_same(linked: Linked):
    linked.says("subscribe https://news.example")
    assert "You have The Daily Post already" in linked.says(f"subscribe {URL} hourly")
    linked.says("subscribe https://news.example -football")
    assert linked.web.asked == ["https://news.example"]
    assert len(feeds(linked)) == 1


def test_two_feeds_of_one_title_are_two_sources(linked: Linked):
    linked.says(f"subscribe {URL}")
    assert "the daily post (other.example)" in linked.says("subscribe https://other.example/")


def test_where_there_is_no_feed_nothing_is_subscribed_to(linked: Linked):
    text = linked.says("subscribe https://nothing.example/")
    assert "There is no feed at this address" in text
    assert feeds(linked) == []
    assert "no subscriptions" in linked.says("subscriptions")


def test_a_wish_that_is_not_understood_adds_no_feed(linked: Linked):
    linked.says(f"subscribe {URL} daily 99:00")
    assert feeds(linked) == []


def test_only_operators_may_add_feeds_where_it_is_set_so(linked: Linked):
    linked.adders, linked.role = Role.OPERATOR, Role.ADMIN
    assert "Only the operators" in linked.says(f"subscribe {URL}")
    linked.role = Role.OPERATOR
    linked.says(f"subscribe {URL}")
    linked.role, linked.address = Role.ADMIN, "console:other"
    assert "Subscribed to The Daily Post" in linked.says(f"subscribe {URL}")


def test_a_feed_that_nobody_wants_rests_until_somebody_does(linked: Linked):
    linked.says(f"subscribe {URL}")
    assert "Unsubscribed" in linked.says(f"unsubscribe {URL}")
    assert feeds(linked)[0].next_poll_at is None
    linked.says('subscribe "the daily post"')
    assert feeds(linked)[0].next_poll_at == linked.world.now


def test_a_feed_that_another_chat_wants_does_not_rest(linked: Linked):
    linked.says(f"subscribe {URL}")
    linked.address = "console:other"
    linked.says(f"subscribe {URL}")
    linked.says("unsubscribe all")
    assert feeds(linked)[0].next_poll_at is not None


def test_many_links_at_once_are_too_many(linked: Linked):
    links = " ".join(f"https://{n}.example/" for n in range(4))
    assert "At most 3" in linked.says(f"subscribe {links}")
    assert linked.web.asked == []
