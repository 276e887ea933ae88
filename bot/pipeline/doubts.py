"""Doubts: what is done about parts of which nobody can say whether they arrived."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain import deliveries
from bot.domain.chats import Chat
from bot.domain.deliveries import Body, Doubt, Part, PartState, Receipt
from bot.domain.errors import PostError, Refused, TryLater
from bot.domain.quiet import comes_at, is_quiet
from bot.messages.blocks import Choice, Choices, Frozen, Message, Paragraph, Place
from bot.messages.wording import Wording, wording
from bot.pipeline.deliver import Rules, follow
from bot.pipeline.drafting import Render
from bot.ports.ambient import Ambient
from bot.ports.records import Claim
from bot.ports.store import Store

LONGEST = timedelta(hours=24)
"""After so long, looking after a part is given up; it is counted as skipped."""


def doubtful(
    store: Store, platforms: Collection[str], ambient: Ambient, limit: int
) -> Sequence[Claim]:
    """Return the parts that are to be looked after now."""
    with store.snapshot() as tx:
        return tx.outbox.doubtful(platforms, ambient.now(), limit)


class Resting(TryLater):
    """No card comes in quiet hours; what may be posted otherwise is none of its business."""


def card(store: Store, claim: Claim, render: Render, ambient: Ambient) -> Body:
    """Return what is posted in the place of a part that may be missing.

    Raises:
        Resting: its chat has quiet hours.
    """
    now = ambient.now()
    with store.snapshot() as tx:
        chat = tx.chats.get(claim.address) or Chat(address=claim.address)
    wait = comes_at(now, chat) - now
    if wait:
        raise Resting("The chat has quiet hours.", after=wait)
    silent = chat.quiet is not None and is_quiet(now, chat.quiet, ZoneInfo(chat.timezone))
    message = card_message(claim.part.key, wording(chat.language))
    return render(replace(message, silent=silent), claim.address)[0]


def card_message(key: str, words: Wording) -> Message:
    """Say that a message may not have arrived, with a button that shows it."""
    show = Choice(words.say("delivery.show"), f"show {key}")
    return Message((Paragraph(words.line("delivery.card")), Choices((show,))))


def part_message(part: Part) -> Message:
    """Return a part, as it was rendered, to stand in the place of its card."""
    return Message((Frozen(part.body),), place=Place.INSTEAD)


def settle_doubt(
    store: Store,
    claim: Claim,
    result: Receipt | PostError | None,
    ambient: Ambient,
    rules: Rules,
) -> Part:
    """Write what came of looking after a part: of looking it up (None: not there), or of a card."""
    doubt = rules.of(claim)
    part = _after(claim.part, result, ambient, doubt)
    with store.transaction() as tx:
        if tx.outbox.settle(claim.delivery_id, part, was=PartState.UNKNOWN):
            # Looking up has a pace of its own: having to wait with that holds up no post.
            waits = isinstance(result, TryLater)
            alone = isinstance(result, Resting) or (doubt is Doubt.LOOK_UP and waits)
            follow(tx, claim, None if alone else result, part, ambient)
    return part


def _after(part: Part, result: Receipt | PostError | None, ambient: Ambient, doubt: Doubt) -> Part:
    now = ambient.now()
    age = max(now - (part.tried_at or now), timedelta())  # the clock may have been set back
    match result:
        case Receipt() if doubt is Doubt.CARD:
            after = deliveries.carded(part, result)
        case Receipt():
            after = deliveries.found(part, result)
        case None if doubt is Doubt.SKIP:
            after = deliveries.skipped(part)
        case None:
            after = deliveries.again(part, now)
        case TryLater():
            after = deliveries.look_later(part, now + result.after, str(result))
        case Refused():  # and would again
            after = deliveries.given_up(part, str(result))
        case _ if age > LONGEST:
            after = deliveries.given_up(part, str(result))
        case _:  # a chat that is gone is paused meanwhile, and gets its card when it is back
            wait = deliveries.backoff(1 + int(age / timedelta(minutes=1)), jitter=ambient.jitter())
            after = deliveries.look_later(part, now + wait, str(result))
    return after
