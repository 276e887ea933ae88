"""How much sources and topics brought."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.spec import Desk
from bot.domain.articles import INBOX
from bot.domain.chats import Chat
from bot.messages.blocks import Block, Fine, Heading
from bot.messages.digest import outlet_text
from bot.messages.replies import bullets
from bot.ports.records import Volume

SHOWN_VOLUMES = 20


def volume_blocks(desk: Desk, chat: Chat, volumes: Sequence[Volume], key: str) -> tuple[Block, ...]:
    """Return the blocks of a list of topics or sources; `key` says which."""
    words, zone = desk.words(chat), desk.zone(chat)
    lines = [
        words.line(
            "volume",
            name=outlet_text(volume.name, words) if key == "sources" else volume.name,
            count=volume.articles,
            newest=words.moment(volume.newest_at, zone, desk.now),
        )
        for volume in volumes[:SHOWN_VOLUMES]
    ]
    blocks: list[Block] = [Heading(words.say(f"{key}.title")), bullets(lines)]
    if len(volumes) > SHOWN_VOLUMES:
        blocks.append(Fine(words.line("volume.more", count=len(volumes) - SHOWN_VOLUMES)))
    named = [volume.name for volume in volumes if volume.name != INBOX] or [INBOX]
    blocks.append(Fine(words.line(f"{key}.hint", name=named[0])))
    return tuple(blocks)
