"""What the button of a card says: show the message that may not have arrived."""

from __future__ import annotations

from bot.commands.spec import Desk
from bot.domain import deliveries
from bot.domain.deliveries import DEAD
from bot.domain.errors import NothingThere
from bot.messages.blocks import Message
from bot.pipeline.doubts import part_message


def show(desk: Desk, *, key: str) -> Message:
    """Turn a card into the message that it stands for; doing it again shows the same."""
    with desk.store.transaction() as tx:
        found = tx.outbox.by_key(key)
        if (
            found is None
            or found.address != desk.invocation.address
            or found.part.state in DEAD  # its stories come with another digest
        ):
            raise NothingThere(desk.words(desk.chat(tx)).say("delivery.shown-gone"))
        if found.part.state in deliveries.SHOWABLE:
            shown = deliveries.shown(found.part)
            tx.outbox.settle(found.delivery_id, shown, was=found.part.state)
    return part_message(found.part)
