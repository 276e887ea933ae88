"""The whole service against both fakes, on the sample articles, at a time that stands still."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.slack.manifest import SCOPES
from bot.cli.context import QUIET
from bot.cli.taking_in import take_in
from bot.ports.store import Store
from bot.runtime.courier import Courier
from bot.runtime.logs import set_up_logs
from bot.runtime.platforms import set_up
from bot.runtime.service import serve
from bot.runtime.ticks import Ticks
from bot.runtime.wiring import build
from tests.e2e.conftest import Program
from tests.e2e.service import is_so, settings_for
from tests.fakes.slack_api import SlackApi
from tests.fakes.telegram_api import TelegramApi
from tests.fakes.world import World
from tests.readme import ROOT, of_another_day

SEEDS = ROOT / "seeds"
HELD_BACK = "world"  # a folder of the samples with two articles that tell one story
EVENING = datetime(2026, 11, 23, 17, tzinfo=UTC)  # 18:00 in Berlin
PATIENCE = 60  # seconds until something counts as not shown


@dataclass
class Meeting:
    """Telegram, Slack, the bot on both, and the time."""

    telegram: TelegramApi
    slack: SlackApi
    world: World
    store: Store
    folder: Path
    ticks: Ticks | None = None

    def passes(self) -> None:
        """Let a minute pass: the bot does not listen to whoever says everything at once."""
        self.world.sleep(minutes=1)

    async def evening(self) -> None:
        """Let a story come in, and what falls due in the evening be planned and posted."""
        assert self.ticks is not None, "it does not serve yet"
        before = self._stories()
        (self.folder / HELD_BACK).rename(self.folder / "inbox" / HELD_BACK)
        self.ticks.take_in_soon()
        await is_so(lambda: self._stories() > before)
        self.world.now = EVENING
        await self.ticks.plan()

    def _stories(self) -> int:
        with self.store.snapshot() as tx:
            return tx.stories.count()

    async def keep_ticks(self, ticks: Ticks, _: Courier) -> None:
        """Be what runs beside the service."""
        self.ticks = ticks


@asynccontextmanager
async def meeting(folder: Path) -> AsyncIterator[Meeting]:
    """Serve both platforms in this loop; `folder` is empty."""
    of_another_day(SEEDS, folder / "inbox")
    (folder / "inbox" / HELD_BACK).rename(folder / HELD_BACK)
    set_up_logs(QUIET)
    async with TelegramApi(username="your_bot") as telegram, SlackApi() as slack:
        slack.team("T1").grant(SCOPES)
        world = World()
        with build(settings_for(Program(folder), telegram, slack), world.ambient) as app:
            take_in(app)
            met = Meeting(telegram, slack, world, app.store, folder)
            adapters = set_up(app.settings, app.store, app.ambient, app.read_text)
            stop = asyncio.Event()
            serving = asyncio.create_task(
                serve(app, adapters, stop=stop, patience=0, beside=met.keep_ticks)
            )
            try:
                await is_so(lambda: serving.done() or (met.ticks and slack.post.is_reachable))
                yield met
            finally:
                stop.set()
                await serving
