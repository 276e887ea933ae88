"""Settings that are changed while the service runs."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from bot.domain.errors import SettingsError
from bot.runtime import reloading
from bot.runtime.operators import Operators
from bot.runtime.platform_settings import TelegramSettings
from bot.runtime.reloading import TAKEN_OVER, Reloading, differences, stamps
from bot.runtime.settings import KeepSettings, Settings, names

PATIENCE = 20


class Rig:
    """A service that notes what it is told, and a settings file that a test writes."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.settings: Settings | str | Exception = Settings()
        self.operators = Operators(frozenset())
        self.told: list[object] = []
        self.todo: list[Settings | str | Exception] = []
        self.ticks = SimpleNamespace(change=lambda **new: self.told.append(new))
        self.courier = SimpleNamespace(change_pace=self.told.append)
        self.reloading = Reloading(Settings(), self.read, [file], self.operators)

    def read(self) -> Settings:
        if isinstance(self.settings, str):
            raise SettingsError(self.settings)
        if isinstance(self.settings, Exception):
            raise self.settings
        return self.settings

    def writes(self, settings: Settings | str | Exception) -> None:
        self.settings = settings
        was = self.file.read_text() if self.file.exists() else ""
        self.file.write_text(f"{was}x")


@pytest.fixture
def rig(tmp_path):
    return Rig(tmp_path / "bot.toml")


async def seen(rig, *, event):
    """Let it run until it logs `event`, and return everything that it logged."""
    with capture_logs() as logs:
        task = asyncio.create_task(rig.reloading.run(rig.ticks, rig.courier, every=0.01))
        async with asyncio.timeout(PATIENCE):
            while event not in [one["event"] for one in logs]:
                await asyncio.sleep(0.005)
                if rig.todo:
                    rig.writes(rig.todo.pop())
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    return logs


async def test_what_is_safe_is_taken_over_and_the_rest_is_said(rig):
    new = Settings(
        operators="telegram:42",
        keep=KeepSettings(told_days=31),
        telegram=TelegramSettings(per_second=3),
        store="sqlite:///other.db",
    )
    rig.todo = [new]
    logs = await seen(rig, event="settings.need-restart")
    assert [one["names"] for one in logs] == [
        ["operators", "keep.told_days", "telegram.per_second"],
        ["store"],
    ]
    change, limits = rig.told
    assert change["keep"].told == timedelta(days=31)
    assert limits["telegram"].per_second == 3
    assert change["queues"].per_second["telegram"] == 3
    assert "42" in rig.operators.on("telegram")
    assert "42" not in rig.operators.on("slack")


async def test_what_is_put_back_needs_no_restart_and_what_waits_for_one_is_said_when_asked(rig):
    rig.todo = [Settings(store="sqlite:///other.db")]
    logs = await seen(rig, event="settings.need-restart")
    rig.reloading.asked.set()
    logs = await seen(rig, event="settings.need-restart")
    assert [one["names"] for one in logs] == [["store"]]
    rig.todo = [Settings(inbox="other")]
    logs = await seen(rig, event="settings.need-restart")
    assert [(one["event"], one["names"]) for one in logs] == [
        ("settings.as-running", ["store"]),
        ("settings.need-restart", ["inbox"]),
    ]
    rig.todo = [Settings()]
    logs = await seen(rig, event="settings.as-running")
    assert [one["names"] for one in logs] == [["inbox"]]


async def test_a_quieter_level_holds_once_everything_is_said(rig, monkeypatch):
    monkeypatch.setattr(
        reloading, "set_up_logs", lambda level: reloading.log.error(level, names=[])
    )
    rig.todo = [Settings(store="sqlite:///other.db", log_level="ERROR")]
    logs = await seen(rig, event="ERROR")
    told = ["settings.changed", "settings.need-restart", "ERROR"]
    assert [one["event"] for one in logs] == told


async def test_an_invalid_file_is_said_and_ignored_until_it_is_mended(rig):
    rig.todo = ["The setting color is unknown."]
    logs = await seen(rig, event="settings.ignored")
    assert logs[-1]["problem"] == "The setting color is unknown."
    assert not rig.told
    rig.todo = [Settings(operators="slack:U7")]
    await seen(rig, event="settings.changed")
    assert "U7" in rig.operators.on("slack")


async def test_a_mistake_of_ours_does_not_end_it(rig):
    rig.todo = [ValueError("nobody thought of this")]
    logs = await seen(rig, event="settings.failed")
    assert logs[-1]["log_level"] == "error"
    rig.todo = [Settings(operators="slack:U7")]
    await seen(rig, event="settings.changed")
    assert "U7" in rig.operators.on("slack")


async def test_asked_to_look_it_says_that_nothing_changed(rig):
    rig.todo = []
    rig.reloading.asked.set()
    logs = await seen(rig, event="settings.unchanged")
    assert len(logs) == 1
    assert not rig.told


@pytest.mark.parametrize("level", ["DEBUG", "WARNING"])
async def test_the_level_of_the_log_changes_and_that_is_said_at_either(rig, monkeypatch, level):
    told, both = [], asyncio.Event()

    def note(what, **_):
        told.append(what)
        if len(told) % 2 == 0:
            both.set()

    monkeypatch.setattr(reloading, "set_up_logs", note)
    monkeypatch.setattr(reloading.log, "info", note)
    task = asyncio.create_task(rig.reloading.run(rig.ticks, rig.courier, every=0.01))
    async with asyncio.timeout(PATIENCE):
        for settings in (Settings(log_level=level), Settings()):
            rig.writes(settings)
            await both.wait()
            both.clear()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    said = "settings.changed"
    if level == "DEBUG":
        assert told == ["DEBUG", said, said, "INFO"]
    else:
        assert told == [said, "WARNING", "INFO", said]


def test_every_name_of_what_is_taken_over_is_a_setting():
    known = list(names())
    for name in TAKEN_OVER:
        assert [one for one in known if one.startswith(name)], name


def test_secrets_are_compared_and_not_shown():
    changed = differences(Settings(), Settings(telegram=TelegramSettings(token="1:secret")))
    assert changed == ["telegram.token"]


def test_the_files_of_a_folder_are_looked_at(tmp_path):
    folder = tmp_path / "secrets"
    assert stamps([folder]) == {}
    folder.mkdir()
    (folder / "one").write_text("1")
    before = stamps([folder])
    (folder / "one").write_text("12")
    assert stamps([folder]) != before
    assert set(before) == {folder / "one"}


def test_what_is_taken_over_is_listed_for_people():
    text = Path("config/README.md").read_text("utf-8").partition("## While it runs")[2]
    listed = text.partition("takes over")[2].partition(";")[0]
    assert set(listed.split("`")[1::2]) == set(TAKEN_OVER)
