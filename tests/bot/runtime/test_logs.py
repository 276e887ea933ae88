"""Logs: lines for machines, and never a token."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog

from bot.runtime.logs import MASK, mask, set_up_logs

TOKENS = [
    "123456789:" + "AAH9z_Abcdefghijklmnopqrstuvwxyz-12",
    "xoxb-" + "1234567890-abcdefghij",
    "xoxp-" + "1234567890-abcdefghij",
    "xoxe.xoxp-1-Abcdefghijkl",
    "xapp-1-A01234567-89-abcdef",
]


@pytest.fixture
def lines():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logs("DEBUG", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("bot").setLevel(logging.NOTSET)
    structlog.reset_defaults()


def test_a_line_is_json_with_a_stable_event_name(lines):
    structlog.get_logger().info("delivery.posted", parts=2)
    line = json.loads(lines.getvalue())
    assert (line["event"], line["parts"], line["level"]) == ("delivery.posted", 2, "info")


@pytest.mark.parametrize("token", TOKENS)
def test_no_token_reaches_a_log(lines, token, logged_errors):
    address = f"https://api.example/bot{token}/getMe"
    structlog.get_logger().warning("asked", url=address)
    logging.getLogger("some.library").warning("GET %s", address)
    structlog.get_logger().error("failed", exc_info=RuntimeError(address))
    assert len(logged_errors) == 1
    logged_errors.clear()
    written = lines.getvalue()
    assert token not in written
    assert written.count(MASK) >= 3


def test_libraries_that_log_addresses_are_quiet(lines):
    logging.getLogger("httpx").info("HTTP Request: POST https://api.example/bot1/getMe")
    assert lines.getvalue() == ""


def test_details_are_ours_alone(lines):
    logging.getLogger("bot.some").debug("ours")
    logging.getLogger("some.library").debug("theirs")
    logging.getLogger("some.library").info("what matters")
    assert [json.loads(line)["event"] for line in lines.getvalue().splitlines()] == [
        "ours",
        "what matters",
    ]


def test_ordinary_words_are_left_alone():
    text = "At 12:30 on 2026-11-22 12345 people read it: https://example.com/a:b"
    assert mask(text) == text
