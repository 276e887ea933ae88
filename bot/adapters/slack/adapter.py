"""Slack as a chat platform: what the port asks for, each part of it done in a file beside this."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Container
from datetime import datetime

import structlog
from slack_bolt.app.async_app import AsyncApp

from bot.adapters.lanes import Lanes
from bot.adapters.slack.answering import Answering
from bot.adapters.slack.errors import token_refused
from bot.adapters.slack.files import Files, ReadText
from bot.adapters.slack.home import address_of
from bot.adapters.slack.http import HttpServer
from bot.adapters.slack.installing import Installing
from bot.adapters.slack.intake import Intake, bolt_app
from bot.adapters.slack.membership import EVERYWHERE
from bot.adapters.slack.people import Changers, People
from bot.adapters.slack.sdk import SLACK, ask
from bot.adapters.slack.sending import Sending
from bot.adapters.slack.sentences import Say, say_in_english
from bot.adapters.slack.sockets import Sockets
from bot.domain.chats import ChatAddress, Platform
from bot.domain.deliveries import Body, Receipt
from bot.domain.errors import PostError, Refused, SettingsError, Unreachable
from bot.ports.chat import Listener
from bot.ports.installations import Installations
from bot.ports.records import Heard

log = structlog.get_logger()

GRACE_SECONDS = 10.0  # for what is in flight when we close


class SlackAdapter:
    """The bot on Slack, in one workspace or in many.

    Events come by Socket Mode, or by HTTP if both a port and the signing secret are given. With a
    port and the client's id and secret, people can install the bot at `/slack/install`.

    A chat is a channel, a conversation with a person, or a group of them: what is subscribed to in
    a thread is for the whole channel. `listener.gone` and `listener.back` with `*` for the chat
    mean a whole workspace.
    """

    platform = Platform.SLACK

    def __init__(
        self,
        *,
        bot_token: str | None,
        app_token: str | None,
        signing_secret: str | None,
        http_host: str,
        http_port: int | None,
        client_id: str | None,
        client_secret: str | None,
        installations: Installations | None,
        changers: Changers,
        operators: Container[str],
        now: Callable[[], datetime],
        read_text: ReadText,
        max_document_bytes: int,
        say: Say = say_in_english,
        base_url: str = SLACK,
        seconds: float = 20,
        ping_seconds: float = 10,
    ) -> None:
        """Keep everything; nothing is connected or read before `open`.

        Args:
            bot_token: Of the one workspace (xoxb-…); None: only of `installations`.
            app_token: For Socket Mode (xapp-…).
            signing_secret: To know HTTP events by.
            http_host: Where to listen for HTTP.
            http_port: The same; None: nowhere.
            client_id: For installing in more workspaces, with `client_secret`.
            client_secret: The same.
            installations: Where those are kept; needed for it.
            changers: Who may change what a channel gets; "admins" are those of the workspace, and
                who made the channel.
            operators: User ids of those who may do everything.
            now: The time of day.
            read_text: Makes text of a document's bytes, given its name; ValueError: it is none.
            max_document_bytes: Of the largest document that is read.
            say: The adapter's own few sentences.
            base_url: Of the Web API.
            seconds: No request takes longer.
            ping_seconds: How often to look whether a socket is still there. A loop that hangs for
                half of it loses its socket, and the commands that come meanwhile: Slack repeats
                only events.
        """
        self._bot_token = bot_token
        self._app_token = app_token
        self._signing_secret = signing_secret
        self._host = http_host
        self._port = http_port
        self._client_id = client_id
        self._client_secret = client_secret
        self._installations = installations
        self._base_url = base_url if base_url.endswith("/") else f"{base_url}/"
        self._ping_seconds = ping_seconds
        self._now = now
        self._sending = Sending(
            bot_token=bot_token,
            base_url=self._base_url,
            installations=installations,
            seconds=seconds,
            say=say,
        )
        self._say = say
        self._people = People(self._sending, changers=changers, operators=operators, now=now)
        self._files = Files(
            self._sending,
            base_url=self._base_url,
            read_text=read_text,
            max_bytes=max_document_bytes,
        )
        self._lanes = Lanes()
        self._intake: Intake | None = None  # while listening
        self._http: HttpServer | None = None
        self._closing = asyncio.Event()
        self._deaf = asyncio.Event()  # nothing is listened to
        self._deaf.set()

    @property
    def http_port(self) -> int | None:
        """The port that HTTP is listened at; None where it is not, or not yet."""
        return self._http.port if self._http is not None else None

    async def open(self) -> bool:
        """Prove the credentials; False: Slack does not answer, and they are taken on trust.

        Raises:
            SettingsError: they are wrong, or some are missing.
        """
        self._require_settings()
        tried = "bot"
        try:
            own = await self._sending.workspaces.own()
            if self._uses_sockets and self._app_token is not None:
                tried = "app"
                # a socket's address is good for half a minute: this one is not used
                client = self._sending.workspaces.client()
                await ask(client.apps_connections_open(app_token=self._app_token))
        except PostError as error:
            if isinstance(error, (Refused, Unreachable)):
                raise token_refused(tried, error) from error
            log.warning("slack.not-reached", problem=str(error))
            return False
        log.info("slack.open", workspace=own.workspace if own else None)
        return True

    async def listen(self, listener: Listener) -> None:
        """Hand over what people say and do, until closed."""
        if self._closing.is_set():
            return
        answering = Answering(
            sending=self._sending,
            people=self._people,
            files=self._files,
            listener=listener,
            now=self._now,
            say_own=self._say,
        )
        self._deaf.clear()
        self._intake = Intake(answering, self._lanes)
        app = bolt_app(self._intake)
        sockets: Sockets | None = None
        running: asyncio.Task[None] | None = None
        try:
            await self._come_back(listener)
            for left in await listener.unanswered(self.platform):
                self._intake.resume(left)
            if self._port is not None:
                self._http = self._server(self._port, listener, app)
                await self._http.start()
            if self._uses_sockets and self._app_token is not None:
                sockets = Sockets(
                    app=app,
                    app_token=self._app_token,
                    client=self._sending.workspaces.client(),
                    ping_seconds=self._ping_seconds,
                )
                running = asyncio.create_task(sockets.run())
            await self._closing.wait()
        finally:
            self._intake.close()
            await self._lanes.finish(seconds=GRACE_SECONDS)
            if sockets is not None and running is not None:
                sockets.stop()
                await running
            if self._http is not None:
                await self._http.stop()
            self._deaf.set()

    def resume(self, heard: Heard) -> bool:
        """Answer what another process did not live to answer; False: we do not listen."""
        if self._intake is None or self._deaf.is_set() or self._closing.is_set():
            return False
        self._intake.resume(heard)
        return True

    async def _come_back(self, listener: Listener) -> None:
        """Tell that the workspace of the settings can be posted to, whatever an old token did."""
        with contextlib.suppress(PostError):  # Slack is away: the next start tells it
            own = await self._sending.workspaces.own()
            if own is not None:
                await listener.back(address_of(own.workspace, EVERYWHERE))

    async def post(self, address: ChatAddress, body: Body, *, key: str) -> Receipt:
        """Post one rendered part, with `key` in its metadata, and return its id.

        Raises:
            PostError: as the port says.
        """
        channel = self._channel(address)
        ts = await self._sending.post(
            address.workspace, channel, body, thread=address.thread, key=key
        )
        return Receipt(message_id=ts)

    async def edit(self, address: ChatAddress, receipt: Receipt, body: Body) -> None:
        """Put another body in the place of a posted part.

        Raises:
            PostError: as the port says.
        """
        channel = self._channel(address)
        await self._sending.update(address.workspace, channel, receipt.message_id, body)

    async def find(self, address: ChatAddress, key: str, *, since: datetime) -> Receipt | None:
        """Look for a part's key in what was posted since.

        Raises:
            PostError: as the port says; Unknown also if too much was said since.
        """
        channel = self._channel(address)
        ts = await self._sending.find(
            address.workspace, channel, {key}, thread=address.thread, since=since
        )
        return None if ts is None else Receipt(message_id=ts)

    async def close(self) -> None:
        """Finish what is in flight, ten seconds at most, and disconnect."""
        if self._intake is not None:
            self._intake.close()
        await self._lanes.finish(seconds=GRACE_SECONDS)
        self._closing.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._deaf.wait(), GRACE_SECONDS)
        await self._sending.close(seconds=GRACE_SECONDS)

    @property
    def _uses_sockets(self) -> bool:
        return self._app_token is not None and not (self._port and self._signing_secret)

    def _require_settings(self) -> None:
        if self._bot_token is None and self._installations is None:
            raise SettingsError("Slack needs a bot token, or a place for installations.")
        if self._app_token is None and (self._port is None or not self._signing_secret):
            raise SettingsError(
                "Slack needs an app token for Socket Mode,"
                " or a port and the signing secret for HTTP events."
            )
        if (self._client_id is None) != (self._client_secret is None):
            raise SettingsError("Slack needs both the client's id and its secret, or neither.")

    def _channel(self, address: ChatAddress) -> str:
        if address.platform != self.platform.value or address.chat == EVERYWHERE:
            raise Unreachable(self._say("no-chat", None, address=str(address)))
        return address.chat

    def _server(self, port: int, listener: Listener, app: AsyncApp) -> HttpServer:
        return HttpServer(
            host=self._host,
            port=port,
            app=app,
            signing_secret=self._signing_secret,
            installing=self._installing(listener),
            now=self._now,
        )

    def _installing(self, listener: Listener) -> Installing | None:
        if self._client_id is None or self._client_secret is None or self._installations is None:
            return None
        return Installing(
            client_id=self._client_id,
            client_secret=self._client_secret,
            base_url=self._base_url,
            workspaces=self._sending.workspaces,
            installations=self._installations,
            installed=lambda workspace: listener.back(address_of(workspace, EVERYWHERE)),
            now=self._now,
        )
