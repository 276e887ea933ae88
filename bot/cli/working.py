"""The command that shares the work with other processes: worker."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import click

from bot.cli.context import Options

if TYPE_CHECKING:
    from bot.runtime.hangups import Hangups
    from bot.runtime.wiring import App
    from bot.web.server import Server

ROLES = ("collect", "summarize", "plan", "deliver", "chat")


def _roles(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    roles = tuple(dict.fromkeys(role.strip() for role in value.split(",") if role.strip()))
    unknown = [role for role in roles if role not in ROLES]
    if unknown or not roles:
        raise click.BadParameter(f"{value!r}; there are {', '.join(ROLES)}.")
    return roles


@click.command()
@click.option(
    "--roles",
    default=",".join(ROLES),
    callback=_roles,
    metavar="LIST",
    help=f"What this process does, of {','.join(ROLES)}. [all]",
)
@click.option(
    "--metrics",
    is_flag=True,
    help="Show Prometheus the seconds of this process's steps, at web.host and web.port.",
)
@click.pass_obj
def worker(options: Options, roles: tuple[str, ...], *, metrics: bool) -> None:
    """Share the work with other processes, on any number of machines.

    The store is in PostgreSQL, and so is the queue of what there is to do. Start as many as you
    like; one of those with the role chat serves Telegram, and another one takes over when it dies.
    """
    from bot.runtime.hangups import hangups_kept

    with hangups_kept() as hangups, options.app(queues=True, waits=True) as app:
        _work(app, roles, hangups, metrics=metrics)


def _work(app: App, roles: tuple[str, ...], hangups: Hangups, *, metrics: bool) -> None:
    import structlog

    from bot.domain.chats import Platform
    from bot.domain.errors import SettingsError
    from bot.ports.chat import ChatAdapter
    from bot.runtime.platforms import adapter_of, is_set_up
    from bot.runtime.settings import variable
    from bot.runtime.signals import stopped_by_signals

    try:
        from bot.runtime.workers import Worker
    except ImportError as error:
        raise SettingsError(
            f"Workers need more than digestbot alone: install digestbot[postgres]. ({error})"
        ) from error

    web = app.settings.web
    if web.public_url and web.admin_token is None:
        raise SettingsError(
            "Workers sign links to web.public_url that another process opens: set "
            f"{variable('web.admin_token')} to the same words for all of them."
        )
    sys.setswitchinterval(0.0005)  # as in `run`: posts must not wait for threads that think
    log = structlog.get_logger()
    platforms = [platform for platform, there in is_set_up(app.settings).items() if there]

    def adapter(platform: Platform) -> ChatAdapter:
        return adapter_of(platform, app.settings, app.store, app.ambient, app.read_text)

    server: Server | None = None
    if metrics:
        from bot.runtime.site import with_metrics

        app, server = with_metrics(app)

    def tell_to_restart() -> None:
        log.warning("worker.need-restart")  # its settings go into the roles that it began with

    async def until_stopped() -> None:
        one = Worker(app=app, roles=roles, platforms=platforms, adapter=adapter)
        async with _serving(server):
            with stopped_by_signals(one.stop), hangups.told(tell_to_restart):
                await one.run(ready=lambda: log.info("worker.ready", roles=",".join(roles)))
        app.steps.stopping.set()
        log.info("worker.stopped")

    asyncio.run(until_stopped())


@asynccontextmanager
async def _serving(server: Server | None) -> AsyncIterator[None]:
    if server is None:
        yield
        return
    await server.start()
    try:
        yield
    finally:
        await server.stop()
