"""Where people are: chat platforms, and what passes between them and us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol, runtime_checkable

from bot.domain.chats import ChatAddress, Platform
from bot.domain.deliveries import Body, Receipt
from bot.messages.blocks import Message
from bot.messages.forms import Form
from bot.ports.records import Heard


class Role(Enum):
    """What a person may do in a chat; each role may do what the ones before it may."""

    MEMBER = 1
    ADMIN = 2
    OPERATOR = 3


class Unread(Enum):
    """Why a document that came with a message was not read."""

    TOO_BIG = "too-big"
    KIND = "kind"  # it is no text
    LOST = "lost"  # the platform did not hand it over


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document that came with a message, or with the message that it answers."""

    name: str
    content: str | Unread  # its text, or why there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """One thing that a person said to the bot, whatever the platform."""

    address: ChatAddress  # the chat that it is about, which need not be where it was said
    person: str  # the platform's id of the person
    role: Role  # in the chat that it is about
    text: str  # a command with its words, with or without a leading slash
    reply_to: str | None = None  # the text of the message that it answers or hands on
    attachments: tuple[Attachment, ...] = ()
    timezone: str | None = None  # an IANA name, if the platform knows where the person is
    language: str | None = None  # of the person, a tag such as `zh-hans`, if the platform knows it
    received_at: datetime
    again: bool = False  # an earlier run heard it too, and may have done what it asks for
    overheard: bool = False  # perhaps not said to the bot: what it does not know, it lets pass
    apart: bool = False  # the answer is for this person alone: the chat that it is about reads none
    tapped: str | None = None  # the message whose button was tapped, by its id in that chat


@runtime_checkable
class Resuming(Protocol):
    """What a chat adapter can do whose platform several processes may listen to at once."""

    def resume(self, heard: Heard) -> bool:
        """Answer what another process kept and did not live to answer.

        False: nothing is listened to now, and it is not answered.
        """
        ...


class Listener(Protocol):
    """What an adapter tells of. Nothing here raises for what a person did.

    Any of it may be called again before an earlier call is done.

    What a platform tells is kept before the platform is told that it was heard, so that a crash
    loses none of it: `hear` first, then `begin` before the first byte of an answer is sent, and
    `done` after the last. At the next start, `unanswered` has what was left open.
    """

    async def hear(self, heard: Sequence[Heard]) -> Sequence[Heard]:
        """Keep what came in, in one go; return what was not known yet, which is to be answered."""
        ...

    async def unanswered(self, platform: Platform) -> Sequence[Heard]:
        """Return what was kept and not answered, in its order: what an earlier run left open.

        Of what is `begun`, nobody can say whether an answer arrived.
        """
        ...

    async def begin(self, heard: Heard) -> None:
        """Note that an answer may have been posted from now on."""
        ...

    async def done(self, heard: Heard) -> None:
        """Note that nothing more is to be said to it."""
        ...

    async def answer(self, invocation: Invocation) -> Message:
        """Return the answer to what a person said; without blocks: nothing is to be said."""
        ...

    async def look_up(self, invocation: Invocation) -> Message:
        """Return the newest stories about the words that were said, and keep nothing of it.

        For those who look while they type; the message holds one `StoryItem` a story, or nothing.
        """
        ...

    async def overview(self, invocation: Invocation, others: Mapping[ChatAddress, str]) -> Message:
        """Return what a person's own chat and some others get, and when next.

        Args:
            invocation: Whose, and which chat is theirs; what it says does not matter.
            others: Chats that the person is in, each with its name as people write it.
        """
        ...

    async def form(self, invocation: Invocation) -> Form:
        """Return the settings of a chat, to be filled in."""
        ...

    async def submit(self, invocation: Invocation, values: Mapping[str, str]) -> Message:
        """Change what was filled in, all or nothing, and return what to say to it.

        `values` has them by the names of the fields, and what the form had `shown` under `SHOWN`.

        Raises:
            FormError: some values cannot be; it says which, and why.
        """
        ...

    async def moved(self, old: ChatAddress, new: ChatAddress) -> None:
        """Take note that a chat has another address from now on, with all that belongs to it."""
        ...

    async def gone(self, address: ChatAddress, reason: str) -> str | None:
        """Take note that a chat cannot be posted to any more, and why, in an English sentence.

        Returns the language that is spoken there, if something rests from now on that would have
        come; None: nothing does.
        """
        ...

    async def back(
        self, address: ChatAddress, *, alone: bool = False, after: str | None = None
    ) -> None:
        """Take note that a chat can be posted to again, with its threads or `alone`.

        With `after`, nothing but this reason is over: what rests for another one goes on resting.
        """
        ...


class ChatAdapter(Protocol):
    """One chat platform. open → listen (if this process answers commands) → close."""

    @property
    def platform(self) -> Platform:
        """The platform that it speaks to; addresses of others are not for it."""
        ...

    async def open(self) -> bool:
        """Connect and prove the credentials; False: the platform cannot be reached now.

        Then they are taken on trust, and `listen` goes on trying.

        Raises:
            SettingsError: they are wrong.
        """
        ...

    async def listen(self, listener: Listener) -> None:
        """Hand over everything people say and post what is returned, until there is no more.

        A slow answer does not hold up another chat's. What the bot itself or other bots say is
        passed over.
        """
        ...

    async def post(self, address: ChatAddress, body: Body, *, key: str) -> Receipt:
        """Post one rendered part and return what the platform says of it.

        Raises:
            TryLater: the platform asked to wait, `after` for exactly so long.
            NotSent: it was provably not sent.
            Unknown: it may have been posted.
            Unreachable: the chat is gone for us.
            Refused: the platform will never take this part.
            Nothing else, and never an error of the platform's SDK.
        """
        ...

    async def edit(self, address: ChatAddress, receipt: Receipt, body: Body) -> None:
        """Put another body in the place of a posted part; doing it twice changes nothing more.

        Raises:
            NotImplementedError: on this platform, what is posted stays as it is.
            As `post`: Refused also when the part is too old to be edited, or gone.
        """
        ...

    async def find(self, address: ChatAddress, key: str, *, since: datetime) -> Receipt | None:
        """Return the receipt of the part that was posted with `key`; None if it was not.

        It was posted at `since` at the earliest.

        Raises:
            NotImplementedError: the platform cannot tell.
            As `post`: nobody could be asked now.
        """
        ...

    async def close(self) -> None:
        """Finish what is in flight and disconnect; safe to call twice."""
        ...
