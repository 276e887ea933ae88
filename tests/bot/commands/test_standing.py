"""How a chat is set up, at a glance."""

from __future__ import annotations

from tests.bot.conftest import shown


def test_the_overview_of_a_chat_without_a_schedule_names_no_next_digest(news):
    news.says("subscribe space")
    news.says("schedule off")
    answer = shown(news.answerer.overview(news.invocation(), {}))
    assert "space: no schedule, only when you ask" in answer
    assert "Next digest" not in answer
