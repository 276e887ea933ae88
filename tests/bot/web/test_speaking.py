"""In which language pages speak, and whose time they tell."""

from __future__ import annotations

import pytest

from bot.domain.chats import parse_address
from bot.web.conversations import address_of
from bot.web.speaking import asked_for, known_zone
from tests.bot.conftest import Bot
from tests.bot.web.conftest import TOKEN, Serve
from tests.bot.web.test_archive import CHAT, of_chat, told

SECRET = "c" * 43


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT", "de"),
        ("DE-at", "de"),
        ("xx, fr;q=0.3, es;q=0.8, en;q=0.5", "es"),
        ("en;q=0.2, ar", "ar"),
        ("fr, de", "fr"),
        ("de;q=0, fr;q=0.1", "fr"),
        ("de;q=x", "en"),
        ("de;q=nan", "en"),
        ("*", "en"),
        (",,;;=", "en"),
        ("zh-Hans-CN;q=0.9", "zh"),
        ("é\x00" * 1000, "en"),
    ],
)
def test_the_language_that_a_browser_likes_best(header: str, language: str) -> None:
    assert asked_for(header) == language


def test_time_zones_are_known_by_their_names() -> None:
    assert known_zone("Asia/Tokyo") == "Asia/Tokyo"
    assert [known_zone(name) for name in ("", "Mars", "../etc/passwd", "asia")] == [None] * 4


async def test_pages_speak_as_the_browser_asks(serve: Serve, news: Bot) -> None:
    site = await serve(news.store)
    for path in ("/", "/stories", "/archive", "/status", "/login", "/nothing"):
        _, text = await site.gets(path, headers={"Accept-Language": "de-CH,en;q=0.5"})
        assert '<html lang="de" dir="ltr">' in text
        assert "Zum Inhalt springen" in text
    _, text = await site.gets("/stories", headers={"Accept-Language": "ar"})
    assert '<html lang="ar" dir="rtl">' in text


async def test_a_chats_own_pages_speak_its_language_whatever_the_browser_asks(
    serve: Serve, news: Bot
) -> None:
    news.address = CHAT
    news.says("language de")
    news.says("timezone Asia/Tokyo")
    digest = told(news)
    site = await serve(news.store, admin_token=TOKEN, public={parse_address(CHAT)})
    path = site.links.path_of(digest)
    for page in (path, f"{path}/1", f"/public/{CHAT}", of_chat(site)):
        _, text = await site.gets(page, headers={"Accept-Language": "fr"})
        assert '<html lang="de" dir="ltr">' in text, page
        if not page.endswith("/1"):
            assert "Zeiten sind die von Asia/Tokyo." in text, page
    _, atom = await site.gets(f"/public/{CHAT}/feed.atom")
    assert 'xml:lang="de"' in atom
    operator = {"Authorization": f"Bearer {TOKEN}", "Accept-Language": "fr"}
    _, text = await site.gets(f"/archive/{CHAT}", headers=operator)
    assert '<html lang="fr"' in text


async def test_moments_are_exact_for_machines(serve: Serve, news: Bot) -> None:
    site = await serve(news.store, zone="Asia/Tokyo")
    _, text = await site.gets("/stories")
    assert '<time datetime="2026-11-23T07:00:00Z" title="Monday, 23 November 2026, 16:00' in text
    assert "Times are those of Asia/Tokyo." in text


async def test_the_bot_learns_whom_it_talks_to(serve: Serve) -> None:
    site = await serve()
    said = {"text": "help", "token": "1", "zone": "Asia/Tokyo"}
    await site.posts(f"/chat/{SECRET}", said, headers={"Accept-Language": "hi"})
    (heard,) = site.listener.heard
    assert (heard.language, heard.timezone) == ("hi", "Asia/Tokyo")


async def test_a_conversation_speaks_its_own_language_once_it_has_one(
    serve: Serve, news: Bot
) -> None:
    news.address = str(address_of(SECRET))
    news.says("language es")
    site = await serve(news.store)
    _, text = await site.gets(f"/chat/{SECRET}", headers={"Accept-Language": "de"})
    assert '<html lang="es"' in text
    _, text = await site.gets("/", headers={"Accept-Language": "de"})
    assert '<html lang="de"' in text
