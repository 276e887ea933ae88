"""A digest that an operator asks for goes out like any other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.chats import parse_address
from bot.domain.errors import NothingThere, StoreBusy, UsageError
from bot.pipeline import send
from bot.pipeline.send import send_now
from bot.render.terminal import render

LOCAL = parse_address("console:local")


def sends(bot, address=LOCAL):
    return send_now(bot.store, bot.world.ambient, lambda message, _: render(message), address)


@pytest.fixture
def known(news):
    news.says("timezone UTC")
    return news


def test_what_is_new_is_put_into_the_outbox_and_counts_as_told(known):
    digest = sends(known)
    assert len(digest.entries) == 3
    (text,) = known.posts()
    assert "Probe lands on the far side" in text
    assert "Nothing new" in known.says("summary")
    assert sends(known) is None


def test_subscriptions_say_what_is_wanted(known):
    known.says("subscribe football")
    known.posts()
    known.takes_in("Cup final sold out\n\nThe football cup final was sold out on Monday night.")
    assert [entry.headline for entry in sends(known).entries] == ["Cup final sold out"]


def test_a_chat_that_nobody_has_spoken_in_is_refused(known):
    with pytest.raises(NothingThere, match="Nobody has spoken with the bot in telegram:42 yet"):
        sends(known, parse_address("telegram:42"))


def test_a_paused_chat_is_refused(known):
    known.says("pause")
    with pytest.raises(UsageError, match="console:local is paused"):
        sends(known)


def test_what_somebody_told_meanwhile_is_not_told_twice(known, monkeypatch):
    composed = send._composed(known.store, known.world.ambient, LOCAL, known.world.now, {})
    known.says("summary")
    monkeypatch.setattr(
        send, "_composed", lambda *_: (composed[0], replace(composed[1], id="another"))
    )
    with pytest.raises(StoreBusy):
        sends(known)
    assert known.posts() == []
