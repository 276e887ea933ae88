"""What one person is shown about a chat that does not read it: nothing of it counts as told."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("asked", ["summary", "digest"])
def test_a_digest_that_the_chat_does_not_read_is_not_told_to_it(news, asked):
    assert "Harbor bridge opens" in news.says(asked, apart=True)
    assert "Harbor bridge opens" in news.says(asked)
    assert "Nothing new since" in news.says(asked)


def test_it_is_called_a_preview(news):
    assert "Preview · " in news.says("digest", apart=True)
    assert "Your digest · " in news.says("digest")


def test_neither_is_the_sample_of_a_subscription(news):
    answer = news.hears("subscribe everything", apart=True)
    assert answer.aside
    assert "Harbor bridge opens" in news.says("digest")


def test_its_items_can_be_asked_about(news):
    news.says("digest", apart=True)
    assert "asked for it here" in news.says("why 1", apart=True)
