"""What a digest says of its stories, how much of each, and whether that is all there was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.chats import Budget
from bot.domain.composing import (
    Composed,
    compose,
    compose_untold,
    corrected,
    entry_seconds,
    is_quiet_day,
    reach,
    recounted,
    still_stands,
)
from bot.domain.digests import Entry
from bot.domain.lengths import HEADLINE_LENGTH
from bot.domain.merits import Aspect
from bot.domain.schedule_text import parse_schedule
from bot.domain.subscriptions import Wants
from bot.domain.taste import Kind, Liking
from bot.domain.updates import Mark
from summarizer import summarize
from tests.fakes.builders import (
    BODY,
    DAY,
    HOUR,
    NOW,
    TITLE,
    a_chat,
    a_coverage,
    a_report,
    a_summary,
    an_article,
    an_entry,
)

FIRST, SECOND, THIRD = (f"{one.rstrip('.')}." for one in BODY.split(". "))
WIRE = "An explosion in a mine near Tarnvik left 12 people dead on Monday, police said."
POST = "The blast in the Tarnvik mine killed 14 people, the county governor told reporters."
NEW = "Senator Maria Lopez threatened to block the budget of the agency."
ADDED = "Norway and Chile, two of the nations, pay for half of the base."


def by(outlet: str, body: str, *, key: str = "", **fields):
    article = an_article(key=key or outlet, author=outlet, body=body, **fields)
    return a_report(article, summary=summarize(body, sentences=10, language="en"))


def entry_of(*reports, sentences: int = 3) -> Entry:
    """Return how a digest of so many sentences tells these reports as its first story."""
    budget = Budget(sentences=sentences)
    return compose([a_coverage(*reports)], [Wants()], budget=budget, now=NOW).entries[0]


def said(entry: Entry) -> list[str]:
    return [quote.text for quote in entry.quotes]


def test_what_no_wish_asks_for_is_not_told():
    wishes = [Wants(topics=frozenset({"sport"})), Wants(words=frozenset({"mine"}))]
    stories = [a_coverage(id="moon"), a_coverage(by("Wire", WIRE), id="mine")]
    composed = compose(stories, wishes, budget=Budget(), now=NOW)
    assert [(entry.story_id, entry.reason) for entry in composed.entries] == [("mine", "word mine")]
    assert composed.left_out == 0


def test_an_entry_keeps_what_is_said_of_a_story_beside_its_words():
    wire = by("Wire", WIRE, url="https://wire.example/1", published_at=NOW - 3 * HOUR)
    entry = entry_of(wire, by("Post", POST, published_at=NOW - HOUR))
    assert (entry.url, entry.published_at) == ("https://wire.example/1", NOW - 3 * HOUR)
    assert (entry.outlets, entry.article_count) == (("Wire", "Post"), 2)
    ((mine, other),) = entry.differs
    assert (mine.outlet, mine.said) == ("Wire", "12 people dead")
    assert (other.outlet, other.said) == ("Post", "killed 14 people")
    assert mine.article_id == wire.article.id


@pytest.mark.parametrize("count", [1, 2, 3])
def test_without_a_headline_the_most_telling_sentence_is_one_and_is_not_told_twice(count):
    entry = entry_of(a_report(title=""), sentences=count)
    assert entry.headline == FIRST
    assert said(entry) == [SECOND, THIRD][:count]


def test_a_sentence_that_is_too_long_for_a_headline_begins_it_and_is_told_in_full():
    long = f"{'The council of the harbor said again that it ' * 5}agreed."
    body = f"{SECOND} {THIRD} {long}"
    most_telling_first = replace(a_summary(body), order=(2, 0, 1))
    report = a_report(title="", body=body, summary=most_telling_first)
    for sentences, quoted in ((1, [long]), (2, [SECOND, long]), (3, [SECOND, THIRD, long])):
        entry = entry_of(report, sentences=sentences)
        assert entry.headline == "The council of the harbor said again that it The council of…"
        assert said(entry) == quoted


def test_the_longest_sentence_that_can_head_a_story_is_not_told_twice():
    longest = f"{'a' * (HEADLINE_LENGTH - 1)}."
    entry = entry_of(a_report(title="", body=f"{longest} {SECOND}"))
    assert (entry.headline, said(entry)) == (longest, [SECOND])


def test_an_article_of_which_nothing_can_be_picked_is_told_by_its_beginning():
    nothing = a_report(title="", body="Rain, rain", summary=summarize("", sentences=1))
    entry = entry_of(nothing, a_report(key="b", author="Post", title=""))
    assert (entry.headline, said(entry)) == ("Rain, rain", [])


def minutes(*sizes: int, sentences: int) -> list[int]:
    """Return how many sentences a minute has of each story with so many words in a sentence."""
    stories = [
        a_coverage(
            a_report(
                key=f"k{n}",
                title="Headline",
                body=" ".join(f"{' '.join(['word'] * size)}." for _ in range(3)),
                published_at=NOW - n * HOUR,
            ),
            id=f"s{n}",
        )
        for n, size in enumerate(sizes)
    ]
    budget = Budget(stories=40, sentences=sentences, minutes=1)
    composed = compose(stories, [Wants()], budget=budget, now=NOW)
    assert composed.left_out == len(sizes) - len(composed.entries)
    return [len(entry.quotes) for entry in composed.entries]


def test_a_story_that_does_not_fit_into_the_minutes_has_one_sentence_or_none():
    """A minute is 220 words; to see who told a story takes as long as seven of them."""
    assert minutes(105, sentences=2) == [2]
    assert minutes(106, sentences=2) == [1]
    assert minutes(400, sentences=2) == [1]  # too much, but better than silence
    assert minutes(40, 39, sentences=3) == [3, 2]
    assert minutes(40, 50, sentences=3) == [3, 1]
    assert minutes(40, 90, sentences=3) == [3]


def on_topics(sport: int) -> list[str]:
    """Return what a digest of two stories has if so many on sport are fresher than one on ice."""
    stories = [
        a_coverage(
            a_report(key=f"{n}", published_at=NOW - n * HOUR, tags=("sport",), title=f"Match {n}"),
            id=f"sport{n}",
        )
        for n in range(sport)
    ]
    ice = a_report(key="ice", published_at=NOW - sport * HOUR, tags=("ice",), body=NEW)
    stories.append(a_coverage(ice, id="ice"))
    composed = compose(stories, [Wants()], budget=Budget(stories=2), now=NOW)
    return [entry.story_id for entry in composed.entries]


def test_variety_brings_up_what_is_not_far_below():
    assert on_topics(sport=11) == ["sport0", "ice"]
    assert on_topics(sport=12) == ["sport0", "sport1"]


@pytest.mark.parametrize(("sentences", "outlets"), [(1, [""]), (2, ["", "Post"])])
def test_of_two_sentences_one_may_be_another_outlets(sentences, outlets):
    wire, post = by("Wire", f"{FIRST} {SECOND}"), by("Post", f"{FIRST} {ADDED}", title="Senate")
    entry = entry_of(wire, post, sentences=sentences)
    assert [quote.outlet for quote in entry.quotes] == outlets


def test_where_the_lead_has_nothing_to_say_others_do_not_speak_for_it():
    silent = a_report(key="silent", body="Rain", summary=a_summary("Rain"))
    assert said(entry_of(silent, by("Post", f"The base on the moon was agreed. {ADDED}"))) == []


def test_an_update_has_as_many_sentences_as_its_place_in_a_digest():
    mayor = "Mayor Ilse Brandt resigned over a missing report."
    grown = a_coverage(a_report(), by("Post", f"{NEW} {mayor}", title="Budget fight"))
    told = {grown.story.id: Mark(NOW - DAY, 1)}
    for sentences in (1, 2):
        budget = Budget(sentences=sentences)
        (entry,) = compose_untold(
            [grown], told, [Wants()], a_chat(), budget=budget, now=NOW
        ).entries
        assert len(entry.quotes) == sentences


def test_what_was_told_comes_back_with_what_is_new_and_nothing_else():
    grown = a_coverage(
        a_report(),
        by("Post", f"{NEW} {FIRST}", title="Budget fight", published_at=NOW - 9 * HOUR),
        id="story-1",
    )
    copied = a_coverage(a_report(key="c"), a_report(key="d", author="Copy"), id="story-2")
    fresh = a_coverage(by("Wire", WIRE, title="Mine"), id="story-3")
    told = {"story-1": Mark(NOW - DAY, 1), "story-2": Mark(NOW - DAY, 1)}
    chat = a_chat(taste=(Liking(Kind.WORD, "explosion", 1.0, "en"),))
    composed = compose_untold(
        [grown, copied, fresh],
        told,
        [Wants(words=frozenset({"budget", "mine"}))],
        chat,
        budget=Budget(stories=1),
        now=NOW,
        weights={"wire": 2.0},
    )
    assert composed.left_out == 1  # the copy has nothing new, and is not counted
    (first,) = composed.entries
    assert (first.story_id, first.is_update) == ("story-3", False)
    merits = {one.aspect: one.about for one in first.merits}
    assert (merits[Aspect.WEIGHT], merits[Aspect.LIKED]) == ("Wire", "explosion")
    both = compose_untold(
        [grown, copied, fresh], told, [Wants()], chat, budget=Budget(), now=NOW
    ).entries
    assert [one.story_id for one in both] == ["story-3", "story-1"]
    update = both[1]
    assert update.is_update
    assert (update.headline, said(update), update.outlets) == ("Budget fight", [NEW], ("Post",))
    aspects = {one.aspect for one in update.merits}
    assert Aspect.UPDATE in aspects
    assert Aspect.NEW not in aspects


def test_what_is_much_like_something_told_is_less_new_to_that_chat():
    one = a_coverage(a_report(), id="story-1")
    like = a_coverage(a_report(key="b", author="Post", title="Moon base delayed"), id="story-2")
    told = {"story-1": Mark(NOW, 1)}
    composed = compose_untold([one, like], told, [Wants()], a_chat(), budget=Budget(), now=NOW)
    (entry,) = composed.entries
    assert entry.story_id == "story-2"
    assert Aspect.AKIN in {merit.aspect for merit in entry.merits}


DAILY = parse_schedule("daily 08:00")


@pytest.mark.parametrize(
    ("entries", "budget", "is_quiet"),
    [
        (0, Budget(), False),  # of nothing at all nobody is told
        (2, Budget(stories=8), True),
        (3, Budget(stories=8), False),
        (1, Budget(stories=4), True),
        (1, Budget(stories=3), False),
        (2, Budget(stories=40, minutes=1), True),
        (3, Budget(stories=40, minutes=1), False),
        (5, Budget(stories=40, minutes=2), True),
    ],
)
def test_a_day_is_quiet_if_no_more_than_a_quarter_of_the_room_is_filled(entries, budget, is_quiet):
    told = [an_entry(f"s{n}", headline="Rain falls " * 6, quotes=()) for n in range(entries)]
    assert is_quiet_day(Composed(tuple(told), left_out=0), budget, DAILY) == is_quiet
    assert not is_quiet_day(Composed(tuple(told), left_out=1), budget, DAILY)
    for other in ("instant", "every 4h"):
        assert not is_quiet_day(Composed(tuple(told), left_out=0), budget, parse_schedule(other))


@pytest.mark.parametrize(
    ("schedule", "days"),
    [
        ("weekly fri 17:00", 9),
        ("mon,tue,wed,thu 08:00", 9),
        ("weekdays 08:00", 4),
        ("daily 08:00", 4),
        ("instant", 4),
        ("every 24h", 4),
    ],
)
def test_digests_that_seldom_come_look_further_back(schedule, days):
    assert reach(parse_schedule(schedule)) == timedelta(days=days)


def test_what_is_shown_below_an_entry_takes_time_to_read_too():
    both = entry_of(by("Wire", WIRE, title="Mine"), by("Post", POST), sentences=1)
    claims = [claim.said for claim in both.differs[0]]
    words = 1 + len(WIRE.split()) + sum(len(one.split()) for one in claims)
    assert entry_seconds(both) == pytest.approx(words / 220 * 60 + 2)


OLD = a_report()


def newer(body: str = BODY, **fields):
    return a_report(body=body, **fields)


@pytest.mark.parametrize(
    ("old", "new", "stands"),
    [
        (OLD, newer(), True),
        (OLD, newer(f"More was said. {BODY}"), True),
        (OLD, newer(BODY.replace(" on Friday ", "\n on \t Friday ")), True),
        (OLD, newer(BODY.replace("Twelve", "Eleven")), False),
        (OLD, newer(title="Moon base delayed"), False),
        (a_report(title=""), newer(title="Moon base agreed"), True),  # a sentence stood in for it
        (a_report(title=""), newer(BODY.replace("Twelve", "Eleven"), title=""), False),
    ],
)
def test_an_entry_stands_as_long_as_its_headline_and_its_words_do(old, new, stands):
    for sentences in (1, 3):
        assert still_stands(entry_of(old, sentences=sentences), old.article, new) is stands


def test_the_beginning_that_heads_a_story_stands_as_long_as_its_sentence_begins_so():
    long = f"{'The council of the harbor said again that it ' * 5}agreed."
    old = a_report(title="", body=f"{long} {SECOND}")
    whole = entry_of(old, sentences=2)
    entry = replace(whole, quotes=whole.quotes[1:])  # of the long one no more than its beginning
    later = a_report(title="", body=f"{long.replace('agreed', 'gave in')} {SECOND}")
    other = a_report(title="", body=f"{long.replace('said', 'denied')} {SECOND}")
    assert still_stands(entry, old.article, later)
    assert not still_stands(entry, old.article, other)


def test_an_update_is_corrected_as_one():
    entry = replace(entry_of(OLD), is_update=True)
    new = newer(f"{FIRST} {NEW}")
    right = corrected(entry, OLD.article, new, a_coverage(new))
    assert said(right) == [FIRST, NEW]  # one sentence has another in its place, one has none


def test_the_headline_of_another_article_is_not_what_an_entry_stands_by():
    wire, post = by("Wire", f"{FIRST} {SECOND}"), by("Post", f"{FIRST} {ADDED}", title="Senate")
    entry = entry_of(wire, post)
    assert said(entry)[-1] == ADDED
    assert still_stands(entry, post.article, by("Post", f"{FIRST} {ADDED}", title="Another"))


@pytest.mark.parametrize("sentences", [1, 2, 3])
def test_the_new_version_of_a_lead_is_quoted_as_the_old_one_was(sentences):
    entry = entry_of(OLD, sentences=sentences)
    new = newer(
        BODY.replace("Twelve", "Eleven"), title="Moon base put off", url="https://example.org/new"
    )
    right = corrected(entry, OLD.article, new, a_coverage(new))
    assert said(right) == [FIRST.replace("Twelve", "Eleven"), SECOND, THIRD][:sentences]
    assert (right.headline, right.url) == ("Moon base put off", "https://example.org/new")
    assert (right.is_corrected, right.story_id) == (True, entry.story_id)
    assert {quote.article_id for quote in right.quotes} == {new.article.id}


def test_the_new_version_of_a_lead_leaves_what_others_add():
    wire, post = by("Wire", f"{FIRST} {SECOND}"), by("Post", f"{FIRST} {ADDED}", title="Senate")
    entry = entry_of(wire, post)
    new = by("Wire", f"{FIRST.replace('Twelve', 'Eleven')} {SECOND}", key="new")
    right = corrected(entry, wire.article, new, a_coverage(new, post))
    assert said(right) == [FIRST.replace("Twelve", "Eleven"), SECOND, ADDED]
    assert [quote.outlet for quote in right.quotes] == ["", "", "Post"]


def test_numbers_are_compared_anew_when_an_article_that_has_one_changes():
    wire, post = by("Wire", WIRE), by("Post", POST)
    entry = entry_of(wire, post)
    both = {wire.article.id, post.article.id}
    agreed = by("Post", POST.replace("14", "12"), key="new")
    other = by("Post", POST.replace("14", "15"), key="new")
    same = by("Post", f"{POST} It was dark.", key="new")
    for new, numbers in ((agreed, []), (other, ["12 people dead", "killed 15 people"])):
        assert recounted(entry, both, a_coverage(wire, new)) is entry  # none of its own changed
        right = recounted(entry, {wire.article.id, new.article.id}, a_coverage(wire, new))
        assert [claim.said for claims in right.differs for claim in claims] == numbers
        assert right.is_corrected
        assert right.headline == TITLE
    kept = recounted(entry, {wire.article.id, same.article.id}, a_coverage(wire, same))
    assert kept is entry
