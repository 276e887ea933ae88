"""Files, on every surface: handed over where there are files, and shown where there are none."""

from __future__ import annotations

import html

import pytest

from bot.messages.blocks import Document, Message, Paragraph, Plain
from bot.render import slack, telegram, terminal, web
from bot.render.paper import to_text

TEXT = '{\n "said": "<b>&amp; *one* <!channel> and much more, as wide as it is \u202e"\n}\n'
MESSAGE = Message((Document("chat.json", TEXT), Paragraph((Plain("Here it is."),))))


@pytest.mark.parametrize("render", [telegram.render, slack.render], ids=["telegram", "slack"])
def test_where_there_are_files_it_is_one_and_comes_last(render):
    words, file = render(MESSAGE)
    assert "Here it is." in str(words)
    assert file["document"] == {"name": "chat.json", "text": TEXT}
    assert "document" not in words


def test_on_paper_its_lines_stand_as_they_are_but_steer_nothing():
    (body,) = terminal.render(MESSAGE)
    shown = to_text(body, width=40, color=False)
    assert ' "said": "<b>&amp; *one* <!channel> and much more, as wide as it is "\n}' in shown


def test_in_a_browser_it_is_shown_escaped():
    (body,) = web.render(MESSAGE)
    inner = body["html"].partition('<pre dir="ltr">')[2].partition("</pre>")[0]
    assert html.unescape(inner) == TEXT.replace("\u202e", "")
