"""`digestbot init`: asks what it needs, tries it, writes the settings, and shows a first digest."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.checking import check
from bot.cli.context import Options

if TYPE_CHECKING:
    from bot.domain.chats import Platform
    from bot.runtime.settings import Settings
    from bot.runtime.wiring import App

WAIT_SECONDS = 300.0

HELLO = """\
This sets digestbot up in {folder}.
Enter takes what stands in brackets.
"""
CONTACT = """
Websites are told who reads their feeds and pages. With a mail or web address of yours they can ask
you before they shut you out. Enter alone tells none.
"""
TELEGRAM = """
In Telegram, open @BotFather and send /newbot. It asks for a name and a username, and answers with
a token such as 123456789:AAE…; /mybots shows the token of a bot that you have. Enter alone leaves
Telegram out.
"""
SLACK = """
1. At api.slack.com/apps choose Create New App, From a manifest, and your workspace; paste what
   `digestbot slack-manifest` prints.
2. Install to Workspace. OAuth & Permissions then shows the bot token, xoxb-…
3. Basic Information, App-Level Tokens: generate one with the scope connections:write, xapp-…
Enter alone leaves Slack out.
"""
TRY = {
    "telegram": "write anything to your bot in Telegram",
    "slack": "write anything to the app in Slack (Apps, digestbot, Messages)",
}


@click.command()
@click.option(
    "--wait",
    default=WAIT_SECONDS,
    show_default=True,
    help="Seconds to wait for your first words to the bot.",
)
@click.pass_context
def init(context: click.Context, wait: float) -> None:
    """Set the bot up: asks, tries what you answer, writes it down, and shows a first digest."""
    from bot.cli.demo import build_demo

    options: Options = context.obj
    click.echo(HELLO.format(folder=Path.cwd()))
    given, file = options.settings(), _file(options)
    with (
        tempfile.TemporaryDirectory(prefix="digestbot-") as folder,
        build_demo(Path(folder)) as samples,
    ):
        _write(options, file, _about_articles(given))
        settings = _slack(samples, _telegram(samples, given))
        operators = _try_out(samples, settings, wait)
    if operators:
        _write(options, file, {"operators": sorted(settings.operators | operators)})
    click.echo("\nThis is how it stands (`digestbot check`):\n")
    context.invoke(check)
    click.echo("\n`digestbot run` serves; articles in the inbox are told from now on.")


def _file(options: Options) -> Path:
    """Return where answers go: the file given with --config, or else the usual one."""
    from bot.runtime.settings import DEFAULT_FILE

    if options.config is None:
        return DEFAULT_FILE
    if os.access(options.config, os.W_OK):
        return options.config
    click.echo(f"You may not write to {options.config}, so the answers go to {DEFAULT_FILE}.\n")
    return DEFAULT_FILE


def _write(options: Options, file: Path, answers: dict[str, Any]) -> None:
    """Write answers down, and say which of them something stronger overrules.

    Raises:
        SettingsError: they cannot be written.
    """
    from bot.runtime.settings import load
    from bot.runtime.setup_files import nested, write_settings

    write_settings(answers, file)
    meant, stands = load(options.config, nested(answers)), options.settings()
    for name, value in ((one, attrgetter(one)) for one in answers):
        if value(meant) != value(stands):
            click.echo(
                f"{name} is now in {file}, but stays {value(stands)}: the environment or"
                " another file says so, and is stronger."
            )


def _about_articles(given: Settings) -> dict[str, str]:
    """Ask for folder, time zone and an address for websites; return what is to be written down."""
    from bot.runtime.wiring import zone_of

    inbox = click.prompt(
        "Folder of articles", default=str(given.inbox), value_proc=_folder, type=str
    )
    zone = click.prompt("Time zone", default=zone_of(given).key, value_proc=_zone, type=str)
    click.echo(CONTACT)
    own = given.fetch.contact
    contact = click.prompt(
        "Address for websites", default=own, show_default=bool(own), value_proc=_contact, type=str
    )
    return {"inbox": inbox, "timezone": zone} | ({"fetch.contact": contact} if contact else {})


def _folder(typed: str) -> str:
    try:
        folder = Path(typed.strip()).expanduser()
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise click.UsageError(f"{typed} is a file; a folder is wanted.") from error
    except OSError as error:
        raise click.UsageError(f"{typed} cannot be the folder: {error.strerror}.") from error
    except RuntimeError as error:
        raise click.UsageError(f"Nobody here has the home folder of {typed}.") from error
    return str(folder)


def _zone(typed: str) -> str:
    from zoneinfo import available_timezones

    from bot.commands.zones import find_zones

    found = (typed,) if typed in available_timezones() else find_zones(typed)
    if not found:
        raise click.UsageError(f"{typed} is no time zone; one looks like Europe/Berlin.")
    if len(found) > 1:
        raise click.UsageError(f"{typed} may be {', '.join(found)}; type one of them.")
    if found[0] != typed:
        click.echo(f"{typed} is in {found[0]}.")
    return found[0]


def _contact(typed: str) -> str:
    from pydantic import ValidationError

    from bot.runtime.source_settings import FetchSettings

    try:
        return FetchSettings(contact=typed.strip()).contact
    except ValidationError as error:
        raise click.UsageError(f"{error.errors()[0]['ctx']['error']}.") from error


def _telegram(samples: App, settings: Settings) -> Settings:
    """Ask for the token until Telegram takes it; return the settings with it."""
    from bot.domain.chats import Platform

    if settings.telegram.token is not None:
        click.echo("\nTelegram has a token already.")
        return settings
    click.echo(TELEGRAM)
    while typed := _ask("Telegram token"):
        tried = _with(settings, "telegram", token=typed)
        if _taken(samples, Platform.TELEGRAM, tried):
            _keep({"telegram.token": typed})
            return tried
    return settings


def _slack(samples: App, settings: Settings) -> Settings:
    """Ask for both tokens until Slack takes them; return the settings with them."""
    from bot.domain.chats import Platform

    if settings.slack.bot_token is not None or settings.slack.client_id:
        click.echo("\nSlack has its tokens already.")
        return settings
    click.echo(SLACK)
    while bot_token := _ask("Slack bot token (xoxb-…)"):
        app_token = _ask("Slack app token (xapp-…)")
        tried = _with(settings, "slack", bot_token=bot_token, app_token=app_token)
        if _taken(samples, Platform.SLACK, tried):
            _keep({"slack.bot_token": bot_token, "slack.app_token": app_token})
            return tried
    return settings


def _ask(what: str) -> str:
    # A pipe shows nothing that is typed, and has no terminal whose echo could be turned off.
    typed: str = click.prompt(
        what, default="", show_default=False, hide_input=sys.stdin.isatty(), type=str
    )
    return typed.strip()


def _with(settings: Settings, section: str, **secrets: str) -> Settings:
    from pydantic import SecretStr

    hidden = {name: SecretStr(value) for name, value in secrets.items() if value}
    inner = getattr(settings, section).model_copy(update=hidden)
    return settings.model_copy(update={section: inner})


def _taken(samples: App, platform: Platform, settings: Settings) -> bool:
    """Try credentials and say what came of it; those that could not be tried are taken on trust."""
    from bot.domain.errors import SettingsError
    from bot.runtime.trial import takes_credentials

    try:
        tried = asyncio.run(takes_credentials(samples, platform, settings))
    except SettingsError as error:
        click.echo(str(error))
        return False
    click.echo(
        f"{platform.value.capitalize()} takes it."
        if tried
        else f"{platform.value.capitalize()} cannot be reached now, so that was not tried."
    )
    return True


def _keep(secrets: dict[str, str]) -> None:
    from bot.runtime.setup_files import write_secret

    files = [str(write_secret(name, value)) for name, value in secrets.items()]
    click.echo(f"Written to {', '.join(files)}, which only you can read.")


def _try_out(samples: App, settings: Settings, wait: float) -> set[str]:
    """Offer a digest of the samples on each platform; return who shall be an operator."""
    from bot.runtime.platforms import is_set_up
    from bot.runtime.trial import greet

    operators: set[str] = set()
    for platform, there in is_set_up(settings).items():
        name = platform.value
        if not there or not click.confirm(f"\nTry it on {name.capitalize()}?", default=True):
            continue
        click.echo(f"Now {TRY[name]}; a digest of sample articles is the answer. (Ctrl-C: skip)")
        try:
            met = asyncio.run(greet(samples, platform, settings, seconds=wait))
        except KeyboardInterrupt:
            met = None
        if met is None:
            click.echo("Nobody wrote.")
            continue
        person = f"{name}:{met.person}"
        click.echo(f"{person} wrote, and was answered.")
        if click.confirm("Is that you? Operators may add feeds and see numbers", default=False):
            operators.add(person)
    return operators
