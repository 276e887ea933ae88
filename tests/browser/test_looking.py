"""A person looks at stories and at how everything stands."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe

from tests.browser.conftest import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_from_search_to_a_story_to_its_text(window: Window) -> None:
    await window.opens("/")
    await window.page.get_by_role("link", name="Stories").click()
    await window.page.get_by_label("Words to look for").fill("bridge")
    await window.page.keyboard.press("Enter")
    await window.page.get_by_role("heading", name="Sorrel Sound Bridge").get_by_role("link").click()
    await window.page.get_by_text("% like the one that leads").wait_for()
    await window.page.get_by_role("listitem").get_by_role("link", name="Stenmark").click()
    await window.page.locator("mark").first.wait_for()


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
    await window.opens("/stories")
    story = await window.page.locator("article a").first.get_attribute("href")
    for path in ("/stories", story, "/status", "/stories?q=moon", "/login"):
        await window.opens(path)
        assert await window.is_light() == (scheme == "light")
        assert (await Axe().run(window.page)).response["violations"] == []
        width = await window.page.evaluate("document.documentElement.scrollWidth")
        assert width <= window.page.viewport_size["width"], path
