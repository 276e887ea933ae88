"""The front: what chat adapters tell of goes through here to the commands, in threads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import ParamSpec, TypeAlias, TypeVar

import structlog

from bot.commands.answer import Answerer
from bot.domain.chats import ChatAddress, Platform
from bot.domain.errors import StoreBusy, StoreTrouble
from bot.messages.blocks import Message
from bot.messages.forms import Form
from bot.pipeline import presence
from bot.ports.ambient import Ambient
from bot.ports.chat import Invocation, Role
from bot.ports.records import Heard
from bot.ports.store import Store
from bot.runtime.leftovers import Leftovers
from bot.runtime.manners import Manners, Verdict
from bot.runtime.turns import AT_ONCE, Turns

log = structlog.get_logger()

P = ParamSpec("P")
T = TypeVar("T")

NOTHING = Message(())

PATIENCE = (0.5, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Seconds between the tries to note what is told only once: a database may start anew meanwhile."""

_Note: TypeAlias = tuple[Heard, bool, "asyncio.Future[None]"]  # begun, or else done


class Front:
    """A `bot.ports.chat.Listener` that answers with our commands and keeps what it hears."""

    def __init__(
        self,
        answerer: Answerer,
        store: Store,
        ambient: Ambient,
        *,
        others: timedelta = timedelta(0),
        at_once: int = AT_ONCE,
    ) -> None:
        """Take what answers, `at_once` in so many threads.

        What was heard less than `others` ago may be another process's to answer.
        """
        self._answerer = answerer
        self._store = store
        self._ambient = ambient
        self._others = others
        self._leftovers = Leftovers(store, ambient, others)
        self._manners = Manners()
        self._turns = Turns(at_once)
        # A thread of its own: what is heard must not wait until a slow answer ends.
        self._keeper = ThreadPoolExecutor(1, thread_name_prefix="keeper")
        self._notes: list[_Note] = []
        self._writing: asyncio.Task[None] | None = None

    async def hear(self, heard: Sequence[Heard]) -> Sequence[Heard]:
        """Keep what came in, as soon as the store can; return what was not known yet.

        A platform tells of it again, but perhaps minutes later.
        """
        return await self._insist(self._hear, heard, [])

    async def unanswered(self, platform: Platform) -> Sequence[Heard]:
        """Return what an earlier run left open, or another process that died."""
        return await asyncio.to_thread(self._leftovers.find, platform.value)

    async def leave(self, heard: Heard) -> None:
        """Leave it to others, or to another time, to answer."""
        await asyncio.to_thread(self._leftovers.is_not_ours, heard)

    async def begin(self, heard: Heard) -> None:
        """Note that an answer may have been posted from now on."""
        await self._note(heard, begun=True)

    async def done(self, heard: Heard) -> None:
        """Note that nothing more is to be said to it."""
        await self._note(heard, begun=False)

    async def answer(self, invocation: Invocation) -> Message:
        """Return the answer to what a person said; whoever says too much is told so once.

        Operators may say as much as they like: a script on the console does.
        """
        if invocation.role is Role.OPERATOR:  # a script on the console, too
            return await self._turns.take(self._answerer, invocation)
        person = f"{invocation.address.platform}:{invocation.person}"
        match self._manners.judge(person, self._ambient.now()):
            case Verdict.FINE:
                return await self._turns.take(self._answerer, invocation)
            case Verdict.TOO_MUCH:
                return await self._turns.take(self._answerer.too_much, invocation)
            case Verdict.STILL_TOO_MUCH:
                return NOTHING

    async def look_up(self, invocation: Invocation) -> Message:
        """Return the newest stories about some words."""
        return await self._turns.take(self._answerer.look_up, invocation)

    async def overview(self, invocation: Invocation, others: Mapping[ChatAddress, str]) -> Message:
        """Return what a person's own chat and some others get, and when next."""
        return await self._turns.take(self._answerer.overview, invocation, others)

    async def form(self, invocation: Invocation) -> Form:
        """Return the settings of a chat, to be filled in."""
        return await self._turns.take(self._answerer.form, invocation)

    async def submit(self, invocation: Invocation, values: Mapping[str, str]) -> Message:
        """Change what was filled in."""
        return await self._turns.take(self._answerer.submit, invocation, values)

    async def moved(self, old: ChatAddress, new: ChatAddress) -> None:
        """Take note that a chat has another address from now on."""
        await self._insist(self._moved, old, new)

    async def gone(self, address: ChatAddress, reason: str) -> str | None:
        """Take note that a chat cannot be posted to any more; if that matters, say its language."""
        return await self._insist(self._gone, address, reason)

    async def back(
        self, address: ChatAddress, *, alone: bool = False, after: str | None = None
    ) -> None:
        """Take note that a chat can be posted to again; see `bot.ports.chat.Listener.back`."""
        await self._insist(self._back, address, alone=alone, after=after)

    def _hear(self, heard: Sequence[Heard], tried: list[datetime]) -> Sequence[Heard]:
        now, known = self._ambient.now(), {one.id: one for one in heard}
        # Later than that, others look for what nobody answers.
        ours = [at for at in tried if not self._others or now - at < self._others / 2]
        tried.append(now)
        with self._store.transaction() as tx:
            new = [one for one in heard if tx.hearing.keep(one, now)]
            for one in new:
                known.pop(one.id, None)
            if ours and known:  # a try that failed, as we were told, may have been kept
                found = tx.hearing.open(heard[0].platform)
                kept = [one.id for one in found if one.heard_at in ours and not one.begun]
                new += [known[id_] for id_ in kept if id_ in known]
        self._leftovers.is_ours(new)  # before it is old enough for anybody to ask
        return new

    def _note(self, heard: Heard, *, begun: bool) -> asyncio.Future[None]:
        """Write how far an answer is; what comes meanwhile is written together, after it."""
        loop = asyncio.get_running_loop()
        written: asyncio.Future[None] = loop.create_future()
        self._notes.append((heard, begun, written))
        if self._writing is None or self._writing.done():
            self._writing = loop.create_task(self._write_notes())
        return written

    async def _write_notes(self) -> None:
        while self._notes:
            notes, self._notes = self._notes, []
            error: Exception | None = None
            try:
                await self._insist(self._write, notes)
            except Exception as caught:  # noqa: BLE001 -- for those who wait for it
                error = caught
                for heard, _, _ in notes:  # it is open still, and whoever finds it may answer
                    self._leftovers.lose(heard)
            for _, _, written in notes:
                if written.done():
                    continue  # nobody waits any more
                if error is None:
                    written.set_result(None)
                else:
                    written.set_exception(error)

    def _write(self, notes: Sequence[_Note]) -> None:
        with self._store.transaction() as tx:
            for heard, begun, _ in notes:
                if begun:
                    tx.hearing.begin(heard.platform, heard.id)
                else:
                    tx.hearing.done(heard.platform, heard.id)
        for heard, begun, _ in notes:
            if not begun:
                self._leftovers.is_not_ours(heard)

    def _moved(self, old: ChatAddress, new: ChatAddress) -> None:
        with self._store.transaction() as tx:
            presence.moved(tx, old, new)

    def _gone(self, address: ChatAddress, reason: str) -> str | None:
        with self._store.transaction() as tx:
            if not presence.gone(tx, address, reason):
                return None
            found = tx.chats.get(address.whole) or tx.chats.under(address)[0]
            return found.language

    def _back(self, address: ChatAddress, *, alone: bool, after: str | None) -> None:
        with self._store.transaction() as tx:
            presence.back(tx, address, alone=alone, after=after)

    async def _insist(self, note: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Take note of something, however busy or far away the store is.

        Raises:
            StoreBusy: it was for too long.
            StoreTrouble: the same.
        """
        work = partial(note, *args, **kwargs)
        loop = asyncio.get_running_loop()
        for patience in PATIENCE:
            try:
                return await loop.run_in_executor(self._keeper, work)
            except (StoreBusy, StoreTrouble) as error:
                log.warning("front.waiting", problem=str(error))
                await asyncio.sleep(patience)
        return await loop.run_in_executor(self._keeper, work)
