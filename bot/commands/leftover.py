"""What a digest left out, for those who have the time after all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.commands.asking import keep, until_kept
from bot.commands.items import digest_of
from bot.commands.spec import Desk
from bot.domain.chats import Budget
from bot.domain.composing import REACH, compose_untold, reach
from bot.domain.digests import Digest
from bot.domain.errors import NothingThere
from bot.domain.subscriptions import Wants
from bot.messages.blocks import Message
from bot.messages.digest import digest_message
from bot.messages.wording import Wording
from bot.ports.store import Transaction

AT_ONCE = Budget(stories=8, sentences=1)


def left_out(desk: Desk, of: str | None) -> Message:
    """Show what did not fit into a digest and was not told since; it counts as told then."""
    return until_kept(lambda: _left_out(desk, of))


def _left_out(desk: Desk, of: str | None) -> Message:
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        digest = digest_of(desk, tx, words, of)
        if not digest.left_out:
            raise NothingThere(words.say("rest.none"))
        wants, begin = _asked(tx, digest, words)
        recent = [
            one for one in desk.recent.since(tx, begin) if one.story.first_seen_at <= digest.made_at
        ]
        told = tx.digests.told_marks(chat.address, [one.story.id for one in recent])
        composed = compose_untold(
            recent, told, wants, chat,
            budget=AT_ONCE, now=desk.now, weights=desk.weights, texts=desk.recent.texts,
        )  # fmt: skip
    if not composed.entries:
        raise NothingThere(words.say("rest.told"))
    with desk.store.transaction() as tx:
        made = keep(desk, tx, composed, digest.subscription_id)
    return digest_message(made, words, desk.zone(chat), desk.now, title="rest.title")


def _asked(tx: Transaction, digest: Digest, words: Wording) -> tuple[Sequence[Wants], datetime]:
    """Return what a digest answered, and when that begins.

    Raises:
        NothingThere: its subscription has ended.
    """
    found = tx.subscriptions.of_chat(digest.address)
    if digest.subscription_id is None:
        return [one.wants for one in found] or [Wants()], digest.made_at - REACH
    one = next((one for one in found if one.id == digest.subscription_id), None)
    if one is None:
        raise NothingThere(words.say("why.subscription-gone"))
    return [one.wants], max(one.since, digest.made_at - reach(one.schedule))
