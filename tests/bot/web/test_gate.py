"""Who is let in, and what is refused whoever asks."""

from __future__ import annotations

import asyncio
import re
from html import unescape

import pytest
from yarl import URL

from bot.web import reading
from bot.web.gate import own_path
from bot.web.signing import Signer
from tests.bot.conftest import Bot
from tests.bot.web.conftest import TOKEN, Serve, Site, basic, bearer, ships
from tests.fakes.world import World

CHAT = f"/chat/{'a' * 43}"


async def test_without_a_token_this_machine_is_let_in(serve: Serve):
    site = await serve()
    assert (await site.gets("/"))[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
async def test_without_a_token_only_our_own_names_are_answered_to(serve: Serve, host: str):
    site = await serve()
    status, text = await site.gets("/", headers={"Host": host})
    assert status == 421
    assert "web.admin_token" in text


@pytest.mark.parametrize("path", ["/", CHAT, f"{CHAT}/new"])
async def test_with_a_token_nothing_is_shown_without_it(serve: Serve, path: str):
    site = await serve(admin_token=TOKEN)
    assert (await site.gets(path))[0] == 401
    assert (await site.gets(path, headers=bearer("another token, as long")))[0] == 401
    assert (await site.gets(path, headers=basic("another token, as long")))[0] == 401
    assert (await site.gets(path, headers={"Authorization": "Basic ?"}))[0] == 401
    assert (await site.gets(path, cookies={"digestbot": "b3BlcmF0b3I.ffffffff.x"}))[0] == 401
    assert (await site.gets(path, headers=bearer(TOKEN)))[0] in {200, 204}
    assert (await site.gets(path, headers=basic(TOKEN)))[0] in {200, 204}


async def test_with_a_token_nothing_is_said_without_it(serve: Serve):
    site = await serve(admin_token=TOKEN)
    said = await site.posts(CHAT, {"text": "help", "token": "1"})
    assert said.status == 401
    assert site.listener.heard == []


async def test_the_form_takes_the_token_and_gives_a_cookie_that_ends(serve: Serve):
    site = await serve(admin_token=TOKEN)
    wrong = await site.posts("/login", {"token": "another token, as long"})
    assert (wrong.status, dict(wrong.cookies)) == (403, {})
    right = await site.posts("/login", {"token": TOKEN, "next": CHAT})
    assert (right.status, right.headers["Location"]) == (303, CHAT)
    cookie = right.cookies["digestbot"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    assert TOKEN not in cookie.value
    assert (await site.gets("/"))[0] == 200
    site.world.sleep(hours=12)
    assert (await site.gets("/"))[0] == 401


async def test_leaving_takes_the_cookie_back(serve: Serve):
    site = await serve(admin_token=TOKEN)
    await site.posts("/login", {"token": TOKEN})
    _, text = await site.gets("/stories")
    form = re.search(r'<form class="leave" method="post" action="([^"]+)">', text)
    await site.posts(form[1], {})
    assert (await site.gets("/"))[0] == 401
    assert "Leave" not in (await site.gets("/login"))[1]


async def test_where_no_token_is_needed_nobody_can_leave(serve: Serve):
    site = await serve()
    assert "Leave" not in (await site.gets("/"))[1]


@pytest.mark.parametrize(
    "path", ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\nb", "x"]
)
def test_nobody_is_led_elsewhere(path: str):
    assert own_path(path) == "/"


def test_one_is_led_to_where_one_wanted():
    assert own_path("/archive?before=2026-11-23&chat=a%2Fb") == (
        "/archive?before=2026-11-23&chat=a%2Fb"
    )


async def test_one_is_led_back_to_any_page_of_the_archive(serve: Serve, bot: Bot):
    bot.address = "slack:T1/C9#170.3"
    for n in range(reading.ON_A_PAGE + 1):
        ships(bot, 1, first=n)
        bot.says("digest")
    site = await serve(bot.store, admin_token=TOKEN)
    await site.posts("/login", {"token": TOKEN})
    _, chats = await site.gets("/archive")
    listed = re.search(r'href="(/archive/[^"]+)"', chats)[1]
    _, days = await site.gets(listed)
    older = unescape(re.search(r'href="([^"]+)" rel="next"', days)[1])
    for path in (listed, older, "/stories?q=what's+(new),+really!;*$"):
        await site.posts("/logout", {})
        _, form = await site.gets(path)
        asked = unescape(re.search(r'name="next" value="([^"]+)"', form)[1])
        entered = await site.posts("/login", {"token": TOKEN, "next": asked})
        assert URL(entered.headers["Location"]) == URL(path)
        assert (await site.gets(entered.headers["Location"]))[0] == 200


async def asks_in_bytes(site: Site, *lines: bytes, start: bytes = b"GET /archive") -> bytes:
    """Send a request as it stands, and return what comes back."""
    address = URL(site.origin)
    reader, writer = await asyncio.open_connection(address.host, address.port)
    writer.write(b"\r\n".join((start + b" HTTP/1.1", *lines, b"Connection: close", b"", b"")))
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


@pytest.mark.parametrize(
    ("start", "line", "status"),
    [
        (b"GET /archive", "Authorization: Basic é".encode(), b"401"),
        (b"GET /archive", b"Authorization: Basic \xff", b"401"),
        (b"GET /archive", b"Authorization: Bearer \xff", b"401"),
        (b"GET /archive", b"Cookie: digestbot=a.b.\xff", b"401"),
        (b"GET /nothing", b"Cookie: digestbot=a.b.\xff", b"404"),
        (b"POST /login", b"Origin: http://[", b"403"),
    ],
)
async def test_what_nobody_sends_is_refused_quietly(
    serve: Serve, start: bytes, line: bytes, status: bytes
):
    site = await serve(admin_token=TOKEN)  # whatever is logged as an error fails the test
    answer = await asks_in_bytes(site, b"Host: news.example", line, start=start)
    assert answer.startswith(b"HTTP/1.1 " + status)


@pytest.mark.parametrize("host", [b"[", b"a:b", b"a:99999999", b""])
@pytest.mark.parametrize("token", [TOKEN, None])
async def test_a_name_that_is_none_is_not_ours(serve: Serve, host: bytes, token: str | None):
    site = await serve(admin_token=token)
    assert (await asks_in_bytes(site, b"Host: " + host)).startswith(b"HTTP/1.1 421")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
async def test_forms_of_other_sites_are_refused(serve: Serve, headers: dict[str, str]):
    site = await serve()
    for path in (CHAT, "/login"):
        said = await site.posts(path, {"text": "help", "token": "1"}, headers=headers)
        assert said.status == 403
    assert site.listener.heard == []


async def test_forms_of_our_own_are_taken(serve: Serve):
    site = await serve()
    for number, headers in enumerate(({"Origin": site.origin}, {"Sec-Fetch-Site": "same-origin"})):
        said = await site.posts(CHAT, {"text": "help", "token": f"{number}"}, headers=headers)
        assert said.status == 303
    assert [heard.text for heard in site.listener.heard] == ["help", "help"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../gate.py",
        "/static/0/..%2fgate.py",
        "/static/0/look.css",
        "/static/%2e%2e/site.py",
        "/chat/short",
        "/chat/..%2f..%2fetc",
        f"/chat/{'a' * 43}%00",
        "/nothing",
    ],
)
async def test_what_is_not_there_is_not_found(serve: Serve, path: str):
    site = await serve()
    async with site.browser.get(URL(site.origin + path, encoded=True)) as response:
        assert response.status == 404
        assert "There is no such page" in await response.text()


async def test_every_answer_says_what_a_browser_may_do_with_it(serve: Serve):
    site = await serve()
    for path in ("/", "/nothing"):
        async with site.browser.get(site.origin + path) as response:
            policy = response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert response.headers["Referrer-Policy"] == "no-referrer"
            assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_too_much_is_not_taken(serve: Serve):
    site = await serve()
    said = await site.posts(CHAT, {"text": "x" * 200_000, "token": "1"})
    assert said.status == 413


_PLAIN, _PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
_IN_NO_CODE = (
    b"--x\r\nContent-Disposition: form-data; name=a\r\n"
    b"Content-Transfer-Encoding: bogus\r\n\r\na\r\n--x--"
)
_NO_NAME = b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (f"{_PLAIN}; charset=bogus", b"token=x"),
        (f"{_PLAIN}; charset=utf-8", b"\xff\xfe=1&token=\xff"),
        (_PARTS, b"abc"),
        (f"{_PARTS}; boundary=x", b"--x\r\nbroken"),
        (f"{_PARTS}; boundary=x", _IN_NO_CODE),
        (f"{_PARTS}; boundary=x", _NO_NAME),
    ],
    ids=["letters of no kind", "not these letters", "no boundary", "broken off", "no code", "name"],
)
@pytest.mark.parametrize("path", [CHAT, "/login"])
async def test_what_is_no_form_is_refused_quietly(serve: Serve, path: str, kind: str, body: bytes):
    site = await serve()  # whatever is logged as an error fails the test
    headers = {"Content-Type": kind}
    async with site.browser.post(site.origin + path, data=body, headers=headers) as response:
        assert response.status == 400
        assert "This is not a form" in await response.text()
    assert site.listener.heard == []


class TestSigner:
    def test_what_it_signed_is_read_until_its_end(self):
        world = World()
        signer = Signer("secret", lambda: world.now)
        until = world.now.replace(hour=9)
        word = signer.sign("digest", "日本/7", until)
        assert signer.read("digest", word) == ("日本/7", until)
        world.sleep(hours=2)
        assert signer.read("digest", word) is None

    def test_nothing_else_is_read(self):
        world = World()
        signer, other = (Signer(one, lambda: world.now) for one in ("secret", "another"))
        word = signer.sign("digest", "7", world.now.replace(hour=9))
        name, moment, signature = word.split(".")
        later = f"{int(moment, 16) + 1:x}"
        assert other.read("digest", word) is None
        assert signer.read("chat", word) is None
        guesses = [
            "",
            ".",
            "..",
            "é..",
            name,
            f"{name}.{moment}",
            f"{name}.{moment}.",
            f"{name}.{later}.{signature}",
            f"{name}.{moment}.{signature[:-1]}",
            f"{name}.{moment}.{signature}=",
            f"{name[:-1]}.{moment}.{signature}",
            f".{name}{moment}.{signature}",
        ]
        assert [signer.read("digest", guess) for guess in guesses] == [None] * len(guesses)
