"""Names as they are typed: in quotes where a reader of lines would tear or change them."""

from __future__ import annotations

import re
from typing import Final

_CURLY: Final = "“”„‟«»＂"

QUOTES: Final = str.maketrans(dict.fromkeys(_CURLY, '"'))
"""Makes one kind of all quotes that people type."""

_WITHOUT: Final = str.maketrans(dict.fromkeys(f'"{_CURLY}'))
_TORN: Final = re.compile(r"[\s,;:./#،，、]")  # or taken for a link, or for what buttons say


def typeable(name: str) -> str:
    """Return a name without the quotes in it: nobody can type these between quotes."""
    return " ".join(name.translate(_WITHOUT).split())


def quoted(name: str) -> str:
    """Return a name as it is typed to mean itself and nothing else."""
    return f'"{typeable(name)}"'


def typed_name(name: str) -> str:
    """Return a name as it is typed: in quotes only where it would not stay one word."""
    return quoted(name) if _TORN.search(name) else typeable(name)
