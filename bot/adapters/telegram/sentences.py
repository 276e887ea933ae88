"""What the adapter itself has to say: only what Telegram alone makes necessary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

ENGLISH: Mapping[str, str] = {
    "stale": "This button is too old. Please ask again.",
    "in-private": "I answered in our private chat.",
    "elsewhere": "Start a chat with @{bot} first: the answer is too long to show here.",
    "no-chat": "I cannot find {chat}. Write its @name, and add @{bot} to it as an administrator.",
    "not-yours": "Only administrators of {chat} may ask me that.",
    "cannot-post": "I may not post in {chat} yet. Make @{bot} an administrator of it, with the "
    "right to post messages.",
    "posted": "Posted in {chat}.",
    "not-posted": "I could not post the digest in {chat}. Its stories count as told there; "
    "`search` finds them.",
    "blocked": "The bot was blocked.",
    "removed": "The bot was removed from the chat.",
    "silenced": "The bot may not write in the chat.",
    "topic-closed": "The topic is closed.",
    "topic-rests": "The topic “{topic}” was closed, and I may not write in it now: its digests "
    "rest until it is open again.",
    "topic-gone": "The topic was deleted.",
    "says": "Telegram says: {words}.",
}


class Say(Protocol):
    """Says a sentence of `ENGLISH` in a language; English for one that is not known."""

    def __call__(self, key: str, language: str | None, /, **values: str) -> str:
        """Return it as plain text with its values filled in."""
        ...


def say_in_english(key: str, language: str | None, /, **values: str) -> str:
    """Return the sentence in English, whatever the language."""
    del language
    return ENGLISH[key].format(**values)
