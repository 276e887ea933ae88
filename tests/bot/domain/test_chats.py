"""Addresses are read as they are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chats import Chat, ChatAddress, Paused, Platform, parse_address
from tests.fakes.builders import a_delivery, a_digest, a_subscription

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


def test_a_chat_is_paused_if_somebody_said_so_and_for_good_if_nobody_said_until_when():
    chat = Chat(address=parse_address("console:local"))
    now = datetime(2026, 11, 22, tzinfo=UTC)
    assert not chat.is_paused(now)
    assert replace(chat, paused=Paused(reason="asked")).is_paused(now + timedelta(days=9999))
    with pytest.raises(ValueError, match="until must carry a time zone"):
        Paused(reason="asked", until=now.replace(tzinfo=None))


@pytest.mark.parametrize("field", ["since", "next_due_at"])
def test_the_moments_of_a_subscription_are_in_utc(field):
    assert a_subscription(next_due_at=None).next_due_at is None
    with pytest.raises(ValueError, match=f"{field} must carry a time zone"):
        a_subscription(**{field: datetime(2026, 11, 22)})  # noqa: DTZ001 -- on purpose


@pytest.mark.parametrize("field", ["window_end", "made_at", "corrected_at"])
def test_the_moments_of_a_digest_are_in_utc(field):
    with pytest.raises(ValueError, match=f"{field} must carry a time zone"):
        replace(a_digest(), **{field: datetime(2026, 11, 22)})  # noqa: DTZ001 -- on purpose


@pytest.mark.parametrize("field", ["due_at", "expires_at"])
def test_the_moments_of_a_delivery_are_in_utc(field):
    with pytest.raises(ValueError, match=f"{field} must carry a time zone"):
        replace(a_delivery(), **{field: datetime(2026, 11, 22)})  # noqa: DTZ001 -- on purpose
