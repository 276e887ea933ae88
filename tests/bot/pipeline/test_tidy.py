"""What is old goes, at its time; what is still needed stays; what was told is no news again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.feeds import Origin
from bot.pipeline.tidy import Keep, Tidied, tidy
from bot.ports.records import Heard
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE
from tests.fakes.builders import NOW, a_feed

KEEP = Keep()


def tidies(bot, keep=KEEP):
    return tidy(bot.store, bot.world.ambient, keep)


def counts(bot):
    with bot.store.snapshot() as tx:
        return tx.articles.count(), tx.stories.count()


def test_an_old_story_goes_with_its_article_and_a_new_one_stays(bot):
    bot.takes_in(SPACE)
    bot.world.sleep(days=80)
    bot.takes_in(HARBOR)
    assert tidies(bot) == Tidied()
    bot.world.sleep(days=11)
    done = tidies(bot)
    assert (done.stories, done.articles) == (1, 1)
    assert counts(bot) == (1, 1)
    assert "Nothing about" in bot.says("search probe")
    assert tidies(bot) == Tidied()
    assert list(bot.store.check()) == []


def test_a_story_that_a_kept_digest_tells_stays(bot):
    bot.takes_in(SPACE, FOOTBALL)
    bot.world.sleep(days=30)
    bot.says("search probe")
    bot.world.sleep(days=70)
    assert tidies(bot).stories == 1
    assert "drill that is to bring up ice" in bot.says("summary 1")
    bot.world.sleep(days=21)
    done = tidies(bot)
    assert (done.stories, done.digests) == (1, 1)
    assert "no list yet" in bot.says("summary 1")


def test_a_story_that_a_waiting_message_tells_stays(bot):
    bot.says("subscribe everything")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.plans()
    bot.world.sleep(days=200)
    assert tidies(bot).digests == 0
    assert counts(bot) == (1, 1)


def test_a_file_that_is_touched_after_its_article_went_is_no_news(bot):
    bot.takes_in(SPACE)
    bot.says("subscribe everything")
    bot.world.sleep(days=100)
    tidies(bot)
    assert counts(bot) == (0, 0)
    bot.source.items = [replace(item, stamp="touched") for item in bot.source.items]
    outcome = bot.takes_in()
    assert (outcome.added, outcome.changed, outcome.known) == ([], [], 1)
    assert counts(bot) == (0, 0)
    bot.takes_in(SPACE.replace("210 million", "310 million"))
    assert counts(bot) == (1, 1)  # what it says now is


def test_a_copy_of_an_article_that_went_is_no_news_either(bot):
    bot.source.put("a.txt", SPACE)
    bot.source.put("b.txt", SPACE)
    bot.takes_in()
    bot.world.sleep(days=100)
    tidies(bot)
    bot.source.items = [replace(item, stamp="touched") for item in bot.source.items]
    assert bot.takes_in().added == []


def test_what_was_told_is_remembered_longer(bot):
    bot.takes_in(SPACE)
    bot.says("summary")
    bot.world.sleep(days=399)
    assert tidies(bot).marks == 0
    bot.world.sleep(days=2)
    assert tidies(bot).marks == 1


def test_what_was_answered_is_forgotten_after_two_days(bot):
    with bot.store.transaction() as tx:
        for id_ in ("1", "2"):
            tx.hearing.keep(Heard(platform="telegram", id=id_, raw={}), bot.world.now)
        tx.hearing.done("telegram", "1")
    bot.world.sleep(days=3)
    assert tidies(bot).heard == 1
    with bot.store.snapshot() as tx:
        assert [one.id for one in tx.hearing.open("telegram")] == ["2"]


def test_it_leaves_off_when_asked_and_goes_on_later(bot, monkeypatch):
    monkeypatch.setattr("bot.pipeline.tidy.BATCH", 1)
    bot.takes_in(SPACE, HARBOR, FOOTBALL)
    bot.world.sleep(days=100)
    left = iter([True, True, *[False] * 9])
    done = tidy(bot.store, bot.world.ambient, KEEP, go_on=lambda: next(left))
    assert done.stories == 1
    assert tidies(bot).stories == 2


def test_it_goes_on_past_what_is_spared(bot, monkeypatch):
    monkeypatch.setattr("bot.pipeline.tidy.BATCH", 1)
    bot.takes_in(SPACE)
    bot.world.sleep(minutes=1)
    bot.takes_in(HARBOR, FOOTBALL)
    bot.world.sleep(days=99)
    bot.says("search probe")
    assert tidies(bot).stories == 2
    assert counts(bot) == (1, 1)


def test_waits_that_are_over_are_forgotten(bot):
    with bot.store.transaction() as tx:
        tx.outbox.hold("telegram", bot.world.now + timedelta(hours=1))
    bot.world.sleep(hours=2)
    tidies(bot)
    with bot.store.snapshot() as tx:
        assert not tx.outbox.overdue(bot.world.now)


def test_a_feed_that_no_chat_has_wanted_for_long_goes(bot):
    with bot.store.transaction() as tx:
        tx.feeds.put(a_feed("rests", next_poll_at=None))
        tx.feeds.put(a_feed("read-lately", next_poll_at=None, read_at=NOW + timedelta(days=10)))
        tx.feeds.put(a_feed("asked"))
        tx.feeds.put(a_feed("operators", next_poll_at=None, origin=Origin.OPERATOR))
    bot.world.now = NOW + timedelta(days=91)
    tidies(bot)
    with bot.store.snapshot() as tx:
        assert {feed.id for feed in tx.feeds.all()} == {"read-lately", "asked", "operators"}


def test_what_a_day_came_to_is_counted_before_that_goes(bot):
    bot.takes_in(SPACE)
    day = f"{bot.world.now:%Y-%m-%d}"
    midnight = bot.world.now.replace(hour=0, minute=0, second=0, microsecond=0)
    bot.world.sleep(days=100)
    assert tidies(bot).articles == 1
    with bot.store.snapshot() as tx:
        (found,) = tx.days.since(midnight)
    assert (found.day, found.articles, found.stories) == (day, 1, 1)


def test_yesterday_is_not_counted_for_good(bot):
    bot.takes_in(SPACE)
    bot.world.sleep(days=1)
    tidies(bot)
    midnight = bot.world.now.replace(hour=0, minute=0, second=0, microsecond=0)
    with bot.store.snapshot() as tx:
        assert [one.articles for one in tx.days.uncounted(midnight)[0]] == [1]
    bot.world.sleep(days=1)
    tidies(bot)
    with bot.store.snapshot() as tx:
        assert tx.days.uncounted(midnight) == ([], [])


def test_what_digests_said_goes_with_the_last_of_them(bot):
    bot.says("subscribe everything daily 08:00")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(days=1)
    bot.plans()
    with bot.store.snapshot() as tx:
        assert tx.keeping._session.value("SELECT count(*) FROM texts") == 2
    bot.posts()
    bot.world.sleep(days=400)
    tidies(bot)
    with bot.store.snapshot() as tx:
        assert tx.keeping._session.value("SELECT count(*) FROM texts") == 0
