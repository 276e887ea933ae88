"""Polling: the feeds that jobs are about are asked beside each other, and kept together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack, nullcontext
from datetime import timedelta
from types import TracebackType
from typing import Final, Self

import structlog

from bot.domain.errors import StoreBusy, StoreTrouble
from bot.domain.feeds import Feed, FeedId
from bot.pipeline.feeds import FeedWork
from bot.ports.feeds import FeedReader, Polled
from bot.runtime.asking import Timed
from bot.runtime.feeding import OpenReader, ask, tell
from bot.runtime.together import Together

log = structlog.get_logger()

AT_ONCE: Final = timedelta(0)
AGAIN: Final = timedelta(minutes=10)  # after a mistake of ours: no website is asked in vain often


class Polling:
    """Polls one feed for each job, of those that the job queue hands to this process.

    The same steps as those of `Feeding`; but which feed is next, and on which machine, is the
    queue's business. Open while it is in a `with`; what is polled when `stop` is set is left to
    others.
    """

    def __init__(
        self,
        work: FeedWork,
        open_reader: OpenReader,
        stop: asyncio.Event,
        *,
        timed: Timed = nullcontext,
    ) -> None:
        """Take what `Feeding` does; `timed` counts the seconds of each poll."""
        self._work = work
        self._open_reader = open_reader
        self._stop = stop
        self._timed = timed
        self._stack = AsyncExitStack()
        self._opening = asyncio.Lock()
        self._reader: FeedReader | None = None
        self._kept: Together[tuple[Feed, Polled], None] = Together(self._keep)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def poll(self, feed_id: FeedId) -> timedelta | None:
        """Poll a feed, if it is due; return when somebody is to, None: it was seen to."""
        feed = await asyncio.to_thread(self._work.due, feed_id)
        if feed is None:
            return None  # the job was given out twice, or the feed is gone
        both = [asyncio.create_task(self._poll(feed)), asyncio.create_task(self._stop.wait())]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not both[0].done():
                return AT_ONCE  # for somebody else
            both[0].result()
        except (StoreBusy, StoreTrouble):
            raise
        except Exception:  # one feed: the others are polled, and this one later
            log.exception("polling.failed", feed=feed.url)
            return AGAIN
        finally:
            for one in both:
                one.cancel()
            await asyncio.gather(*both, return_exceptions=True)
        return None

    async def _poll(self, feed: Feed) -> None:
        async with self._opening:  # for the first feed: it takes its time to load
            if self._reader is None:
                self._reader = await self._stack.enter_async_context(self._open_reader())
        with self._timed("poll"):
            polled = await ask(self._work, self._reader, feed)
        await self._kept.ask((feed, polled))

    def _keep(self, polls: Sequence[tuple[Feed, Polled]]) -> Sequence[None]:
        tell(self._work.keep(polls))
        return [None] * len(polls)
