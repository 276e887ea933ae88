"""Parsers complain of every odd document in the log; we say in a sentence what is wrong with it."""

from __future__ import annotations

import logging
from typing import Final

_CHATTY: Final = ("trafilatura", "htmldate", "courlan", "justext", "pypdf")


def hush() -> None:
    """Let the libraries' loggers say nothing; everybody else's go on."""
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
