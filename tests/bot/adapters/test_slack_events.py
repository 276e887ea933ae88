"""Payloads, and what they are read as."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.slack import events
from bot.adapters.slack.keeping import key_of, plain, to_heard
from bot.adapters.slack.sentences import ENGLISH
from bot.adapters.slack.typed import typed_words, words


def event(**facts: Any) -> dict[str, Any]:
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": facts}


def message(**facts: Any) -> dict[str, Any]:
    usual = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "text": "hi"}
    return event(**{**usual, **facts})


class TestSaid:
    def test_what_is_said_to_us_alone(self) -> None:
        said = events.read(message())
        assert isinstance(said, events.Said)
        assert (said.spot.workspace, said.spot.channel, said.person) == ("T1", "D1", "U1")
        assert events.command_of(said, "UBOT") == "hi"

    @pytest.mark.parametrize(
        "facts",
        [
            {"bot_id": "B2"},
            {"subtype": "bot_message"},
            {"subtype": "message_changed", "hidden": True},
            {"subtype": "message_deleted"},
            {"subtype": "channel_join"},
            {"subtype": "channel_topic"},
            {"user": None},
            {"user": "USLACKBOT"},
            {"channel_type": "channel", "channel": "C1"},
        ],
    )
    def test_what_is_not_for_us(self, facts: dict[str, Any]) -> None:
        assert events.read(message(**facts)) is None

    def test_a_mention_in_a_conversation_with_us_is_not_heard_twice(self) -> None:
        assert events.read(event(type="app_mention", channel="D1", user="U1", text="hi")) is None

    @pytest.mark.parametrize(
        ("text", "command"),
        [
            ("<@UBOT> summary 3", "summary 3"),
            ("<@UBOT>: summary", "summary"),
            ("  summary <@UBOT> ", "summary"),
            ("<@UBOT>", "help"),
            ("<@UBOT> subscribe <@UBOT2>", "subscribe @UBOT2"),
        ],
    )
    def test_mentions_of_us_are_left_out(self, text: str, command: str) -> None:
        said = events.read(event(type="app_mention", channel="C1", user="U1", text=text))
        assert isinstance(said, events.Said)
        assert events.command_of(said, "UBOT") == command

    @pytest.mark.parametrize(
        ("command", "text", "line"),
        [
            ("/digest", "subscribe space", "subscribe space"),
            ("/digest", "", "help"),
            ("/summary", "", "summary"),
            ("/summary", "3", "summary 3"),
            ("/summary-test", "3", "summary 3"),
            ("/digest", "search a &amp; b &lt;3", "search a & b <3"),
        ],
    )
    def test_slash_commands(self, command: str, text: str, line: str) -> None:
        said = events.read({
            "command": command, "text": text, "team_id": "T1", "channel_id": "C1", "user_id": "U1",
            "response_url": "https://hooks.slack.com/x", "trigger_id": "1.2.3",
        })  # fmt: skip
        assert isinstance(said, events.Said)
        assert said.text == line

    def test_secrets_are_in_no_repr(self) -> None:
        said = events.read({
            "command": "/digest", "team_id": "T1", "channel_id": "C1", "user_id": "U1",
            "response_url": "https://hooks.slack.com/secret", "trigger_id": "1.2.secret",
        })  # fmt: skip
        assert "secret" not in repr(said)


class TestOthers:
    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"type": "something_new"},
            {"type": "block_actions", "actions": []},
            {"type": "block_actions", "actions": [{"type": "button", "url": "https://x.example"}]},
            {"type": "message_action", "callback_id": "somebody_elses"},
            {"type": "view_submission", "view": {"callback_id": "somebody_elses"}},
            {"type": "view_submission", "view": {"callback_id": "settings"}},
            {"type": "view_closed"},
            {"type": "event_callback"},
            event(type="reaction_added", user="U1"),
            event(type="app_home_opened", user="U1", channel="D1", tab="messages"),
            event(type="channel_rename", channel={"id": "C1", "name": "new"}),
        ],
    )
    def test_what_does_not_concern_us(self, body: dict[str, Any]) -> None:
        assert events.read(body) is None

    @pytest.mark.parametrize("kind", sorted(events.CLOSING))
    def test_channels_that_end(self, kind: str) -> None:
        happened = events.read(event(type=kind, channel="C1"))
        assert isinstance(happened, events.Closed)
        assert happened.reason in ENGLISH

    def test_events_that_describe_their_channel(self) -> None:
        happened = events.read(event(type="channel_unarchive", channel={"id": "C1"}))
        assert isinstance(happened, events.Reopened)
        assert happened.spot.channel == "C1"


class TestKeys:
    def test_the_same_event_has_the_same_key_however_it_comes(self) -> None:
        assert key_of(message()) == key_of(message())

    def test_clicks_have_the_key_of_their_trigger(self) -> None:
        one, other = {"trigger_id": "1.2.3"}, {"trigger_id": "1.2.4"}
        assert key_of(one) == key_of({**one, "type": "block_actions"})
        assert key_of(one) != key_of(other)
        assert "1.2.3" not in key_of(one)  # it is a secret

    def test_what_has_no_id_is_known_by_what_it_says(self) -> None:
        one, other = {"type": "view_closed", "view": 1}, {"type": "view_closed", "view": 2}
        assert key_of(one) == key_of(dict(reversed(one.items())))
        assert key_of(one) != key_of(other)


class TestKept:
    def test_secrets_are_left_out_but_for_where_to_answer(self) -> None:
        url = "https://hooks.slack.com/x"
        body = {"command": "/digest", "token": "t", "trigger_id": "1.2", "response_url": url}
        heard = to_heard(body)
        assert heard.raw == {"command": "/digest", "response_url": url}
        assert (heard.platform, heard.id) == ("slack", key_of(body))

    def test_a_store_can_take_it(self) -> None:
        body = {"text": "a\0b \ud800", "n\0": [1, float("nan"), None, True, ({"x": 1.5},)]}
        assert plain(body) == {"text": "a\ufffdb ?", "n\ufffd": [1, None, None, True, [{"x": 1.5}]]}


class TestTyped:
    @pytest.mark.parametrize(
        ("text", "labels", "said"),
        [
            ("a &lt;b&gt; &amp;amp; c", True, "a <b> &amp; c"),
            ("&lt;!channel&gt;", True, "<!channel>"),
            ("<https://x.example/a?b=1&amp;c=2>", False, "https://x.example/a?b=1&c=2"),
            ("<https://x.example|the news>", False, "https://x.example"),
            ("<https://x.example|the news>", True, "the news"),
            ("<mailto:a@x.example|a@x.example>", False, "a@x.example"),
            ("<#C1|general> <#C2>", True, "#general #C2"),
            ("<@U1|ann> <@U2>", True, "@ann @U2"),
            ("<!here> <!channel|channel>", True, "@here channel"),
            ("<!subteam^S1|@team>", True, "@team"),
            ("<!date^1^{date}|Friday>", True, "Friday"),
            ("5 > 3 and <", True, "5 > 3 and <"),
        ],
    )
    def test_what_a_message_says(self, text: str, labels: bool, said: str) -> None:
        assert words(text, labels=labels) == said

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("<https://example.org/a|See here>!", "See here (https://example.org/a)!"),
            ("<http://example.org|example.org>", "http://example.org"),
            ("<https://example.org/a>", "https://example.org/a"),
            ("<mailto:ann@example.org|ann@example.org>", "ann@example.org"),
        ],
    )
    def test_what_is_handed_over_keeps_its_addresses(self, text: str, said: str) -> None:
        assert words(text, addresses=True) == said

    def test_each_character_is_unescaped_once(self) -> None:
        assert typed_words("&amp;lt;") == "&lt;"
