"""What leaves for Slack: posts, whispers, replacements, and looking them up again."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Container, Mapping
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.slack.errors import SDK_ERRORS, is_dead, post_error, refusal
from bot.adapters.slack.sdk import MUTE, ask, new_session
from bot.adapters.slack.sentences import Say, say_in_english
from bot.adapters.slack.workspaces import Access, Workspaces
from bot.domain.deliveries import Body
from bot.domain.errors import NotSent, PostError, Refused, Unknown
from bot.ports.installations import Installations

METADATA = "digest_part"
"""The type of the metadata that parts of digests and answers have; the key is in there."""

_EARLIER = timedelta(minutes=5)  # Slack's clock and ours may differ
_PAGE = 200
MOST_PAGES = 20

_OK = 200


class Sending:
    """The one way to Slack; closed, it sends nothing any more."""

    def __init__(
        self,
        *,
        bot_token: str | None,
        base_url: str,
        installations: Installations | None,
        seconds: float,
        say: Say = say_in_english,
    ) -> None:
        """Connect nothing yet; no request takes longer than `seconds`."""
        self.workspaces = Workspaces(
            bot_token=bot_token,
            base_url=base_url,
            session=self.session,
            installations=installations,
            say=say,
        )
        self._say = say
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None
        self._closed = False
        self._in_flight = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def session(self) -> aiohttp.ClientSession:
        """Return the session for all requests.

        Raises:
            NotSent: it is closed.
        """
        if self._closed:
            raise NotSent("The connection to Slack is closed.")
        if self._session is None:
            self._session = new_session(self._seconds)
        return self._session

    async def close(self, *, seconds: float) -> None:
        """Let what is in flight arrive, for so long at most, and send no more."""
        self._closed = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), seconds)
        if self._session is not None:
            await self._session.close()

    async def post(
        self,
        workspace: str | None,
        channel: str,
        body: Body,
        *,
        thread: str | None = None,
        key: str | None = None,
    ) -> str:
        """Post one body and return the id of the message."""
        said = fit(body)
        if key is not None:
            said["metadata"] = {"event_type": METADATA, "event_payload": {"key": key}}
        async with self._entered(workspace) as access:
            call = access.client.chat_postMessage(
                channel=channel, thread_ts=thread, unfurl_links=False, unfurl_media=False, **said
            )
            return _ts(await self._ask(access, call))

    async def whisper(
        self,
        workspace: str | None,
        channel: str,
        person: str,
        body: Body,
        *,
        thread: str | None = None,
    ) -> None:
        """Show one body to one person of a channel only."""
        async with self._entered(workspace) as access:
            call = access.client.chat_postEphemeral(
                channel=channel, user=person, thread_ts=thread, **fit(body)
            )
            await self._ask(access, call)

    async def upload(
        self,
        workspace: str | None,
        channel: str,
        name: str,
        content: str | bytes,
        *,
        thread: str | None = None,
        words: str | None = None,
    ) -> None:
        """Share a file in a channel; `words` are for those who do not see a picture."""
        async with self._entered(workspace) as access:
            call = access.client.files_upload_v2(
                filename=name,
                content=content,
                alt_txt=words,
                channel=channel,
                thread_ts=thread,
            )
            await self._ask(access, call)

    async def alone_with(self, workspace: str | None, person: str) -> str:
        """Return the channel in which nobody but this person reads what we say."""
        async with self._entered(workspace) as access:
            opened = await self._ask(access, access.client.conversations_open(users=person))
        return str((opened.get("channel") or {}).get("id") or person)

    async def update(self, workspace: str | None, channel: str, ts: str, body: Body) -> None:
        """Put another body in the place of a message."""
        async with self._entered(workspace) as access:
            await self._ask(access, access.client.chat_update(channel=channel, ts=ts, **fit(body)))

    async def respond(
        self, url: str, body: Body, *, in_channel: bool = False, replace: bool = False
    ) -> None:
        """Answer what a person did at the address that came with it: a secret, good for minutes."""
        sent = {
            **fit(body),
            "response_type": "in_channel" if in_channel else "ephemeral",
            "replace_original": replace,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        async with self._flying():
            hook = AsyncWebhookClient(url, session=self.session(), retry_handlers=[], logger=MUTE)
            try:
                answer = await hook.send_dict(sent)
            except SDK_ERRORS as error:
                raise post_error(error, say=self._say) from None  # the cause may name the address
        if answer.status_code != _OK:
            word = _word(answer.body)
            raise refusal(answer.status_code, word, answer.headers, say=self._say)

    async def find(
        self,
        workspace: str | None,
        channel: str,
        keys: Container[str],
        *,
        thread: str | None,
        since: datetime,
    ) -> str | None:
        """Return the id of a message that was posted with one of `keys`; None: there is none."""
        query: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{(since - _EARLIER).timestamp():.6f}",
            "inclusive": True,
            "include_all_metadata": True,
            "limit": _PAGE,
        }
        for _ in range(MOST_PAGES):
            async with self._entered(workspace) as access:
                if thread is None:
                    call = access.client.conversations_history(**query)
                else:
                    call = access.client.conversations_replies(ts=thread, **query)
                page = await self._ask(access, call)
            for message in page.get("messages") or ():
                if _key(message) in keys:
                    return _ts(message)
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
            query["cursor"] = cursor
        raise Unknown("The channel says too much: nobody can tell whether it was posted.")

    async def ask(self, access: Access, call: Awaitable[AsyncSlackResponse]) -> Mapping[str, Any]:
        """Return what Slack answers to any other call.

        Raises:
            PostError: it was refused, or failed.
        """
        async with self._flying():
            return await self._ask(access, call)

    async def _ask(self, access: Access, call: Awaitable[AsyncSlackResponse]) -> Mapping[str, Any]:
        try:
            return await ask(call, bot=access.name, say=self._say)
        except PostError as error:
            if error.__cause__ is not None and is_dead(error.__cause__):
                self.workspaces.forget(access.workspace)
            raise

    @contextlib.asynccontextmanager
    async def _entered(self, workspace: str | None) -> AsyncIterator[Access]:
        async with self._flying():
            yield await self.workspaces.access(workspace)

    @contextlib.asynccontextmanager
    async def _flying(self) -> AsyncIterator[None]:
        self.session()
        self._in_flight += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._in_flight -= 1
            if not self._in_flight:
                self._idle.set()


def fit(body: Body) -> dict[str, Any]:
    """Return a rendered body as the arguments of a call.

    Raises:
        Refused: it is not for Slack.
    """
    blocks, text = body.get("blocks"), body.get("text")
    if body.get("surface") != "slack" or not isinstance(blocks, list) or not blocks:
        raise Refused("This cannot be posted on Slack: it was rendered for another surface.")
    if not isinstance(text, str):
        raise Refused("This cannot be posted on Slack: it has no text for notifications.")
    return {"blocks": blocks, "text": text or "\u2026"}


def _key(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != METADATA:
        return ""
    return str((metadata.get("event_payload") or {}).get("key") or "")


def _ts(answer: Mapping[str, Any]) -> str:
    ts = answer.get("ts")
    if not isinstance(ts, str):
        raise Unknown("Slack's answer does not say which message it is.")
    return ts


def _word(answer: str) -> str:
    """Return the error's name out of an answer of a response_url: bare, or in JSON."""
    try:
        said = json.loads(answer)
    except ValueError:
        said = answer
    code = said.get("error", "") if isinstance(said, dict) else said
    return code if isinstance(code, str) and code.replace("_", "").isalnum() else "refused"
