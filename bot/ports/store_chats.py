"""What a store keeps of what chats were told, and of what is on its way to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Delivery, DeliveryId, Part, PartState
from bot.domain.digests import Digest, DigestId
from bot.domain.stories import StoryId
from bot.domain.subscriptions import SubscriptionId
from bot.domain.updates import Mark, Told
from bot.ports.records import Claim


class Digests(Protocol):
    """Digests, and what each chat has been told."""

    def add(self, digest: Digest, *, tell: bool = True) -> None:
        """Keep a digest and mark its stories as told to its chat, unless `tell` is False.

        A story that was told before stays marked by the digest that told it first; an update of
        it is marked besides.
        """
        ...

    def get(self, digest_id: DigestId) -> Digest | None:
        """Return one digest, whether or not it arrived."""
        ...

    def listed(self, limit: int, *, after: Digest | None = None) -> Sequence[Digest]:
        """Return digests made after this one, or the first ever, by when they were made, then id.

        Whether or not they arrived.
        """
        ...

    def named(self, ending: str, limit: int) -> Sequence[Digest]:
        """Return digests whose id ends so, by when they were made, then id."""
        ...

    def last(self, address: ChatAddress) -> Digest | None:
        """Return the digest that the chat was given last, told or only shown."""
        ...

    def add_all(self, digests: Sequence[Digest]) -> None:
        """Keep many digests, and mark their stories as told."""
        ...

    def of_chat(self, address: ChatAddress) -> Sequence[Digest]:
        """Return all digests of a chat, the oldest first."""
        ...

    def marks(self, address: ChatAddress) -> Mapping[StoryId, datetime]:
        """Return every story that the chat has been told, and when first; the oldest first."""
        ...

    def telling(self, story_ids: Collection[StoryId], since: datetime) -> Sequence[Delivery]:
        """Return the deliveries of digests made since then that told one of the stories.

        Without their parts, the oldest first.
        """
        ...

    def note_correction(self, digest_id: DigestId, now: datetime) -> None:
        """Note that what was posted of a digest is put right; the digest stays as it was."""
        ...

    def answered(self, due: Mapping[SubscriptionId, datetime]) -> frozenset[SubscriptionId]:
        """Return those of the subscriptions that have a digest for this due time of theirs."""
        ...

    def told(self, address: ChatAddress, story_ids: Collection[StoryId]) -> frozenset[StoryId]:
        """Return those of the stories that the chat has been told."""
        ...

    def told_since(
        self, addresses: Collection[ChatAddress], moment: datetime
    ) -> Mapping[ChatAddress, Told]:
        """Return what each of the chats was told at `moment` or later; nothing: it is left out."""
        ...

    def told_marks(
        self, address: ChatAddress, story_ids: Collection[StoryId]
    ) -> Mapping[StoryId, Mark]:
        """Return those of the stories that the chat has been told, with when and of how much.

        That is of the newest update. Of a story that was given back, updates alone are no mark.
        """
        ...

    def give_back(self, digest_id: DigestId, story_ids: Collection[StoryId] | None = None) -> None:
        """Unmark a digest's stories, or some of them: they will never arrive with it.

        The next digest may tell them. A digest of which all were given back was never given; one
        of which some were, was.
        """
        ...

    def tell_again(self, digest_id: DigestId, story_ids: Collection[StoryId]) -> None:
        """Mark stories that were given back as told by their digest after all.

        Those that another digest has told since stay marked by that one.
        """
        ...


class Outbox(Protocol):
    """Deliveries: rendered parts on their way to chats."""

    def add(self, delivery: Delivery) -> None:
        """Keep a delivery with its parts."""
        ...

    def add_all(self, deliveries: Sequence[Delivery]) -> None:
        """Keep many deliveries with their parts."""
        ...

    def claim(
        self,
        platforms: Collection[str],
        now: datetime,
        *,
        resting: Collection[str] = (),
    ) -> Claim | None:
        """Mark the next part that may go as `sending` and return it; None: nothing may go now.

        Due parts of the named platforms, the longest due first. In a chat, parts go in the order
        in which they were added, each after the one before it is sent, failed, carded, skipped or
        expired. Nothing goes past its delivery's `expires_at`, to a chat that is paused, to one
        of the `resting` (addresses of chats as text, each with its threads, and workspaces such as
        `slack:T1/`, each with its chats), or where `hold` says to wait.
        """
        ...

    def claim_for(self, asked: Mapping[ChatAddress, datetime]) -> Mapping[ChatAddress, Claim]:
        """Mark what `claim` would of each of these chats as `sending`; return those, by chat.

        Only what goes to exactly these addresses. With each stands since when it is being sent.
        """
        ...

    def heads(
        self, addresses: Collection[ChatAddress], now: datetime
    ) -> Mapping[ChatAddress, Claim]:
        """Return the part of each chat that comes first, whether planned, sending or unknown.

        Without those of which nothing may be done about it: it is paused, held or too late.
        """
        ...

    def waiting(self, platform: str, now: datetime, limit: int) -> Sequence[ChatAddress]:
        """Return chats of a platform with parts that may go or be looked after, or are sending."""
        ...

    def settle(
        self, delivery_id: DeliveryId, part: Part, *, was: PartState = PartState.SENDING
    ) -> bool:
        """Write what became of a part.

        False if it is not what it `was` any more, or has been tried again since `part.tried_at`.
        """
        ...

    def doubtful(self, platforms: Collection[str], now: datetime, limit: int) -> Sequence[Claim]:
        """Return parts that are `unknown` and to be looked after by now, the longest due first.

        None of a chat that is paused, or where `hold` says to wait.
        """
        ...

    def by_key(self, key: str) -> Claim | None:
        """Return the part that has this key, whatever its state."""
        ...

    def hold(self, scope: str, until: datetime) -> None:
        """Let nothing go to a chat with its threads, a workspace or a platform, before then.

        The scope is the chat's address as text, the workspace's (`slack:T1/`), or the platform's
        name: see `ChatAddress.lane`.
        """
        ...

    def holds(self, now: datetime) -> Mapping[str, datetime]:
        """Return what is held at the moment, and until when."""
        ...

    def release(self, now: datetime) -> None:
        """Forget the holds that are over."""
        ...

    def fail_chat(self, address: ChatAddress, problem: str) -> Sequence[Delivery]:
        """Fail a chat's planned parts; return the deliveries that had some, as they stand then."""
        ...

    def cancel(
        self, subscription_id: SubscriptionId, problem: str | None = None
    ) -> Sequence[Delivery]:
        """Expire the planned parts of a subscription's digests; return those deliveries."""
        ...

    def revive(self, delivery_id: DeliveryId, part: Part, *, was: PartState, by: datetime) -> bool:
        """Write a part that goes again; False if it is not what it `was` any more.

        It goes behind all that was added to its chat before; `by` is its delivery's new use-by
        time, unless the old one is later.
        """
        ...

    def named(self, ending: str, limit: int) -> Sequence[Claim]:
        """Return parts whose key, or whose delivery's id, ends so, in their order."""
        ...

    def listed(
        self, states: Collection[PartState], limit: int, address: ChatAddress | None = None
    ) -> Sequence[Claim]:
        """Return parts that stand so, for one chat or for all, the oldest first."""
        ...

    def latest(self, limit: int) -> Sequence[Claim]:
        """Return the parts that were added last, however they stand, the newest first."""
        ...

    def interrupted(self, platforms: Collection[str]) -> Sequence[Claim]:
        """Return these platforms' parts found `sending`: at start, what a crash cut off."""
        ...

    def expire(self, now: datetime, limit: int = 1000) -> Sequence[Delivery]:
        """Expire planned parts of deliveries past their `expires_at`; return those deliveries.

        At most `limit` deliveries, those first that are late for longest.
        """
        ...

    def end_by(self, address: ChatAddress, by: datetime) -> None:
        """Let no digest of a subscription that is planned for a chat go later than then."""
        ...

    def overdue(self, now: datetime) -> bool:
        """Say whether `expire` or `release` has something to do."""
        ...

    def of(self, delivery_id: DeliveryId) -> Delivery | None:
        """Return one delivery with its parts as they stand."""
        ...

    def tally(self, address: ChatAddress | None = None) -> Mapping[PartState, int]:
        """Return how many parts stand where, for one chat or for all."""
        ...

    def next_at(self, platforms: Collection[str], now: datetime) -> datetime | None:
        """Return when a planned part of these platforms is next due; None: none is waiting."""
        ...
