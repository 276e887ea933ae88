"""What the names in an inbox mean: keys, topics, and which files are not meant to be articles."""

from __future__ import annotations

import os
import re
from typing import Final

from bot.domain.topics import topic_name

TEXT_TYPES: Final = (".txt",)
READ_TYPES: Final = (*TEXT_TYPES, ".md", ".html", ".htm", ".eml", ".pdf", ".docx", ".epub", ".zip")
"""The endings of files that are read where documents of all kinds are."""

# Downloads and copies under way, what editors leave behind, what desktops drop everywhere, and the
# description of the folder itself, as in seeds/. Nobody means these as articles, so nobody is told.
_PASSED_OVER: Final = re.compile(
    r"\..*|.*~|~.*|#.*#|.*\.(?:part|partial|tmp|temp|crdownload|download|opdownload|filepart|aria2"
    r"|swp|swo|bak|lock)|readme(?:\.\w+)?|thumbs\.db|desktop\.ini|__macosx",
    re.IGNORECASE | re.DOTALL,
)
_LOOKS_ESCAPED: Final = re.compile(r"%(?=[0-9A-Fa-f]{2})")


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is silently left alone."""
    return _PASSED_OVER.fullmatch(name) is not None


def is_of_type(name: str, types: tuple[str, ...]) -> bool:
    """Whether a file of this name is of one of these types."""
    return name.lower().endswith(types)


def wrong_type(name: str, types: tuple[str, ...]) -> str:
    """Return the sentence for a file that is not read because of its type."""
    ending = printable(os.path.splitext(name)[1])  # noqa: PTH122 -- a name, not a path
    what = f"this is a {ending} file" if ending else "this one has no ending"
    return f"Only {', '.join(types)} files are read; {what}."


def printable(name: str) -> str:
    """Return `name` with everything that cannot be shown or stored written as `%0A`.

    That is line breaks, turned directions, and bytes that are no UTF-8 (which Python holds as lone
    surrogates). A percent sign that would read as such an escape is escaped too, so that two names
    never become one.
    """
    if "%" in name:
        name = _LOOKS_ESCAPED.sub("%25", name)
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else _escaped(c) for c in name)


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogateescape"))


def topics_of(parts: tuple[str, ...]) -> frozenset[str]:
    """Return the topics of a path below the inbox: one for each folder on the way."""
    return frozenset(filter(None, (topic_name(printable(part)) for part in parts[:-1])))
