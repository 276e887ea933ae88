"""Who somebody is: where they are, what they speak, what they may change."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

import structlog

from bot.adapters.slack.events import Spot
from bot.adapters.slack.sending import Sending
from bot.adapters.slack.workspaces import Access
from bot.domain.errors import PostError, Unreachable
from bot.ports.chat import Role

log = structlog.get_logger()

Changers: TypeAlias = Literal["anyone", "admins"]

KEPT = timedelta(minutes=5)
_MOST = 5000  # people and channels in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What Slack says of a person."""

    timezone: str | None = None
    language: str | None = None
    is_admin: bool = False  # of the workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class _Channel:
    creator: str
    has_us: bool


class People:
    """Asks Slack, and remembers for some minutes."""

    def __init__(
        self,
        sending: Sending,
        *,
        changers: Changers,
        operators: Container[str],
        now: Callable[[], datetime],
    ) -> None:
        """Take who may change what a channel gets, and who may do everything."""
        self._sending = sending
        self._changers = changers
        self._operators = operators
        self._now = now
        self._kept: dict[Hashable, tuple[datetime, Any]] = {}

    async def profile(self, access: Access, person: str) -> Profile:
        """Return a person's profile; an empty one if Slack does not tell."""
        key = (access.workspace, person)
        kept = self._recall(key)
        if isinstance(kept, Profile):
            return kept
        try:
            call = access.client.users_info(user=person, include_locale=True)
            said = await self._sending.ask(access, call)
        except PostError as error:
            log.warning("slack.profile-unknown", problem=str(error))
            return Profile()
        profile = to_profile(said.get("user") or {})
        self._keep(key, profile)
        return profile

    async def role(self, access: Access, spot: Spot, person: str, profile: Profile) -> Role:
        """Return what a person may do in a chat."""
        if person in self._operators:
            return Role.OPERATOR
        if self._changers == "anyone" or spot.alone or profile.is_admin:
            return Role.ADMIN
        made_by = await self._creator(access, spot.channel)
        return Role.ADMIN if made_by == person else Role.MEMBER

    async def let_us_in(self, access: Access, channel: str) -> bool:
        """Say whether we are in a channel; if Slack does not tell, as if we were."""
        try:
            return (await self._channel(access, channel)).has_us
        except Unreachable as error:  # a private one, that we cannot see; or our token is dead
            return error.everywhere
        except PostError as error:
            log.warning("slack.channel-unknown", problem=str(error))
            return True

    async def _creator(self, access: Access, channel: str) -> str | None:
        try:
            return (await self._channel(access, channel)).creator
        except PostError as error:
            log.warning("slack.channel-unknown", problem=str(error))
            return None

    async def _channel(self, access: Access, channel: str) -> _Channel:
        """Return what Slack says of a channel, remembered if we are in it."""
        key = (access.workspace, channel, "channel")
        kept = self._recall(key)
        if isinstance(kept, _Channel):
            return kept
        call = access.client.conversations_info(channel=channel)
        told = (await self._sending.ask(access, call)).get("channel") or {}
        found = _Channel(
            creator=str(told.get("creator") or ""),
            has_us=told.get("is_member") is not False or bool(told.get("is_private")),
        )
        if found.has_us:
            self._keep(key, found)
        return found

    def _recall(self, key: Hashable) -> object:
        at, kept = self._kept.get(key, (None, None))
        return kept if at is not None and self._now() - at < KEPT else None

    def _keep(self, key: Hashable, value: object) -> None:
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[key] = (self._now(), value)


def to_profile(user: Mapping[str, Any]) -> Profile:
    """Return what we need of a user object of Slack's."""
    return Profile(
        timezone=str(user["tz"]) if user.get("tz") else None,
        language=str(user["locale"]) if user.get("locale") else None,
        is_admin=any(user.get(name) for name in ("is_admin", "is_owner", "is_primary_owner")),
    )
