"""What a person typed, out of how Slack writes it down.

https://docs.slack.dev/messaging/formatting-message-text: `&`, `<` and `>` are escaped; mentions,
channels and links stand in angle brackets, with or without a label.
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))  # in this order, each once


def typed_words(text: str) -> str:
    """Return the words of a slash command, where only three characters are escaped."""
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def words(
    text: str, *, bot: str | None = None, labels: bool = True, addresses: bool = False
) -> str:
    """Return what a message says.

    Args:
        text: The message as Slack writes it down.
        bot: Our user id; mentions of it are left out.
        labels: Whether a link is its label; otherwise it is its address.
        addresses: Whether its address stands behind the label, unless that is nearly the same.
    """

    def plain(found: re.Match[str]) -> str:
        target, label = found[1], found[2]
        if target == f"@{bot}":
            return " "
        if target.startswith(("#", "@")):
            return f"{target[0]}{label or target[1:]}"
        if target.startswith("!"):  # <!here>, <!subteam^S1|@team>, <!date^1^{date}|in words>
            return label or f"@{target[1:]}"
        if label and addresses and target.startswith("http"):
            return target if label in target else f"{label} ({target})"
        if label and (labels or target.startswith("mailto:")):
            return str(label)
        return target.removeprefix("mailto:")

    said = typed_words(_SPECIAL.sub(plain, text))
    if bot is not None:
        said = said.strip().lstrip(":,").strip()  # "@digestbot: summary"
    return said
