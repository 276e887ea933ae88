"""Drafting: what a chat is told now, rendered and frozen; what chats share is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.bodies import FramedBody, Shared, frame_of
from bot.domain.chats import Chat, ChatAddress
from bot.domain.composing import is_quiet_day, reach
from bot.domain.deliveries import Body, Delivery, DeliveryId, Part
from bot.domain.digests import LATE, Digest, DigestId
from bot.domain.quiet import is_quiet, quiet_from
from bot.domain.subscriptions import Subscription
from bot.domain.updates import Told
from bot.messages.blocks import Message
from bot.messages.digest import digest_message
from bot.messages.wording import wording
from bot.pipeline.queues import Queues
from bot.pipeline.sharing import Sharing
from bot.ports.ambient import Ambient
from bot.ports.links import ReadAt, nowhere

USE_BY = timedelta(hours=6)  # after its due time, or after planning if that was late
OUTAGE = timedelta(days=30)  # what was news before a longer one is told to nobody any more

Render: TypeAlias = Callable[[Message, ChatAddress], Sequence[Body]]
"""Turns a message into the parts that the address's platform takes; handed in by the wiring."""


def missed_since(due: datetime, now: datetime) -> datetime:
    """Return the moment from which a digest looks back: after an outage, when it began."""
    return max(due, now - OUTAGE)


@dataclass(frozen=True, slots=True)
class Drafting:
    """Makes the digests of one turn of planning, and the deliveries that bring them."""

    ambient: Ambient
    render: Render
    now: datetime
    sharing: Sharing
    read_at: ReadAt = nowhere
    queues: Queues = field(default_factory=Queues)

    def draft(
        self,
        folded: Sequence[Subscription],
        chat: Chat,
        due: datetime,
        told: Told,
    ) -> tuple[Digest, Delivery] | None:
        """Return a chat's digest over subscriptions that were due; None: nothing is new to it.

        It says that it is late also where it will be, as too many others leave before it.
        """
        back = missed_since(due, self.now)
        wishes = [(one.wants, max(one.since, back - reach(one.schedule))) for one in folded]
        composed = self.sharing.compose(wishes, told, chat.budget, chat.taste)
        if not composed.entries:
            return None
        digest = Digest(
            id=DigestId(self.ambient.new_id()),
            subscription_id=folded[0].id,
            address=chat.address,
            entries=composed.entries,
            left_out=composed.left_out,
            window_end=due,
            late=self.is_late(due, chat.address),
            quiet_day=is_quiet_day(composed, chat.budget, folded[0].schedule),
            made_at=self.now,
        )
        bodies = self._bodies(digest, chat)
        return digest, delivery_of(digest, bodies, self.ambient, use_by=self._use_by(chat))

    def _use_by(self, chat: Chat) -> timedelta:
        """Return how long a digest may wait: what quiet hours overtake is planned anew."""
        quiet = chat.quiet
        if quiet is None:
            return USE_BY
        begin = self.sharing.once(
            ("quiet", quiet, chat.timezone),
            lambda: quiet_from(self.now, quiet, ZoneInfo(chat.timezone)),
        )
        return min(USE_BY, begin - self.now)

    def is_late(self, due: datetime, address: ChatAddress) -> bool:
        """Say whether what is planned now for a chat will come long after it was due."""
        return self.now + self.queues.wait(address) - due > LATE

    def _bodies(self, digest: Digest, chat: Chat) -> Sequence[Body]:
        """Return the rendered parts; chats that are told the same differ in the digest's names."""
        silent = chat.quiet is not None and is_quiet(self.now, chat.quiet, ZoneInfo(chat.timezone))
        looks = (chat.address.platform, chat.timezone, chat.language, silent)
        says = (
            # Chats that like something are composed for one by one, and may be told the same.
            digest.entries if chat.taste else id(digest.entries),
            digest.left_out,
            digest.window_end,
            digest.late,
            digest.quiet_day,
        )

        link = self.read_at(digest)
        names = [digest.id, *([link] if link else [])]

        def make() -> Sequence[Shared]:
            zone, words = ZoneInfo(chat.timezone), wording(chat.language)
            message = digest_message(digest, words, zone, self.now, read_at=link)
            bodies = self.render(replace(message, silent=silent), chat.address)
            return [frame_of(body, names) for body in bodies]

        frames = self.sharing.once(("bodies", *looks, *says), make)
        return [FramedBody(frame, names) for frame in frames]


def delivery_of(
    digest: Digest, bodies: Iterable[Body], ambient: Ambient, *, use_by: timedelta = USE_BY
) -> Delivery:
    """Return the duty to post a digest that is rendered so, from when it was made on."""
    return Delivery(
        id=DeliveryId(ambient.new_id()),
        digest_id=digest.id,
        address=digest.address,
        due_at=digest.window_end,
        expires_at=digest.made_at + use_by,
        parts=tuple(
            Part(n=n, body=body, key=ambient.new_id(), next_at=digest.made_at)
            for n, body in enumerate(bodies, 1)
        ),
    )
