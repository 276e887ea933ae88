"""Where an empty line stands between two blocks, on every surface that has lines."""

from __future__ import annotations

from bot.messages.blocks import Block, Bullets, Excerpt, Facts, Fine, Heading, StoryItem


def is_apart(previous: Block, block: Block) -> bool:
    """Say whether an empty line stands between two blocks."""
    if isinstance(previous, Heading):
        return isinstance(block, StoryItem | Excerpt | Heading)
    if isinstance(previous, StoryItem | Excerpt):
        return True
    if isinstance(previous, Bullets | Facts):
        return True
    # lists and small print belong to the words before them
    return not isinstance(block, Bullets | Facts | Fine)
