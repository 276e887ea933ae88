"""Wrong tokens close the page to whoever sends them, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.runtime.settings import WebSettings
from bot.web import guessing
from bot.web.guessing import Guesses, networks
from tests.bot.web.conftest import TOKEN, Serve, Site, basic, bearer
from tests.fakes.world import World

WRONG = "another token, as long"


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    with capture_logs() as logs:
        yield logs


def of(address: str) -> dict[str, str]:
    """What a proxy says of whom it asks for."""
    return {"X-Forwarded-For": address}


async def is_shut_out(site: Site, address: str) -> bool:
    status, _ = await site.gets("/metrics", headers=bearer(TOKEN) | of(address))
    assert status in {200, 429}
    return status == 429


async def guesses(site: Site, address: str, times: int = guessing.MOST_GUESSES) -> None:
    for _ in range(times):
        status, _ = await site.gets("/", headers=bearer(WRONG) | of(address))
        assert status in {401, 429}  # the last one is told to wait


async def test_nobody_guesses_the_token_for_long(serve: Serve, logged: list[EventDict]) -> None:
    site = await serve(admin_token=TOKEN)
    entered = (await site.posts("/login", {"token": TOKEN})).cookies["digestbot"].value
    site.browser.cookie_jar.clear()
    for _ in range(3):
        assert (await site.posts("/login", {"token": WRONG})).status == 403
        assert (await site.gets("/", headers=bearer(WRONG)))[0] == 401
        assert (await site.gets("/", headers=basic(WRONG)))[0] == 401
        site.world.sleep(seconds=1)
    assert (await site.posts("/login", {"token": TOKEN})).status == 303
    site.browser.cookie_jar.clear()
    assert (await site.posts("/login", {"token": WRONG})).status == 403
    assert [entry["event"] for entry in logged].count("web.wrong-token") == 10
    for word in (WRONG, TOKEN):
        said = await site.posts("/login", {"token": word})
        assert (said.status, said.headers["Retry-After"]) == (429, "60")
        for header in (bearer(word), basic(word)):
            assert (await site.gets("/metrics", headers=header))[0] == 429
            assert (await site.gets("/healthz", headers=header))[0] == 200
    assert (await site.gets("/", cookies={"digestbot": entered}))[0] == 200
    assert [entry["event"] for entry in logged].count("web.wrong-token") == 10
    site.world.sleep(minutes=1)
    assert (await site.posts("/login", {"token": TOKEN})).status == 303


async def test_one_that_guesses_keeps_nobody_else_out(
    serve: Serve, logged: list[EventDict]
) -> None:
    site = await serve(admin_token=TOKEN, proxies=networks("10.0.0.0/8, 127.0.0.1"))
    await guesses(site, "203.0.113.7")
    wrong = [entry["address"] for entry in logged if entry["event"] == "web.wrong-token"]
    assert wrong == ["203.0.113.7"] * 10
    assert await is_shut_out(site, "203.0.113.7")
    assert await is_shut_out(site, "198.51.100.1, 203.0.113.7, 10.1.1.1")  # what it says of itself
    assert not await is_shut_out(site, "203.0.113.8")
    assert not await is_shut_out(site, "203.0.113.7, 203.0.113.8")
    said = await site.posts("/login", {"token": TOKEN}, headers=of("203.0.113.8"))
    assert said.status == 303


async def test_who_has_a_network_is_one(serve: Serve) -> None:
    site = await serve(admin_token=TOKEN, proxies=networks("127.0.0.1"))
    for n in range(guessing.MOST_GUESSES):
        await guesses(site, f"2001:db8::{n:x}", 1)
    assert await is_shut_out(site, "2001:db8::ffff")
    assert not await is_shut_out(site, "2001:db8:0:1::1")


@pytest.mark.parametrize("proxies", ["", "192.0.2.1"])
async def test_strangers_are_not_believed_about_who_they_are(serve: Serve, proxies: str) -> None:
    site = await serve(admin_token=TOKEN, proxies=networks(proxies))
    for n in range(guessing.MOST_GUESSES):
        await guesses(site, f"203.0.113.{n}", 1)
    assert await is_shut_out(site, "203.0.113.77")


@pytest.mark.parametrize("names", ["", "nobody", "1.2.3.4:80", "é", ",,", "x" * 5000])
async def test_what_a_proxy_says_that_is_no_address_counts_for_the_proxy(
    serve: Serve, names: str
) -> None:
    site = await serve(admin_token=TOKEN, proxies=networks("127.0.0.1"))
    await guesses(site, names)
    assert await is_shut_out(site, "127.0.0.1")
    assert not await is_shut_out(site, "203.0.113.8")


def test_only_so_many_addresses_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "MOST_ADDRESSES", 3)
    world = World()
    kept = Guesses(lambda: world.now)
    for who in ("a", "b", "c", "a", "d"):
        for _ in range(guessing.MOST_GUESSES):
            kept.note(who)
    assert [kept.are_too_many(who) for who in "abcd"] == [True, False, True, True]


@pytest.mark.parametrize("names", ["localhost", "10.0.0.0/99", "127.0.0.1; 10.0.0.1"])
def test_a_proxy_that_is_no_address_is_a_wrong_setting(names: str) -> None:
    with pytest.raises(ValueError, match="is no address; one looks like"):
        WebSettings(proxies=names)
