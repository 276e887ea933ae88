"""The pictures of the README: the page of the demo, in Chromium.

    python tests/screenshots.py     takes them anew, into bot/web/screenshots/

It needs Chromium; tests/setup_browser.py installs it where it can.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.setup_browser import MISSING, find_chromium  # noqa: E402 -- a script finds its project

PICTURES = ROOT / "bot/web/screenshots"
DESK = {"viewport": {"width": 900, "height": 620}}
PHONE = {"viewport": {"width": 360, "height": 640}, "color_scheme": "dark"}


async def main() -> int:
    """Serve the demo and take the pictures."""
    from bot.cli.demo import build_demo
    from bot.runtime.service import serve
    from bot.runtime.site import with_page

    chromium = find_chromium()
    if chromium is None:
        print(MISSING, file=sys.stderr)
        return 1
    os.environ["DIGESTBOT_WEB__PORT"] = "0"
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, build_demo(Path(folder), timezone="UTC") as built:
        app, page = with_page(built)
        stop, ready = asyncio.Event(), asyncio.Event()
        serving = asyncio.create_task(serve(app, [page], stop=stop, ready=ready.set))
        await ready.wait()
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=arguments)
            await take(browser, page.origin)
            await browser.close()
        stop.set()
        await serving
    return 0


async def take(browser: Browser, origin: str) -> None:
    """Take each picture."""
    desk = await browser.new_page(**DESK)
    await desk.goto(f"{origin}/")
    link = await _read_on(desk)
    await desk.screenshot(path=PICTURES / "try-it.png")
    await desk.goto(f"{origin}{link}/1#q2")
    await desk.screenshot(path=PICTURES / "quote.png")
    await desk.goto(f"{origin}/stories?q=bridge")
    await desk.locator("article a").first.click()
    await desk.locator(".timeline").wait_for()
    await desk.screenshot(path=PICTURES / "story.png", full_page=True)
    phone = await browser.new_page(**PHONE)
    await phone.goto(origin + link)
    await phone.screenshot(path=PICTURES / "phone.png")


async def _read_on(page: Page) -> str:
    await page.get_by_role("button", name="A digest now").click()
    link = page.get_by_role("link", name="Read on the web")
    await link.wait_for()
    return str(await link.get_attribute("href"))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
