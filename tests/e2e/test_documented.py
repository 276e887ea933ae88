"""Every command that the documents name is run here, or where it says."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.adapters.console import print_message
from bot.cli import CONFIG, cli
from bot.cli.asking import ask
from bot.cli.context import Options
from bot.cli.demo import build_demo
from bot.domain.chats import parse_address
from bot.messages.wording import wording
from bot.runtime.settings import names, variable
from tests.bot.conftest import SPACE
from tests.e2e.conftest import Program
from tests.e2e.documented import ROOT, documents, said, shell
from tests.fakes.world import World
from tests.readme import of_another_day

OPML = '<opml version="2.0"><body><outline xmlUrl="https://news.example/rss"/></body></opml>'

WALK = {  # in this order, with the exit code
    "digestbot collect": 0,
    "digestbot slack-manifest": 0,
    "digestbot slack-manifest --url https://bot.example.org": 0,
    "digestbot new-key": 0,
    "digestbot check": 0,
    "digestbot check --alive": 1,  # nobody serves
    "digestbot stories": 0,
    "digestbot why --chat telegram:42 2": 0,
    "digestbot verify --all": 0,
    "digestbot digest --to telegram:42": 0,
    "digestbot outbox": 0,
    "digestbot outbox drop ID": 0,
    "digestbot outbox retry ID": 0,
    "digestbot export --opml": 0,
    "digestbot import feeds.opml": 0,
    "digestbot export --chats > chats.json": 0,
    "digestbot import chats.json": 0,
    "digestbot backup FILE": 0,
    "digestbot restore FILE": 0,
    "digestbot backup before-upgrade.db": 0,
    "digestbot restore before-upgrade.db": 0,
    "digestbot check --repair": 0,
    "digestbot summarize --jsonl": 0,
    "digestbot COMMAND --help": 0,
}
"""What ends by itself."""

ELSEWHERE = {
    "digestbot init": "tests/e2e/test_newcomer.py",
    "digestbot run": "tests/e2e/service.py",
    "digestbot run --web": "tests/e2e/test_page_commands.py",
    "digestbot demo": "tests/rules/test_supply.py",
    "digestbot demo --web": "tests/e2e/test_page_commands.py",
    "digestbot chat": "tests/e2e/test_carrying_and_tail.py",
    "digestbot tail": "tests/e2e/test_carrying_and_tail.py",
    "digestbot worker": "tests/e2e/sharing.py",
    "digestbot worker --roles": "tests/e2e/sharing.py",
    "digestbot migrate --from": "tests/bot/storage/test_moving.py",
    "digestbot summarize -n 2": "tests/readme.py",
    "make demo": "tests/e2e/test_readme.py",  # what it prints; the Makefile has one line for it
    "make test": "tests/check.py",
    "docker build -t digestbot .": "tests/e2e/test_image.py",  # its steps, without an engine
    "docker compose -f config/compose.yaml": "tests/e2e/test_documented.py",  # what it starts
    "uv tool install": "tests/rules/test_supply.py",  # the wheel that these install, unpacked
    "pipx install": "tests/rules/test_supply.py",
    "docker run --rm": "tests/e2e/test_image.py",
    "docker exec NAME digestbot": "tests/e2e/test_image.py",
}
"""What waits for people, serves until it is stopped, or is the shell's, and what starts it."""

PIPES = {line for line in shell() if line.startswith("printf ")}
OF_THE_SHELL = {"make", "mkdir inbox"}
SCRIPTS = {
    line
    for line in shell() | shell(figures=True)
    if re.match(r"(\.venv/bin/)?python (-m )?tests\b", line)
}
"""Benchmarks and what writes files anew: they take their time, and data."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an inbox, a store, a chat that was told a digest, and one article more."""
    for name in map(variable, names()):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DIGESTBOT_TIMEZONE", "UTC")
    monkeypatch.setenv("DIGESTBOT_ACROSS_LANGUAGES", "false")  # as `USUAL` says of other commands
    monkeypatch.chdir(tmp_path)
    program = Program(tmp_path)
    of_another_day(ROOT / "seeds", program.inbox)
    with Options().app(log_level="ERROR") as app:
        app.steps.take_in()
        for words in ("subscribe everything daily 08:00", "digest"):
            ask(app, parse_address("telegram:42"), words)
    program.put("moon.txt", SPACE)
    (tmp_path / "feeds.opml").write_text(OPML, "utf-8")
    return tmp_path


def test_every_command_of_the_shell_is_run_somewhere():
    ours = shell() - SCRIPTS - PIPES - OF_THE_SHELL
    unknown = {line for line in ours if line not in WALK and not home_of(line)}
    assert unknown == set(), "run it in WALK, or say in ELSEWHERE which test does"
    assert set(WALK) - shell() - shell(figures=True) == set(), "no document names these any more"


@pytest.mark.parametrize("line", [line for line in ELSEWHERE if line.startswith("digestbot")])
def test_what_does_not_end_by_itself_is_started_by_another_test(line):
    text = (ROOT / ELSEWHERE[line]).read_text("utf-8")
    missing = [word for word in line.split()[1:] if not re.search(rf"[\"' ]{word}[\"' ]", text)]
    assert missing == []


def home_of(line: str) -> str | None:
    """Return the test that runs a command, by the longest beginning of it that has one."""
    found = [known for known in ELSEWHERE if f"{line} ".startswith(f"{known} ")]
    return ELSEWHERE[max(found, key=len)] if found else None


def test_every_command_of_the_program_takes_these_options():
    lines = [line for line in shell() if line.startswith("digestbot ")]
    assert lines
    for line in lines:
        _, name, *arguments = shlex.split(line.partition(" > ")[0])
        if name == "COMMAND":
            continue
        command = cli.commands[name]
        if isinstance(command, click.Group) and arguments:
            name, *arguments = arguments
            command = command.commands[name]
        # raises NoSuchOption, and what else is wrong with a line that somebody types
        command.make_parser(click.Context(command, info_name=name)).parse_args(arguments)


def test_what_ends_by_itself_does_what_the_documents_say(place: Path):
    for line, code in WALK.items():
        words, _, target = line.partition(" > ")
        for variant in variants(words.removeprefix("digestbot ")):
            stdin = '{"id": 1, "text": "It rained."}\n' if "--jsonl" in variant else None
            done = CliRunner().invoke(cli, shlex.split(variant), input=stdin)
            assert done.exit_code == code, f"{line}: {done.output}{done.stderr}"
            assert done.output
            if target:
                (place / target).write_text(done.stdout, "utf-8")


def test_what_is_piped_into_the_bot_is_answered(place: Path):
    assert PIPES
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for line in PIPES:
        done = subprocess.run(
            ["sh", "-c", line], env={**os.environ, "PATH": path},
            cwd=place, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("\n> ") + 1 >= line.count("\\n")
        assert "There is no command" not in done.stdout


def variants(words: str) -> list[str]:
    """Return a line with names instead of what stands for them."""
    if "COMMAND" in words:
        return [words.replace("COMMAND", name) for name in cli.commands]
    if words.endswith(" ID"):
        listed = CliRunner().invoke(cli, ["outbox", "--json"]).stdout
        return [words.replace("ID", json.loads(listed)[0]["id"])]
    return [words.replace("FILE", "copy.db")]


def test_the_scripts_of_the_repository_take_these_options():
    for line in SCRIPTS:
        _, script, *arguments = re.sub(r"[][]", " ", line).replace(" -m ", " ").split()
        path = script if "/" in script else f"{script.replace('.', '/')}.py"
        text = (ROOT / path).read_text("utf-8")  # it says itself how it is used
        assert [one for one in arguments if one.startswith("--") and one not in text] == [], script


def test_the_targets_of_make_are_there():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {line.split()[1] for line in shell() if line.startswith("make ")} <= targets


def test_every_variable_is_a_setting():
    known = {variable(name) for name in names()} | {CONFIG, "DIGESTBOT_TEST_POSTGRES"}
    for path, text in documents().items():
        assert set(re.findall(r"\bDIGESTBOT_[A-Z_]*[A-Z]\b", text)) <= known, path


def test_what_compose_starts_are_commands_with_settings():
    text = (ROOT / "config/compose.yaml").read_text("utf-8")
    started = re.findall(r"^ +command: (.+)$", text, re.MULTILINE)
    assert started
    for line in started:
        name, *arguments = shlex.split(line)
        command = cli.commands[name]
        command.make_parser(click.Context(command, info_name=name)).parse_args(arguments)
    assert set(re.findall(r"DIGESTBOT_\w+", text)) <= {variable(name) for name in names()}


def test_everything_to_say_to_the_bot_is_understood(tmp_path: Path):
    words = wording()
    refusals = [
        re.escape(
            words.say(f"error.{kind}", typed="TYPED", usage="USAGE", word="WORD", near="NEAR")
        )
        for kind in ("unknown", "unknown-words", "unknown-near", "missing", "surplus")
    ]
    pattern = re.compile("|".join(re.sub("TYPED|USAGE|WORD|NEAR", ".*", one) for one in refusals))
    places = [of_another_day(ROOT / "seeds", tmp_path / "seeds")]
    # a word alone may be only the name of a command; the others need the open web, or Telegram
    lines = sorted(line for line in said() if " " in line and not re.search("https://|@", line))
    assert lines
    with build_demo(tmp_path, World().ambient, timezone="UTC", places=places) as app:
        ask(app, parse_address("telegram:42"), "digest")
        for line in lines:
            shown = io.StringIO()
            print_message(ask(app, parse_address("telegram:42"), line), stream=shown, width=10_000)
            assert shown.getvalue()
            assert not pattern.search(shown.getvalue()), f"{line}: {shown.getvalue()}"
