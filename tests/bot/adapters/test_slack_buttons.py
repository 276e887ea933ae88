"""Buttons: what they say is answered below, in their message's place, or in theirs."""

from __future__ import annotations

from bot.messages.blocks import Message as Answered
from bot.messages.blocks import Place
from bot.ports.chat import Invocation
from bot.render import slack
from tests.bot.adapters.slack_office import Office, address, aside, office, with_buttons
from tests.fakes.slack_messages import Message


async def posted(o: Office) -> Message:
    """Post a digest with buttons, as the courier does."""
    digest = with_buttons("Ships came.", {"More": "summary 1", "Why": "why 1"})
    (body,) = slack.render(digest)
    await o.adapter.post(address(o.news), body, key="k1")
    return await o.news.shows("Ships came.")


async def test_more_opens_in_the_thread_of_the_digest() -> None:
    async with office() as o:
        digest = await posted(o)
        assert (await o.ann.taps(digest, "More")).acked
        shown = await o.news.shows("You said summary 1.")
        assert shown.thread_ts == digest.ts
        assert o.desk.last.address == address(o.news)
        assert o.desk.last.person == o.ann.id
        assert o.desk.last.tapped == digest.ts


async def test_an_answer_aside_is_for_who_tapped() -> None:
    async with office() as o:
        digest = await posted(o)
        o.desk.answers["why 1"] = aside("You asked for ships.")
        await o.ann.taps(digest, "Why")
        assert (await o.news.shows("You asked for ships.")).ephemeral_for is o.ann


async def test_an_answer_in_the_place_of_the_message() -> None:
    async with office() as o:
        digest = await posted(o)
        again = with_buttons("More ships came.", {"Back": "summary 2"}, place=Place.INSTEAD)
        o.desk.answers["summary 1"] = again
        await o.ann.taps(digest, "More")
        shown = await o.news.shows("More ships came.")
        assert shown.ts == digest.ts
        assert shown.buttons == ["Back"]
        assert len(o.news.messages) == 1


async def test_an_answer_in_the_place_of_the_buttons() -> None:
    async with office() as o:
        digest = await posted(o)
        o.desk.answers["summary 1"] = with_buttons("", {"Enough": "resume"}, place=Place.BUTTONS)
        await o.ann.taps(digest, "More")
        await o.api.settled()
        shown = await o.news.shows("Ships came.", after=digest.revision)
        assert shown.ts == digest.ts
        assert shown.buttons == ["Enough"]


async def test_a_button_that_only_one_person_sees_answers_them_alone() -> None:
    async with office() as o:
        o.desk.answers["status"] = with_buttons("Yours.", {"Next": "status 2"}, aside=True)
        o.desk.answers["status 2"] = with_buttons(
            "Yours, page 2.", {"Next": "status 3"}, place=Place.INSTEAD
        )
        await o.ann.command(o.news, "/digest", "status")
        shown = await o.news.shows("Yours.")
        await o.ann.taps(shown, "Next")
        second = await o.news.shows("Yours, page 2.")
        assert second.ephemeral_for is o.ann
        await o.ann.taps(second, "Next")
        assert (await o.news.shows("You said status 3.")).ephemeral_for is o.ann
        assert o.news.messages == []


async def test_a_button_pressed_five_times_is_answered_once_a_press() -> None:
    async with office() as o:
        digest = await posted(o)
        for _ in range(5):
            await o.ann.taps(digest, "More")
        await o.ann.command(o.news, "/summary", "9")
        await o.news.shows("You said summary 9.")
        assert [heard.text for heard in o.desk.heard] == ["summary 1"] * 5 + ["summary 9"]


async def test_an_answer_finds_its_place_when_its_address_is_used_up() -> None:
    async with office() as o:
        digest = await posted(o)

        async def late(_: Invocation) -> Answered:
            o.uses_up_addresses()
            return with_buttons("New.", {"Back": "x"}, place=Place.INSTEAD)

        o.desk._answer = late
        await o.ann.taps(digest, "More")
        assert (await o.news.shows("New.")).ts == digest.ts
        assert o.api.calls("chat.update")
