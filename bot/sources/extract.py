"""Documents of every kind → title, author, date and body, read in a process that may be killed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from bot.sources.killable import CutShortError, Killable
from summarizer import LANGUAGES

_TELLING: Final = 300  # characters
_CALL: Final = "bot.sources.formats.document:read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text that somebody published, as far as its file or page tells."""

    title: str  # "" where there is none
    body: str  # never empty
    author: str | None
    published_at: datetime | None  # in UTC
    language: str | None  # of two or three letters
    url: str | None  # its one address, fit to be shown
    name: str = ""  # in the archive that it came in


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A document of an archive that cannot be read, and why."""

    name: str
    reason: str  # a sentence for a person


def declared_language(body: str, language: str | None) -> str | None:
    """Return the language that a text is said to be in, where it is too short to tell by itself.

    Longer texts are recognized without a mistake, while many pages declare what their program came
    with (`en-US`).
    """
    return language if len(body) < _TELLING and language in LANGUAGES else None


class Extractor:
    """Reads pages, texts, mail, pdf, Word documents, e-books and archives of these."""

    def __init__(self, killable: Killable) -> None:
        self._killable = killable

    def page(self, data: bytes, *, url: str, media: str, charset: str, now: datetime) -> Document:
        """Return what was fetched from `url` as one document.

        Raises:
            ValueError: there is no article in it; the message is a sentence for a person.
            CutShortError: reading was ended from outside.
        """
        name = url.partition("?")[0].rpartition("/")[2]
        found = self._read(data, name=name, media=media, charset=charset, url=url, now=now)
        for one in found:
            if isinstance(one, Document):
                return one
        raise ValueError(_first_reason(found))

    def file(self, data: bytes, *, name: str, now: datetime) -> list[Document | Unread]:
        """Return the documents of a file: one, or those of an archive.

        Raises:
            ValueError: there is none; the message is a sentence for a person.
            CutShortError: reading was ended from outside.
        """
        return self._read(data, name=name, media="", charset="", url="", now=now)

    def text(self, name: str, data: bytes, *, now: datetime) -> str:
        """Return all words of a file that came with a message, title first.

        Raises:
            ValueError: there are none, or reading was ended from outside; the message is a sentence
                for a person.
        """
        try:
            found = self.file(data, name=name, now=now)
        except CutShortError as error:  # whoever handed it in can do so again
            raise ValueError(str(error)) from error
        texts = [f"{one.title}\n\n{one.body}".strip() for one in found if isinstance(one, Document)]
        if not texts:
            raise ValueError(_first_reason(found))
        return "\n\n".join(texts)

    def _read(
        self, data: bytes, *, name: str, media: str, charset: str, url: str, now: datetime
    ) -> list[Document | Unread]:
        found = self._killable.call(
            _CALL,
            data,
            name=name[-200:].encode("utf-8", "replace").decode(),
            media=media,
            charset=charset,
            url=url,
            now=now.astimezone(UTC).isoformat(),
        )
        return [_made(one) for one in found]


def _first_reason(found: list[Document | Unread]) -> str:
    return next((one.reason for one in found if isinstance(one, Unread)), "There is no text in it.")


def _made(one: dict[str, Any]) -> Document | Unread:
    if "reason" in one:
        return Unread(name=one["name"], reason=one["reason"])
    moment = one["published_at"]
    return Document(
        title=one["title"],
        body=one["body"],
        author=one["author"],
        published_at=datetime.fromisoformat(moment) if moment else None,
        language=one["language"],
        url=one["url"],
        name=one["name"],
    )
