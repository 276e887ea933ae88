"""Subscribing to links: the feed behind one becomes a source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial

import pytest

from bot.commands.answer import Answerer
from bot.commands.spec import FeedAdding
from bot.domain.errors import SourceError
from bot.ports.chat import Attachment, Role
from bot.ports.feeds import FoundFeed
from bot.sources.addresses import listed_link, public_web
from tests.bot.commands.test_meanwhile import Between
from tests.bot.conftest import Bot, shown, taps
from tests.fakes.builders import a_sighting

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
    full_text: bool = True

    @property
    def answerer(self) -> Answerer:
        return replace(
            super().answerer,
            feeds=FeedAdding(
                finder=self.web,
                address_of=partial(listed_link, allow=public_web),
                role=self.adders,
                full_text=self.full_text,
            ),
        )


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


def test_two_feeds_of_one_title_in_one_wish_are_two_sources(linked: Linked):
    linked.web.feeds |= {
        f"https://news.example/{n}": FoundFeed(url=f"https://news.example/{n}", title="The Post")
        for n in range(3)
    }
    linked.says("subscribe " + " ".join(f"https://news.example/{n}" for n in range(3)))
    names = ["The Post", "The Post (news.example)", "The Post 2"]
    assert sorted(feed.name for feed in feeds(linked)) == sorted(names)
    listed = linked.says("subscriptions")
    assert all(name in listed for name in names)


def test_two_links_to_one_feed_are_one_source(linked: Linked):
    assert "Subscribed to The Daily Post" in linked.says(f"subscribe https://news.example {URL}")
    assert [feed.name for feed in feeds(linked)] == ["The Daily Post"]


@pytest.mark.parametrize(
    ("theirs", "name"),
    [
        pytest.param("https://other.example/", "The Daily Post (news.example)", id="name-taken"),
        pytest.param(URL, "The Daily Post", id="same-feed"),
    ],
)
def test_a_chat_gets_the_feed_of_its_link_whatever_others_add_meanwhile(
    linked: Linked, theirs: str, name: str
):
    other = replace(linked, address="console:other")
    meanwhile = Between(linked.store, lambda: other.says(f"subscribe {theirs}"))
    assert f"Subscribed to {name}" in replace(linked, store=meanwhile).says(f"subscribe {URL}")
    assert {feed.url: feed.name for feed in feeds(linked)}[URL] == name


def test_a_feed_that_others_named_meanwhile_is_found_under_that_name(linked: Linked):
    other = replace(linked, address="console:other")

    def happen() -> None:
        other.says("subscribe https://other.example/")
        other.says(f"subscribe {URL}")

    answer = replace(linked, store=Between(linked.store, happen)).says(f"subscribe {URL}")
    assert "Subscribed to The Daily Post (news.example)" in answer


def test_a_feed_that_is_only_not_wanted_is_not_asked(linked: Linked):
    assert "from now on" not in linked.says(f"subscribe everything -{URL}")
    assert 'never "The Daily Post"' in linked.says("subscriptions")
    assert [feed.next_poll_at for feed in feeds(linked)] == [None]
    linked.says(f"subscribe {URL}")
    assert [feed.next_poll_at for feed in feeds(linked)] == [linked.world.now]
    linked.says("unsubscribe all")
    assert [feed.next_poll_at for feed in feeds(linked)] == [None]


def test_what_an_operator_added_is_read_whoever_wants_it(linked: Linked):
    linked.says(f"subscribe {URL}")
    assert "is read already" in linked.says(f"sources add {URL}")
    linked.says("unsubscribe all")
    linked.says("forget this chat now")
    assert [feed.next_poll_at for feed in feeds(linked)] == [linked.world.now]


def test_forgetting_the_chat_forgets_the_feeds_that_only_it_wanted(linked: Linked):
    linked.says(f"subscribe {URL}")
    linked.says("subscribe https://other.example/")
    replace(linked, address="console:other").says(f"subscribe {URL}")
    linked.says("forget this chat now")
    assert [feed.url for feed in feeds(linked)] == [URL]
    assert feeds(linked)[0].next_poll_at is not None


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


OPML = "https://news.example/rss\tThe Daily Post\tWorld\nhttps://b.example/rss\tThe Bee\t\nwords"


def test_an_operator_adds_and_removes_feeds(linked: Linked):
    assert "I read The Daily Post from now on" in linked.says(f"sources add {URL} World")
    (feed,) = feeds(linked)
    assert feed.topics == {"world"}
    assert "is read already" in linked.says(f"sources add {URL}")
    assert "is read no more" in linked.says("sources remove the daily post")
    assert feeds(linked) == []
    assert "no feed called" in linked.says("sources remove the daily post")


@pytest.mark.parametrize(
    "typed", ["<https://www.bee.example/rss|bee.example>", "www.bee.example/rss"]
)
def test_operators_links_are_read_as_others_are(linked: Linked, typed: str):
    url = "https://www.bee.example/rss"
    linked.web.feeds[url] = FoundFeed(url=url, title="The Bee")
    assert "I read The Bee from now on" in linked.says(f"sources add {typed}")
    assert url in linked.says(f"sources {typed}")
    assert "is read no more" in linked.says(f"sources remove {typed}")


def test_nobody_else_may(linked: Linked):
    linked.role = Role.ADMIN
    for text in (f"sources add {URL}", "sources remove x", "sources import"):
        assert "Only the operators" in linked.says(text)


def test_a_list_of_feeds_is_imported_once(linked: Linked):
    attachments = (Attachment(name="feeds.opml", content=OPML),)
    assert "2 feeds are new; 0 were there" in linked.says("sources import", attachments=attachments)
    assert "0 feeds are new; 2 were there" in linked.says("sources import", attachments=attachments)
    assert [(one.name, sorted(one.topics)) for one in feeds(linked)] == [
        ("The Bee", []),
        ("The Daily Post", ["world"]),
    ]
    assert "Import what?" in linked.says("sources import")


def test_what_is_imported_is_read_as_the_settings_say(linked: Linked):
    linked.full_text = False
    linked.says("sources import", attachments=(Attachment(name="feeds.opml", content=OPML),))
    assert [feed.full_text for feed in feeds(linked)] == [False, False]


def test_how_a_source_stands_is_told_with_what_was_rejected(linked: Linked):
    linked.says(f"sources add {URL}")
    (feed,) = feeds(linked)
    with linked.store.transaction() as tx:
        tx.feeds.put(replace(feed, read_at=linked.world.now, problem="There is no website."))
        tx.sources.see(
            a_sighting("item 1", source=feed.name, reason="The feed gives no text of it.")
        )
    text = linked.says("sources the daily post")
    for told in (URL, "Last read", "There is no website.", "item 1: The feed gives no text of it."):
        assert told in text
    overview = linked.says("sources")
    assert "The Daily Post: There is no website." in overview
    assert "item 1: The feed gives no text of it." in overview
    assert "item 1: The feed gives no text of it." in linked.says("status")
    assert "no source called" in linked.says("sources nobody")


def test_all_that_was_rejected_can_be_paged_through(linked: Linked):
    linked.says(f"sources add {URL}")
    (feed,) = feeds(linked)
    keys = [f"item {number:02}" for number in range(45)]
    with linked.store.transaction() as tx:
        for key in keys:
            tx.sources.see(a_sighting(key, source=feed.name, reason="It is empty."))
        tx.sources.see(a_sighting("item 99", source="inbox", reason="It is empty."))
    for begin, count in (("status", 46), ("sources", 46), ("sources the daily post", 45)):
        message, seen = linked.hears(begin), []
        seen += re.findall("item [0-9]+", shown(message))
        while "›" in taps(message):
            message = linked.hears(taps(message)["›"])
            seen += re.findall("item [0-9]+", shown(message))
        assert len(set(seen)) == count
        assert taps(message)["‹"].endswith("page:2")
    assert "Nothing was rejected." in linked.says("sources page:9")


@pytest.mark.parametrize("name", ['The "Big" Post', "The «Big» Post"])
def test_what_was_rejected_can_be_paged_through_whatever_the_name(linked: Linked, name: str):
    linked.says(f"sources add {URL}")
    (feed,) = feeds(linked)
    with linked.store.transaction() as tx:
        tx.feeds.put(replace(feed, name=name))
        for number in range(45):
            tx.sources.see(a_sighting(f"item {number:02}", source=name, reason="It is empty."))
    message = linked.hears(f"sources {URL}")
    for seen in (20, 20, 5):
        assert len(re.findall("item [0-9]+", shown(message))) == seen
        message = linked.hears(taps(message)["›" if seen > 5 else "‹"])


def test_what_is_wrong_with_a_source_is_told_in_the_language_of_the_chat(linked: Linked):
    linked.says(f"sources add {URL}")
    linked.says("language de")
    (feed,) = feeds(linked)
    with linked.store.transaction() as tx:
        tx.feeds.put(replace(feed, problem="There is no website post.example."))
        tx.sources.see(a_sighting("item 1", source=feed.name, reason="It is empty."))
    for command in ("sources", "sources the daily post"):
        assert "Eine Website post.example gibt es nicht." in linked.says(command)
    for command in ("status", "sources the daily post"):
        assert "item 1: Es ist leer." in linked.says(command)
    assert "Unter dieser Adresse gibt es keinen Feed" in linked.says(
        "sources add https://nothing.example"
    )


def test_a_feed_is_muted_and_told_again_by_its_link(linked: Linked):
    linked.says("subscribe everything")
    linked.says("subscribe https://news.example")
    linked.says("unsubscribe 2")
    assert "This would leave out: The Daily Post." in linked.says(f"filter {URL}")
    assert "Not told any more: The Daily Post." in linked.says("mute https://news.example")
    assert 'never "The Daily Post"' in linked.says("mute")
    assert "Told again: The Daily Post." in linked.says(f"mute +{URL}")
    for command in ("mute", "filter"):
        answer = linked.says(f"{command} https://nobody.example/rss")
        assert "There is no source called “https://nobody.example/rss”." in answer
    assert "Nothing is muted." in linked.says("mute")
