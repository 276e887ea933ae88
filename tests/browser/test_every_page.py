"""Every page, by light and in the dark, on a desk and on a phone: nothing is in anybody's way."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PUBLIC, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True}
TABLET = {"width": 768, "height": 1024}


async def every_page(window: Window) -> list[str]:
    """Return an address of each kind of page."""
    await window.opens("/stories")
    story = await window.page.locator("article a").first.get_attribute("href")
    await window.opens(str(story))
    article = await window.page.locator(".timeline a").first.get_attribute("href")
    await window.opens(f"/archive/{PUBLIC}")
    digest = await window.page.locator("article a").first.get_attribute("href")
    own = ("/", "/stories", "/stories?q=moon", "/archive", f"/archive/{PUBLIC}", "/status")
    others = (f"/public/{PUBLIC}", str(digest), f"{digest}/1", "/login", "/nothing")
    return [*own, str(story), str(article), *others]


@pytest.mark.parametrize(
    ("scheme", "direction"),
    [
        pytest.param("light", "ltr", marks=pytest.mark.looks(color_scheme="light")),
        pytest.param(
            "dark", "rtl", marks=pytest.mark.looks(color_scheme="dark", locale="ar", **PHONE)
        ),
    ],
)
async def test_nothing_is_in_anybodys_way(window: Window, scheme: str, direction: str) -> None:
    for path in await every_page(window):
        window.allows(404 if path == "/nothing" else None)
        await window.opens(path)
        assert await window.is_light() == (scheme == "light")
        if "/public/" not in path and "/d/" not in path:  # these speak as their chat
            assert await window.page.evaluate("document.dir") == direction
        assert await window.violations() == [], path
        assert await window.is_as_wide_as_its_text(), path
        if scheme == "light":
            desk = window.page.viewport_size
            await window.page.set_viewport_size(TABLET)
            assert await window.is_as_wide_as_its_text(), path
            await window.page.set_viewport_size(desk)


@pytest.mark.looks(locale="de-AT", timezone_id="Asia/Tokyo")
async def test_the_bot_speaks_the_language_and_the_time_of_the_browser(window: Window) -> None:
    await window.opens("/")
    await window.page.locator("#words").fill("timezone")
    await window.page.locator("#words").press("Enter")
    await window.reads("Asia/Tokyo")
    assert await window.page.evaluate("document.documentElement.lang") == "de"
