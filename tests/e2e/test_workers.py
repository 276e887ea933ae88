"""Several processes share the work: what one lets lie another does, and none does it twice."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from contextlib import closing
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.storage.open import open_store
from tests.e2e.composed import services
from tests.e2e.service import is_so, shown, until, variables
from tests.e2e.sharing import Shared, Worker, rooms_of, shared
from tests.e2e.test_trouble_store import STORY, waiting_part
from tests.e2e.website import Website, a_website
from tests.fakes.proxy import Proxy
from tests.fakes.slack_world import Channel

TOKEN = "a token of some length"


@pytest.fixture
def website():
    with a_website() as made:
        yield made


@pytest.fixture
async def world(program, telegram, slack, postgres_url, mother):
    async with shared(program, telegram, slack, postgres_url, mother) as made:
        yield made


async def test_what_compose_starts_makes_digests_of_articles_in_every_chat(
    world: Shared, website: Website
):
    rooms = rooms_of(world, 2)
    world.due(rooms, "Harbor bridge opens")
    world.environment = {
        "DIGESTBOT_SOURCES__FEEDS": website.feed,
        "DIGESTBOT_FETCH__PRIVATE": "127.0.0.0/8",
    }
    counted = {"DIGESTBOT_WEB__PORT": "0", "DIGESTBOT_WEB__ADMIN_TOKEN": TOKEN}
    workers = [
        await world.starts(one.command[-1], "--metrics", **counted)
        for name, one in services(POSTGRES_PASSWORD="secret").items()
        for _ in range(one.replicas)
        if name != "db"
    ]
    assert len(workers) == 3
    await world.saw(rooms, "Harbor bridge opens", len(rooms))
    page = await world.serves_the_page()  # which may plan, too
    world.program.put("space/probe.txt", "Probe lands\n\nThe probe landed on the moon at noon.")
    await world.settles()
    await until(world.store, lambda tx: tx.stories.count() == 3)
    assert website.asked == 1  # by one of them
    seen_to = [await steps(one) for one in workers]
    assert sum(one.get("plan", 0) for one in seen_to) >= 1
    assert sum(one.get("deliver", 0) for one in seen_to) == len(rooms)
    assert sum(one.get("poll", 0) for one in seen_to) == 1
    assert world.wrong(rooms, ["Harbor bridge opens"]) == []
    for worker in (*workers, page):
        assert await world.dies(worker, signal.SIGTERM) == 0, worker.log.read_text()
        assert not worker.wrote("Traceback"), worker.log.read_text()


async def steps(worker: Worker) -> dict[str, float]:
    """Return of which steps a worker shows seconds, and how often each was taken."""
    lines = map(json.loads, worker.log.read_text().splitlines())
    (address,) = [line["address"] for line in lines if line["event"] == "web.listening"]
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{address}/metrics") as refused:
            assert refused.status == 401
        async with session.get(f"{address}/metrics", headers=headers) as shown:
            text = await shown.text()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    assert {name.removesuffix("_created") for name in families} == {"digestbot_step_seconds"}
    samples = families["digestbot_step_seconds"].samples
    return {one.labels["step"]: one.value for one in samples if one.name.endswith("_count")}


async def test_what_a_killed_worker_was_doing_another_one_does(world: Shared):
    rooms = rooms_of(world, 20)
    slack = [room for room in rooms if isinstance(room, Channel)]
    world.environment = {"DIGESTBOT_SLACK__PER_SECOND": "20"}
    await world.starts("collect,summarize,plan")
    posters = [await world.starts("deliver") for _ in range(2)]
    world.due(slack, "Round one", "Round two")
    await world.saw(slack, "Round one", 5)
    await world.dies(posters[0])
    await world.settles()
    await world.slack.settled()
    assert world.wrong(slack, ["Round one", "Round two"]) == []


async def test_another_process_takes_telegram_over(world: Shared):
    rooms = rooms_of(world, 20)
    telegram = [room for room in rooms if not isinstance(room, Channel)]
    world.environment = {"DIGESTBOT_TELEGRAM__PER_SECOND": "20"}
    await world.starts("plan")
    first = await world.starts("chat")
    await is_so(lambda: first.wrote("duty.taken"))
    second = await world.starts("chat")
    await is_so(lambda: second.wrote("duty.standing-by"))
    world.due(telegram, "Round one")
    await world.saw(telegram, "Round one", 5)
    await world.dies(first)
    await is_so(lambda: second.wrote("duty.taken"))
    await world.settles()
    assert world.wrong(telegram, ["Round one"]) == []
    ann = world.telegram.person("Ann")
    private = world.telegram.private(ann)
    await private.says(ann, "/help")
    await is_so(lambda: shown(private, "subscribe"))  # and it is heard


@pytest.fixture
async def proxy(world: Shared):
    """The way to the database, for workers that are started later."""
    place = urlsplit(world.url)
    socket = f"{parse_qs(place.query)['host'][0]}/.s.PGSQL.5432"
    async with Proxy(lambda: asyncio.open_unix_connection(socket)) as way:
        world.url = f"postgresql://postgres@127.0.0.1:{way.port}{place.path}"
        yield way


async def test_a_database_that_is_away_loses_nothing(world: Shared, proxy: Proxy):
    rooms = rooms_of(world, 12)
    world.environment = {
        "DIGESTBOT_SLACK__PER_SECOND": "8",
        "DIGESTBOT_TELEGRAM__PER_SECOND": "8",
    }
    world.due(rooms, "Round one")
    workers = [await world.starts(), await world.starts()]
    await world.saw(rooms, "Round one", 4)
    await proxy.goes()
    for worker in workers:  # they notice, and go on trying
        await is_so(lambda it=worker: it.wrote("engine.waiting"))
    await proxy.comes()
    await world.settles()
    await world.slack.settled()
    world.due(rooms, "Round two")
    await world.settles()
    assert world.wrong(rooms, ["Round one", "Round two"]) == []
    for worker in workers:
        assert not worker.wrote('"level": "error"'), worker.log.read_text()


async def test_whoever_starts_while_the_database_is_away_waits_for_it(world: Shared, proxy: Proxy):
    await proxy.goes()
    starting = {
        "worker-1.txt": asyncio.create_task(world.starts("plan")),
        "page.txt": asyncio.create_task(world.serves_the_page()),
    }
    for name in starting:
        log = world.program.folder / name
        await is_so(lambda it=log: it.exists() and "store.waiting" in it.read_text())
    await proxy.comes()
    await asyncio.gather(*starting.values())


async def test_slack_may_knock_at_any_of_several_doors_and_is_answered_once(world: Shared):
    world.environment = {
        "DIGESTBOT_SLACK__HTTP": "true",
        "DIGESTBOT_SLACK__HTTP_PORT": "0",
        "DIGESTBOT_SLACK__SIGNING_SECRET": world.slack.signing_secret,
    }
    doors = [await door(await world.starts("chat")) for _ in range(2)]
    bob = world.slack.team("T1").person("Bob")
    direct = world.slack.team("T1").dm(bob)
    for number, url in enumerate(doors):
        world.slack.request_url = url
        await bob.says(direct, f"help {['summary', 'status'][number]}")
        await is_so(lambda it=number: len(direct.messages) == 2 * (it + 1))
    for url in doors:  # Slack tells both doors of everything once more
        world.slack.request_url = url
        for told in list(world.slack.courier.deliveries):
            world.slack.courier.replay(told)
        await world.slack.settled()
    await bob.says(direct, "help digest")
    await is_so(lambda: len(direct.messages) == 6)


async def door(worker: Worker) -> str:
    """Return where a worker listens for Slack."""
    await is_so(lambda: worker.wrote("slack.http-listening"))
    lines = map(json.loads, worker.log.read_text().splitlines())
    (port,) = [line["port"] for line in lines if line["event"] == "slack.http-listening"]
    return f"http://127.0.0.1:{port}/slack/events"


async def test_what_no_job_says_is_found_by_who_plans_without_any_token(world: Shared):
    room = world.telegram.private(world.telegram.person("Ann"))
    no_tokens = dict.fromkeys(variables(world.telegram, world.slack), "")
    planner = await world.starts("plan", **no_tokens)
    os.kill(planner.pid, signal.SIGHUP)  # it lives on: nobody else plans
    await is_so(lambda: planner.wrote("worker.need-restart"))
    await world.starts("chat")
    with closing(open_store(world.url)) as queues_nothing:
        waiting_part(queues_nothing, room)
    await world.saw([room], STORY, 1)


async def test_a_worker_says_what_is_wrong_with_its_settings(program, slack, postgres_url):
    done = await asyncio.to_thread(
        program.run, "worker", "--roles", "deliver",
        DIGESTBOT_STORE=postgres_url,
        DIGESTBOT_SLACK__BOT_TOKEN="xoxb-1-wrong",
        DIGESTBOT_SLACK__APP_TOKEN="xapp-1-wrong",
        DIGESTBOT_SLACK__BASE_URL=slack.base_url.removesuffix("/api/"),
    )  # fmt: skip
    assert done.code == 2, done.err
    assert "Slack refuses the bot token (slack.bot_token): invalid_auth." in done.err
    assert "Traceback" not in done.err


def test_workers_that_sign_links_need_the_words_that_others_know_them_by(program, postgres_url):
    shown = {"DIGESTBOT_STORE": postgres_url, "DIGESTBOT_WEB__PUBLIC_URL": "https://news.example"}
    done = program.run("worker", **shown)
    assert done.code != 0
    assert "DIGESTBOT_WEB__ADMIN_TOKEN" in done.err
