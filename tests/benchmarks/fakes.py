"""Both fakes in a process of their own, so that what is measured is only ours.

It says on one line where they are, then waits for commands on standard input, one JSON value a
line, and answers each with one.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.hurried import Slack, Telegram
from tests.benchmarks.newsstand import Newsstand
from tests.fakes.slack_api import SlackApi
from tests.fakes.telegram_api import TelegramApi

LIMIT = 32_000_000  # bytes of a line
STAND: list[Newsstand] = []  # one, once it was asked for


class Fakes:
    """The process, and what it is asked."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.pid = process.pid
        self.where: dict[str, str] = self._answer()

    def ask(self, *command: object) -> Any:
        print(json.dumps(command), file=self._process.stdin, flush=True)
        return self._answer()

    def _answer(self) -> Any:
        return json.loads(self._process.stdout.readline())


@contextlib.contextmanager
def fakes() -> Iterator[Fakes]:
    """Start them, and end them."""
    process = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield Fakes(process)
        process.stdin.close()


async def main() -> None:
    """Serve until standard input ends."""
    reader = asyncio.StreamReader(limit=LIMIT)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    async with Telegram() as telegram, Slack() as slack:
        team = slack.team("T1")
        where = {
            "DIGESTBOT_TELEGRAM__TOKEN": telegram.token,
            "DIGESTBOT_TELEGRAM__BASE_URL": telegram.base_url.removesuffix("/bot"),
            "DIGESTBOT_SLACK__BOT_TOKEN": team.bot_token,
            "DIGESTBOT_SLACK__APP_TOKEN": slack.app_token,
            "DIGESTBOT_SLACK__BASE_URL": slack.base_url.removesuffix("/api/"),
        }
        print(json.dumps(where), flush=True)
        while line := await reader.readline():
            command, *rest = json.loads(line)
            answer = await COMMANDS[command](telegram, slack, *rest)
            print(json.dumps(answer), flush=True)


async def people(telegram: TelegramApi, _: SlackApi, count: int) -> list[int]:
    """Make so many people with a private chat each; return the ids of those."""
    return [telegram.private(telegram.person(f"P{number}")).id for number in range(count)]


async def channels(_: TelegramApi, slack: SlackApi, count: int) -> list[str]:
    """Make so many channels with the bot in them; return the ids of those."""
    team = slack.team("T1")
    return [team.channel(f"c{number}", bot_is_member=True).id for number in range(count)]


async def newsstand(_: TelegramApi, __: SlackApi, feeds: int) -> list[str]:
    """Serve so many feeds, each on a website of its own; return their addresses."""
    STAND.append(Newsstand())
    return await STAND[0].open(feeds)


async def bring(_: TelegramApi, __: SlackApi, feed: int, title: str, text: str, at: str) -> None:
    """Let one feed have another item."""
    STAND[0].bring(feed, title, text, at)


async def shown(telegram: TelegramApi, slack: SlackApi) -> dict[str, list[int]]:
    """Return for each chat how many messages the bot posted, and how many of them differ."""
    found = {
        f"telegram:{id_}": [m.text for m in one.messages] for id_, one in telegram.chats.items()
    }
    for one in slack.team("T1").channels.values():
        found[f"slack:T1/{one.id}"] = [m.read for m in _of_bot(one, slack)]
    return {name: [len(texts), len(set(texts))] for name, texts in found.items()}


async def pace(telegram: TelegramApi, _: SlackApi) -> None:
    """Refuse what comes too fast."""
    telegram.enforce_pace = True


async def posted(telegram: TelegramApi, _: SlackApi) -> dict[str, Any]:
    """Return what was posted: how many messages, when, how many were refused or twice."""
    calls = [r for r in telegram.requests if r.method == "sendMessage"]
    taken = [r.at for r in calls if r.status == 200]
    return {
        "calls": len(calls),
        "taken": len(taken),
        "first": min(taken, default=0),
        "last": max(taken, default=0),
        "refused": sum(r.status == 429 for r in calls),
        "twice": sum(len(chat.messages) > 1 for chat in telegram.chats.values()),
    }


async def answer_times(  # noqa: PLR0917 -- a line of JSON
    telegram: Telegram, slack: Slack, platform: str, chats: int, words: str, over: float
) -> list[float]:
    """Let so many chats ask, spread over some seconds; return what each had to wait.

    That is until its answer has come in, whole: what the fake thinks of it is not ours, and is
    done once all have come.
    """
    if platform == "telegram":
        rooms = [telegram.private(telegram.person(f"A{n} {words}")) for n in range(chats)]
        asked = [room.says(room.person, f"/{words}") for room in rooms]
    else:
        team = slack.team("T1")
        persons = [team.person(f"A{n} {words}") for n in range(chats)]
        rooms = [team.dm(person) for person in persons]
        asked = [p.says(room, words) for p, room in zip(persons, rooms, strict=True)]
    requests = telegram.requests if platform == "telegram" else slack.requests
    requests.clear()
    telegram.hurries = slack.hurries = True
    begun: dict[Any, float] = {}
    done: dict[Any, float] = {}

    async def ask(n: int) -> None:
        await asyncio.sleep(n * over / chats)
        begun[rooms[n].id] = time.monotonic()
        await asked[n]

    def look() -> bool:
        for request in requests:
            if request.method in {"sendMessage", "chat.postMessage"}:
                room = request.params.get("chat_id") or request.params["channel"]
                room = room if platform == "slack" else int(room)
                done.setdefault(room, request.at - begun[room])
        requests.clear()
        return len(done) == len(rooms)

    asking = asyncio.gather(*map(ask, range(chats)))
    if platform == "telegram":
        await telegram.until(lambda: look() or None, within=120)
    else:
        await slack.wait_until(look, within=120)
    await asking
    await telegram.catch_up()
    await slack.catch_up()
    return sorted(done.values())


def _of_bot(room: Any, slack: SlackApi) -> list[Any]:
    ours = slack.team("T1").bot_id
    return [m for m in room.messages if getattr(m, "bot_id", ours) == ours]


COMMANDS = {
    "people": people,
    "channels": channels,
    "newsstand": newsstand,
    "bring": bring,
    "shown": shown,
    "pace": pace,
    "posted": posted,
    "answer_times": answer_times,
}

if __name__ == "__main__":
    asyncio.run(main())
