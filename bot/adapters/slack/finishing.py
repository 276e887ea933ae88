"""What was heard is brought to its end, in this run or in the next: answered, or asked about."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from bot.adapters.slack import events
from bot.adapters.slack.answering import Answering
from bot.adapters.slack.events import Happening, Said
from bot.adapters.slack.home import chat_of
from bot.adapters.slack.keeping import Duty
from bot.adapters.slack.replying import patiently, reply
from bot.adapters.slack.workspaces import Access
from bot.domain.errors import (
    NotSent,
    PostError,
    StoreError,
    TryLater,
    Unknown,
    Unreachable,
)
from bot.messages.blocks import Message, Paragraph, Plain
from bot.messages.replies import interrupted
from bot.messages.wording import wording
from bot.render import slack

log = structlog.get_logger()

_PAUSE = 2.0  # seconds, before Slack is asked again whether it is there
_LONGEST_PAUSE = 60.0


async def handle(answering: Answering, happening: Happening, duty: Duty) -> None:
    """Do what is to be done about what happened."""
    await discharge(answering, happening, duty, lambda: answering.do(happening, duty))


async def take_up(answering: Answering, happening: Happening, duty: Duty) -> None:
    """Do what an earlier run left open; if it may be done, ask."""
    await _reach(answering, happening.spot.workspace)
    if duty.heard.begun:
        await discharge(answering, happening, duty, lambda: _ask(answering, happening, duty))
    else:
        await handle(answering, happening, duty)


async def discharge(
    answering: Answering, happening: Happening, duty: Duty, work: Callable[[], Awaitable[None]]
) -> None:
    """Do some work and note that it is done, also if it failed for good.

    Who waits for an answer that we have no token for is told, where none is needed to do so.
    What cannot be noted stays open for the next start.
    """
    chat = chat_of(happening.spot)
    try:
        await _try(answering, happening, duty, work)
    except Unreachable as error:
        log.warning("slack.unreachable", chat=str(chat), problem=str(error))
        await answering.listener.gone(chat, str(error))
    except PostError as error:
        log.warning("slack.answer-lost", chat=str(chat), problem=str(error))
        url = happening.spot.response_url
        if url is not None and _is_without_token(error):
            await say_sorry(answering, url)
    except StoreError as error:
        log.warning("slack.left-open", chat=str(chat), problem=str(error))
        return
    except Exception:
        await duty.done()
        raise
    await duty.done()


async def _try(
    answering: Answering, happening: Happening, duty: Duty, work: Callable[[], Awaitable[None]]
) -> None:
    try:
        await work()
    except Unknown as error:
        if not duty.begun:
            raise
        log.warning("slack.answer-doubtful", problem=str(error))
        await _ask(answering, happening, duty)


async def _ask(answering: Answering, happening: Happening, duty: Duty) -> None:
    """Look whether an answer that was begun is there; if not, let the person say it.

    Raises:
        PostError: they could not be asked.
    """
    if not isinstance(happening, Said):
        return  # a greeting: nobody waits for it
    access = await answering.sending.workspaces.access(happening.spot.workspace)
    if await _is_there(answering, access, happening, duty):
        log.info("slack.answer-found", heard=duty.heard.id)
        return
    profile = await answering.people.profile(access, happening.person)
    alone = happening.quoted is None and happening.asked_in is None and not happening.files
    card = interrupted(
        wording(profile.language),
        events.command_of(happening, access.bot),
        repeatable=alone,
    )
    spot = happening.spot
    # what was typed in a command, or tapped, nobody else has seen
    card = replace(card, aside=spot.response_url is not None or spot.ephemeral)
    log.info("slack.answer-in-doubt", heard=duty.heard.id)
    await reply(answering.sending, spot, happening.person, card, key=duty.card_key)


async def _is_there(answering: Answering, access: Access, said: Said, duty: Duty) -> bool:
    spot = said.spot
    found: list[str | None] = []

    async def look() -> None:
        ts = await answering.sending.find(
            access.workspace,
            spot.channel,
            {duty.key, duty.card_key},
            thread=None if spot.home else spot.thread,
            since=duty.heard.heard_at or answering.now(),
        )
        found.append(ts)

    try:
        await patiently(look)
    except PostError as error:  # we are not in there, or too much was said since
        log.warning("slack.answer-not-looked-up", problem=str(error))
        return False
    return found[-1] is not None


async def say_sorry(answering: Answering, url: str) -> None:
    """Tell a person, at the address that came with it, that what they did was not taken."""
    message = Message((Paragraph((Plain(answering.say_own("not-kept", None)),)),))
    (body,) = slack.render(message)
    try:
        await patiently(lambda: answering.sending.respond(url, body))
    except PostError as error:
        log.warning("slack.answer-lost", problem=str(error))


async def _reach(answering: Answering, workspace: str) -> None:
    """Wait until Slack is there: what is tried before would be lost."""
    pause = _PAUSE
    while True:
        try:
            await answering.sending.workspaces.access(workspace)
        except (NotSent, Unknown, TryLater) as error:
            if _is_without_token(error):  # until the next start
                return
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        except PostError:  # whoever needs it is told
            return
        else:
            return


def _is_without_token(error: PostError) -> bool:
    return isinstance(error, NotSent) and error.workspace_only
