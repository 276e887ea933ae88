"""Mail (.eml): its subject, who sent it and when, and its text."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Final

from bot.sources.formats.draft import Draft, read_moment
from bot.sources.formats.page import article_text

_LEAST_TEXT: Final = 200  # characters; many newsletters say less than that outside their HTML
_SIGNATURE: Final = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_QUOTED: Final = re.compile(r"(?m)^>.*\n?")
_MOST_HEADER: Final = 1_000
_MOST_HEAD: Final = 100_000  # of all headers


def read_mail(data: bytes) -> Draft:
    """Return a mail as a document.

    Raises:
        ValueError: it holds no text.
    """
    message = message_from_bytes(_with_short_headers(data), policy=default)
    if not message.keys():
        raise ValueError("It is no mail: it has no headers.")
    text = _part(message, "plain")
    if len(text.strip()) < _LEAST_TEXT and (html := _part(message, "html")):
        text = article_text(html) or text
    text = _QUOTED.sub("", _SIGNATURE.sub("", text.replace("\r\n", "\n")))
    if not text.strip():
        raise ValueError("The mail holds no text.")
    return Draft(
        body=text,
        title=_header(message, "Subject"),
        author=_sender(message),
        published_at=read_moment(_header(message, "Date")),
        language=_header(message, "Content-Language") or None,
        url=_header(message, "Archived-At").strip("<>") or None,  # RFC 5064: where it can be read
    )


def _with_short_headers(data: bytes) -> bytes:
    """Return a mail whose headers are cut: the standard library is slow to read long ones."""
    data = data.replace(b"\r\n", b"\n")
    head, blank, body = data.partition(b"\n\n")
    fields = re.split(rb"\n(?![ \t])", head[:_MOST_HEAD])
    return b"\n".join(field[:_MOST_HEADER] for field in fields) + blank + body


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, ValueError, AttributeError):  # an unknown charset, or no text after all
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())[:_MOST_HEADER]
    except (ValueError, IndexError, AttributeError, TypeError):  # the standard library's own slips
        return ""


def _sender(message: EmailMessage) -> str | None:
    try:
        addresses = message["From"].addresses
        return str(addresses[0].display_name or addresses[0].domain) or None
    except (AttributeError, IndexError, ValueError, TypeError):
        return None
