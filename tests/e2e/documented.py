"""What the documents tell people to type: commands of the shell, and things to say to the bot."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from bot.commands.registry import COMMANDS

ROOT = Path(__file__).parents[2]
PROGRAMS = ("digestbot", "docker", "make", "python", "uv", "pipx")
NOT_TO_BE_TYPED = {"bot/DECISIONS.md", "summarizer/EXAMPLES.md"}
# how they were taken: with data, by other programs, too
FIGURES = ("tests/benchmarks/", "tests/MUTANTS.md")

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_MADE = re.compile(r"<!-- ([\w-]+) -->\n.*?<!-- /\1 -->", re.DOTALL)
_INLINE = re.compile(r"`([^`]+)`")
_COMMENT = re.compile(r"\s+#\s.*")
_WORDS = {word for command in COMMANDS for word in (command.name, *command.aliases)}


def documents() -> dict[str, str]:
    """Return the documents of the repository by their paths."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    paths = sorted(set(listed) - NOT_TO_BE_TYPED)
    return {path: (ROOT / path).read_text("utf-8") for path in paths}


def shell(*, figures: bool = False) -> set[str]:
    """Return the commands of the shell: in blocks, after a prompt, and in sentences.

    Those of the documents for people, or of those that say how figures were taken.
    """
    texts = [text for path, text in documents().items() if path.startswith(FIGURES) is figures]
    prompted = {line[2:] for line in _blocks("text", texts) if line.startswith("$ ")}
    inline = {code for code in _codes(*texts) if code.startswith(PROGRAMS)}
    ours = {code for code in inline if not code.startswith("digestbot[")}
    return _blocks("sh", texts) | prompted | ours


def said() -> set[str]:
    """Return what people are told to say to the bot, without the slash or `/digest` before it."""
    guides = [text for path, text in documents().items() if path in SAID_IN]
    plain = {code.removeprefix("/digest ").removeprefix("/") for code in _codes(*guides)}
    return {code for code in plain if code.split()[0] in _WORDS and "DIGESTBOT_" not in code}


SAID_IN = {"README.md", "config/TELEGRAM.md", "config/SLACK.md", "config/TROUBLESHOOTING.md"}


def _blocks(language: str, texts: list[str]) -> set[str]:
    """Return the lines of all blocks in a language, without comments and empty ones."""
    found = [block for text in texts for block in _BLOCK.findall(text)]
    bodies = [body for kind, body in found if kind == language]
    lines = (_COMMENT.sub("", line).strip() for body in bodies for line in body.splitlines())
    return {line for line in lines if line}


def _codes(*texts: str) -> set[str]:
    """Return what stands between back-ticks, on one line, but not in what a program has written."""
    bare = (_BLOCK.sub("", _MADE.sub("", text)) for text in texts)
    return {" ".join(code.split()) for text in bare for code in _INLINE.findall(text)}
