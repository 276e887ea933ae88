"""Commands that run the bot: demo, run, chat."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.context import QUIET, Options

if TYPE_CHECKING:
    from bot.runtime.wiring import App

HISTORY = Path("~/.local/state/digestbot/history")
WRONG = 2

SET_UP = """\
No chat platform is set up, so there is nobody to serve.

This release speaks in the terminal: `digestbot chat`. Releases that speak to Telegram and to
Slack will look for these variables:

  Telegram   DIGESTBOT_TELEGRAM__TOKEN   from @BotFather in Telegram
  Slack      DIGESTBOT_SLACK__BOT_TOKEN  from api.slack.com/apps
"""


@click.command()
def demo() -> None:
    """Show a digest of sample articles, then chat.

    It needs no token and no settings, and keeps nothing.
    """
    from bot.cli.demo import build_demo, show_digest

    with (
        tempfile.TemporaryDirectory(prefix="digestbot-") as folder,
        build_demo(Path(folder)) as app,
    ):
        show_digest(app, sys.stdout)
        if sys.stdin.isatty():
            click.echo()
            _chat(app, None)


@click.command(name="run")
@click.pass_obj
def run_service(options: Options) -> None:
    """Serve the chat platforms that are set up."""
    from bot.domain.errors import SettingsError
    from bot.runtime.wiring import platforms

    settings = options.settings()
    given = [platform.value for platform, there in platforms(settings).items() if there]
    if given:
        raise SettingsError(
            f"Credentials for {' and '.join(given)} are set, but this release speaks only to the "
            "console: use `digestbot chat`."
        )
    click.echo(SET_UP, err=True)
    if sys.stdin.isatty() and click.confirm("Start the chat here now?", default=True, err=True):
        with options.app(log_level=QUIET) as app:
            _filled_chat(app)
        return
    raise click.exceptions.Exit(WRONG)


@click.command()
@click.pass_obj
def chat(options: Options) -> None:
    """Chat in this terminal, or answer a script's lines."""
    with options.app(log_level=QUIET) as app:
        _filled_chat(app)


def _filled_chat(app: App) -> None:
    from bot.cli.taking_in import take_in

    _make_inbox(app.settings.inbox)
    take_in(app)
    _chat(app, HISTORY.expanduser())


def _make_inbox(inbox: Path) -> None:
    """Make the folder that the chat will tell people to put articles into.

    Raises:
        SettingsError: it cannot be made.
    """
    from bot.domain.errors import SettingsError

    try:
        inbox.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"{inbox} cannot be the inbox folder: {error.strerror}.") from error


def _chat(app: App, history: Path | None) -> None:
    from bot.runtime.service import serve

    if sys.stdin.isatty():
        click.echo("Type help for what I can do, quit to leave.\n")
    console = app.console(sys.stdin, sys.stdout, history)
    asyncio.run(serve(app, [console]))
