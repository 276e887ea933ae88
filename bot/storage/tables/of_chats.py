"""The parts of some chats: what whoever posts to one chat at a time asks, of many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from bot.domain.chats import ChatAddress, parse_address
from bot.domain.times import to_text
from bot.ports.records import Claim
from bot.storage.chat_rows import claim_from_row
from bot.storage.rows import to_json
from bot.storage.session import Session
from bot.storage.tables.holds import Holds
from bot.storage.tables.texts import Texts
from bot.storage.tables.turns import CLAIM_THERE, FEW, HEADS, WAITING

T = TypeVar("T")


class OfChats(Holds):
    """Parts, by the chats that they go to."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._texts = Texts(session)

    def claim_for(self, asked: Mapping[ChatAddress, datetime]) -> Mapping[ChatAddress, Claim]:
        """Mark the next part of each of these chats as `sending`, since then; return which are."""
        claimed: list[dict[str, Any]] = []
        for some in _few(list(asked.items())):
            since = [{"chat": str(chat), "at": to_text(at)} for chat, at in some]
            values = {"asked": to_json(since), "now": to_text(max(at for _, at in some))}
            claimed += self._session.rows(CLAIM_THERE, values)
        return {one.address: one for one in self._claims(claimed)}

    def heads(
        self, addresses: Collection[ChatAddress], now: datetime
    ) -> Mapping[ChatAddress, Claim]:
        """Return the first part of each of these chats, if anything may be done about it now."""
        found: list[dict[str, Any]] = []
        for some in _few(sorted(map(str, addresses))):
            found += self._session.rows(HEADS, {"addresses": to_json(some), "now": to_text(now)})
        return {one.address: one for one in self._claims(found)}

    def waiting(self, platform: str, now: datetime, limit: int) -> Sequence[ChatAddress]:
        """Return chats of a platform whose first part may be claimed or looked after now."""
        found = self._session.pairs(
            WAITING, {"platform": platform, "now": to_text(now), "limit": limit}
        )
        return [parse_address(address) for (address,) in found]

    def _claims(self, rows: Sequence[dict[str, Any]]) -> list[Claim]:
        return [claim_from_row(row) for row in self._texts.put_in(rows, "body", "{}")]


def _few(many: Sequence[T]) -> Iterator[Sequence[T]]:
    return (many[start : start + FEW] for start in range(0, len(many), FEW))
