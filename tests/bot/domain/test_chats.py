"""Addresses are read as they are written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chats import Chat, ChatAddress, Paused, Platform, parse_address

name = st.from_regex(r"[A-Za-z0-9]{1,12}", fullmatch=True)


@given(
    st.builds(
        ChatAddress,
        platform=st.sampled_from([platform.value for platform in Platform]),
        chat=name | st.integers().map(str),
        workspace=st.none() | name,
        thread=st.none() | st.from_regex(r"[0-9]{1,10}(\.[0-9]{1,6})?", fullmatch=True),
    )
)
def test_an_address_survives_being_written(address):
    assert parse_address(str(address)) == address


@pytest.mark.parametrize("text", ["", "42", "irc:42", "telegram:", "telegram:4 2", "slack:T1/"])
def test_what_is_no_address_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="telegram:42"):
        parse_address(text)


def test_a_pause_ends_by_itself():
    now = datetime(2026, 11, 22, tzinfo=UTC)
    end = now + timedelta(days=1)
    chat = Chat(address=parse_address("console:local"), paused=Paused(reason="asked", until=end))
    assert chat.is_paused(now)
    assert not chat.is_paused(end)
