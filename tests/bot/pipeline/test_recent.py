"""Stories are read, and their stems worked out, once: not again by each digest and answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.composing import LONG_REACH
from bot.domain.mentions import Texts
from bot.domain.stories import Coverage
from bot.pipeline.recent import OWN, Recent
from bot.ports.store import Transaction
from bot.render.terminal import render
from bot.runtime.ticks import Steps
from bot.storage.tables.stories import Stories
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE, shown
from tests.fakes.builders import DAY, HOUR, a_report


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """Return the names of the stories that are read with their texts, as they are."""
    names: list[str] = []
    coverage = Stories.coverage

    def watched(self: Stories, story_ids) -> list[Coverage]:
        names.extend(story_ids)
        return list(coverage(self, story_ids))

    monkeypatch.setattr(Stories, "coverage", watched)
    return names


def both(tx: Transaction, recent: Recent, moment) -> list[Coverage]:
    """Return what is kept, which is what is in the store."""
    found = list(recent.since(tx, moment))
    assert [(one.story, one.reports) for one in found] == [
        (one.story, one.reports) for one in tx.stories.recent(moment)
    ]
    return found


def test_only_what_changed_is_read_again(bot, read):
    recent = Recent()
    bot.takes_in(SPACE, HARBOR)
    with bot.store.snapshot() as tx:
        first = recent.since(tx, bot.world.now - DAY)
        assert len(read) == 2
        assert [id(one) for one in recent.since(tx, bot.world.now - DAY)] == [*map(id, first)]
        assert len(read) == 2
    bot.takes_in(FOOTBALL)
    with bot.store.snapshot() as tx:
        assert len(recent.since(tx, bot.world.now - DAY)) == 3
        assert len(read) == 3


def test_it_is_what_is_in_the_store_whatever_happens_to_it(bot):
    recent, now = Recent(), bot.world.now
    bot.takes_in(SPACE)
    with bot.store.snapshot() as tx:
        (story,) = both(tx, recent, now - DAY)
    with bot.store.transaction() as tx:
        tx.articles.add_tags(story.lead.article.id, {"weather"})
    with bot.store.snapshot() as tx:
        assert "weather" in both(tx, recent, now - DAY)[0].topics
    bot.world.sleep(hours=2)
    bot.takes_in(HARBOR)
    with bot.store.snapshot() as tx:
        assert len(both(tx, recent, now - DAY)) == 2
        assert len(both(tx, recent, now + HOUR)) == 1
        assert len(both(tx, recent, now - DAY)) == 2


def test_what_is_too_old_for_anybody_is_forgotten(bot):
    recent, begun = Recent(), bot.world.now
    bot.takes_in(SPACE)
    for day in range(1, 15):
        bot.world.sleep(days=1)
        bot.takes_in(" ".join(f"Nothing{day}{word} happens." for word in "abcdefgh"))
        with bot.store.snapshot() as tx:
            recent.since(tx, bot.world.now - DAY)
    kept = sorted(read.coverage.story.last_seen_at for read in recent._known.values())
    assert kept[0] == bot.world.now - LONG_REACH
    assert len(kept) == LONG_REACH.days + 1
    with bot.store.snapshot() as tx:
        assert len(both(tx, recent, begun - HOUR)) == 15
        assert len(recent._known) == 15


def test_what_there_is_no_room_for_is_read_each_time(bot, read):
    recent = Recent(most=OWN + max(map(len, (SPACE, HARBOR))))
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.takes_in(HARBOR)
    with bot.store.snapshot() as tx:
        for turn in range(3):
            newest, oldest = recent.since(tx, bot.world.now - DAY)
            assert read.count(newest.story.id) == 1
            assert read.count(oldest.story.id) == turn + 1


def test_the_stems_of_what_there_is_no_room_for_go_with_the_turn(bot):
    answer = replace(bot.answerer, recent=Recent(most=OWN + max(map(len, (SPACE, HARBOR)))))
    bot.says("subscribe probe hourly")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(minutes=1)
    bot.takes_in(HARBOR)
    steps = Steps(
        store=bot.store,
        sources=(),
        ambient=bot.world.ambient,
        render=lambda message, _: render(message),
        recent=answer.recent,
    )
    answer(bot.invocation("mute cup"))
    assert len(answer.recent.texts._bodies) == 1
    bot.world.sleep(hours=1)
    assert steps.plan()
    assert len(answer.recent.texts._bodies) == 1
    bot.world.sleep(hours=1)
    with bot.store.snapshot() as tx:
        due = tx.subscriptions.due(bot.world.now, 9)
    steps.plan_these([one.id for one in due])
    assert len(answer.recent.texts._bodies) == 1


def test_planning_and_answering_share_what_they_read(bot, read):
    recent = Recent()
    steps = Steps(
        store=bot.store,
        sources=(),
        ambient=bot.world.ambient,
        render=lambda message, _: render(message),
        recent=recent,
    )
    bot.says("subscribe probe hourly")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE, HARBOR)
    bot.world.sleep(hours=1)
    read.clear()
    assert steps.plan()
    assert len(read) == 2
    marked = dict(recent.texts._bodies)
    bot.takes_in(FOOTBALL.replace("penalties", "probes"))
    bot.world.sleep(hours=1)
    assert steps.plan()
    assert len(read) == 3
    answer = replace(bot.answerer, recent=recent)
    assert "left out one story" in shown(answer(bot.invocation("mute cup")))
    assert len(read) == 3
    assert all(recent.texts._bodies[key] is found for key, found in marked.items())


def test_texts_of_other_articles_are_forgotten():
    texts, one, other = Texts(), a_report(key="a"), a_report(key="b")
    for report in (one, other):
        texts.mention("probe", report)
        texts.headline_mentions("probe", report)
    texts.keep([one])
    assert len(texts._bodies) == len(texts._headlines) == 1
