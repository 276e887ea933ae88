"""Where what we say can be read on the web."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bot.domain.digests import Digest

ReadAt: TypeAlias = Callable[[Digest], str | None]
"""Returns the address of a digest's page, always the same for the same digest.

None: it has none that people in its chat could open. Addresses of a turn of planning differ only in
letters and digits, `.`, `-` and `_`, so that they need no escaping anywhere.
"""


def nowhere(digest: Digest) -> None:
    """Return no address: nothing is served."""
    del digest
