"""The settings modal: opened at once, filled when the form is there, taken when it is sent."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import structlog

from bot.adapters.slack import modal
from bot.adapters.slack.answering import Answering
from bot.adapters.slack.events import Said, Submitted
from bot.adapters.slack.finishing import discharge, handle
from bot.adapters.slack.keeping import Duty
from bot.domain.errors import PersonError, PostError
from bot.messages.blocks import Message, Paragraph, Plain
from bot.messages.forms import SHOWN, FormError

log = structlog.get_logger()

COMMAND = "settings"


def asks_for_form(said: Said) -> bool:
    """Say whether somebody wants the settings, and may be shown a modal."""
    return said.spot.trigger is not None and said.text.strip().lstrip("/").casefold() == COMMAND


async def open_waiting(answering: Answering, said: Said) -> str | None:
    """Open a modal that waits for its form and return its id; None if Slack does not let us."""
    spot = said.spot
    try:
        access = await answering.sending.workspaces.access(spot.workspace)
        view = modal.waiting_view(spot.channel, home=spot.home)
        opened = await answering.sending.ask(
            access, access.client.views_open(trigger_id=spot.trigger, view=view)
        )
    except PostError as error:
        log.warning("slack.modal-not-opened", problem=str(error))
        return None
    return str(opened["view"]["id"])


async def fill(
    answering: Answering, said: Said, opening: asyncio.Task[str | None], duty: Duty
) -> None:
    """Put the form into the modal; answer in words if there is no modal."""
    view_id = await opening
    if view_id is None:
        await handle(answering, said, duty)
    else:
        await discharge(answering, said, duty, lambda: _fill(answering, said, view_id, duty))


async def _fill(answering: Answering, said: Said, view_id: str, duty: Duty) -> None:
    spot = said.spot
    try:
        access = await answering.sending.workspaces.access(spot.workspace)
        invocation = await answering.invocation(access, said, duty)
        try:
            form = await answering.listener.form(invocation)
            view = modal.form_view(spot.channel, form, home=spot.home)
        except PersonError as error:
            view = modal.told_view(spot.channel, str(error), home=spot.home)
        await duty.begin()
        await answering.sending.ask(access, access.client.views_update(view_id=view_id, view=view))
    except PostError as error:
        log.warning("slack.modal-not-filled", problem=str(error))


async def submit(
    answering: Answering, submitted: Submitted, ack: asyncio.Future[dict[str, Any]]
) -> None:
    """Hand over what was filled in and set what Slack is acknowledged with; then say it.

    If `ack` is cancelled, Slack was not willing to wait: what is wrong is said in a message.
    """
    spot, person = submitted.spot, submitted.person
    said = Said(spot=spot, person=person, text=COMMAND, tapped=True)
    try:
        access = await answering.sending.workspaces.access(spot.workspace)
        invocation = await answering.invocation(access, said)
        try:
            values = {**submitted.values, SHOWN: submitted.shown}
            message = await answering.listener.submit(invocation, values)
        except FormError as error:
            if not ack.done():
                ack.set_result(modal.problems_at(error.problems, submitted.values))
                return
            message = _told(error)
        except PersonError as error:
            message = _told(error)
        if not ack.done():
            ack.set_result({})
        await answering.say(spot, person, replace(message, aside=message.aside or not spot.home))
        if spot.home:
            await answering.show_home(spot, person)
    except PostError as error:
        log.warning("slack.answer-lost", problem=str(error))
    finally:
        if not ack.done():
            ack.set_result({})


def _told(error: PersonError) -> Message:
    return Message((Paragraph((Plain(str(error)),)),), aside=True)
