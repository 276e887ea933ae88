"""The workspaces of the fake Slack: teams, channels, messages, files, and Slack's clock."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Literal, Protocol

from tests.fakes.slack_messages import File, Message, Upload, View
from tests.fakes.slack_people import Person, tell
from tests.fakes.slack_types import JSON, Ack, Delivery

Kind = Literal["channel", "group", "im", "mpim"]

ALL_SCOPES = frozenset({
    "app_mentions:read", "channels:history", "channels:read", "chat:write", "chat:write.public",
    "commands", "files:read", "files:write", "groups:history", "groups:read", "im:history",
    "im:read", "im:write", "mpim:history", "mpim:read", "mpim:write", "team:read", "users:read",
})  # fmt: skip


class Post(Protocol):
    """How what people do reaches the app."""

    def event(self, team: Team, event: JSON) -> Delivery | None:
        """Send an event on its way, if the app may hear of it."""
        ...

    async def ask(self, kind: str, payload: JSON, *, accepts: bool) -> Ack:
        """Send a command, a click or a form and wait for its acknowledgement."""
        ...


@dataclass(slots=True, kw_only=True)
class Token:
    """A token and what it may do."""

    value: str
    team: Team | None  # None for an app-level token
    scopes: frozenset[str]
    error: str | None = None  # what every call is refused with once it is dead


class World:
    """Everything that all teams share: time, ids, tokens, and the news that something changed."""

    app_id = "A0DIGEST"
    verification_token = "verification-token"

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self.now = now
        self.root = ""
        self.post: Post
        self.teams: dict[str, Team] = {}
        self.tokens: dict[str, Token] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.views: dict[str, View] = {}
        self.commands: set[str] | None = None  # those of the manifest; None: any
        self.complaints: list[str] = []  # what Slack lets pass, and a test should not
        self.revision = 0
        self._numbers = count(1)
        self._changed = asyncio.Condition()
        self._tellers: set[asyncio.Task[None]] = set()

    def number(self) -> int:
        """Return a number that no one else gets."""
        return next(self._numbers)

    def new_id(self, letter: str) -> str:
        """Return an id as Slack makes them: a letter for what it is, then upper case."""
        return f"{letter}{self.number():08d}"

    def changed(self) -> int:
        """Wake whoever waits for something to show; return the number of this change."""
        self.revision += 1
        teller = asyncio.ensure_future(self._tell())
        self._tellers.add(teller)
        teller.add_done_callback(self._tellers.discard)
        return self.revision

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def wait_until(self, found: Callable[[], bool], *, within: float = 40) -> bool:
        """Wait until something is so; False if it is not so in time, in seconds."""
        async with self._changed:
            try:
                async with asyncio.timeout(within):
                    await self._changed.wait_for(found)
            except TimeoutError:
                return found()
        return True

    def trigger(self, person: Person) -> str:
        """Return a trigger_id that this person has just caused."""
        trigger_id = f"{self.number()}.{self.number()}.{'0123456789abcdef' * 2}"
        self.triggers[trigger_id] = Trigger(person=person, at=self.now())
        return trigger_id

    def response_url(
        self, channel: Channel, person: Person, original: Message | None, *, of: str = "actions"
    ) -> str:
        """Return an address under which the app may answer what this person has just done."""
        path = f"/{of}/{person.team.id}/{self.number()}/secret"
        self.response_urls[path] = ResponseUrl(
            channel=channel, person=person, original=original, at=self.now()
        )
        return self.root + path


@dataclass(slots=True, kw_only=True)
class Trigger:
    """The right to open a modal, once and at once."""

    person: Person
    at: float
    used: bool = False


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """The right to answer a few times."""

    channel: Channel
    person: Person
    original: Message | None
    at: float
    uses: int = 0


class Team:
    """A workspace with the app's bot in it, unless it is not installed yet."""

    def __init__(self, world: World, team_id: str) -> None:
        self.world = world
        self.id = team_id
        self.domain = team_id.lower()
        self.bot_user_id = world.new_id("U")
        self.bot_id = world.new_id("B")
        self.token: Token | None = None
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.uploads: dict[str, Upload] = {}

    def install(self, scopes: Iterable[str] = ALL_SCOPES) -> Token:
        """Install the app and return its bot's token, which may do what `scopes` say."""
        value = f"xoxb-{self.id}-{self.world.number()}-secret"
        self.token = Token(value=value, team=self, scopes=frozenset(scopes))
        self.world.tokens[value] = self.token
        return self.token

    @property
    def bot_token(self) -> str:
        """The token of the app's bot here."""
        assert self.token is not None, f"the app is not installed in {self.id}"
        return self.token.value

    def grant(self, scopes: Iterable[str]) -> None:
        """Let the bot do exactly this much from now on."""
        assert self.token is not None
        self.token.scopes = frozenset(scopes)

    def kill_token(self, error: str) -> None:
        """Let every call be refused: account_inactive, token_revoked, token_expired …"""
        assert self.token is not None
        self.token.error = error

    def uninstall(self) -> None:
        """Remove the app: both events, and a token that is dead."""
        self.revoke_tokens(error="account_inactive")
        self.world.post.event(self, {"type": "app_uninstalled"})

    def revoke_tokens(self, *, error: str = "token_revoked") -> None:
        """Revoke the bot's token."""
        self.kill_token(error)
        event = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.bot_user_id]}}
        self.world.post.event(self, event)

    def person(self, name: str, *, id: str | None = None, **facts: object) -> Person:  # noqa: A002
        """Return the person of this name, who is new unless known; facts as `Person` has them."""
        for known in self.people.values():
            if known.name == name and not facts:
                return known
        person_id = id or self.world.new_id("U")
        person = Person(team=self, name=name, id=person_id, **facts)  # type: ignore[arg-type]
        self.people[person.id] = person
        return person

    def channel(
        self,
        name: str,
        *,
        bot_is_member: bool = True,
        private: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> Channel:
        """Return the channel of this name, which is new unless known."""
        for known in self.channels.values():
            if known.name == name:
                return known
        kind: Kind = "group" if private else "channel"
        return self._add(kind, name, id, {self.bot_user_id} if bot_is_member else set())

    def dm(self, person: Person) -> Channel:
        """Return the direct messages between this person and the bot."""
        for known in self.channels.values():
            if known.kind == "im" and known.members == {person.id, self.bot_user_id}:
                return known
        channel = self._add("im", "directmessage", None, {person.id, self.bot_user_id})
        channel.person = person
        return channel

    def dm_of_two(self, one: Person, other: Person) -> Channel:
        """Return new direct messages between two people, of which no app can be a part."""
        return self._add("im", "directmessage", None, {one.id, other.id})

    def group_dm(self, *people: Person) -> Channel:
        """Return new direct messages between several people and the bot."""
        members = {self.bot_user_id, *(person.id for person in people)}
        return self._add("mpim", f"mpdm-{len(self.channels)}", None, members)

    def _add(self, kind: Kind, name: str, channel_id: str | None, members: set[str]) -> Channel:
        channel_id = channel_id or self.world.new_id("D" if kind == "im" else "C")
        channel = Channel(team=self, id=channel_id, name=name, kind=kind, members=members)
        self.channels[channel_id] = channel
        return channel

    def file(self, name: str, content: bytes, *, mimetype: str = "text/plain") -> File:
        """Return a file that somebody has uploaded."""
        file = File(
            id=self.world.new_id("F"), name=name, content=content, mimetype=mimetype,
            team_id=self.id, root=self.world.root,
        )  # fmt: skip
        self.files[file.id] = file
        return file

    def name_of(self, id_: str) -> str:
        """Return what is shown for the id of a person or a channel."""
        if id_ == self.bot_user_id:
            return "digestbot"
        known = self.people.get(id_) or self.channels.get(id_)
        return known.name if known else id_


@dataclass(eq=False, slots=True, kw_only=True)
class Channel:
    """A place where messages stand, newest last."""

    team: Team
    id: str
    name: str
    kind: Kind
    members: set[str]
    person: Person | None = None  # who the bot talks to, in direct messages
    is_archived: bool = False
    refuses: str | None = None  # an error for everything the bot posts: restricted_action …
    edit_window_closed: bool = False
    every_message: list[Message] = field(default_factory=list)  # ephemeral and deleted ones too
    last_ts: float = 0.0

    @property
    def bot_is_member(self) -> bool:
        """Whether the app's bot is in here."""
        return self.team.bot_user_id in self.members

    @property
    def messages(self) -> list[Message]:
        """The messages that everyone sees."""
        return [m for m in self.every_message if not m.deleted and m.ephemeral_for is None]

    @property
    def ephemerals(self) -> list[Message]:
        """The messages that one person sees."""
        return [m for m in self.every_message if not m.deleted and m.ephemeral_for is not None]

    def find(self, ts: str) -> Message | None:
        """Return the message of this time; not an ephemeral one."""
        return next((message for message in self.messages if message.ts == ts), None)

    def add(self, **facts: object) -> Message:
        """Put a message here, as of now, and tell those who wait for it."""
        world = self.team.world
        self.last_ts = max(world.now(), self.last_ts + 0.000002)
        message = Message(channel=self, ts=f"{self.last_ts:.6f}", **facts)  # type: ignore[arg-type]
        self.every_message.append(message)
        message.revision = world.changed()
        return message

    async def shows(
        self, text: str, within: float = 40, *, after: Message | int | None = None
    ) -> Message:
        """Wait until a message with this text stands here, and return the one that changed last.

        `after` a message, or a revision of the world: only what was posted or edited later.
        """
        since = after.revision if isinstance(after, Message) else after or 0

        def matching() -> list[Message]:
            shown = [m for m in self.every_message if not m.deleted and m.revision > since]
            return sorted((m for m in shown if text in m.read), key=lambda m: m.revision)

        if await self.team.world.wait_until(lambda: bool(matching()), within=within):
            return matching()[-1]
        shown = "\n---\n".join(m.read for m in self.every_message if not m.deleted)
        raise AssertionError(
            f"{text!r} did not show in #{self.name} within {within} s; it shows:\n{shown}"
        )

    def bot_message(self, text: str, *, username: str = "rss") -> Message:
        """Let a webhook post something and the app hear of it."""
        message = self.add(text=text, username=username, bot_id="B0WEBHOOK", subtype="bot_message")
        tell(self, message.json())
        return message

    def delete(self) -> None:
        """Delete the channel and tell the app."""
        self._tell({"type": f"{self.kind}_deleted"})
        del self.team.channels[self.id]

    def archive(self) -> None:
        """Archive the channel and tell the app."""
        self.is_archived = True
        self._tell({"type": f"{self.kind}_archive"})

    def remove_bot(self, by: Person | None = None) -> None:
        """Throw the bot out and tell it."""
        self._tell({"type": f"{self.kind}_left", "actor_id": by.id if by else "U00000000"})
        self.members.discard(self.team.bot_user_id)

    def invite_bot(self, by: Person | None = None) -> None:
        """Invite the bot and tell it."""
        self.members.add(self.team.bot_user_id)
        self.joined(self.team.bot_user_id, inviter=by.id if by else None)

    def joined(self, user_id: str, inviter: str | None = None) -> None:
        """Tell the app that somebody is here now."""
        self.members.add(user_id)
        event = {
            "type": "member_joined_channel", "user": user_id, "team": self.team.id,
            "channel_type": "C" if self.kind == "channel" else "G",
        }  # fmt: skip
        self._tell(event | ({"inviter": inviter} if inviter else {}))

    def _tell(self, event: JSON) -> None:
        ts = f"{self.team.world.now():.6f}"
        self.team.world.post.event(self.team, {**event, "channel": self.id, "event_ts": ts})
