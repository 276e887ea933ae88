"""The settings as a modal. Pure functions: forms to views, and what came back to values.

https://docs.slack.dev/surfaces/modals, https://docs.slack.dev/reference/block-kit
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.messages.forms import Field, Form
from bot.render.slack import typed
from bot.render.slack_text import units

CALLBACK = "settings"

TITLE = 24  # characters; also what the two buttons say
LABEL = 2000  # also hints
OPTION = 75  # characters of an option's label
VALUE = 150  # characters of an option's value
OPTIONS = 100
MARKS = 2000  # characters of what a form showed, of 3,000 that a view keeps; else it showed all
INITIAL = 3000  # characters of a text to begin with, and of what one may fill in
FIELDS = 100  # blocks of a view
PROBLEM = 2000

_ACTION = "value"


def waiting_view(channel: str, *, home: bool) -> dict[str, Any]:
    """Return what is shown until the form is there: the right to open a modal lasts 3 s."""
    return _view(channel, home=home, title="digestbot", blocks=[_text(":hourglass_flowing_sand:")])


def told_view(channel: str, text: str, *, home: bool) -> dict[str, Any]:
    """Return a modal that only says something, such as why there is no form."""
    return _view(channel, home=home, title="digestbot", blocks=[_text(text)])


def form_view(channel: str, form: Form, *, home: bool) -> dict[str, Any]:
    """Return a form as a modal; a field whose value is too long for one is only told of."""
    blocks = [_block(field) for field in form.fields[:FIELDS]]
    if not blocks:
        return _view(channel, home=home, title=form.title, blocks=[_text(form.title)])
    return {
        **_view(channel, home=home, title=form.title, blocks=blocks, shown=_kept(form.shown)),
        "submit": _plain(form.submit, TITLE),
        "close": _plain(form.cancel, TITLE),
    }


def place_of(view: Mapping[str, Any]) -> tuple[str, bool] | None:
    """Return the chat whose settings a modal shows, and whether it was opened in App Home."""
    try:
        place = json.loads(str(view.get("private_metadata") or ""))
        return str(place["channel"]), bool(place["home"])
    except (ValueError, KeyError, TypeError):
        return None


def shown_of(view: Mapping[str, Any]) -> str:
    """Return what a form kept of what it showed; empty for a form that was opened before it did."""
    try:
        return str(json.loads(str(view.get("private_metadata") or "")).get("shown") or "")
    except (ValueError, AttributeError):
        return ""


def values_of(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what was filled in, by the names of the fields; what is empty is an empty text."""
    found = {}
    state = (view.get("state") or {}).get("values") or {}
    for name, elements in state.items():
        given = elements.get(_ACTION) or {}
        if given.get("type") == "static_select":
            found[name] = str((given.get("selected_option") or {}).get("value") or "")
        else:
            found[name] = str(given.get("value") or "")
    return found


def problems_at(problems: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    """Return what Slack shows at the fields. `names` holds those that there are.

    What is wrong with no field of the form stands at the first: Slack takes no other place.
    """
    errors: dict[str, str] = {}
    for name, problem in problems.items():
        place, words = name if name in names else next(iter(names), None), typed(problem)
        if place is not None:
            errors[place] = f"{errors[place]} {words}" if place in errors else words
    return {
        "response_action": "errors",
        "errors": {name: problem[:PROBLEM] for name, problem in errors.items()},
    }


def _view(
    channel: str, *, home: bool, title: str, blocks: list[dict[str, Any]], shown: str = ""
) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"channel": channel, "home": home, "shown": shown}),
        "title": _plain(title, TITLE),
        "blocks": blocks,
    }


def _kept(shown: str) -> str:
    return shown if len(shown) <= MARKS else ""


def _block(field: Field) -> dict[str, Any]:
    if not field.options and units(field.value) > INITIAL:  # cut, it would be saved as it was cut
        return _text(f"{field.label}\n{typed(field.too_long)}")
    return _input(field)


def _input(field: Field) -> dict[str, Any]:
    options = [{"text": _plain(label, OPTION), "value": value} for value, label in field.options]
    element: dict[str, Any]
    if options and len(options) <= OPTIONS and all(0 < len(o["value"]) <= VALUE for o in options):
        element = {"type": "static_select", "action_id": _ACTION, "options": options}
        chosen = next((o for o in options if o["value"] == field.value), None)
        if chosen is not None:
            element["initial_option"] = chosen
    else:
        element = {"type": "plain_text_input", "action_id": _ACTION}
        if field.value:
            element["initial_value"] = field.value
    block: dict[str, Any] = {
        "type": "input",
        "block_id": field.name,
        "label": _plain(field.label, LABEL),
        "element": element,
        "optional": field.optional,
    }
    if field.hint:
        block["hint"] = _plain(field.hint, LABEL)
    return block


def _plain(text: str, most: int) -> dict[str, Any]:
    cut = text if len(text) <= most else text[: most - 1] + "\u2026"
    return {"type": "plain_text", "text": cut or "\u2026", "emoji": False}


def _text(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "plain_text", "text": text[:3000], "emoji": True}}
