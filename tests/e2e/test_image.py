"""The image: its build's steps are taken here, without Docker, and what they leave is started."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.runtime.ambient import real_ambient
from bot.runtime.lease import Lease
from bot.storage.open import open_store

ROOT = Path(__file__).parents[2]
HOME = "/opt/digestbot"  # what the build makes, by its name inside the image


def stages() -> list[list[tuple[str, str]]]:
    """Return the instructions of each stage of the Dockerfile, in order."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found: list[list[tuple[str, str]]] = []
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "FROM":
            found.append([])
        if found:
            found[-1].append((word, rest))
    return found


def copied(sources: list[str], target: Path) -> None:
    """Copy into the build what git knows of it, as .dockerignore leaves out the rest."""
    known = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *sources],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in known:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target / name)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Take the first stage's steps in a folder; return what it would hand to the second."""
    folder = tmp_path_factory.mktemp("image")
    work, target = folder / "src", folder / "opt"
    work.mkdir()
    environment = dict(os.environ)
    (folder / "bin").mkdir()
    (folder / "bin/python").symlink_to(Path(sys.base_prefix) / "bin/python3")
    environment["PATH"] = f"{folder / 'bin'}:{environment['PATH']}"
    for word, rest in stages()[0]:
        match word:
            case "FROM":
                assert rest == "python:${PYTHON}-slim AS build"
            case "ENV":
                for pair in shlex.split(rest):
                    name, _, value = pair.partition("=")
                    environment[name] = value.replace(HOME, str(target))
            case "WORKDIR":
                assert rest == "/src"
            case "COPY":
                *sources, where = rest.split()
                assert where in {"./", sources[0]}
                copied(sources, work)
            case "RUN":
                environment["UV_COMPILE_BYTECODE"] = "0"  # half a minute: see `started`
                done = subprocess.run(
                    ["sh", "-c", rest], cwd=work, env=environment, capture_output=True, text=True,
                    check=False,
                )  # fmt: skip
                assert done.returncode == 0, f"{rest}\n{done.stdout}{done.stderr}"
            case _:
                pytest.fail(f"the test does not know the step {word}")
    return target


def started(built: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Start what the image would start, in the folder and with the variables that it would have."""
    settings = (ROOT / "config/docker.toml").read_text("utf-8")
    for name in ("inbox", "data"):
        (folder / name).mkdir(exist_ok=True)
        settings = settings.replace(f'"/{name}"', f'"{folder / name}"')
    (folder / "bot.toml").write_text(settings.replace("////data", f"///{folder / 'data'}"))
    kept = {key: value for key, value in os.environ.items() if key in {"HOME", "LANG", "TMPDIR"}}
    pairs = [pair for word, rest in stages()[-1] if word == "ENV" for pair in shlex.split(rest)]
    for name, _, value in (pair.partition("=") for pair in pairs):
        kept[name] = value.replace("/etc/digestbot", str(folder)).replace(HOME, str(built))
    # What the build of the image compiles, and the test's does not, is compiled by the first start.
    kept |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{built}-compiled"}
    # What `docker exec` starts beside it is started like that as well.
    assert json.loads(dict(stages()[-1])["ENTRYPOINT"]) == ["digestbot"]
    return subprocess.run(
        ["digestbot", *arguments],
        cwd=folder / "data", env=kept, text=True, capture_output=True, check=False,
    )  # fmt: skip


def test_what_is_built_serves_from_its_volumes(built, tmp_path):
    (tmp_path / "inbox").mkdir()
    shutil.copy(ROOT / "seeds/world/sorrel-sound-bridge.txt", tmp_path / "inbox")
    assert "1 added" in started(built, tmp_path, "collect").stdout
    checked = started(built, tmp_path, "check")
    assert checked.returncode == 0, checked.stdout
    assert f"{tmp_path / 'data'}/bot.db: 1 article, 1 story" in checked.stdout
    assert {one.name for one in (tmp_path / "data").iterdir()} <= {
        "bot.db", "bot.db-wal", "bot.db-shm"
    }  # fmt: skip


def test_nothing_is_in_it_that_only_tests_or_the_build_need(built):
    (packages,) = built.glob("lib/python3*/site-packages")
    there = {one.name.partition("-")[0] for one in packages.glob("*.dist-info")}
    assert {"digestbot", "python_telegram_bot", "sumy"} <= there
    assert there.isdisjoint({"pytest", "mypy", "hypothesis", "uv", "hatchling"})


def test_the_versions_are_those_of_the_lock(built):
    (packages,) = built.glob("lib/python3*/site-packages")
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9.-]+)==(\S+)", lock, re.MULTILINE))
    names = (one.name.removesuffix(".dist-info") for one in packages.glob("*.dist-info"))
    there = {
        (re.sub(r"[_.]+", "-", name.lower()), version)
        for name, _, version in (one.rpartition("-") for one in names)
    }
    assert {
        one for one in there - locked if one[0] not in {"digestbot", "pip", "setuptools"}
    } == set()


def test_it_runs_as_nobody_in_particular_and_downloads_nothing():
    last = stages()[-1]
    words = [word for word, _ in last]
    assert ("USER", "digestbot") in last
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert ("VOLUME", '["/data", "/inbox"]') in last
    entry = dict(last)["ENTRYPOINT"] + dict(last)["CMD"]
    assert not re.search(r"pip|uv|curl|wget|apt", entry)


def test_its_health_check_finds_who_serves(built, tmp_path):
    entry = json.loads(dict(stages()[-1])["ENTRYPOINT"])
    options, command = dict(stages()[-1])["HEALTHCHECK"].split(" CMD ")
    asked = json.loads(command)
    assert asked[: len(entry)] == entry
    assert "--start-period=60s" in options
    assert started(built, tmp_path, *asked[len(entry) :]).returncode == 1
    store = open_store(f"sqlite:///{tmp_path}/data/bot.db")
    lease = Lease(store, "telegram", real_ambient())
    lease.take()
    store.close()
    done = started(built, tmp_path, *asked[len(entry) :])
    assert (done.returncode, done.stdout) == (0, "alive      yes\n"), done.stderr


def test_its_settings_are_settings():
    from bot.runtime.settings import load

    assert load(ROOT / "config/docker.toml", secrets=[]).store == "sqlite:////data/bot.db"
    assert tomllib.loads((ROOT / "config/docker.toml").read_text())["inbox"] == "/inbox"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here to ask")
def test_the_systemd_unit_is_one(tmp_path):
    unit = (ROOT / "config/digestbot.service").read_text("utf-8")
    (tmp_path / "digestbot.service").write_text(
        unit.replace("/opt/digestbot/bin/digestbot", "/bin/sh")
    )
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / "digestbot.service"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
