"""What is done about each update: people are answered, and news of chats is handed on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from telegram import Bot, CallbackQuery, ChatMemberUpdated, InlineQuery, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.adapters.telegram.addresses import PLATFORM, address_of
from bot.adapters.telegram.albums import Albums
from bot.adapters.telegram.answering import Answers
from bot.adapters.telegram.channels import Channels
from bot.adapters.telegram.documents import Documents
from bot.adapters.telegram.errors import GARBAGE
from bot.adapters.telegram.inline import CACHE_SECONDS, results_of
from bot.adapters.telegram.membership import is_in, may_post, was_added
from bot.adapters.telegram.rights import Rights
from bot.adapters.telegram.sentences import Say
from bot.adapters.telegram.taps import Taps, tap_in
from bot.adapters.telegram.updates import (
    Heard,
    Me,
    Told,
    address_in,
    heard_in,
    is_reopening,
    topic_name_in,
)
from bot.domain.chats import ChatAddress
from bot.domain.errors import PersonError
from bot.messages.blocks import Message as Said
from bot.messages.blocks import Paragraph, Plain, StoryItem
from bot.messages.replies import interrupted
from bot.messages.wording import DEFAULT_LANGUAGE, wording
from bot.ports import records
from bot.ports.chat import Invocation, Listener, Role

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Duty:
    """An update that is to be answered, as it is kept."""

    kept: records.Heard
    listener: Listener

    @property
    def is_left_over(self) -> bool:
        """Whether an earlier run heard it, and did not come to answer."""
        return self.kept.heard_at is not None

    async def begin(self) -> None:
        """Note that an answer may be posted from now on."""
        await self.listener.begin(self.kept)


@dataclass(slots=True, kw_only=True)
class Handling:
    """Handles one update after another; those of different chats at the same time."""

    bot: Bot
    me: Me
    listener: Listener
    answers: Answers
    channels: Channels
    documents: Documents
    rights: Rights
    taps: Taps
    say: Say
    now: Callable[[], datetime]
    _moved: dict[int, int] = field(default_factory=dict)  # groups and what they became
    _typing: dict[int, str] = field(default_factory=dict)  # who types, and their newest query
    _albums: Albums = field(default_factory=Albums)

    async def handle(self, kept: records.Heard, update: Update) -> None:
        """Do what an update asks for; what breaks is not tried again at the next start."""
        try:
            await self._handle(update, Duty(kept, self.listener))
        except Exception:
            await self.listener.done(kept)
            raise
        await self.listener.done(kept)

    async def own_up(self, kept: records.Heard, update: Update) -> None:
        """Say, at most once, that an answer may not have arrived; taps can be tapped again.

        That it is said is noted before: Telegram cannot be asked whether it was, and a store that
        cannot be written, or a start that fails again and again, would have it repeated.
        """
        heard = heard_in(update.message, self.me) if update.message is not None else None
        if heard is not None:
            log.info("telegram.owning-up", address=str(heard.address))
        await self.listener.done(kept)
        if heard is not None:
            words = wording(heard.language or DEFAULT_LANGUAGE)
            alone = heard.document is None and heard.reply_to is None
            card = interrupted(words, heard.text, repeatable=alone)
            reply_to = None if heard.is_private else heard.message_id
            await self.answers.give(card, heard.address, reply_to=reply_to)

    async def look_up(self, query: InlineQuery) -> None:
        """Answer somebody who types; what they typed before is not looked up any more."""
        person = query.from_user
        if self._typing.get(person.id) != query.id:
            return
        del self._typing[person.id]
        found = await self.listener.look_up(
            Invocation(
                address=address_of(person.id),
                person=str(person.id),
                role=Role.MEMBER,
                text=query.query.strip(),
                language=person.language_code,
                received_at=self.now(),
            )
        )
        try:
            await self.bot.answer_inline_query(
                query.id, results_of(found), cache_time=CACHE_SECONDS, is_personal=True
            )
        except (TelegramError, *GARBAGE) as error:  # the person typed on
            log.info("telegram.query-not-answered", problem=type(error).__name__)

    def types(self, query: InlineQuery) -> None:
        """Note the newest thing that somebody types."""
        self._typing[query.from_user.id] = query.id

    async def _handle(self, update: Update, duty: Duty) -> None:
        if update.message is not None:
            await self._message(update.message, duty)
        elif update.callback_query is not None:
            await self._tap(update.callback_query, duty)
        elif update.my_chat_member is not None:
            await self._my_place(update.my_chat_member, duty)

    async def _message(self, message: Message, duty: Duty) -> None:
        if message.migrate_to_chat_id is not None:
            await self._move(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            await self._move(message.migrate_from_chat_id, message.chat.id)
        elif message.forum_topic_closed is not None:
            await self._topic_closed(message, duty)
        elif is_reopening(message):
            topic = address_in(message)  # without a thread it is General, not the whole group
            closed = self.say("topic-closed", None)
            await self.listener.back(topic, alone=topic.thread is None, after=closed)
        elif heard := heard_in(message, self.me):
            if self._albums.has_begun(message) and not (message.caption or message.document):
                return  # one more picture, without words: one answer is enough
            said = await self.answers.while_typing(self._answer(heard, duty), heard.address)
            await duty.begin()
            reply_to = None if heard.is_private else heard.message_id
            await self.answers.give(said, heard.address, reply_to=reply_to)

    async def _answer(self, heard: Heard, duty: Duty) -> Said:
        role = await self.rights.role(
            heard.chat.id, heard.person, anonymous_admin=heard.anonymous_admin
        )
        invocation = Invocation(
            address=heard.address,
            person=str(heard.person),
            role=role,
            text=heard.text,
            reply_to=heard.reply_to,
            attachments=await self.documents.of(heard),
            language=heard.language,
            received_at=duty.kept.heard_at or self.now(),
            again=duty.is_left_over,
            overheard=heard.overheard,
        )
        return await self._ask(invocation, heard.person, duty, is_private=heard.is_private)

    async def _topic_closed(self, message: Message, duty: Duty) -> None:
        """Pause a topic in which only administrators may write, and say so where people read it."""
        topic = address_in(message)
        if topic.thread is None:
            return  # General, whose address is the whole group's: the next post tells
        if await self.rights.administers(message.chat.id, self.me.id) is not False:
            return  # we are one, or cannot tell: the next post does
        language = await self.listener.gone(topic, self.say("topic-closed", None))
        if language is not None:
            await duty.begin()
            told = self.say("topic-rests", language, topic=topic_name_in(message))
            await self.answers.give(_plainly(told), topic.whole)

    async def _tap(self, query: CallbackQuery, duty: Duty) -> None:
        tap = tap_in(query)
        if tap is None:
            await self.taps.stale(query)
            return
        chat, person = tap.message.chat, query.from_user
        in_channel = chat.type == ChatType.CHANNEL
        role_in = self.rights.role_in_room if in_channel else self.rights.role
        invocation = Invocation(
            address=address_in(tap.message),
            person=str(person.id),
            role=await role_in(chat.id, person.id),
            text=tap.line,
            language=person.language_code,
            received_at=duty.kept.heard_at or self.now(),
            again=duty.is_left_over,
            apart=in_channel,
            tapped=str(tap.message.message_id),
        )
        is_private = chat.type == ChatType.PRIVATE
        asking = self._ask(invocation, person.id, duty, is_private=is_private)
        answering = asking if in_channel else self.answers.while_typing(asking, invocation.address)
        await self.taps.show(tap, await answering, duty.begin)

    async def _ask(
        self, invocation: Invocation, person: int, duty: Duty, *, is_private: bool
    ) -> Said:
        """Ask for the answer; from a private chat, a line may be about another chat."""
        if not is_private:
            return await self.listener.answer(invocation)
        try:
            aimed = await self.channels.aimed(invocation.text, person, invocation.language)
        except PersonError as error:
            return _plainly(str(error))
        if aimed is None:
            return await self.listener.answer(invocation)
        answer = await self.listener.answer(aimed.instead_of(invocation))
        has_news = any(isinstance(block, StoryItem) for block in answer.blocks)
        if not (aimed.is_to_be_posted and has_news):
            return aimed.aim(answer)
        await duty.begin()
        went = await self.answers.give(answer, aimed.address)
        key = "posted" if went else "not-posted"
        return _plainly(self.say(key, invocation.language, chat=aimed.name))

    async def _my_place(self, change: ChatMemberUpdated, duty: Duty) -> None:
        """Note what became of the bot in a chat; whoever adds it to a group is greeted."""
        address, member = address_of(change.chat.id), change.new_chat_member
        if change.chat.id in self._moved:
            return  # the group that was left behind
        if not may_post(change.chat.type, member):
            key = "silenced" if is_in(member) else "removed"
            if change.chat.type == ChatType.PRIVATE:
                key = "blocked"
            await self.listener.gone(address, self.say(key, None))
            return
        await self.listener.back(address)
        if was_added(change) and change.chat.id not in self._moved.values():
            await self._greet(address, change, duty)

    async def _greet(self, address: ChatAddress, change: ChatMemberUpdated, duty: Duty) -> None:
        person = change.from_user
        said = await self.listener.answer(
            Invocation(
                address=address,
                person=str(person.id),
                role=await self.rights.role(change.chat.id, person.id),
                text="start",
                language=person.language_code,
                received_at=self.now(),
            )
        )
        await duty.begin()
        await self.answers.give(said, address)

    async def _move(self, old: int, new: int) -> None:
        """Tell that a group became a supergroup; both of them tell us."""
        if old not in self._moved:
            self._moved[old] = new
            await self.listener.moved(address_of(old), address_of(new))


def _plainly(words: str) -> Said:
    return Said((Paragraph((Plain(words),)),), aside=True)


def kept(told: Told) -> records.Heard:
    """Return an update as it is kept until it is answered."""
    return records.Heard(platform=PLATFORM.value, id=str(told.update.update_id), raw=told.raw)


def lane_of(update: Update) -> str:
    """Return what an update is about: whatever has the same is handled in its order."""
    if update.callback_query is not None and update.callback_query.message is not None:
        message = update.callback_query.message
        if isinstance(message, Message):
            return str(address_in(message))
        return str(address_of(message.chat.id))
    if update.message is not None:
        return str(address_in(update.message))
    chat, user = update.effective_chat, update.effective_user
    return str(address_of(chat.id)) if chat else f"person:{user.id if user else 0}"
