"""What the README shows is what the program does."""

from __future__ import annotations

from tests.readme import README, filled, sections


def test_the_readme_shows_what_the_program_prints():
    readme = README.read_text("utf-8")
    # if this fails, look at the difference, then run: python tests/readme.py
    assert filled(readme, sections()) == readme


def test_the_demo_shows_the_seed_document_and_a_story_of_two_outlets():
    demo = sections()["demo"]
    assert "Russia ready to foster cooperation with China in space, says Roscosmos head" in demo
    assert "+1 source" in demo
