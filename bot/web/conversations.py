"""What was said in the chats of browsers, as long as this process runs."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.chats import ChatAddress, Platform
from bot.domain.deliveries import Body

MOST_CONVERSATIONS = 500
MOST_ENTRIES = 200  # of one conversation; older ones scroll out

_SECRET = re.compile(r"[A-Za-z0-9_-]{32,64}")
_NAME_LENGTH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was said: by the person, or by the bot."""

    number: int  # never given twice, and higher the later it is said
    said: str | None = None  # by the person
    body: Body | None = None  # by the bot
    key: str = ""  # of the part that it is, if it was posted


@dataclass(slots=True)
class Conversation:
    """One chat, oldest first."""

    entries: list[Entry] = field(default_factory=list)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # one answer after the other


class Conversations:
    """The conversations of this process; the one that was quiet for longest makes room."""

    def __init__(self, now: datetime) -> None:
        self._of: OrderedDict[ChatAddress, Conversation] = OrderedDict()
        # Receipts and open pages hold numbers of earlier processes: those of this one are higher.
        self._numbers = itertools.count(int(now.timestamp() * 1000))

    def of(self, address: ChatAddress) -> Conversation:
        """Return a chat's conversation; it begins if there is none."""
        found = self._of.setdefault(address, Conversation())
        self._of.move_to_end(address)
        while len(self._of) > MOST_CONVERSATIONS:
            self._of.popitem(last=False)
        return found

    def since(self, address: ChatAddress, number: int) -> Sequence[Entry]:
        """Return what was said in a chat after the entry of this number."""
        found = self._of.get(address)
        return [] if found is None else [one for one in found.entries if one.number > number]

    def hear(self, address: ChatAddress, text: str) -> Entry:
        """Note what the person said."""
        entry = Entry(number=next(self._numbers), said=text)
        self._append(address, [entry])
        return entry

    def unhear(self, address: ChatAddress, entry: Entry) -> None:
        """Let what the person said stand there no more: its answer stands where it belongs."""
        entries = self.of(address).entries
        if entry in entries:
            entries.remove(entry)

    def say(
        self, address: ChatAddress, bodies: Iterable[Body], *, key: str = ""
    ) -> Sequence[Entry]:
        """Note what the bot said."""
        entries = [Entry(number=next(self._numbers), body=one, key=key) for one in bodies]
        self._append(address, entries)
        return entries

    def replace(self, address: ChatAddress, number: int, body: Body) -> bool:
        """Put another body in the place of what the bot said; False: it is not there any more."""
        entries = self.of(address).entries
        for place, entry in enumerate(entries):
            if entry.number == number and entry.body is not None:
                entries[place] = Entry(number=number, body=body, key=entry.key)
                return True
        return False

    def at(self, address: ChatAddress, number: int) -> Body:
        """Return what the bot said there; empty: it is not there any more."""
        found = self._of.get(address)
        entries = found.entries if found else []
        return next((one.body for one in entries if one.number == number and one.body), {})

    def posted(self, address: ChatAddress, key: str) -> Entry | None:
        """Return the entry of the part that was posted with `key`."""
        found = self._of.get(address)
        entries: Iterator[Entry] = iter(found.entries if found else ())
        return next((one for one in entries if key and one.key == key), None)

    def _append(self, address: ChatAddress, entries: Sequence[Entry]) -> None:
        kept = self.of(address).entries
        kept += entries
        del kept[:-MOST_ENTRIES]


def address_of(secret: str) -> ChatAddress | None:
    """Return the chat that this secret opens; None: it opens none.

    Who knows the secret is in the chat. The address, which stands in logs and lists, does not tell
    it.
    """
    if not _SECRET.fullmatch(secret):
        return None
    name = hashlib.sha256(secret.encode()).hexdigest()[:_NAME_LENGTH]
    return ChatAddress(platform=Platform.WEB.value, chat=name)
