"""Settling: what came of posts is written, whatever the store does; nothing else knows of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from bot.domain.deliveries import Part
from bot.domain.errors import StoreBusy, StoreError
from bot.pipeline import deliver
from bot.pipeline.deliver import Outcome, Rules
from bot.ports.ambient import Ambient
from bot.ports.store import Store

log = structlog.get_logger()

AGAIN_SECONDS = 1.0  # between two tries to write


@dataclass(slots=True, eq=False)
class _Waiting:
    outcome: Outcome
    written: asyncio.Event = field(default_factory=asyncio.Event)
    part: Part | None = None


class Settling:
    """Writes outcomes in a thread: those that came in together in one transaction."""

    def __init__(self, store: Store, ambient: Ambient, rules: Rules) -> None:
        self._store = store
        self._ambient = ambient
        self._rules = rules
        self._waiting: list[_Waiting] = []
        self._writing = asyncio.Lock()

    async def write(self, outcome: Outcome) -> Part:
        """Return the part once it is written what came of it; whoever comes first writes for all.

        While the store cannot be written, it is tried again and again.
        """
        mine = _Waiting(outcome)
        self._waiting.append(mine)
        while not mine.written.is_set():
            async with self._writing:
                if not mine.written.is_set():
                    await self._write_all()
                if not mine.written.is_set():
                    await asyncio.sleep(AGAIN_SECONDS)
        return mine.part or outcome.claim.part

    async def _write_all(self) -> None:
        waiting = list(self._waiting)
        try:
            await self._write(waiting)
        except StoreBusy as error:
            log.warning("courier.cannot-write", parts=len(waiting), problem=str(error))
        except Exception as error:  # noqa: BLE001 -- said of the one that it belongs to
            if len(waiting) > 1:
                log.warning("courier.writing-one-by-one", parts=len(waiting), problem=str(error))
            for one in waiting:  # so that one which cannot be written holds up no other
                await self._write_alone(one)

    async def _write_alone(self, one: _Waiting) -> None:
        try:
            await self._write([one])
        except StoreError as error:
            log.warning("courier.cannot-write", parts=1, problem=str(error))
        except Exception:  # a mistake of ours; the next start finds the part as it was cut off
            log.exception("courier.outcome-lost", key=one.outcome.claim.part.key)
            self._forget(one)

    async def _write(self, waiting: Sequence[_Waiting]) -> None:
        parts = await asyncio.to_thread(
            deliver.settle,
            self._store,
            [one.outcome for one in waiting],
            self._ambient,
            self._rules,
        )
        for one, part in zip(waiting, parts, strict=True):
            one.part = part
            self._forget(one)

    def _forget(self, one: _Waiting) -> None:
        self._waiting.remove(one)
        one.written.set()
