"""A terminal session, recorded: what somebody types into `digestbot chat`, and what comes.

    python tests/session.py     records it anew, into config/session.cast and config/session.svg

The answers are the program's, on the sample articles, at a time that stands still; how quickly is
typed and read is fixed. `asciinema play config/session.cast` plays it
(https://docs.asciinema.org/manual/asciicast/v2/); the picture is for the README.
tests/e2e/test_session.py compares.
"""

from __future__ import annotations

import io
import json
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

CAST, PICTURE = ROOT / "config/session.cast", ROOT / "config/session.svg"
WIDTH, HEIGHT = 80, 40
LINES = (
    "subscribe world weekdays 7:30",
    "any news about trains?",
    "why 1",
    "pause until friday noon",
    "quit",
)
KEY, ENTER, START, ANSWER, READING = 0.06, 0.5, 1.0, 0.3, 0.25  # seconds; READING for each line
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"

Event = tuple[float, str]
"""Seconds since the beginning, and what the terminal is sent."""


def conversation() -> list[tuple[str, str]]:
    """Return each of LINES and what is printed after it, in colors; nothing after the last one."""
    from bot.adapters.console import LOCAL, print_message
    from bot.cli.asking import ask
    from bot.cli.demo import build_demo
    from tests.fakes.world import World
    from tests.readme import of_another_day

    shown = []
    with tempfile.TemporaryDirectory() as folder:
        places = [of_another_day(ROOT / "seeds", Path(folder) / "seeds")]
        with build_demo(Path(folder), World().ambient, timezone="UTC", places=places) as app:
            for line in LINES[:-1]:
                stream = io.StringIO()
                print_message(ask(app, LOCAL, line), stream=stream, width=WIDTH, color=True)
                shown.append(stream.getvalue() + "\n")
    return list(zip(LINES, [*shown, ""], strict=True))


def events() -> list[Event]:
    """Return the session: keys one by one, answers whole."""
    prompt = f"{BOLD}> {PLAIN}"
    typed = [("$ ", "digestbot chat", ""), *((prompt, *said) for said in conversation())]
    told: list[Event] = []
    at = START
    for before, line, answer in typed:
        told.append((at, before))
        for key in line:
            at += KEY
            told.append((at, key))
        at += ENTER
        told.append((at, "\n"))
        if answer:
            at += ANSWER
            told.append((at, answer))
            at += READING * answer.count("\n")
    return told


def cast(session: list[Event]) -> str:
    """Return the session as an asciicast, version 2."""
    header = {"version": 2, "width": WIDTH, "height": HEIGHT, "title": "digestbot chat"}
    lines = [[round(at, 3), "o", text.replace("\n", "\r\n")] for at, text in session]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in (header, *lines))


def picture(session: list[Event]) -> str:
    """Return the whole session as a picture that loads nothing from anywhere."""
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=WIDTH, file=io.StringIO(), color_system="truecolor")
    shown = "".join(text for _, text in session)
    console.print(Text.from_ansi(shown.rstrip("\n")), soft_wrap=True)
    drawn = console.export_svg(title="digestbot chat", unique_id="session")
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)


if __name__ == "__main__":
    recorded = events()
    CAST.write_text(cast(recorded), "utf-8")
    PICTURE.write_text(picture(recorded), "utf-8")
