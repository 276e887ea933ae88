"""Who may change what a chat gets."""

from __future__ import annotations

import pytest

from bot.ports.chat import Role
from tests.bot.adapters.slack_office import office
from tests.fakes import slack_reading
from tests.fakes.slack_api import Refuse


async def test_anyone_may_unless_told_otherwise() -> None:
    async with office() as o:
        await o.ann.command(o.news, "/summary", "1")
        await o.news.shows("You said summary 1.")
        assert o.desk.last.role is Role.ADMIN


async def test_only_administrators_may_if_told_so() -> None:
    async with office(changers="admins", operators=frozenset({"U0OPERATOR"})) as o:
        expected = {
            o.ann: Role.MEMBER,
            o.team.person("Boss", is_owner=True): Role.ADMIN,
            o.team.person("Admin", is_admin=True): Role.ADMIN,
            o.team.person("Olga", id="U0OPERATOR"): Role.OPERATOR,
        }
        for n, (person, role) in enumerate(expected.items()):
            await person.command(o.news, "/summary", str(n))
            await o.news.shows(f"You said summary {n}.")
            assert o.desk.last.role is role


async def test_everybody_may_where_they_are_alone_with_us() -> None:
    async with office(changers="admins") as o:
        await o.ann.says(o.dm, "summary")
        await o.dm.shows("You said summary.")
        assert o.desk.last.role is Role.ADMIN


async def test_who_made_the_channel_may_too(monkeypatch: pytest.MonkeyPatch) -> None:
    async with office(changers="admins") as o:
        describe = slack_reading.channel_json
        monkeypatch.setattr(
            slack_reading,
            "channel_json",
            lambda call, channel: {**describe(call, channel), "creator": o.bob.id},
        )
        for n, (person, role) in enumerate({o.ann: Role.MEMBER, o.bob: Role.ADMIN}.items()):
            await person.command(o.news, "/summary", str(n))
            await o.news.shows(f"You said summary {n}.")
            assert o.desk.last.role is role
        assert len(o.api.calls("conversations.info")) == 1  # it is remembered


async def test_an_unknown_channel_makes_nobody_an_administrator() -> None:
    async with office(changers="admins") as o:
        o.api.fault("conversations.info", Refuse("channel_not_found"))
        await o.ann.command(o.news, "/summary", "1")
        await o.news.shows("You said summary 1.")
        assert o.desk.last.role is Role.MEMBER
