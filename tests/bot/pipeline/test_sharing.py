"""What is shared between chats is what each would have been told by itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.chats import Budget
from bot.domain.composing import compose_untold
from bot.domain.subscriptions import Wants
from bot.domain.taste import Kind, Liking
from bot.domain.updates import Mark
from bot.pipeline.sharing import Sharing
from tests.fakes.builders import BODY, DAY, HOUR, NOW, a_chat, a_coverage, a_report, an_article

THINGS = ["moon", "harbor", "museum", "football", "vaccine", "bridge", "opera", "harvest"]
LATE = a_report(key="late", body="Senator Lopez wants to stop all this money. It rains.")
STORIES = [
    a_coverage(
        a_report(
            an_article(
                key=thing,
                title=f"The {thing} base agreed" if n % 2 else f"All about the {thing}",
                body=BODY.replace("moon", thing)
                if n % 2
                else f"The {thing} of {thing} {n}. It is.",
                author=f"Outlet {n % 3}",
                tags=[f"topic{n % 2}"],
                published_at=NOW - n * HOUR,
            )
        ),
        *([] if n % 3 else [LATE]),
        id=f"story-{n}",
        first_seen_at=NOW - HOUR,
    )
    for n, thing in enumerate(THINGS)
]
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


@settings(deadline=None, max_examples=60)
@given(
    chats=st.lists(
        st.tuples(
            WANTS,
            st.dictionaries(
                st.sampled_from([one.story.id for one in STORIES]),
                st.builds(Mark, st.sampled_from([NOW - HOUR, NOW - DAY]), st.integers(1, 2)),
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


def test_what_chats_share_is_made_once():
    told = {STORIES[0].story.id: Mark(NOW, 1)}
    one = SHARING.compose([(Wants(), NOW - DAY)], told, Budget())
    other = SHARING.compose([(Wants(), NOW - 2 * DAY)], dict(told), Budget())
    assert one is other
