"""Stories, search, status, health and metrics."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from itertools import chain
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.domain.errors import StoreBusy
from bot.domain.feeds import Notice
from bot.ports.records import WHOLE
from bot.web.measuring import Meter
from bot.web.signing import Signer
from bot.web.site import make_metrics
from tests.bot.conftest import SPACE, Bot
from tests.bot.web.conftest import TOKEN, Serve, Site, bearer, ships
from tests.fakes.builders import a_delivery, a_digest, a_feed, a_sighting, an_article

ROOT = Path(__file__).parents[3]
DASHBOARD = ROOT / "config/grafana-dashboard.json"


@pytest.fixture
async def site(serve: Serve, news: Bot) -> Site:
    return await serve(news.store)


async def test_stories_are_listed_the_newest_first_and_open(site: Site) -> None:
    _, text = await site.gets("/stories")
    headlines = re.findall(r'<h3 dir="auto"><a href="(/stories/[^"]+)">([^<]+)</a>', text)
    assert len(headlines) == 3
    assert {name for _, name in headlines} >= {"Harbor bridge opens after nine years"}
    for path, name in headlines:
        status, story = await site.gets(path)
        assert status == 200
        assert name in story
        assert "leads: digests quote it first" in story


async def test_long_lists_go_on_page_by_page_and_lose_nothing(serve: Serve, bot: Bot) -> None:
    ships(bot, 45)
    site = await serve(bot.store)
    seen = [*chain(*await site.walks("/stories", r'href="/stories/([\w.-]+)"'))]
    with bot.store.snapshot() as tx:
        assert len(seen) == len(set(seen)) == tx.stories.count()


async def test_a_storys_articles_are_a_timeline_with_their_likeness(serve: Serve, bot: Bot) -> None:
    bot.takes_in(SPACE, author="Northern Post")
    bot.takes_in("At last: p" + SPACE.replace("early on", "on")[1:], author="Harbor Wire")
    site = await serve(bot.store)
    _, text = await site.gets("/stories")
    _, story = await site.gets(re.search(r'href="(/stories/[\w.-]+)"', text)[1])
    assert story.count('href="/articles/') == 2
    assert re.search(r"\d+% like the one that leads", story)
    path = re.search(r'href="(/articles/[\w.-]+)"', story)[1]
    _, article = await site.gets(path)
    assert re.search(r"<mark[^>]*>It carries a drill", article)


@pytest.mark.parametrize("query", ["moon", "MOON", "moon probe"])
async def test_search_finds_words(site: Site, query: str) -> None:
    _, text = await site.gets("/stories", params={"q": query})
    assert "Probe lands" in text
    assert "Northport" not in text


@pytest.mark.parametrize("query", ["nothingness", '"', "'; --", "\x00", "<script>", "a" * 5000])
async def test_search_takes_anything(site: Site, query: str) -> None:
    status, text = await site.gets("/stories", params={"q": query})
    assert status == 200
    assert "<script>" not in text


@pytest.mark.parametrize(
    "path", ["/stories/nothing", "/articles/nothing", "/stories/..%2f", "/stories/a'b"]
)
async def test_what_there_is_not_is_not_found(site: Site, path: str) -> None:
    assert (await site.gets(path))[0] == 404


@pytest.mark.parametrize("before", ["x", "2026-13-01", "0001-01-01T00:00:00+23:00", ""])
async def test_nonsense_begins_at_the_beginning(site: Site, before: str) -> None:
    for path in ("/stories", "/archive/telegram:42"):
        assert (await site.gets(path, params={"before": before}))[0] == 200


async def test_status_shows_how_everything_stands(serve: Serve, news: Bot) -> None:
    news.address = "telegram:42"
    news.says("subscribe space daily 08:00")
    site = await serve(news.store)
    _, text = await site.gets("/status")
    for words in ("<dd>3</dd>", "Harbor Wire", "telegram:42", "space · daily 08:00", "sport"):
        assert words in text, words
    assert text.count("<svg") == 3
    assert "<title>23 Nov: 3</title>" in text


async def test_status_shows_what_is_wrong_first(serve: Serve, news: Bot) -> None:
    now = news.world.now
    with news.store.transaction() as tx:
        tx.sources.see(a_sighting(WHOLE, source="the-inbox", article_id=None, reason="It is gone."))
        for n, name in enumerate(["Well Post", "Broken Post", "Silent Post"]):
            tx.feeds.put(
                a_feed(
                    id=f"f{n}",
                    url=f"https://{n}.example/feed",
                    name=name,
                    read_at=now - timedelta(minutes=7),
                    next_poll_at=now + timedelta(minutes=20),
                    problem="HTTP status 503." if name == "Broken Post" else None,
                    told=frozenset({Notice.SILENT} if name == "Silent Post" else ()),
                )
            )
        for n in range(20):
            tx.sources.see(a_sighting(f"{n}.pdf", article_id=None, reason="No text."))
    site = await serve(news.store)
    _, text = await site.gets("/status")
    rows = re.findall(r"<tr><td[^>]*>([^<]+)</td><td[^>]*>(.*?)</td>", text)
    found = [(name, re.sub("<[^>]+>", "", state)) for name, state in rows]
    assert found[:3] == [
        ("the-inbox", "It is gone."),
        ("Broken Post", "HTTP status 503."),
        ("Silent Post", "has brought nothing for long"),
    ]
    assert ("Well Post", "well") in found
    assert "today 06:53" in text  # it was read
    assert "today 07:20" in text  # and will be
    assert "Rejected <small>(20)</small>" in text
    assert text.count("No text.") == 12


async def test_status_says_what_waits(serve: Serve, bot: Bot) -> None:
    with bot.store.transaction() as tx:
        tx.articles.add(an_article())
        tx.digests.add(a_digest())
        tx.outbox.add(a_delivery())
    site = await serve(bot.store)
    site.world.sleep(days=1)
    _, text = await site.gets("/status")
    assert "<dt>Articles not grouped yet</dt><dd>1</dd>" in text
    assert "<dt>Messages that wait</dt><dd>1</dd>" in text
    assert "The oldest message has been waiting since " in text


async def test_stories_say_what_they_have_in_common_and_what_is_a_copy(
    serve: Serve, bot: Bot
) -> None:
    bot.takes_in(SPACE, author="Northern Post")
    bot.takes_in(f"Copied: {SPACE}", author="Harbor Wire")
    site = await serve(bot.store)
    _, text = await site.gets("/stories")
    _, story = await site.gets(re.search(r'href="(/stories/[\w.-]+)"', text)[1])
    assert "a copy of a text before it" in story
    assert re.search(r"in common: [^<]*Probe[^<]*moon", story)


async def test_everything_works_with_an_empty_store(serve: Serve) -> None:
    site = await serve()
    for path in ("/", "/stories", "/archive", "/status", "/metrics", "/healthz", "/readyz"):
        assert (await site.gets(path))[0] == 200


async def test_operators_pages_are_for_operators(serve: Serve) -> None:
    site = await serve(admin_token=TOKEN)
    for path in ("/stories", "/stories/a", "/articles/a", "/status", "/metrics"):
        assert (await site.gets(path))[0] == 401
        allowed, _ = await site.gets(path, headers={"Authorization": f"Bearer {TOKEN}"})
        assert allowed in {200, 404}
    for path in ("/healthz", "/readyz"):
        assert (await site.gets(path))[0] == 200


async def test_it_is_not_ready_while_the_store_cannot_be_read(
    serve: Serve, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = await serve(bot.store)

    def busy() -> None:
        raise StoreBusy("held")

    monkeypatch.setattr(type(bot.store), "snapshot", lambda _: busy())
    assert (await site.gets("/readyz"))[0] == 503
    assert (await site.gets("/stories"))[0] == 503
    assert (await site.gets("/healthz"))[0] == 200


def figures(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_the_metrics_count_what_there_is(serve: Serve, news: Bot) -> None:
    news.address = "telegram:42"
    news.says("subscribe everything daily 08:00")
    news.world.sleep(hours=1, seconds=30)
    meter = Meter()
    with meter.timed("group"):
        pass
    site = await serve(news.store, meter=meter)
    site.world.now = news.world.now
    found = figures((await site.gets("/metrics"))[1])
    assert found["digestbot_articles",] == 3
    assert found["digestbot_summaries",] == 3
    assert found["digestbot_stories",] == 3
    assert found["digestbot_lag_seconds", "planning"] == 30
    assert found["digestbot_lag_seconds", "posting"] == 0
    assert found["digestbot_deliveries", "sent"] == 0
    assert found["digestbot_step_seconds_count", "group"] == 1
    assert all(name.startswith("digestbot_") for name, *_ in found)


async def test_the_dashboard_asks_for_our_metrics_and_for_all_of_them(serve: Serve) -> None:
    meter = Meter()
    with meter.timed("group"):
        pass
    site = await serve(meter=meter)
    ours = {name for name, *_ in figures((await site.gets("/metrics"))[1])}
    dashboard = json.loads(DASHBOARD.read_text("utf-8"))
    asked = {
        name
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for name in re.findall(r"digestbot_\w+", target["expr"])
    }
    assert asked <= ours
    unasked = {name for name in ours - asked if not name.startswith("digestbot_step_seconds")}
    assert unasked == set()


async def test_a_process_without_a_page_shows_its_seconds_alone(news: Bot) -> None:
    meter, world = Meter(), news.world
    with meter.timed("deliver"):
        pass
    server = make_metrics(
        signer=Signer(TOKEN, lambda: world.now),
        guarded=True,
        host="127.0.0.1",
        port=0,
        meter=meter,
        proxies=(),
    )
    await server.start()
    async with aiohttp.ClientSession(server.origin) as browser:
        for path, status in (("/metrics", 401), ("/healthz", 200), ("/status", 404), ("/", 404)):
            async with browser.get(path) as response:
                assert response.status == status
        async with browser.get("/metrics", headers=bearer(TOKEN)) as response:
            found = figures(await response.text())
    await server.stop()
    assert {name for name, *_ in found if not name.startswith("digestbot_step_seconds")} == set()
    assert found["digestbot_step_seconds_count", "deliver"] == 1


@pytest.mark.parametrize("path", ["/", "/healthz", "/stories", "/metrics", "/nothing"])
async def test_who_asks_for_the_head_alone_gets_it(site: Site, path: str) -> None:
    async with site.browser.get(site.origin + path) as whole:
        await whole.read()
    async with site.browser.head(site.origin + path) as head:
        assert await head.read() == b""
    assert (head.status, head.content_type) == (whole.status, whole.content_type)
