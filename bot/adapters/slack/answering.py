"""What happens is told to the listener, and what it answers is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog

from bot.adapters.slack import events, typed
from bot.adapters.slack.events import Happening, Said, Spot
from bot.adapters.slack.files import Files
from bot.adapters.slack.home import chat_of, home_view, publish, shared_channels
from bot.adapters.slack.keeping import Duty
from bot.adapters.slack.membership import take_note
from bot.adapters.slack.people import People
from bot.adapters.slack.replying import reply
from bot.adapters.slack.sending import Sending
from bot.adapters.slack.sentences import Say
from bot.adapters.slack.workspaces import Access
from bot.domain.errors import PostError
from bot.messages.blocks import Message, Paragraph, Plain
from bot.ports.chat import Invocation, Listener
from bot.render import slack

log = structlog.get_logger()

GREETING = "start"  # what is answered when we are invited, as if the inviting person had said it


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Everything that is needed to answer."""

    sending: Sending
    people: People
    files: Files
    listener: Listener
    now: Callable[[], datetime]
    say_own: Say  # the adapter's own few sentences

    async def do(self, happening: Happening, duty: Duty) -> None:
        """Do what is to be done about what happened; what people wait for, only if they still do.

        Raises:
            PostError: it was not done, or not all of it.
            StoreError: the same.
        """
        late = duty.is_late(self.now())
        match happening:
            case Said() | events.OpenedHome() if late:
                log.warning("slack.too-late", heard=duty.heard.id)
            case Said():
                await self._answer(happening, duty)
            case events.OpenedHome(spot=spot, person=person):
                await self.show_home(spot, person)
            case events.Joined(spot=spot, member=member, inviter=inviter):
                access = await self.sending.workspaces.access(spot.workspace)
                if member == access.bot:
                    await self.listener.back(chat_of(spot))
                    if not late:
                        await self._greet(access, spot, inviter, duty)
            case events.Submitted():
                raise AssertionError("A form is answered where it is acknowledged.")
            case _:
                await take_note(happening, self.sending.workspaces, self.listener, self.say_own)

    async def _answer(self, said: Said, duty: Duty) -> None:
        access = await self.sending.workspaces.access(said.spot.workspace)
        if said.person == access.bot:
            return
        message = await self.listener.answer(await self.invocation(access, said, duty))
        await self.say(said.spot, said.person, message, whisper=said.whisper, duty=duty)
        if said.spot.home:
            await self.show_home(said.spot, said.person)

    async def say(
        self,
        spot: Spot,
        person: str,
        message: Message,
        *,
        whisper: bool = False,
        duty: Duty | None = None,
    ) -> None:
        """Post an answer; where we are not in the channel, say so, for digests will not arrive.

        Raises:
            PostError: it was not said, or not all of it.
            StoreError: nobody could note that it is being said.
        """
        if duty is not None and message.blocks:
            await duty.begin()
        key = duty.key if duty is not None else None
        posted = await reply(self.sending, spot, person, message, whisper=whisper, key=key)
        if whisper or (posted and (spot.alone or spot.response_url is None)):
            return
        access = await self.sending.workspaces.access(spot.workspace)
        if posted and await self.people.let_us_in(access, spot.channel):
            return
        # of what two people say to each other, no app can become a part
        why = "not-ours" if spot.alone else "not-in-channel"
        await self.listener.gone(chat_of(spot), self.say_own(why, None, bot=access.name))
        said = self.say_own(why, message.language or None, bot=access.name)
        told = Message((Paragraph((Plain(said),)),), aside=True)
        await reply(self.sending, spot, person, told, whisper=True)

    async def invocation(self, access: Access, said: Said, duty: Duty | None = None) -> Invocation:
        """Return what was said, with everything that Slack knows of it."""
        quoted = said.quoted
        if quoted is None and said.asked_in is not None:
            quoted = await self._first_of(access, said)
        files = said.files + tuple((quoted or {}).get("files") or ())
        profile = await self.people.profile(access, said.person)
        return Invocation(
            address=chat_of(said.spot),
            person=said.person,
            role=await self.people.role(access, said.spot, said.person, profile),
            text=events.command_of(said, access.bot, about=quoted is not None),
            reply_to=_said_in(quoted) if quoted else None,
            attachments=await self.files.read(access, files) if files else (),
            timezone=profile.timezone,
            language=profile.language,
            received_at=(duty.heard.heard_at if duty else None) or self.now(),
            again=duty.again if duty else False,
            apart=said.whisper or (said.spot.ephemeral and not said.spot.alone),
            tapped=(said.spot.message or {}).get("ts") if said.tapped else None,
        )

    async def _first_of(self, access: Access, said: Said) -> Mapping[str, Any] | None:
        """Return the message that a thread began with, unless it is one of ours."""
        assert said.asked_in is not None
        call = access.client.conversations_replies(
            channel=said.spot.channel, ts=said.asked_in, limit=1
        )
        try:
            messages = (await self.sending.ask(access, call)).get("messages") or ()
        except PostError as error:
            log.warning("slack.thread-unknown", problem=str(error))
            return None
        first = next((m for m in messages if m.get("ts") == said.asked_in), None)
        return None if first is None or first.get("user") == access.bot else first

    async def show_home(self, spot: Spot, person: str) -> None:
        """Publish the Home tab of a person anew.

        Raises:
            PostError: Slack does not take it.
        """
        access = await self.sending.workspaces.access(spot.workspace)
        others = await shared_channels(self.sending, access, person)
        invocation = await self.invocation(access, Said(spot=spot, person=person, text=""))
        message = await self.listener.overview(invocation, others)
        view = home_view(slack.render(message), channel=spot.channel)
        await publish(self.sending, access, person, view)

    async def _greet(self, access: Access, spot: Spot, inviter: str | None, duty: Duty) -> None:
        said = Said(spot=spot, person=inviter or access.bot, text=GREETING)
        message = await self.listener.answer(await self.invocation(access, said, duty))
        await self.say(spot, said.person, replace(message, aside=False), duty=duty)


def _said_in(message: Mapping[str, Any]) -> str | None:
    """Return what a message says that somebody hands over, with the addresses that it links to."""
    return typed.words(str(message.get("text") or ""), addresses=True) or None
