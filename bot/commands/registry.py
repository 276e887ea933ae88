"""Every command there is, by hand: the help, the menus and the README's table come from here."""

from __future__ import annotations

from bot.commands import (
    about,
    carrying,
    liking,
    manner,
    muting,
    pages,
    reading,
    searching,
    settings,
    showing,
    sources,
    stats,
    subscribing,
    why,
)
from bot.commands.spec import Audience, Command, Param

# What buttons say beside the words of a command, so that they stay true.
_OF = Param("of", optional=True, tag="of")  # the digest that is meant
_ID = Param("subscription", optional=True, tag="id")
_ONLY = Param("only", optional=True, tag="only")
_PAGE = Param("page", optional=True, tag="page")

TAPS: tuple[Command, ...] = (
    Command(
        name="show",
        summary="delivery.show",
        params=(Param("key"),),
        run=showing.show,
    ),
    Command(
        name="thanks",
        summary="heard.welcome",
        params=(Param("whom", optional=True, rest=True),),
        run=about.thanks,
    ),
)
"""Commands that only buttons say, or people out of kindness; no list shows them."""

COMMANDS: tuple[Command, ...] = (
    Command(
        name="start",
        summary="command.start",
        params=(Param("topic", optional=True, rest=True),),
        run=about.start,
    ),
    Command(
        name="help",
        summary="command.help",
        params=(Param("command", optional=True),),
        aside=True,
        run=about.help_,
    ),
    Command(
        name="subscribe",
        aliases=("sub", "add"),
        summary="command.subscribe",
        audience=Audience.CHANGERS,
        params=(
            Param("what", optional=True, rest=True, words=("everything",)),
            Param("since", optional=True, tag="since"),
        ),
        run=subscribing.subscribe,
    ),
    Command(
        name="unsubscribe",
        aliases=("unsub", "remove"),
        summary="command.unsubscribe",
        audience=Audience.CHANGERS,
        params=(Param("what", optional=True, rest=True, words=("everything", "all")), _ID, _PAGE),
        aside=True,
        run=subscribing.unsubscribe,
    ),
    Command(
        name="subscriptions",
        aliases=("list", "feeds"),
        summary="command.subscriptions",
        aside=True,
        run=subscribing.subscriptions,
    ),
    Command(
        name="summary",
        aliases=("tldr", "recap"),
        summary="command.summary",
        params=(Param("what", optional=True, rest=True), _OF),
        run=reading.summary,
    ),
    Command(
        name="digest",
        aliases=("latest",),
        summary="command.digest",
        params=(Param("preview", optional=True, only=("preview", "more")), _OF),
        run=reading.digest,
    ),
    Command(
        name="search",
        aliases=("find",),
        summary="command.search",
        params=(Param("what", rest=True, shown="words…"), _PAGE),
        run=searching.search,
    ),
    Command(
        name="why", summary="command.why", params=(Param("n", optional=True), _OF), run=why.why
    ),
    Command(
        name="less",
        aliases=("dislike",),
        summary="command.less",
        audience=Audience.CHANGERS,
        params=(Param("n", optional=True), _OF, _ONLY),
        aside=True,
        run=liking.less,
    ),
    Command(
        name="more",
        aliases=("like",),
        summary="command.more",
        audience=Audience.CHANGERS,
        params=(Param("n", optional=True), _OF, _ONLY),
        aside=True,
        run=liking.more,
    ),
    Command(
        name="forget",
        summary="command.forget",
        audience=Audience.CHANGERS,
        params=(
            Param(
                "what",
                optional=True,
                rest=True,
                words=liking.EVERYTHING,
                shown="word|all|this chat",
            ),
            _PAGE,
        ),
        aside=True,
        run=liking.forget,
    ),
    Command(
        name="export",
        summary="command.export",
        audience=Audience.CHANGERS,
        aside=True,
        run=carrying.export,
    ),
    Command(
        name="filter",
        summary="command.filter",
        params=(
            Param("what", optional=True, rest=True, words=("off",), shown="words|+words|off"),
            _ID,
        ),
        aside=True,
        run=muting.filter_,
    ),
    Command(
        name="mute",
        summary="command.mute",
        audience=Audience.CHANGERS,
        params=(
            Param("what", optional=True, rest=True, words=("off",), shown="words|+words|off"),
            _ID,
        ),
        aside=True,
        run=muting.mute,
    ),
    Command(
        name="schedule",
        summary="command.schedule",
        audience=Audience.CHANGERS,
        params=(Param("when", optional=True, rest=True), _ID),
        aside=True,
        run=settings.schedule,
    ),
    Command(
        name="timezone",
        aliases=("tz",),
        summary="command.timezone",
        audience=Audience.CHANGERS,
        params=(Param("place", optional=True, rest=True),),
        aside=True,
        run=settings.timezone,
    ),
    Command(
        name="quiet",
        summary="command.quiet",
        audience=Audience.CHANGERS,
        params=(
            Param(
                "hours",
                optional=True,
                rest=True,
                words=("off", "silent"),
                shown="22:00-07:00 [silent]|off",
            ),
        ),
        aside=True,
        run=manner.quiet,
    ),
    Command(
        name="length",
        summary="command.length",
        audience=Audience.CHANGERS,
        params=(
            Param(
                "what",
                optional=True,
                rest=True,
                words=("short", "medium", "long"),
                shown="short|medium|long|3 min",
            ),
        ),
        aside=True,
        run=manner.length,
    ),
    Command(
        name="language",
        aliases=("lang",),
        summary="command.language",
        audience=Audience.CHANGERS,
        params=(Param("code", optional=True, rest=True, shown="code"),),
        aside=True,
        run=manner.language,
    ),
    Command(
        name="pause",
        summary="command.pause",
        audience=Audience.CHANGERS,
        params=(Param("until", optional=True, rest=True),),
        aside=True,
        run=settings.pause,
    ),
    Command(
        name="resume",
        summary="command.resume",
        audience=Audience.CHANGERS,
        aside=True,
        run=settings.resume,
    ),
    Command(
        name="settings",
        aliases=("config", "setup"),
        summary="command.settings",
        audience=Audience.CHANGERS,
        params=(Param("what", optional=True, rest=True, shown="page"), _ID, _PAGE),
        aside=True,
        run=pages.settings,
    ),
    Command(name="topics", summary="command.topics", run=about.topics),
    Command(
        name="sources",
        summary="command.sources",
        params=(Param("what", optional=True, rest=True, shown="name|add|remove|import"), _PAGE),
        run=sources.sources,
    ),
    Command(name="status", summary="command.status", aside=True, run=about.status),
    Command(name="stats", summary="command.stats", aside=True, run=stats.stats),
)
