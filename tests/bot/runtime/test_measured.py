"""What the page shows is measured wherever it happens."""

from __future__ import annotations

from pathlib import Path

import aiohttp

from bot.domain.chats import parse_address
from bot.runtime.settings import Settings, WebSettings
from bot.runtime.site import with_page
from bot.runtime.wiring import build
from tests.fakes.builders import NOW, a_delivery, a_digest, a_part, an_entry
from tests.fakes.posting import PostingAdapter
from tests.fakes.world import World


async def test_a_post_is_counted_on_the_page(tmp_path: Path) -> None:
    world = World(now=NOW)
    settings = Settings(store="sqlite:///:memory:", inbox=tmp_path, web=WebSettings(port=0))
    with build(settings, world.ambient) as plain:
        app, page = with_page(plain)
        address = parse_address("telegram:42")
        with app.store.transaction() as tx:
            digest = a_digest(an_entry(), address=address)
            tx.digests.add(digest)
            part = a_part(delivery="d", body={"text": "News.", "items": [1]})
            tx.outbox.add(a_delivery(id="d", digest_id=digest.id, address=address, parts=(part,)))
        await app.courier({"telegram": PostingAdapter(now=world.ambient.now)}).drain()
        await page.open()
        async with aiohttp.ClientSession() as browser, browser.get(f"{page.origin}/metrics") as got:
            shown = await got.text()
        await page.close()
    assert 'digestbot_step_seconds_count{step="deliver"} 1.0' in shown
