"""Socket Mode: connections that end or tear lose nothing that Slack tells again."""

from __future__ import annotations

import pytest

from bot.adapters.slack import events
from tests.bot.adapters.slack_office import office, until

PING = 0.3  # seconds: a torn connection is noticed after the next one


async def test_slack_asks_for_another_connection_and_gets_it() -> None:
    async with office(ping_seconds=PING) as o:
        sockets = o.api.courier.sockets
        await sockets.refresh()
        await until(lambda: sockets.opened == 2)
        await o.api.connected()
        await o.ann.command(o.news, "/summary", "1")
        await o.news.shows("You said summary 1.")


async def test_a_torn_connection_is_made_again_and_what_was_said_meanwhile_is_heard() -> None:
    async with office(ping_seconds=PING) as o:
        o.api.retry_delays = (0.2, 1.0, 5.0)
        o.api.courier.sockets.abort()
        await o.ann.says(o.news, "<@BOT> summary 1")
        await o.news.shows("You said summary 1.")
        await o.api.settled()
        assert [heard.text for heard in o.desk.heard] == ["summary 1"]


async def test_an_outage_is_survived() -> None:
    async with office(ping_seconds=PING) as o:
        o.api.retry_delays = (0.2, 1.0, 5.0)
        await o.api.go_down()
        await o.ann.says(o.news, "<@BOT> summary 1")
        await o.api.come_up()
        await o.api.connected()
        await o.news.shows("You said summary 1.")


async def test_what_comes_while_we_close_is_not_taken() -> None:
    async with office(ping_seconds=PING) as o:
        await o.ann.command(o.news, "/summary", "1")
        await o.news.shows("You said summary 1.")
        o.adapter._intake.close()  # the first thing that closing does
        o.api.ack_seconds = 0.1
        assert not (await o.ann.command(o.news, "/summary", "2")).acked
        assert len(o.desk.heard) == 1


async def test_the_wrong_address_is_not_used_for_ever() -> None:
    """The SDK tries an address that has expired again and again; we begin anew."""
    async with office(ping_seconds=PING) as o:
        sockets = o.api.courier.sockets
        ticket, sockets.ticket = sockets.ticket, lambda: f"{o.api.root}/link/?ticket=expired"
        sockets.abort()
        await until(lambda: len(o.api.calls("apps.connections.open")) >= 3)
        sockets.ticket = ticket
        await o.api.connected()
        await o.ann.command(o.news, "/summary", "1")
        await o.news.shows("You said summary 1.")


async def test_a_mistake_of_ours_is_logged_and_slack_tells_again(
    monkeypatch: pytest.MonkeyPatch, logged_errors: list[str]
) -> None:
    async with office(ping_seconds=PING) as o:
        o.api.retry_delays = (0.01,)
        read = events.read
        monkeypatch.setattr(events, "read", lambda _: 1 / 0)
        await o.ann.says(o.news, "<@BOT> summary 1")
        await until(lambda: logged_errors)
        monkeypatch.setattr(events, "read", read)
        await o.ann.says(o.news, "<@BOT> summary 2")
        await o.news.shows("You said summary 2.")
        assert "slack.intake-failed" in logged_errors[0]
        logged_errors.clear()


async def test_our_own_words_are_acknowledged_and_nobody_reads_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half of all that comes in is what we have posted."""
    read: list[str] = []
    take = events.read
    monkeypatch.setattr(events, "read", lambda body: read.append(body["event_id"]) or take(body))
    async with office() as o:
        await o.ann.says(o.dm, "summary 1")
        await o.dm.shows("You said summary 1.")
        await o.api.settled()
        by_us = [one for one in o.api.deliveries if one.event.get("bot_id")]
        assert [one.acked for one in by_us] == [True]
        assert by_us[0].payload["event_id"] not in read
        assert o.api.deliveries[0].payload["event_id"] in read
