"""Logs: text on a terminal, JSON lines elsewhere, and never a token."""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# Telegram's token is a part of every address that its client asks for; Slack's begin with xo.
_TOKENS = re.compile(r"\d{5,}:[\w-]{20,}|xo[a-z]{2}[-.][\w.-]{8,}|xapp-[\w-]{8,}")
MASK = "[secret]"
_OURS = "bot"
_CHATTY = ("httpx", "httpcore", "apscheduler", "watchfiles", "aiohttp", "asyncio")


def mask(text: str) -> str:
    """Return the text with everything that has the shape of a token hidden."""
    return _TOKENS.sub(MASK, text)


def set_up_logs(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send everything that is logged, ours and the libraries', to `stream` (standard error).

    DEBUG is for what we log alone: at that level libraries write down what people say, and what
    they are answered.
    """
    stream = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _mask_values,
    ]
    lines: Processor = (
        structlog.dev.ConsoleRenderer() if stream.isatty() else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _mask_values,
                lines,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    ours = level == "DEBUG"
    root.setLevel("INFO" if ours else level)
    logging.getLogger(_OURS).setLevel(level if ours else logging.NOTSET)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _mask_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: mask(value) if isinstance(value, str) else value for key, value in event.items()}
