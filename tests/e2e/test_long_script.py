"""A script of many lines on the console is answered to its end."""

from __future__ import annotations

from tests.e2e.conftest import Program


def test_nobody_slows_down_a_script(program: Program) -> None:
    done = program.run("chat", stdin="topics\n" * 30)
    assert done.code == 0
    assert done.out.count("No topics yet.") == 30
