"""Albums: several pictures sent at once come as a message each, and one of them has the words."""

from __future__ import annotations

from telegram import Message

MOST = 100  # that are remembered: the pictures of one come within a second


class Albums:
    """Knows the latest albums."""

    def __init__(self) -> None:
        self._known: dict[str, None] = {}  # the latest last

    def has_begun(self, message: Message) -> bool:
        """Say whether a message belongs to an album of which another one came before."""
        album = message.media_group_id
        if album is None:
            return False
        begun = album in self._known
        self._known[album] = None
        if len(self._known) > MOST:
            del self._known[next(iter(self._known))]
        return begun
