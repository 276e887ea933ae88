"""What commands that show news have in common: the same composing that the clock uses."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.spec import Desk
from bot.domain.chats import Budget, Chat
from bot.domain.composing import REACH, Composed, compose
from bot.domain.digests import Digest, DigestId
from bot.domain.filters import Texts
from bot.domain.subscriptions import SubscriptionId, Wants
from bot.ports.store import Transaction


def compose_now(
    desk: Desk, tx: Transaction, chat: Chat, wants: Sequence[Wants], budget: Budget
) -> Composed:
    """Compose what the chat has not been told of the last days."""
    recent = tx.stories.recent(desk.now - REACH)
    told = tx.digests.told(chat.address, [coverage.story.id for coverage in recent])
    fresh = [coverage for coverage in recent if coverage.story.id not in told]
    return compose(fresh, wants, budget=budget, now=desk.now, texts=Texts())


def keep(
    desk: Desk,
    tx: Transaction,
    chat: Chat,
    composed: Composed,
    subscription_id: SubscriptionId | None = None,
    *,
    tell: bool = True,
) -> Digest:
    """Keep what is shown now, so that `summary <n>` finds it, and mark it as told if it is."""
    digest = Digest(
        id=DigestId(desk.ambient.new_id()),
        subscription_id=subscription_id,
        address=chat.address,
        entries=composed.entries,
        left_out=composed.left_out,
        window_end=desk.now,
        made_at=desk.now,
    )
    tx.digests.add(digest, tell=tell)
    return digest
