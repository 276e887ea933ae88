"""`make test` puts temporary files into memory, where that does no harm."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import check


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A machine with room for all of it; tests take something away."""
    made = SimpleNamespace(f_bavail=check.ROOM, f_frsize=4096, f_flag=0)
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(os, "statvfs", lambda _: made)
    monkeypatch.setattr(check, "IN_MEMORY", tmp_path)
    monkeypatch.setattr(check, "FREE", tmp_path / "meminfo")
    limit = (str(tmp_path / "limit"), str(tmp_path / "used"))
    monkeypatch.setattr(check, "LIMITS", [limit])
    has_memory(tmp_path, check.ROOM)
    return made


def has_memory(folder: Path, size: int) -> None:
    told = f"MemTotal:  99999999 kB\nMemAvailable:  {size // 1024 + 1} kB\nHugePages_Total:  0\n"
    (folder / "meminfo").write_text(told)


@pytest.mark.usefixtures("machine")
def test_files_of_the_tests_are_in_memory_and_gone_after(tmp_path):
    with check.quick_folder() as variables:
        folder = Path(variables["TMPDIR"])
        assert folder.parent == tmp_path
        assert folder.is_dir()
    assert not folder.exists()


@pytest.mark.usefixtures("machine")
def test_who_names_a_folder_gets_it(monkeypatch):
    monkeypatch.setenv("TMPDIR", "/somewhere")
    with check.quick_folder() as variables:
        assert variables == {}


def test_a_container_s_usual_64_mb_are_too_few(machine):
    machine.f_bavail = 64_000_000 // machine.f_frsize
    with check.quick_folder() as variables:
        assert variables == {}


def test_what_is_built_can_be_run(machine):
    machine.f_flag = os.ST_NOEXEC
    assert not check.has_room()


@pytest.mark.usefixtures("machine")
def test_memory_that_others_need_is_left_to_them(tmp_path):
    has_memory(tmp_path, check.ROOM // 2)
    assert not check.has_room()


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("limit", "fits"),
    [("max", True), (str(check.ROOM * 3), True), (str(check.ROOM * 2), False)],
    ids=["none", "high", "low"],
)
def test_a_container_keeps_within_its_limit(tmp_path, limit, fits):
    (tmp_path / "limit").write_text(f"{limit}\n")
    (tmp_path / "used").write_text(f"{check.ROOM + 1}\n")
    assert check.has_room() is fits


@pytest.mark.usefixtures("machine")
def test_a_machine_without_such_a_place_uses_its_disk(tmp_path):
    (tmp_path / "meminfo").unlink()
    assert not check.has_room()
