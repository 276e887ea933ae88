"""What the README and the guides show is what the program does."""

from __future__ import annotations

import pytest

from tests.guides import guides
from tests.readme import README, SLACK, TELEGRAM, filled, sections


@pytest.fixture(scope="module")
def parts():
    on_telegram, on_slack = guides()
    return {README: sections(), TELEGRAM: on_telegram, SLACK: on_slack}


@pytest.mark.parametrize("path", [README, TELEGRAM, SLACK], ids=lambda path: path.stem)
def test_it_shows_what_the_program_says(path, parts):
    text = path.read_text("utf-8")
    # if this fails, look at the difference, then run: python tests/readme.py
    assert filled(text, parts[path]) == text


def test_the_demo_shows_the_seed_document_and_a_story_of_two_outlets(parts):
    demo = parts[README]["demo"]
    assert "Russia ready to foster cooperation with China in space, says Roscosmos head" in demo
    assert "+1 source" in demo
