"""Topics: the names under which articles are filed, as people and folders write them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(4096)  # asked for each wish and story
def topic_name(text: str) -> str:
    """Return the one spelling of a topic: case-folded, composed, single hyphens for spaces.

    "World  News", "world-news" and "World_News" are the same topic.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return "-".join(folded.replace("_", " ").replace("-", " ").split())
