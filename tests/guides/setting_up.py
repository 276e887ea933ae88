"""What `digestbot init` asks, and what it says to the answers, as a terminal shows it."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Program
from tests.e2e.dialog import Dialog, beginning
from tests.e2e.service import variables
from tests.fakes.slack_api import SlackApi
from tests.fakes.telegram_api import TelegramApi
from tests.guides.drawing import fenced

PATIENCE = 120  # seconds until something counts as not shown
SUBSCRIBED = "Subscribed to everything: instant"
SAMPLE = "Sorrel Sound Bridge"  # a headline of the digest that is the answer
FOLDER = "/srv/digestbot"  # shown instead of a folder that is made for it


async def set_up(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the parts on Telegram and those on Slack, by the names of their marks."""
    async with TelegramApi(username="your_bot") as telegram, SlackApi() as slack:
        given = variables(telegram, slack)
        addresses = {name: value for name, value in given.items() if name.endswith("BASE_URL")}
        # Nothing outranks the answers, and nothing is left out.
        here = {"DIGESTBOT_TIMEZONE": "", "TZ": "UTC", "DIGESTBOT_ACROSS_LANGUAGES": ""}
        async with beginning(Program(folder), "init", **addresses, **here) as dialog:
            await answers(dialog, telegram, slack)
            assert await dialog.ends() == 0
    told = dialog.told.replace(str(folder), FOLDER)
    begins = [told.index(words) for words in ("1. At api.slack", "Try it on T", "Try it on S")]
    parts = [
        fenced("text", told[start:end].strip())
        for start, end in zip([0, *begins], [*begins, None], strict=True)
    ]
    on_telegram, on_slack, trial, other_trial = parts
    return {"init": on_telegram, "trial": trial}, {"init": on_slack, "trial": other_trial}


async def answers(dialog: Dialog, telegram: TelegramApi, slack: SlackApi) -> None:
    """Answer all that it asks, and let a digest of the samples arrive on both platforms."""
    ann, team = telegram.person("Ann"), slack.team("T1")
    chat, gil = telegram.private(ann), team.person("Gil")
    await _types(dialog, "Folder of articles [inbox]: ", "")
    await _types(dialog, "Time zone [UTC]: ", "Europe/Berlin")
    await _types(dialog, "Address for websites: ", "ann@example.org")
    await _types(dialog, "Telegram token: ", telegram.token, hidden=True)
    await _types(dialog, "Slack bot token (xoxb-…): ", team.bot_token, hidden=True)
    await _types(dialog, "Slack app token (xapp-…): ", slack.app_token, hidden=True)
    await _types(dialog, "Try it on Telegram? [Y/n]: ", "")
    await dialog.asks("write anything to your bot", None)
    await chat.says(ann, "hello")
    await chat.shows(SAMPLE, PATIENCE)
    await _types(dialog, "see numbers [y/N]: ", "y")
    await _types(dialog, "Try it on Slack? [Y/n]: ", "")
    await dialog.asks("write anything to the app", None)
    await slack.connected(within=PATIENCE)
    await gil.says(team.dm(gil), "hello")
    await team.dm(gil).shows(SAMPLE, PATIENCE)
    await _types(dialog, "see numbers [y/N]: ", "y")


async def both_subscribe(
    program: Program, telegram: TelegramApi, slack: SlackApi, article: str
) -> None:
    """Let a person and a channel subscribe to a bot that serves; an article comes, to both."""
    ann, team = telegram.person("Ann", language_code="en"), slack.team("T1")
    chat, bob = telegram.private(ann), team.person("Bob")
    news = team.channel("news", bot_is_member=True)
    await chat.says(ann, "/subscribe everything instant")
    await chat.shows(SUBSCRIBED, within=PATIENCE)
    await bob.command(news, "/digest", "subscribe everything instant")
    await news.shows(SUBSCRIBED, within=PATIENCE)
    program.put("harbor.txt", article)
    headline = article.partition("\n")[0]
    await chat.shows(headline, within=PATIENCE)
    await news.shows(headline, within=PATIENCE)


async def _types(dialog: Dialog, words: str, answer: str, *, hidden: bool = False) -> None:
    """Answer, and let the terminal show it: a pipe does not."""
    await dialog.asks(words, answer)
    assert dialog.told.endswith(words), dialog.told
    dialog.told += "\n" if hidden else f"{answer}\n"
    dialog.read = len(dialog.told)
