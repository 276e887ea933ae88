"""Kill `digestbot run` at many random moments, and count what each chat saw.

    python tests/benchmarks/restart.py [--kills 200] [--chats 4] [--seed 1]

Leaves with 1 if anything was seen twice, or is missing without a card.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.e2e.conftest import Program
from tests.e2e.nursery import nursery
from tests.e2e.restarting import Toll, a_world, kill_at_random
from tests.fakes.slack_api import SlackApi
from tests.fakes.telegram_api import TelegramApi


def main() -> int:
    """Kill, and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--chats", type=int, default=4, help="on each platform")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begun = time.perf_counter()
    toll = asyncio.run(_kill(options.kills, options.chats, random.Random(options.seed)))
    told = len(toll.stories) * options.chats
    print(f"{toll.kills} kills in {time.perf_counter() - begun:.0f} s")
    print(f"stories told on Slack: {told}, on Telegram: {told}; cards: {toll.cards}")
    print(f"seen twice, or missing without a card: {len(toll.wrong)}")
    print(f"commands: {len(toll.asked)}; answered twice: {len(toll.answered_twice)}")
    print(f"answers that the bot said may be missing: {toll.doubts}")
    print(f"answers of which it was killed while saying so: {toll.cut}")
    print(f"commands without a word: {len(toll.unanswered)}")
    print(*toll.wrong, *toll.answered_twice, *toll.unanswered, sep="\n")
    return 1 if toll.wrong or toll.answered_twice or toll.unanswered else 0


async def _kill(kills: int, chats: int, dice: random.Random) -> Toll:
    with tempfile.TemporaryDirectory(prefix="restart-") as folder, nursery() as forks:
        program = Program(Path(folder))
        program.inbox.mkdir()
        async with (
            TelegramApi() as telegram,
            SlackApi() as slack,
            a_world(program, telegram, slack, forks) as world,
        ):
            return await kill_at_random(world, kills, chats, dice)


if __name__ == "__main__":
    sys.exit(main())
