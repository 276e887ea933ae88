"""What falls due becomes one digest, frozen, exactly once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.chats import parse_address
from bot.domain.deliveries import Receipt
from bot.domain.taste import Kind, Liking
from bot.pipeline import drafting, sharing
from bot.pipeline import plan as planning
from bot.pipeline.collect import collect
from bot.pipeline.deliver import Outcome, claim, expire, settle
from bot.render.terminal import render
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE, plain
from tests.fakes.builders import a_subscription

FERRY = "Old ferry sold\n\nThe old ferry was sold to the islands on Monday for one crown. It is 61."


def subscribed(bot, wish="everything"):
    """Subscribe on an empty archive, so that nothing was told as a sample."""
    bot.says(f"subscribe {wish} daily 08:00")
    bot.world.sleep(minutes=1)
    return bot


def test_at_its_time_a_digest_is_planned_and_posted_once(bot):
    subscribed(bot)
    bot.takes_in(SPACE, HARBOR)
    assert bot.plans() == planning.Planned(0, 0)
    bot.world.sleep(hours=1)
    assert bot.plans() == planning.Planned(1, 0)
    assert bot.plans() == planning.Planned(0, 0)
    (text,) = bot.posts()
    assert "Probe lands" in text
    assert "Harbor bridge" in text
    assert bot.posts() == []


def test_the_next_day_tells_only_what_is_new(bot):
    subscribed(bot)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.plans()
    bot.posts()
    bot.takes_in(FERRY)
    bot.world.sleep(days=1)
    bot.plans()
    (text,) = bot.posts()
    assert "Old ferry sold" in text
    assert "Probe" not in text


def test_a_day_without_news_sends_nothing_and_goes_on(bot):
    subscribed(bot)
    bot.world.sleep(hours=1)
    assert bot.plans() == planning.Planned(0, 1)
    assert bot.posts() == []
    bot.takes_in(FERRY)
    bot.world.sleep(days=1)
    assert bot.plans() == planning.Planned(1, 0)


def test_days_of_outage_fold_into_one_digest_that_says_it_is_late(bot):
    subscribed(bot)
    bot.takes_in(SPACE)
    bot.world.sleep(days=2, hours=2)
    assert bot.plans() == planning.Planned(1, 0)
    (text,) = bot.posts()
    assert "This was due" in text
    assert bot.plans() == planning.Planned(0, 0)


def test_what_was_planned_is_what_is_posted(bot):
    subscribed(bot)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.plans()
    bot.takes_in(SPACE.replace("210 million", "230 million"))
    (text,) = bot.posts()
    assert "230 million" not in text


def test_two_subscriptions_of_a_chat_tell_a_story_once(bot):
    subscribed(bot)
    subscribed(bot, "space")
    bot.takes_in(SPACE, tags=frozenset({"space"}))
    bot.world.sleep(hours=1)
    bot.plans()
    assert sum("Probe lands" in text for text in bot.posts()) == 1


def test_a_paused_chat_is_left_alone_and_hears_afterwards(bot):
    subscribed(bot)
    bot.says("pause until tomorrow")
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    assert bot.plans() == planning.Planned(0, 1)
    bot.world.sleep(days=1)
    assert bot.plans() == planning.Planned(1, 0)


def test_old_stories_are_no_news_to_a_new_subscription(news):
    news.says("subscribe gardening")
    news.says("subscribe everything")
    news.says("unsubscribe everything")
    news.world.sleep(hours=1)
    assert news.plans().digests == 0


def test_what_did_not_fit_is_counted_and_comes_the_next_day(bot):
    subscribed(bot)
    towns = ["Aldmoor", "Brackwick", "Cairnholt", "Dunsby", "Elmstead", "Farrowdale", "Gorseley"]
    towns += ["Hollin", "Ivybridge"]
    deeds = ["built a mill", "lost a match", "bought a tram", "found gold", "cut taxes",
             "planted oaks", "closed a port", "hired a poet", "won a prize"]  # fmt: skip
    for town, deed in zip(towns, deeds, strict=True):
        bot.takes_in(f"{town} {deed}\n\nThe town of {town} {deed}, said mayor {town[::-1]}.")
    bot.world.sleep(hours=1)
    bot.plans()
    (first,) = bot.posts()
    assert "One more story did not fit" in first
    bot.world.sleep(days=1)
    bot.plans()
    (second,) = bot.posts()
    missing = [town for town in towns if town not in first]
    assert [town for town in towns if town in second] == missing


def test_a_crash_while_planning_leaves_everything_as_it_was(bot, monkeypatch, logged_errors):
    subscribed(bot)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)

    def crash(*_: object) -> None:
        raise RuntimeError("killed here")

    with monkeypatch.context() as patched:
        patched.setattr(drafting, "digest_message", crash)
        assert bot.plans() == planning.Planned(0, 0, 1)
    assert logged_errors == ["plan.failed"]
    logged_errors.clear()
    assert bot.plans() == planning.Planned(1, 0)
    (text,) = bot.posts()
    assert "Probe lands" in text


def test_what_is_too_late_expires_and_gives_its_stories_back(bot):
    subscribed(bot)
    bot.takes_in(FOOTBALL)
    bot.world.sleep(hours=1)
    bot.plans()
    bot.world.sleep(hours=7)
    assert expire(bot.store, bot.world.ambient) == 1
    assert bot.posts() == []
    assert "1 too late to be posted" in bot.says("status")
    bot.world.sleep(hours=17)
    bot.plans()
    (text,) = bot.posts()
    assert "Northport" in text


def test_the_same_store_gives_the_same_digest(bot):
    subscribed(bot)
    bot.takes_in(SPACE, HARBOR, FOOTBALL)
    assert bot.says("digest preview") == bot.says("digest preview")


def test_reaching_back_covers_the_time_between_two_digests():
    from bot.domain.composing import reach
    from bot.domain.schedule_text import parse_schedule

    assert reach(parse_schedule("weekly fri 17:00")) > timedelta(days=7)
    assert reach(parse_schedule("weekdays 08:00")) > timedelta(days=3)


def test_what_is_collected_but_not_grouped_when_somebody_subscribes_is_not_missed(bot):
    bot.source.put("a.txt", SPACE)
    collect(bot.store, bot.source, bot.world.ambient)
    bot.world.sleep(minutes=1)
    subscribed(bot)
    bot.takes_in()
    bot.world.sleep(hours=1)
    bot.plans()
    (text,) = bot.posts()
    assert "Probe lands" in text


def test_one_chats_trouble_does_not_keep_the_others_from_their_digests(bot, logged_errors):
    subscribed(bot)
    bot.address = "telegram:42"
    subscribed(bot)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)

    def render_some(message, address):
        if address.platform == "telegram":
            raise RuntimeError("nobody speaks to them")
        return render(message)

    outcome = planning.plan(bot.store, bot.world.ambient, render_some)
    assert (outcome.digests, outcome.failed) == (1, 1)
    assert logged_errors == ["plan.failed"]
    logged_errors.clear()
    (text,) = bot.posts()
    assert "Probe lands" in text
    assert bot.plans().digests == 1  # it was tried again, and worked


def test_a_subscription_without_its_chat_hangs_nothing(bot):
    with bot.store.transaction() as tx:
        tx.subscriptions.put(a_subscription(next_due_at=bot.world.now))
    assert bot.plans() == planning.Planned(0, 1)


def test_what_is_left_when_we_are_asked_to_stop_is_planned_the_next_time(bot, monkeypatch):
    monkeypatch.setattr(planning, "BATCH", 1)
    for chat in ("console:a", "console:b", "console:c"):
        bot.address = chat
        subscribed(bot)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    asked = iter([True, True, False])
    outcome = planning.plan(
        bot.store, bot.world.ambient, lambda message, _: render(message), go_on=lambda: next(asked)
    )
    assert outcome == planning.Planned(2, 0)
    assert bot.plans() == planning.Planned(1, 0)
    assert len(bot.posts()) == 3


@pytest.mark.parametrize("kept", [0, 10_000])
def test_each_chat_gets_its_own_however_little_is_kept_between_batches(bot, monkeypatch, kept):
    monkeypatch.setattr(planning, "BATCH", 1)
    monkeypatch.setattr(sharing, "MOST_KEPT", kept)
    for chat, wish in [("a", "space"), ("b", "everything"), ("c", "space"), ("d", "everything")]:
        bot.address = f"console:{chat}"
        subscribed(bot, wish)
    bot.takes_in(SPACE, tags=frozenset({"space"}))
    bot.takes_in(HARBOR)
    bot.world.sleep(hours=1)
    assert bot.plans() == planning.Planned(4, 0)
    texts = bot.posts()
    assert sorted("Harbor" in text for text in texts) == [False, False, True, True]
    assert all("Probe lands" in text for text in texts)


def test_what_is_made_for_one_chats_taste_comes_to_no_other(bot, monkeypatch):
    monkeypatch.setattr(drafting, "id", lambda _: 1, raising=False)  # as if its place was reused
    wishes = {f"console:{n}": ("space", "harbor")[n % 2] for n in range(4)}
    for chat, wish in wishes.items():
        bot.address = chat
        subscribed(bot, wish)
        with bot.store.transaction() as tx:
            likes = (Liking(kind=Kind.TOPIC, name="sport", weight=1.0),)
            tx.chats.put(replace(tx.chats.get(parse_address(chat)), taste=likes))
    bot.takes_in(SPACE, tags=frozenset({"space"}))
    bot.takes_in(HARBOR)
    bot.world.sleep(hours=1)
    assert bot.plans() == planning.Planned(4, 0)
    while found := claim(bot.store, {"console"}, bot.world.ambient):
        (one,) = found
        settle(bot.store, [Outcome(one, Receipt(message_id="1"))], bot.world.ambient)
        wish = wishes[str(one.address)]
        assert ("Probe lands" in plain([one.part.body])) == (wish == "space")


class Interrupted:
    """A store in which something happens before the first transaction of somebody."""

    def __init__(self, store, before):
        self.snapshot, self._transaction, self._before = store.snapshot, store.transaction, before

    def transaction(self):
        if self._before:
            before, self._before = self._before, None
            before()
        return self._transaction()


@pytest.mark.parametrize(
    ("said", "quiet"), [("digest", 1), ("pause", 1), ("unsubscribe everything", 1)]
)
def test_what_is_said_between_reading_and_writing_counts(bot, said, quiet):
    subscribed(bot)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    store = Interrupted(bot.store, lambda: bot.says(said))
    outcome = planning.plan(store, bot.world.ambient, lambda message, _: render(message))
    assert outcome == planning.Planned(0, quiet)
    assert bot.posts() == []
