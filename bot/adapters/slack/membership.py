"""Where we are and where we are not any more."""

from __future__ import annotations

from bot.adapters.slack.events import Closed, Left, Reopened, Uninstalled
from bot.adapters.slack.home import address_of, chat_of
from bot.adapters.slack.sentences import Say
from bot.adapters.slack.workspaces import Workspaces
from bot.ports.chat import Listener

EVERYWHERE = "*"
"""The `chat` of the address that means a whole workspace, in `gone` and `back`."""


async def take_note(
    happening: Left | Closed | Reopened | Uninstalled,
    workspaces: Workspaces,
    listener: Listener,
    say: Say,
) -> None:
    """Tell the listener which chats can be posted to no more, or again.

    Raises:
        PostError: nobody can say whether it was us.
    """
    spot = happening.spot
    match happening:
        case Left(member=member):
            if member == (await workspaces.access(spot.workspace)).bot:
                await listener.gone(chat_of(spot), say("removed", None))
        case Closed(reason=reason):
            await listener.gone(chat_of(spot), say(reason, None))
        case Reopened():
            await listener.back(chat_of(spot))
        case Uninstalled(bots=bots):
            if bots is not None and (await workspaces.access(spot.workspace)).bot not in bots:
                return  # somebody's own token, of which we use none
            await workspaces.remove(spot.workspace)
            await listener.gone(address_of(spot.workspace, EVERYWHERE), say("taken-out", None))
