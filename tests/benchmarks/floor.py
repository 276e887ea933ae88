"""A bot on the same SDKs that does nothing but say one thing: no answer can come sooner than its.

    python tests/benchmarks/floor.py plain|lean

It keeps nothing and thinks about nothing. `plain` uses the SDKs as their guides show it:
python-telegram-bot's Application, over httpx, and Bolt's listeners in Socket Mode. `lean` uses them
as digestbot does: over aiohttp, without what nobody looks at. It reads the same variables.
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from telegram import Bot, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.ext import Application, MessageHandler, filters

from bot.adapters.slack.sdk import MUTE, new_client, new_session
from bot.adapters.telegram.calls import POLL, connect

TEXT = "\n".join(f"<b>Next digest {n}</b>: tomorrow 08:00, which is in time" for n in range(4))
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": TEXT}}]
SAID = {"parse_mode": ParseMode.HTML, "link_preview_options": LinkPreviewOptions(is_disabled=True)}


async def main(kind: str) -> None:
    """Answer until it is ended."""
    tasks: set[asyncio.Task[None]] = set()
    await (_plain() if kind == "plain" else _lean(tasks))


async def _plain() -> None:
    async def answer(update: Update, _: object) -> None:
        await update.effective_message.reply_text(TEXT, **SAID)

    base = f"{os.environ['DIGESTBOT_TELEGRAM__BASE_URL']}/bot"
    builder = Application.builder().token(os.environ["DIGESTBOT_TELEGRAM__TOKEN"]).base_url(base)
    application = builder.concurrent_updates(256).connection_pool_size(256).build()
    application.add_handler(MessageHandler(filters.ALL, answer))
    await application.initialize()
    await application.start()
    await application.updater.start_polling()
    token = os.environ["DIGESTBOT_SLACK__BOT_TOKEN"]
    await _slack(AsyncWebClient(token, base_url=_slack_url()))


async def _lean(tasks: set[asyncio.Task[None]]) -> None:
    base = os.environ["DIGESTBOT_TELEGRAM__BASE_URL"]
    bot, _ = connect(
        os.environ["DIGESTBOT_TELEGRAM__TOKEN"],
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        patience=timedelta(seconds=20),
    )
    polling = asyncio.create_task(_poll(bot, tasks))
    tasks.add(polling)
    token = os.environ["DIGESTBOT_SLACK__BOT_TOKEN"]
    await _slack(new_client(token, base_url=_slack_url(), session=new_session(20)))


async def _poll(bot: Bot, tasks: set[asyncio.Task[None]]) -> None:
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=POLL):
            offset = update.update_id + 1
            task = asyncio.create_task(_say(bot, update.message.chat.id))
            tasks.add(task)
            task.add_done_callback(tasks.discard)


async def _say(bot: Bot, chat: int) -> None:
    await bot.send_message(chat, TEXT, **SAID)


async def _slack(client: AsyncWebClient) -> None:
    app = AsyncApp(client=client, logger=MUTE)

    @app.event("message")
    async def answer(event: dict[str, str]) -> None:
        await client.chat_postMessage(channel=event["channel"], text=TEXT, blocks=BLOCKS)

    handler = AsyncSocketModeHandler(app, os.environ["DIGESTBOT_SLACK__APP_TOKEN"], logger=MUTE)
    handler.client.web_client = client
    await handler.connect_async()
    print("service.ready slack.socket-connected", file=sys.stderr, flush=True)
    await asyncio.Event().wait()


def _slack_url() -> str:
    return f"{os.environ['DIGESTBOT_SLACK__BASE_URL']}/api/"


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
