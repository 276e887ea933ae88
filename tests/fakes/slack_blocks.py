"""Block Kit as Slack checks it: every block, element and view, with the documented limits.

Source: docs.slack.dev/reference/block-kit (blocks, block-elements, composition-objects) and
/reference/views. A complaint reads like Slack's: what is wrong, then a JSON pointer to it.
"""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.slack_checks import (
    Check,
    boolean,
    choice,
    complain,
    items,
    number,
    record,
    string,
    union,
)

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
MESSAGE_CHARACTERS = 13_200  # undocumented; slackapi/bolt-js#2509


def text(most: int, *, plain: bool = False) -> Check:
    """Expect a text object: plain_text only, or mrkdwn as well."""
    words = {"text": string(most)}
    kinds = {"plain_text": record(words, {"emoji": boolean})}
    if not plain:
        kinds["mrkdwn"] = record(words, {"verbatim": boolean})
    return union(kinds)


IDENTITY = {"action_id": string(255)}
CONFIRM = record(
    {
        "title": text(100, plain=True),
        "text": text(300),
        "confirm": text(30, plain=True),
        "deny": text(30, plain=True),
    },
    {"style": choice("primary", "danger")},
)
OPTION = record(
    {"text": text(75), "value": string(150)},
    {"description": text(75), "url": string(3000)},
)
PLAIN_OPTION = record(
    {"text": text(75, plain=True), "value": string(150)},
    {"description": text(75, plain=True), "url": string(3000)},
)
GROUP = record({"label": text(75, plain=True), "options": items(PLAIN_OPTION, 100)})
COMMON = {**IDENTITY, "confirm": CONFIRM, "focus_on_load": boolean}
PLACEHOLDER = {"placeholder": text(150, plain=True)}
FILTER = record(
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)


def _static(check: Check) -> Check:
    """Expect exactly one of options and option_groups besides the rest of a static menu."""

    def checked(value: Any, at: str, errors: list[str]) -> None:
        check(value, at, errors)
        if isinstance(value, dict) and ("options" in value) == ("option_groups" in value):
            complain(errors, "exactly one of options and option_groups is required", at)

    return checked


def _menu(initial: str, check_initial: Check, **more: Check) -> Check:
    return record({}, {**COMMON, **PLACEHOLDER, initial: check_initial, **more})


_OPTIONS = {"options": items(PLAIN_OPTION, 100), "option_groups": items(GROUP, 100)}
_MANY = {"max_selected_items": number}
_ID = string(255)
_IDS = items(_ID, 100)
_DATE, _TIME = string(10, 10), string(5, 5)

BUTTON = record(
    {"text": text(75, plain=True)},
    {
        **IDENTITY,
        "url": string(3000),
        "value": string(2000),
        "confirm": CONFIRM,
        "style": choice("primary", "danger"),
        "accessibility_label": string(75),
    },
)
IMAGE = record(
    {"alt_text": string(2000)},
    {"image_url": string(3000), "slack_file": record({}, {"id": _ID, "url": string(3000)})},
)
OVERFLOW = record({"options": items(PLAIN_OPTION, 5, 2)}, {**IDENTITY, "confirm": CONFIRM})
MENUS: dict[str, Check] = {
    "static_select": _static(_menu("initial_option", PLAIN_OPTION, **_OPTIONS)),
    "users_select": _menu("initial_user", _ID),
    "conversations_select": _menu(
        "initial_conversation",
        _ID,
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=FILTER,
    ),
    "channels_select": _menu("initial_channel", _ID, response_url_enabled=boolean),
    "external_select": _menu("initial_option", PLAIN_OPTION, min_query_length=number),
    "checkboxes": record(
        {"options": items(OPTION, 10)}, {**COMMON, "initial_options": items(OPTION, 10)}
    ),
    "radio_buttons": record({"options": items(OPTION, 10)}, {**COMMON, "initial_option": OPTION}),
    "datepicker": _menu("initial_date", _DATE),
    "timepicker": _menu("initial_time", _TIME, timezone=string(100)),
    "datetimepicker": record({}, {**COMMON, "initial_date_time": number}),
}
MULTI: dict[str, Check] = {
    "multi_static_select": _static(
        _menu("initial_options", items(PLAIN_OPTION, 100), **_OPTIONS, **_MANY)
    ),
    "multi_users_select": _menu("initial_users", _IDS, **_MANY),
    "multi_channels_select": _menu("initial_channels", _IDS, **_MANY),
    "multi_conversations_select": _menu(
        "initial_conversations",
        _IDS,
        filter=FILTER,
        default_to_current_conversation=boolean,
        **_MANY,
    ),
    "multi_external_select": _menu(
        "initial_options", items(PLAIN_OPTION, 100), min_query_length=number, **_MANY
    ),
}
DISPATCH = record(
    {}, {"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 2)}
)
TYPED = {**COMMON, **PLACEHOLDER, "dispatch_action_config": DISPATCH}
INPUTS: dict[str, Check] = {
    "plain_text_input": record(
        {},
        {
            **TYPED,
            "initial_value": string(3000, 0),
            "multiline": boolean,
            "min_length": number,
            "max_length": number,
        },
    ),
    "email_text_input": record({}, {**TYPED, "initial_value": string(3000, 0)}),
    "url_text_input": record({}, {**TYPED, "initial_value": string(3000, 0)}),
    "number_input": record(
        {"is_decimal_allowed": boolean},
        {
            **TYPED,
            "initial_value": string(3000, 0),
            "min_value": string(100),
            "max_value": string(100),
        },
    ),
    "file_input": record(
        {}, {**IDENTITY, "filetypes": items(string(100), 100), "max_files": number}
    ),
    **MENUS,
    **MULTI,
}
ACTIONS = union({"button": BUTTON, "overflow": OVERFLOW, **MENUS, **MULTI})
ACCESSORY = union({"button": BUTTON, "overflow": OVERFLOW, "image": IMAGE, **MENUS, **MULTI})

STYLE = record({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), boolean))
INLINE = union(
    {
        "text": record({"text": string(12_000)}, {"style": STYLE}),
        "link": record(
            {"url": string(3000)}, {"text": string(12_000), "style": STYLE, "unsafe": boolean}
        ),
        "emoji": record(
            {"name": string(255)}, {"unicode": string(255), "style": STYLE, "skin_tone": number}
        ),
        "user": record({"user_id": _ID}, {"style": STYLE}),
        "channel": record({"channel_id": _ID}, {"style": STYLE}),
        "usergroup": record({"usergroup_id": _ID}, {"style": STYLE}),
        "broadcast": record({"range": choice("here", "channel", "everyone")}, {"style": STYLE}),
        "date": record(
            {"timestamp": number, "format": string(255)},
            {"url": string(3000), "fallback": string(3000), "style": STYLE},
        ),
        "color": record({"value": string(7)}, {"style": STYLE}),
    }
)
SECTION_OF_TEXT = record({"elements": items(INLINE, 10_000, 0)})
BORDERED = record(
    {"elements": items(INLINE, 10_000, 0)}, {"border": number, "language": string(99)}
)
RICH = union(
    {
        "rich_text_section": SECTION_OF_TEXT,
        "rich_text_preformatted": BORDERED,
        "rich_text_quote": BORDERED,
        "rich_text_list": record(
            {
                "style": choice("bullet", "ordered"),
                "elements": items(union({"rich_text_section": SECTION_OF_TEXT}), 10_000),
            },
            {"indent": number, "offset": number, "border": number},
        ),
    }
)
ID = {"block_id": string(255)}


def _section(value: Any, at: str, errors: list[str]) -> None:
    record(
        {},
        {
            **ID,
            "text": text(3000),
            "fields": items(text(2000), 10),
            "accessory": ACCESSORY,
            "expand": boolean,
        },
    )(value, at, errors)
    if "text" not in value and "fields" not in value:
        complain(errors, "missing required field: text", at)


BLOCK = union(
    {
        "section": _section,
        "divider": record({}, ID),
        "header": record({"text": text(150, plain=True)}, {**ID, "level": number}),
        "context": record(
            {
                "elements": items(
                    union({"image": IMAGE, "mrkdwn": text(3000), "plain_text": text(3000)}), 10
                )
            },
            ID,
        ),
        "actions": record({"elements": items(ACTIONS, 25)}, ID),
        "image": record(
            {"alt_text": string(2000)},
            {
                **ID,
                "image_url": string(3000),
                "title": text(2000, plain=True),
                "slack_file": record({}, {"id": _ID, "url": string(3000)}),
            },
        ),
        "input": record(
            {"label": text(2000, plain=True), "element": union(INPUTS)},
            {**ID, "hint": text(2000, plain=True), "optional": boolean, "dispatch_action": boolean},
        ),
        "rich_text": record({"elements": items(RICH, 10_000)}, ID),
        "markdown": record({"text": string(12_000)}, ID),
        "alert": record(
            {"text": text(3000)},
            {**ID, "level": choice("default", "info", "warning", "error", "success")},
        ),
    }
)
VIEW = {
    "blocks": items(BLOCK, VIEW_BLOCKS, 0),
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
MODAL = record(
    {"title": text(24, plain=True), "blocks": VIEW["blocks"]},
    {
        **VIEW,
        "close": text(24, plain=True),
        "submit": text(24, plain=True),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
HOME = record({"blocks": VIEW["blocks"]}, VIEW)


def check_message_blocks(blocks: Any) -> list[str]:
    """Return what Slack would say against the blocks of a message; nothing if they are good."""
    errors: list[str] = []
    items(BLOCK, MESSAGE_BLOCKS, 0)(blocks, "/blocks", errors)
    return errors or _twice(blocks, "/blocks")


def check_view(view: Any, *, home: bool) -> list[str]:
    """Return what Slack would say against a view; nothing if it is good."""
    errors: list[str] = []
    union({"home": HOME} if home else {"modal": MODAL})(view, "/view", errors)
    if errors:
        return errors
    if not home and "submit" not in view and any(b["type"] == "input" for b in view["blocks"]):
        complain(errors, "`submit` is required when an input block is used", "/view/submit")
    return errors or _twice(view["blocks"], "/view/blocks")


def view_is_too_large(view: Any) -> bool:
    """Say whether a view is beyond 250 kB."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES


def count_characters(piece: Any) -> int:
    """Count the characters of every text in blocks, as the undocumented sum is counted."""
    if isinstance(piece, list):
        return sum(count_characters(item) for item in piece)
    if not isinstance(piece, dict):
        return 0
    own = piece.get("text")
    return (len(own) if isinstance(own, str) else 0) + sum(
        count_characters(part) for part in piece.values()
    )


def _twice(blocks: list[dict[str, Any]], at: str) -> list[str]:
    """Find block_ids that are used twice in one surface, action_ids twice in one block."""
    errors: list[str] = []
    seen: set[str] = set()
    for number_, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            complain(errors, f"`block_id` {block_id} already exists", f"{at}/{number_}/block_id")
        if block_id:
            seen.add(block_id)
        actions: set[str] = set()
        for element_number, element in enumerate(block.get("elements", [])):
            action = element.get("action_id")
            if action in actions:
                complain(
                    errors,
                    f"`action_id` {action} already exists",
                    f"{at}/{number_}/elements/{element_number}/action_id",
                )
            if action:
                actions.add(action)
    return errors
