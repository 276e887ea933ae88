"""The recorded terminal session is what the program says now."""

from __future__ import annotations

import json

import pytest

from tests.session import CAST, PICTURE, cast, events, picture

SMALL = 40_000  # bytes


@pytest.fixture(scope="module")
def session():
    return events()


def test_the_recording_is_current(session):
    # if this fails, look at the difference, then run: python tests/session.py
    assert CAST.read_text("utf-8") == cast(session)


def test_the_picture_is_current_small_and_loads_nothing(session):
    shown = PICTURE.read_text("utf-8")
    assert shown == picture(session), "python tests/session.py writes it anew"
    assert len(shown.encode()) < SMALL
    assert "url(http" not in shown
    assert "font-face" not in shown


def test_the_recording_is_an_asciicast(session):
    header, *lines = map(json.loads, CAST.read_text("utf-8").splitlines())
    assert header["version"] == 2
    times = [at for at, _, _ in lines]
    assert times == sorted(times)
    assert {kind for _, kind, _ in lines} == {"o"}
    assert "".join(text for _, _, text in lines) == "".join(text for _, text in session).replace(
        "\n", "\r\n"
    )
