"""What a request asks for: the fields of its form, and what its address names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import BodyPartReader, MultipartReader, hdrs, web
from aiohttp.http import HttpProcessingError

MOST_DIGITS = 9  # of the place in a text, or of the text in a story
MOST_FIELDS = 20  # of a form with a document
MOST_BYTES = 100_000  # of one field that is no document
LARGEST = 25_000_000  # bytes of a form: more than any document that is read, to say so in an answer
_CHUNK = 65_536
_NO_FORM = (  # as aiohttp says that it is none, or that it broke off
    ValueError,
    LookupError,
    RuntimeError,
    HttpProcessingError,
    ConnectionError,
    web.RequestPayloadError,
)
_ID = re.compile(r"[\w.-]*")


@dataclass(frozen=True, slots=True)
class Upload:
    """A document that was sent with a form."""

    name: str
    data: bytes | None  # None: it has more than is taken


async def form_of(request: web.Request) -> Mapping[str, object]:
    """Return the fields of the form that was sent.

    Raises:
        HTTPBadRequest: it is none, or its letters are of a kind that nobody knows.
    """
    try:
        found = await request.post()
        return {k: _letters(v) if isinstance(v, str) else v for k, v in found.items()}
    except _NO_FORM as error:
        raise web.HTTPBadRequest from error


async def form_with_document(
    request: web.Request, most: int
) -> tuple[Mapping[str, object], Upload | None]:
    """Return the fields of a form, and the document of at most so many bytes that came with it.

    Raises:
        HTTPBadRequest: as `form_of`.
        HTTPRequestEntityTooLarge: the form has too much beside the document, or in all.
    """
    if request.content_type != "multipart/form-data":
        return await form_of(request), None
    fields: dict[str, object] = {}
    upload: Upload | None = None
    left, parts = LARGEST, 0
    try:
        reader = await request.multipart()
        while (found := await reader.next()) is not None:
            part = _field(found)
            is_document = part.filename is not None
            data, size = await _read(part, most if is_document else MOST_BYTES, left)
            left, parts = left - size, parts + 1
            if parts > MOST_FIELDS:
                raise web.HTTPRequestEntityTooLarge(MOST_FIELDS, parts)
            if is_document:
                upload = Upload(_letters(part.filename), data) if part.filename else upload
            elif data is None:
                raise web.HTTPRequestEntityTooLarge(MOST_BYTES, size)
            else:
                fields[str(part.name)] = _letters(data.decode(part.get_charset("utf-8")))
    except _NO_FORM as error:
        raise web.HTTPBadRequest from error
    return fields, upload


def number_in(request: web.Request, name: str) -> int:
    """Return a number of an address; 0: there is none."""
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


def id_in(request: web.Request, name: str) -> str:
    """Return an id of an address, of which ours have letters only; empty: there is none."""
    text = request.query.get(name, "")
    return text if _ID.fullmatch(text) else ""


def moment_in(request: web.Request) -> datetime | None:
    """Return before when an address asks for something; None: it does not say."""
    try:
        return datetime.fromisoformat(request.query["before"]).astimezone(UTC)
    except (KeyError, ValueError, OverflowError):
        return None


def _letters(text: str) -> str:
    """Return a text without halves of letters, which nothing can write."""
    return text.encode("utf-8", "replace").decode()


def _field(part: MultipartReader | BodyPartReader) -> BodyPartReader:
    """Return a part of a form as the field that it is.

    Raises:
        ValueError: it is none that a browser sends.
    """
    if not isinstance(part, BodyPartReader) or part.name is None:
        raise ValueError("This part is no field of a form.")
    if hdrs.CONTENT_TRANSFER_ENCODING in part.headers:  # browsers send none (RFC 7578, 4.7)
        raise ValueError("This field is written in a code.")
    return part


async def _read(part: BodyPartReader, most: int, left: int) -> tuple[bytes | None, int]:
    """Return what is in a field, None if it is more than so much, and how much it is.

    What is too much is read to its end: browsers listen to an answer when they have sent all.

    Raises:
        HTTPRequestEntityTooLarge: it is more than is `left`.
    """
    found, size = bytearray(), 0
    while chunk := await part.read_chunk(_CHUNK):
        size += len(chunk)
        if size > left:
            raise web.HTTPRequestEntityTooLarge(LARGEST, size)
        if size <= most:
            found += chunk
    return (bytes(found) if size <= most else None), size
