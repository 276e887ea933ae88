"""What the adapter itself has to say: only what Slack alone makes necessary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

ENGLISH: Mapping[str, str] = {
    "archived": "This channel is archived.",
    "deleted": "This channel was deleted.",
    "removed": "I was removed from this channel.",
    "taken-out": "The app was taken out of this workspace.",
    "not-installed": "The app is not installed in the workspace {workspace}.",
    "let-out": "Slack lets me into this workspace no more: {code}.",
    "no-chat": "{address} is no chat on Slack.",
    "no-channel": "Slack knows no such channel, or I am not in it: type `/invite @{bot}`.",
    "not-in-channel": "I am not in this channel: type `/invite @{bot}` in it.",
    "not-ours": "I am no part of this conversation, so nothing can be posted here. Write to me "
    "directly, or bring me into a channel: type `/invite @{bot}` in it.",
    "restricted": "Who may post in this channel is restricted, and I may not.",
    "no-threads": "Nobody may post in threads of this channel.",
    "read-only": "This channel can only be read.",
    "only-threads": "In this channel one may only post in threads.",
    "with-a-bot": "This is a conversation with another bot.",
    "suspended": "The administrators of this workspace have suspended posting.",
    "no-messages-tab": "My messages tab is switched off in Slack's settings.",
    "no-permission": "I lack a permission here: install the app again.",
    "not-granted": "The app was not granted access to this workspace.",
    "no-workspace": "Slack knows no such workspace.",
    "person-left": "This person has left the workspace.",
    "no-person": "Slack knows no such person.",
    "person-not-in-channel": "This person is not in the channel.",
    "person-not-visible": "This person cannot be written to.",
    "not-kept": "Sorry, I cannot take that just now. Please say it again in a minute.",
    "slow": "This takes longer than usual. If no answer comes, please say it again.",
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
