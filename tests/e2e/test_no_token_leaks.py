"""No secret reaches a log, an error or an answer, whatever goes wrong, even at DEBUG.

Nor does what people say, or are answered, reach a log.
"""

from __future__ import annotations

import io
import logging

import aiohttp
import pytest
from pydantic import SecretStr

from bot.adapters.slack.adapter import SlackAdapter
from bot.domain.errors import SettingsError
from bot.runtime.ambient import new_secret
from bot.runtime.logs import set_up_logs
from bot.runtime.platforms import set_up
from bot.runtime.service import serve
from bot.runtime.wiring import build
from bot.web.site import make_site
from tests.e2e.service import Inside, settings_for
from tests.fakes.slack_api import DropAfter, DropBefore, Refuse, ServerError, TruncateAfter

pytestmark = pytest.mark.usefixtures("quick")

SECRETS = {
    "webhook_secret": "webhook-secret-of-the-test",
    "signing_secret": "signing-secret-of-the-test",
    "client_secret": "client-secret-of-the-test",
}
TELEGRAM = ["drop_before", "drop_after", "error_before", "error_after", "truncate_after"]
SLACK = [DropBefore(), DropAfter(), ServerError(), TruncateAfter(), Refuse("fatal_error")]
METHODS = ["getMe", "getUpdates", "deleteWebhook", "setMyCommands", "answerCallbackQuery"]


@pytest.fixture
def log():
    """What the program logs at DEBUG."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in root.manager.loggerDict}
    stream = io.StringIO()
    set_up_logs("DEBUG", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("bot").setLevel(logging.NOTSET)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


@pytest.fixture
def written(log, monkeypatch):
    """Everything that is logged by anybody, as the program writes it, with nothing held back."""
    manager = logging.getLogger().manager
    monkeypatch.setitem(SlackAdapter.__init__.__kwdefaults__, "ping_seconds", 0.2)
    for name in list(manager.loggerDict):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.DEBUG)
    manager._clear_cache()
    return log


def secrets_of(telegram, slack) -> list[str]:
    addresses = [path.rsplit("/", 2)[-2] + "/secret" for path in slack.response_urls]
    tokens = [telegram.token, telegram.token.partition(":")[2], slack.team("T1").bot_token]
    return [*tokens, slack.app_token, *SECRETS.values(), *addresses]


def no_secret_in(text: str, telegram, slack) -> None:
    found = [secret for secret in secrets_of(telegram, slack) if secret in text]
    lines = [line for line in text.splitlines() if any(secret in line for secret in found)]
    assert found == [], "\n".join(line[:2000] for line in lines[:5])


def settings(program, telegram, slack, **more):
    """Return settings with every secret that there is."""
    return settings_for(
        program, telegram, slack,
        for_telegram={"webhook_secret": SecretStr(SECRETS["webhook_secret"])} | more,
        for_slack={
            "signing_secret": SecretStr(SECRETS["signing_secret"]),
            "client_secret": SecretStr(SECRETS["client_secret"]),
        },
    )  # fmt: skip


async def test_nothing_is_written_while_everything_goes_wrong(
    serves, telegram, slack, written, logged_errors
):
    ann = telegram.private(telegram.person("Ann"))
    team = slack.team("T1")
    bob, news = team.person("Bob"), team.channel("news")
    for kind in TELEGRAM:
        for method in METHODS:
            getattr(telegram.faults, kind)(method)
    for fault in SLACK:
        for method in ("auth.test", "users.info", "apps.connections.open"):
            slack.fault(method, fault)
    async with serves(
        is_up=lambda *_: True,
        for_telegram={"webhook_secret": SecretStr(SECRETS["webhook_secret"])},
        for_slack={"signing_secret": SecretStr(SECRETS["signing_secret"])},
    ) as bot:
        for number, (kind, fault) in enumerate(zip(TELEGRAM, SLACK, strict=True)):
            getattr(telegram.faults, kind)("sendMessage", chat=ann)
            slack.fault("chat.postMessage", fault, channel=news)
            bot.due(ann, news, stories=[f"Story {number}"])
            await bot.stands(ann, carded=number + 1)
            await bot.stands(news, sent=number + 1)
            await ann.says(ann.person, "/status")
        assert await slack.wait_until(lambda: slack.post.is_reachable, within=40)
        slack.fault("response_url", ServerError(), times=3)
        ack = await bob.command(news, "/digest", "timezone Nowhere")
        assert ack.acked
        await ann.shows("Archive")
        await slack.settled()
        problems = [claim.part.problem or "" for room in (ann, news) for claim in bot.parts(room)]
        pages = await on_the_web(bot, f"/archive/{bot.address(ann)}")
    assert "Story 0" in pages
    no_secret_in(pages, telegram, slack)
    no_secret_in(written.getvalue(), telegram, slack)
    no_secret_in(" ".join(logged_errors), telegram, slack)
    no_secret_in(" ".join(problems), telegram, slack)
    assert '"level": "debug"' in written.getvalue()
    logged_errors.clear()


async def test_what_people_say_and_are_answered_is_not_written(serves, telegram, slack, log):
    ann = telegram.private(telegram.person("Ann"))
    team = slack.team("T1")
    bob, news = team.person("Bob"), team.channel("news")
    async with serves():
        await ann.says(ann.person, "/search diagnosis")
        await ann.shows("diagnosis")
        await bob.command(news, "/digest", "search pregnancy")
        await news.shows("pregnancy")
    logged = log.getvalue()
    assert "slack.open" in logged
    assert [word for word in ("diagnosis", "pregnancy") if word in logged] == []


async def on_the_web(bot: Inside, *more: str) -> str:
    """Return all that the web page shows to operators, with its headers."""
    page = make_site(
        bot.store,
        now=bot.clock.now,
        new_secret=new_secret,
        host="127.0.0.1",
        port=0,
        links=bot.app.links,
    )
    await page.open()
    shown: list[str] = []
    try:
        async with aiohttp.ClientSession() as browser:
            for path in ("/", "/status", "/archive", "/stories", "/metrics", "/healthz", *more):
                async with browser.get(page.origin + path) as answer:
                    assert answer.status == 200, path
                    shown += [await answer.text(), str(answer.headers)]
    finally:
        await page.close()
    return "\n".join(shown)


@pytest.mark.parametrize("which", ["telegram", "slack"])
async def test_a_wrong_token_is_not_shown(program, telegram, slack, written, which):
    if which == "slack":
        slack.team("T1").kill_token("invalid_auth")
    wrong = settings(program, telegram, slack)
    telegram.token = (
        telegram.token if which == "slack" else "7000000009:AAanotherTokenThatIsRight00"
    )
    with build(wrong) as app:
        adapters = set_up(wrong, app.store, app.ambient, app.read_text)
        with pytest.raises(SettingsError) as raised:
            await serve(app, adapters, patience=0)
    error: BaseException | None = raised.value
    chain = []
    while error is not None:
        chain += [str(error), repr(error)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    told = wrong.telegram.token.get_secret_value()
    assert told not in " ".join(chain)
    assert told not in written.getvalue()
    no_secret_in(" ".join(chain) + written.getvalue(), telegram, slack)


async def test_settings_do_not_show_their_secrets(program, telegram, slack):
    all_of_them = settings(program, telegram, slack)
    for shown in (repr(all_of_them), str(all_of_them), all_of_them.model_dump_json()):
        no_secret_in(shown, telegram, slack)
