"""Commands that fill and keep the store: collect, migrate."""

from __future__ import annotations

import click

from bot.cli.context import Options
from bot.cli.streams import several

SHOWN = 20  # keys of new articles that are listed; all the others are counted


@click.command()
@click.option("--all", "everything", is_flag=True, help="List every new article, not the first 20.")
@click.pass_obj
def collect(options: Options, everything: bool) -> None:
    """Collect, summarize and group what is new in the inbox and in feeds."""
    from bot.cli.taking_in import take_in

    with options.app() as app:
        collected, summarized, grouped = take_in(app, feeds=True)
    _list("added", collected.added, everything=everything)
    _list("changed", collected.changed, everything=everything)
    _list("copy", collected.copies, everything=everything)
    for rejection in collected.rejected:
        click.echo(f"rejected  {rejection.key}: {rejection.reason}")
    click.echo(
        f"{len(collected.added)} added, {len(collected.changed)} changed, "
        f"{several(len(collected.copies), 'copy', 'copies')}, {len(collected.rejected)} rejected, "
        f"{collected.known} known; {summarized} summarized, {grouped} grouped."
    )


@click.command()
@click.option("--from", "source", metavar="URL", help="A SQLite store to be moved from.")
@click.option("--to", "target", metavar="URL", help="A PostgreSQL database to be moved to.")
@click.option("--replace", is_flag=True, help="Empty the database first if it holds something.")
@click.pass_obj
def migrate(options: Options, source: str | None, target: str | None, replace: bool) -> None:
    """Bring the store up to date, or move it to PostgreSQL.

    Every command that opens the store does the former. With --from and --to, everything is copied
    from a SQLite file into a PostgreSQL database and compared there; stop the bot first. The file
    stays as it is.
    """
    from bot.storage.open import shown

    if source is None and target is None:
        with options.app() as app:
            click.echo(f"The store {shown(app.settings.store)} has the shape of this release.")
    elif source is None or target is None:
        raise click.UsageError("--from and --to belong together.")
    else:
        _move(source, target, replace=replace)


def _move(source: str, target: str, *, replace: bool) -> None:
    from bot.runtime.ambient import now
    from bot.storage.open import move_store, shown

    written, counts = move_store(source, target, now(), replace=replace)
    for table, rows in sorted(counts.items()):
        click.echo(f"{rows:>9,}  {table}")
    if written:
        click.echo(f"Moved to {shown(target)}: all of it was read back and compared.")
        click.echo(f"Now let the bot use it: DIGESTBOT_STORE={shown(target)}")
    else:
        click.echo(f"Nothing to do: {shown(target)} holds exactly this already.")


def _list(what: str, keys: list[str], *, everything: bool) -> None:
    shown = keys if everything else keys[:SHOWN]
    for key in shown:
        click.echo(f"{what:<9} {key}")
    if len(keys) > len(shown):
        click.echo(f"{what:<9} … and {len(keys) - len(shown)} more (--all lists them)")
