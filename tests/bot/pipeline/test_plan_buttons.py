"""The buttons under a digest that the clock planned belong to this digest in this chat."""

from __future__ import annotations

from bot.domain.deliveries import PartState
from bot.pipeline.plan import plan
from tests.bot.conftest import FOOTBALL, SPACE, taps

CHATS = ("telegram:1", "telegram:2", "slack:T1/C9")


def test_each_chat_has_buttons_of_its_own_digest(bot):
    for bot.address in CHATS:
        bot.says("subscribe everything daily 08:00")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE, FOOTBALL)
    bot.world.sleep(hours=1)
    plan(bot.store, bot.world.ambient, lambda message, _: [{"buttons": taps(message)}])
    with bot.store.snapshot() as tx:
        planned = tx.outbox.listed([PartState.PLANNED], 10)
    buttons = {str(one.address): one.part.body["buttons"] for one in planned}
    assert set(buttons) == set(CHATS)
    for bot.address in CHATS:
        mine = buttons[bot.address]
        assert list(mine) == ["More", "Why", "More like this", "Less like this"]
        which = taps(bot.hears(mine["Why"]))
        assert list(which) == ["1", "2", "Back"]
        assert "It came with your subscription to everything" in bot.says(which["2"])
        for other in set(CHATS) - {bot.address}:
            assert "older message" in bot.says(buttons[other]["More"])
