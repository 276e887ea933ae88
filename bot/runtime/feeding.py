"""Feeding: polls the feeds that are due, many at once, for as long as the service runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, nullcontext
from typing import Final, TypeAlias

import structlog

from bot.domain.errors import StoreBusy, StoreTrouble
from bot.domain.feeds import Feed
from bot.pipeline.collect import Collected
from bot.pipeline.feeds import FeedWork
from bot.ports.feeds import FeedReader, Polled
from bot.ports.source import RawArticle
from bot.runtime.asking import Timed

log = structlog.get_logger()

MOST: Final = 100  # feeds that are waited for at once; few of them move bytes at the same time
LOOK_SECONDS: Final = 5.0  # between two looks at what is due
_TOGETHER_SECONDS: Final = 0.5  # what is polled within it is written together

OpenReader: TypeAlias = Callable[[], AbstractAsyncContextManager[FeedReader]]
Task: TypeAlias = "asyncio.Task[tuple[Feed, Polled]]"


class Feeding:
    """Polls feeds; `run` until `stop`.

    Args:
        work: What knows which feeds are due, and keeps what they bring.
        open_reader: What asks them; opened for the first feed that is due.
        news: Called on the loop when there are new articles.
        timed: Counts the seconds of each poll.
    """

    def __init__(
        self,
        work: FeedWork,
        open_reader: OpenReader,
        *,
        news: Callable[[], None] = lambda: None,
        timed: Timed = nullcontext,
    ) -> None:
        self._work = work
        self._open_reader = open_reader
        self._news = news
        self._timed = timed
        self._end = asyncio.Event()
        self._polling: set[Task] = set()

    async def run(self) -> None:
        """Poll what falls due until `stop` is called; what is being polled then is left."""
        async with AsyncExitStack() as stack:
            reader: FeedReader | None = None
            try:
                while not self._end.is_set():
                    claimed = await self._claim()
                    if claimed and reader is None:
                        reader = await stack.enter_async_context(self._open_reader())
                    if reader is not None:
                        self._begin(reader, claimed)
                    await self._settle()
            finally:
                for task in self._polling:
                    task.cancel()
                await asyncio.gather(*self._polling, return_exceptions=True)

    async def once(self) -> Collected:
        """Poll what is due now, see it through, and return what came of it all."""
        total = Collected()
        async with AsyncExitStack() as stack:
            reader: FeedReader | None = None
            while claimed := await asyncio.to_thread(self._work.claim, MOST):
                if reader is None:
                    reader = await stack.enter_async_context(self._open_reader())
                self._begin(reader, claimed)
                polls = await asyncio.gather(*self._polling)
                self._polling.clear()
                outcome = await asyncio.to_thread(self._work.keep, polls)
                total.added += outcome.added
                total.changed += outcome.changed
                total.copies += outcome.copies
                total.rejected += outcome.rejected
        return total

    def stop(self) -> None:
        """Poll no more."""
        self._end.set()

    async def _claim(self) -> Collection[Feed]:
        if len(self._polling) >= MOST:
            return ()
        try:
            if not await asyncio.to_thread(self._work.is_ours):
                return ()
            return await asyncio.to_thread(self._work.claim, MOST - len(self._polling))
        except (StoreBusy, StoreTrouble) as error:
            log.warning("polling.waiting", problem=str(error))
        except Exception:  # one turn: the next one tries again
            log.exception("polling.failed")
        return ()

    def _begin(self, reader: FeedReader, claimed: Collection[Feed]) -> None:
        for feed in claimed:
            self._polling.add(asyncio.create_task(self._poll(reader, feed)))

    async def _poll(self, reader: FeedReader, feed: Feed) -> tuple[Feed, Polled]:
        with self._timed("poll"):
            return feed, await ask(self._work, reader, feed)

    async def _settle(self) -> None:
        """Wait a moment, and write what was polled by then."""
        if not self._polling:
            ended = asyncio.create_task(self._end.wait())
            await asyncio.wait([ended], timeout=LOOK_SECONDS)
            ended.cancel()
            return
        done, self._polling = await asyncio.wait(self._polling, timeout=_TOGETHER_SECONDS)
        polls = []
        for task in done:
            try:
                polls.append(task.result())
            except (StoreBusy, StoreTrouble) as error:
                log.warning("polling.waiting", problem=str(error))
            except Exception:  # one turn: its claim runs out, and it is polled again
                log.exception("polling.failed")
        if polls:
            await self._keep(polls)

    async def _keep(self, polls: list[tuple[Feed, Polled]]) -> None:
        try:
            outcome = await asyncio.to_thread(self._work.keep, polls)
        except (StoreBusy, StoreTrouble) as error:
            log.warning("polling.waiting", problem=str(error))
            return
        except (
            Exception
        ):  # one turn: the others are kept; its claim runs out, and it is polled again
            if len(polls) == 1:
                log.exception("polling.failed", feed=polls[0][0].url)
            else:
                for one in polls:
                    await self._keep([one])
            return
        tell(outcome)
        if outcome.added or outcome.changed:
            self._news()


async def ask(work: FeedWork, reader: FeedReader, feed: Feed) -> Polled:
    """Ask a feed for what the store does not know yet."""

    async def stamps(keys: Collection[str]) -> Mapping[str, str]:
        return await asyncio.to_thread(work.stamps, feed, keys)

    async def told() -> Sequence[RawArticle]:
        return await asyncio.to_thread(work.told, feed)

    return await reader.poll(feed, stamps, told)


def tell(outcome: Collected) -> None:
    """Log what polls came to."""
    for rejection in outcome.rejected:
        log.info("polling.rejected", key=rejection.key, reason=rejection.reason)
    if outcome.added or outcome.changed:
        log.info("polling.done", added=len(outcome.added), changed=len(outcome.changed))
