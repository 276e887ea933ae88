"""What a store keeps of chats and their wishes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.chats import Chat, ChatAddress
from bot.domain.subscriptions import Subscription, SubscriptionId


class Chats(Protocol):
    """Chats and how they like to be spoken to."""

    def get(self, address: ChatAddress) -> Chat | None:
        """Return a chat that has been spoken to before."""
        ...

    def several(self, addresses: Collection[ChatAddress]) -> Mapping[ChatAddress, Chat]:
        """Return those of the chats that have been spoken to before."""
        ...

    def put(self, chat: Chat) -> None:
        """Keep a chat, replacing what was kept under its address."""
        ...

    def under(self, address: ChatAddress) -> Sequence[Chat]:
        """Return a chat and its threads, by address; of the chat `*`: the whole workspace's."""
        ...

    def all(self) -> Sequence[Chat]:
        """Return every chat that has been spoken to before, by address."""
        ...

    def forget(self, address: ChatAddress) -> None:
        """Forget all that is kept of a chat: no row has its address afterwards. Threads stay."""
        ...

    def move(self, old: ChatAddress, new: ChatAddress) -> None:
        """Give everything that is kept of a chat another address: wishes, news, parts, waits.

        What is kept under the new address already stays; of a chat in both places, its settings
        are those of the old one, and the longer wait holds. A part that is on its way to the old
        address stays there while one is on its way to the new one.
        """
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

    def several(self, ids: Collection[SubscriptionId]) -> Sequence[Subscription]:
        """Return those of the subscriptions that there are, the longest waiting first."""
        ...

    def of_source(self, name: str) -> Sequence[Subscription]:
        """Return the subscriptions that want this source, as it is written, by address."""
        ...

    def naming(self, name: str) -> Sequence[Subscription]:
        """Return those that want this source or never want it, as it is written, by address."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Subscription]:
        """Return subscriptions whose due time is `now` or before, the longest waiting first."""
        ...

    def due_after(self, moment: datetime, id_: str, limit: int) -> Sequence[Subscription]:
        """Return subscriptions due after that moment, or then with a later id.

        By when they are due, then by id; at most `limit`.
        """
        ...

    def move_due(
        self, moves: Collection[tuple[SubscriptionId, datetime, datetime | None]]
    ) -> frozenset[SubscriptionId]:
        """Move due times, each from the one that was seen to another one; return which moved.

        One that is not what was seen stays: somebody else was here first. Each subscription is
        named once.
        """
        ...
