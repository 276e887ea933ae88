"""The page in a real browser: Chromium without a window, one for all tests."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from bot.cli.asking import ask
from bot.cli.demo import build_demo
from bot.domain.chats import parse_address
from bot.domain.digests import DigestId
from bot.domain.times import LAST
from bot.ports.records import WHOLE
from bot.runtime.service import serve
from bot.runtime.site import with_page
from bot.runtime.wiring import App
from tests.fakes.builders import a_feed, a_sighting
from tests.setup_browser import MISSING, find_chromium

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)
PUBLIC = "console:everybody"  # a chat whose digests everybody may read
PATIENCE = 30_000  # milliseconds, for what takes a few: other work may share the machine


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The program on the sample articles."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGESTBOT_WEB__PORT", "0")
        patch.setenv("DIGESTBOT_WEB__PUBLIC_CHATS", PUBLIC)
        with build_demo(folder, timezone="UTC") as built:
            busy(built)
            yield built


def busy(app: App) -> None:
    """Let there be something to see on every page."""
    address = parse_address(PUBLIC)
    ask(app, address, "digest")
    ask(app, address, "subscribe space weekdays 7:30")
    later = app.ambient.now() + timedelta(days=1)
    feed = a_feed(name="Broken Post", problem="It is gone for good.", next_poll_at=later)
    with app.store.transaction() as tx:
        tx.feeds.put(feed)
        tx.sources.see(a_sighting("scan.pdf", article_id=None, reason="It holds no text."))
        tx.sources.see(a_sighting(WHOLE, source="a folder", article_id=None, reason="It is gone."))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def origin(app: App) -> AsyncIterator[str]:
    """Where the page is."""
    app, page = with_page(app)
    stop, ready = asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(serve(app, [page], stop=stop, ready=ready.set))
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    assert ready.is_set(), serving
    yield page.origin
    stop.set()
    await serving


@pytest.fixture(scope="session")
def digest(app: App) -> str:
    """The path of a digest's page."""
    with app.store.snapshot() as tx:
        return app.links.path_of(tx.archive.sent(parse_address(PUBLIC), (LAST, DigestId("")), 1)[0])


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip(MISSING)
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        await opened.close()


@dataclass
class Window:
    """A page in the browser, and whatever went wrong in it."""

    page: Page
    origin: str
    problems: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()  # what the browser, or htmx, says of an answer that is no page

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", lambda request: self._asks(request.url))

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not any(one in text for one in self.expected):
            self.problems.append(text)

    def _asks(self, url: str) -> None:
        if not url.startswith((f"{self.origin}/", "data:")):
            self.problems.append(f"a request to {url}")

    def allows(self, status: int | None) -> None:
        """Let the next pages have this status."""
        said = (f"responded with a status of {status}", f"Status Error Code {status}")
        self.expected = said if status else ()

    async def tabs_to(self, text: str, *, back: bool = False) -> None:
        """Press Tab until what has the focus says this."""
        for _ in range(60):
            if await self.page.locator(":focus", has_text=text).count():
                return
            await self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab never came to {text!r}.")

    async def opens(self, path: str) -> None:
        await self.page.goto(self.origin + path)

    async def says(self, text: str) -> None:
        await self.page.locator("#send:enabled").wait_for()  # the answer before is there
        line = self.page.get_by_label("Say something")
        await line.fill(text)
        await line.press("Enter")
        await self.page.locator("#talk .said", has_text=text).last.wait_for()

    async def hands(self, name: str, data: bytes) -> None:
        """Hand a document to the bot, and say nothing to it."""
        await self.page.locator("#send:enabled").wait_for()
        document = {"name": name, "mimeType": "text/plain", "buffer": data}
        await self.page.get_by_label("Document to summarize").set_input_files(document)
        await self.page.get_by_role("button", name="Send").click()

    async def taps(self, label: str) -> None:
        await self.page.get_by_role("button", name=label, exact=True).last.click()

    async def is_light(self) -> bool:
        """Say whether its paper is white."""
        paper = await self.page.evaluate(
            "getComputedStyle(document.documentElement).backgroundColor"
        )
        return paper == "rgb(255, 255, 255)"

    async def violations(self) -> list[dict[str, object]]:
        """Return what is in somebody's way, as axe-core sees it."""
        found = await Axe().run(self.page, options={"resultTypes": ["violations"]})
        return found.response["violations"]

    async def is_as_wide_as_its_text(self) -> bool:
        """Say whether nobody has to scroll sideways."""
        width = await self.page.evaluate("document.documentElement.scrollWidth")
        return width <= self.page.viewport_size["width"]

    async def reads(self, text: str) -> None:
        await self.page.get_by_text(text).last.wait_for()


@pytest_asyncio.fixture(loop_scope="session")
async def context(
    browser: Browser, request: pytest.FixtureRequest
) -> AsyncIterator[BrowserContext]:
    """A browser profile of its own; `@pytest.mark.looks(...)` says how it is set up."""
    marker = request.node.get_closest_marker("looks")
    made = await browser.new_context(**(marker.kwargs if marker else {}))
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def window(context: BrowserContext, origin: str) -> AsyncIterator[Window]:
    """An empty page; at its end nothing may have gone wrong in it."""
    opened = Window(await context.new_page(), origin)
    yield opened
    assert opened.problems == []
