"""Edits posted messages that a new version of an article made wrong, beside the posts."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from functools import partial

import structlog

from bot.domain.edits import Edit
from bot.domain.errors import PostError, Refused, StoreError
from bot.pipeline import edits
from bot.ports.ambient import Ambient
from bot.ports.chat import ChatAdapter
from bot.ports.store import Store
from bot.runtime.asking import asked, at_pace
from bot.runtime.pacing import Pace
from bot.runtime.trouble import Trouble

log = structlog.get_logger()

AT_A_TIME = 8
LOOK_SECONDS = 1.0  # between two looks: a correction is in no hurry, posts go first


class Editing:
    """Makes the edits that are due, at the pace of each platform."""

    def __init__(
        self,
        store: Store,
        adapters: Mapping[str, ChatAdapter],
        ambient: Ambient,
        *,
        pace: Pace,
        trouble: Trouble,
    ) -> None:
        self._store = store
        self._adapters = adapters
        self._ambient = ambient
        self._pace = pace
        self._trouble = trouble
        self._tasks: dict[str, asyncio.Task[None]] = {}  # by the part's key
        self._look_at = 0.0

    @property
    def flying(self) -> Collection[asyncio.Task[None]]:
        """What is being edited now."""
        return self._tasks.values()

    async def turn(self, platforms: Collection[str]) -> bool:
        """Begin the edits that are due; False: none is, or it is too early to look."""
        now = asyncio.get_running_loop().time()
        room = AT_A_TIME - len(self._tasks)
        if now < self._look_at or room <= 0 or not platforms:
            return False
        self._look_at = now + LOOK_SECONDS
        flying = set(self._tasks)  # what ends while we read is still as it was in what we read
        found = await asyncio.to_thread(edits.due, self._store, platforms, self._ambient, AT_A_TIME)
        begun = [edit for edit in found if edit.key not in flying and self._may(edit)][:room]
        for edit in begun:
            slot = asyncio.get_running_loop().time()
            task = asyncio.create_task(self._see_to(edit, self._pace.take(edit.address, slot)))
            self._tasks[edit.key] = task
            task.add_done_callback(partial(self._landed, edit.key))
        return bool(begun)

    def _may(self, edit: Edit) -> bool:
        return self._pace.lets(edit.address, asyncio.get_running_loop().time())

    def _landed(self, key: str, _: asyncio.Task[None]) -> None:
        del self._tasks[key]
        self._look_at = 0.0

    async def _see_to(self, edit: Edit, delay: float) -> None:
        await asyncio.sleep(delay)
        result = await at_pace(
            self._pace, edit.address, lambda: asked(edit.address.platform, self._edit(edit))
        )
        await self._trouble.note(edit.address, result)
        try:
            after = await asyncio.to_thread(
                edits.settle_edit, self._store, edit, result, self._ambient
            )
        except StoreError as error:  # it is made once more, which changes nothing
            log.warning("edit.cannot-write", key=edit.key, problem=str(error))
            return
        log.info(
            "edit.settled",
            state=after.state.value,
            key=edit.key,
            address=str(edit.address),
            problem=after.problem,
        )

    async def _edit(self, edit: Edit) -> PostError | None:
        try:
            await self._adapters[edit.address.platform].edit(edit.address, edit.receipt, edit.body)
        except NotImplementedError as error:
            raise Refused(f"What is on {edit.address.platform} stays as it is.") from error
        return None
