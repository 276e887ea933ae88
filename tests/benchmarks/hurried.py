"""The fakes, which on demand take what is posted at once and look at it afterwards.

What they check costs as much as an answer; while fifty come at once it would be measured as ours.
Nothing is let through for that: what Telegram or Slack would have refused fails the benchmark.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.fakes.slack_api import SlackApi
from tests.fakes.slack_chat import by_the_bot, content_of, metadata_of, place_of
from tests.fakes.slack_methods import Call, authorize
from tests.fakes.slack_people import tell
from tests.fakes.slack_site import Site
from tests.fakes.slack_types import JSON, Args
from tests.fakes.slack_types import Request as SlackRequest
from tests.fakes.telegram_api import METHODS, Request, TelegramApi
from tests.fakes.telegram_params import Params


class Telegram(TelegramApi):
    """A Telegram that may be in a hurry."""

    def __init__(self) -> None:
        super().__init__()
        self.hurries = False
        self._taken: list[Params] = []

    async def catch_up(self) -> None:
        """Look at what was taken, and take the time for it from now on."""
        self.hurries = False
        taken, self._taken = self._taken, []
        for params in taken:
            await METHODS["sendMessage"](self, params)

    async def _in_trouble(
        self, record: Request, params: Params, request: web.Request
    ) -> web.Response:
        if not self.hurries or record.method != "sendMessage":
            return await super()._in_trouble(record, params, request)
        self._taken.append(params)
        chat = {"id": params.number("chat_id"), "type": "private", "first_name": "A"}
        posted = {"message_id": len(self._taken), "date": int(self.now()), "chat": chat}
        return web.json_response({"ok": True, "result": posted})


class Slack(SlackApi):
    """A Slack that may be in a hurry; that the bot posted is told of at once, as ever."""

    def __init__(self) -> None:
        super().__init__()
        self.hurries = False
        self.taken: list[Args] = []
        self._site = _Site(self)

    async def catch_up(self) -> None:
        """Look at what was taken, and take the time for it from now on."""
        self.hurries = False
        taken, self.taken = self.taken, []
        for args in taken:
            content_of(args)
            metadata_of(args)


class _Site(Site):
    api: Slack

    def _answer(self, noted: SlackRequest) -> JSON:
        if not self.api.hurries or noted.method != "chat.postMessage":
            return super()._answer(noted)
        args = Args(noted.params)
        call = Call(self.api, authorize(self.api, noted.method, noted.token), args)
        channel = place_of(call)
        self.api.taken.append(args)
        ts = f"{self.api.now():.6f}"
        message: dict[str, Any] = {"type": "message", "ts": ts, **by_the_bot(call)}
        message |= {name: args.values.get(name) for name in ("text", "blocks")}
        tell(channel, message)
        return {"ok": True, "channel": channel.id, "ts": ts, "message": message}
