"""Telegram as a chat platform: what `bot.ports.chat.ChatAdapter` asks for."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Container, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog
from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError

from bot.adapters.lanes import Lanes
from bot.adapters.telegram.addresses import PLATFORM
from bot.adapters.telegram.answering import Answers
from bot.adapters.telegram.calls import connect
from bot.adapters.telegram.channels import Channels
from bot.adapters.telegram.documents import Documents
from bot.adapters.telegram.errors import GARBAGE, NO_ADDRESS
from bot.adapters.telegram.handling import Handling, kept, lane_of
from bot.adapters.telegram.menu import Menu, show_menu
from bot.adapters.telegram.polling import Polling, Sleep, insist
from bot.adapters.telegram.rights import Rights
from bot.adapters.telegram.sending import Sender
from bot.adapters.telegram.sentences import Say, say_in_english
from bot.adapters.telegram.taps import Taps
from bot.adapters.telegram.updates import Me, Told, is_for_us
from bot.adapters.telegram.webhook import Webhook, WebhookServer
from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Body, Receipt
from bot.domain.errors import NotSent, SettingsError
from bot.ports.chat import Listener
from bot.ports.records import Heard

log = structlog.get_logger()

GRACE = 10.0  # seconds for what is in flight when we are closed
_WRONG_ADDRESS = "Telegram's base address must look like https://api.telegram.org."
_WRONG_TOKEN = (
    "Telegram does not know this token (telegram.token); copy it from @BotFather once more."  # noqa: S105 -- no token
)


class TelegramAdapter:
    """A bot on Telegram, by long polling or, with `webhook`, by being told."""

    platform = PLATFORM

    def __init__(
        self,
        *,
        token: str,
        now: Callable[[], datetime],
        read_text: Callable[[str, bytes], str],
        max_document_bytes: int,
        base_url: str = "https://api.telegram.org/bot",
        base_file_url: str = "https://api.telegram.org/file/bot",
        webhook: Webhook | None = None,
        link_preview: bool = False,
        admins_only: bool = True,
        operators: Container[str] = frozenset(),
        menu: Menu | None = None,
        say: Say = say_in_english,
        patience: timedelta = timedelta(seconds=20),
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Keep what it works with; nothing is sent before `open`.

        Args:
            token: The bot's, as @BotFather wrote it.
            now: The time of day.
            read_text: Makes text of a document's name and bytes; ValueError if there is none.
            max_document_bytes: No larger document is fetched.
            base_url: Where the Bot API is; the token is put behind it.
            base_file_url: Where its files are, likewise.
            webhook: Where Telegram finds us; None: we ask it.
            link_preview: Whether a digest's first link is shown as a card.
            admins_only: Whether only administrators change things in groups.
            operators: Ids of the people who run this bot.
            menu: The commands to offer, for each language.
            say: The adapter's own few sentences.
            patience: How long to wait for an answer of Telegram's.
            sleep: Waits for so many seconds.
        """
        self._bot, self._calls = connect(
            token, base_url=base_url, base_file_url=base_file_url, patience=patience
        )
        self._sender = Sender(self._bot, link_preview=link_preview, say=say)
        self._rights = Rights(self._bot, operators=operators, admins_only=admins_only, now=now)
        self._documents = Documents(self._bot, read_text=read_text, max_bytes=max_document_bytes)
        self._webhook = webhook
        self._menu: Menu = menu or {}
        self._say = say
        self._now = now
        self._sleep = sleep
        self._lanes = Lanes()
        self._stop = asyncio.Event()  # nothing more is to be heard
        self._stopped = asyncio.Event()  # nothing more is heard
        self._stopped.set()
        self._posting: set[asyncio.Task[Receipt]] = set()
        self._closing = asyncio.Lock()
        self._closed = False
        self._me: Me | None = None  # until Telegram tells

    async def open(self) -> bool:
        """Ask Telegram who we are; False: it cannot be reached now, so that is for later.

        Raises:
            SettingsError: the token, or the webhook, is wrong.
        """
        if self._webhook is not None:
            self._webhook.check()
        try:
            await self._introduce()
        except (TelegramError, *GARBAGE) as error:
            if isinstance(error.__cause__, NO_ADDRESS):
                raise SettingsError(_WRONG_ADDRESS) from None
            log.warning("telegram.unreachable", problem=type(error).__name__)
            return False
        return True

    async def listen(self, listener: Listener) -> None:
        """Answer what people say, whatever becomes of the connection, until closed.

        Raises:
            SettingsError: the token turns out to be wrong, or the webhook cannot listen.
        """
        if self._stop.is_set():
            return
        self._stopped.clear()
        listening = asyncio.create_task(self._listen(listener))
        stop = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({listening, stop}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()
            listening.cancel()
            try:
                with contextlib.suppress(asyncio.CancelledError):
                    await listening
            finally:
                self._stopped.set()

    async def post(self, address: ChatAddress, body: Body, *, key: str) -> Receipt:
        """Post one rendered part, with a single request. See `ChatAdapter.post`."""
        del key  # Telegram keeps no such thing
        if self._closed:
            raise NotSent("The connection to Telegram is closed.")
        task = asyncio.create_task(self._sender.post(address, body))
        self._posting.add(task)
        task.add_done_callback(self._posting.discard)
        return await task

    async def edit(self, address: ChatAddress, receipt: Receipt, body: Body) -> None:
        """Put another body in the place of a posted part. See `ChatAdapter.edit`."""
        if self._closed:
            raise NotSent("The connection to Telegram is closed.")
        await self._sender.edit(address, receipt.message_id, body)

    async def find(self, address: ChatAddress, key: str, *, since: datetime) -> Receipt | None:
        """Raise NotImplementedError: bots cannot read what stands in a chat."""
        raise NotImplementedError("Telegram cannot tell what was posted.")

    async def close(self) -> None:
        """Hear nothing more, finish what is in flight within ten seconds, and disconnect."""
        self._stop.set()
        async with self._closing:
            if self._closed:
                return
            await self._stopped.wait()
            if not await self._lanes.finish(seconds=GRACE):
                log.warning("telegram.answers-broken-off")
            if self._posting:
                await asyncio.wait(set(self._posting), timeout=GRACE)
            self._closed = True
            for calls in self._calls:
                await calls.shutdown()

    async def _listen(self, listener: Listener) -> None:
        if self._me is None:
            await insist(self._introduce, self._sleep, doing="getMe")
        handling = self._handling(listener)
        for left in await listener.unanswered(PLATFORM):
            await self._resume(left, handling)
        menu = asyncio.create_task(show_menu(self._bot, self._menu, self._sleep))
        try:
            await self._receive(handling)
        finally:
            menu.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await menu

    async def _receive(self, handling: Handling) -> None:
        take = partial(self._take, handling)
        if self._webhook is None:
            polling = Polling(self._bot, self._calls[0], take, self._sleep)
            try:
                await polling.run()
            finally:
                await asyncio.shield(polling.confirm())
        else:
            server = WebhookServer(self._bot, self._webhook, take, self._sleep)
            try:
                await server.start()
                await self._stop.wait()
            finally:
                await server.stop()

    async def _take(self, handling: Handling, told: Sequence[Told]) -> None:
        """Keep updates, and have those handled that are new."""
        ours = [one for one in told if is_for_us(one.update, handling.me)]
        by_id = {str(one.update.update_id): one.update for one in ours}
        new = await handling.listener.hear(list(map(kept, ours))) if ours else ()
        for heard in new:
            update = by_id[heard.id]
            self._lanes.put(lane_of(update), partial(handling.handle, heard, update))
        for one in told:
            query = one.update.inline_query
            if query is not None:
                handling.types(query)
                self._lanes.put(lane_of(one.update), partial(handling.look_up, query))

    async def _resume(self, left: Heard, handling: Handling) -> None:
        """Answer what an earlier run left open; where that may have happened, own up to it."""
        update = _read(left, self._bot)
        if update is None:
            await handling.listener.done(left)
            return
        do = handling.own_up if left.begun else handling.handle
        self._lanes.put(lane_of(update), partial(do, left, update))

    async def _introduce(self) -> None:
        try:
            user = await self._bot.get_me()
        except InvalidToken:
            raise SettingsError(_WRONG_TOKEN) from None  # the SDK may show the token
        self._me = Me(id=user.id, username=user.username or "")

    def _handling(self, listener: Listener) -> Handling:
        assert self._me is not None, "it was asked before"
        me = self._me
        answers = Answers(self._bot, self._sender, listener, self._sleep)
        return Handling(
            bot=self._bot,
            me=me,
            listener=listener,
            answers=answers,
            channels=Channels(self._bot, me, self._rights, self._say),
            documents=self._documents,
            rights=self._rights,
            taps=Taps(self._bot, me, answers, self._say),
            say=self._say,
            now=self._now,
        )


def _read(left: Heard, bot: Bot) -> Update | None:
    """Return a kept update; None: another release kept it in a way that we do not know."""
    try:
        return Update.de_json(dict(left.raw), bot)
    except GARBAGE as error:
        log.warning("telegram.unreadable-update", problem=type(error).__name__)
        return None
