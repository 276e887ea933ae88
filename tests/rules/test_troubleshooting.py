"""Whatever the program says of trouble can be found in config/TROUBLESHOOTING.md."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOLD = (ROOT / "config/TROUBLESHOOTING.md").read_text("utf-8")
LOUD = {"warning", "error", "exception"}


@cache
def calls(folder: Path) -> list[ast.Call]:
    return [
        node
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
    ]


def events() -> set[str]:
    """Return the names of everything that is logged as a warning or worse."""
    return {
        call.args[0].value
        for call in calls(ROOT / "bot")
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in LOUD
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "log"
    }


def rows() -> set[str]:
    """Return the names of the rows that `digestbot check` prints."""
    named = {"_row", "_wrong"}
    return {
        call.args[0].value
        for call in calls(ROOT / "bot/cli")
        if isinstance(call.func, ast.Name) and call.func.id in named and call.args[0].value
    }


def test_every_warning_of_the_log_is_explained():
    assert "platform.flooded" in events()
    assert {name for name in events() if f"`{name}`" not in TOLD} == set()


def test_every_name_of_the_log_that_is_explained_is_logged():
    table = TOLD.partition("## What the log says")[2]
    told = {name for line in table.splitlines() if line.startswith("| `")
            for name in re.findall(r"`([a-z-]+\.[a-z-]+)`", line)}  # fmt: skip
    assert told - events() == set()


def test_every_row_of_check_is_explained():
    assert "failing" in rows()
    assert {name for name in rows() | {"telegram", "slack"} if f"`{name}`" not in TOLD} == set()


@pytest.mark.parametrize("document", sorted(path.name for path in ROOT.glob("config/*.md")))
def test_links_of_the_guides_lead_somewhere(document):
    text = (ROOT / "config" / document).read_text("utf-8")
    files = set(re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text))
    assert {name for name in files if not (ROOT / "config" / name).is_file()} == set()
