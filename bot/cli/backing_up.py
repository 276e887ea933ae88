"""`digestbot backup` and `digestbot restore`: a copy of the store, and back again."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.context import NamedPath, Options

FILE = NamedPath(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.pass_obj
def backup(options: Options, file: Path) -> None:
    """Copy the store to FILE, checked, while the bot goes on.

    Tokens are in the settings, not in it, but for those of Slack workspaces, which are encrypted.
    """
    from bot.storage.open import back_up_store

    counted = back_up_store(options.settings().store, file)
    told = ", ".join(f"{count:,} {name}" for name, count in counted.items())
    click.echo(f"{file} holds {told}; it was read through and is whole.")


@click.command()
@click.argument("file", type=FILE)
@click.pass_obj
def restore(options: Options, file: Path) -> None:
    """Put the back-up FILE in the place of the store; stop the bot first.

    The store that was there is kept beside it.
    """
    from bot.runtime.ambient import now
    from bot.storage.open import restore_store

    moment = now()
    stamp = f"{moment:%Y%m%dT%H%M%SZ}"
    for line in restore_store(options.settings().store, file, stamp, moment):
        click.echo(line)
