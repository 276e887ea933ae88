"""Documents that people hand to the bot in the browser."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import aiohttp
import pytest
import yarl

from bot.ports.chat import Attachment, Unread
from bot.ports.records import Heard
from bot.web import asked
from bot.web.conversations import address_of
from tests.bot.web.conftest import Serve, Site

SECRET = "c" * 43
CHAT = f"/chat/{SECRET}"
OTHER, THIRD = f"/chat/{'d' * 43}", f"/chat/{'e' * 43}"


def handed(
    name: str = "news.txt", data: bytes = b"The bridge opens.", text: str = "", after: str = "0"
) -> aiohttp.FormData:
    """What a browser sends; a document stands before what htmx adds."""
    form = aiohttp.FormData({"token": "1", "text": text, "zone": ""})
    form.add_field("document", data, filename=name, content_type="application/octet-stream")
    form.add_field("after", after)
    return form


IS_FORM = {"Content-Type": "multipart/form-data; boundary=edge"}


def form_of(disposition: bytes, data: bytes) -> bytes:
    """A form of one field, as no browser would write it."""
    head = b"--edge\r\nContent-Disposition: form-data; " + disposition + b"\r\n\r\n"
    return head + data + b"\r\n--edge--\r\n"


async def attachments(site: Site) -> list[Attachment]:
    (heard,) = site.listener.heard
    return [*heard.attachments]


async def test_a_document_is_handed_to_the_command(serve: Serve) -> None:
    site = await serve()
    said = await site.posts(CHAT, handed(text="summary 3"))
    assert said.status == 303
    assert await attachments(site) == [Attachment(name="news.txt", content="The bridge opens.")]
    assert site.listener.heard[0].text == "summary 3"
    assert "summary 3 · news.txt" in (await site.gets(CHAT))[1]


async def test_who_says_nothing_to_a_document_wants_it_summarized(serve: Serve) -> None:
    site = await serve()
    await site.posts(CHAT, handed())
    assert site.listener.heard[0].text == "summary"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("big.txt", b"x" * 1001, Unread.TOO_BIG),
        ("far-too-big.txt", b"x" * 300_000, Unread.TOO_BIG),
        ("picture.png", b"\x89PNG", Unread.KIND),
        ("odd.txt", b"\xff\xfe\xff", Unread.KIND),
    ],
)
async def test_why_a_document_was_not_read(
    serve: Serve, name: str, data: bytes, why: Unread
) -> None:
    site = await serve()
    said = await site.posts(CHAT, handed(name, data), headers={"HX-Request": "true"})
    assert said.status == 200
    assert await attachments(site) == [Attachment(name=name, content=why)]


async def test_what_stands_behind_a_document_is_read_too(serve: Serve) -> None:
    site = await serve()
    await site.posts(CHAT, {"text": "help", "token": "0"})
    shown = re.search(r'name="after" value="(\d+)"', (await site.gets(CHAT))[1])[1]
    form = handed("big.txt", b"x" * 200_000, after=shown)
    news = await (await site.posts(CHAT, form, headers={"HX-Request": "true"})).text()
    assert "You said help" not in news
    assert "You said summary" in news


@pytest.mark.parametrize("name", ["", "news.txt"])
async def test_a_field_for_a_document_may_be_empty(serve: Serve, name: str) -> None:
    site = await serve()
    await site.posts(CHAT, handed(name, b"", text="help"))
    assert [one.name for one in await attachments(site)] == ([name] if name else [])


async def test_a_form_has_an_end(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "LARGEST", 5000)
    site = await serve()
    assert (await site.posts(CHAT, handed(data=b"x" * 6000))).status == 413
    assert (await site.posts(CHAT, handed(text="x" * 6000))).status == 413
    for name in (None, "", "news.txt"):
        many = handed()
        for n in range(30):
            many.add_field(f"f{n}", "", filename=name)
        assert (await site.posts(CHAT, many)).status == 413
    assert site.listener.heard == []


async def test_letters_that_cannot_be_written_are_replaced(serve: Serve) -> None:
    """A name in Latin-1, as scripts send it, and a field in an encoding that has half letters."""
    site = await serve()
    await site.browser.post(
        site.origin + CHAT,
        data=form_of(b'name="document"; filename="\xfcber.txt"', b"The bridge opens."),
        headers=IS_FORM,
    )
    said = form_of(b'name="text"\r\nContent-Type: text/plain; charset=unicode_escape', b"\\ud800 a")
    await site.browser.post(site.origin + OTHER, data=said, headers=IS_FORM)
    plain = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-7"}
    await site.browser.post(site.origin + THIRD, data=b"text=%2B2AA-x", headers=plain)
    assert [(await site.gets(chat))[0] for chat in (CHAT, OTHER, THIRD)] == [200, 200, 200]
    heard = [one.text for one in site.listener.heard]
    assert heard[:2] == ["summary", "? a"]
    assert len(heard) == 3
    heard[2].encode()
    assert site.listener.heard[0].attachments[0].name.endswith("ber.txt")


async def test_a_document_that_breaks_off_is_no_mistake_of_the_program(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, read = asyncio.Event(), asked._read

    async def noted(*what: Any) -> object:
        reading.set()
        return await read(*what)

    monkeypatch.setattr(asked, "_read", noted)
    site = await serve()
    url = yarl.URL(site.origin)
    body = form_of(b'name="document"; filename="news.txt"', b"x" * 100_000)
    head = (
        f"POST {CHAT} HTTP/1.1\r\nHost: {url.host}:{url.port}\r\n"
        f"Content-Type: {IS_FORM['Content-Type']}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    _, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(head.encode() + body[:50_000])
    await reading.wait()
    writer.transport.abort()
    assert (await site.gets("/"))[0] == 200  # an error in the log fails every test
    assert site.listener.heard == []


async def test_a_form_that_says_to_be_packed_and_is_not_is_none(
    serve: Serve, logged_errors: list[str]
) -> None:
    site = await serve()
    body = form_of(b'name="text"', b"help")
    headers = {**IS_FORM, "Content-Encoding": "gzip"}
    said = await site.browser.post(site.origin + CHAT, data=body, headers=headers)
    assert said.status == 400
    await site.gets("/")
    assert logged_errors == ["Unhandled exception"]  # aiohttp's own, as it reads what is left
    logged_errors.clear()


async def test_a_document_of_another_site_is_refused(serve: Serve) -> None:
    site = await serve()
    headers = {"Origin": "https://evil.example"}
    assert (await site.posts(CHAT, handed(), headers=headers)).status == 403
    assert site.listener.heard == []


async def test_a_document_that_was_heard_before_a_crash_is_asked_for_again(serve: Serve) -> None:
    raw = {"chat": address_of(SECRET).chat, "say": "summary", "at": None, "document": "news.txt"}
    site = await serve(left=[Heard(platform="web", id="left", raw=raw)])
    await site.posts(CHAT, {"text": "help", "token": "1"})
    again, _ = site.listener.heard
    assert [*again.attachments] == [Attachment(name="news.txt", content=Unread.LOST)]


async def test_where_no_documents_are_read_none_is_asked_for(serve: Serve) -> None:
    site = await serve(documents=None)
    assert 'type="file"' not in (await site.gets("/"))[1]
    await site.posts(CHAT, handed(text="help"))
    assert await attachments(site) == []
