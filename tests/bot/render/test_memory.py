"""Rendering once what is said to many."""

from __future__ import annotations

from bot.messages.blocks import Frozen, Message, Paragraph, Plain
from bot.render import slack, telegram
from bot.render.memory import MOST, remembering


def message(text: str) -> Message:
    return Message((Paragraph((Plain(text),)),))


def test_the_same_words_are_rendered_once_and_others_anew():
    seen = []

    @remembering
    def render(said):
        seen.append(said)
        return ({"surface": "telegram", "text": said.blocks[0].line[0].text},)

    first, again, other = render(message("one")), render(message("one")), render(message("two"))
    assert first == again != other
    assert seen == [message("one"), message("two")]


def test_only_the_latest_are_remembered():
    seen = []

    @remembering
    def render(said):
        seen.append(said)
        return ()

    for number in range(MOST + 1):
        render(message(str(number)))
    render(message("0"))
    assert seen[-1] == message("0")


def test_frozen_bodies_pass():
    body = {"surface": "telegram", "text": "as it was"}
    assert telegram.render(Message((Frozen(body),)))[0]["text"] == "as it was"
    assert slack.render(Message((Frozen({"surface": "slack", "blocks": [], "text": ""}),)))
