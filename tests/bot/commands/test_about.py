"""People ask what there is, and what went wrong."""

from __future__ import annotations

import base64

import pytest

from bot.commands.registry import COMMANDS
from bot.domain.errors import StoreBusy
from bot.ports.chat import Role
from bot.ports.source import Unreadable
from bot.render import slack, telegram
from tests.bot.conftest import SPACE, shown


def test_start_says_what_to_do_first(bot):
    answer = bot.says("/start")
    assert "subscribe everything daily 08:00" in answer
    assert "summary" in answer


def test_help_names_every_command(bot):
    answer = bot.says("help")
    for command in COMMANDS:
        assert command.name in answer


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_help_of_its_own(bot, command):
    answer = bot.says(f"help {command.name}")
    assert command.usage in answer
    assert all(alias in answer for alias in command.aliases)


def test_a_mistyped_command_is_guessed(bot):
    assert "Did you mean `summary`?" in bot.says("/sumary")
    assert "Did you mean `schedule`?" in bot.says("help shedule")
    assert "There is no command “xyzzy”" in bot.says("xyzzy")
    assert "Did you mean" not in bot.says("heyo")


def test_plain_words_are_shown_how_to_ask(bot):
    answer = bot.says("where have all the flowers gone")
    assert "There is no command “where”" in answer
    assert "`search moon base`" in answer


def test_on_each_platform_errors_say_what_can_be_typed_there(bot):
    problem = bot.hears("xyzzy")
    assert "/help" in telegram.render(problem)[0]["text"]
    assert "/digest help" in slack.render(problem)[0]["text"]


def test_what_was_perhaps_not_said_to_us_is_let_pass(bot):
    for words in ("wow", "thanks a lot", "/play song"):
        assert bot.hears(words, overheard=True).blocks == ()
    assert "Did you mean `summary`?" in bot.says("/sumary", overheard=True)
    assert "Archive" in bot.says("status", overheard=True)


def test_a_link_alone_is_to_be_summarized(bot):
    assert "no command" not in bot.says("https://example.org/news/1")
    assert bot.says("https://example.org/a") == bot.says("summary https://example.org/a")


def test_in_the_terminal_help_says_how_to_leave(bot):
    from bot.adapters.console import adapter

    assert "`quit` leaves" in bot.says("help")
    for word in adapter._LEAVES:
        assert "In the terminal, `quit` leaves." in bot.says(f"help {word}")
    bot.address = "telegram:42"
    assert "quit" not in bot.says("help")
    assert "There is no command “quit”" in bot.says("help quit")


def test_surplus_words_are_answered_with_the_usage(bot):
    assert "Usage: resume" in bot.says("resume now")
    assert "Usage: digest [preview|more]" in bot.says("digest tomorrow")


@pytest.mark.parametrize("text", ["", "   ", "/", '""', "\u200b"])
def test_nothing_said_is_answered_kindly(bot, text):
    answer = bot.says(text)
    assert "help" in answer


def test_topics_and_sources_of_the_week(news):
    assert "space: 1 article" in news.says("topics")
    answer = news.says("sources")
    assert "Harbor Wire: 2 articles, newest today 07:00" in answer
    assert "Northern Post: 1 article, today 07:00" in answer
    assert 'subscribe "Harbor Wire"' in answer
    news.world.sleep(days=8)
    assert "No topics yet" in news.says("topics")


def test_status_shows_what_is_next_and_what_was_rejected(news):
    news.source.items.append(Unreadable(key="a/bad.txt", stamp="1", reason="It is empty."))
    news.takes_in()
    news.says("subscribe space")
    answer = news.says("status")
    assert "today 08:00" in answer
    assert "3 articles, 3 stories" in answer
    assert "a/bad.txt: It is empty." in answer


def test_status_counts_what_waits_to_be_posted(news):
    news.says("subscribe everything")
    news.world.sleep(minutes=1)
    news.takes_in("Ferry\n\nThe old ferry was sold to the islands on Monday for one crown.")
    news.world.sleep(hours=1)
    news.plans()
    assert "1 waiting to be posted" in news.says("status")


def test_members_read_but_do_not_change(news):
    news.role = Role.MEMBER
    assert "Only administrators" in news.says("subscribe space")
    assert "no subscriptions yet" in news.says("list")
    assert "Probe lands" in news.says("summary")


def test_our_own_mistake_is_confessed_with_a_number(bot, monkeypatch, logged_errors):
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(type(bot.store), "snapshot", broken)
    answer = bot.says("help")
    assert "Sorry, that went wrong" in answer
    assert logged_errors == ["answer.failed"]
    logged_errors.clear()
    assert "boom" not in answer


def test_our_mistakes_are_confessed_in_the_language_of_the_chat(bot, monkeypatch, logged_errors):
    def failing(error: Exception):
        def fail(*_: object) -> None:
            raise error

        return fail

    bot.says("language de")
    monkeypatch.setattr(type(bot.store), "transaction", failing(StoreBusy("held")))
    assert "Das Archiv ist gerade beschäftigt" in bot.says("pause")
    monkeypatch.setattr(type(bot.store), "transaction", failing(RuntimeError("boom")))
    assert "da ist etwas schiefgegangen" in bot.says("pause")
    monkeypatch.setattr(type(bot.store), "snapshot", failing(RuntimeError("boom")))
    answer = bot.answerer(bot.invocation("pause", language="fr"))
    assert "ce n’est pas votre faute" in shown(answer)  # nobody can look up the chat's
    assert logged_errors == ["answer.failed"] * 2
    logged_errors.clear()


def test_a_deep_link_subscribes_to_its_topic(news):
    news.takes_in("Vote\n\nThe world voted on Monday.", tags=frozenset({"world-news"}))
    assert "Subscribed to space: daily 08:00." in news.says("/start space")
    assert "This chat gets space already" in news.says("/start space")
    assert "Subscribed to world-news" in news.says("/start world_news")
    answer = news.says("/start gardening")
    assert "subscribe everything daily 08:00" in answer
    assert "There is no topic called “gardening”" in answer


def test_a_deep_link_is_no_authority(news):
    news.role = Role.MEMBER
    answer = news.says("/start space")
    assert "subscribe everything daily 08:00" in answer
    assert "Only administrators of this chat may subscribe it to space" in answer
    assert "no subscriptions yet" in news.says("list")


@pytest.mark.parametrize("topic", ["中国", "climate-law", "мир"])
def test_a_link_may_name_any_topic_in_base64url(bot, topic):
    bot.takes_in(SPACE, tags=frozenset({topic}))
    payload = base64.urlsafe_b64encode(topic.replace("-", " ").encode()).decode().rstrip("=")
    assert f"Subscribed to {topic}" in bot.says(f"start {payload}").replace('"', "")


def test_a_link_that_names_nothing_says_so(bot):
    bot.takes_in(SPACE, tags=frozenset({"space"}))
    assert "Subscribed" not in bot.says("start aGVsbG8")
    assert "Subscribed" not in bot.says("start ____")


def test_a_source_without_a_name_is_listed_in_words_and_another_is_the_example(bot):
    bot.takes_in("Rain\n\nIt rained all day in Oslo, and nobody was out.")
    bot.takes_in("Snow\n\nIt snowed all day in Lima, and all were out.", author="Harbor Wire")
    answer = bot.says("sources")
    assert "source not named: 1 article" in answer
    assert 'subscribe "Harbor Wire"' in answer
