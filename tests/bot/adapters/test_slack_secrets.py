"""Nothing secret is logged, whatever happens, at DEBUG."""

from __future__ import annotations

import logging

import pytest

from bot.domain.errors import PostError
from bot.render import slack
from tests.bot.adapters.slack_office import address, aside, office
from tests.bot.adapters.test_slack_modal import FORM
from tests.contract.chats.listener import reply
from tests.fakes.slack_api import DropAfter, Refuse, ServerError


async def test_no_secret_reaches_a_log_or_an_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    errors: list[str] = []
    async with office() as o:
        (body,) = slack.render(reply("hello"))
        for fault in (DropAfter(), ServerError(), Refuse("invalid_blocks"), Refuse("no_such")):
            o.api.fault("chat.postMessage", fault)
            with pytest.raises(PostError) as caught:
                await o.adapter.post(address(o.news), body, key="k1")
            errors.append(repr(caught.value) + str(caught.value.__cause__))
        o.desk.settings = FORM
        o.desk.answers["status"] = aside("Yours.")
        await o.ann.command(o.news, "/digest", "status")
        await o.news.shows("Yours.")
        o.api.fault("response_url", ServerError())
        await o.ann.command(o.news, "/digest", "status")
        await o.ann.command(o.news, "/digest", "settings")
        await o.ann.modal_shows("Time zone")
        await o.api.courier.sockets.refresh()
        await o.api.connected()
        await o.ann.command(o.news, "/summary", "1")
        await o.news.shows("You said summary 1.")
        o.team.kill_token("token_revoked")
        await o.ann.command(o.news, "/summary", "2")
        secrets = [o.team.bot_token, o.api.app_token, *o.api.response_urls, *o.api.triggers]
    ours = [r for r in caplog.records if not r.name.startswith(("tests", "aiohttp.access"))]
    written = "\n".join([*(f"{r.getMessage()} {r.__dict__}" for r in ours), *errors])
    assert "slack.open" in written
    assert len(secrets) > 8
    assert [secret for secret in secrets if secret in written] == []
    assert "ticket=" not in written
