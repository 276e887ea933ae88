"""What errors of Slack and of its SDK mean for a post.

The names are those of https://docs.slack.dev/reference/methods/chat.postMessage.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from aiohttp import ClientConnectorError, ClientError, ConnectionTimeoutError
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.adapters.slack.sentences import Say, say_in_english
from bot.domain.errors import (
    NotSent,
    PostError,
    Refused,
    SettingsError,
    TryLater,
    Unknown,
    Unreachable,
)

SDK_ERRORS = (
    SlackClientError,
    ClientError,
    OSError,  # TimeoutError is one
    RuntimeError,  # the session is closed
    ValueError,  # an answer that cannot be read, in several of the SDK's ways
    TypeError,
    AttributeError,
)
"""Everything that a call through the SDK may raise."""

DEAD = frozenset({
    "account_inactive",
    "app_missing",
    "invalid_auth",
    "not_authed",
    "token_expired",
    "token_revoked",
})  # fmt: skip
"""The token is good for nothing: no chat of the workspace can be reached."""

GONE = {
    "channel_not_found": "no-channel",
    "not_in_channel": "not-in-channel",
    "is_archived": "archived",
    "restricted_action": "restricted",
    "restricted_action_non_threadable_channel": "no-threads",
    "restricted_action_read_only_channel": "read-only",
    "restricted_action_thread_only_channel": "only-threads",
    "cannot_dm_bot": "with-a-bot",
    "ekm_access_denied": "suspended",
    "messages_tab_disabled": "no-messages-tab",
    "missing_scope": "no-permission",
    "no_permission": "no-permission",
    "team_access_not_granted": "not-granted",
    "team_not_found": "no-workspace",
    "user_disabled": "person-left",
    "user_not_found": "no-person",
    "user_not_in_channel": "person-not-in-channel",
    "user_not_visible": "person-not-visible",
}
"""The chat is gone for us, and with which sentence."""

WAIT = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})

UNSURE = frozenset({"fatal_error", "internal_error", "service_unavailable", "team_added_to_org"})
"""Slack says itself that some of it may have been done."""

USUAL_WAIT = 30  # seconds, if Slack forgets to say how long

_TOO_MANY = 429
_SERVER_ERROR = 500


def post_error(
    error: BaseException, *, bot: str = "digestbot", say: Say = say_in_english
) -> PostError:
    """Return what `error`, raised by the SDK, says about the call; `bot` is our name there."""
    if isinstance(error, PostError):
        return error
    if isinstance(error, SlackApiError):
        response = error.response
        status, headers = _field(response, "status_code"), _field(response, "headers")
        return refusal(
            status if isinstance(status, int) else 0,
            _code(error),
            headers if isinstance(headers, Mapping) else {},
            bot=bot,
            say=say,
        )
    kind = type(error).__name__  # not what it says: it may say the address, which may be a secret
    if isinstance(error, (ClientConnectorError, ConnectionTimeoutError)):
        return NotSent(f"Slack cannot be reached: {kind}.")
    if isinstance(error, RuntimeError):
        return NotSent("The connection to Slack is closed.")
    return Unknown(f"The connection to Slack broke: {kind}.")


def refusal(
    status: int,
    code: str,
    headers: Mapping[str, str],
    *,
    bot: str = "digestbot",
    say: Say = say_in_english,
) -> PostError:
    """Return what an answer of Slack means that is not `ok`."""
    if status == _TOO_MANY or code in WAIT:
        return TryLater("Slack asks to wait.", after=_wait(headers))
    if status >= _SERVER_ERROR or code in UNSURE or not code:
        return Unknown(f"Slack answered {status} {code}".rstrip() + ".")
    if code in DEAD:
        return Unreachable(say("let-out", None, code=code), everywhere=True)
    if code in GONE:
        return Unreachable(say(GONE[code], None, bot=bot))
    if code.startswith("restricted_action"):
        return Unreachable(say(GONE["restricted_action"], None))
    return Refused(f"Slack refuses this: {code}.")


def is_dead(error: BaseException) -> bool:
    """Say whether a call failed as its token is good for nothing."""
    return isinstance(error, SlackApiError) and _code(error) in DEAD


def token_refused(kind: str, error: PostError) -> SettingsError:
    """Return what to say of a token that is tried: it may never have let us in."""
    cause = error.__cause__
    why = str(error)
    if isinstance(cause, SlackApiError) and _code(cause) in {*DEAD, "not_allowed_token_type"}:
        why = f"{_code(cause)}. Copy it once more, or make a new one."
    return SettingsError(f"Slack refuses the {kind} token (slack.{kind}_token): {why}")


def _code(error: SlackApiError) -> str:
    data = _field(error.response, "data")
    return str(data.get("error", "")) if isinstance(data, Mapping) else ""


def _field(response: object, name: str) -> object:
    """Return a field of an answer; of aiohttp's own answer if the body could not be read."""
    if name == "status_code" and not hasattr(response, name):
        return getattr(response, "status", 0)
    return getattr(response, name, None)


def _wait(headers: Mapping[str, str]) -> timedelta:
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return timedelta(seconds=int(said) if said.isascii() and said.isdigit() else USUAL_WAIT)
