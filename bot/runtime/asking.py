"""Asking an adapter: whatever it does, a result or a `PostError` comes of it, in good time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import TypeAlias, TypeVar

import structlog

from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Receipt
from bot.domain.errors import NotSent, PostError, Refused, TryLater, Unknown
from bot.pipeline.deliver import is_stale
from bot.ports.ambient import Ambient
from bot.ports.chat import ChatAdapter
from bot.ports.records import Claim
from bot.runtime.pacing import Pace

log = structlog.get_logger()

T = TypeVar("T")

Timed: TypeAlias = Callable[[str], AbstractContextManager[object]]
"""Counts the seconds of what happens inside, under the name of a step."""

PATIENCE_SECONDS = 120.0
"""Longer than any adapter's own patience: only what hangs takes so long."""


async def asked(platform: str, call: Awaitable[T]) -> T | PostError:
    """Return what an adapter says; of one that hangs or fails, nobody can say what it did."""
    timer = asyncio.timeout(PATIENCE_SECONDS)
    try:
        async with timer:
            return await call
    except PostError as error:
        return error
    except NotImplementedError:
        return Refused(f"Nobody can look up on {platform} what was posted there.")
    except Exception as error:  # the adapter broke its promise: assume the worst, and go on
        if timer.expired():
            log.warning("platform.hangs", platform=platform, seconds=PATIENCE_SECONDS)
            return Unknown(f"There was no answer in {PATIENCE_SECONDS:.0f} seconds.")
        log.exception("courier.adapter-failed", platform=platform)
        return Unknown(f"{type(error).__name__}: {error}")


async def posted(
    adapter: ChatAdapter, claim: Claim, ambient: Ambient, timed: Timed = nullcontext
) -> Receipt | PostError:
    """Return what comes of posting a claimed part, unless it was claimed too long ago.

    `timed` counts the seconds that the platform takes.
    """
    platform, part = claim.address.platform, claim.part
    if is_stale(claim, ambient):
        log.warning("delivery.stale", address=str(claim.address), part=part.n)
        return TryLater("The machine was busy, or slept.", after=timedelta())
    with timed("deliver"):
        return await asked(platform, adapter.post(claim.address, part.body, key=part.key))


async def at_pace(pace: Pace, address: ChatAddress, call: Callable[[], Awaitable[T]]) -> T:
    """Return what comes of posting to a chat, or of editing there, once its slot has come."""
    clock = asyncio.get_running_loop().time
    while (wait := pace.leave(address, now := clock())) > 0:  # noqa: ASYNC110 -- time makes room
        await asyncio.sleep(wait)
    result = await call()
    if not isinstance(result, TryLater | NotSent):  # those say nothing of the way
        pace.arrived(address, now, clock(), proves=not isinstance(result, PostError))
    return result
