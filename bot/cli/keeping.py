"""Commands that fill and keep the store: collect, migrate."""

from __future__ import annotations

import click

from bot.cli.context import Options

SHOWN = 20  # keys of new articles that are listed; all the others are counted


@click.command()
@click.option("--all", "everything", is_flag=True, help="List every new article, not the first 20.")
@click.pass_obj
def collect(options: Options, everything: bool) -> None:
    """Collect, summarize and group what is new in the inbox."""
    from bot.cli.taking_in import take_in

    with options.app() as app:
        collected, summarized, grouped = take_in(app)
    _list("added", collected.added, everything=everything)
    _list("changed", collected.changed, everything=everything)
    _list("copy", collected.copies, everything=everything)
    for rejection in collected.rejected:
        click.echo(f"rejected  {rejection.key}: {rejection.reason}")
    click.echo(
        f"{len(collected.added)} added, {len(collected.changed)} changed, "
        f"{len(collected.copies)} copies, {len(collected.rejected)} rejected, "
        f"{collected.known} known; {summarized} summarized, {grouped} grouped."
    )


@click.command()
@click.pass_obj
def migrate(options: Options) -> None:
    """Bring the store to the shape of this release.

    Every command that opens the store does the same.
    """
    from bot.storage.open import shown

    with options.app() as app:
        click.echo(f"The store {shown(app.settings.store)} has the shape of this release.")


def _list(what: str, keys: list[str], *, everything: bool) -> None:
    shown = keys if everything else keys[:SHOWN]
    for key in shown:
        click.echo(f"{what:<9} {key}")
    if len(keys) > len(shown):
        click.echo(f"{what:<9} … and {len(keys) - len(shown)} more (--all lists them)")
