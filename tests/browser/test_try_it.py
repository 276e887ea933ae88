"""A person tries the bot in the browser."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

FIRST = "Stenmark and Port Amberley joined as Sorrel Sound Bridge opens to traffic"
FERRY = b"""The ferry Sigrun left the harbor for the first time on Monday.
It carries 300 people to the islands in forty minutes, twice as fast as the old one.
The county paid for it, and wants to run it all winter."""


async def test_a_conversation(window: Window) -> None:
    await window.opens("/")
    await window.taps("A digest now")
    await window.reads(FIRST)
    await window.taps("More")  # its buttons change in their place, the digest stays
    await window.taps("2")
    await window.page.locator("mark", has_text="who may keep the key for a night").wait_for()
    assert await window.page.get_by_text(FIRST).is_visible()
    await window.says("subscribe space weekdays 7:30")
    await window.reads("Subscribed to")
    said = await window.page.locator("#talk .said").all_text_contents()
    assert [text.partition("You said:")[2].strip() for text in said] == [
        "digest",
        "2",
        "subscribe space weekdays 7:30",
    ]
    assert await window.page.get_by_label("Say something").input_value() == ""
    await window.says("stats")  # for operators, as who is let in is one
    await window.reads("The last 28 days")
    await window.hands("ferry.txt", FERRY)
    await window.reads("summary · ferry.txt")
    await window.reads("It carries 300 people to the islands")
    assert await window.page.get_by_label("Document to summarize").input_value() == ""
    await window.hands("big.txt", b"x" * 1_000_001)  # it does not leave the browser
    assert not await window.page.locator("#document:valid").count()


async def test_with_the_keyboard_alone(window: Window) -> None:
    await window.opens("/")
    await window.page.keyboard.type("topics")
    await window.page.keyboard.press("Enter")
    await window.reads("space: ")
    await window.page.locator("#send:enabled").wait_for()
    await window.page.keyboard.type("sources")  # the focus stayed where one types
    await window.page.keyboard.press("Enter")
    await window.reads("Harbor Wire: ")
    await window.tabs_to("A digest now")
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert await window.page.evaluate(ring) == "solid"
    await window.page.keyboard.press("Enter")
    await window.reads(FIRST)


@pytest.mark.looks(java_script_enabled=False)
async def test_without_scripts(window: Window) -> None:
    await window.opens("/")
    await window.says("digest")
    await window.reads(FIRST)
    await window.taps("Why")
    await window.taps("1")
    await window.reads("sources told it")
    await window.hands("ferry.txt", FERRY)
    await window.reads("It carries 300 people to the islands")
    address = window.page.url.partition("#")[0]
    await window.page.goto(address)  # what was said is still there
    await window.reads("sources told it")


async def test_what_does_not_arrive_is_said_and_stays(window: Window) -> None:
    await window.opens("/")
    problem = "<main><h1>No</h1><p>The store is busy.</p></main>"
    for status, text, shown in ((503, problem, "The store is busy."), (502, "", "did not arrive")):
        window.allows(status)
        await window.page.route(
            "**/chat/*", lambda route, *_, s=status, t=text: route.fulfill(status=s, body=t)
        )
        await window.page.get_by_label("Say something").fill("topics")
        await window.page.keyboard.press("Enter")
        await window.page.get_by_role("alert").get_by_text(shown).wait_for()
        assert await window.page.get_by_label("Say something").input_value() == "topics"
        await window.page.unroute_all()
    await window.page.keyboard.press("Enter")
    await window.reads("space: ")
    assert await window.page.get_by_role("alert").count() == 0


async def test_the_same_form_sent_twice_is_said_once(window: Window) -> None:
    await window.opens("/")
    form = window.page.locator("#say")
    address = await form.get_attribute("action")
    token = await form.locator("[name=token]").get_attribute("value")
    for _ in range(2):
        sent = await window.page.request.post(
            window.origin + address, form={"text": "topics", "token": token}
        )
        assert sent.ok
    await window.opens(address)
    assert await window.page.locator("#talk .said").count() == 1


@pytest.mark.looks(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
async def test_a_phone_shows_it_without_scrolling_sideways(window: Window) -> None:
    await window.opens("/")
    await window.taps("A digest now")
    await window.reads(FIRST)
    await window.says("summary 1")
    await window.says("help")
    await window.reads("all commands, or how one of them is used")
    assert await window.is_as_wide_as_its_text()


async def test_nothing_is_in_anybodys_way(window: Window) -> None:
    await window.opens("/")
    await window.taps("A digest now")
    await window.reads(FIRST)
    await window.says("summary 1")
    await window.says("help")
    await window.reads("all commands, or how one of them is used")
    for scheme in ("light", "dark"):
        await window.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert await window.is_light() == (scheme == "light")
        assert await window.violations() == [], scheme
