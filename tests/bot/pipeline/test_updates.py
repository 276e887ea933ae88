"""A story that a chat was told comes back with something new, marked, and with nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chats import parse_address
from bot.domain.proving import Verdict
from bot.domain.stories import StoryId
from bot.pipeline.verify import verify
from bot.storage.open import open_store
from tests.bot.conftest import HARBOR, Bot
from tests.trying import trying

HERE = parse_address("console:local")
NEWS = [
    "Divers found a crack in the third pillar during an inspection on Tuesday morning.",
    "Mayor Ilse Brandt resigned over the missing safety report in the evening.",
    "Insurers estimate that repairs will take eleven months and 40 million crowns.",
    "Ferry captain Olaf Rein offered to bring back the old boat for commuters.",
    "Prosecutors searched the offices of the steel supplier Nordstahl in Kalmund.",
]
COPY = HARBOR.replace("Harbor bridge opens", "Sound bridge open").replace(
    "Some 14,000", "About 14,000"
)


def later(*sentences, title="More on how the harbor bridge opens after nine years"):
    """Return an article on the bridge that repeats what was said, and adds this."""
    body = HARBOR.partition("\n\n")[2]
    return f"{title}\n\n{' '.join(sentences)} {body}"


@pytest.fixture
def told(bot):
    """A chat that was told of the bridge four hours ago."""
    bot.says("subscribe everything every 4h")
    bot.world.sleep(minutes=1)
    bot.takes_in(HARBOR, author="Harbor Wire")
    bot.world.sleep(hours=4)
    bot.plans()
    (text,) = bot.posts()
    assert "Harbor bridge opens" in text
    return bot


def next_post(bot, **more):
    bot.world.sleep(**(more or {"hours": 4}))
    bot.plans()
    return "".join(bot.posts())


def test_a_copy_does_not_bring_it_back(told):
    told.takes_in(COPY, author="Coast Daily")
    with told.store.snapshot() as tx:
        (story,) = tx.stories.recent(told.world.now - told.world.now.resolution * 10**11)
        assert len(story.reports) == 2
    assert next_post(told) == ""


def test_something_new_does_and_only_that_is_shown(told):
    told.takes_in(later(NEWS[0], NEWS[2]), author="Coast Daily")
    assert told.says("digest preview") == told.says("digest preview")
    text = " ".join(next_post(told).split())
    assert "update" in text
    assert NEWS[0] in text
    assert "walked across" not in text
    assert "Coast Daily" in text
    assert "Harbor Wire" not in text
    assert next_post(told) == ""
    why = " ".join(told.says("why 1").split())
    assert "It is an update of “Harbor bridge opens after nine years”, told here today" in why
    assert "it was told here before, and has something new" in why


def test_a_new_number_brings_it_back(told):
    told.takes_in(COPY.replace("About 14,000", "More than 19,500"), author="Coast Daily")
    text = " ".join(next_post(told).split())
    assert "More than 19,500 people walked across it" in text
    assert "update" in text
    assert "three crowns" not in text
    told.takes_in(COPY.replace("Sound", "Sorrel"), author="Sorrel News")
    assert next_post(told) == ""


def test_what_comes_soon_after_waits_for_the_next_time(bot):
    bot.says("subscribe everything hourly")
    bot.world.sleep(minutes=1)
    bot.takes_in(HARBOR, author="Harbor Wire")
    assert "Harbor bridge" in next_post(bot, hours=1)
    bot.takes_in(later(NEWS[0]), author="Coast Daily")
    assert [bool(next_post(bot, hours=1)) for _ in range(4)] == [False, False, True, False]


def test_an_update_that_is_given_back_comes_again(told):
    told.takes_in(later(NEWS[0]), author="Coast Daily")
    assert NEWS[0] in " ".join(next_post(told).split())
    with told.store.transaction() as tx:
        (digest,) = [one for one in tx.digests.of_chat(HERE) if one.entries[0].is_update]
        tx.digests.give_back(digest.id)
    again = next_post(told)
    assert NEWS[0] in " ".join(again.split())
    assert "update" in again


def test_what_is_asked_for_is_an_update_too(told):
    told.world.sleep(hours=3)
    told.takes_in(later(NEWS[1]), author="Coast Daily")
    text = " ".join(told.says("summary").split())
    assert NEWS[1] in text
    assert "update" in text
    assert NEWS[1] not in " ".join(told.says("summary").split())


ARRIVALS = st.lists(
    st.tuples(
        st.lists(st.integers(0, len(NEWS) - 1), max_size=2, unique=True),
        st.booleans(),  # worded a little differently
        st.integers(0, 6),  # hours until then
    ),
    min_size=2,
    max_size=6,
)


@trying(5)
@given(arrivals=ARRIVALS)
def test_no_story_is_told_twice_unless_with_something_new(arrivals):
    bot = Bot(store=open_store("sqlite:///:memory:"))
    bot.says("subscribe everything hourly")
    bot.world.sleep(minutes=1)
    bot.takes_in(HARBOR, author="Harbor Wire")
    known: dict[StoryId, set[str]] = {}
    seen = 0
    for number, (facts, rewritten, hours) in enumerate(arrivals):
        sentences = [NEWS[fact] for fact in facts]
        if rewritten:
            sentences = [f"Reportedly, {one[0].lower()}{one[1:]}" for one in sentences]
        bot.takes_in(later(*sentences, title=f"Bridge {number}: harbor"), author=f"Paper {number}")
        for _ in range(hours):
            bot.world.sleep(hours=1)
            bot.plans()
            bot.posts()
            with bot.store.snapshot() as tx:
                digests = tx.digests.of_chat(HERE)
            for digest in digests[seen:]:
                for entry in digest.entries:
                    before = known.get(entry.story_id)
                    assert entry.is_update == (before is not None)
                    fresh = [one for one in entry.quotes if plainly(one.text) not in (before or ())]
                    assert before is None or fresh == list(entry.quotes) != []
                    texts = {plainly(one.text) for one in entry.quotes}
                    known.setdefault(entry.story_id, set()).update(texts)
            seen = len(digests)
    assert {p.verdict for _, proofs in verify(bot.store) for p in proofs} <= {Verdict.PROVED}
    bot.store.close()


def plainly(sentence):
    return sentence.casefold().removeprefix("reportedly, ")
