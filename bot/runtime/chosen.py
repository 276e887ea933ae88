"""What settings come to, as the parts of the program take it."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.chats import Platform
from bot.pipeline.queues import Queues
from bot.pipeline.tidy import Keep
from bot.runtime.pacing import Limits
from bot.runtime.settings import Settings
from bot.storage.open import is_shared


def others_of(settings: Settings) -> timedelta:
    """Return how long another process that lives may take to say what came of its posts.

    One that was cut off from the database says so as soon as it is back.
    """
    if not is_shared(settings.store):
        return timedelta()
    return 2 * timedelta(seconds=settings.workers.heartbeat_seconds)


def keep_of(settings: Settings) -> Keep:
    """Return how long things are kept."""
    return Keep(
        articles=timedelta(days=settings.keep.articles_days),
        digests=timedelta(days=settings.keep.digests_days),
        told=timedelta(days=settings.keep.told_days),
    )


def limits_of(settings: Settings) -> dict[str, Limits]:
    """Return how fast each platform may be posted to."""
    return {
        Platform.TELEGRAM.value: Limits(
            per_second=settings.telegram.per_second,
            chat_seconds=settings.telegram.chat_seconds,
            group_per_minute=settings.telegram.group_per_minute,
        ),
        Platform.SLACK.value: Limits(
            per_second=settings.slack.per_second, chat_seconds=settings.slack.chat_seconds
        ),
    }


def queues_of(settings: Settings) -> Queues:
    """Return what tells how late a digest will be, at the pace of each platform."""
    return Queues({name: one.per_second for name, one in limits_of(settings).items()})
