"""Content codings of the web (gzip, deflate, br, zstd), decoded never further than a limit."""

from __future__ import annotations

import sys
import zlib
from typing import Final, Protocol

from bot.sources.fetch_errors import TooMuchError

ACCEPTED: Final = "gzip, deflate, br, zstd"

_STEP: Final = 65_536
_MOST_MEMBERS: Final = 64  # gzip files in a row; honest answers are one
_ZSTD_WINDOW: Final = 23  # 8 MB, the most that RFC 8878 lets an HTTP server use
_KNOWN: Final = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd"})


class _Step(Protocol):
    """Decodes what it is fed; b"" asks for more of what it was fed before."""

    def __call__(self, data: bytes) -> bytes: ...


class Decoder:
    """Takes the bytes of an answer and keeps what they decode to.

    Raises:
        TooMuchError: there is more than `most` bytes, or more than one coding.
        ValueError: it is not what its header says.
    """

    def __init__(self, coding: str, *, most: int) -> None:
        names = [name for part in coding.lower().split(",") if (name := part.strip())]
        names = [name for name in names if name != "identity"]
        if len(names) > 1:
            raise TooMuchError("The page is compressed more than once.")
        if names and names[0] not in _KNOWN:
            raise ValueError(f"the coding {names[0][:20]!r} is unknown")
        self._step = _step(names[0]) if names else None
        self._most = most
        self._size = 0
        self._chunks: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        if self._step is None:
            self._keep(data)
            return
        out = self._step(data)
        while out:  # each step ends at 64 kB, so that a bomb is noticed while it is small
            self._keep(out)
            out = self._step(b"")

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._most:
            raise too_large(self._most)
        self._chunks.append(data)

    @property
    def body(self) -> bytes:
        """What was decoded so far."""
        return b"".join(self._chunks)


def too_large(most: int) -> TooMuchError:
    """Return what is said of an answer of more than `most` bytes."""
    return TooMuchError(f"What the link leads to is larger than {most / 1_000_000:g} MB.")


def _step(name: str) -> _Step:
    if name == "br":
        return _brotli()
    if name == "zstd":
        return _zstd()
    return _Zlib(zlib.MAX_WBITS | 32 if name != "deflate" else zlib.MAX_WBITS)


class _Zlib:
    """Gzip, in several members if need be, and deflate with or without its header."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._inner = zlib.decompressobj(bits)
        self._members = 1
        self._out = 0
        self._over = False

    def __call__(self, data: bytes) -> bytes:
        data = self._inner.unconsumed_tail + data
        while not self._over:
            if self._inner.eof:
                data = self._inner.unused_data + data
                if not data or not self._next_member():
                    return b""
            out = self._decode(data)
            if out or not self._inner.eof:
                self._out += len(out)
                return out
            data = b""
        return b""

    def _next_member(self) -> bool:
        self._over = self._bits == zlib.MAX_WBITS  # deflate has no members
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise TooMuchError("The page is compressed in too many pieces.")
        self._inner = zlib.decompressobj(self._bits)
        return not self._over

    def _decode(self, data: bytes) -> bytes:
        try:
            return self._inner.decompress(data, _STEP)
        except zlib.error as error:
            if self._members > 1:  # what follows the last member is padding, for every browser too
                self._over = True
                return b""
            if self._out or self._bits != zlib.MAX_WBITS:
                raise ValueError(str(error)) from error
        self._bits, self._out = -zlib.MAX_WBITS, 1  # some servers send deflate bare
        self._inner = zlib.decompressobj(self._bits)
        return self._decode(data)


def _brotli() -> _Step:
    import brotli  # type: ignore[import-untyped, unused-ignore]  # 3 ms that few answers need

    inner = brotli.Decompressor()

    def step(data: bytes) -> bytes:
        try:
            if inner.is_finished():
                return b""
            return bytes(inner.process(data, output_buffer_limit=_STEP))
        except brotli.error as error:
            raise ValueError(str(error)) from error

    return step


def _zstd() -> _Step:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    options = {int(zstd.DecompressionParameter.window_log_max): _ZSTD_WINDOW}
    inner = zstd.ZstdDecompressor(options=options)

    def step(data: bytes) -> bytes:
        if inner.eof:
            return b""
        try:
            return bytes(inner.decompress(data, _STEP))
        except zstd.ZstdError as error:
            raise ValueError(str(error)) from error

    return step
