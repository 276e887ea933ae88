"""What grouping costs as the window fills: in the index alone, and with the store around it.

Articles are made up: half of the terms of each are those of its event, which four articles tell;
they are drawn as words are (Zipf). They come evenly over 72 hours. Then the window moves on: for
each article that comes one leaves. Most are put where they belong without asking, so that a large
window is full in minutes; what is measured is what the last ones cost, and some of those after.
"""

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import accumulate, count, islice
from pathlib import Path

from bot.domain.articles import Article, ArticleId
from bot.domain.grouping import WINDOW, StoryIndex, joined
from bot.domain.stories import Story, StoryId
from bot.pipeline.group import Grouping, catch_up, group_new, merge_twins
from bot.storage.open import open_store
from summarizer import VERSION, Fingerprint
from tests.fakes.builders import a_summary, an_article
from tests.fakes.world import World

NOW = datetime(2026, 1, 1, tzinfo=UTC)
VOCABULARY = 200_000
RECENT = 500  # events that are told of at a time
LEAVING = 2000  # more than the window holds: by then the index has made itself anew
BATCH = 250
MEASURED = 2000  # articles that are looked for, of those that fill the window and of those after


def show(many: Sequence[int], *, stored: bool) -> None:
    """Print a table for the index, and one for the store."""
    print("The index: ms of CPU an article, longest, megabytes at the peak")
    print(f"{'in the window':>13}{'filling':>10}{'moving':>10}{'longest':>10}{'MB':>8}{'right':>8}")
    for articles in many:
        found = in_the_index(articles)
        print(
            "{:>13,}{:>10.2f}{:>10.2f}{:>10.0f}{:>8.0f}{:>8.1%}".format(articles, *found),
            flush=True,
        )
    if not stored:
        return
    print("The store: ms of CPU an article; seconds of a start, a look in vain, a second look")
    print(
        f"{'in the window':>13}{'grouping':>10}{'start':>10}{'in vain':>10}{'second':>10}{'MB':>8}"
    )
    for articles in many:
        print(
            "{:>13,}{:>10.2f}{:>10.2f}{:>10.4f}{:>10.2f}{:>8.0f}".format(
                articles, *in_the_store(articles)
            ),
            flush=True,
        )


def in_the_index(articles: int) -> Sequence[float]:
    """Return what it costs when so many are in the window.

    Milliseconds an article while the last ones come in, and while the window moves on; of the
    longest; megabytes at the peak; share of those looked for that were found to be in their story.
    """
    index, known, right = StoryIndex(), set[StoryId](), list[bool]()
    filling, moving, longest = list[float](), list[float](), 0.0
    each = max(1, (articles + LEAVING) // MEASURED)
    for n, (event, mark) in enumerate(islice(made_up(), 2 * articles + LEAVING)):
        now, name, story = NOW + n * WINDOW / articles, str(n), StoryId(f"e{event}")
        full = n >= articles
        looked_for = n % each == 0 if full else n >= articles - min(MEASURED, articles // 10)
        begun = time.process_time()
        index.forget_before(now - WINDOW)
        found = index.find(mark, now - WINDOW) if looked_for else story
        index.add(story, ArticleId(name), mark, now)
        spent = 1000 * (time.process_time() - begun)
        if looked_for:
            (moving if full else filling).append(spent)
            right.append(found == (story if story in known else None))
        longest = max(longest, spent) if full else longest
        known.add(story)
    return mean(filling), mean(moving), longest, peak(), mean(right)


def in_the_store(articles: int) -> Sequence[float]:
    """Return what it costs when so many are in the store.

    Milliseconds an article of grouping the last ones; seconds of a start, which reads them all, of
    a look that finds nothing new, and of a second look; megabytes at the peak.
    """
    with tempfile.TemporaryDirectory(prefix="window-") as folder:
        store, world = open_store(f"sqlite:///{Path(folder) / 'bot.db'}"), World()
        grouping, spent, marks = Grouping(), list[float](), made_up()
        stories: dict[int, Story] = {}
        for start in range(0, articles, BATCH):
            asked = start >= articles - max(2 * BATCH, min(MEASURED, articles // 10))
            with store.transaction() as tx:
                for n in range(start, min(start + BATCH, articles)):
                    one = an_article(key=f"{n}.txt", body=f"Article {n} says this.", tags=())
                    event, mark = next(marks)
                    tx.articles.add(one)
                    tx.articles.add_summary(one.id, a_summary(one.body, version=VERSION), mark)
                    if not asked:
                        stories[event] = told(stories.get(event), one, world.now)
                        tx.stories.put(stories[event])
            if asked:
                spent.append(timed(lambda: group_new(store, world.ambient, grouping)))
            world.now += BATCH * WINDOW / articles
        last = spent[1:]  # the first one read the window
        idle = timed(lambda: group_new(store, world.ambient, grouping))
        look = timed(lambda: merge_twins(store, world.ambient, grouping))
        with store.snapshot() as tx:
            fresh = timed(lambda: catch_up(tx, StoryIndex(), world.now))
        store.close()
    return 1000 * mean(last) / BATCH, fresh, idle, look, peak()


def told(story: Story | None, article: Article, now: datetime) -> Story:
    """Return the story of an event with one more article, or the one that it begins."""
    if story is not None:
        return joined(story, article, now)
    return Story(
        id=StoryId(article.id),
        lead=article.id,
        articles=(article.id,),
        first_seen_at=now,
        last_seen_at=now,
    )


def made_up() -> Iterator[tuple[int, Fingerprint]]:
    """Yield events and fingerprints without end, the same every time."""
    chance = random.Random(1)
    zipf = list(accumulate(1 / (n + 20) for n in range(VOCABULARY)))
    events: list[list[int]] = []
    for n in count():
        if n % 4 == 0:
            events.append(chance.choices(range(VOCABULARY), cum_weights=zipf, k=40))
        number = chance.randrange(max(0, len(events) - RECENT), len(events))
        event = events[number]
        own = chance.choices(range(VOCABULARY), cum_weights=zipf, k=40)
        terms = tuple(dict.fromkeys(chance.sample(event, 32) + own))[:64]
        sketch = tuple(sorted(chance.sample(range(2**32), 48)))
        yield number, Fingerprint(terms, tuple(range(255, 255 - len(terms), -1)), sketch)


def mean(spent: Sequence[float]) -> float:
    """Return the mean."""
    return sum(spent) / len(spent)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def peak() -> float:
    """Return the most memory that this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
