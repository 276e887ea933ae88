"""What a store lets go of when it is old, and what is put right after it was posted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Body
from bot.domain.digests import DigestId
from bot.domain.edits import Edit
from bot.domain.stories import StoryId


class Keeping(Protocol):
    """How much is kept. Each call is short, so that nobody waits for it."""

    def quoted(self, since: datetime, young_from: datetime) -> frozenset[StoryId]:
        """Return the stories of digests made at `since` or later, and of those on their way.

        Digests of subscriptions made at `young_from` or later are passed over, but for those on
        their way: what a schedule tells is never old.
        """
        ...

    def old_stories(self, before: datetime, skip: int, limit: int) -> Sequence[StoryId]:
        """Return stories last seen before then, the oldest first; so many are skipped."""
        ...

    def remove_stories(self, story_ids: Collection[StoryId]) -> int:
        """Forget stories with their articles, in all versions, and all that was made of these.

        What was seen in sources and what chats were told stays. Returns how many articles went.
        """
        ...

    def remove_digests(self, before: datetime, limit: int) -> int:
        """Forget digests made and posted before then, with their deliveries; return how many.

        None of which a part still waits, is on its way or unknown, or was tried at that moment or
        later: a digest may have been redated. What they told stays told.
        """
        ...

    def remove_texts(self, before: datetime, limit: int) -> int:
        """Forget what only digests made before then said, if none of them is kept; how many."""
        ...

    def old_marks(self, before: datetime, limit: int) -> Sequence[tuple[ChatAddress, StoryId]]:
        """Return who was told what before then, and no update of it since."""
        ...

    def remove_marks(self, marks: Collection[tuple[ChatAddress, StoryId]]) -> None:
        """Forget that these chats were told these stories."""
        ...

    def bring_back(
        self, to: datetime, late: datetime, *, longest: datetime, use_by: datetime
    ) -> None:
        """Let parts and corrections that wait for a time after `late` go at `to`, until `use_by`.

        Leases and holds until after `late` end. Feeds that are to be asked after that are asked at
        `to`; those that fail, and may have asked for a longer rest, if it is after `longest`.
        Subscriptions that begin after `to` begin then.
        """
        ...

    def made_after(self, moment: datetime, limit: int) -> Sequence[DigestId]:
        """Return digests that were made after that moment, the latest first."""
        ...

    def redate(self, moments: Mapping[DigestId, datetime]) -> None:
        """Let digests be made at earlier moments, each at one of its own; their marks stay.

        None answers a due time after its moment then.
        """
        ...

    def give_room_back(self) -> bool:
        """Do a small part of giving free room back to the disk; False: nothing is left to do."""
        ...


class Edits(Protocol):
    """What is to stand in the place of parts; at most one edit waits for each part."""

    def put(self, key: str, body: Body, *, now: datetime, expires_at: datetime) -> bool:
        """Let a body stand in the place of a part once that is sent; False: there is no part.

        It replaces an edit that was put before, made or not.
        """
        ...

    def latest(self, key: str) -> Body | None:
        """Return what was last to stand in the place of a part; None: nothing ever was."""
        ...

    def due(self, platforms: Collection[str], now: datetime, limit: int) -> Sequence[Edit]:
        """Return edits of sent parts that may be made now, the longest due first.

        None that is too late, of a chat that is paused, or where `Outbox.hold` says to wait.
        """
        ...

    def waiting(self, address: ChatAddress | None = None) -> int:
        """Return how many edits wait to be made, for one chat or for all."""
        ...

    def of(self, key: str) -> Edit | None:
        """Return the edit of a part that is sent, as it stands; None: there is none."""
        ...

    def unmade(self, now: datetime, limit: int) -> Sequence[Edit]:
        """Return edits of sent parts that were not made, and for which it is not too late.

        Those that wait, the longest due first; then those that were given up with a reason.
        """
        ...

    def settle(self, edit: Edit) -> bool:
        """Write what became of an edit; False: there is a newer one for its part."""
        ...

    def release(self, now: datetime) -> int:
        """Drop the edits that are too late; return how many."""
        ...
