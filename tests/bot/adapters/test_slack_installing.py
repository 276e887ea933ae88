"""Installing in many workspaces, end to end: consent, token, first command, removal."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from yarl import URL

from bot.adapters.slack.installing import to_installation
from bot.adapters.slack.manifest import SCOPES
from bot.domain.errors import NotSent
from bot.ports.installations import Installation
from bot.ports.records import Heard
from bot.render.slack import render
from bot.runtime.ambient import new_secret
from bot.runtime.vault import Vault, new_key
from bot.storage.open import open_store
from tests.bot.adapters.slack_office import NOW, Memory, Office, address, office, until
from tests.contract.chats.listener import reply
from tests.fakes.slack_api import Refuse, SlackApi
from tests.fakes.world import World


@contextlib.asynccontextmanager
async def open_house(memory: Memory, **settings: Any) -> AsyncIterator[tuple[Office, str]]:
    """Let the adapter be installed by anybody; by sockets, with pages for installing."""
    api = SlackApi()
    usual = {
        "http_port": 0,
        "client_id": api.client_id,
        "client_secret": api.client_secret,
        "installations": memory,
    }
    async with office(api=api, **{**usual, **settings}) as o:
        await until(lambda: o.adapter.http_port)
        yield o, f"http://127.0.0.1:{o.adapter.http_port}"


def installed(token: str, bot: str) -> Installation:
    """Return our app in the workspace T2."""
    return Installation(
        workspace="T2", name="Two", token=token, bot=bot, installed_by=None, installed_at=NOW
    )


def browser() -> aiohttp.ClientSession:
    """Return a browser; it keeps cookies of addresses that are numbers too."""
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))


async def consent(session: aiohttp.ClientSession, root: str) -> URL:
    """Agree on Slack's page; return where Slack sends the browser, on our own server."""
    async with session.get(f"{root}/slack/install", allow_redirects=False) as page:
        assert page.status == 302
        asked = URL(page.headers["Location"])
    assert set(asked.query["scope"].split(",")) == set(SCOPES)
    async with session.get(asked, allow_redirects=False) as agreed:
        back = URL(agreed.headers["Location"])
    return URL(f"{root}/slack/oauth_redirect").with_query(back.query)


async def test_from_the_link_to_the_first_answer_and_out_again() -> None:
    memory = Memory()
    async with open_house(memory) as (o, root), browser() as session:
        back = await consent(session, root)
        async with session.get(back) as page:
            assert page.status == 200
            assert "is installed in" in await page.text()
        (installation,) = memory.all()
        team = o.api.team(installation.workspace)
        assert installation.token == team.bot_token
        assert installation.bot == team.bot_user_id
        assert installation.installed_at == NOW
        assert installation.token not in repr(installation)
        kind, told = o.desk.told[0]
        assert (kind, str(told)) == ("back", f"slack:{team.id}/*")

        cleo, room = team.person("Cleo"), team.channel("room")
        await cleo.command(room, "/summary", "1")
        await room.shows("You said summary 1.")
        assert o.desk.last.address == address(room)
        await o.ann.command(o.news, "/summary", "2")  # the settings' own workspace works beside it
        await o.news.shows("You said summary 2.")

        team.uninstall()
        await until(lambda: len(o.desk.told) == 3)  # Slack tells of it in two events
        for kind, told, _ in o.desk.told[1:]:
            assert (kind, str(told)) == ("gone", f"slack:{team.id}/*")
        assert memory.all() == []


async def test_without_a_workspace_of_its_own() -> None:
    memory = Memory()
    async with open_house(memory, bot_token=None) as (o, root), browser() as session:
        async with session.get(await consent(session, root)) as page:
            assert page.status == 200
        await o.ann.command(o.news, "/summary", "1")  # not installed there: nobody to answer
        team = o.api.team(memory.all()[0].workspace)
        await team.person("Cleo").command(team.channel("room"), "/summary", "1")
        await team.channel("room").shows("You said summary 1.")
        await until(lambda: ("gone", address(o.news)) in [told[:2] for told in o.desk.told])


async def test_a_state_is_good_once_and_only_where_it_was_given() -> None:
    memory = Memory()
    async with open_house(memory) as (o, root), browser() as session, browser() as other:
        back = await consent(session, root)
        async with other.get(back) as page:  # somebody else's browser
            assert page.status == 400
        forged = back.update_query(state="forged")
        async with session.get(forged, cookies={"digestbot-slack-state": "forged"}) as page:
            assert page.status == 400
        async with session.get(back.without_query_params("state")) as page:
            assert page.status == 400
        assert memory.all() == []
        async with session.get(back) as page:
            assert page.status == 200
        async with session.get(back) as page:
            assert page.status == 400
        assert len(memory.all()) == 1
        assert len(o.api.calls("oauth.v2.access")) == 1


async def test_an_expired_state_is_refused() -> None:
    memory = Memory()
    async with open_house(memory) as (_, root), browser() as session:
        back = await consent(session, root)
        memory.states.clear()
        async with session.get(back) as page:
            assert page.status == 400
            assert "expired" in await page.text()


@pytest.mark.parametrize("cookie", [b"\xff", b'"\\377"', b"caf\xc3\xa9"])
async def test_a_cookie_that_is_no_text_is_refused(cookie: bytes) -> None:
    async with open_house(Memory()) as (o, _):
        reader, writer = await asyncio.open_connection("127.0.0.1", o.adapter.http_port)
        writer.write(
            b"GET /slack/oauth_redirect?state=%ff&code=c HTTP/1.1\r\nHost: news.example\r\n"
            b"Cookie: digestbot-slack-state=" + cookie + b"\r\nConnection: close\r\n\r\n"
        )
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        assert answer.startswith(b"HTTP/1.1 400 ")


async def test_who_does_not_agree_is_not_installed() -> None:
    memory = Memory()
    async with open_house(memory) as (_, root), browser() as session:
        back = await consent(session, root)
        refused = back.without_query_params("code").update_query(error="<b>access_denied</b>")
        async with session.get(refused) as page:
            assert page.status == 400
            assert page.content_type == "text/plain"
            assert "<b>" not in await page.text()
        assert memory.all() == []


async def test_slack_that_refuses_the_code() -> None:
    memory = Memory()
    async with open_house(memory) as (o, root), browser() as session:
        o.api.fault("oauth.v2.access", Refuse("invalid_code"))
        async with session.get(await consent(session, root)) as page:
            assert page.status == 502
        assert memory.all() == []


async def test_a_token_that_was_renewed_elsewhere_is_asked_for_anew() -> None:
    memory = Memory()
    async with open_house(memory) as (o, _):
        team = o.api.team("T2")
        room, cleo = team.channel("room"), team.person("Cleo")

        def keep(token: str) -> None:
            memory.save(installed(token, team.bot_user_id))

        keep(team.bot_token)
        await cleo.command(room, "/summary", "1")
        await room.shows("You said summary 1.")
        team.kill_token("token_revoked")
        keep(team.install().value)
        await cleo.command(room, "/summary", "2")  # meets the dead token
        await cleo.command(room, "/summary", "3")
        await room.shows("You said summary 3.")


async def test_a_token_that_the_key_does_not_open_is_tried_again_until_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store, world = open_store("sqlite:///:memory:"), World()
    right, wrong = (
        Vault(store, world.ambient, key=new_key(), new_secret=new_secret) for _ in range(2)
    )
    memory = Memory()
    async with open_house(memory) as (o, _):
        team = o.api.team("T2")
        right.save(installed(team.bot_token, team.bot_user_id))
        memory.find = wrong.find  # type: ignore[method-assign]
        room, cleo = team.channel("room"), team.person("Cleo")
        (body,) = render(reply("The news."))
        for call in (
            o.adapter.post(address(room), body, key="1"),
            o.adapter.find(address(room), "1", since=NOW),
        ):
            with pytest.raises(NotSent, match="another key than slack") as caught:
                await call
            assert caught.value.workspace_only
        kept: list[Heard] = []
        hear = o.desk.hear

        async def noting(heard: Sequence[Heard]) -> Sequence[Heard]:
            kept.extend(heard)
            return await hear(heard)

        monkeypatch.setattr(o.desk, "hear", noting)
        await cleo.command(room, "/summary", "1")
        sorry = await room.shows("Please say it again in a minute.")
        assert sorry.ephemeral_for is cleo
        left = replace(kept[0], id="of an earlier run")
        o.desk.open[left.id] = left
        o.adapter.resume(left)
        await room.shows("Please say it again in a minute.", after=sorry)
        memory.find = right.find  # type: ignore[method-assign]
        await o.adapter.post(address(room), body, key="1")
        await room.shows("The news.")
        await cleo.command(room, "/summary", "2")
        await room.shows("You said summary 2.")
    store.close()


def test_whole_organizations_are_not_installed() -> None:
    assert to_installation({"is_enterprise_install": True, "access_token": "x"}, NOW) is None
    assert to_installation({"team": {"id": "T1"}}, NOW) is None
