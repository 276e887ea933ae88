"""Every command there is, by hand: the help, the menus and the README's table come from here."""

from __future__ import annotations

from bot.commands import about, reading, settings, subscribing
from bot.commands.spec import Audience, Command, Param

COMMANDS: tuple[Command, ...] = (
    Command(name="start", summary="command.start", run=about.start),
    Command(
        name="help",
        summary="command.help",
        params=(Param("command", optional=True),),
        run=about.help_,
    ),
    Command(
        name="subscribe",
        aliases=("sub", "add"),
        summary="command.subscribe",
        audience=Audience.CHANGERS,
        params=(Param("what", optional=True, rest=True),),
        run=subscribing.subscribe,
    ),
    Command(
        name="unsubscribe",
        aliases=("unsub", "remove"),
        summary="command.unsubscribe",
        audience=Audience.CHANGERS,
        params=(Param("what", optional=True, rest=True),),
        run=subscribing.unsubscribe,
    ),
    Command(
        name="subscriptions",
        aliases=("list", "feeds"),
        summary="command.subscriptions",
        run=subscribing.subscriptions,
    ),
    Command(
        name="summary",
        aliases=("tldr", "recap"),
        summary="command.summary",
        params=(Param("what", optional=True, rest=True),),
        run=reading.summary,
    ),
    Command(
        name="digest",
        aliases=("latest",),
        summary="command.digest",
        params=(Param("preview", optional=True, only=("preview",)),),
        run=reading.digest,
    ),
    Command(
        name="schedule",
        summary="command.schedule",
        audience=Audience.CHANGERS,
        params=(Param("when", optional=True, rest=True),),
        run=settings.schedule,
    ),
    Command(
        name="timezone",
        aliases=("tz",),
        summary="command.timezone",
        audience=Audience.CHANGERS,
        params=(Param("place", optional=True, rest=True),),
        run=settings.timezone,
    ),
    Command(
        name="pause",
        summary="command.pause",
        audience=Audience.CHANGERS,
        params=(Param("until", optional=True, rest=True),),
        run=settings.pause,
    ),
    Command(
        name="resume", summary="command.resume", audience=Audience.CHANGERS, run=settings.resume
    ),
    Command(name="topics", summary="command.topics", run=about.topics),
    Command(name="sources", summary="command.sources", run=about.sources),
    Command(name="status", summary="command.status", run=about.status),
)
