"""What the button of a card says: show the message that may not have arrived."""

from __future__ import annotations

from bot.commands.spec import Desk
from bot.domain import deliveries
from bot.domain.deliveries import DEAD, Part, PartState, Receipt
from bot.domain.errors import NothingThere
from bot.messages.blocks import Message, Paragraph, Place
from bot.pipeline.doubts import part_message


def show(desk: Desk, *, key: str) -> Message:
    """Turn a card into the message that it stands for; doing it again shows the same.

    A card that is not needed any more, as the message is there, says so.
    """
    tapped = desk.invocation.tapped
    with desk.store.transaction() as tx:
        words = desk.words(desk.chat(tx))
        found = tx.outbox.by_key(key)
        if (
            found is None
            or found.address != desk.invocation.address
            or found.part.state in DEAD  # its stories come with another digest
        ):
            raise NothingThere(words.say("delivery.shown-gone"))
        if found.part.state in deliveries.SHOWABLE:
            card = None if tapped is None else Receipt(message_id=tapped)
            shown = deliveries.shown(found.part, card)
            tx.outbox.settle(found.delivery_id, shown, was=found.part.state)
        elif _is_elsewhere(found.part, tapped):
            return Message((Paragraph(words.line("delivery.arrived")),), place=Place.INSTEAD)
    return part_message(found.part)


def _is_elsewhere(part: Part, tapped: str | None) -> bool:
    """Say whether a part stands in its chat, and not in the place of the card that was tapped.

    What came of its post became known later than the card went out, or it was posted once more.
    """
    if part.state is not PartState.SENT or part.receipt is None or tapped is None:
        return False
    return part.receipt.message_id != tapped
