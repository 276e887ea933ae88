"""Bytes of any kind → the documents in them: where killable.py comes in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from bot.sources.formats.draft import Draft
from bot.sources.formats.finish import finished
from bot.sources.formats.kinds import kind_of

MOST_CHARACTERS: Final = 2_000_000  # of a body; more is cut off


def read(
    data: bytes, *, name: str, media: str, charset: str, url: str, now: str
) -> list[dict[str, Any]]:
    """Return the documents in `data`, as JSON can hold them; several only of an archive.

    Each has either a `body` or a `reason` why it has none, besides its `name` in the archive.

    Raises:
        ValueError: there is none; the message is a sentence for a person.
    """
    moment = datetime.fromisoformat(now).astimezone(UTC)
    if not data:
        raise ValueError("It is empty.")
    kind = kind_of(data, name, media)
    if kind == "opml":
        from bot.sources.formats.opml import read_opml

        return [Draft(body=read_opml(data)).as_json(moment)]  # its lines are to stay as they are
    if kind == "zip":
        from bot.sources.formats.archive import Archive

        with Archive(data) as archive:
            inside = archive.office()
            if inside:
                return [_ready(inside, moment)]
            return [_member(member, moment) for member in archive.members()]
    return [_ready(draft_of(data, name=name, media=media, charset=charset, url=url), moment)]


def draft_of(
    data: bytes, *, name: str = "", media: str = "", charset: str = "", url: str = ""
) -> Draft:
    """Return the one document of bytes that are no archive.

    Raises:
        ValueError: there is none; the message is a sentence.
    """
    kind = kind_of(data, name, media)
    if kind == "page":
        from bot.sources.formats.page import read_page

        return read_page(data, charset=charset, url=url)
    if kind == "pdf":
        from bot.sources.formats.pdf import read_pdf

        return read_pdf(data)
    if kind == "mail":
        from bot.sources.formats.mail import read_mail

        return read_mail(data)
    if kind == "markdown":
        from bot.sources.formats.markdown import read_markdown

        return read_markdown(data)
    from bot.sources.text import decode

    return Draft(body=decode(data))


def _ready(draft: Draft, now: datetime) -> dict[str, Any]:
    draft.body = draft.body[:MOST_CHARACTERS]
    return finished(draft, now=now).as_json(now)


def _member(member: tuple[str, bytes | str], now: datetime) -> dict[str, Any]:
    name, content = member
    if isinstance(content, str):
        return {"name": name, "reason": content}
    try:
        draft = draft_of(content, name=name)
        draft.name = name
        return _ready(draft, now)
    except ValueError as error:
        ours = type(error) is ValueError and str(error).endswith(".")
        return {"name": name, "reason": str(error) if ours else "It is damaged."}
