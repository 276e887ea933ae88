"""A person reads in the browser what was sent."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe

from tests.browser.conftest import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUOTE = "The journey from Stenmark to Port Amberley, 40 minutes by road until now"


async def asked_for_a_digest(window: Window) -> None:
    await window.opens("/")
    await window.taps("A digest now")
    await window.page.get_by_role("link", name="Read on the web").wait_for()


async def test_from_a_digest_to_the_place_of_a_quote_and_back(window: Window) -> None:
    await asked_for_a_digest(window)
    await window.page.get_by_role("link", name="Read on the web").click()
    await window.page.get_by_role("link", name=QUOTE).click()
    marked = window.page.locator("mark:target")
    assert QUOTE in await marked.inner_text()
    assert await marked.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    box = await marked.bounding_box()
    assert 0 <= box["y"] < window.page.viewport_size["height"]
    await window.page.get_by_role("link", name="Back to the digest").click()
    await window.page.get_by_role("link", name=QUOTE).wait_for()


async def test_by_chat_and_day(window: Window) -> None:
    await asked_for_a_digest(window)
    await window.page.get_by_role("link", name="Archive").click()
    await window.page.get_by_role("row").nth(1).get_by_role("link").click()
    await window.page.get_by_role("article").get_by_role("link").last.click()
    await window.page.get_by_role("link", name=QUOTE).wait_for()


@pytest.mark.parametrize(
    "scheme",
    [
        pytest.param("light", marks=pytest.mark.looks(color_scheme="light")),
        pytest.param(
            "dark",
            marks=pytest.mark.looks(
                color_scheme="dark", viewport={"width": 360, "height": 740}, is_mobile=True
            ),
        ),
    ],
)
async def test_nothing_is_in_anybodys_way(window: Window, scheme: str) -> None:
    await asked_for_a_digest(window)
    link = window.page.get_by_role("link", name="Read on the web")
    path = await link.get_attribute("href")
    for where in (path, f"{path}/1", "/archive"):
        await window.opens(where)
        assert await window.is_light() == (scheme == "light")
        assert (await Axe().run(window.page)).response["violations"] == []
        width = await window.page.evaluate("document.documentElement.scrollWidth")
        assert width <= window.page.viewport_size["width"]


async def test_on_paper_only_what_is_to_be_read(window: Window) -> None:
    await asked_for_a_digest(window)
    await window.page.get_by_role("link", name="Read on the web").click()
    await window.page.get_by_role("heading", level=1).wait_for()
    await window.page.emulate_media(media="print")
    assert not await window.page.locator("nav").first.is_visible()
    assert await window.page.get_by_text(QUOTE).is_visible()
