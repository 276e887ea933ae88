"""The catalogues: nothing missing, nothing unused, nothing malformed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icu4py.messageformat import MessageFormat

from bot.adapters.slack.sentences import ENGLISH as SLACK
from bot.adapters.telegram.sentences import ENGLISH as TELEGRAM
from bot.commands.registry import COMMANDS
from bot.domain.deliveries import PartState
from bot.domain.lengths import LENGTHS
from bot.domain.merits import Aspect
from bot.domain.taste import Kind
from bot.domain.when import DAY_NAMES
from bot.messages.blocks import Code, Plain, Strong
from bot.messages.direction import without_isolates
from bot.messages.wording import Wording, wording

BOT = Path(__file__).parents[3] / "bot"
CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
KEY = re.compile(r"[\"']([a-z]+(?:\.[a-z0-9-]+)+)[\"']")
LOGGED = re.compile(r"\blog\.[a-z]+\(\s*\"[a-z.-]+\"")  # what is logged is for no reader
FORMATTED = re.compile(r"f\"([a-z]*)\.?\{|f\"\{key\}[.-]([a-z-]+)\"")


def used_keys() -> set[str]:
    """Return every key that stands in the code, and those that it puts together."""
    code = (
        "\n".join(
            path.read_text()
            for folder in (
                *("commands", "messages", "pipeline", "render", "runtime", "adapters/*"),
                *("web", "web/templates"),
            )
            for path in BOT.glob(f"{folder}/*")
            if path.suffix in {".py", ".html"}
        )
        + (BOT / "messages/wording/__init__.py").read_text()
    )
    keys = set(KEY.findall(LOGGED.sub("", code)))
    keys |= {f"help.{command.name}" for command in COMMANDS}
    keys |= {f"start.can-{n}" for n in range(1, 5)}
    keys |= {f"day.{day}" for day in ("yesterday", "today", "tomorrow")}
    keys |= {f"{kind}.{part}" for kind in ("topics", "sources") for part in ("title", "hint")}
    keys |= {f"{kind}{state.value}" for kind in ("status.", "page.part-") for state in PartState}
    keys |= {f"ontelegram.{key}" for key in TELEGRAM} | {f"onslack.{key}" for key in SLACK}
    keys |= {f"merit.{aspect.value}" for aspect in Aspect}
    keys |= {f"taste.{kind.value}" for kind in Kind}
    keys |= {"length.is-minutes", "length.set-minutes"}
    keys |= {f"length.{name}" for name in LENGTHS} | {f"when.{day}" for day in DAY_NAMES}
    keys |= {"subscribe.done-instant", "subscribe.changed-instant"}
    keys |= {"subscribe.done-off", "subscribe.changed-off", "moment", "volume"}
    # see test_reasons.py
    keys |= {
        key for key in wording().patterns if key.startswith(("reason.", "held.", "unscheduled."))
    }
    return keys


def test_every_sentence_of_the_catalogue_is_used():
    assert set(wording().patterns) - used_keys() == set()


@pytest.mark.parametrize(("section", "own"), [("ontelegram", TELEGRAM), ("onslack", SLACK)])
def test_an_adapters_own_sentences_are_those_of_the_catalogue(section, own):
    for key, sentence in own.items():
        values = {name: f"({name})" for name in re.findall(r"\{(\w+)\}", sentence)}
        said = wording().say(f"{section}.{key}", **values)
        assert said == sentence.format(**values).replace("`", ""), key


def test_every_sentence_that_the_code_says_is_in_the_catalogue():
    spoken = {key for key in used_keys() if key.partition(".")[0] in sections()}
    states = {f"status.{state.value}" for state in PartState}
    assert spoken - states - set(wording().patterns) == set()


def sections() -> set[str]:
    return {key.partition(".")[0] for key in wording().patterns} | {"moment", "volume"}


def is_well_formed(pattern: str) -> bool:
    names = set(re.findall(r"\{(\w+)", pattern))
    try:
        message = MessageFormat(pattern, "en")
        return all(message.format(dict.fromkeys(names, count)) for count in (0, 1, 2, 5))
    except ValueError:
        return False


def test_every_sentence_is_a_well_formed_message():
    assert not is_well_formed("{count, plural, one {# story}}")
    assert [key for key, said in wording().patterns.items() if not is_well_formed(said)] == []


def test_markup_becomes_inlines_and_values_take_no_part_in_it():
    words = Wording("en", {"a": "**{title}**: type `help {title}` now"})
    line = words.line("a", title="`x` **y** {z}")
    assert line == (
        Strong("`x` **y** {z}"),
        Plain(": type "),
        Code("help `x` **y** {z}"),
        Plain(" now"),
    )


@pytest.mark.parametrize(
    ("pattern", "is_command"),
    [("`help`", True), ("`help {x}`", True), ("`helper`", False), ("`daily 08:00`", False)],
)
def test_what_begins_with_the_name_of_a_command_is_one(pattern, is_command):
    (code,) = Wording("en", {"a": pattern, "command.help": "all commands"}).line("a", x="`y`")
    assert isinstance(code, Code)
    assert code.command is is_command


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Co"])))
def test_a_value_comes_out_as_it_went_in(value):
    words = Wording("en", {"a": "<{value}>"})
    said = without_isolates(words.say("a", value=value))
    assert said == f"<{CONTROLS.sub('', value)}>" or said == f"<{value}>"


def test_moments_are_said_as_people_say_them():
    now = datetime(2026, 11, 23, 7, tzinfo=UTC)
    berlin = ZoneInfo("Europe/Berlin")
    said = [
        wording().moment(datetime(2026, 11, day, hour, tzinfo=UTC), berlin, now)
        for day, hour in ((22, 20), (23, 8), (23, 23), (27, 16))
    ]
    assert said == ["yesterday 21:00", "today 09:00", "tomorrow 00:00", "Fri 27 Nov 17:00"]
    next_year = datetime(2027, 1, 4, 8, tzinfo=UTC)
    assert wording().moment(next_year, berlin, now) == "Mon, 4 Jan 2027 09:00"


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de-AT", "de"),
        ("zh_Hans_CN", "zh"),
        (" FR ", "fr"),
        ("xx", "en"),
        ("-", "en"),
        (None, "en"),
    ],
)
def test_a_tag_is_of_a_language_of_ours_or_else_english_is_spoken(tag, language):
    assert wording(tag).language == language
