"""Messages for Telegram.

A body is

    {"surface": "telegram",
     "text": HTML,                                     what to read
     "buttons": [[{"text": label, "say": command}]],   rows of buttons, under the last part
     "link": url,                                      the first story's, in the first part
     "items": [numbers],                               the stories that end in this part
     "silent": true}

and what there is not of these is left out. A body without a text has only buttons, for a message
that stands already. One with a `document`, `{"name", "text"}`, is that file. One with a `picture`,
`{"svg", "words"}`, is that with its text below it, if it has one. Where no
`link` is given, nothing is to be previewed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.domain.deliveries import Body
from bot.messages.blocks import Message, Place, StoryItem
from bot.render.addresses import link_target
from bot.render.buttons import Button, Buttons
from bot.render.cells import cells
from bot.render.drawing import picture_bodies
from bot.render.frozen import document_bodies, frozen_bodies
from bot.render.limits import (
    PLAN_TELEGRAM_BUTTONS,
    PLAN_TELEGRAM_CAPTION,
    PLAN_TELEGRAM_ENTITIES,
    PLAN_TELEGRAM_LABEL,
    PLAN_TELEGRAM_RAW,
    PLAN_TELEGRAM_ROW_CELLS,
    PLAN_TELEGRAM_TEXT,
    TELEGRAM_ROW,
    TELEGRAM_SAY,
)
from bot.render.memory import remembering
from bot.render.packing import Cost, pack
from bot.render.rows import units_of
from bot.render.runs import Row, Unit, items_of
from bot.render.telegram_html import calm, cost, to_html

SURFACE = "telegram"

_ROOM: Cost = (PLAN_TELEGRAM_TEXT, PLAN_TELEGRAM_ENTITIES, PLAN_TELEGRAM_RAW)
_LONGEST: Cost = tuple(most * 9 // 10 for most in _ROOM)  # leaves room for a heading

_NOTHING_ELSE = "…"  # above buttons that have no words of their own: Telegram wants some


@remembering
def render(message: Message) -> tuple[Body, ...]:
    """Return `message` as bodies for Telegram, none if it says nothing."""
    buttons = Buttons(_takes, "/{}".format)
    units = (Unit(tuple(map(calm, unit.rows)), unit.leads) for unit in units_of(message, buttons))
    parts = pack(units, cost=cost, room=_ROOM, longest=_LONGEST)
    bodies: list[dict[str, Any]] = [{"text": to_html(rows), **items_of(rows)} for rows in parts]
    if buttons.blocks:
        if not bodies:
            bodies.append({} if message.place is Place.BUTTONS else {"text": _NOTHING_ELSE})
        bodies[-1]["buttons"] = [
            [{"text": button.label, "say": button.says} for button in row]
            for block in buttons.blocks
            for row in _keyboard(block)
        ]
    if bodies and (link := _lead_link(message)):
        bodies[0]["link"] = link
    if message.silent:
        for body in bodies:
            body["silent"] = True
    own = [{"surface": SURFACE, **body} for body in bodies]
    pictures = list(picture_bodies(message, SURFACE))
    if pictures and parts and _is_caption(parts[0]):
        own[0] |= pictures.pop(0)
    files = document_bodies(message, SURFACE)
    return (*frozen_bodies(message, SURFACE), *pictures, *own, *files)


def _is_caption(rows: Sequence[Row]) -> bool:
    return sum(cost(row)[0] for row in rows) <= PLAN_TELEGRAM_CAPTION


def _takes(button: Button, others: list[Button]) -> bool:
    return (
        len(button.says.encode()) <= TELEGRAM_SAY
        and len(button.label) <= PLAN_TELEGRAM_LABEL
        and len(others) < PLAN_TELEGRAM_BUTTONS
    )


def _keyboard(buttons: list[Button]) -> list[list[Button]]:
    """Return rows of buttons that a phone shows uncut."""
    rows: list[list[Button]] = []
    used = 0
    for button in buttons:
        width = cells(button.label) + 2
        if rows and used + width <= PLAN_TELEGRAM_ROW_CELLS and len(rows[-1]) < TELEGRAM_ROW:
            rows[-1].append(button)
            used += width
        else:
            rows.append([button])
            used = width
    return rows


def _lead_link(message: Message) -> str | None:
    for block in message.blocks:
        if isinstance(block, StoryItem):
            return link_target(block.url)
    return None
