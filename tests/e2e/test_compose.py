"""config/compose.yaml, without Docker: what it starts, with which settings, on which image.

That its workers make digests of articles is seen in `test_workers.py`.
"""

from __future__ import annotations

import re
import tomllib

import psycopg
import pytest

from bot.cli.working import ROLES, worker
from bot.runtime.courier import GRACE_SECONDS
from bot.runtime.platforms import is_set_up
from bot.runtime.settings import load, names, variable
from bot.runtime.workers import LONGEST_STOP
from tests.e2e.composed import FILE, Service, services
from tests.e2e.test_image import ROOT, stages

TOKENS = {
    "DIGESTBOT_TELEGRAM__TOKEN": "1:telegram",
    "DIGESTBOT_SLACK__BOT_TOKEN": "xoxb-1-slack",
    "DIGESTBOT_SLACK__APP_TOKEN": "xapp-1-slack",
}
CONNECTIONS = 100  # that a PostgreSQL takes as it is
OF_THE_QUEUE = 5  # connections of a process beside its pool: config/README.md
SERVER = "db"


@pytest.fixture
def composed() -> dict[str, Service]:
    return services(POSTGRES_PASSWORD="secret", **TOKENS)


@pytest.fixture
def ours(composed: dict[str, Service]) -> dict[str, Service]:
    return {name: one for name, one in composed.items() if name != SERVER}


def roles(service: Service) -> tuple[str, ...]:
    command, *arguments = service.command
    assert command == "worker"
    return worker.make_context(command, arguments).params["roles"]


def test_together_they_do_everything_and_one_speaks_to_people(ours):
    taken = {name: roles(one) for name, one in ours.items()}
    assert taken == {
        "worker": ("collect", "summarize", "plan", "deliver"),
        "chat": ("chat",),
    }
    assert {role for one in taken.values() for role in one} == set(ROLES)
    assert {name: one.replicas for name, one in ours.items()} == {"worker": 2, "chat": 1}


def test_what_they_are_told_are_settings_and_all_are_told_the_same(ours, monkeypatch):
    known = {variable(name) for name in names()}
    told = [one.environment for one in ours.values()]
    assert told[0] == told[1]
    assert {name for name in told[0] if name != "PGPASSWORD"} <= known
    for name, value in told[0].items():
        monkeypatch.setenv(name, value)
    settings = load(ROOT / "config/docker.toml", secrets=[])
    assert settings.store == "postgresql://digestbot@db/digestbot"
    assert set(is_set_up(settings).values()) == {True}


def test_a_platform_without_tokens_is_off(monkeypatch):
    for name, value in services(POSTGRES_PASSWORD="secret")["chat"].environment.items():
        monkeypatch.setenv(name, value)
    settings = load(ROOT / "config/docker.toml", secrets=[])
    assert set(is_set_up(settings).values()) == {False}


def test_no_password_is_in_it_and_it_says_which_is_missing():
    with pytest.raises(LookupError, match="POSTGRES_PASSWORD: set a password"):
        services()
    assert re.findall(r"\$\{(\w+)", FILE.read_text("utf-8")) == [
        "INBOX", "POSTGRES_PASSWORD", "POSTGRES_PASSWORD"
    ]  # fmt: skip


def test_they_read_the_inbox_and_write_nothing_but_what_goes_with_them(ours):
    inside = tomllib.loads((ROOT / "config/docker.toml").read_text("utf-8"))["inbox"]
    for one in ours.values():
        assert (FILE.parent / one.given["build"] / "Dockerfile").is_file()
        assert one.given["volumes"] == [f"../inbox:{inside}:ro"]
        assert (one.given["read_only"], one.given["tmpfs"]) == (True, "/tmp")
    assert services(POSTGRES_PASSWORD="x", INBOX="/srv/news")["chat"].given["volumes"] == [
        f"/srv/news:{inside}:ro"
    ]


def test_their_database_is_the_one_that_the_tests_run_on(composed, ours, postgres_server):
    given = composed[SERVER].given
    image, _, release = given["image"].partition(":")
    with psycopg.connect(postgres_server) as connection:
        assert (image, int(release)) == ("postgres", connection.info.server_version // 10_000)
    # Since 18 its data are in a folder of that name below this one.
    assert given["volumes"] == ["database:/var/lib/postgresql"]
    told = given["environment"]
    for one in ours.values():
        user, password = one.environment["DIGESTBOT_STORE"], one.environment["PGPASSWORD"]
        assert user == f"postgresql://{told['POSTGRES_USER']}@{SERVER}/{told['POSTGRES_USER']}"
        assert password == told["POSTGRES_PASSWORD"] == "secret"
        assert one.given["depends_on"] == {SERVER: {"condition": "service_healthy"}}
    settings = load(ROOT / "config/docker.toml", secrets=[])
    processes = sum(one.replicas for one in ours.values())
    assert processes * (settings.workers.pool + OF_THE_QUEUE) < CONNECTIONS


def test_they_are_given_the_time_that_a_stop_takes_and_no_check_that_is_not_theirs(ours):
    assert "HEALTHCHECK" in dict(stages()[-1])  # of the image: for `run`, which serves by a lease
    for one in ours.values():
        seconds = int(one.given["stop_grace_period"].removesuffix("s"))
        assert seconds > LONGEST_STOP + GRACE_SECONDS
        assert one.given["healthcheck"] == {"disable": True}
        assert one.given["restart"] == "unless-stopped"
