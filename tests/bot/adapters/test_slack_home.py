"""App Home: what a person and their channels get, and its buttons."""

from __future__ import annotations

from bot.adapters.slack.home import home_view
from bot.messages.blocks import Place
from bot.render import slack
from tests.bot.adapters.slack_office import address, office, until, with_buttons
from tests.bot.adapters.test_slack_modal import FORM
from tests.contract.chats.listener import reply
from tests.fakes.slack_blocks import check_view


async def test_it_shows_what_the_person_and_the_shared_channels_get() -> None:
    async with office() as o:
        secret = o.team.channel("secret", private=True)
        secret.members.add(o.ann.id)
        o.team.channel("ours")  # without Ann
        hers = o.team.channel("hers", bot_is_member=False)
        hers.members.add(o.ann.id)
        o.desk.overview_message = reply("Space, daily at 8:00.")
        await o.ann.opens_home()
        await o.ann.home_shows("Space, daily at 8:00.")
        ((invocation, others),) = o.desk.overviews
        assert invocation.address == address(o.dm)
        assert others == {address(o.news): "#news", address(secret): "#secret"}


async def test_many_channels_come_in_pages() -> None:
    async with office() as o:
        for n in range(450):
            o.team.channel(f"c{n}").members.add(o.ann.id)
        await o.ann.opens_home()
        await o.ann.home_shows("What you get.")
        ((_, others),) = o.desk.overviews
        assert len(others) == 451


async def test_the_messages_tab_is_left_alone() -> None:
    async with office() as o:
        await o.ann.opens_home("messages")
        await o.ann.says(o.dm, "hello")
        await o.dm.shows("You said hello.")
        assert o.desk.overviews == []


async def test_a_button_answers_in_our_conversation_and_home_is_shown_anew() -> None:
    async with office() as o:
        o.desk.overview_message = with_buttons("What you get.", {"Summary": "summary"})
        await o.ann.opens_home()
        home = await o.ann.home_shows("What you get.")
        o.desk.overview_message = reply("Something new.")
        await o.ann.taps(home, "Summary")
        shown = await o.dm.shows("You said summary.")
        assert shown.thread_ts is None
        assert o.desk.last.address == address(o.dm)
        await o.ann.home_shows("Something new.")


async def test_what_would_stand_in_its_place_is_posted_too() -> None:
    async with office() as o:
        o.desk.overview_message = with_buttons("What you get.", {"Pause": "pause"})
        o.desk.answers["pause"] = with_buttons("Paused.", {"Resume": "resume"}, place=Place.INSTEAD)
        await o.ann.opens_home()
        await o.ann.taps(await o.ann.home_shows("What you get."), "Pause")
        await o.dm.shows("Paused.")


async def test_its_settings_are_those_of_our_conversation() -> None:
    async with office() as o:
        o.desk.settings = FORM
        o.desk.overview_message = with_buttons("What you get.", {"Settings": "settings"})
        await o.ann.opens_home()
        await o.ann.taps(await o.ann.home_shows("What you get."), "Settings")
        await o.ann.modal_shows("Time zone")
        assert o.desk.last.address == address(o.dm)
        o.desk.overview_message = reply("Other settings.")
        assert (await o.ann.submits()).acked
        await o.dm.shows("Saved.")
        await o.ann.home_shows("Other settings.")
        await until(lambda: len(o.desk.submitted) == 1)


def test_any_home_is_within_the_limits_of_slack() -> None:
    bodies = [body for _ in range(70) for body in slack.render(with_buttons("x", {"A": "b"}))]
    view = home_view(bodies, channel="D1")
    assert len(view["blocks"]) == 100
    assert check_view(view, home=True) == []
