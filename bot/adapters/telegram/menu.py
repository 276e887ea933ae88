"""The menu of commands that Telegram shows beside the field to type in."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import TypeAlias

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeDefault,
)
from telegram.constants import BotCommandLimit
from telegram.error import TelegramError

from bot.adapters.telegram.calls import Flooded
from bot.adapters.telegram.errors import GARBAGE
from bot.adapters.telegram.polling import Sleep

log = structlog.get_logger()

Menu: TypeAlias = Mapping[str, Sequence[tuple[str, str, bool]]]
"""For each language: names of commands, what they do, and whether they change anything."""

ATTEMPTS = 5  # for each list, where Telegram asks to wait

_NAME = re.compile(r"[a-z0-9_]{1,32}")


async def show_menu(bot: Bot, menu: Menu, sleep: Sleep) -> None:
    """Tell Telegram the commands; without a menu, the bot only takes longer to get to know.

    Where Telegram asks to wait, that is done: there are three lists for each language.

    In groups everybody is shown what changes nothing, and administrators everything. The first
    language is for everybody whose own is not there.
    """
    languages: list[tuple[str | None, Sequence[tuple[str, str, bool]]]] = [*menu.items()]
    languages[:0] = [(None, rows) for _, rows in languages[:1]]
    try:
        for language, rows in languages:
            for scope, with_changes in _SCOPES:
                commands = _commands(rows, with_changes=with_changes)
                tell = partial(bot.set_my_commands, commands, scope=scope, language_code=language)
                await _patiently(tell, sleep)
    except (TelegramError, *GARBAGE) as error:
        log.warning("telegram.no-menu", problem=type(error).__name__)


async def _patiently(tell: Callable[[], Awaitable[object]], sleep: Sleep) -> None:
    for left in reversed(range(ATTEMPTS)):
        try:
            await tell()
        except Flooded as error:
            if not left:
                raise
            await sleep(error.after / timedelta(seconds=1))
        else:
            return


_SCOPES: tuple[tuple[BotCommandScope, bool], ...] = (
    (BotCommandScopeDefault(), True),
    (BotCommandScopeAllGroupChats(), False),
    (BotCommandScopeAllChatAdministrators(), True),
)


def _commands(rows: Sequence[tuple[str, str, bool]], *, with_changes: bool) -> list[BotCommand]:
    shown = [
        BotCommand(name, summary.strip()[: BotCommandLimit.MAX_DESCRIPTION])
        for name, summary, changes in rows
        if (with_changes or not changes) and _NAME.fullmatch(name) and summary.strip()
    ]
    return shown[: BotCommandLimit.MAX_COMMAND_NUMBER]
