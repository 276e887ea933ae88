"""Why a story was told, as long afterwards as somebody asks."""

from __future__ import annotations

from datetime import timedelta

from bot.pipeline.tidy import Keep, tidy
from tests.bot.conftest import HARBOR
from tests.bot.pipeline.test_updates import NEWS, later
from tests.fakes.builders import a_digest, a_subscription, an_entry


def test_an_update_of_what_is_no_longer_kept_says_that_it_is_one(bot):
    bot.takes_in(HARBOR, author="Harbor Wire")
    bot.says("digest")
    bot.world.sleep(hours=4)
    bot.takes_in(later(NEWS[0]), author="Coast Daily")
    bot.says("digest")
    assert "It is an update of “Harbor bridge opens" in bot.says("why 1")
    tidy(bot.store, bot.world.ambient, Keep(digests=timedelta(hours=1)))
    assert "It is an update of a story that was told here before" in bot.says("why 1")


def test_a_digest_of_an_older_release_says_nothing_of_ranks(bot):
    subscription = a_subscription(address=bot.address)
    entry = an_entry(reason="topic space")
    assert entry.merits == ()
    with bot.store.transaction() as tx:
        tx.subscriptions.put(subscription)
        tx.digests.add(a_digest(entry, address=bot.address, made_at=bot.world.now))
    answer = bot.says("why 1")
    assert "It is filed under space, a topic that is wanted here." in answer
    assert "One source told it: Xinhua." in answer
    assert "rank" not in answer
