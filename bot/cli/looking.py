"""Commands that show what the bot has: a digest, its stories, and whether all is well."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from bot.cli.context import Options
from bot.cli.streams import echo_json

if TYPE_CHECKING:
    from bot.domain.chats import ChatAddress
    from bot.domain.digests import DigestId
    from bot.domain.stories import Coverage
    from bot.ports.store import Store
    from bot.runtime.settings import Settings
    from bot.runtime.wiring import App

WRONG = 2
AT_ONCE = 200  # stories whose texts are in memory at a time
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@click.command()
@click.option("--to", "address", required=True, help="A chat, such as console:local.")
@click.option("--preview", is_flag=True, help="Show it here; nothing counts as told.")
@click.pass_obj
def digest(options: Options, address: str, preview: bool) -> None:
    """Make the digest of one chat now.

    What it says counts as told, unless it is a preview.
    """
    from bot.adapters.console import print_message
    from bot.cli.asking import ask
    from bot.domain.chats import Platform, parse_address
    from bot.domain.errors import SettingsError

    try:
        chat = parse_address(address)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--to") from error
    if not preview and chat.platform != Platform.CONSOLE.value:
        raise SettingsError(f"This release cannot post to {chat.platform} yet; --preview can show.")
    with options.app() as app:
        before = _last(app.store, chat)
        message = ask(app, chat, "digest preview" if preview else "digest")
        made = _last(app.store, chat)
        try:
            print_message(message, stream=sys.stdout)
        except (OSError, KeyboardInterrupt):
            if made is not None and made != before:
                with app.store.transaction() as tx:
                    tx.digests.give_back(made)
            raise


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array of all stories.")
@click.pass_obj
def stories(options: Options, as_json: bool) -> None:
    """List the stories of the store and their articles.

    Newest first; of each article its source and its key.
    """
    with options.app() as app:
        found = _stories(app.store)
        if as_json:
            _as_json(found)
        else:
            _as_lines(found)


@click.command()
@click.pass_obj
def check(options: Options) -> None:
    """Say what is wrong with settings, store and inbox.

    Exit code 0 if nothing is, else 2.
    """
    from bot.domain.errors import DigestBotError

    problems: list[str] = []
    settings = options.settings()
    _row("settings", "ok")
    _platforms(settings)
    try:
        with options.app() as app:
            problems += _check_store(app)
            problems += _check_inbox(app)
    except DigestBotError as error:
        _row("store", str(error))
        problems.append(str(error))
    if problems:
        raise click.exceptions.Exit(WRONG)


def _last(store: Store, chat: ChatAddress) -> DigestId | None:
    with store.snapshot() as tx:
        last = tx.digests.last(chat)
    return last.id if last else None


def _stories(store: Store) -> Iterator[Coverage]:
    with store.snapshot() as tx:
        ids = iter([story.id for story, _ in reversed(tx.stories.since(LONG_AGO))])
    while batch := list(islice(ids, AT_ONCE)):
        with store.snapshot() as tx:
            yield from tx.stories.coverage(batch)


def _as_json(found: Iterator[Coverage]) -> None:
    click.echo("[", nl=False)
    for n, coverage in enumerate(found):
        click.echo(",\n " if n else "", nl=False)
        echo_json(_record(coverage), nl=False)
    click.echo("]")


def _as_lines(found: Iterator[Coverage]) -> None:
    count = 0
    for count, coverage in enumerate(found, 1):  # noqa: B007 -- the last count is used
        lead = coverage.lead.article
        click.echo(f"{coverage.story.id}  {lead.title or lead.body[:60]!r}")
        for report in coverage.reports:
            click.echo(f"    {report.outlet}: {report.article.source}/{report.article.key}")
    if not count:
        click.echo("There are no stories yet. `digestbot collect` takes in the inbox.")


def _record(coverage: Coverage) -> dict[str, Any]:
    return {
        "id": coverage.story.id,
        "headline": coverage.lead.article.title,
        "first_seen_at": coverage.story.first_seen_at.isoformat(),
        "last_seen_at": coverage.story.last_seen_at.isoformat(),
        "articles": [
            {
                "id": report.article.id,
                "source": report.article.source,
                "key": report.article.key,
                "outlet": report.outlet,
                "title": report.article.title,
            }
            for report in coverage.reports
        ],
    }


def _row(name: str, value: str) -> None:
    click.echo(f"{name:<10} {value}")


def _several(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _platforms(settings: Settings) -> None:
    from bot.runtime.wiring import platforms

    for platform, given in platforms(settings).items():
        _row(platform.value, "credentials given" if given else "off: no credentials")


def _check_store(app: App) -> Sequence[str]:
    problems = app.store.check()
    with app.store.snapshot() as tx:
        articles, stories = tx.articles.count(), tx.stories.count()
    _row(
        "store",
        f"{app.settings.store}: {_several(articles, 'article', 'articles')}, "
        f"{_several(stories, 'story', 'stories')}",
    )
    for problem in problems:
        _row("", problem)
    return problems


def _check_inbox(app: App) -> Sequence[str]:
    from bot.domain.errors import SourceError
    from bot.ports.source import RawArticle, Unreadable

    with app.store.snapshot() as tx:
        known = tx.sources.known(app.source.name)
        # each of them is a known item, so this many are all
        rejected = {one.key: one.reason or "" for one in tx.sources.rejected(len(known))}
    new = 0
    try:
        for item in app.source.scan(known):
            new += isinstance(item, RawArticle)
            rejected.pop(item.key, None)
            if isinstance(item, Unreadable):
                rejected[item.key] = item.reason
    except SourceError as error:
        _row("inbox", str(error))
        return [str(error)]
    told = f"{len(known)} known, {new} new, {len(rejected)} rejected"
    _row("inbox", f"{app.settings.inbox}: {told}")
    for key, reason in sorted(rejected.items()):
        _row("rejected", f"{key}: {reason}")
    return []
