"""Every command that the documents name is one, with the options that they give it."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from bot.cli import cli
from tests.e2e.conftest import ROOT

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "config").glob("*.md"))]
NAMED = re.compile(r"digestbot ((?:--[\w-]+ \S+ )*)([a-z][a-z-]+)((?: (?:--?[\w-]+|[^\s`|&;>]+))*)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_named_exists_with_its_options(document: Path) -> None:
    texts = re.findall(
        r"`(digestbot [^`]+)`|^(?:\$ )?(digestbot .+)$", read(document), re.MULTILINE
    )
    named = [found for pair in texts for found in NAMED.findall("".join(pair))]
    assert named
    for _, name, rest in named:
        command = cli.commands.get(name)
        assert command is not None, f"digestbot {name}"
        known = set(options(command))
        for word in rest.split():
            if word.startswith("-") and word != "-":
                assert word in known, f"digestbot {name} {word}"


def read(document: Path) -> str:
    """Return a document without the output that it shows."""
    return re.sub(r"```text\n.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)


def options(command: click.Command) -> list[str]:
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    own = [name for param in command.params for name in [*param.opts, *param.secondary_opts]]
    return ["--help", "-h", *own, *(name for one in inner for name in options(one))]
