"""Send: a digest for one chat now, on its way like any other, because an operator asked for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.chats import Chat, ChatAddress
from bot.domain.composing import REACH, compose_untold
from bot.domain.deliveries import Delivery
from bot.domain.digests import Digest, DigestId
from bot.domain.errors import NothingThere, StoreBusy, UsageError
from bot.domain.quiet import is_quiet
from bot.domain.ranking import NO_WEIGHTS, Weights
from bot.domain.subscriptions import Wants
from bot.domain.updates import was_told
from bot.messages.digest import digest_message
from bot.messages.wording import wording
from bot.pipeline.drafting import Render, delivery_of
from bot.ports.ambient import Ambient
from bot.ports.links import ReadAt, nowhere
from bot.ports.store import Store

ATTEMPTS = 3  # to compose before somebody else tells the chat the same stories


def send_now(
    store: Store,
    ambient: Ambient,
    render: Render,
    address: ChatAddress,
    weights: Weights = NO_WEIGHTS,
    *,
    read_at: ReadAt = nowhere,
) -> Digest | None:
    """Put a digest of what is new for a chat into the outbox, and count it as told.

    Returns:
        The digest; None: there is nothing new.

    Raises:
        NothingThere: nobody has ever spoken with the bot in this chat.
        UsageError: the chat is paused.
        SettingsError: nothing can be posted to its platform.
        StoreBusy: the chat was told the same stories meanwhile, again and again.
    """
    for _ in range(ATTEMPTS):
        now = ambient.now()
        chat, digest = _composed(store, ambient, address, now, weights)
        if not digest.entries:
            return None
        delivery = _delivery(digest, chat, ambient, render, read_at)
        with store.transaction() as tx:
            tx.chats.get(address)  # nobody else tells it anything until we are done
            stories = [entry.story_id for entry in digest.entries]
            told = tx.digests.told_marks(address, stories)
            if not any(was_told(one, told.get(one.story_id)) for one in digest.entries):
                tx.digests.add(digest)
                tx.outbox.add(delivery)
                return digest
    raise StoreBusy(f"{address} was told the same stories meanwhile, {ATTEMPTS} times over.")


def _composed(
    store: Store, ambient: Ambient, address: ChatAddress, now: datetime, weights: Weights
) -> tuple[Chat, Digest]:
    with store.snapshot() as tx:
        chat = tx.chats.get(address)
        if chat is None:
            raise NothingThere(f"Nobody has spoken with the bot in {address} yet.")
        if chat.paused is not None and chat.is_paused(now):
            raise UsageError(
                f"{address} is paused ({chat.paused.reason}); nothing is posted there."
            )
        wants = [one.wants for one in tx.subscriptions.of_chat(address)] or [Wants()]
        recent = tx.stories.recent(now - REACH)
        told = tx.digests.told_marks(address, [one.story.id for one in recent])
    composed = compose_untold(
        recent, told, wants, chat, budget=chat.budget, now=now, weights=weights
    )
    return chat, Digest(
        id=DigestId(ambient.new_id()),
        subscription_id=None,
        address=address,
        entries=composed.entries,
        left_out=composed.left_out,
        window_end=now,
        made_at=now,
    )


def _delivery(
    digest: Digest, chat: Chat, ambient: Ambient, render: Render, read_at: ReadAt
) -> Delivery:
    zone, now = ZoneInfo(chat.timezone), digest.made_at
    words, link = wording(chat.language), read_at(digest)
    message = digest_message(digest, words, zone, now, read_at=link)
    silent = chat.quiet is not None and is_quiet(now, chat.quiet, zone)
    bodies = render(replace(message, silent=silent), chat.address)
    return delivery_of(digest, bodies, ambient)
