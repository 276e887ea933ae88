"""The Slack app's manifest, as text, from the commands that there are."""

from __future__ import annotations

import json

from bot.commands.registry import COMMANDS
from bot.messages.wording import wording


def slack_manifest_text(public_url: str | None = None) -> str:
    """Return the manifest as JSON; without an address, for Socket Mode."""
    from bot.adapters.slack import manifest

    words = wording()
    commands = [(command.name, words.say(command.summary)) for command in COMMANDS]
    made = manifest(commands, public_url=public_url)
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
