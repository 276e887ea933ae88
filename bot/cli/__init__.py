"""The command line. Every command imports what it needs when it runs: start-up is measured."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli import (
    backing_up,
    carrying,
    checking,
    keeping,
    looking,
    outboxing,
    platforms,
    proving,
    running,
    summarizing,
    tailing,
    working,
)
from bot.cli.context import NamedPath, Options, not_empty
from bot.cli.init import init
from bot.cli.streams import hush, prepare_streams, say, say_broken

FAILED, WRONG_USAGE = 1, 2
CONFIG = "DIGESTBOT_CONFIG"  # the variable that names a settings file, as an image does


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88})
@click.version_option(package_name="digestbot", message="digestbot %(version)s")
@click.option(
    "--config",
    type=NamedPath(dir_okay=False, path_type=Path),
    envvar=CONFIG,
    help="A settings file; it outranks config/bot.toml.",
)
@click.option(
    "--store",
    metavar="URL",
    callback=not_empty,
    help="The store, such as sqlite:///data/bot.db.",
)
@click.option(
    "--inbox", type=NamedPath(file_okay=False, path_type=Path), help="The folder of articles."
)
@click.pass_context
def cli(context: click.Context, config: Path | None, store: str | None, inbox: Path | None) -> None:
    """News digests whose every sentence stands in an article.

    `digestbot demo` shows it with sample articles; `digestbot chat` is the bot in this terminal.
    """
    context.obj = Options(config=config, store=store, inbox=inbox)


for command in (
    running.demo,
    init,
    running.run_service,
    working.worker,
    running.chat,
    summarizing.summarize,
    keeping.collect,
    looking.digest,
    looking.stories,
    proving.why,
    proving.verify,
    checking.check,
    outboxing.outbox,
    keeping.migrate,
    backing_up.backup,
    backing_up.restore,
    carrying.export,
    carrying.import_,
    tailing.tail,
    platforms.slack_manifest,
    platforms.new_key,
):
    # as it is: what click makes of the help itself is cut, and here it is wrapped
    command.short_help = (command.help or "").partition("\n")[0]
    cli.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    if not prepare_streams():
        return FAILED
    try:
        code = _run(arguments)
        sys.stdout.flush()  # here, and not at exit, where Python would show a traceback
    except BrokenPipeError:  # whoever read our output has left
        hush()
        return FAILED
    except OSError as error:
        hush()
        say_broken(error)
        return FAILED
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        code = cli.main(list(arguments), prog_name="digestbot", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return FAILED
    except Exception as error:
        from bot.domain.errors import DigestBotError, SettingsError

        if not isinstance(error, DigestBotError):
            raise
        say(str(error))
        return WRONG_USAGE if isinstance(error, SettingsError) else FAILED
    return code if isinstance(code, int) else 0  # click returns what was given to `Exit`
