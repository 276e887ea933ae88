"""Messages for Slack.

A body is

    {"surface": "slack",
     "blocks": […],                  what to read, and the buttons under the last part
     "text": words,                  the same for notifications, escaped
     "items": [numbers]}             the stories that end in this part, if any do

The buttons stand in one actions block with the id "choices", once in a message; a button's
`action_id` is `say:0`, `say:1` …, and its `value` is what is said for the person who taps it.
A body with a `document`, `{"name", "text"}`, is that file and nothing else; one with a `picture`,
`{"svg", "words"}`, is that.
"""

from __future__ import annotations

from bot.domain.deliveries import Body
from bot.messages.blocks import Code, Message
from bot.messages.wording import Sentence
from bot.render.buttons import Button, Buttons
from bot.render.drawing import picture_bodies
from bot.render.frozen import document_bodies, frozen_bodies
from bot.render.limits import (
    PLAN_SLACK_BLOCKS,
    PLAN_SLACK_BUTTONS,
    PLAN_SLACK_MESSAGE,
    PLAN_SLACK_ROW,
    SLACK_ACTIONS,
    SLACK_BUTTON,
    SLACK_VALUE,
)
from bot.render.memory import remembering
from bot.render.packing import Cost, pack
from bot.render.rows import units_of
from bot.render.runs import Row, items_of
from bot.render.slack_text import Json, cost, to_blocks, to_text, units

SURFACE = "slack"

_ROOM: Cost = (PLAN_SLACK_MESSAGE, PLAN_SLACK_BLOCKS)
_LONGEST: Cost = (PLAN_SLACK_ROW, PLAN_SLACK_BLOCKS)


@remembering
def render(message: Message) -> tuple[Body, ...]:
    """Return `message` as bodies for Slack, none if it says nothing."""
    buttons = Buttons(_takes, _typed)
    parts = pack(units_of(message, buttons), cost=cost, room=_ROOM, longest=_LONGEST)
    if buttons.blocks and (not parts or not _has_room(parts[-1], buttons.all)):
        parts.append([])
    labels = [button.label for button in buttons.all]
    bodies = [
        {
            "surface": SURFACE,
            "blocks": to_blocks(rows),
            "text": to_text(rows, labels),
            **items_of(rows),
        }
        for rows in parts
    ]
    if buttons.blocks:
        bodies[-1]["blocks"] = [*bodies[-1]["blocks"], _actions(buttons.all)]
    files = document_bodies(message, SURFACE)
    return (
        *frozen_bodies(message, SURFACE),
        *bodies,
        *files,
        *picture_bodies(message, SURFACE),
    )


def typed(text: str) -> str:
    """Return a sentence with the commands in it as they are typed on Slack."""
    if not isinstance(text, Sentence):
        return text
    return "".join(
        _typed(inline.text) if isinstance(inline, Code) and inline.command else inline.text
        for inline in text.line
    )


def _takes(button: Button, others: list[Button]) -> bool:
    return (
        len(others) < SLACK_ACTIONS
        and units(button.label) <= SLACK_BUTTON
        and units(button.says) <= SLACK_VALUE
        and sum(map(_size, [*others, button])) <= PLAN_SLACK_BUTTONS
    )


def _typed(command: str) -> str:
    """Write a command as one of Slack's; what else there is goes through `/digest`."""
    name, space, words = command.partition(" ")
    return f"/summary{space}{words}" if name == "summary" else f"/digest {command}"


def _size(button: Button) -> int:
    return units(button.label) + units(button.says)


def _has_room(rows: list[Row], buttons: list[Button]) -> bool:
    used = sum(cost(row)[0] for row in rows)
    return used + sum(map(_size, buttons)) <= PLAN_SLACK_MESSAGE


def _actions(buttons: list[Button]) -> Json:
    return {
        "type": "actions",
        "block_id": "choices",
        "elements": [
            {
                "type": "button",
                "action_id": f"say:{number}",
                "text": {"type": "plain_text", "text": button.label, "emoji": False},
                "value": button.says,
            }
            for number, button in enumerate(buttons)
        ],
    }
