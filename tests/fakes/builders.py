"""Domain objects with sensible defaults; a test names only what it is about.

Everything is fixed: the same call builds the same object. Objects that must differ are given
different ids or keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.articles import Article, ArticleId, Report, article_id, content_hash
from bot.domain.chats import Chat, ChatAddress, parse_address
from bot.domain.deliveries import Delivery, DeliveryId, Part
from bot.domain.digests import Digest, DigestId, Entry, Quote
from bot.domain.feeds import Feed, FeedId
from bot.domain.schedules import DAILY_AT_EIGHT, Schedule
from bot.domain.stories import Coverage, Story, StoryId
from bot.domain.subscriptions import Subscription, SubscriptionId, Wants
from bot.ports.records import Sighting
from bot.ports.store import Transaction
from summarizer import Fingerprint, Span, Summary, fingerprint

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

METHOD = "news"
VERSION = 1
CHAT = ChatAddress(platform="telegram", chat="42")

TITLE = "Moon base agreed"
BODY = (
    "Twelve nations agreed on Friday to build a base on the moon. "
    "The first rockets will carry its parts in 2031. "
    "Engineers call the schedule bold."
)


def an_address(address: str | ChatAddress = CHAT) -> ChatAddress:
    """Return an address; `telegram:42` unless another one is given, as text or as it is."""
    return parse_address(address) if isinstance(address, str) else address


def an_article(
    *,
    key: str = "space/moon-base.txt",
    source: str = "inbox",
    title: str = TITLE,
    body: str = BODY,
    author: str | None = "Xinhua",
    url: str | None = "https://example.org/moon-base",
    tags: Iterable[str] = ("space",),
    language: str | None = None,
    published_at: datetime | None = NOW - HOUR,
    collected_at: datetime = NOW,
    replaces: ArticleId | None = None,
) -> Article:
    """Return an article; its id and content hash follow from the rest, as in real life."""
    content = content_hash(title=title, body=body, author=author, url=url)
    return Article(
        id=article_id(source=source, key=key, content_hash=content),
        source=source,
        key=key,
        content_hash=content,
        title=title,
        body=body,
        url=url,
        author=author,
        tags=frozenset(tags),
        language=language,
        published_at=published_at,
        collected_at=collected_at,
        replaces=replaces,
    )


def a_summary(
    body: str = BODY,
    *,
    language: str = "en",
    method: str = METHOD,
    version: int = VERSION,
) -> Summary:
    """Return a summary that picks every sentence of `body`, which ends each with a full stop."""
    spans: list[Span] = []
    start = 0
    while (stop := body.find(".", start)) >= 0:
        spans.append(Span(start, stop + 1))
        start = stop + 2
    return Summary(
        spans=tuple(spans),
        order=tuple(range(len(spans))),
        language=language,
        method=method,
        version=version,
        sentences=tuple(" ".join(body[span.start : span.end].split()) for span in spans),
    )


def a_fingerprint(text: str = BODY, *, title: str = TITLE) -> Fingerprint:
    """Return the fingerprint of an English text."""
    return fingerprint(text, title=title, language="en")


def a_report(
    article: Article | None = None, *, summary: Summary | None = None, **fields: Any
) -> Report:
    """Return a report on `article`, or on one that is built with `fields`."""
    subject = article or an_article(**fields)
    return Report(
        article=subject,
        summary=summary or a_summary(subject.body),
        fingerprint=a_fingerprint(subject.body, title=subject.title),
    )


def a_story(
    *articles: Article | ArticleId,
    id: str = "story-1",  # noqa: A002 -- the field's name
    lead: ArticleId | None = None,
    first_seen_at: datetime = NOW,
    last_seen_at: datetime | None = None,
) -> Story:
    """Return a story of these articles, or of `an_article()`; the first one leads."""
    ids = tuple(a.id if isinstance(a, Article) else a for a in articles) or (an_article().id,)
    return Story(
        id=StoryId(id),
        lead=lead or ids[0],
        articles=ids,
        first_seen_at=first_seen_at,
        last_seen_at=last_seen_at or first_seen_at,
    )


def a_coverage(*reports: Report, **fields: Any) -> Coverage:
    """Return a story, built with `fields`, with its reports; one `a_report()` unless given."""
    told = reports or (a_report(),)
    return Coverage(story=a_story(*(report.article for report in told), **fields), reports=told)


def keep(transaction: Transaction, *coverages: Coverage) -> None:
    """Put coverages, one `a_coverage()` unless given, into a store as the pipeline would."""
    for coverage in coverages or (a_coverage(),):
        for report in coverage.reports:
            transaction.articles.add(report.article)
            transaction.articles.add_summary(report.article.id, report.summary, report.fingerprint)
        transaction.stories.put(coverage.story)


def a_chat(address: str | ChatAddress = CHAT, **fields: Any) -> Chat:
    """Return a chat that speaks English and lives in UTC."""
    return Chat(address=an_address(address), **fields)


def a_subscription(
    *,
    id: str = "subscription-1",  # noqa: A002 -- the field's name
    address: str | ChatAddress = CHAT,
    wants: Wants | None = None,
    schedule: Schedule = DAILY_AT_EIGHT,
    since: datetime = NOW - DAY,
    next_due_at: datetime | None = NOW,
) -> Subscription:
    """Return a subscription to everything, daily at eight, due at `NOW`."""
    return Subscription(
        id=SubscriptionId(id),
        address=an_address(address),
        wants=wants or Wants(),
        schedule=schedule,
        since=since,
        next_due_at=next_due_at,
    )


def an_entry(
    story_id: str = "story-1",
    *,
    headline: str = TITLE,
    quotes: tuple[Quote, ...] | None = None,
    url: str | None = "https://example.org/moon-base",
    outlets: tuple[str, ...] = ("Xinhua",),
    article_count: int = 1,
    published_at: datetime | None = NOW - HOUR,
    reason: str = "everything",
    is_update: bool = False,
) -> Entry:
    """Return an entry that quotes the first sentence of `an_article()`."""
    end = BODY.index(".") + 1
    return Entry(
        story_id=StoryId(story_id),
        headline=headline,
        quotes=(Quote(article_id=an_article().id, span=Span(0, end), text=BODY[:end]),)
        if quotes is None
        else quotes,
        url=url,
        outlets=outlets,
        article_count=article_count,
        published_at=published_at,
        reason=reason,
        is_update=is_update,
    )


def a_digest(
    *entries: Entry,
    id: str = "digest-1",  # noqa: A002 -- the field's name
    subscription_id: str | None = "subscription-1",
    address: str | ChatAddress = CHAT,
    left_out: int = 0,
    window_end: datetime = NOW,
    late: bool = False,
    made_at: datetime = NOW,
) -> Digest:
    """Return a digest of these entries, or of one `an_entry()`."""
    return Digest(
        id=DigestId(id),
        subscription_id=None if subscription_id is None else SubscriptionId(subscription_id),
        address=an_address(address),
        entries=entries or (an_entry(),),
        left_out=left_out,
        window_end=window_end,
        late=late,
        made_at=made_at,
    )


def a_part(n: int = 1, *, delivery: str = "delivery-1", **fields: Any) -> Part:
    """Return part `n` of a delivery, planned and due at `NOW`."""
    defaults: dict[str, Any] = {
        "n": n,
        "body": {"text": f"Part {n}"},
        "key": f"{delivery}/{n}",
        "next_at": NOW,
    }
    return Part(**(defaults | fields))


def a_delivery(
    *,
    id: str = "delivery-1",  # noqa: A002 -- the field's name
    digest_id: str = "digest-1",
    address: str | ChatAddress = CHAT,
    parts: int | tuple[Part, ...] = 1,
    due_at: datetime = NOW,
    expires_at: datetime = NOW + 6 * HOUR,
) -> Delivery:
    """Return a delivery of so many parts, all of them due at `due_at`, or of the given parts."""
    if isinstance(parts, int):
        parts = tuple(a_part(n, delivery=id, next_at=due_at) for n in range(1, parts + 1))
    return Delivery(
        id=DeliveryId(id),
        digest_id=DigestId(digest_id),
        address=an_address(address),
        due_at=due_at,
        expires_at=expires_at,
        parts=parts,
    )


def a_sighting(
    key: str = "space/moon-base.txt",
    *,
    source: str = "inbox",
    stamp: str = "1",
    article_id: ArticleId | None = None,
    reason: str | None = "It holds no text.",
    seen_at: datetime = NOW,
) -> Sighting:
    """Return a sighting of an item that was rejected, or that became `article_id`."""
    return Sighting(
        source=source,
        key=key,
        stamp=stamp,
        article_id=article_id,
        reason=None if article_id else reason,
        seen_at=seen_at,
    )


def a_feed(
    id: str = "feed-1",  # noqa: A002 -- the field's name
    *,
    url: str = "",
    name: str | None = None,
    next_poll_at: datetime | None = NOW,
    **more: Any,
) -> Feed:
    """Return a feed that was added at `NOW` and not asked yet; each id has its own address."""
    url = url or f"https://news.example/{'rss' if id == 'feed-1' else id}"
    return Feed(
        **{
            "id": FeedId(id),
            "url": url,
            "given": url,
            "name": f"Post {id}" if name is None else name,
            "added_at": NOW,
            "next_poll_at": next_poll_at,
            **more,
        }
    )
