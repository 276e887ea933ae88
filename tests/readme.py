"""The parts of the README and of the guides that the program writes itself.

    python tests/readme.py     writes them anew

tests/e2e/test_readme.py compares them with what the program does now.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

README = ROOT / "README.md"
TELEGRAM, SLACK = ROOT / "config/TELEGRAM.md", ROOT / "config/SLACK.md"
LONG_AGO = 1_700_000_000
SUMMARIZE = "summarize -n 2 seeds/science/dunmarrow-tide-book.txt"


def written() -> dict[Path, str]:
    """Return the files as they should be: each with its parts as the program makes them now."""
    from tests.guides import guides

    on_telegram, on_slack = guides()
    parts = {README: sections(), TELEGRAM: on_telegram, SLACK: on_slack}
    return {path: filled(path.read_text("utf-8"), made) for path, made in parts.items()}


def sections() -> dict[str, str]:
    """Return each part of the README by the name of its marks."""
    return {
        "demo": fenced("text", demo()),
        "commands": command_table(),
        "cli": fenced("text", run_click("--help").partition("Commands:\n")[2]),
        "summarize": fenced("text", f"$ digestbot {SUMMARIZE}\n{run_click(*SUMMARIZE.split())}"),
    }


def demo() -> str:
    """Return what the demo prints."""
    from bot.cli.demo import build_demo, show_digest
    from tests.fakes.world import World

    shown = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        places = [of_another_day(ROOT / "seeds", Path(folder) / "seeds")]
        ambient = World().ambient
        with build_demo(Path(folder), ambient, timezone="UTC", places=places) as app:
            show_digest(app, shown)
    return shown.getvalue()


def of_another_day(folder: Path, copy: Path) -> Path:
    """Copy a folder; its files are old, as the ones just checked out are later than our clock."""
    shutil.copytree(folder, copy)
    for file in list(copy.rglob("*")):
        os.utime(file, (LONG_AGO, LONG_AGO))
    return copy


def command_table() -> str:
    """Return the table of the chat commands."""
    from bot.commands.registry import COMMANDS
    from bot.messages.wording import wording

    rows = ["| command | aliases | what it does |", "| --- | --- | --- |"]
    for command in COMMANDS:
        usage = command.usage.replace("|", "\\|")
        aliases = ", ".join(f"`{alias}`" for alias in command.aliases)
        rows.append(f"| `{usage}` | {aliases} | {wording().say(command.summary)} |")
    return "\n".join(rows)


def run_click(*arguments: str) -> str:
    """Return what a command of the command line prints, 88 columns wide."""
    from click.testing import CliRunner

    from bot.cli import cli

    done = CliRunner().invoke(cli, arguments, prog_name="digestbot", terminal_width=88)
    assert done.exit_code == 0, done.output
    return done.output


def fenced(language: str, text: str) -> str:
    """Return a text as a block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


def filled(text: str, parts: dict[str, str]) -> str:
    """Return a text with its parts between their marks."""
    for name, part in parts.items():
        pattern = re.compile(rf"<!-- {name} -->\n.*?<!-- /{name} -->", re.DOTALL)
        assert pattern.search(text), f"There are no marks for {name}."
        replacement = f"<!-- {name} -->\n{part}\n<!-- /{name} -->"
        text = pattern.sub(lambda _, made=replacement: made, text)
    return text


if __name__ == "__main__":
    for path, text in written().items():
        path.write_text(text, "utf-8")
