"""Everybody and everything that our bot could meet on Telegram."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from tests.fakes.telegram_chats import Chat, new_document
from tests.fakes.telegram_limits import CHANNEL_BOT, GROUP_ANONYMOUS_BOT, TELEGRAM_ITSELF
from tests.fakes.telegram_message import Document
from tests.fakes.telegram_people import InlineQuery, Person, Query, Tap
from tests.fakes.telegram_updates import Updates
from tests.fakes.telegram_waiting import Bell

T = TypeVar("T")

RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


class World:
    """People, chats, files and queries, and the queue of updates about them."""

    def __init__(
        self, *, username: str = "digest_test_bot", privacy: bool = True, local: bool = False
    ) -> None:
        self.now: Callable[[], float] = time.time
        self.monotonic: Callable[[], float] = time.monotonic
        self.privacy = privacy
        self.is_local = local  # a server of one's own: webhooks may be http and anywhere
        self.bell = Bell()
        self.updates = Updates(self.bell)
        self._numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: itertools.count(1))
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Document] = {}
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}  # by scope and language
        self.texts: dict[tuple[str, str], str] = {}  # the bot's names and descriptions
        self.complaints: list[str] = []  # what no test may do with the fake
        self.bot = self._add_person("Digest bot", 7_000_000_001, username=username, is_bot=True)
        self.telegram_itself = self._add_person("Telegram", TELEGRAM_ITSELF)
        self.channel_bot = self._add_person(
            "Channel", CHANNEL_BOT, username="Channel_Bot", is_bot=True
        )
        self._add_person("Group", GROUP_ANONYMOUS_BOT, username="GroupAnonymousBot", is_bot=True)

    def next_number(self, kind: str) -> int:
        """Count: 1, 2, 3 for each kind of thing."""
        return next(self._numbers[kind])

    async def until(self, look: Callable[[], T | None], *, within: float = 40) -> T | None:
        """Wait until `look` finds something; None if it did not in `within` seconds."""
        return await self.bell.until(look, within=within)

    def person(
        self,
        name: str,
        *,
        language_code: str | None = "en",
        username: str | None = None,
        last_name: str | None = None,
    ) -> Person:
        """Return somebody new on Telegram."""
        person = self._add_person(name, 1000 + self.next_number("person"), username=username)
        person.language_code, person.last_name = language_code, last_name
        return person

    def other_bot(self, name: str = "Other bot", *, username: str = "other_bot") -> Person:
        """Return a bot that is not ours."""
        identity = 6_000_000_000 + self.next_number("bot")
        return self._add_person(name, identity, username=username, is_bot=True)

    def private(self, person: Person, *, started: bool = True) -> Chat:
        """Return the person's private chat with the bot; the same one every time."""
        person.has_started |= started
        chat = self.chats.get(person.id)
        if chat is None:
            chat = Chat(
                world=self,
                id=person.id,
                type="private",
                username=person.username,
                person=person,
                members={person.id: "member", self.bot.id: "member"},
            )
            self.chats[chat.id] = chat
        return chat

    def group(self, title: str, *members: Person, **fields: Any) -> Chat:
        """Return a new group; `admins=[...]`, `creator=`, `bot="administrator"` as wished."""
        return self._room("group", -(4000 + self.next_number("group")), title, members, **fields)

    def supergroup(self, title: str, *members: Person, forum: bool = False, **fields: Any) -> Chat:
        """Return a new supergroup, with topics if `forum`; the rest as in `group`."""
        identity = -(1_001_000_000_000 + self.next_number("supergroup"))
        chat = self._room("supergroup", identity, title, members, **fields)
        chat.is_forum = forum
        return chat

    def channel(
        self, title: str, *members: Person, bot: str = "administrator", **fields: Any
    ) -> Chat:
        """Return a new channel, where the bot is an administrator; the rest as in `group`."""
        identity = -(1_002_000_000_000 + self.next_number("channel"))
        return self._room("channel", identity, title, members, bot=bot, **fields)

    async def inline_query(self, person: Person, words: str, *, offset: str = "") -> InlineQuery:
        """Let a person type `@bot words` in some chat; wait with `query.answered()`."""
        query = InlineQuery(
            world=self,
            id=str(self.next_number("query")),
            person=person,
            words=words,
            offset=offset,
        )
        self.queries[query.id] = query
        query.update = self.push("inline_query", query.as_json())
        return query

    def push(self, kind: str, body: dict[str, Any], *, chat: Chat | None = None) -> dict[str, Any]:
        """Queue an update."""
        del chat  # whom it is about may be of use to a subclass
        return self.updates.push(kind, body)

    def keep_file(
        self, body: bytes, name: str, mime: str = "text/plain", size: int | None = None
    ) -> Document:
        """Keep a file on Telegram's servers."""
        document = new_document(f"BQ{self.next_number('file'):06d}", body, name, mime, size)
        self.files[document.file_id] = document
        return document

    def member_json(self, person: Person, status: str, chat: Chat) -> dict[str, Any]:
        """Return the ChatMember object of somebody."""
        told: dict[str, Any] = {"user": person.as_user(), "status": status}
        match status:
            case "creator":
                told["is_anonymous"] = person.id in chat.anonymous
            case "administrator":
                told |= dict.fromkeys(RIGHTS, True) | {"can_be_edited": False}
                told["is_anonymous"] = person.id in chat.anonymous
                if chat.type == "channel":
                    told |= {"can_post_messages": chat.bot_may_write, "can_edit_messages": True}
            case "kicked":
                told["until_date"] = 0
        return told

    def commands_shown(self, person: Person, chat: Chat) -> list[str]:
        """Return the names of the commands that a person is offered in a chat.

        The narrowest scope wins, and in it the person's language before none.
        """
        status = chat.members.get(person.id, "left")
        scopes = [f"chat_member:{chat.id}:{person.id}"]
        if status in {"creator", "administrator"}:
            scopes.append(f"chat_administrators:{chat.id}")
        scopes.append(f"chat:{chat.id}")
        if chat.type == "private":
            scopes.append("all_private_chats")
        else:
            if status in {"creator", "administrator"}:
                scopes.append("all_chat_administrators")
            scopes.append("all_group_chats")
        for scope in [*scopes, "default"]:
            for language in (person.language_code or "", ""):
                if found := self.commands.get((scope, language)):
                    return [command["command"] for command in found]
        return []

    def _add_person(
        self, name: str, identity: int, *, username: str | None = None, is_bot: bool = False
    ) -> Person:
        person = Person(world=self, id=identity, first_name=name, username=username, is_bot=is_bot)
        self.people[identity] = person
        return person

    def _room(
        self,
        kind: str,
        identity: int,
        title: str,
        members: Iterable[Person],
        *,
        admins: Iterable[Person] = (),
        creator: Person | None = None,
        bot: str = "member",
        username: str | None = None,
    ) -> Chat:
        chat = Chat(world=self, id=identity, type=kind, title=title, username=username)
        chat.members = {person.id: "member" for person in members}
        chat.members |= {person.id: "administrator" for person in admins}
        owner = creator or self._add_person("Owner", 900 + self.next_number("owner"))
        chat.members |= {owner.id: "creator", self.bot.id: bot}
        self.chats[identity] = chat
        return chat

    def find_tap(self, identity: str) -> Tap | None:
        """Return the tap with this query id."""
        found = self.queries.get(identity)
        return found if isinstance(found, Tap) else None
