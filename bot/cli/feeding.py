"""Lists of feeds, for `digestbot import` and `export`."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.context import Options


def import_feeds(options: Options, file: Path) -> None:
    """Add the feeds of a list: OPML, or a text with an address a line.

    Raises:
        UsageError: it cannot be read, or lists none.
    """
    from bot.domain.errors import UsageError
    from bot.domain.feeds import Origin
    from bot.pipeline.listing import add_all, listed_in

    with options.app() as app:
        try:
            listed = listed_in(
                app.read_text(file.name, file.read_bytes()),
                full_text=app.settings.sources.full_text,
            )
        except ValueError as error:
            raise UsageError(f"{file} cannot be read: {error}") from error
        if not listed:
            raise UsageError(f"{file} lists no feeds.")
        with app.store.transaction() as tx:
            added, known = add_all(tx, app.ambient, listed, Origin.OPERATOR)
    click.echo(f"{added} feeds added, {known} were there.")


def export_feeds(options: Options) -> None:
    """Print the list of feeds as OPML."""
    from bot.sources.opml import write_opml

    with options.app() as app, app.store.snapshot() as tx:
        click.echo(write_opml(tx.feeds.all()), nl=False)
