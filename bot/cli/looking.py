"""Commands that show what the bot has: a digest, its stories."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from bot.cli.context import QUIET, Options
from bot.cli.streams import echo_json_array, several

if TYPE_CHECKING:
    from bot.domain.articles import Report
    from bot.domain.chats import ChatAddress
    from bot.domain.digests import DigestId
    from bot.domain.stories import Coverage
    from bot.ports.store import Store
    from bot.runtime.wiring import App

FAILED = 1
AT_ONCE = 200  # stories whose texts are in memory at a time
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@click.command()
@click.option("--to", "address", required=True, help="A chat, such as console:local.")
@click.option("--preview", is_flag=True, help="Show it here; nothing counts as told.")
@click.pass_obj
def digest(options: Options, address: str, preview: bool) -> None:
    """Make the digest of one chat now.

    That of the console is shown here, any other is posted by the running service. What it says
    counts as told, unless it is a preview.
    """
    from bot.adapters.console import print_message
    from bot.cli.asking import ask
    from bot.domain.chats import Platform, parse_address

    try:
        chat = parse_address(address)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--to") from error
    with options.app() as app:
        if not preview and chat.platform != Platform.CONSOLE.value:
            _send(app, chat)
            return
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
    if message.failed:
        raise click.exceptions.Exit(FAILED)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array of these stories.")
@click.option(
    "--days", type=click.IntRange(min=1), default=1, help="So many days, today being the first."
)
@click.option("--all", "everything", is_flag=True, help="All that are kept.")
@click.pass_obj
def stories(options: Options, as_json: bool, days: int, everything: bool) -> None:
    """List today's stories, who tells them, and how they were grouped.

    Newest first. Behind each article after the first stands the article before it that it is most
    like, and how much: 1 for a copy, 0 for nothing in common.
    """
    with options.app(log_level=QUIET) as app:
        since = LONG_AGO if everything else _days_ago(app, days)
        found = _stories(app.store, since)
        if as_json:
            echo_json_array(map(_record, found))
        else:
            _as_lines(found, everything=everything)


def _days_ago(app: App, days: int) -> datetime:
    """Return the beginning of today, or of a day before, where the bot is."""
    from bot.runtime.wiring import zone_of

    zone = zone_of(app.settings)
    today = app.ambient.now().astimezone(zone).date()
    first = datetime.combine(today - timedelta(days=days - 1), time(), zone)
    return first.astimezone(UTC)


def _send(app: App, chat: ChatAddress) -> None:
    from bot.pipeline.send import send_now
    from bot.runtime.wiring import render

    sent = send_now(app.store, app.ambient, render, chat, app.settings.weights, read_at=app.read_at)
    if sent is None:
        click.echo(f"There is nothing new for {chat}.")
        return
    told = several(len(sent.entries), "story", "stories")
    click.echo(
        f"A digest of {told} is on its way to {chat}:"
        " the running service posts it; `digestbot outbox` shows whether it still waits."
    )


def _last(store: Store, chat: ChatAddress) -> DigestId | None:
    with store.snapshot() as tx:
        last = tx.digests.last(chat)
    return last.id if last else None


def _stories(store: Store, since: datetime) -> Iterator[Coverage]:
    with store.snapshot() as tx:
        ids = iter([story.id for story, _ in reversed(tx.stories.since(since))])
    while batch := list(islice(ids, AT_ONCE)):
        with store.snapshot() as tx:
            yield from tx.stories.coverage(batch)


def _as_lines(found: Iterator[Coverage], *, everything: bool) -> None:
    count = 0
    for count, coverage in enumerate(found, 1):  # noqa: B007 -- the last count is used
        lead = coverage.lead.article
        click.echo(f"{coverage.story.id}  {lead.title or lead.body[:60]!r}")
        for report, near, alike in _likeness(coverage):
            like = f"  ({alike:.2f} like {near.article.key})" if near else ""
            click.echo(f"    {report.outlet}: {report.article.source}/{report.article.key}{like}")
    if not count and everything:
        click.echo("There are no stories yet. `digestbot collect` takes in the inbox.")
    elif not count:
        click.echo("There are no stories of that time. --days 7 looks back a week, --all further.")


def _likeness(coverage: Coverage) -> Iterator[tuple[Report, Report | None, float]]:
    """Yield each report with the one before it that it is most like, and how much."""
    from summarizer import similarity

    before: list[Report] = []
    for report in coverage.reports:
        alike = [similarity(report.fingerprint, other.fingerprint) for other in before]
        best = max(alike, default=0.0)
        yield report, before[alike.index(best)] if before else None, best
        before.append(report)


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
                "like": near.article.id if near else None,
                "similarity": round(alike, 2) if near else None,
            }
            for report, near, alike in _likeness(coverage)
        ],
    }
