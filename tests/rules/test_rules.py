"""Rules of the repository that no other tool checks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
SEED_HASH = "6b9a86f9610fa290e09106197564caa3a0753a9b3ab728ace4045823f57b06fe"
LONGEST, LONGEST_TEST, USUAL = 300, 400, 95
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b"
)
SECRET = re.compile(
    r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b|\bxox[abp]-\d{6,}-|-----BEGIN [A-Z ]*PRIVATE KEY"
)


def tracked(*endings: str) -> list[Path]:
    """Return the files of the repository, those that git does not know yet among them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    paths = [ROOT / name for name in listed]
    return [path for path in paths if path.suffix in endings and path.is_file()]


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_no_file_grows_too_long():
    too_long = {
        str(path.relative_to(ROOT)): lines(path)
        for path in tracked(".py")
        if lines(path) > (LONGEST_TEST if "tests" in path.parts else LONGEST)
    }
    assert too_long == {}


def test_most_files_stay_short():
    code = [path for path in tracked(".py") if path.relative_to(ROOT).parts[0] != "tests"]
    assert median(map(lines, code)) <= USUAL


@pytest.mark.parametrize("package", ["bot", "summarizer"])
def test_sql_lives_in_storage(package):
    home = ROOT / "bot/storage"
    strays = [
        path for path in tracked(".py")
        if (ROOT / package) in path.parents
        and home not in path.parents
        and SQL.search(path.read_text("utf-8"))
    ]  # fmt: skip
    assert strays == []


def test_no_group_of_a_pattern_is_possessive():
    # before Python 3.11.5, as Debian 12 has it, it loses words: python/cpython#106052
    possessive = re.compile(r"\(\?>|(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+")
    code = [path for path in tracked(".py") if path.relative_to(ROOT).parts[0] != "tests"]
    assert [path for path in code if possessive.search(path.read_text("utf-8"))] == []


def test_no_secret_stands_in_a_file():
    found = [
        path for path in tracked(".py", ".toml", ".md", ".txt", ".yaml", ".json", "")
        if path != Path(__file__) and SECRET.search(path.read_text("utf-8", "replace"))
    ]  # fmt: skip
    assert found == []


def test_no_property_fixes_how_often_it_is_tried():
    # the profile says: few in `make test`, many in `check.py thorough`
    home = {ROOT / "tests/trying.py", Path(__file__)}
    fixed = [path for path in tracked(".py") if "max_examples" in path.read_text("utf-8")]
    assert set(fixed) == home


def test_the_lock_has_hashes_and_no_addresses():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    for package in re.split(r"\n(?=[a-zA-Z0-9])", lock)[1:]:
        assert "--hash=sha256:" in package, package.splitlines()[0]


def test_the_seed_document_is_as_it_was_given():
    import hashlib

    seed = ROOT / "seeds/000_c79dc73ec6848e3e.txt"
    assert hashlib.sha256(seed.read_bytes()).hexdigest() == SEED_HASH
    assert {path.name for path in (ROOT / "seeds").rglob("*.txt")} >= {seed.name}


def test_nothing_happens_on_import():
    code = "import sys, bot.runtime.wiring, summarizer; print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(re.findall(r"'([\w.]+)'", done.stdout))
    assert loaded.isdisjoint({"nltk", "numpy", "py3langid", "prompt_toolkit", "requests", "sumy"})


def test_the_top_of_the_tree_is_fixed():
    top = {path.relative_to(ROOT).parts[0] for path in tracked(".py", ".md", ".toml", ".txt", "")}
    assert top <= {
        "bot", "summarizer", "tests", "config", "seeds", "Dockerfile", "pyproject.toml",
        "README.md", "Makefile", "requirements.lock", "LICENSE", ".gitignore", ".dockerignore",
        ".ci",
    }  # fmt: skip
