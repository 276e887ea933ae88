"""What is remembered: a store of small collections behind two doors, `snapshot`, `transaction`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from bot.domain.articles import Article, ArticleId, Report
from bot.domain.chats import Chat, ChatAddress
from bot.domain.deliveries import Delivery, DeliveryId, Part, PartState
from bot.domain.digests import Digest, DigestId
from bot.domain.stories import Coverage, Story, StoryId
from bot.domain.subscriptions import Subscription, SubscriptionId
from bot.ports.records import Claim, Sighting, Volume
from summarizer import Fingerprint, Summary


class Articles(Protocol):
    """Articles and their summaries."""

    def add(self, article: Article) -> bool:
        """Keep an article; False if source, key and content were known: nothing changes then."""
        ...

    def get(self, article_id: ArticleId) -> Article | None:
        """Return one article."""
        ...

    def same_content(self, source: str, content_hash: str) -> ArticleId | None:
        """Return the first article of `source` with this content, under whatever key."""
        ...

    def add_tags(self, article_id: ArticleId, tags: Collection[str]) -> None:
        """File an article under more topics: a copy of it turned up in another folder."""
        ...

    def without_summary(self, method: str, version: int, limit: int) -> Sequence[Article]:
        """Return articles that this method in this version has not read yet, oldest first."""
        ...

    def add_summary(
        self, article_id: ArticleId, summary: Summary, fingerprint: Fingerprint
    ) -> None:
        """Keep what the summarizer made of an article; the same method and version twice: once."""
        ...

    def without_story(self, method: str, version: int, limit: int) -> Sequence[Report]:
        """Return summarized articles that are in no story, by collection time, then id."""
        ...

    def search(self, query: str, since: datetime, limit: int) -> Sequence[StoryId]:
        """Return stories, newest first, with a current article that has all words of `query`.

        Words match in any of their forms that the article's language knows. Whatever `query`
        holds, it is only ever words. No words: nothing.
        """
        ...

    def count(self) -> int:
        """Return how many articles there are, old versions included."""
        ...


class Stories(Protocol):
    """Stories and their articles."""

    def put(self, story: Story) -> None:
        """Keep a story and its articles' links to it, replacing what was kept under its id.

        An article has at most one story: linking it to a second one is an error. An article that
        `story.articles` no longer names (an older version) stays linked, as no longer current.
        """
        ...

    def get(self, story_id: StoryId) -> Story | None:
        """Return one story."""
        ...

    def of_article(self, article_id: ArticleId) -> Story | None:
        """Return the story that an article is linked to, as a current or as an older version."""
        ...

    def since(self, moment: datetime) -> Sequence[tuple[Story, Sequence[Fingerprint]]]:
        """Return stories last seen at `moment` or later, oldest first, then by id.

        With each the fingerprints of its current articles, in their order; no texts are read.
        """
        ...

    def coverage(self, story_ids: Collection[StoryId]) -> Sequence[Coverage]:
        """Return these stories with their reports, the lead's first, in the order asked for."""
        ...

    def recent(self, moment: datetime) -> Sequence[Coverage]:
        """Return the coverage of stories last seen after `moment`, newest first."""
        ...

    def count(self) -> int:
        """Return how many stories there are."""
        ...


class Chats(Protocol):
    """Chats and how they like to be spoken to."""

    def get(self, address: ChatAddress) -> Chat | None:
        """Return a chat that has been spoken to before."""
        ...

    def put(self, chat: Chat) -> None:
        """Keep a chat, replacing what was kept under its address."""
        ...


class Subscriptions(Protocol):
    """Subscriptions and their due times."""

    def put(self, subscription: Subscription) -> None:
        """Keep a subscription, replacing what was kept under its id."""
        ...

    def remove(self, subscription_id: SubscriptionId) -> None:
        """Forget a subscription; what it was told stays told."""
        ...

    def of_chat(self, address: ChatAddress) -> Sequence[Subscription]:
        """Return a chat's subscriptions in the order in which they were made."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Subscription]:
        """Return subscriptions whose due time is `now` or before, the longest waiting first."""
        ...

    def move_due(
        self, subscription_id: SubscriptionId, *, seen: datetime, to: datetime | None
    ) -> bool:
        """Move the due time if it still is `seen`; False: somebody else was here first."""
        ...


class Digests(Protocol):
    """Digests, and what each chat has been told."""

    def add(self, digest: Digest, *, tell: bool = True) -> None:
        """Keep a digest and mark its stories as told to its chat, unless `tell` is False.

        A story that was told before stays marked by the digest that told it first.
        """
        ...

    def last(self, address: ChatAddress) -> Digest | None:
        """Return the digest that the chat was given last, told or only shown."""
        ...

    def told(self, address: ChatAddress, story_ids: Collection[StoryId]) -> frozenset[StoryId]:
        """Return those of the stories that the chat has been told."""
        ...

    def give_back(self, digest_id: DigestId) -> None:
        """Unmark a digest's stories: it will never arrive, so the next one may tell them."""
        ...


class Outbox(Protocol):
    """Deliveries: rendered parts on their way to chats."""

    def add(self, delivery: Delivery) -> None:
        """Keep a delivery with its parts."""
        ...

    def claim(self, platforms: Collection[str], now: datetime) -> Claim | None:
        """Mark the next part that may go as `sending` and return it; None: nothing may go now.

        Due parts of the named platforms, the longest due first; part n + 1 only after part n is
        sent, failed, carded or expired; at most one part of a chat is `sending` at any time;
        nothing past its delivery's `expires_at`.
        """
        ...

    def settle(self, delivery_id: DeliveryId, part: Part) -> bool:
        """Write a claimed part's outcome; False if it is not `sending` any more."""
        ...

    def interrupted(self, platforms: Collection[str]) -> Sequence[Claim]:
        """Return these platforms' parts found `sending`: at start, what a crash cut off."""
        ...

    def expire(self, now: datetime) -> Sequence[Delivery]:
        """Expire planned parts of deliveries past their `expires_at`; return those deliveries."""
        ...

    def overdue(self, now: datetime) -> bool:
        """Say whether `expire` has something to do."""
        ...

    def of(self, delivery_id: DeliveryId) -> Delivery | None:
        """Return one delivery with its parts as they stand."""
        ...

    def tally(self, address: ChatAddress | None = None) -> Mapping[PartState, int]:
        """Return how many parts stand where, for one chat or for all."""
        ...

    def next_at(self, platforms: Collection[str]) -> datetime | None:
        """Return when a planned part of these platforms may next go; None: none is waiting."""
        ...


class Sources(Protocol):
    """What each source was seen to hold."""

    def known(self, source: str) -> Mapping[str, str]:
        """Return every key of the source with the stamp that it was last seen with."""
        ...

    def see(self, sighting: Sighting) -> None:
        """Keep how an item was last seen, replacing what was kept under its key."""
        ...

    def sighting(self, source: str, key: str) -> Sighting | None:
        """Return how an item was last seen."""
        ...

    def keys_of(self, source: str, article_id: ArticleId) -> Sequence[str]:
        """Return the keys that were last seen to hold this article, in order."""
        ...

    def forget(self, source: str, keys: Collection[str]) -> None:
        """Forget items that are gone. Articles made from them stay."""
        ...

    def rejected(self, limit: int) -> Sequence[Sighting]:
        """Return rejected items, the latest first."""
        ...

    def outlets(self, since: datetime) -> Sequence[Volume]:
        """Return who spoke since then (author, or else source), the most talkative first."""
        ...

    def topics(self, since: datetime) -> Sequence[Volume]:
        """Return the topics that articles had since then, the fullest first."""
        ...


class Transaction(Protocol):
    """Everything that is remembered, as of one moment."""

    @property
    def articles(self) -> Articles: ...  # noqa: D102 -- the class says it
    @property
    def stories(self) -> Stories: ...  # noqa: D102
    @property
    def chats(self) -> Chats: ...  # noqa: D102
    @property
    def subscriptions(self) -> Subscriptions: ...  # noqa: D102
    @property
    def digests(self) -> Digests: ...  # noqa: D102
    @property
    def outbox(self) -> Outbox: ...  # noqa: D102
    @property
    def sources(self) -> Sources: ...  # noqa: D102


class Store(Protocol):
    """Safe to use from several threads. Everything happens inside one of these two."""

    def snapshot(self) -> AbstractContextManager[Transaction]:
        """Read, consistently, never waiting for a writer; writing inside is an error."""
        ...

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Do all of it or, when the block raises, nothing; keep it short.

        Raises:
            StoreBusy: another process held the store for longer than we wait.
        """
        ...

    def check(self) -> Sequence[str]:
        """Return what is wrong with the store, a sentence each; nothing: it is whole."""
        ...

    def close(self) -> None:
        """Let go of every connection; safe to call twice."""
        ...
