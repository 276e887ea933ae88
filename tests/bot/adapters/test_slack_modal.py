"""The settings as a modal: opened at once, filled in, refused at the field, saved."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.adapters.slack import intake, modal
from bot.domain.errors import NotAllowed
from bot.messages.blocks import Message
from bot.messages.forms import SHOWN, Field, Form, FormError
from bot.messages.wording import wording
from bot.ports.chat import Invocation
from tests.bot.adapters.slack_office import Office, address, aside, office, until, with_buttons
from tests.contract.chats.listener import reply
from tests.fakes.slack_api import Refuse
from tests.fakes.slack_blocks import check_view

FORM = Form(
    title="Settings",
    submit="Save",
    cancel="Cancel",
    fields=(
        Field(name="timezone", label="Time zone", value="Europe/Berlin", hint="A city"),
        Field(
            name="length",
            label="Length",
            value="short",
            options=(("short", "Short"), ("long", "Long")),
        ),
        Field(name="topics", label="Topics", value="", optional=True),
    ),
)


async def opened(o: Office) -> None:
    o.desk.settings = FORM
    assert (await o.ann.command(o.news, "/digest", "settings")).acked
    await o.ann.modal_shows("Time zone")


async def test_it_shows_what_is_set() -> None:
    async with office() as o:
        await opened(o)
        assert o.desk.last.address == address(o.news)
        zone, length, topics = o.ann.modal.blocks
        assert zone["element"]["initial_value"] == "Europe/Berlin"
        assert length["element"]["initial_option"]["value"] == "short"
        assert topics["optional"]
        assert "initial_value" not in topics["element"]


async def test_what_is_filled_in_is_handed_over() -> None:
    async with office() as o:
        await opened(o)
        o.desk.submit_message = reply("Saved: long.")
        ack = await o.ann.submits(values={"timezone/value": "Tokyo", "length/value": "long"})
        assert ack.acked
        assert ack.payload == {}
        assert (await o.news.shows("Saved: long.")).ephemeral_for is o.ann
        assert o.desk.submitted == [
            {"timezone": "Tokyo", "length": "long", "topics": "", SHOWN: ""}
        ]
        assert o.desk.last.address == address(o.news)
        assert o.ann.modal is None


async def test_what_the_form_showed_is_handed_back_with_it_also_the_second_time() -> None:
    async with office() as o:
        o.desk.settings = replace(FORM, shown="a1b2 c3d4")
        await o.ann.command(o.news, "/digest", "settings")
        await o.ann.modal_shows("Time zone")
        submit = o.desk.submit

        async def refuse(_: Invocation, __: Mapping[str, str]) -> Message:
            raise FormError({"timezone": "There is no Atlantis."})

        o.desk.submit = refuse
        assert (await o.ann.submits(values={"timezone/value": "Atlantis"})).errors
        o.desk.submit = submit
        await o.ann.submits(values={"timezone/value": "Tokyo"})
        await o.news.shows("Saved.")
        assert [values[SHOWN] for values in o.desk.submitted] == ["a1b2 c3d4"]


@pytest.mark.parametrize("kept", ["", "{", "[]", "{}", '{"shown": null}'])
def test_of_a_form_that_kept_nothing_nothing_was_shown(kept: str) -> None:
    assert modal.shown_of({"private_metadata": kept}) == ""


async def test_what_cannot_be_stands_at_the_field() -> None:
    async with office() as o:
        await opened(o)

        async def refuse(_: Invocation, __: Mapping[str, str]) -> Message:
            raise FormError({"timezone": "There is no Atlantis.", "everything": "Sorry."})

        o.desk.submit = refuse
        ack = await o.ann.submits(values={"timezone/value": "Atlantis"})
        assert ack.errors["timezone"] == "There is no Atlantis. Sorry."
        assert o.ann.modal is not None


async def test_what_to_type_instead_is_a_command_of_slacks() -> None:
    async with office() as o:
        await opened(o)

        async def refuse(_: Invocation, __: Mapping[str, str]) -> Message:
            raise FormError({"timezone": wording().say("form.what-empty")})

        o.desk.submit = refuse
        ack = await o.ann.submits(values={"timezone/value": "Tokyo"})
        assert ack.errors["timezone"].endswith("type /digest unsubscribe all.")


async def test_slack_does_not_wait_for_a_slow_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "PATIENCE", 0.05)
    async with office() as o:
        await opened(o)
        go_on = asyncio.Event()

        async def refuse(_: Invocation, __: Mapping[str, str]) -> Message:
            await go_on.wait()
            raise FormError({"timezone": "There is no Atlantis."})

        o.desk.submit = refuse
        ack = await o.ann.submits(values={"timezone/value": "Atlantis"})
        assert ack.payload == {}
        go_on.set()
        assert (await o.news.shows("There is no Atlantis.")).ephemeral_for is o.ann


async def test_it_opens_at_once_and_waits_for_its_form() -> None:
    async with office() as o:
        go_on = asyncio.Event()

        async def slowly(_: Invocation) -> Form:
            await go_on.wait()
            return FORM

        o.desk.form = slowly
        await o.ann.command(o.news, "/digest", "settings")
        await o.ann.modal_shows("hourglass")
        go_on.set()
        await o.ann.modal_shows("Time zone")


async def test_a_busy_chat_does_not_hold_it_up() -> None:
    async with office() as o:
        go_on = asyncio.Event()

        async def slowly(_: Invocation) -> Message:
            await go_on.wait()
            return reply("At last.")

        o.desk._answer = slowly
        o.desk.settings = FORM
        await o.ann.command(o.news, "/summary")
        await o.ann.command(o.news, "/digest", "settings")
        await o.ann.modal_shows("hourglass")
        go_on.set()
        await o.ann.modal_shows("Time zone")


async def test_who_may_not_is_told_so() -> None:
    async with office() as o:

        async def refuse(_: Invocation) -> Form:
            raise NotAllowed("Only administrators may.")

        o.desk.form = refuse
        await o.ann.command(o.news, "/digest", "settings")
        await o.ann.modal_shows("Only administrators may.")


async def test_without_a_modal_the_settings_are_said() -> None:
    async with office() as o:
        o.desk.answers["settings"] = aside("Your settings: …")
        o.api.fault("views.open", Refuse("expired_trigger_id"))
        await o.ann.command(o.news, "/digest", "settings")
        assert (await o.news.shows("Your settings: …")).ephemeral_for is o.ann


async def test_a_button_opens_it_too() -> None:
    async with office() as o:
        o.desk.settings = FORM
        o.desk.answers["help"] = with_buttons("Help.", {"Settings": "settings"})
        await o.ann.command(o.news, "/digest")
        await o.ann.taps(await o.news.shows("Help."), "Settings")
        await o.ann.modal_shows("Time zone")
        await until(lambda: len(o.desk.heard) == 2)


def test_any_form_is_within_the_limits_of_slack() -> None:
    fields = [
        Field(name=f"f{n}", label="L" * 3000, value="v" * 3000, hint="h" * 3000) for n in range(90)
    ]
    fields.append(Field(name="cut", label="L" * 3000, value="v" * 3001, too_long="Too long."))
    fields.append(
        Field(name="many", label="M", value="", options=tuple(("v", "l") for _ in "x" * 101))
    )
    fields.append(Field(name="long", label="M", value="a", options=(("a", "l" * 100), ("b", ""))))
    form = Form(
        title="T" * 50, submit="S" * 50, cancel="C" * 50, fields=tuple(fields), shown="s" * 1000
    )
    assert check_view(modal.form_view("C1", form, home=False), home=False) == []


@pytest.mark.parametrize(("kept", "shown"), [(2000, "a" * 2000), (2001, ""), (4000, "")])
def test_what_a_form_showed_is_kept_as_far_as_slack_keeps_it(kept: int, shown: str) -> None:
    view = modal.form_view("C1", replace(FORM, shown="a" * kept), home=False)
    assert modal.shown_of(view) == shown
    assert check_view(view, home=False) == []


async def test_what_does_not_fit_into_a_field_is_told_of_and_not_cut() -> None:
    async with office() as o:
        too_long = wording().say("form.what-too-long")
        long = Field(name="what", label="What", value="space; " * 500, too_long=too_long)
        o.desk.settings = replace(FORM, fields=(long, *FORM.fields))
        await o.ann.command(o.news, "/digest", "settings")
        await o.ann.modal_shows("type /digest subscribe or /digest unsubscribe.")
        await o.ann.submits(values={"timezone/value": "Tokyo"})
        await o.news.shows("Saved.")
        (submitted,) = o.desk.submitted
        assert submitted == {"timezone": "Tokyo", "length": "short", "topics": "", SHOWN: ""}


def test_a_form_without_fields_can_be_shown() -> None:
    form = Form(title="Settings", submit="Save", cancel="Cancel", fields=())
    assert check_view(modal.form_view("C1", form, home=False), home=False) == []
