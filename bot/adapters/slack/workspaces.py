"""Which token opens which workspace, and who we are there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.sdk import ask, new_client
from bot.adapters.slack.sentences import Say, say_in_english
from bot.domain.errors import NotSent, SettingsError, Unreachable
from bot.ports.installations import Installations


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A workspace that we may enter."""

    workspace: str
    client: AsyncWebClient = field(repr=False)
    bot: str  # our user id there
    name: str  # what people call us


class Workspaces:
    """The one of the settings, and those that people installed the bot in."""

    def __init__(
        self,
        *,
        bot_token: str | None,
        base_url: str,
        session: Callable[[], aiohttp.ClientSession],
        installations: Installations | None,
        say: Say = say_in_english,
    ) -> None:
        """Keep where tokens come from; `session` is asked for when it is needed."""
        self._say = say
        self._bot_token = bot_token
        self._base_url = base_url
        self._session = session
        self._installations = installations
        self._own: Access | None = None
        self._known: dict[str, Access] = {}
        self._identifying = asyncio.Lock()

    def client(self, token: str | None = None) -> AsyncWebClient:
        """Return a client for calls with `token`, or with none."""
        return new_client(token, base_url=self._base_url, session=self._session())

    async def own(self) -> Access | None:
        """Return the workspace of the settings' token; None if there is no such token.

        Raises:
            PostError: Slack does not let us in, or does not answer.
        """
        if self._bot_token is None:
            return None
        async with self._identifying:
            if self._own is None:
                client = self.client(self._bot_token)
                self._own = await identify(client, self._say)
        return self._own

    async def access(self, workspace: str | None) -> Access:
        """Return our access to a workspace.

        Raises:
            Unreachable: there is none.
            NotSent: its token cannot be opened; it may be with the next settings.
            PostError: Slack does not answer, and we do not know yet who we are.
        """
        own = self._own or await self.own()
        if own is not None and workspace in {None, own.workspace}:
            return own
        if workspace is None or self._installations is None:
            raise self._not_installed(workspace)
        if workspace in self._known:
            return self._known[workspace]
        try:
            found = await asyncio.to_thread(self._installations.find, workspace)
        except SettingsError as error:
            raise NotSent(str(error), workspace_only=True) from error
        if found is None:
            raise self._not_installed(workspace)
        client = self.client(found.token)
        access = Access(workspace=workspace, client=client, bot=found.bot, name="digestbot")
        self._known[workspace] = access
        return access

    def forget(self, workspace: str) -> None:
        """Ask for the token anew when it is needed next."""
        self._known.pop(workspace, None)

    async def remove(self, workspace: str) -> None:
        """Take note that the bot was taken out of a workspace."""
        self.forget(workspace)
        if self._installations is not None:
            await asyncio.to_thread(self._installations.remove, workspace)

    def _not_installed(self, workspace: str | None) -> Unreachable:
        return Unreachable(self._say("not-installed", None, workspace=str(workspace)))


async def identify(client: AsyncWebClient, say: Say) -> Access:
    """Ask Slack who we are.

    Raises:
        PostError: it does not say.
    """
    said = await ask(client.auth_test(), say=say)
    return Access(
        workspace=str(said["team_id"]),
        client=client,
        bot=str(said["user_id"]),
        name=str(said.get("user") or "digestbot"),
    )
