"""Chats: private ones, groups, supergroups with and without topics, channels; and what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.fakes.telegram_html import Marked
from tests.fakes.telegram_limits import GROUP_ANONYMOUS_BOT
from tests.fakes.telegram_message import Document, Message, Photo
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_privacy import reaches_bot
from tests.fakes.telegram_text import tidy

if TYPE_CHECKING:
    from tests.fakes.telegram_world import World

GENERAL = 1  # the topic that every forum has; its messages carry no thread
IN_IT = frozenset({"creator", "administrator", "member"})


@dataclass(slots=True)
class Topic:
    """A forum topic; its id is that of the service message that began it."""

    start: Message
    name: str
    is_open: bool = True


@dataclass(slots=True, eq=False, kw_only=True)
class Chat:
    """A chat. What happens in it is done with `await`; what stands in it can be looked at."""

    world: World
    id: int
    type: str  # private, group, supergroup or channel
    title: str | None = None
    username: str | None = None
    person: Person | None = None  # in a private chat
    is_forum: bool = False
    bot_may_write: bool = True  # False: restricted, or without the right to post
    general_is_open: bool = True  # the topic that every forum has
    is_deleted: bool = False
    members: dict[int, str] = field(default_factory=dict)  # user id -> status
    anonymous: set[int] = field(default_factory=set)  # administrators that show as the group
    topics: dict[int, Topic] = field(default_factory=dict)
    everything: list[Message] = field(default_factory=list)  # people's and deleted ones too
    migrated_to: Chat | None = None
    actions: list[str] = field(default_factory=list)  # "typing" and so on, as the bot sent them
    _last_id: int = 0

    @property
    def messages(self) -> list[Message]:
        """The bot's messages that stand in the chat now, oldest first."""
        return [m for m in self.everything if m.by_bot and not m.deleted and not m.service]

    @property
    def transcript(self) -> str:
        """The whole chat as one text, for reading in a failed test."""
        return "\n".join(
            f"{'bot' if m in self.messages else 'deleted' if m.deleted else 'them'}: "
            f"{m.text or m.service} {m.buttons or ''}".rstrip()
            for m in self.everything
        )

    @property
    def bot_status(self) -> str:
        """What the bot is here: administrator, member, left, kicked."""
        return self.members.get(self.world.bot.id, "left")

    def as_json(self) -> dict[str, Any]:
        """Return the Chat object."""
        told: dict[str, Any] = {"id": self.id, "type": self.type, "title": self.title}
        told["username"] = self.username
        if self.person is not None:
            told |= {"first_name": self.person.first_name, "username": self.person.username}
            told["last_name"] = self.person.last_name
        if self.is_forum:
            told["is_forum"] = True
        return {key: value for key, value in told.items() if value is not None}

    def find(self, message_id: int) -> Message | None:
        """Return the message with this id, unless it was deleted."""
        return next((m for m in self.everything if m.id == message_id and not m.deleted), None)

    def topic_start(self, thread: int | None) -> Message | None:
        """Return the service message that began a topic."""
        topic = self.topics.get(thread or 0)
        return topic.start if topic else None

    def add(self, message_id: int | None = None, **fields: Any) -> Message:
        """Put a message into the chat and return it."""
        self._last_id = max(self._last_id + 1, message_id or 0)
        message = Message(
            chat=self,
            id=message_id or self._last_id,
            date=self.world.now(),
            step=self.world.next_number("step"),
            **fields,
        )
        self.everything.append(message)
        return message

    def tell_my_member(self, before: str, after: str, *, by: Person) -> dict[str, Any]:
        """Tell the bot that its own place in the chat changed."""
        bot = self.world.bot
        told = {
            "chat": self.as_json(),
            "from": by.as_user(),
            "date": int(self.world.now()),
            "old_chat_member": self.world.member_json(bot, before, self),
            "new_chat_member": self.world.member_json(bot, after, self),
        }
        return self.world.push("my_chat_member", told, chat=self)

    async def says(
        self,
        who: Person | None,
        text: str = "",
        *,
        reply_to: Message | None = None,
        forward: Person | Chat | str | None = None,
        document: bytes | None = None,
        name: str = "article.txt",
        mime: str = "text/plain",
        size: int | None = None,
        photo: bytes | None = None,
        album: str | None = None,
        as_anonymous_admin: bool = False,
        as_chat: Chat | None = None,
        thread: int | None = None,
        entities: list[dict[str, Any]] | None = None,
        reaches: bool | None = None,
    ) -> Message:
        """Say `text`, or send `document` or `photo` with `text` under it; return the message.

        `forward` is whom it was forwarded from (a name for somebody hidden), `size` what Telegram
        says of the file, `album` is the id of what several are sent in at once, `as_chat` a channel
        in whose name a person speaks. In a channel `who` is not shown. Privacy mode decides whether
        the bot hears it, unless `reaches` does.
        """
        sender, sender_chat = self._speaker(
            who, as_anonymous_admin=as_anonymous_admin, chat=as_chat
        )
        shown, markup = tidy(text, entities or [])
        in_topic = self.is_forum and thread not in {None, GENERAL}
        if in_topic and thread is not None and thread not in self.topics:
            await self.opens_topic(f"Topic {thread}", thread=thread)
        message = self.add(
            sender=sender,
            sender_chat=sender_chat,
            text=shown,
            entities=markup,
            reply_to=reply_to,
            thread=thread if in_topic else self.reply_thread(reply_to),
            in_topic=in_topic,
            forwarded_from=self._origin(forward),
            document=None if document is None else self.world.keep_file(document, name, mime, size),
            photo=None if photo is None else self._photo(photo),
            album=album,
        )
        self.world.bell.ring()
        if reaches_bot(message) if reaches is None else reaches:
            kind = "channel_post" if self.type == "channel" else "message"
            self.world.push(kind, message.as_json(), chat=self)
        return message

    async def edits(self, message: Message, text: str) -> None:
        """Let a person change what they said."""
        message.show(Marked(*tidy(text, [])))
        message.edit_date = self.world.now()
        message.edits += 1
        if reaches_bot(message):
            kind = "edited_channel_post" if self.type == "channel" else "edited_message"
            self.world.push(kind, message.as_json(), chat=self)

    async def opens_topic(self, name: str, *, thread: int | None = None) -> int:
        """Begin a forum topic; return its thread id."""
        start = self.add(message_id=thread, sender=self.world.telegram_itself, in_topic=True)
        start.thread = start.id
        start.service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        self.topics[start.id] = Topic(start, name)
        return start.id

    async def closes_topic(self, thread: int, by: Person | None = None) -> None:
        """Close a topic: only administrators may write there."""
        self._tells_of_topic(thread, "forum_topic_closed", is_open=False, by=by)

    async def reopens_topic(self, thread: int) -> None:
        """Open a topic again."""
        self._tells_of_topic(thread, "forum_topic_reopened", is_open=True)

    async def closes_general(self) -> None:
        """Close the topic that every forum has."""
        self.general_is_open = False
        message = self.add(sender=self.world.telegram_itself, service={"forum_topic_closed": {}})
        self.world.push("message", message.as_json(), chat=self)

    async def reopens_general(self, service: str = "forum_topic_reopened") -> None:
        """Open it again; if it was hidden besides, the service message may say only that."""
        self.general_is_open = True
        message = self.add(sender=self.world.telegram_itself, service={service: {}})
        self.world.push("message", message.as_json(), chat=self)

    def _tells_of_topic(
        self, thread: int, service: str, *, is_open: bool, by: Person | None = None
    ) -> None:
        self.topics[thread].is_open = is_open
        who = by or self.world.telegram_itself
        message = self.add(sender=who, thread=thread, in_topic=True, service={service: {}})
        self.world.push("message", message.as_json(), chat=self)

    async def kicks_bot(self, by: Person | None = None) -> None:
        """Ban the bot."""
        self._change_bot("kicked", by)

    async def adds_bot(self, by: Person | None = None, status: str = "member") -> None:
        """Add the bot, again or for the first time; service messages tell of it in groups."""
        self._change_bot(status, by)
        if self.type in {"group", "supergroup"}:
            adder = by or self.world.telegram_itself
            bot = self.world.bot.as_user()
            service = {"new_chat_members": [bot], "new_chat_member": bot}
            message = self.add(sender=adder, service=service)
            self.world.push("message", message.as_json(), chat=self)

    async def promotes_bot(self, by: Person | None = None) -> None:
        """Make the bot an administrator."""
        self._change_bot("administrator", by)

    async def demotes_bot(self, by: Person | None = None) -> None:
        """Make the bot a member like others."""
        self._change_bot("member", by)

    async def migrate(self) -> Chat:
        """Turn the group into a supergroup with another id; return that one."""
        assert self.type == "group", "only groups are turned into supergroups"
        new = self.world.supergroup(self.title or "")
        new.members = dict(self.members)
        self.migrated_to = new
        who = self.world.telegram_itself
        service = ({"migrate_to_chat_id": new.id}, {"migrate_from_chat_id": self.id})
        for chat, told in zip((self, new), service, strict=True):
            message = chat.add(sender=who, service=told)
            self.world.push("message", message.as_json(), chat=chat)
        return new

    async def shows(
        self,
        text: str | Callable[[Message], bool],
        within: float = 40,
        *,
        after: Message | None = None,
    ) -> Message:
        """Wait until one of the bot's messages, new or edited, holds `text`; return the newest.

        With `after` only what was written or edited since that message counts.

        Raises:
            AssertionError: it was not shown in time; it says what was.
        """

        def look() -> Message | None:
            for message in sorted(self.messages, key=lambda m: m.step, reverse=True):
                fits = text in message.text if isinstance(text, str) else text(message)
                if fits and (after is None or message.step > after.step):
                    return message
            return None

        found = await self.world.until(look, within=within)
        assert found is not None, f"{text!r} was not shown in {within} s, but:\n{self.transcript}"
        return found

    def reply_thread(self, answered: Message | None) -> int | None:
        """Return the thread that a reply in a supergroup carries although there are no topics."""
        if answered is None or self.type != "supergroup" or self.is_forum:
            return None
        return answered.thread or answered.id

    def _speaker(
        self, who: Person | None, *, as_anonymous_admin: bool, chat: Chat | None
    ) -> tuple[Person | None, Chat | None]:
        if who is not None:
            assert not who.has_blocked or self.type != "private", "unblock the bot first"
            if self.type != "private" and self.members.get(who.id) not in IN_IT:
                self.members[who.id] = "member"
            who.has_started |= self.type == "private" and not who.is_bot
        if self.type == "channel":
            return None, self
        if chat is not None:
            return self.world.channel_bot, chat
        if as_anonymous_admin or (who is not None and who.id in self.anonymous):
            return self.world.people[GROUP_ANONYMOUS_BOT], self
        assert who is not None, "only in a channel nobody speaks"
        return who, None

    def _photo(self, body: bytes) -> Photo:
        kept = self.world.keep_file(body, "photo.jpg", "image/jpeg", None)
        return Photo(kept.file_id, body, 800, 600)

    def _origin(self, source: Person | Chat | str | None) -> dict[str, Any] | None:
        date = int(self.world.now()) - 60
        match source:
            case None:
                return None
            case str():
                return {"type": "hidden_user", "date": date, "sender_user_name": source}
            case Person():
                return {"type": "user", "date": date, "sender_user": source.as_user()}
            case Chat(type="channel"):
                told = {"type": "channel", "date": date, "chat": source.as_json()}
                return told | {"message_id": source._last_id or 1}
            case _:
                return {"type": "chat", "date": date, "sender_chat": source.as_json()}

    def _change_bot(self, status: str, by: Person | None) -> None:
        before = self.bot_status
        self.members[self.world.bot.id] = status
        self.tell_my_member(before, status, by=by or self.world.telegram_itself)


def new_document(file_id: str, body: bytes, name: str, mime: str, size: int | None) -> Document:
    """Return a document; its size is its body's unless a test says otherwise."""
    return Document(file_id, name, mime, body, len(body) if size is None else size)
