"""Zip archives, and the office documents that are zip archives. Nothing is written to a disk."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from types import TracebackType
from typing import Final, Self
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as zlib_error

from bot.sources.formats.draft import Draft
from bot.sources.formats.kinds import TYPES, ending
from bot.sources.names import is_passed_over, printable

MOST_MEMBERS: Final = 200
MOST_BYTES: Final = 20_000_000  # of all members together, unpacked
MOST_MEMBER_BYTES: Final = 5_000_000

_ENCRYPTED: Final = 0x1


class Archive:
    """An archive, unpacked in memory, each member and all together up to a limit.

    Raises:
        ValueError: it is none, or a damaged one; the message is a sentence.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise ValueError("It is a damaged archive.") from error
        self._names = {info.filename: info for info in self._zip.infolist()}
        self._left = MOST_BYTES

    def office(self) -> Draft | None:
        """Return the document that this archive is, or None for an archive of documents."""
        if "word/document.xml" in self._names:
            from bot.sources.formats.docx import read_docx

            return read_docx(self)
        if "META-INF/container.xml" in self._names:
            from bot.sources.formats.epub import read_epub

            return read_epub(self)
        if "[Content_Types].xml" in self._names or "content.xml" in self._names:
            raise ValueError(
                "It is a table or presentation, or of an office program not read here."
            )
        return None

    def members(self) -> Iterator[tuple[str, bytes | str]]:
        """Yield each document by its name: its bytes, or a sentence why it is not read.

        Raises:
            ValueError: there is nothing in it that could be read.
        """
        found = sorted(filter(_is_meant, self._names.values()), key=lambda info: info.filename)
        if not found:
            raise ValueError("The archive holds no documents.")
        for info in found[:MOST_MEMBERS]:
            yield _shown(info), self._content(info)
        if len(found) > MOST_MEMBERS:
            left = f"{len(found) - MOST_MEMBERS:,} more"
            yield left, f"Of an archive, {MOST_MEMBERS} documents are read."

    def read(self, name: str, most: int = MOST_MEMBER_BYTES) -> bytes | None:
        """Return a member, or None if there is none of this name.

        Raises:
            ValueError: it is protected, damaged or too large; the message is a sentence.
        """
        info = self._names.get(name)
        return None if info is None else self._unpack(info, most)

    def _content(self, info: ZipInfo) -> bytes | str:
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ":" in name or ".." in name.split("/"):
            return "Its name leads out of the archive."
        if (kind := TYPES.get(ending(name))) is None:
            return (
                f"Documents of this type are not read ({printable(ending(name)) or 'no ending'})."
            )
        if kind in {"zip", "docx", "epub"}:
            return "An archive or office document inside an archive is not opened."
        try:
            return self._unpack(info, MOST_MEMBER_BYTES)
        except ValueError as error:
            return str(error)

    def _unpack(self, info: ZipInfo, most: int) -> bytes:
        if info.flag_bits & _ENCRYPTED:
            raise ValueError("It is protected by a password.")
        if self._left <= 0:
            raise ValueError(f"Unpacked, the archive is larger than {MOST_BYTES // 1_000_000} MB.")
        try:
            with self._zip.open(info) as member:
                data = member.read(min(most, self._left) + 1)
        except (
            BadZipFile,
            ValueError,
            OSError,
            NotImplementedError,
            EOFError,
            zlib_error,
        ) as error:
            raise ValueError("It is damaged.") from error
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(f"Unpacked, the archive is larger than {MOST_BYTES // 1_000_000} MB.")
        if len(data) > most:
            raise ValueError(f"Unpacked, it is larger than {most // 1_000_000} MB.")
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()


def _is_meant(info: ZipInfo) -> bool:
    parts = [part for part in info.filename.replace("\\", "/").split("/") if part]
    hidden = any(is_passed_over(part) for part in parts if part != "..")
    return not info.is_dir() and bool(parts) and not hidden


def _shown(info: ZipInfo) -> str:
    return printable(info.filename.replace("\\", "/"))[:300]
