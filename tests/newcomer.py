"""A newcomer's walk: from a fresh clone to a digest of one's own on Telegram and on Slack.

    python -m tests.newcomer

Types what the README says and what the program asks for, and nothing else: `git clone`,
`make demo`, both ways to install it, `digestbot init`, `digestbot check`, `digestbot run`, a file
in the inbox.
The platforms are the fakes, packages come from the index; it takes some minutes the first time.
Prints each step with its seconds; exit code 1, with what was shown, where a step goes wrong.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bot.conftest import HARBOR
from tests.e2e.conftest import Program
from tests.e2e.dialog import beginning
from tests.e2e.service import running, variables
from tests.guides.setting_up import answers, both_subscribe

if TYPE_CHECKING:
    from tests.fakes.slack_api import SlackApi
    from tests.fakes.telegram_api import TelegramApi

ROOT = Path(__file__).parents[1]
SAID = "summary 1\n"
READ = f"> {SAID}Stenmark and Port Amberley joined as Sorrel Sound Bridge opens to traffic\n"
MINUTES = 15  # for a step: the first one fetches all packages


class WrongStepError(Exception):
    """A step did not do what the documents say; the message is what was shown."""


@dataclass
class Installed(Program):
    """digestbot as somebody installed it, in the folder where they stand."""

    path: Path = Path()

    def command(self, *arguments: str) -> list[str]:
        return [str(self.path), *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        return {**bare(), **more}


def bare() -> dict[str, str]:
    """Return an environment that knows nothing of digestbot, nor of where this script runs."""
    hidden = {"PYTHONPATH", "VIRTUAL_ENV"}
    return {
        name: value
        for name, value in os.environ.items()
        if name not in hidden and not name.startswith("DIGESTBOT_")
    } | {"TZ": "UTC"}


@contextmanager
def step(words: str) -> Iterator[None]:
    """Print what is done, and how long it took."""
    begun = time.monotonic()
    print(f"{words} …", end=" ", flush=True)
    yield
    print(f"{time.monotonic() - begun:.1f} s", flush=True)


def typed(
    line: str, folder: Path, *, stdin: str = "", shows: str = "", more: Mapping[str, str] = {}
) -> str:
    """Type a line into a shell; return what it showed.

    Raises:
        WrongStepError: it failed, or did not show what it should.
    """
    with step(f"$ {line}"):
        done = subprocess.run(
            ["sh", "-c", line], cwd=folder, env={**bare(), **more}, input=stdin,
            capture_output=True, text=True, timeout=60 * MINUTES, check=False,
        )  # fmt: skip
        if done.returncode or shows not in done.stdout:
            raise WrongStepError(f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def installs(clone: Path) -> None:
    """Install it in each way of the README, in a place of its own; let it show its samples."""
    home = clone.parent / "home"
    uv = f"{clone}/.venv/bin/uv"
    ways = {
        f"{uv} tool install .": {"UV_TOOL_DIR": "uv", "UV_TOOL_BIN_DIR": "uv-bin"},
        f"{uv} tool run pipx install .": {"PIPX_HOME": "pipx", "PIPX_BIN_DIR": "pipx-bin"},
    }
    for line, places in ways.items():
        more = {name: str(home / place) for name, place in places.items()}
        typed(line, clone, more=more)
        bot = next(path for name, path in more.items() if name.endswith("_BIN_DIR"))
        typed(f"{bot}/digestbot demo", home, stdin=SAID, shows=READ)
        shutil.rmtree(home)
        home.mkdir()


async def sets_up(program: Installed, telegram: TelegramApi, slack: SlackApi) -> None:
    """Answer what `digestbot init` asks; a digest of the samples arrives on both platforms."""
    given = variables(telegram, slack)
    addresses = {name: value for name, value in given.items() if name.endswith("BASE_URL")}
    with step("$ digestbot init"):
        async with beginning(program, "init", **addresses) as dialog:
            try:
                await answers(dialog, telegram, slack)
                code = await dialog.ends()
            except (AssertionError, TimeoutError) as error:
                raise WrongStepError(f"{error!r}\n{dialog.told}") from error
        if code:
            raise WrongStepError(f"exit code {code}\n{dialog.told}")
    check = ". .venv/bin/activate && digestbot check"
    await asyncio.to_thread(typed, check, program.folder, more=addresses)


async def is_told(program: Installed, telegram: TelegramApi, slack: SlackApi) -> None:
    """Serve with what `init` wrote alone, subscribe on both platforms, and bring an article."""
    given = variables(telegram, slack)
    unset = {name: "" for name in given if not name.endswith("BASE_URL")}
    with step("$ digestbot run, /subscribe, and a file into the inbox"):
        async with running(program, telegram, slack, **unset) as service:
            await service.says("service.ready")
            await both_subscribe(program, telegram, slack, HARBOR)
            if code := await service.stops():
                raise WrongStepError(f"exit code {code}\n{service.log}")


async def walk(folder: Path) -> None:
    """Walk from an empty folder to a digest on both platforms."""
    from tests.fakes.slack_api import SlackApi
    from tests.fakes.telegram_api import TelegramApi

    clone = folder / "digestbot"
    (folder / "home").mkdir()
    typed(f"git clone --quiet {ROOT} digestbot", folder)
    shown = typed("make demo", clone, stdin=SAID, shows=READ)
    print(shown.partition("Try:")[0].rstrip())
    installs(clone)
    program = Installed(clone, path=clone / ".venv/bin/digestbot")
    async with TelegramApi(username="your_bot") as telegram, SlackApi() as slack:
        await sets_up(program, telegram, slack)
        await is_told(program, telegram, slack)


def main() -> int:
    """Walk, and say whether all of it went as the documents say."""
    with tempfile.TemporaryDirectory(prefix="newcomer-") as folder:
        try:
            asyncio.run(walk(Path(folder)))
        except (WrongStepError, AssertionError, TimeoutError) as error:
            print(f"\nThis went wrong: {error}", file=sys.stderr)
            return 1
    print("A digest arrived on both platforms; nothing had to be guessed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
