"""What each source was seen to hold, in every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.articles import Article
from bot.ports.records import WHOLE, Volume
from bot.ports.store import Store
from tests.fakes.builders import (
    DAY,
    HOUR,
    NOW,
    a_coverage,
    a_digest,
    a_report,
    a_sighting,
    an_article,
    an_entry,
    keep,
)


def volume(name: str, articles: int, newest_at: datetime) -> Volume:
    return Volume(name=name, articles=articles, newest_at=newest_at)


def add(store: Store, *articles: Article) -> None:
    with store.transaction() as t:
        for article in articles:
            assert t.articles.add(article)


def test_a_sighting_comes_back_equal(store: Store) -> None:
    article = an_article()
    rejected = a_sighting("b/Ünï 日本.txt", stamp="17:x", reason="It holds no text.")
    with store.transaction() as t:
        t.articles.add(article)
        t.sources.see(a_sighting("a", article_id=article.id))
        t.sources.see(rejected)
    with store.snapshot() as t:
        assert t.sources.sighting("inbox", "a") == a_sighting("a", article_id=article.id)
        assert t.sources.sighting("inbox", rejected.key) == rejected


def test_an_item_that_was_never_seen_is_none(store: Store) -> None:
    with store.transaction() as t:
        t.sources.see(a_sighting("a"))
    with store.snapshot() as t:
        assert t.sources.sighting("inbox", "b") is None
        assert t.sources.sighting("feed", "a") is None


def test_see_replaces_what_was_kept_under_the_key(store: Store) -> None:
    article = an_article()
    add(store, article)
    seen = [
        a_sighting("a", stamp="1"),
        a_sighting("a", stamp="2", article_id=article.id, seen_at=NOW + HOUR),
        a_sighting("a", stamp="3", reason="It became too long.", seen_at=NOW + DAY),
    ]
    for sighting in seen:
        with store.transaction() as t:
            t.sources.see(sighting)
        with store.snapshot() as t:
            assert t.sources.sighting("inbox", "a") == sighting
            assert t.sources.known("inbox") == {"a": sighting.stamp}


def test_known_are_all_keys_of_the_source_with_their_stamps(store: Store) -> None:
    article = an_article()
    with store.transaction() as t:
        t.articles.add(article)
        t.sources.see(a_sighting("a", stamp="1", article_id=article.id))
        t.sources.see(a_sighting("b", stamp="2"))
        t.sources.see(a_sighting("a", stamp="3", source="feed"))
    with store.snapshot() as t:
        assert t.sources.known("inbox") == {"a": "1", "b": "2"}
        assert t.sources.known("feed") == {"a": "3"}
        assert t.sources.known("page") == {}


def test_forgotten_items_are_not_known_and_their_articles_stay(store: Store) -> None:
    article = an_article(key="a")
    with store.transaction() as t:
        t.articles.add(article)
        t.sources.see(a_sighting("a", article_id=article.id))
        t.sources.see(a_sighting("b"))
        t.sources.see(a_sighting("c"))
        t.sources.see(a_sighting("a", source="feed"))
    with store.transaction() as t:
        t.sources.forget("inbox", ["a", "c", "unknown"])
        t.sources.forget("inbox", [])
    with store.snapshot() as t:
        assert t.sources.known("inbox") == {"b": "1"}
        assert t.sources.known("feed") == {"a": "1"}
        assert t.sources.sighting("inbox", "c") is None
        assert t.articles.get(article.id) == article


def test_a_forgotten_key_still_names_the_article_that_it_held(store: Store) -> None:
    article = an_article(key="a")
    with store.transaction() as t:
        t.articles.add(article)
        t.sources.see(a_sighting("a", article_id=article.id))
        t.sources.see(a_sighting("b", article_id=article.id))
    with store.transaction() as t:
        t.sources.forget("inbox", ["a"])
    with store.snapshot() as t:
        assert t.sources.sighting("inbox", "a") == a_sighting("a", stamp="", article_id=article.id)
        assert list(t.sources.keys_of("inbox", article.id)) == ["b"]


def test_trouble_with_a_whole_source_stands_apart_until_it_is_forgotten(store: Store) -> None:
    trouble = a_sighting(WHOLE, source="inbox", reason="The folder is gone.")
    with store.transaction() as t:
        t.sources.see(trouble)
        t.sources.see(a_sighting("a"))
    with store.snapshot() as t:
        assert t.sources.troubles() == [trouble]
        assert t.sources.known("inbox") == {"a": "1"}
        assert [sighting.key for sighting in t.sources.rejected(9)] == ["a"]
    with store.transaction() as t:
        t.sources.forget("inbox", [WHOLE])
    with store.snapshot() as t:
        assert t.sources.troubles() == []


def test_many_items_are_forgotten_at_once(store: Store) -> None:
    keys = [f"k{n}" for n in range(3000)]
    with store.transaction() as t:
        for key in keys:
            t.sources.see(a_sighting(key))
        t.sources.forget("inbox", keys[1:])
    with store.snapshot() as t:
        assert t.sources.known("inbox") == {"k0": "1"}


def test_keys_of_an_article_are_those_last_seen_to_hold_it(store: Store) -> None:
    one, other = an_article(key="a"), an_article(key="z", body="Another text.")
    add(store, one, other)
    with store.transaction() as t:
        for key in ("b", "a", "c"):
            t.sources.see(a_sighting(key, article_id=one.id))
        t.sources.see(a_sighting("c", article_id=other.id))
        t.sources.see(a_sighting("d", reason="It is empty."))
    with store.snapshot() as t:
        assert list(t.sources.keys_of("inbox", one.id)) == ["a", "b"]
        assert list(t.sources.keys_of("feed", one.id)) == []


def test_rejected_items_come_latest_first(store: Store) -> None:
    article = an_article()
    seen = [
        a_sighting("old", seen_at=NOW),
        a_sighting("new", seen_at=NOW + DAY),
        a_sighting("between", seen_at=NOW + HOUR, source="feed"),
    ]
    with store.transaction() as t:
        t.articles.add(article)
        t.sources.see(a_sighting("good", article_id=article.id, seen_at=NOW + 2 * DAY))
        for sighting in seen:
            t.sources.see(sighting)
    with store.snapshot() as t:
        assert t.sources.rejected(9) == [seen[1], seen[2], seen[0]]
        assert t.sources.rejected(2) == [seen[1], seen[2]]
        assert t.sources.rejected_count() == len(seen)


def test_outlets_are_authors_or_else_sources_the_most_talkative_first(store: Store) -> None:
    add(
        store,
        an_article(key="1", author="Xinhua", collected_at=NOW),
        an_article(key="2", author="Xinhua", source="feed", collected_at=NOW + HOUR),
        an_article(key="3", author=None),
        an_article(key="4", author=None, collected_at=NOW + DAY),
        an_article(key="5", author=None, collected_at=NOW + HOUR),
        an_article(key="6", author="AP"),
        an_article(key="7", author="AFP"),
        an_article(key="8", author="Xinhua", collected_at=NOW - HOUR),
        an_article(key="9", author="Old Times", collected_at=NOW - HOUR),
    )
    with store.snapshot() as t:
        assert t.sources.outlets(NOW) == [
            volume("inbox", 3, NOW + DAY),
            volume("Xinhua", 2, NOW + HOUR),
            volume("AFP", 1, NOW),
            volume("AP", 1, NOW),
        ]
        assert t.sources.outlets(NOW + 2 * DAY) == []


def test_topics_are_counted_the_fullest_first(store: Store) -> None:
    add(
        store,
        an_article(key="1", tags={"space", "world"}),
        an_article(key="2", tags={"space"}, collected_at=NOW + HOUR),
        an_article(key="3", tags=()),
        an_article(key="4", tags={"culture"}),
        an_article(key="5", tags={"culture", "old"}, collected_at=NOW - HOUR),
    )
    with store.snapshot() as t:
        assert t.sources.topics(NOW) == [
            volume("space", 2, NOW + HOUR),
            volume("culture", 1, NOW),
            volume("world", 1, NOW),
        ]
        assert t.sources.topics(NOW + DAY) == []


def test_an_article_in_several_versions_counts_once(store: Store) -> None:
    first = an_article(tags={"space"})
    second = an_article(body="Changed.", tags={"world"}, replaces=first.id, collected_at=NOW + HOUR)
    add(store, first, second, replace(an_article(key="other"), tags=frozenset({"space"})))
    with store.snapshot() as t:
        assert t.sources.outlets(NOW) == [volume("Xinhua", 2, NOW + HOUR)]
        assert t.sources.topics(NOW) == [
            volume("space", 1, NOW),
            volume("world", 1, NOW + HOUR),
        ]


def test_shown_is_what_is_there_of_a_source_and_was_told(store: Store) -> None:
    keys = ("told-later", "told", "untold", "gone", "seen-lately", "old", "other")
    made = {
        key: an_article(
            key=key,
            body=f"{key} words.",
            source="Wire" if key == "other" else "inbox",
            collected_at=NOW - (5 * DAY if key == "old" else HOUR),
        )
        for key in keys
    }
    with store.transaction() as t:
        for key, article in made.items():
            seen = {"seen-lately": NOW, "told": NOW - DAY}.get(key, NOW - HOUR)
            t.sources.see(
                a_sighting(key, source=article.source, article_id=article.id, seen_at=seen)
            )
            keep(t, a_coverage(a_report(article), id=f"story-{key}"))
        t.sources.forget("inbox", ["gone"])
        t.digests.add(a_digest(*(an_entry(f"story-{key}") for key in keys if key != "untold")))
    with store.snapshot() as t:

        def shown(source: str = "inbox", most: int = 9) -> list[str]:
            found = t.sources.shown(source, NOW - 3 * DAY, NOW - HOUR, most)
            return [one.key for one in found]

        assert shown() == ["told", "told-later"]
        assert shown(most=1) == ["told"]
        assert shown("Wire") == ["other"]


def test_what_is_not_there_any_more_is_let_go_of(store: Store) -> None:
    with store.transaction() as t:
        article = an_article()
        t.articles.add(article)
        for source, key, seen in (
            ("inbox", "there", NOW - DAY),
            ("inbox", "gone", NOW - DAY),
            ("inbox", "gone-lately", NOW),
            ("inbox", "bad", NOW - DAY),
            ("Wire", "gone", NOW - DAY),
        ):
            made = None if key == "bad" else article.id
            t.sources.see(a_sighting(key, source=source, article_id=made, seen_at=seen))
        t.sources.let_go("inbox", NOW, ["there", "not known"], NOW, NOW)
    with store.snapshot() as t:
        assert t.sources.known("inbox").keys() == {"there", "gone-lately"}
        assert t.sources.known("Wire").keys() == {"gone"}
        assert t.articles.get(article.id) == article


def test_what_is_there_is_seen_anew_after_half_the_time(store: Store) -> None:
    seen = {"there": NOW - 3 * DAY, "there-lately": NOW - DAY, "gone": NOW - 3 * DAY}
    with store.transaction() as t:
        article = an_article()
        t.articles.add(article)
        for source in ("inbox", "Wire"):
            for key, moment in seen.items():
                t.sources.see(a_sighting(key, source=source, article_id=article.id, seen_at=moment))
        t.sources.let_go("inbox", NOW - 4 * DAY, ["there", "there-lately"], NOW, NOW)
    with store.snapshot() as t:
        for key, moment in seen.items():
            assert t.sources.sighting("Wire", key) == a_sighting(
                key, source="Wire", article_id=article.id, seen_at=moment
            )
            now = NOW if key == "there" else moment
            assert t.sources.sighting("inbox", key) == a_sighting(
                key, article_id=article.id, seen_at=now
            )


def test_what_was_there_when_there_was_news_is_not_forgotten_for_that_nobody_looked(
    store: Store,
) -> None:
    half, since = 2 * DAY, NOW - 10 * DAY
    seen = {"there then": since - DAY, "gone then": since - half, "there": since - DAY}
    with store.transaction() as t:
        article = an_article()
        t.articles.add(article)
        for key, moment in seen.items():
            t.sources.see(a_sighting(key, article_id=article.id, seen_at=moment))
        t.sources.let_go("inbox", NOW - 2 * half, ["there"], NOW, since)

        def seen_at(key: str) -> datetime | None:
            found = t.sources.sighting("inbox", key)
            return found and found.seen_at

        assert [seen_at(key) for key in seen] == [NOW - half, None, NOW]
        # Once there was news again, it has the other half of the time.
        t.sources.let_go("inbox", NOW - half, ["there"], NOW + half, NOW)
        assert seen_at("there then") == NOW - half
        t.sources.let_go("inbox", NOW - half + DAY, ["there"], NOW + half + DAY, NOW)
        assert seen_at("there then") is None


def test_what_was_seen_of_a_source_goes_to_another_name(store: Store) -> None:
    with store.transaction() as t:
        for source, key, reason in (
            ("Wire", "a", "It is empty."),
            ("Wire", "b", "It is empty."),
            ("Post", "b", "It is too large."),
            ("Post", "c", "It is too large."),
            ("inbox", "a", "It is a film."),
        ):
            t.sources.see(a_sighting(key, source=source, reason=reason))
        t.sources.rename("Wire", "Post")
        found = {(one.source, one.key): one.reason for one in t.sources.rejected(9)}
    assert found == {
        ("Post", "a"): "It is empty.",
        ("Post", "b"): "It is empty.",
        ("Post", "c"): "It is too large.",
        ("inbox", "a"): "It is a film.",
    }


def test_an_author_is_elsewhere_in_a_source_that_is_not_named(store: Store) -> None:
    add(
        store,
        an_article(key="a", body="One.", source="Wire", author="Wire"),
        an_article(key="b", body="Two.", source="Post", author="Ann"),
    )
    with store.snapshot() as t:
        assert not t.sources.elsewhere(["Wire", "Post"])
        assert not t.sources.elsewhere(["Ann", "Post"])
        assert t.sources.elsewhere(["Ann", "Wire"])
        assert not t.sources.elsewhere([])


def test_shown_is_what_has_the_stamp_whatever_else_there_is(store: Store) -> None:
    with store.transaction() as t:
        for number in range(9):
            article = an_article(key=f"a{number}", body=f"{number} words.", collected_at=NOW - DAY)
            stamp = f"1@{number}" if number > 6 else f"{number}"
            seen = NOW - HOUR + timedelta(seconds=number)
            t.sources.see(
                replace(a_sighting(article.key, article_id=article.id, seen_at=seen), stamp=stamp)
            )
            keep(t, a_coverage(a_report(article), id=f"story-{number}"))
        t.digests.add(a_digest(*(an_entry(f"story-{number}") for number in range(9))))
    with store.snapshot() as t:
        found = t.sources.shown("inbox", NOW - 3 * DAY, NOW, 2, with_stamp="@")
        assert [one.key for one in found] == ["a7", "a8"]
