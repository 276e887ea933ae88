"""Together: what many tasks ask of the store at once, a thread does in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from bot.domain.errors import StoreTrouble

Q = TypeVar("Q")
A = TypeVar("A")


class Together(Generic[Q, A]):
    """Asks a thread for what came in while it was busy, in the order in which it came in.

    Each has its own answer, and its own error: where all together get into each other's way, each
    is asked for alone. But not where the store is away: nobody can say what was kept then.
    """

    def __init__(self, answer: Callable[[Sequence[Q]], Sequence[A]]) -> None:
        """Take what answers, in a thread: each question, or by an error none."""
        self._answer = answer
        self._waiting: list[tuple[Q, asyncio.Future[A]]] = []
        self._asking: asyncio.Task[None] | None = None

    async def ask(self, question: Q) -> A:
        """Return the answer to one question; raise what its answer raised."""
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[A] = loop.create_future()
        self._waiting.append((question, answered))
        if self._asking is None or self._asking.done():
            self._asking = loop.create_task(self._ask())
        return await answered

    async def _ask(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, []
            await self._ask_for(asked)

    async def _ask_for(self, asked: Sequence[tuple[Q, asyncio.Future[A]]]) -> None:
        try:
            answers = await asyncio.to_thread(self._answer, [question for question, _ in asked])
        except Exception as error:  # noqa: BLE001 -- for those who ask
            if len(asked) > 1 and not isinstance(error, StoreTrouble):
                for one in asked:
                    await self._ask_for([one])
                return
            for _, answered in asked:
                if not answered.done():  # else nobody waits any more
                    answered.set_exception(error)
            return
        for (_, answered), answer in zip(asked, answers, strict=True):
            if not answered.done():
                answered.set_result(answer)
