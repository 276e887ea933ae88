"""Collect: what a source holds becomes articles, each exactly once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from bot.domain.articles import Article, ArticleId, article_id, content_hash
from bot.domain.errors import SourceError
from bot.domain.grouping import swapped, tell_the_same
from bot.ports.ambient import Ambient
from bot.ports.records import WHOLE, Sighting
from bot.ports.source import Gone, RawArticle, Source, Unreadable
from bot.ports.store import Store, Transaction
from summarizer import Fingerprint, fingerprint

BATCH = 50  # items a transaction: few enough to be short, enough to share one sync of the disk

Item = RawArticle | Unreadable | Gone


@dataclass(frozen=True, slots=True)
class Rejection:
    """An item that could not become an article."""

    key: str
    reason: str


@dataclass(slots=True)
class Collected:
    """What one pass over a source came to."""

    added: list[str] = field(default_factory=list)  # keys of new articles
    changed: list[str] = field(default_factory=list)  # keys of new versions
    copies: list[str] = field(default_factory=list)  # keys whose content was known
    rejected: list[Rejection] = field(default_factory=list)
    known: int = 0  # items that had not changed since they were seen before


def collect(
    store: Store, source: Source, ambient: Ambient, *, tick: Callable[[int], None] | None = None
) -> Collected:
    """Take over what is new or changed in a source, a batch a transaction.

    `tick` is called with the number of items of each batch, for a progress bar.

    Raises:
        SourceError: the source as a whole cannot be read. It is kept until it can be again, so
            that whoever asks how things stand is told.
    """
    with store.snapshot() as tx:
        before = tx.sources.sighting(source.name, WHOLE)
    try:
        outcome = _collect(store, source, ambient, tick)
    except SourceError as error:
        if before is None or before.reason != str(error):
            with store.transaction() as tx:
                tx.sources.see(_trouble(source.name, str(error), ambient.now()))
        raise
    if before is not None:
        with store.transaction() as tx:
            tx.sources.forget(source.name, [WHOLE])
    return outcome


def _collect(
    store: Store, source: Source, ambient: Ambient, tick: Callable[[int], None] | None
) -> Collected:
    outcome = Collected()
    with store.snapshot() as tx:
        known = tx.sources.known(source.name)
    seen = 0
    for batch in _batches(source.scan(known)):
        now = ambient.now()
        with store.transaction() as tx:
            for item in batch:
                take(tx, source.name, item, now, outcome)
        seen += sum(item.key in known for item in batch)
        if tick is not None:
            tick(len(batch))
    outcome.known += len(known) - seen
    return outcome


def collect_all(
    store: Store, source: Source, ambient: Ambient, *, tick: Callable[[int], None] | None = None
) -> Collected:
    """Collect, and once more what was still being written the first time."""
    first = collect(store, source, ambient, tick=tick)
    if not source.wait_until_settled():
        return first
    second = collect(store, source, ambient, tick=tick)
    return Collected(
        added=first.added + second.added,
        changed=first.changed + second.changed,
        copies=first.copies + second.copies,
        rejected=first.rejected + second.rejected,
        known=first.known,
    )


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def take(tx: Transaction, source: str, item: Item, now: datetime, outcome: Collected) -> None:
    """Take one item over, and note in `outcome` what came of it."""
    match item:
        case Gone(key=key):
            tx.sources.forget(source, [key])
        case Unreadable():
            tx.sources.see(_sighting(source, item, now, reason=item.reason))
            outcome.rejected.append(Rejection(item.key, item.reason))
        case RawArticle():
            made = _keep(tx, source, item, now, outcome)
            tx.sources.see(_sighting(source, item, now, made=made))


def _keep(
    tx: Transaction, source: str, raw: RawArticle, now: datetime, outcome: Collected
) -> ArticleId:
    """Keep the article unless its content is known, and return the id that it goes by."""
    content = content_hash(title=raw.title, body=raw.body, author=raw.author, url=raw.url)
    before = tx.sources.sighting(source, raw.key)
    own = before.article_id if before else None
    if own is not None and not {raw.key}.issuperset(tx.sources.keys_of(source, own)):
        own = None  # another file holds that article, too: what was a copy goes its own way
    known = tx.articles.same_content(source, content)
    if known is not None:
        tx.articles.add_tags(known, raw.tags)
        if before is not None and known == before.article_id:
            outcome.known += 1  # touched, or written anew with the same words
        elif own is not None:
            _turn_back(tx, own, known, now)
            outcome.changed.append(raw.key)
        else:
            outcome.copies.append(raw.key)
        return known
    article = _article(source, raw, content, now)
    if before is not None and _is_gone(tx, before, article):
        outcome.known += 1
        return before.article_id or article.id
    if own is not None and _is_version(tx, own, article):
        article = replace(article, replaces=own)
    tx.articles.add(article)
    (outcome.changed if article.replaces else outcome.added).append(raw.key)
    return article.id


def _is_version(tx: Transaction, own: ArticleId, article: Article) -> bool:
    """Say whether a changed text still tells what the old one told.

    If not, the file was used again for another article: both are kept, and the new one is news.
    """
    old = tx.articles.get(own)
    if old is None:
        return False
    # A writer that stalled: what we took for the whole was its beginning.
    grown = old.title == article.title and article.body.startswith(old.body)
    return grown or tell_the_same(_fingerprint(old), _fingerprint(article))


def _is_gone(tx: Transaction, before: Sighting, article: Article) -> bool:
    """Say whether it is an article that was let go of for its age: no news, though written anew."""
    if before.article_id is None:
        return False
    keys = {article.key, *tx.sources.keys_of(article.source, before.article_id)}
    return before.article_id in {
        article_id(source=article.source, key=key, content_hash=article.content_hash)
        for key in keys
    }


def _fingerprint(article: Article) -> Fingerprint:
    return fingerprint(article.body, title=article.title, language=article.language)


def _turn_back(tx: Transaction, own: ArticleId, known: ArticleId, now: datetime) -> None:
    """Make an older version current again in their story: the change was taken back."""
    story = tx.stories.of_article(own)
    before = tx.stories.of_article(known)
    if story is None or before is None or story.id != before.id or known in story.articles:
        return
    if own in story.articles:
        tx.stories.put(swapped(story, own, known))
        tx.stories.note_change(story.id, now)


def _article(source: str, raw: RawArticle, content: str, now: datetime) -> Article:
    return Article(
        id=article_id(source=source, key=raw.key, content_hash=content),
        source=source,
        key=raw.key,
        content_hash=content,
        title=raw.title,
        body=raw.body,
        url=raw.url,
        author=raw.author,
        tags=raw.tags,
        language=raw.language,
        published_at=raw.published_at,
        collected_at=now,
    )


def _trouble(source: str, reason: str, now: datetime) -> Sighting:
    return Sighting(
        source=source, key=WHOLE, stamp="-", article_id=None, reason=reason, seen_at=now
    )


def _sighting(
    source: str,
    item: RawArticle | Unreadable,
    now: datetime,
    *,
    made: ArticleId | None = None,
    reason: str | None = None,
) -> Sighting:
    return Sighting(
        source=source, key=item.key, stamp=item.stamp, article_id=made, reason=reason, seen_at=now
    )
