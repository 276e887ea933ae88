"""What the guides show: people meet the whole bot on both platforms, and what they see is drawn."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.guides import setting_up, slack, telegram
from tests.guides.meeting import meeting

Parts = dict[str, str]


def guides() -> tuple[Parts, Parts]:
    """Return the parts of the guide to Telegram and of that to Slack, by their marks."""
    return asyncio.run(_guides())


async def _guides() -> tuple[Parts, Parts]:
    with tempfile.TemporaryDirectory() as folder:
        async with meeting(Path(folder)) as met:
            on_telegram, on_slack = await telegram.by_day(met), await slack.by_day(met)
            await met.evening()
            on_telegram |= await telegram.in_the_evening(met)
            on_slack |= await slack.in_the_evening(met)
    with tempfile.TemporaryDirectory() as folder:
        setting_up_telegram, setting_up_slack = await setting_up.set_up(Path(folder))
    return on_telegram | setting_up_telegram, on_slack | setting_up_slack
