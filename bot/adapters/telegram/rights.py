"""What a person may do in a chat, asked of Telegram and remembered for a minute."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import datetime, timedelta

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.adapters.telegram.errors import GARBAGE
from bot.adapters.telegram.membership import is_administrator
from bot.ports.chat import Role

log = structlog.get_logger()

REMEMBERED = timedelta(seconds=60)
_MOST = 10_000  # people in chats; what is older is forgotten then


class Rights:
    """Knows who administers which chat."""

    def __init__(
        self,
        bot: Bot,
        *,
        operators: Container[str],
        admins_only: bool,
        now: Callable[[], datetime],
    ) -> None:
        """Take whom to ask; with `admins_only`, changes in groups are for administrators."""
        self._bot = bot
        self._operators = operators
        self._admins_only = admins_only
        self._now = now
        self._known: dict[tuple[int, int], tuple[datetime, bool]] = {}

    async def role(self, chat: int, person: int, *, anonymous_admin: bool = False) -> Role:
        """Return what a person may do in a group or, where `chat` is theirs alone, in private."""
        if str(person) in self._operators:
            return Role.OPERATOR
        if chat == person or anonymous_admin or not self._admins_only:
            return Role.ADMIN
        return await self.role_in_room(chat, person)

    async def role_in_room(self, chat: int, person: int) -> Role:
        """Return the same where being a member is never enough, as in a channel."""
        if str(person) in self._operators:
            return Role.OPERATOR
        return Role.ADMIN if await self.administers(chat, person) else Role.MEMBER

    async def administers(self, chat: int, person: int) -> bool | None:
        """Say whether somebody administers a chat; None: Telegram does not tell now."""
        if person <= 0:  # somebody who speaks in the name of a channel
            return False
        now = self._now()
        found = self._known.get((chat, person))
        if found is not None and now - found[0] < REMEMBERED:
            return found[1]
        try:
            answer = is_administrator(await self._bot.get_chat_member(chat, person))
        except (TelegramError, *GARBAGE) as error:
            log.warning("telegram.rights-unknown", chat=chat, problem=type(error).__name__)
            return None
        if len(self._known) >= _MOST:
            self._known = {
                key: known for key, known in self._known.items() if now - known[0] < REMEMBERED
            }
        self._known[chat, person] = (now, answer)
        return answer
