"""The menu of commands that Telegram shows beside the field to type in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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

log = structlog.get_logger()

Menu: TypeAlias = Mapping[str, Sequence[tuple[str, str, bool]]]
"""For each language: names of commands, what they do, and whether they change anything."""

_NAME = re.compile(r"[a-z0-9_]{1,32}")


async def show_menu(bot: Bot, menu: Menu) -> None:
    """Tell Telegram the commands; without a menu, the bot only takes longer to get to know.

    In groups everybody is shown what changes nothing, and administrators everything. The first
    language is for everybody whose own is not there.
    """
    languages: list[tuple[str | None, Sequence[tuple[str, str, bool]]]] = [*menu.items()]
    languages[:0] = [(None, rows) for _, rows in languages[:1]]
    try:
        for language, rows in languages:
            for scope, with_changes in _SCOPES:
                commands = _commands(rows, with_changes=with_changes)
                await bot.set_my_commands(commands, scope=scope, language_code=language)
    except TelegramError as error:
        log.warning("telegram.no-menu", problem=type(error).__name__)


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
