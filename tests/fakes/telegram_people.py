"""People, and other bots: what they are and what they do to our bot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.fakes.telegram_message import Message

if TYPE_CHECKING:
    from tests.fakes.telegram_world import World


@dataclass(slots=True, eq=False, kw_only=True)
class Person:
    """A user of Telegram. What they do is done with `await`."""

    world: World
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    has_started: bool = False  # has spoken to the bot in private
    has_blocked: bool = False
    is_deactivated: bool = False

    def as_user(self) -> dict[str, Any]:
        """Return the User object."""
        told = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {key: value for key, value in told.items() if value is not None}

    async def taps(self, message: Message, label: str = "", *, data: str | None = None) -> Tap:
        """Tap the button with this label; with `data`, one that a client showed before.

        Raises:
            LookupError: the message has no such button, or it is only a link.
        """
        if data is None:
            buttons = [button for row in message.keyboard for button in row]
            found = [b for b in buttons if b["text"] == label] or [
                b for b in buttons if label in b["text"]
            ]
            if message.deleted or len(found) != 1 or "callback_data" not in found[0]:
                raise LookupError(f"No one button {label!r} to tap; there are {message.buttons}.")
            data = str(found[0]["callback_data"])
        tap = Tap(
            world=self.world,
            id=str(self.world.next_number("query")),
            person=self,
            message=message,
            data=data,
        )
        self.world.queries[tap.id] = tap
        tap.update = self.world.push("callback_query", tap.as_json(), chat=message.chat)
        return tap

    async def blocks_bot(self) -> None:
        """Block the bot in the private chat."""
        self.has_blocked = True
        self._tell(before="member", after="kicked")

    async def unblocks_bot(self) -> None:
        """Let the bot write again."""
        self.has_blocked = False
        self._tell(before="kicked", after="member")

    async def leaves_telegram(self) -> None:
        """Delete the account; nobody is told."""
        self.is_deactivated = True

    def _tell(self, *, before: str, after: str) -> None:
        chat = self.world.private(self, started=self.has_started)
        chat.tell_my_member(before, after, by=self)


@dataclass(slots=True, eq=False, kw_only=True)
class Query:
    """Something that waits for one answer of the bot."""

    world: World
    id: str
    person: Person
    is_old: bool = False
    answer: dict[str, Any] | None = None  # the parameters it was answered with
    update: dict[str, Any] = field(default_factory=dict)

    def grows_old(self) -> None:
        """Let it wait too long: it can be answered no more."""
        self.is_old = True

    async def answered(self, within: float = 40) -> dict[str, Any]:
        """Wait for the answer; return its parameters.

        Raises:
            AssertionError: there was none.
        """
        found = await self.world.until(lambda: self.answer, within=within)
        assert found is not None, f"{self} was not answered within {within} s"
        return found


@dataclass(slots=True, eq=False, kw_only=True)
class Tap(Query):
    """A button was tapped: a callback query."""

    message: Message
    data: str

    @property
    def notice(self) -> str | None:
        """What the person was shown; None before the answer."""
        return None if self.answer is None else str(self.answer.get("text") or "")

    def as_json(self) -> dict[str, Any]:
        """Return the CallbackQuery object."""
        message: dict[str, Any] = self.message.as_json()
        if self.message.deleted:
            message = {key: message[key] for key in ("chat", "message_id")} | {"date": 0}
        return {
            "id": self.id,
            "from": self.person.as_user(),
            "message": message,
            "chat_instance": str(7_000_000 + abs(self.message.chat.id)),
            "data": self.data,
        }


@dataclass(slots=True, eq=False, kw_only=True)
class InlineQuery(Query):
    """Somebody types `@bot words` in any chat."""

    words: str
    offset: str = ""
    chat_type: str = "sender"

    @property
    def results(self) -> list[dict[str, Any]]:
        """What the bot answered; [] before."""
        found: list[dict[str, Any]] = (self.answer or {}).get("results", [])
        return found

    def as_json(self) -> dict[str, Any]:
        """Return the InlineQuery object."""
        return {
            "id": self.id,
            "from": self.person.as_user(),
            "query": self.words,
            "offset": self.offset,
            "chat_type": self.chat_type,
        }
