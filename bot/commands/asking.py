"""What commands that show news have in common: the same composing that the clock uses.

Composing takes as long as the archive is large, so it reads from a snapshot and holds up nobody.
What it chose is kept in a short transaction, unless the chat was told some of it meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.commands.spec import Desk
from bot.domain.chats import Budget, Chat
from bot.domain.composing import REACH, Composed, compose, compose_untold
from bot.domain.digests import Digest, DigestId
from bot.domain.errors import StoreBusy
from bot.domain.quiet import comes_at
from bot.domain.stories import Coverage
from bot.domain.subscriptions import SubscriptionId, Wants
from bot.domain.updates import was_told
from bot.messages.blocks import Message
from bot.ports.store import Transaction

A_WEEK = timedelta(days=7)
ATTEMPTS = 3  # before somebody else tells the chat the same stories


class Meanwhile(Exception):  # noqa: N818 -- a turn of events, no mistake
    """Somebody told the chat a story that was just chosen, or named a feed; nothing was written."""


def until_kept(attempt: Callable[[], Message]) -> Message:
    """Choose and keep, and again if something was told or named in between.

    Raises:
        StoreBusy: it always was.
    """
    for _ in range(ATTEMPTS):
        try:
            return attempt()
        except Meanwhile:
            continue
    raise StoreBusy(f"Somebody else was faster, {ATTEMPTS} times over.")


def compose_news(
    desk: Desk, tx: Transaction, chat: Chat, wants: Sequence[Wants], budget: Budget
) -> Composed:
    """Compose what is new to the chat, of the last days, as a digest would."""
    recent, texts = desk.recent.since(tx, desk.now - REACH), desk.recent.texts
    told = tx.digests.told_marks(chat.address, [coverage.story.id for coverage in recent])
    return compose_untold(
        recent, told, wants, chat, budget=budget, now=desk.now, weights=desk.weights, texts=texts
    )


def compose_found(desk: Desk, found: Sequence[Coverage], budget: Budget) -> Composed:
    """Compose what was looked for, in the order in which it was found."""
    order = {coverage.story.id: place for place, coverage in enumerate(found)}
    composed = compose(found, [Wants()], budget=budget, now=desk.now, weights=desk.weights)
    entries = sorted(composed.entries, key=lambda entry: order[entry.story_id])
    return Composed(tuple(entries), left_out=0)


def keep(
    desk: Desk,
    tx: Transaction,
    composed: Composed,
    subscription_id: SubscriptionId | None = None,
    *,
    tell: bool = True,
) -> Digest:
    """Keep what is shown now, so that `summary <n>` finds it, and mark it as told if it is.

    What is shown to one person apart from the chat is not told: the chat has not read it.

    Raises:
        Meanwhile: it is to be told, and some of it was.
    """
    address = desk.invocation.address
    tell = tell and not desk.invocation.apart
    if tell:
        told = tx.digests.told_marks(address, [entry.story_id for entry in composed.entries])
        if any(was_told(entry, told.get(entry.story_id)) for entry in composed.entries):
            raise Meanwhile
    digest = Digest(
        id=DigestId(desk.ambient.new_id()),
        subscription_id=subscription_id,
        address=address,
        entries=composed.entries,
        left_out=composed.left_out,
        window_end=desk.now,
        made_at=desk.now,
    )
    tx.digests.add(digest, tell=tell)
    return digest


def next_digest(desk: Desk, tx: Transaction, chat: Chat) -> datetime | None:
    """Return when the chat's next digest comes, quiet hours and all; None: none does."""
    due = [sub.next_due_at for sub in tx.subscriptions.of_chat(chat.address) if sub.next_due_at]
    if not due:
        return None
    return comes_at(max(min(due), desk.now), chat)
