"""What lies in an inbox folder: one look at every name, no content is read."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from bot.domain.errors import SourceError
from bot.sources.names import TEXT_TYPES, is_of_type, is_passed_over, printable, wrong_type

Parts: TypeAlias = tuple[str, ...]
"""A path below the inbox, each name as the file system has it."""

_KINDS: Final = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class Found(NamedTuple):
    """One file of the inbox as it was when we looked. A tuple, as ten thousand are made at once."""

    key: str
    stamp: str
    parts: Parts
    trouble: str | None = None  # why it cannot be an article, where looking at it is enough
    target: Parts = ()  # where its bytes are; other than `parts` for a link
    size: int = 0
    mtime_ns: int = 0


def listing(root: Path, types: tuple[str, ...] = TEXT_TYPES) -> list[Found]:
    """Return every file below `root` that is, or could be meant as, an article; in order of keys.

    Files whose names end otherwise than in `types` have that as their trouble.

    A folder that may not be opened is one of them, with its trouble and a key that ends in `/`.

    Raises:
        SourceError: `root` is missing, no folder, or may not be opened.
    """
    base = os.path.realpath(_require_folder(root))
    found: list[Found] = []
    folders: list[Parts] = [()]  # no recursion: an inbox may be deeper than Python's stack
    while folders:
        here = folders.pop()
        prefix = "".join(f"{printable(name)}/" for name in here)
        try:
            with os.scandir(Path(base, *here)) as entries:
                for entry in entries:
                    if is_passed_over(entry.name):
                        continue
                    parts = (*here, entry.name)
                    with suppress(FileNotFoundError):  # deleted since: the next scan will know
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(parts)
                        else:
                            key = prefix + printable(entry.name)
                            found.append(_look(entry, key, parts, base, types))
        except OSError as trouble:
            if not here:
                raise SourceError(
                    f"The inbox folder {root} cannot be opened: {_because(trouble)}. Let the user "
                    "that runs digestbot read it."
                ) from trouble
            if not isinstance(trouble, FileNotFoundError):
                found.append(
                    _refused(prefix, here, f"This folder cannot be opened: {_because(trouble)}.")
                )
    return sorted(found, key=lambda item: item.key)


def stamp_of(status: os.stat_result) -> str:
    """Return what changes whenever the content, or the right to read it, may have changed.

    ctime is in it because no program can turn it back: an edit that keeps size and mtime shows,
    and so does a file that was made readable.
    """
    return f"{status.st_size:x}-{status.st_mtime_ns:x}-{status.st_ctime_ns:x}-{status.st_ino:x}"


def _require_folder(root: Path) -> Path:
    try:
        is_folder = stat.S_ISDIR(root.stat().st_mode)
    except FileNotFoundError:
        raise SourceError(
            f"The inbox folder {root} does not exist. Create it, or set `inbox` to another."
        ) from None
    except OSError as trouble:
        raise SourceError(f"The inbox {root} cannot be reached: {_because(trouble)}.") from trouble
    if not is_folder:
        raise SourceError(f"The inbox {root} is not a folder. Set `inbox` to a folder.")
    return root


def _look(
    entry: os.DirEntry[str], key: str, parts: Parts, base: str, types: tuple[str, ...]
) -> Found:
    if entry.is_symlink():
        return _look_at_link(entry.path, key, parts, base, types)
    # On Windows a DirEntry does not know the inode
    status = os.lstat(entry.path) if os.name == "nt" else entry.stat(follow_symlinks=False)
    return _judged(status, key, parts, types, target=parts)


def _judged(
    status: os.stat_result, key: str, parts: Parts, types: tuple[str, ...], *, target: Parts
) -> Found:
    if not stat.S_ISREG(status.st_mode):
        what = _KINDS.get(stat.S_IFMT(status.st_mode), "something else")
        return _refused(key, parts, f"It is {what}, not a file.")
    if not is_of_type(parts[-1], types):
        return _refused(key, parts, wrong_type(parts[-1], types))
    return Found(
        key,
        stamp_of(status),
        parts,
        target=target,
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
    )


def _look_at_link(path: str, key: str, parts: Parts, base: str, types: tuple[str, ...]) -> Found:
    """Follow a link to a file inside the inbox, as volumes of Kubernetes are made of; no other."""
    real = os.path.realpath(path)
    if os.path.commonpath((base, real)) != base:
        return _refused(key, parts, f"It is a link to {printable(real)}, outside the inbox.")
    try:
        status = Path(path).stat()
    except FileNotFoundError:
        return _refused(key, parts, f"It is a link to {printable(real)}, which does not exist.")
    except OSError as trouble:
        return _refused(key, parts, f"It is a link that leads nowhere: {_because(trouble)}.")
    if stat.S_ISDIR(status.st_mode):
        return _refused(key, parts, "It is a link to a folder; only links to files are followed.")
    target = Path(os.path.relpath(real, base)).parts
    return _judged(status, key, parts, types, target=target)


def _refused(key: str, parts: Parts, trouble: str) -> Found:
    # Reported once, whatever its size and times do: only another trouble is news
    return Found(key, f"refused: {trouble}", parts, trouble)


def _because(trouble: OSError) -> str:
    return (trouble.strerror or str(trouble)).lower()
