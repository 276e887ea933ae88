"""What several languages tell of one event is one story, as long as nobody turns that off."""

from __future__ import annotations

import json
import tomllib

import pytest

from tests.e2e.conftest import ROOT

TOLD = tomllib.loads((ROOT / "tests/fakes/tongues.toml").read_text("utf-8"))["quake-a"]


@pytest.mark.parametrize(("setting", "stories"), [("", 1), ("false", len(TOLD))])
def test_one_event_is_one_story(program, setting, stories):
    for language, text in TOLD.items():
        program.put(f"{language}.txt", text)
    collected = program.run("collect", DIGESTBOT_ACROSS_LANGUAGES=setting)
    assert (collected.code, collected.err) == (0, "")
    assert len(json.loads(program.run("stories", "--json").out)) == stories
