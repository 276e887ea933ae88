"""Lists of feeds, for `digestbot import` and `export`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.context import Options
from bot.cli.streams import several

if TYPE_CHECKING:
    from bot.pipeline.listing import LeftOut

SHOWN = 10  # lines of a list that were not taken for feeds
LONGEST = 100  # characters of one


def import_feeds(options: Options, file: Path) -> None:
    """Add the feeds of a list: OPML, or a text with an address a line.

    Raises:
        UsageError: it cannot be read, or lists none.
    """
    from bot.domain.errors import UsageError
    from bot.domain.feeds import Origin
    from bot.pipeline.listing import add_all, listed_in
    from bot.runtime.fetching import address_in_lists

    with options.app() as app:
        try:
            listed, left_out = listed_in(
                app.read_text(file.name, file.read_bytes()),
                address_in_lists(app.settings),
                full_text=app.settings.sources.full_text,
            )
        except ValueError as error:
            raise UsageError(f"{file} cannot be read: {error}") from error
        _say_left_out(left_out)
        if not listed:
            raise UsageError(f"{file} lists no feeds{' that can be read' * bool(left_out)}.")
        with app.store.transaction() as tx:
            added, known = add_all(tx, app.ambient, listed, Origin.OPERATOR)
    click.echo(
        f"{several(added, 'feed', 'feeds')} added, {known} {'was' if known == 1 else 'were'} there."
    )


def _say_left_out(lines: Sequence[LeftOut]) -> None:
    from bot.render.safe import safe_line

    for one in lines[:SHOWN]:
        click.echo(f"left out  {_short(safe_line(one.written))}: {one.reason}")
    if len(lines) > SHOWN:
        click.echo(f"left out  … and {len(lines) - SHOWN} more")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def export_feeds(options: Options) -> None:
    """Print the list of feeds as OPML."""
    from bot.sources.opml import write_opml

    with options.app() as app, app.store.snapshot() as tx:
        click.echo(write_opml(tx.feeds.all()), nl=False)
