"""Reply markup as Telegram takes it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram_limits import (
    BUTTONS,
    BUTTONS_IN_A_ROW,
    CALLBACK_DATA_BYTES,
    COPY_TEXT_LENGTH,
    bad,
)
from tests.fakes.telegram_text import kept_link

_OTHER_ACTIONS = (
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
)


def checked_markup(markup: Any, *, inline_only: bool = False) -> dict[str, Any] | None:
    """Return the markup as Telegram keeps it; None if there is none.

    Raises:
        ApiError: 400, with the words that Telegram has for it.
    """
    if markup is None or markup == "":
        return None
    if isinstance(markup, str):
        raise bad("object expected as reply markup")
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = markup["inline_keyboard"]
        return {"inline_keyboard": checked_rows(rows)} if rows else None
    if inline_only:
        raise bad("inline keyboard expected")
    return markup


def checked_rows(rows: Any) -> list[list[dict[str, Any]]]:
    """Return the rows of an inline keyboard; empty ones go.

    Raises:
        ApiError: 400.
    """
    if not isinstance(rows, list):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    checked = [[_checked_button(button) for button in row] for row in rows]
    if sum(map(len, checked)) > BUTTONS or any(len(row) > BUTTONS_IN_A_ROW for row in checked):
        raise bad("reply markup is too long")
    return [row for row in checked if row]


def _checked_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad("can't parse inline keyboard button: Can't find field \"text\"")
    if not text.strip():
        raise bad("inline keyboard button text must be non-empty")
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
            raise bad("BUTTON_DATA_INVALID")
    elif "url" in button:
        _check_url(str(button["url"]))
    elif "copy_text" in button:
        words = str(button["copy_text"].get("text", ""))
        if not 1 <= len(words) <= COPY_TEXT_LENGTH:
            raise bad("BUTTON_COPY_TEXT_INVALID")
    elif not any(name in button for name in _OTHER_ACTIONS):
        raise bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    return dict(button)


def _check_url(url: str) -> None:
    scheme = urlsplit(url).scheme.lower() if "://" in url else ""
    if scheme and scheme not in {"http", "https", "tg"}:
        raise bad(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if kept_link(url) is None:
        raise bad("BUTTON_URL_INVALID")


def same_markup(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    """Tell whether two keyboards are the same."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
