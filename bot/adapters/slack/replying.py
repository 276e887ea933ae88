"""Where an answer stands: in the channel, in a thread, for one person, in another's place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

import structlog

from bot.adapters.slack.events import Spot
from bot.adapters.slack.sending import Sending
from bot.domain.deliveries import Body
from bot.domain.errors import NotSent, PostError, Refused, TryLater, Unreachable
from bot.messages.blocks import Message, Place
from bot.render import slack
from bot.render.drawing import png

log = structlog.get_logger()

PICTURE = "chart.png"
CHOICES = "choices"  # the block_id of the buttons below a message

ATTEMPTS = 3
LONGEST_WAIT = timedelta(seconds=60)
_PAUSE = 1.0  # seconds, before what was not sent is sent again


async def reply(
    sending: Sending,
    spot: Spot,
    person: str,
    message: Message,
    *,
    whisper: bool = False,
    key: str | None = None,
) -> bool:
    """Say something to a person who did something at `spot`.

    If its last part is posted, that is done with `key`. What only one person sees, or stands in
    the place of something, nobody can look up.

    Returns:
        Whether it could be posted as any part of a digest could: False if we are not in the
        channel, and it was said only as an answer.

    Raises:
        PostError: it was not said, or not all of it.
    """
    bodies = list(slack.render(message))
    replaced = spot.message is not None and not spot.home and message.place is not Place.NEW
    if bodies and replaced:
        await _in_place(sending, spot, message.place, bodies.pop(0))
    posted, last = (
        True,
        max((n for n, body in enumerate(bodies) if "picture" not in body), default=0),
    )
    for n, body in enumerate(bodies):
        aside = whisper or (message.aside and not spot.alone)
        if "document" in body:
            await _hand_over(sending, spot, person, body)
        elif "picture" in body:
            await _show(sending, spot, person if aside else None, body)
        elif aside:
            await _whisper(sending, spot, person, body)
        else:
            open_, its_key = not message.aside, key if n == last else None
            sent = await _post(sending, spot, person, body, in_channel=open_, key=its_key)
            posted = posted and sent
    return posted


async def _hand_over(sending: Sending, spot: Spot, person: str, body: Body) -> None:
    """Share a file with a person alone: nobody can whisper one."""
    channel, thread = spot.channel, None if spot.home else spot.thread
    if not spot.alone:
        channel, thread = await sending.alone_with(spot.workspace, person), None
    document = body["document"]
    name, content = document["name"], document["text"]
    try:
        await patiently(
            lambda: sending.upload(spot.workspace, channel, name, content, thread=thread)
        )
    except Unreachable:  # two people's own conversation
        if not spot.alone or spot.response_url is None:
            raise
        ours = await sending.alone_with(spot.workspace, person)
        await patiently(lambda: sending.upload(spot.workspace, ours, name, content))


async def _show(sending: Sending, spot: Spot, person: str | None, body: Body) -> None:
    """Show a picture, to a person alone if one is given; without it, its words stand there."""
    channel, thread = spot.channel, None if spot.home else spot.thread
    drawn = await asyncio.to_thread(png, body["picture"]["svg"])
    words = body["picture"]["words"]
    try:
        if person is not None:
            channel, thread = await sending.alone_with(spot.workspace, person), None
        await patiently(
            lambda: sending.upload(
                spot.workspace, channel, PICTURE, drawn, thread=thread, words=words
            )
        )
    except PostError as error:
        log.warning("slack.picture-lost", problem=str(error))


async def _post(
    sending: Sending, spot: Spot, person: str, body: Body, *, in_channel: bool, key: str | None
) -> bool:
    if spot.ephemeral and spot.response_url and not spot.alone:
        # a button that only they see: the answer is theirs alone too
        await _whisper(sending, spot, person, body)
        return True
    try:
        thread = None if spot.home else spot.thread
        await patiently(
            lambda: sending.post(spot.workspace, spot.channel, body, thread=thread, key=key)
        )
    except Unreachable:
        url = spot.response_url
        if url is None:
            raise
        await patiently(lambda: sending.respond(url, body, in_channel=in_channel))
        return False
    return True


async def _whisper(sending: Sending, spot: Spot, person: str, body: Body) -> None:
    url = spot.response_url
    if url is not None:
        try:
            await patiently(lambda: sending.respond(url, body))
        except Refused:  # five answers, or half an hour: the address is used up
            pass
        else:
            return
    try:
        await patiently(
            lambda: sending.whisper(spot.workspace, spot.channel, person, body, thread=spot.thread)
        )
    except Unreachable:  # we are not in there: in their own conversation with us, then
        # where its buttons would be about that conversation
        blocks = [block for block in body["blocks"] if not _are_buttons(block)]
        if blocks:
            alone = {**body, "blocks": blocks}
            await patiently(lambda: sending.post(spot.workspace, person, alone))


async def _in_place(sending: Sending, spot: Spot, place: Place, body: Body) -> None:
    before = spot.message or {}
    if place is Place.BUTTONS and before.get("blocks"):
        body = with_buttons(before, body)
    url, ts = spot.response_url, str(before.get("ts") or "")
    if url is not None:
        try:
            await patiently(lambda: sending.respond(url, body, replace=True))
        except Refused:
            if spot.ephemeral or not ts:
                raise
        else:
            return
    await patiently(lambda: sending.update(spot.workspace, spot.channel, ts, body))


def with_buttons(before: Mapping[str, Any], body: Body) -> dict[str, Any]:
    """Return a message as it is, with the buttons of `body` in the place of its own."""
    buttons = [block for block in body["blocks"] if _are_buttons(block)]
    blocks: list[Mapping[str, Any]] = []
    for block in before["blocks"]:
        if not _are_buttons(block):
            blocks.append(block)
        else:
            blocks += buttons
            buttons = []
    return {"surface": "slack", "blocks": [*blocks, *buttons], "text": before.get("text") or ""}


def _are_buttons(block: Mapping[str, Any]) -> bool:
    return str(block.get("block_id") or "").startswith(CHOICES)


async def patiently(send: Callable[[], Awaitable[object]]) -> None:
    """Send an answer again after what Slack asks to wait, or if it provably was not sent."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            await send()
        except TryLater as later:
            if attempt == ATTEMPTS or later.after > LONGEST_WAIT:
                raise
            await asyncio.sleep(later.after.total_seconds())
        except NotSent:
            if attempt == ATTEMPTS:
                raise
            await asyncio.sleep(_PAUSE * attempt)
        else:
            return
