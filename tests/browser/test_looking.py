"""A person looks at stories and at how everything stands."""

from __future__ import annotations

import pytest

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


async def test_a_search_without_a_hit_says_so(window: Window) -> None:
    await window.opens("/stories?q=nothingness")
    await window.reads("nothing was found")
    assert await window.page.get_by_label("Words to look for").input_value() == "nothingness"


@pytest.mark.looks(java_script_enabled=False)
async def test_operators_need_no_scripts(window: Window) -> None:
    await window.opens("/status")
    await window.reads("It is gone for good.")
    assert await window.page.get_by_role("img", name="Articles a day, four weeks").is_visible()
    await window.page.get_by_text("The numbers of each day").click()
    days = window.page.get_by_role("region", name="The numbers of each day").get_by_role("row")
    assert await days.count() == 1 + 28
