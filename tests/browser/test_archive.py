"""A person reads in the browser what was sent."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUOTE = "The journey from Stenmark to Port Amberley, 40 minutes by road until now"


async def test_from_a_digest_to_the_place_of_a_quote_and_back(window: Window) -> None:
    await window.opens("/")
    await window.taps("A digest now")
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
    await window.opens("/")
    await window.page.get_by_role("link", name="Archive").click()
    await window.page.get_by_role("row").nth(1).get_by_role("link").click()
    await window.page.get_by_role("article").get_by_role("link").last.click()
    await window.page.get_by_role("link", name=QUOTE).wait_for()


async def test_from_a_digest_to_a_quote_with_the_keyboard_alone(
    window: Window, digest: str
) -> None:
    await window.opens(digest)
    await window.tabs_to(QUOTE)
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert await window.page.evaluate(ring) == "solid"
    await window.page.keyboard.press("Enter")
    assert QUOTE in await window.page.locator("mark:target").inner_text()
    await window.page.keyboard.press("Shift+Tab")  # from the quote on, back up the page
    await window.tabs_to("Back to the digest", back=True)
    await window.page.keyboard.press("Enter")
    await window.page.get_by_role("link", name=QUOTE).wait_for()


@pytest.mark.looks(color_scheme="dark")
async def test_on_paper_only_what_is_to_be_read(window: Window, digest: str) -> None:
    await window.opens(digest)
    await window.page.get_by_role("heading", level=1).wait_for()
    await window.page.emulate_media(media="print")
    assert await window.is_light()
    assert not await window.page.locator("nav").first.is_visible()
    assert not await window.page.get_by_text("is a link to its place").is_visible()
    assert await window.page.get_by_text(QUOTE).is_visible()
