"""`digestbot check`: whether all is well with settings, store, outbox, platforms and inbox."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.context import QUIET, Options
from bot.cli.outboxing import totals
from bot.cli.serving import alive, serving, wrong_clock, wrong_page
from bot.cli.streams import several

if TYPE_CHECKING:
    from bot.domain.chats import Platform
    from bot.runtime.settings import Settings
    from bot.runtime.wiring import App

WRONG = 2
NOT_ALIVE = 1  # what Docker takes for "unhealthy"
ROOM = 200_000_000  # bytes that are to be free: a back-up, a busy day


@click.command()
@click.option(
    "--repair", is_flag=True, help="Mend the store first; what is damaged is kept beside it."
)
@click.option(
    "--alive",
    "only_alive",
    is_flag=True,
    help="Only whether a process of this machine serves; else exit code 1.",
)
@click.pass_obj
def check(options: Options, repair: bool, only_alive: bool) -> None:
    """Say what is wrong with settings, store and inbox.

    Exit code 0 if nothing is, else 2.
    """
    from bot.domain.errors import DigestBotError

    problems: list[str] = []
    settings = options.settings()
    if only_alive:
        _require_alive(settings.store)
        return
    _row("settings", "ok")
    _row("languages", _across(settings))
    _row("fetch", _who_asks(settings))
    if repair:
        _repair(settings.store)
    try:
        with options.app(log_level=QUIET) as app:  # what a log says, the rows say
            problems += _check_platforms(app)
            _row("serving", serving(app))
            problems += _wrong("web", wrong_page(settings))
            problems += _check_store(app)
            problems += _wrong("clock", wrong_clock(app.store, app.ambient.now()))
            problems += _check_inbox(app)
            _check_feeds(app)
    except DigestBotError as error:
        _row("store", str(error))
        problems.append(str(error))
    if problems:
        raise click.exceptions.Exit(WRONG)


def _across(settings: Settings) -> str:
    from summarizer import Meanings

    if not settings.across_languages:
        return "what is told in several is several stories, as across_languages says"
    if not Meanings.available():
        return "what is told in several is several stories; digestbot[multilingual] makes it one"
    return "what is told in several becomes one story"


def _who_asks(settings: Settings) -> str:
    from bot.sources.project import user_agent

    agent = user_agent(settings.fetch.contact)
    if "+" in agent:
        return f"websites are told that {agent} reads them"
    return f"websites are told that {agent} reads them, but not whom to ask; set fetch.contact"


def _repair(store: str) -> None:
    from bot.runtime.ambient import now
    from bot.storage.open import repair_store

    for line in repair_store(store, f"{now():%Y%m%dT%H%M%SZ}"):
        _row("repair", line)


def _require_alive(place: str) -> None:
    from bot.runtime.ambient import now
    from bot.storage.open import open_store

    with closing(open_store(place)) as store:
        there = alive(store, now())
    _row("alive", "yes" if there else "no process of this machine serves; see `digestbot run`")
    if not there:
        raise click.exceptions.Exit(NOT_ALIVE)


def _wrong(name: str, problem: str | None) -> Sequence[str]:
    """Say in a row what is wrong, if something is."""
    if problem is None:
        return []
    _row(name, problem)
    return [problem]


def _row(name: str, value: str) -> None:
    click.echo(f"{name:<10} {value}")


def _check_platforms(app: App) -> Sequence[str]:
    """Try the credentials of the platforms that are set up."""
    from bot.domain.errors import SettingsError
    from bot.runtime.platforms import is_set_up

    problems: list[str] = []
    for platform, given in is_set_up(app.settings).items():
        try:
            told = _tried(app, platform) if given else "off: no credentials"
        except SettingsError as error:
            told = str(error)
            problems.append(told)
        _row(platform.value, told)
    return problems


def _tried(app: App, platform: Platform) -> str:
    """Return whether the platform takes the credentials.

    Raises:
        SettingsError: it does not.
    """
    from bot.runtime.trial import takes_credentials

    if asyncio.run(takes_credentials(app, platform, app.settings)):
        return "ok"
    return "cannot be reached now, so the credentials were not tried"


def _check_store(app: App) -> Sequence[str]:
    from bot.storage.open import folder_of, shown

    problems = app.store.check()
    with app.store.snapshot() as tx:
        articles, stories = tx.articles.count(), tx.stories.count()
    _row(
        "store",
        f"{shown(app.settings.store)}: {several(articles, 'article', 'articles')}, "
        f"{several(stories, 'story', 'stories')}",
    )
    for problem in problems:
        _row("", problem)
    _row("outbox", totals(app.store, app.ambient.now()))
    folder = folder_of(app.settings.store)
    told = little_room(folder, shutil.disk_usage(folder).free) if folder else None
    if told:
        _row("disk", told)
    return [*problems, told] if told else problems


def little_room(folder: Path, free: int) -> str | None:
    """Return what is wrong with so many free bytes on the disk of the store; None: nothing."""
    if free >= ROOM:
        return None
    return (
        f"Only {free / 1_000_000:.0f} MB are free where the store is, in {folder}. Make room, or "
        "let the settings keep.* keep less; on a full disk nothing is taken in and nothing posted."
    )


def _check_inbox(app: App) -> Sequence[str]:
    from bot.domain.errors import SourceError
    from bot.ports.source import RawArticle, Unreadable

    with app.store.snapshot() as tx:
        known = tx.sources.known(app.source.name)
        # each of them is a known item, so this many are all
        rejected = {
            one.key: one.reason or "" for one in tx.sources.rejected(len(known), app.source.name)
        }
    kept = known.keys() - rejected.keys()
    new = 0
    try:
        for item in app.source.scan(known):
            new += isinstance(item, RawArticle)
            kept.discard(item.key)
            rejected.pop(item.key, None)
            if isinstance(item, Unreadable):
                rejected[item.key] = item.reason
    except SourceError as error:
        _row("inbox", str(error))
        return [str(error)]
    told = f"{len(kept)} known, {new} new, {len(rejected)} rejected"
    _row("inbox", f"{app.settings.inbox}: {told}")
    for key, reason in sorted(rejected.items()):
        _row("rejected", f"{key}: {reason}")
    return []


def _check_feeds(app: App) -> None:
    """Say how the feeds stood when they were last asked; what is wrong with one is not with us."""
    with app.store.snapshot() as tx:
        feeds = tx.feeds.all()
        everything = tx.sources.rejected(tx.sources.rejected_count())
    rejected = [one for one in everything if one.source != app.source.name]
    failing = [feed for feed in feeds if feed.problem]
    _row("feeds", f"{len(feeds)} read, {len(failing)} of them failing, {len(rejected)} rejected")
    for feed in failing:
        _row("failing", f"{feed.label}: {feed.problem}")
    for one in rejected:
        _row("rejected", f"{one.source}: {one.key}: {one.reason or ''}")
