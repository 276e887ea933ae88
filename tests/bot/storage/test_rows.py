"""Whatever the domain can hold comes back equal from a row."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.articles import Article, ArticleId
from bot.domain.chats import Budget, Chat, ChatAddress, Paused, Platform, QuietHours
from bot.domain.deliveries import Delivery, DeliveryId, Part, PartState, Receipt
from bot.domain.differing import Statement
from bot.domain.digests import Digest, DigestId, Entry, Quote
from bot.domain.merits import Aspect, Merit
from bot.domain.schedules import AtTimes, EveryHours, Instant, Off
from bot.domain.stories import Story, StoryId
from bot.domain.subscriptions import Subscription, SubscriptionId, Wants
from bot.domain.taste import Kind, Liking
from bot.ports.records import Claim, Sighting
from bot.storage import chat_rows, rows
from summarizer import Fingerprint, Span, Summary

# What every store can keep as text: no halves of surrogate pairs; JSON may hold NUL.
any_text = st.text(st.characters(exclude_categories=["Cs"]))
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
names = st.frozensets(text, max_size=4)
moments = st.datetimes(timezones=st.just(UTC))
maybe_moments = st.none() | moments
counts = st.integers(0, 2**31)
minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
ids = st.text("0123456789abcdef", min_size=1, max_size=20)

addresses = st.builds(
    ChatAddress,
    platform=st.sampled_from([platform.value for platform in Platform]),
    chat=st.from_regex(r"-?[\w.@-]+", fullmatch=True),
    workspace=st.none() | st.from_regex(r"[\w.-]+", fullmatch=True),
    thread=st.none() | st.from_regex(r"[\w.-]+", fullmatch=True),
)
articles = st.builds(
    Article,
    id=ids.map(ArticleId),
    source=text,
    key=text,
    content_hash=ids,
    title=text,
    body=text,
    url=st.none() | text,
    author=st.none() | text,
    tags=names,
    language=st.none() | text,
    published_at=maybe_moments,
    collected_at=moments,
    replaces=st.none() | ids.map(ArticleId),
)
spans = st.builds(Span, counts, counts)
summaries = st.builds(
    Summary,
    spans=st.lists(spans, max_size=5).map(tuple),
    order=st.lists(counts, max_size=5).map(tuple),
    language=text,
    method=text,
    version=counts,
    sentences=st.lists(any_text, max_size=5).map(tuple),
)
hashes = st.integers(0, 2**32 - 1)
fingerprints = st.lists(st.tuples(hashes, st.integers(0, 255)), max_size=5).flatmap(
    lambda weighed: st.builds(
        Fingerprint,
        terms=st.just(tuple(term for term, _ in weighed)),
        weights=st.just(tuple(weight for _, weight in weighed)),
        sketch=st.lists(hashes, max_size=5).map(tuple),
    )
)
points = st.floats(-9, 9).map(lambda number: round(number, 2))
entries = st.builds(
    Entry,
    story_id=ids.map(StoryId),
    headline=any_text,
    lead=st.none() | ids.map(ArticleId),
    quotes=st.lists(
        st.builds(Quote, article_id=ids.map(ArticleId), span=spans, text=any_text, outlet=any_text),
        max_size=3,
    ).map(tuple),
    url=st.none() | any_text,
    outlets=st.lists(any_text, max_size=3).map(tuple),
    copied=st.lists(any_text, max_size=3).map(tuple),
    article_count=counts,
    published_at=maybe_moments,
    reason=any_text,
    merits=st.lists(
        st.builds(Merit, st.sampled_from(Aspect), points, any_text),
        max_size=3,
    ).map(tuple),
    differs=st.lists(
        st.lists(
            st.builds(Statement, article_id=ids.map(ArticleId), outlet=any_text, said=any_text),
            max_size=2,
        ).map(tuple),
        max_size=2,
    ).map(tuple),
    is_update=st.booleans(),
)
plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=8,
)
parts = st.builds(
    Part,
    n=counts,
    body=st.dictionaries(any_text, plain_values, max_size=4),
    key=text,
    state=st.sampled_from(PartState),
    attempts=counts,
    next_at=moments,
    problem=st.none() | text,
    receipt=st.none() | st.builds(Receipt, message_id=text),
)


@given(articles, summaries, fingerprints)
def test_reports(article: Article, summary: Summary, fingerprint: Fingerprint) -> None:
    row = rows.article_to_row(article) | {"tags": json.dumps(list(article.tags))}
    assert rows.article_from_row(row) == article
    read = rows.summary_to_row(article.id, summary, fingerprint)
    report = rows.report_from_row(
        row | read | {"summary_language": read["language"], "language": article.language}
    )
    assert (report.article, report.summary, report.fingerprint) == (article, summary, fingerprint)


@given(st.lists(ids.map(ArticleId), min_size=1, max_size=5), ids, moments, moments)
def test_stories(linked: list[ArticleId], id_: str, first: datetime, last: datetime) -> None:
    story = Story(
        id=StoryId(id_),
        lead=linked[-1],
        articles=tuple(linked),
        first_seen_at=first,
        last_seen_at=last,
    )
    assert rows.story_from_row(rows.story_to_row(story), story.articles) == story


@given(
    st.builds(
        Sighting,
        source=text,
        key=text,
        stamp=text,
        article_id=st.none() | ids.map(ArticleId),
        reason=st.none() | text,
        seen_at=moments,
    )
)
def test_sightings(sighting: Sighting) -> None:
    assert rows.sighting_from_row(rows.sighting_to_row(sighting)) == sighting


@given(
    st.builds(
        Chat,
        address=addresses,
        timezone=text,
        language=text,
        quiet=st.none()
        | st.builds(QuietHours, start=st.times(), end=st.times(), silent=st.booleans()),
        budget=st.builds(Budget, stories=counts, sentences=counts, minutes=st.none() | counts),
        paused=st.none() | st.builds(Paused, reason=text, until=maybe_moments),
        taste=st.lists(st.builds(Liking, st.sampled_from(Kind), any_text, points, text)).map(tuple),
    )
)
def test_chats(chat: Chat) -> None:
    assert chat_rows.chat_from_row(chat_rows.chat_to_row(chat)) == chat


@given(
    st.builds(
        Subscription,
        id=ids.map(SubscriptionId),
        address=addresses,
        wants=st.builds(Wants, topics=names, sources=names, words=names, never=names),
        schedule=st.one_of(
            st.builds(
                AtTimes,
                st.frozensets(st.integers(0, 6), min_size=1),
                st.sets(minutes, min_size=1, max_size=24).map(lambda found: tuple(sorted(found))),
            ),
            st.builds(EveryHours, st.integers(1, 24)),
            st.just(Instant()),
            st.just(Off()),
        ),
        since=moments,
        next_due_at=maybe_moments,
    )
)
def test_subscriptions(subscription: Subscription) -> None:
    row = chat_rows.subscription_to_row(subscription)
    assert chat_rows.subscription_from_row(row) == subscription


@given(
    st.builds(
        Digest,
        id=ids.map(DigestId),
        subscription_id=st.none() | ids.map(SubscriptionId),
        address=addresses,
        entries=st.lists(entries, max_size=3).map(tuple),
        left_out=counts,
        window_end=moments,
        late=st.booleans(),
        quiet_day=st.booleans(),
        made_at=moments,
    )
)
def test_digests(digest: Digest) -> None:
    assert chat_rows.digest_from_row(chat_rows.digest_to_row(digest)) == digest


@given(
    st.builds(
        Delivery,
        id=ids.map(DeliveryId),
        digest_id=ids.map(DigestId),
        address=addresses,
        due_at=moments,
        expires_at=moments,
        parts=st.lists(parts, max_size=4).map(tuple),
    )
)
def test_deliveries_and_claims(delivery: Delivery) -> None:
    part_rows = chat_rows.parts_to_rows(delivery)
    row = chat_rows.delivery_to_row(delivery)
    assert chat_rows.delivery_from_row(row, part_rows) == delivery
    for part, part_row in zip(delivery.parts, part_rows, strict=True):
        wanted = Claim(delivery_id=delivery.id, address=delivery.address, part=part)
        assert chat_rows.claim_from_row(part_row) == wanted


@given(moments, moments)
def test_moments_sort_as_text_as_they_do_in_time(one: datetime, other: datetime) -> None:
    as_text = [rows.text_or_none(moment) or "" for moment in (one, other)]
    assert (as_text[0] < as_text[1]) == (one < other)
    assert rows.moment_or_none(as_text[0]) == one
