"""What a person's choice looks like in a payload: buttons, menus, and the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.fakes.slack_messages import elements_of, labels_of, options_of
from tests.fakes.slack_types import JSON

_SIMPLE = {
    "plain_text_input": "value", "email_text_input": "value", "url_text_input": "value",
    "number_input": "value", "users_select": "selected_user", "datepicker": "selected_date",
    "conversations_select": "selected_conversation", "channels_select": "selected_channel",
    "timepicker": "selected_time", "datetimepicker": "selected_date_time",
    "multi_users_select": "selected_users", "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
}  # fmt: skip
_ONE = {"static_select", "radio_buttons", "overflow", "external_select"}
_MANY = {"checkboxes", "multi_static_select", "multi_external_select"}
_INITIAL = {
    "value": "initial_value", "selected_user": "initial_user", "selected_date": "initial_date",
    "selected_conversation": "initial_conversation", "selected_channel": "initial_channel",
    "selected_time": "initial_time", "selected_date_time": "initial_date_time",
    "selected_users": "initial_users", "selected_channels": "initial_channels",
    "selected_conversations": "initial_conversations",
}  # fmt: skip


def find_element(
    blocks: list[JSON], label: str, kinds: set[str] | None, *, action_id: str | None = None
) -> tuple[JSON, JSON]:
    """Return the one element, and its block, that says or offers `label`.

    Raises:
        AssertionError: there is none; it says what there is.
    """
    for block, element in elements_of(blocks):
        if action_id is not None:
            if element["action_id"] == action_id:
                return block, element
            continue
        if kinds and element["type"] not in kinds:
            continue
        offered = [option["text"]["text"] for option in options_of(element)]
        if element["type"] == "button":
            offered.append(element["text"]["text"])
        if label in offered:
            return block, element
    raise AssertionError(f"nothing says {action_id or label!r}; there is {labels_of(blocks)}")


def chosen(block: JSON, element: JSON, choice: Any) -> JSON:
    """Return the action that a person's choice makes."""
    kind = element["type"]
    action = {"type": kind, "action_id": element["action_id"], "block_id": block["block_id"]}
    if kind == "button":
        text = {"type": "plain_text", "text": element["text"]["text"], "emoji": True}
        value: JSON = {name: element[name] for name in ("value", "style", "url") if name in element}
        return {**action, "text": text, **value}
    return {**action, **field_state(element, choice)}


def field_state(element: JSON, choice: Any) -> JSON:
    """Return what the payload says of one field that holds `choice`: a label, a value, a list."""
    kind = element["type"]
    if kind in _SIMPLE:
        return {"type": kind, _SIMPLE[kind]: choice}
    if kind in _ONE:
        return {"type": kind, "selected_option": choice and _option(element, choice)}
    assert kind in _MANY, f"the fake cannot fill in a {kind}"
    return {"type": kind, "selected_options": [_option(element, one) for one in choice]}


def _option(element: JSON, choice: Any) -> JSON:
    for option in options_of(element):
        if choice in (option["text"]["text"], option["value"], option):
            return option
    raise AssertionError(f"{choice!r} is not offered; there is {options_of(element)}")


def form_state(blocks: list[JSON], values: Mapping[str, object], before: JSON) -> JSON:
    """Return the state of a form: what was there at first, and `values` by block/action.

    Raises:
        AssertionError: a value is for a field that is not there.
    """
    state: JSON = {block_id: dict(fields) for block_id, fields in before.items()}
    left = dict(values)
    for block, element in elements_of(blocks):
        if element["type"] == "button":
            continue
        place = f"{block['block_id']}/{element['action_id']}"
        known = state.setdefault(block["block_id"], {})
        if place in left:
            known[element["action_id"]] = field_state(element, left.pop(place))
        else:
            known.setdefault(element["action_id"], _initial(element))
    assert not left, f"there is no field {sorted(left)}; there is {state}"
    return state


def _initial(element: JSON) -> JSON:
    kind = element["type"]
    if kind in _SIMPLE:
        name = _SIMPLE[kind]
        return {"type": kind, name: element.get(_INITIAL[name])}
    if kind in _ONE:
        return {"type": kind, "selected_option": element.get("initial_option")}
    return {"type": kind, "selected_options": element.get("initial_options", [])}


def missing_inputs(blocks: list[JSON], state: JSON) -> list[str]:
    """Return the fields that a person has to fill in before Slack sends the form."""
    missing = []
    for block, element in elements_of(blocks):
        if block["type"] != "input" or block.get("optional"):
            continue
        held = dict(state[block["block_id"]][element["action_id"]])
        held.pop("type")
        if not any(held.values()):
            missing.append(f"{block['block_id']}/{element['action_id']}")
    return missing
