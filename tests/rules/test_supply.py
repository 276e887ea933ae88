"""What digestbot is made of may be given on, and what we hand out is whole and always the same."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cyclonedx.model.bom import Bom

from tests.supply import FINE, TABLE, bill, choices, license_of, needed, rows

ROOT = Path(__file__).parents[2]
VERSION = 2  # its place in a row of the table
STARTED = "import bot; print(bot.__file__); from bot.__main__ import main; main()"


def test_every_license_lets_us_give_the_package_on():
    wrong = {
        name: license_of(package)
        for name, package in needed().items()
        if not any(choice <= FINE for choice in choices(license_of(package)))
    }
    assert wrong == {}


def test_the_page_of_licenses_is_current():
    told, mine = TABLE.read_text("utf-8").splitlines(), rows()  # others need a few packages more
    if sys.version_info >= (3, 12):  # the lock has newer versions for it; the licenses are the same
        told, mine = ([_without_version(row) for row in some] for some in (told, mine))
    assert [row for row in mine if row not in told] == [], "python tests/supply.py writes it anew"


def _without_version(row: str) -> str:
    return "|".join(column for at, column in enumerate(row.split("|")) if at != VERSION)


def test_the_bill_of_materials_is_well_formed_and_the_same_each_time():
    told = bill()
    read = Bom.from_json(json.loads(told))
    assert {one.name for one in read.components} == needed().keys()
    assert told == bill()


def built(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return built(tmp_path_factory.mktemp("first"))


def test_a_wheel_that_is_built_twice_has_the_same_bytes(wheel, tmp_path):
    again = built(tmp_path)
    hashes = [hashlib.sha256(one.read_bytes()).hexdigest() for one in (wheel, again)]
    assert hashes[0] == hashes[1]


def test_no_file_is_missing_from_the_wheel(wheel):
    ours = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "bot", "summarizer"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    there = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in ours if (ROOT / name).is_file()} - there == set()


def test_the_wheel_alone_shows_the_demo(wheel, tmp_path):
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    done = subprocess.run(
        [sys.executable, "-c", STARTED, "demo"],
        cwd=tmp_path, input="summary 1\n", capture_output=True, text=True, check=False,
        env={
            **os.environ, "PYTHONPATH": str(unpacked), "PYTHONDONTWRITEBYTECODE": "1",
            "DIGESTBOT_ACROSS_LANGUAGES": "false",  # what compares them is not in the wheel
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(unpacked))
    assert "\n\n> summary 1\nStenmark and Port Amberley joined" in done.stdout
    assert "Sorrel Sound Bridge opens to traffic" in done.stdout
