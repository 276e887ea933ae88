"""App Home: what a person and their channels get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.adapters.slack.events import Spot
from bot.adapters.slack.sending import Sending
from bot.adapters.slack.workspaces import Access
from bot.domain.chats import ChatAddress, Platform
from bot.domain.deliveries import Body

BLOCKS = 100  # of a view: https://docs.slack.dev/surfaces/app-home
KINDS = "public_channel,private_channel,mpim"
_PAGE = 200
_MOST_PAGES = 10


def home_view(bodies: Iterable[Body], *, channel: str) -> dict[str, Any]:
    """Return rendered bodies as a Home tab; `channel` is the person's own conversation with us."""
    blocks = [dict(block) for body in bodies for block in body["blocks"]][:BLOCKS]
    ids: set[str] = set()
    for number, block in enumerate(blocks):
        name = block.get("block_id")
        if name in ids:  # Slack takes an id once a view
            block["block_id"] = f"{name}-{number}"
        if name:
            ids.add(block["block_id"])
    return {"type": "home", "private_metadata": channel, "blocks": blocks}


async def shared_channels(sending: Sending, access: Access, person: str) -> dict[ChatAddress, str]:
    """Return the channels that both the person and we are in, with their names.

    Raises:
        PostError: Slack does not tell.
    """
    ours = {channel["id"] for channel in await _channels(sending, access, access.bot)}
    shared = [c for c in await _channels(sending, access, person) if c.get("id") in ours]
    return {address_of(access.workspace, str(channel["id"])): _name(channel) for channel in shared}


def address_of(workspace: str, channel: str, thread: str | None = None) -> ChatAddress:
    """Return the address of a channel, or of a thread in it."""
    return ChatAddress(
        platform=Platform.SLACK.value, workspace=workspace, chat=channel, thread=thread
    )


def chat_of(spot: Spot) -> ChatAddress:
    """Return the chat that something said there is about: the channel, never a thread of it."""
    return address_of(spot.workspace, spot.channel)


async def publish(sending: Sending, access: Access, person: str, view: Mapping[str, Any]) -> None:
    """Show a view to a person as their Home tab.

    Raises:
        PostError: Slack does not take it.
    """
    await sending.ask(access, access.client.views_publish(user_id=person, view=dict(view)))


async def _channels(sending: Sending, access: Access, person: str) -> Sequence[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    cursor: str | None = None
    for _ in range(_MOST_PAGES):
        call = access.client.users_conversations(
            user=person, types=KINDS, exclude_archived=True, limit=_PAGE, cursor=cursor
        )
        page = await sending.ask(access, call)
        found += page.get("channels") or ()
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
    return found


def _name(channel: Mapping[str, Any]) -> str:
    name = str(channel.get("name") or channel["id"])
    return name if channel.get("is_mpim") else f"#{name}"
