"""Read a file that was found in the inbox, and never any other."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from bot.sources.inbox import Found, Parts, stamp_of

_FILE: Final = (
    os.O_RDONLY  # O_NONBLOCK: a pipe must not hang us. Windows knows only the last of these
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_FOLDER: Final = _FILE | getattr(os, "O_DIRECTORY", 0)
_CAN_WALK: Final = os.open in os.supports_dir_fd
_CHUNK: Final = 1 << 20


class MovedError(Exception):
    """What is there is no longer what was found: look again later."""


def read(root: Path, item: Found) -> bytes:
    """Return the content of `item`, all of it and as it was when it was found.

    Raises:
        MovedError: it is gone, or was changed or exchanged since.
        ValueError: it may not be read; the message is a sentence for the operator.
        OSError: it cannot be read.
    """
    try:
        descriptor = _open(root, item.target)
    except PermissionError as refused:
        raise ValueError(
            "It cannot be read: permission denied. Let the user that runs digestbot read it."
        ) from refused
    except OSError as trouble:
        if _is_as_found(root, item):
            raise
        raise MovedError(item.key) from trouble
    try:
        return _content(descriptor, item)
    finally:
        os.close(descriptor)


def _open(root: Path, parts: Parts) -> int:
    """Open a path below `root` name by name, so that no link on the way can lead outside."""
    if not _CAN_WALK:
        return os.open(root.joinpath(*parts), _FILE)
    folder = os.open(root, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    try:
        for part in parts[:-1]:
            inner = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(parts[-1], _FILE, dir_fd=folder)
    finally:
        os.close(folder)


def _content(descriptor: int, item: Found) -> bytes:
    _require_unchanged(descriptor, item)
    chunks: list[bytes] = []
    left = item.size
    while left > 0 and (chunk := os.read(descriptor, min(left, _CHUNK))):
        chunks.append(chunk)
        left -= len(chunk)
    _require_unchanged(descriptor, item)
    if left:
        raise MovedError(item.key)
    return b"".join(chunks)


def _require_unchanged(descriptor: int, item: Found) -> None:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or stamp_of(status) != item.stamp:
        raise MovedError(item.key)


def _is_as_found(root: Path, item: Found) -> bool:
    with suppress(OSError):
        return stamp_of(os.lstat(root.joinpath(*item.target))) == item.stamp
    return False
