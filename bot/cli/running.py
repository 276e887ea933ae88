"""Commands that run the bot: demo, run, chat."""

from __future__ import annotations

import asyncio
import gc
import select
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.context import QUIET, Options
from bot.cli.streams import say

if TYPE_CHECKING:
    from bot.runtime.hangups import Hangups
    from bot.runtime.wiring import App

WRONG = 2
_PATIENCE = 2.0  # seconds for the first line of a pipe

SET_UP = """\
No chat platform is set up, so there is nobody to serve. `digestbot init` sets one up: it asks for
what that takes, and tries it. By hand, it is these variables:

  Telegram   DIGESTBOT_TELEGRAM__TOKEN   from @BotFather in Telegram
  Slack      DIGESTBOT_SLACK__BOT_TOKEN  xoxb-…, and
             DIGESTBOT_SLACK__APP_TOKEN  xapp-…, both from api.slack.com/apps

The README shows each step. Without either, `digestbot chat` is the bot in this terminal, and
`digestbot run --web` is the bot in your browser.
"""


@click.command()
@click.option("--web", is_flag=True, help="In the browser instead: serve the page for it.")
def demo(*, web: bool) -> None:
    """Show a digest of sample articles, then chat.

    It needs no token and no settings, and keeps nothing.
    """
    from bot.cli.demo import build_demo, serve_demo, show_digest

    with (
        tempfile.TemporaryDirectory(prefix="digestbot-") as folder,
        build_demo(Path(folder)) as app,
    ):
        if web:
            serve_demo(app)
            return
        show_digest(app, sys.stdout)
        if sys.stdin.isatty() or _holds_lines():
            click.echo()
            _chat(app)


def _holds_lines() -> bool:
    """Say whether somebody piped something in: whoever starts this unattended may leave it open."""
    try:
        return bool(select.select([sys.stdin], [], [], _PATIENCE)[0])
    except (OSError, ValueError):  # closed, or none
        return False


@click.command(name="run")
@click.option("--web", is_flag=True, help="Serve the web page, too: see the settings web.*.")
@click.pass_obj
def run_service(options: Options, *, web: bool) -> None:
    """Serve the chat platforms that are set up."""
    from bot.runtime.hangups import hangups_kept

    with hangups_kept() as hangups:
        from bot.runtime.platforms import is_set_up

        if web or any(is_set_up(options.settings()).values()):
            with options.app(waits=True) as app:
                _serve(app, options, hangups, web=web)
            return
    click.echo(SET_UP, err=True)
    if sys.stdin.isatty() and click.confirm("Start the chat here now?", default=True, err=True):
        with options.app(log_level=QUIET) as app:
            _filled_chat(app)
        return
    raise click.exceptions.Exit(WRONG)


def _serve(app: App, options: Options, hangups: Hangups, *, web: bool) -> None:
    import structlog

    from bot.runtime.operators import Operators
    from bot.runtime.platforms import is_set_up, set_up
    from bot.runtime.reloading import Reloading
    from bot.runtime.service import serve
    from bot.runtime.signals import stopped_by_signals
    from bot.runtime.site import require_guarded

    if app.settings.web.public_url:
        require_guarded(app.settings.web)  # without the page, too: digests carry links to it
    # Answers are worked out in threads; the loop must not wait 5 ms each time it wants to go on.
    sys.setswitchinterval(0.0005)
    log = structlog.get_logger()
    if _make_inbox(app):
        log.info("inbox.made", path=str(app.settings.inbox))
    operators = Operators(app.settings.operators)
    adapters = set_up(app.settings, app.store, app.ambient, app.read_text, operators=operators)
    if web:
        from bot.runtime.site import with_page

        app, page = with_page(app)
        adapters.append(page)
    for platform, there in is_set_up(app.settings).items():
        log.info("service.platform", platform=platform.value, state="on" if there else "off")

    def ready() -> None:
        gc.collect()
        gc.freeze()  # what was loaded stays: looking through it again would hold up answers
        log.info("service.ready")

    async def until_stopped() -> None:
        stop = asyncio.Event()
        reloading = Reloading(app.settings, options.settings, options.settings_paths(), operators)
        with stopped_by_signals(stop), hangups.told(reloading.asked.set):
            await serve(app, adapters, stop=stop, ready=ready, beside=reloading.run)
        log.info("service.stopped")

    asyncio.run(until_stopped())


@click.command()
@click.pass_obj
def chat(options: Options) -> None:
    """Chat in this terminal, or answer a script's lines."""
    with options.app(log_level=QUIET) as app:
        _filled_chat(app)


def _filled_chat(app: App) -> None:
    from bot.cli.taking_in import take_in
    from bot.domain.errors import SourceError

    if _make_inbox(app):
        click.echo(f"Made the folder {app.settings.inbox} for your articles.", err=True)
    try:
        take_in(app)
    except SourceError as error:  # the archive can be read all the same
        say(str(error))
    _chat(app)


def _make_inbox(app: App) -> bool:
    """Make the folder that the bot will tell people to put articles into; False: no need to.

    One that articles came from is not made anew: somebody took it away, or its disk is missing.

    Raises:
        SettingsError: it cannot be made.
    """
    from bot.domain.errors import SettingsError

    inbox = app.settings.inbox
    with app.store.snapshot() as tx:
        if tx.sources.known(app.source.name):
            return False
    try:
        if inbox.is_dir():
            return False
        inbox.mkdir(parents=True)
    except OSError as error:
        raise SettingsError(f"{inbox} cannot be the inbox folder: {error.strerror}.") from error
    return True


def _chat(app: App) -> None:
    from bot.runtime.service import serve

    if sys.stdin.isatty():
        click.echo("Type help for what I can do, quit to leave.\n")
    console = app.console(sys.stdin, sys.stdout)
    asyncio.run(serve(app, [console]))
