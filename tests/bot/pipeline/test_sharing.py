"""What is shared between chats is what each would have been told by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chats import Budget, parse_address
from bot.domain.composing import compose_untold
from bot.domain.ranking import for_chat
from bot.domain.subscriptions import Wants
from bot.domain.taste import Kind, Liking
from bot.domain.updates import Mark
from bot.pipeline import sharing
from bot.pipeline.plan import plan
from bot.pipeline.sharing import Sharing
from bot.render.terminal import render
from tests.bot.commands.test_meanwhile import Between
from tests.bot.conftest import HARBOR, SPACE
from tests.fakes.builders import (
    BODY,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    a_chat,
    a_coverage,
    a_report,
    an_article,
)
from tests.trying import trying

THINGS = [
    "moon", "harbor", "museum", "football", "vaccine", "bridge", "opera", "harvest", "comet",
    "castle", "tunnel", "market", "glacier", "theater", "orchard", "volcano", "lagoon",
    "railway", "desert", "island", "garden", "canyon", "forest", "meadow", "tower", "wharf",
    "valley", "temple",
]  # fmt: skip
ALIKE = [BODY, SPACE, HARBOR]  # much like these are more stories than a digest looks at
LATE = a_report(key="late", body="Senator Lopez wants to stop all this money. It rains.")


def a_story_about(thing: str, n: int):
    kin = n % (len(ALIKE) + 1)
    alike = [f"{text} So said the {thing}." for text in ALIKE]
    article = an_article(
        key=thing,
        title=f"The {thing} base agreed" if kin < len(ALIKE) else f"All about the {thing}",
        body=alike[kin] if kin < len(ALIKE) else f"The {thing} of {thing} {n}. It is.",
        author=f"Outlet {n % 3}",
        tags=[f"topic{n % 7}"],
        published_at=NOW - n * MINUTE,
    )
    more = [LATE] if n % 6 == 1 else []
    return a_coverage(a_report(article), *more, id=f"story-{n}", first_seen_at=NOW - HOUR)


STORIES = [a_story_about(thing, n) for n, thing in enumerate(THINGS)]
LIKINGS = st.lists(
    st.builds(
        Liking,
        kind=st.just(Kind.WORD),
        name=st.sampled_from(THINGS),
        weight=st.sampled_from([-2.0, -1.0, 1.0, 3.0]),
        language=st.just("en"),
    ),
    max_size=3,
    unique_by=lambda one: one.name,
).map(tuple)
WANTS = st.sampled_from(
    [Wants(), Wants(topics=frozenset({"topic1"})), Wants(words=frozenset({"base", "opera"}))]
)


SHARING = Sharing(STORIES, NOW)  # one turn for all examples


@trying(24)
@given(
    chats=st.lists(
        st.tuples(
            WANTS,
            st.dictionaries(
                st.sampled_from([one.story.id for one in STORIES]),
                st.builds(Mark, st.sampled_from([NOW - HOUR, NOW - DAY]), st.integers(1, 2)),
                max_size=8,
            ),
            LIKINGS,
            st.sampled_from([Budget(stories=3), Budget(stories=40, sentences=2, minutes=1)]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_each_chat_is_told_what_it_would_be_told_alone(chats):
    for wants, told, taste, budget in chats:
        shared = SHARING.compose([(wants, NOW - DAY)], told, budget, taste)
        alone = compose_untold(STORIES, told, [wants], a_chat(taste=taste), budget=budget, now=NOW)
        assert shared == alone


def test_what_is_akin_to_what_was_told_makes_room_for_all_others():
    told = {f"story-{n}": Mark(NOW, 1) for n in range(8)}
    composed = SHARING.compose([(Wants(), NOW - DAY)], told, Budget(stories=3))
    assert {int(entry.story_id[6:]) % 4 for entry in composed.entries} == {3}


def test_what_chats_share_is_made_once():
    told = {STORIES[0].story.id: Mark(NOW, 1)}
    one = SHARING.compose([(Wants(), NOW - DAY)], told, Budget())
    other = SHARING.compose([(Wants(), NOW - 2 * DAY)], dict(told), Budget())
    assert one is other


@pytest.mark.parametrize("asked", ["", "quiet 22:00-07:00 silent"])
def test_nothing_is_ranked_or_rendered_while_other_writers_wait(bot, monkeypatch, asked):
    bot.says("subscribe everything daily 08:00")
    bot.says("subscribe moon daily 08:00")
    bot.world.sleep(minutes=1)
    if asked:
        bot.says(asked)
    likes = (Liking(kind=Kind.WORD, name="moon", weight=1.0, language="en"),)
    with bot.store.transaction() as tx:
        tx.chats.put(replace(tx.chats.get(parse_address(bot.address)), taste=likes))
    bot.takes_in(SPACE, HARBOR)
    bot.world.sleep(hours=1)
    store = Between(bot.store, lambda: None)

    def ranked(*args, **named):
        assert not store.locked
        return for_chat(*args, **named)

    def rendered(message, _):
        assert not store.locked
        return render(message)

    monkeypatch.setattr(sharing, "for_chat", ranked)
    assert plan(store, bot.world.ambient, rendered).digests == 1


def test_what_was_matched_is_forgotten_when_it_is_much(monkeypatch):
    shared = Sharing(STORIES, NOW)
    shared.compose([(Wants(), NOW - DAY)], {}, Budget())
    assert not shared.trim()
    monkeypatch.setattr(sharing, "MOST_MATCHES", len(STORIES) - 1)
    assert shared.trim()
    assert not shared.trim()


def test_many_chats_that_were_told_what_does_not_matter_have_nothing_worked_out_again(monkeypatch):
    shared, wants = Sharing(STORIES, NOW), [(Wants(words=frozenset({"opera"})), NOW - DAY)]
    composed = shared.compose(wants, {}, Budget())
    monkeypatch.setattr(sharing, "MOST_KEPT", 3)
    monkeypatch.setattr(sharing, "matches", None)
    for number in range(9):
        told = {f"a story of last week, {number}": Mark(NOW - DAY, 1)}
        assert not shared.trim()
        assert shared.compose(wants, told, Budget()) is composed
