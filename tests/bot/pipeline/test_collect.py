"""What a source holds becomes articles, each exactly once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.errors import SourceError
from bot.pipeline.collect import collect, collect_all
from bot.ports.source import Gone, Unreadable
from tests.bot.conftest import HARBOR, SPACE
from tests.fakes.world import ListSource


def keys(bot):
    with bot.store.snapshot() as tx:
        return set(tx.sources.known("inbox"))


def count(bot):
    with bot.store.snapshot() as tx:
        return tx.articles.count()


def test_a_second_pass_does_no_work(news):
    again = news.takes_in()
    assert (again.added, again.changed, again.copies, again.known) == ([], [], [], 3)


def test_an_identical_copy_is_the_same_article_under_both_topics(bot):
    bot.source.put("space/a.txt", SPACE, tags=frozenset({"space"}))
    bot.source.put("moon/b.txt", SPACE, tags=frozenset({"moon"}))
    outcome = bot.takes_in()
    assert (outcome.added, outcome.copies) == (["space/a.txt"], ["moon/b.txt"])
    assert count(bot) == 1
    assert "moon: 1 article" in bot.says("topics")
    assert "space: 1 article" in bot.says("topics")


def test_a_changed_text_is_a_new_version_in_the_same_story(bot):
    bot.source.put("a.txt", SPACE)
    bot.takes_in()
    bot.source.put("a.txt", SPACE.replace("210 million", "230 million"))
    outcome = bot.takes_in()
    assert outcome.changed == ["a.txt"]
    assert "2 articles, 1 story" in bot.says("status")
    assert "230 million" in bot.says("summary moon") + bot.says("summary 1")


def test_a_new_version_of_what_was_told_is_not_told_again(bot):
    bot.source.put("a.txt", SPACE)
    bot.takes_in()
    bot.says("summary")
    bot.source.put("a.txt", SPACE.replace("210 million", "230 million"))
    bot.takes_in()
    assert "Nothing new" in bot.says("summary")


def test_what_is_removed_stays_told_and_what_was_rejected_is_forgotten(bot):
    bot.source.put("a.txt", SPACE)
    bot.source.items.append(Unreadable(key="b.txt", stamp="1", reason="It is empty."))
    bot.takes_in()
    assert "b.txt: It is empty." in bot.says("status")
    bot.source.items = [Gone(key="a.txt"), Gone(key="b.txt")]
    bot.takes_in()
    assert keys(bot) == set()
    assert "b.txt" not in bot.says("status")
    assert "Probe lands" in bot.says("summary")


def test_a_file_that_comes_back_is_the_article_that_it_was(bot):
    bot.source.put("a.txt", SPACE)
    bot.takes_in()
    bot.source.items = [Gone(key="a.txt")]
    bot.takes_in()
    bot.source.items = []
    bot.source.put("a.txt", SPACE)
    assert bot.takes_in().added == []
    assert count(bot) == 1


def test_a_file_that_was_deleted_and_written_anew_is_a_new_version(bot):
    bot.source.put("a.txt", SPACE)
    bot.takes_in()
    bot.says("summary")
    bot.source.items = [Gone(key="a.txt")]
    bot.takes_in()
    bot.source.items = []
    bot.source.put("a.txt", SPACE.replace("210 million", "230 million"))
    assert bot.takes_in().changed == ["a.txt"]
    assert "2 articles, 1 story" in bot.says("status")
    assert "Nothing new" in bot.says("summary")


def test_a_file_that_was_moved_keeps_its_article_from_what_comes_under_its_old_name(bot):
    bot.source.put("a.txt", SPACE)
    bot.takes_in()
    bot.source.items = []
    bot.source.put("b.txt", SPACE)
    bot.source.items.append(Gone(key="a.txt"))
    assert bot.takes_in().copies == ["b.txt"]
    bot.source.put("a.txt", SPACE.replace("210 million", "230 million"))
    assert bot.takes_in().added == ["a.txt"]


class Lost(ListSource):
    """A source that cannot be read as a whole."""

    def scan(self, known):
        del known
        raise SourceError("The inbox folder news does not exist.")


def test_a_source_that_is_lost_shows_in_the_status_until_it_is_back(news):
    for _ in range(2):
        with pytest.raises(SourceError):
            collect(news.store, Lost(), news.world.ambient)
        assert "Trouble" in news.says("status")
        assert "The inbox folder news does not exist." in news.says("status")
    assert "could not be read" not in news.says("status")
    news.takes_in()
    assert "Trouble" not in news.says("status")


def test_a_rejected_file_that_is_mended_is_collected(bot):
    bot.source.items.append(Unreadable(key="a.txt", stamp="1", reason="It is empty."))
    assert [one.reason for one in bot.takes_in().rejected] == ["It is empty."]
    bot.source.items = []
    bot.source.put("a.txt", HARBOR)
    assert bot.takes_in().added == ["a.txt"]
    assert "It is empty" not in bot.says("status")


def test_many_items_come_in_batches(bot):
    for number in range(120):
        bot.source.put(f"{number}.txt", f"Headline {number}\n\nThe ship number {number} sailed.")
    outcome = bot.takes_in()
    assert len(outcome.added) == 120
    assert count(bot) == 120


def test_an_edited_copy_is_an_article_of_its_own_and_news(bot):
    bot.source.put("a.txt", SPACE)
    bot.source.put("b.txt", SPACE)
    bot.takes_in()
    bot.says("summary")
    bot.source.put("b.txt", HARBOR)
    assert bot.takes_in().added == ["b.txt"]
    assert "Probe lands" in bot.says("summary moon")
    assert "Harbor bridge" in bot.says("summary")


def test_a_change_that_is_taken_back_shows_the_first_text_again(bot):
    first, second = SPACE, SPACE.replace("210 million", "999 million")
    for text in (first, second, first):
        bot.source.put("a.txt", text)
        outcome = bot.takes_in()
    assert outcome.changed == ["a.txt"]
    answer = bot.says("summary moon") + bot.says("summary 1")
    assert "210 million" in answer
    assert "999 million" not in answer


def test_a_file_that_is_used_again_for_another_article_is_news(bot):
    bot.source.put("latest.txt", SPACE)
    bot.takes_in()
    bot.says("summary")
    bot.source.put("latest.txt", HARBOR)
    assert bot.takes_in().added == ["latest.txt"]
    assert "Harbor bridge" in bot.says("summary")
    assert "Probe lands" in bot.says("summary moon")


def test_a_touched_file_is_known(bot):
    bot.source.put("a.txt", SPACE)
    bot.takes_in()
    bot.source.items = [replace(bot.source.items[0], stamp="touched")]
    outcome = bot.takes_in()
    assert (outcome.known, outcome.copies, outcome.changed) == (1, [], [])


def test_a_text_that_has_grown_is_a_version_of_its_beginning(bot):
    bot.source.put("a.txt", SPACE[:60])
    bot.takes_in()
    bot.source.put("a.txt", SPACE)
    assert bot.takes_in().changed == ["a.txt"]
    assert "2 articles, 1 story" in bot.says("status")


def test_a_change_that_is_taken_back_before_it_was_grouped(bot):
    first, second = SPACE, SPACE.replace("210 million", "999 million")
    for text in (first, second, first):
        bot.source.put("a.txt", text)
        collect(bot.store, bot.source, bot.world.ambient)
    bot.takes_in()
    answer = bot.says("summary") + bot.says("summary 1")
    assert "210 million" in answer
    assert "999 million" not in answer
    assert "2 articles, 1 story" in bot.says("status")


def test_what_was_still_being_written_is_collected_once_it_is_whole(bot):
    class Settling(ListSource):
        """A source with a file that is whole at the second look."""

        def wait_until_settled(self) -> bool:
            self.put("late.txt", HARBOR)
            return True

    source = Settling()
    source.put("early.txt", SPACE)
    outcome = collect_all(bot.store, source, bot.world.ambient)
    assert outcome.added == ["early.txt", "late.txt"]
    assert (outcome.changed, outcome.copies, outcome.rejected) == ([], [], [])
    assert count(bot) == 2
