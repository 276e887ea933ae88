"""`digestbot export` and `digestbot import`: feeds and chats, to be carried elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.cli.context import NamedPath, Options
from bot.cli.feeding import export_feeds, import_feeds
from bot.cli.streams import several


@click.command()
@click.option("--opml", is_flag=True, help="The list of feeds, for programs that read feeds.")
@click.option("--chats", is_flag=True, help="All chats, with settings and subscriptions, as JSON.")
@click.pass_obj
def export(options: Options, opml: bool, chats: bool) -> None:
    """Print the list of feeds, or all chats.

    What chats were told stays here; `import` takes in either.
    """
    if opml == chats:
        raise click.UsageError("Say either --opml or --chats.")
    if opml:
        export_feeds(options)
    else:
        _export_chats(options)


@click.command(name="import")
@click.argument("file", type=NamedPath(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_(options: Options, file: Path) -> None:
    """Add the feeds of a list, or the chats of FILE.json.

    A list is OPML, or a text with an address a line; its folders become topics, and feeds that are
    there already stay as they are. A chat that is known gets the settings of the file; its other
    subscriptions stay. Twice is as good as once, also while the bot runs.
    """
    if file.suffix.lower() == ".json":
        _import_chats(options, file)
    else:
        import_feeds(options, file)


def _export_chats(options: Options) -> None:
    from bot.pipeline.carrying import all_chats, document_of

    with options.app(log_level="ERROR") as app:
        document = document_of(all_chats(app.store), app.ambient.now())
    click.echo(json.dumps(document, indent=1))


def _import_chats(options: Options, file: Path) -> None:
    from bot.domain.errors import UsageError
    from bot.pipeline.carrying import take_in

    try:
        # Of bytes it finds out the encoding: other programs write a mark of it, or two bytes each.
        document = json.loads(file.read_bytes())
    except ValueError as error:  # what is no text is no JSON either
        raise UsageError(f"{file} is no JSON: {error}.") from error
    except RecursionError as error:
        raise UsageError(f"{file} is no export of chats: it is nested too deep.") from error
    with options.app(log_level="ERROR") as app:
        count = take_in(app.store, document, app.ambient.now())
    click.echo(f"{several(count, 'chat', 'chats')} from {file}.")
