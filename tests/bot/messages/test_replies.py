"""What stands below an answer: what takes it back, and what asks again."""

from __future__ import annotations

from bot.messages.blocks import Choice, Choices, Fine, Message
from bot.messages.replies import LONGEST_QUOTE, LONGEST_TAP, interrupted, undo
from bot.messages.wording import wording
from bot.render.paper import to_text
from bot.render.terminal import render

EN = wording()


def shown(message: Message) -> str:
    return " ".join(to_text(render(message)[0], width=200, color=False).split())


def test_what_no_button_can_say_is_said_as_something_to_type():
    fits = "mute " + "é" * ((LONGEST_TAP - 5) // 2)
    (option,) = undo(EN, fits).options
    assert (option.label, option.tapped) == ("Undo", fits)
    too_long = f"{fits}éé"
    block = undo(EN, too_long)
    assert isinstance(block, Fine)
    assert shown(Message((block,))) == f"To undo: `{too_long}`"
    assert isinstance(undo(EN, too_long, tap="mute off"), Choices)


def test_who_was_interrupted_may_ask_again_by_a_tap_where_a_button_can_say_it():
    card, again = interrupted(EN, "summary moon").blocks
    assert "while answering “summary moon”. If the answer is not above:" in shown(Message((card,)))
    assert again == Choices((Choice("Ask again", "summary moon"),))
    long = "summary " + "moon base " * 9
    (card,) = interrupted(EN, long).blocks
    assert f"“{long[:LONGEST_QUOTE]}…”. If the answer is not above, please ask again." in shown(
        Message((card,))
    )


def test_what_was_asked_about_a_document_is_not_asked_again_by_a_tap():
    (card,) = interrupted(EN, "summary", repeatable=False).blocks
    assert "please ask again" in shown(Message((card,)))
