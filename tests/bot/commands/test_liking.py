"""More like this, less like this, and forgetting it."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest

from bot.domain.deliveries import PartState
from bot.domain.taste import MOST_LIKINGS, Kind, Liking
from bot.ports.chat import Role
from bot.storage.open import open_store
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE, Bot, shown, taps
from tests.fakes.builders import a_chat

RAIN = (
    "Rain in {0}\n\n{0} had a month of rain in one day, the {0} office said on Monday. "
    "Streets in {0} were closed."
)


def headlines(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines()]
    return [line.split(". ", 1)[1] for line in lines if line[:1].isdigit() and ". " in line]


def test_more_puts_what_is_alike_higher_and_less_lower(news):
    first = headlines(news.says("digest preview"))
    last = first[-1]
    answer = news.hears(f"more {len(first)}")
    assert f"More like “{last}” from now on. Learned:" in shown(answer)
    assert headlines(news.says("digest preview"))[0] == last
    why = news.says("why 1")
    assert "more like it was asked for here" in why
    undone = news.says(taps(answer)["Undo"])
    assert "Forgotten: " in undone
    assert "from now on" not in undone  # it taught nothing: it took back what was learned
    assert headlines(news.says("digest preview")) == first
    assert "Nothing learned yet" in news.says("forget")
    assert "Nothing learned yet" in news.says("forget all")


def test_more_without_a_number_asks_of_which_story(news):
    news.says("digest")
    assert taps(news.hears("more")).keys() == taps(news.hears("less")).keys()
    assert "Nothing learned yet" in news.says("forget")


def test_what_was_learned_is_shown_with_its_weights_and_forgotten_bit_by_bit(news):
    news.says("summary penalty")
    news.says("less 1")
    assert "sport −1.00" in news.says("settings")
    listed = news.hears("forget")
    assert "sport −1.00 (topic)" in shown(listed)
    assert "Harbor Wire −0.50 (source)" in shown(listed)
    assert taps(listed)["sport"] == 'forget "sport"'
    assert "Forgotten: sport." in news.says(taps(listed)["sport"])
    assert "sport" not in news.says("forget")
    assert "cup" in news.says("forget")
    assert "nothing that was learned" in news.says("forget sport")
    assert "Forgotten: " in news.says("forget all")
    assert "Nothing learned yet" in news.says("forget")
    assert "Nothing learned yet" in news.says("settings")


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "vergiss alles"), ("es", "olvidar todo"), ("fr", "oublier tout"), ("ru", "забыть всё")],
)
def test_all_is_forgotten_in_words_of_the_chats_language(news, language, said):
    news.says("summary penalty")
    news.says("less 1")
    news.says(f"language {language}")
    news.says(said)
    news.says("language en")
    assert "Nothing learned yet" in news.says("forget")


def test_what_is_learned_is_the_chats_own(news):
    news.says("summary penalty")
    news.says("less 1")
    news.address = "console:other"
    assert "Nothing learned yet" in news.says("forget")
    news.role = Role.MEMBER
    assert "Only administrators" in news.says("more 1")


def test_a_planned_digest_follows_what_was_learned(news):
    news.says("subscribe everything daily 08:00")
    news.world.sleep(minutes=1)
    news.takes_in(*(RAIN.format(place) for place in ("Oslo", "Lima", "Rome")))
    news.says("digest preview")
    order = headlines(news.says("digest preview"))
    news.says("more 3")
    news.world.sleep(hours=1)
    news.plans()
    assert headlines("\n".join(news.posts()))[0] == order[2]


def test_why_shows_each_part_of_the_rank(news):
    news.says("subscribe space")
    answer = news.says("why 1")
    assert "Its rank was" in answer
    assert "+0.00: one source tells it" in answer
    assert "it was less than an hour old when it was picked" in answer
    assert "sentences of it stand out" in answer
    assert "+0.50: it fits what was asked for: space" in answer
    assert "nothing much like it was told here lately" in answer
    assert taps(news.hears("why 1")).keys() == {"More like this", "Less like this"}


def test_the_rank_of_a_digest_stays_as_it_was(news):
    news.says("summary")
    before = news.says("why 1")
    news.world.sleep(days=2)
    after = news.says("why 1")
    rank = [line for line in before.splitlines() if "points" in line or "+" in line]
    assert rank == [line for line in after.splitlines() if "points" in line or "+" in line]


@pytest.fixture
def crowded(bot):
    bot.says("subscribe everything daily 08:00")
    bot.says("length short")
    bot.world.sleep(minutes=1)
    places = ["Oslo", "Lima", "Rome", "Cairo", "Quito", "Seoul", "Dakar"]
    bot.takes_in(*(RAIN.format(place).replace("rain", place * 2) for place in places))
    bot.world.sleep(hours=1)
    bot.plans()
    return bot


def test_what_was_left_out_can_be_opened(crowded):
    (digest,) = crowded.posts()
    assert "3 more stories did not fit" in digest
    told = headlines(digest)
    rest = crowded.hears("digest more")
    assert "What was left out" in shown(rest)
    left = headlines(shown(rest))
    assert len(left) == 3
    assert not set(left) & set(told)
    assert "Nothing was left out of that list" in crowded.says("digest more")
    assert "Nothing new" in crowded.says("summary")


def test_an_old_button_shows_only_what_was_not_told_since(crowded):
    with crowded.store.snapshot() as tx:
        digest = tx.digests.last(
            tx.subscriptions.due(crowded.world.now.replace(year=2027), 1)[0].address
        )
    tap = f"digest more of:{digest.id}"
    crowded.says("summary")
    assert "has been told since" in crowded.says(tap)
    crowded.says("unsubscribe all")
    assert "a subscription that has ended since" in crowded.says(tap)


def test_a_quiet_day_says_so(bot):
    bot.says("subscribe everything daily 08:00")
    bot.says("subscribe sport hourly")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.takes_in(FOOTBALL, tags=frozenset({"sport"}))
    bot.world.sleep(hours=1)
    bot.plans()
    texts = bot.posts()
    daily = [text for text in texts if "Probe lands" in text]
    assert "A quiet day: this is all that is new." in daily[0]
    assert all("quiet day" not in text for text in texts if text not in daily)


def test_a_full_day_is_not_quiet(crowded):
    assert "quiet day" not in crowded.posts()[0]


def test_minutes_bound_what_is_told(bot):
    bot.takes_in(SPACE, FOOTBALL, HARBOR, *(RAIN.format(n) for n in ("Oslo", "Lima", "Rome")))
    bot.says("length 1 min")
    few = headlines(bot.says("digest preview"))
    bot.says("length 10 min")
    assert 1 <= len(few) <= len(headlines(bot.says("digest preview"))) == 6


def test_the_age_of_what_is_old_is_said_in_days(bot):
    bot.takes_in(SPACE, published_at=bot.world.now - timedelta(days=3, hours=5))
    bot.says("summary")
    assert "it was 3 days old when it was picked" in bot.says("why 1")


def test_the_same_store_gives_the_same_digests_to_the_byte():
    def told() -> tuple[object, ...]:
        with closing(open_store("sqlite:///:memory:")) as store:
            bot = Bot(store=store)
            bot.says("subscribe everything daily 08:00")
            bot.world.sleep(minutes=1)
            bot.takes_in(SPACE, FOOTBALL, HARBOR, *map(RAIN.format, ("Oslo", "Lima", "Rome")))
            bot.says("digest preview")
            bot.says("more 5")
            bot.says("less 1")
            bot.world.sleep(hours=1)
            bot.plans()
            with store.snapshot() as tx:
                parts = tx.outbox.listed([PartState.PLANNED], 9)
                return (*(part.part.body for part in parts), *tx.digests.listed(9))

    assert told() == told()


def test_a_story_that_names_nobody_teaches_and_offers_no_source(bot):
    bot.takes_in(RAIN.format("Oslo"))
    assert "source not named" in bot.says("digest")
    answer = bot.hears("less 1")
    assert "inbox" not in shown(answer)
    assert not any("inbox" in tap for tap in taps(answer).values())
    assert "One source told it: source not named." in bot.says("why 1")
    assert "inbox" not in bot.says("forget")


def liked(bot):
    """Return what the chat likes, with the weights."""
    with bot.store.snapshot() as tx:
        chat = tx.chats.get(bot.invocation().address)
    return {} if chat is None else {one.name: one.weight for one in chat.taste}


@pytest.mark.parametrize("verb", ["more", "less"])
def test_what_is_taken_back_is_only_what_was_learned(news, verb):
    news.says("summary penalty")
    for _ in range(6):
        before = liked(news)
        answer = news.hears(f"{verb} 1")
        assert "Learned:" in shown(answer)
        assert liked(news) != before
        news.says(taps(answer)["Undo"])
        assert liked(news) == before
        news.says(f"{verb} 1")
    # The source is the last one to be liked as much as anything can be.
    assert {abs(weight) for weight in liked(news).values()} == {3.0}
    answer = news.hears(f"{verb} 1")
    assert "learned before, as strongly as it can be: " in shown(answer)
    assert "Learned:" not in shown(answer)
    assert "Undo" not in taps(answer)


def test_what_makes_room_is_said_and_nothing_else_is_called_forgotten(news):
    old = tuple(Liking(Kind.TOPIC, f"topic {n}", 3.0) for n in range(MOST_LIKINGS))
    with news.store.transaction() as tx:
        tx.chats.put(a_chat(news.address, taste=old))
    news.says("summary penalty")
    text = " ".join(news.says("more 1").split())
    learned = text.partition("Learned: ")[2].partition(". ")[0].split(", ")
    forgotten = text.partition("Forgotten: ")[2].partition(".")[0].split(", ")
    assert "sport" in learned
    assert forgotten == [f"topic {n}" for n in range(len(learned))]
    assert set(learned) < liked(news).keys()


def test_what_no_button_can_mute_is_learned_all_the_same(bot):
    topic = "a" * 70
    bot.takes_in("At it\n\nIt is on at it. It was on, and is off.", tags=frozenset({topic}))
    bot.says("summary")
    answer = bot.hears("less 1")
    assert "Less like “At it” from now on. Learned:" in shown(answer)
    assert "leave out" not in shown(answer)
    assert list(taps(answer)) == ["Undo"]
    assert liked(bot) == {topic: -1.0}


def test_a_story_that_says_nothing_teaches_nothing(bot):
    bot.takes_in("At it\n\nIt is on at it. It was on, and is off.")
    bot.says("summary")
    assert "nothing in this story to learn from" in bot.says("more 1")
    assert "nothing in this story that could be muted" in bot.says("less 1")


def test_a_button_for_a_lesson_that_a_story_has_no_more_teaches_nothing(news):
    news.says("summary penalty")
    answer = news.hears("less 1 only:512")
    assert "Learned" not in shown(answer)
    assert "leave out altogether" in shown(answer)
    assert "The topic sport" in taps(answer)
    assert liked(news) == {}
