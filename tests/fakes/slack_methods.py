"""The Web API's methods: which there are, what scopes they ask for, and who may call them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from tests.fakes.slack_types import JSON, Args, SlackError

if TYPE_CHECKING:
    from tests.fakes.slack_api import SlackApi
    from tests.fakes.slack_world import Channel, Team, Token

Method: TypeAlias = "Callable[[Call], JSON]"

METHODS: dict[str, Method] = {}
NEEDS_NO_TOKEN = {"oauth.v2.access"}


class Call:
    """One call of a method: who calls, with what."""

    def __init__(self, api: SlackApi, token: Token | None, args: Args) -> None:
        self.api = api
        self.args = args
        self._token = token

    @property
    def token(self) -> Token:
        """The token of the call."""
        assert self._token is not None
        return self._token

    @property
    def team(self) -> Team:
        """The workspace of the call."""
        assert self.token.team is not None
        return self.token.team

    def needs(self, scope: str) -> None:
        """Refuse the call if its token may not do this."""
        if scope not in self.token.scopes:
            provided = ",".join(sorted(self.token.scopes))
            raise SlackError("missing_scope", needed=scope, provided=provided)

    def needs_for(self, channel: Channel, what: str) -> None:
        """Refuse the call if its token may not do this in this kind of channel."""
        kinds = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
        self.needs(f"{kinds[channel.kind]}:{what}")

    def channel(self) -> Channel:
        """Return the channel that the call names, if the bot can know of it."""
        if "channel" not in self.args:
            raise SlackError.explained(
                "invalid_arguments", "[ERROR] missing required field: channel"
            )
        channel = self.team.channels.get(self.args.text("channel"))
        if channel is None or (channel.kind != "channel" and not channel.bot_is_member):
            raise SlackError("channel_not_found")
        return channel


def method(name: str) -> Callable[[Method], Method]:
    """Make a function the method of this name."""

    def register(function: Method) -> Method:
        METHODS[name] = function
        return function

    return register


def authorize(api: SlackApi, name: str, value: str | None) -> Token | None:
    """Return the token of a call.

    Raises:
        SlackError: it is missing, unknown, dead, or of the wrong kind.
    """
    if name in NEEDS_NO_TOKEN:
        return None
    if not value:
        raise SlackError("not_authed")
    token = api.tokens.get(value)
    if token is None:
        raise SlackError("invalid_auth")
    if token.error:
        raise SlackError(token.error)
    if (token.team is None) != (name == "apps.connections.open"):
        raise SlackError("not_allowed_token_type")
    return token
