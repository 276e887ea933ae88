"""Commands about lists of feeds: import, export."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.context import NamedPath, Options


@click.command(name="import")
@click.argument("file", type=NamedPath(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_(options: Options, file: Path) -> None:
    """Add the feeds of a list: OPML, or a text with an address a line.

    Folders become topics. Feeds that are there already stay as they are.
    """
    from bot.domain.errors import UsageError
    from bot.domain.feeds import Origin
    from bot.pipeline.listing import add_all, listed_in

    with options.app() as app:
        try:
            listed = listed_in(app.read_text(file.name, file.read_bytes()))
        except ValueError as error:
            raise UsageError(f"{file} cannot be read: {error}") from error
        if not listed:
            raise UsageError(f"{file} lists no feeds.")
        with app.store.transaction() as tx:
            added, known = add_all(tx, app.ambient, listed, Origin.OPERATOR)
    click.echo(f"{added} feeds added, {known} were there.")


@click.command()
@click.option("--opml", is_flag=True, required=True, help="As OPML, to the standard output.")
@click.pass_obj
def export(options: Options, opml: bool) -> None:
    """Write the list of feeds, for other programs that read feeds."""
    del opml  # the only form so far
    from bot.sources.opml import write_opml

    with options.app() as app, app.store.snapshot() as tx:
        click.echo(write_opml(tx.feeds.all()), nl=False)
