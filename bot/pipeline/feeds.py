"""Feeds: which are asked now, and what follows from what they say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, count, islice
from typing import Final
from urllib.parse import urlsplit

import structlog

from bot.domain.articles import Article, article_id
from bot.domain.edits import LONGEST
from bot.domain.errors import SettingsError
from bot.domain.feeds import Brought, Failed, Feed, FeedId, Notice, after_poll
from bot.domain.followups import FEEDS
from bot.domain.grouping import tell_the_same
from bot.messages.feeds import feed_notice
from bot.messages.wording import wording
from bot.pipeline.collect import Collected, take
from bot.pipeline.drafting import Render
from bot.pipeline.notices import notify
from bot.ports.ambient import Ambient
from bot.ports.feeds import LONGEST_POLL, PAGE, Polled
from bot.ports.records import Sighting
from bot.ports.source import RawArticle, Unreadable
from bot.ports.store import Store, Transaction
from summarizer import fingerprint

log = structlog.get_logger()

FIRST: Final = 5  # items of a new feed that are told; the others were there before we were
OLD: Final = timedelta(days=7)  # what turns up later than this is no news, such as in a feed remade
REMEMBERED: Final = timedelta(days=180)  # items that a feed lists no more
CLAIM: Final = LONGEST_POLL + timedelta(minutes=2)  # and what it brought is kept
TOLD: Final = LONGEST + timedelta(hours=24)  # since it came in: a day until it is told
REST: Final = timedelta(hours=1)  # between two looks at a page that was told
PATIENCE: Final = 0.25  # of the time since it came in: so much longer is the next rest
MOST_TOLD: Final = 20  # items of a feed that may be looked at again with one poll …
CHOSEN_FROM: Final = 1_000  # … of those that were told with the words of their pages
CUT: Final = 2 / 3  # of its length: what is shorter now was cut off, such as by a paywall
_RESERVED: Final = frozenset({"inbox"})


@dataclass(frozen=True, slots=True)
class FeedWork:
    """What keeps what polls brought: in this store, with this clock, rendered so."""

    store: Store
    ambient: Ambient
    render: Render

    def claim(self, limit: int) -> Sequence[Feed]:
        """Take feeds that are due; nobody else polls them meanwhile."""
        now = self.ambient.now()
        with self.store.snapshot() as tx:  # most looks find nothing, and a look holds up nobody
            if not tx.feeds.is_due(now):
                return ()
        with self.store.transaction() as tx:
            return tx.feeds.claim(now, now + CLAIM, limit)

    def is_ours(self) -> bool:
        """Say whether feeds are for us to claim: not while workers have them as jobs."""
        with self.store.snapshot() as tx:
            return not tx.work.is_seen_to(FEEDS)

    def due(self, feed_id: FeedId) -> Feed | None:
        """Return a feed that is due; None: it was polled meanwhile, or is gone."""
        now = self.ambient.now()
        with self.store.snapshot() as tx:
            feed = tx.feeds.get(feed_id)
        if feed is None or feed.next_poll_at is None or feed.next_poll_at > now:
            return None
        return feed

    def stamps(self, feed: Feed, keys: Iterable[str]) -> Mapping[str, str]:
        """Return which items of a feed are known, each with its stamp."""
        if not feed.name:
            return {}
        with self.store.snapshot() as tx:
            return tx.sources.stamps(feed.name, list(keys))

    def told(self, feed: Feed) -> Sequence[RawArticle]:
        """Return what was told lately of a feed and was not looked at for a while, as it is known.

        Often at first, then seldom; no more once nothing that was posted is put right.
        """
        now = self.ambient.now()
        with self.store.snapshot() as tx:
            seen = tx.sources.shown(feed.name, now - TOLD, now - REST, CHOSEN_FROM, with_stamp=PAGE)
            return list(islice(_rested(tx, seen, now), MOST_TOLD))

    def keep(self, polls: Sequence[tuple[Feed, Polled]]) -> Collected:
        """Write what some polls came to, in one transaction.

        What somebody else has polled since is left as it is, so that a job may be done twice.
        """
        outcome = Collected()
        with self.store.transaction() as tx:
            for feed, polled in sorted(polls, key=lambda one: one[0].id):  # as all who lock them
                current = tx.feeds.get(feed.id)
                if current is not None and current.next_poll_at == feed.next_poll_at:
                    self._keep(tx, current, polled, outcome)
        return outcome

    def _keep(self, tx: Transaction, feed: Feed, polled: Polled, outcome: Collected) -> None:
        now, poll = self.ambient.now(), polled.poll
        is_first = feed.read_at is None
        if not isinstance(poll, Failed) and poll.url != feed.url and tx.feeds.at(poll.url):
            poll = replace(poll, url=feed.url)  # it has moved to where another feed is asked
        changed, notices = after_poll(feed, poll, now, self.ambient.jitter())
        if not changed.name and isinstance(poll, Brought):
            changed = replace(changed, name=free_name(tx, polled.title, changed.url))
        tx.feeds.put(changed)
        for place, item in enumerate(polled.items):
            # Those of the first that wait for their pages come with a later poll.
            is_news = place < FIRST - polled.waiting if is_first else not _is_old(item, now)
            self._take(tx, changed, item, outcome, is_news=is_news)
        for key, stamp in polled.passed.items():
            self._pass_over(tx, changed, key, stamp)
        for key, stamp in polled.marked.items():
            if before := tx.sources.sighting(changed.name, key):
                tx.sources.see(replace(before, stamp=stamp))
        if polled.there:
            since = feed.newest_at or feed.added_at
            tx.sources.let_go(changed.name, now - REMEMBERED, polled.there, now, since)
        for item in polled.again:
            self._look(tx, changed, item, outcome)
        for notice in sorted(notices, key=lambda one: one.value):
            log.info("feed.notice", feed=changed.label, notice=notice.value)
            self._tell(tx, changed, notice, now)

    def _take(
        self,
        tx: Transaction,
        feed: Feed,
        item: RawArticle | Unreadable,
        outcome: Collected,
        *,
        is_news: bool,
    ) -> None:
        before = tx.sources.sighting(feed.name, item.key)
        if before is not None and before.article_id is not None:
            # Neither what was passed over nor what is no longer kept comes back by being changed
            is_news = tx.articles.get(before.article_id) is not None
        if is_news:
            take(tx, feed.name, item, self.ambient.now(), outcome)
        else:
            self._pass_over(tx, feed, item.key, item.stamp)

    def _pass_over(self, tx: Transaction, feed: Feed, key: str, stamp: str) -> None:
        """Note that an item was there, and is not told; as if its article were let go of."""
        before = tx.sources.sighting(feed.name, key)
        never = article_id(source=feed.name, key=key, content_hash=stamp)
        tx.sources.see(
            Sighting(
                source=feed.name,
                key=key,
                stamp=stamp,
                article_id=before.article_id if before and before.article_id else never,
                reason=None,
                seen_at=self.ambient.now(),
            )
        )

    def _look(self, tx: Transaction, feed: Feed, item: RawArticle, outcome: Collected) -> None:
        """Take over what a page says now, unless it is no version of what it said."""
        now = self.ambient.now()
        before = tx.sources.sighting(feed.name, item.key)
        if before is None or before.article_id is None:
            return  # it was let go of meanwhile
        old = tx.articles.get(before.article_id)
        if old is not None and is_version(old, item):
            take(tx, feed.name, item, now, outcome)
        else:
            tx.sources.see(replace(before, stamp=item.stamp, seen_at=now))

    def _tell(self, tx: Transaction, feed: Feed, notice: Notice, now: datetime) -> None:
        """Tell the chats that subscribed to a feed by its name."""
        addresses = {one.address for one in tx.subscriptions.of_source(feed.name)}
        for address in sorted(addresses, key=str):
            chat = tx.chats.get(address)
            if chat is None or chat.is_paused(now):
                continue
            message = feed_notice(feed, notice, wording(chat.language))
            try:
                notify(tx, self.ambient, self.render, chat, message, now)
            except SettingsError as error:  # a platform that this release does not speak to
                log.warning("feed.nobody-told", address=str(address), problem=str(error))


def _rested(tx: Transaction, seen: Iterable[Sighting], now: datetime) -> Iterator[RawArticle]:
    """Yield the articles that were not looked at for long enough, for their age."""
    for one in seen:
        article = tx.articles.get(one.article_id) if one.article_id else None
        if article and now - one.seen_at >= (one.seen_at - article.collected_at) * PATIENCE:
            yield raw_article(article, key=one.key, stamp=one.stamp)


def _is_old(item: RawArticle | Unreadable, now: datetime) -> bool:
    moment = item.published_at if isinstance(item, RawArticle) else None
    return moment is not None and moment < now - OLD


def raw_article(article: Article, *, key: str, stamp: str) -> RawArticle:
    """Return an article as its source would hand it over."""
    return RawArticle(
        key=key,
        stamp=stamp,
        title=article.title,
        body=article.body,
        url=article.url,
        author=article.author,
        tags=article.tags,
        language=article.language,
        published_at=article.published_at,
    )


def is_version(old: Article, new: RawArticle) -> bool:
    """Say whether a page still tells what it told, in other words; not a notice in its place."""
    if new.body == old.body or len(new.body) < CUT * len(old.body):
        return False
    marks = (fingerprint(one.body, title=one.title, language=one.language) for one in (old, new))
    return tell_the_same(*marks)


def free_name(tx: Transaction, title: str, url: str, taken: Collection[str] = ()) -> str:
    """Return the title as the name of a source, unlike that of any other, and those `taken`."""
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    used = _RESERVED.union(map(str.casefold, taken))
    numbered = (f"{title or host} {number}" for number in count(2))
    return next(
        name
        for name in chain((title or host, f"{title} ({host})".strip()), numbered)
        if name.casefold() not in used and tx.feeds.named(name) is None
    )
