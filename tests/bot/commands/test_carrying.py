"""Handing over what is kept about a chat, erasing it, and taking it in elsewhere."""

from __future__ import annotations

import json
import math

import pytest

from bot.domain.chats import parse_address
from bot.domain.errors import UsageError
from bot.domain.subscriptions import MOST_SUBSCRIPTIONS
from bot.messages.blocks import Document
from bot.pipeline.carrying import all_chats, document_of, take_in
from bot.ports.chat import Role
from bot.runtime.ambient import new_id
from bot.storage.open import open_store
from tests.bot.conftest import SPACE, shown, taps
from tests.fakes.builders import HOUR, NOW


def exported(bot):
    message = bot.hears("export")
    (found,) = [block for block in message.blocks if isinstance(block, Document)]
    return found.name, json.loads(found.text)


def test_export_hands_over_everything_that_is_kept(news):
    news.says("subscribe space weekdays 7:30")
    news.says("quiet 22:00-07:00")
    news.says("summary penalty")
    news.says("less 1")
    name, document = exported(news)
    assert name == "digestbot-chat.json"
    (chat,) = document["chats"]
    assert chat["address"] == news.address
    assert chat["quiet"] == {"start": "22:00:00", "end": "07:00:00", "silent": False}
    assert [one["topics"] for one in chat["subscriptions"]] == [["space"]]
    assert [one["schedule"] for one in chat["subscriptions"]] == ["weekdays 07:30"]
    assert "penalties" in {one["name"] for one in chat["learned"]}
    digests = [story["headline"] for one in chat["digests"] for story in one["stories"]]
    assert SPACE.partition("\n")[0] in digests
    assert len(chat["told"]) == 1


@pytest.mark.parametrize(
    ("address", "told", "alone"),
    [
        ("telegram:42", "is in the file `digestbot-chat.json`.", False),
        ("telegram:-100", "is in the file `digestbot-chat.json`.", False),
        ("slack:T1/D9", "is in the file `digestbot-chat.json`.", False),
        ("slack:T1/C9", "is in the file `digestbot-chat.json`.", True),
        ("console:local", "This is everything that is kept about this chat.", False),
        ("web:abc", "This is everything that is kept about this chat.", False),
    ],
)
def test_where_the_export_is_depends_on_where_it_is_asked_for(bot, address, told, alone):
    bot.address = address
    words = " ".join(bot.says("export").split())
    assert told in words
    assert ("It comes to you alone" in words) is alone


def test_what_waits_to_be_posted_is_in_it(news):
    news.says("subscribe everything hourly")
    news.world.now += 2 * HOUR
    news.takes_in("The ferry sails again\n\nThe ferry to Oriel sails again, the harbor said. " * 3)
    news.plans()
    (chat,) = exported(news)[1]["chats"]
    assert [one["state"] for one in chat["messages"]] == ["planned"]
    news.posts()
    (chat,) = exported(news)[1]["chats"]
    assert [(one["state"], one["message"]) for one in chat["messages"]] == [("sent", "1")]


def test_a_chat_that_is_not_known_exports_how_chats_start(bot):
    (chat,) = exported(bot)[1]["chats"]
    assert chat["subscriptions"] == chat["told"] == chat["digests"] == []


def test_forgetting_the_chat_asks_first_and_then_leaves_nothing(news):
    news.says("subscribe space")
    asked = news.hears("forget this chat")
    told = " ".join(shown(asked).split())
    assert "its settings, one subscription, what was learned, that it was told one story," in told
    assert exported(news)[1]["chats"][0]["subscriptions"]
    done = news.hears(taps(asked)["Erase it all"])
    assert "is erased" in shown(done)
    assert "Back-ups" in shown(done)
    with news.store.snapshot() as tx:
        assert not tx.chats.all()
    assert exported(news)[1]["chats"][0]["subscriptions"] == []


def test_forget_says_how_the_whole_chat_is_forgotten(news):
    assert "`forget this chat` erases everything" in news.says("forget")
    news.says("summary penalty")
    news.says("more 1")
    assert "`forget this chat` erases everything" in news.says("forget")


def test_only_who_may_change_a_chat_exports_and_erases_it(news):
    news.role = Role.MEMBER
    assert "Only administrators" in news.says("export")
    assert "Only administrators" in news.says("forget this chat now")


def test_chats_are_carried_to_another_store_twice_as_well_as_once(news):
    news.says("subscribe space weekdays 7:30")
    news.says("quiet 22:00-07:00 silent")
    news.says("pause 2 weeks")
    news.says("summary penalty")
    news.says("more 1")
    document = json.loads(json.dumps(document_of(all_chats(news.store), NOW)))
    other = open_store("sqlite:///:memory:")
    for _ in range(2):
        assert take_in(other, document, news.world.now) == 1
    assert [_without_times(one) for one in all_chats(other)] == [
        _without_times(one) for one in all_chats(news.store)
    ]
    once = all_chats(other)
    take_in(other, document, news.world.now + NOW.resolution)
    assert all_chats(other) == once  # what is known stays due when it was
    other.close()


def wanted_by(store):
    return {
        one["address"]: [(wish["id"], wish["topics"]) for wish in one["subscriptions"]]
        for one in all_chats(store)
    }


def moves(bot):
    with bot.store.transaction() as tx:
        tx.chats.move(parse_address(bot.address), parse_address("telegram:-10042"))


@pytest.mark.parametrize("gone_since", [False, True])
def test_a_chat_keeps_its_subscriptions_when_an_older_export_is_taken_in(news, gone_since):
    news.says("subscribe space")
    document = json.loads(json.dumps(document_of(all_chats(news.store), NOW)))
    moves(news)
    ((id_, topics),) = wanted_by(news.store)["telegram:-10042"]
    take_in(news.store, document, NOW)
    once = wanted_by(news.store)
    assert once["telegram:-10042"] == [(id_, topics)]
    ((copy, copied),) = once[news.address]
    assert copied == topics
    assert len(copy) == len(new_id())
    if gone_since:
        with news.store.transaction() as tx:
            tx.subscriptions.remove(id_)
        once["telegram:-10042"] = []
    take_in(news.store, document, NOW)
    assert wanted_by(news.store) == once


def test_a_chat_written_anew_under_another_address_robs_no_other(news):
    news.says("subscribe space")
    document = json.loads(json.dumps(document_of(all_chats(news.store), NOW)))
    document["chats"].append({**document["chats"][0], "address": "telegram:7"})
    take_in(news.store, document, NOW)
    wanted = wanted_by(news.store)
    assert [topics for _, topics in wanted[news.address]] == [["space"]]
    assert [topics for _, topics in wanted["telegram:7"]] == [["space"]]


def test_what_is_due_by_a_changed_rule_is_due_anew(news):
    news.says("subscribe space weekdays 7:30")
    document = document_of(all_chats(news.store), NOW)
    document["chats"][0]["subscriptions"][0]["schedule"] = "hourly"
    take_in(news.store, document, news.world.now)
    (chat,) = all_chats(news.store)
    assert [one["schedule"] for one in chat["subscriptions"]] == ["hourly"]


def words_of(store):
    return [
        [word for one in chat["subscriptions"] for word in one["words"]]
        for chat in all_chats(store)
    ]


def test_what_a_chat_gets_already_is_not_added_once_more(news):
    news.says("subscribe space weekdays 7:30")
    news.says("subscribe moon")
    document = json.loads(json.dumps(document_of(all_chats(news.store), NOW)))
    news.says("unsubscribe all")
    news.says("subscribe moon")
    kept = news.says("subscriptions")
    first, second = document["chats"][0]["subscriptions"]
    document["chats"][0]["subscriptions"] = [first, second, {**first, "id": "again"}]
    take_in(news.store, document, NOW)
    assert words_of(news.store) == [["moon"]]
    assert [topics for _, topics in wanted_by(news.store)[news.address]] == [[], ["space"]]
    assert kept.splitlines()[1].split() == news.says("subscriptions").splitlines()[1].split()


def test_a_subscription_that_is_changed_does_not_stand_in_for_a_new_one(news):
    news.says("subscribe moon")
    document = json.loads(json.dumps(document_of(all_chats(news.store), NOW)))
    (moon,) = document["chats"][0]["subscriptions"]
    document["chats"][0]["subscriptions"] = [{**moon, "id": "new"}, {**moon, "words": ["mars"]}]
    take_in(news.store, document, NOW)
    (words,) = words_of(news.store)
    assert sorted(words) == ["mars", "moon"]


def test_an_import_that_would_pass_the_limit_of_subscriptions_is_refused_whole(news):
    news.says("subscribe moon")
    document = json.loads(json.dumps(document_of(all_chats(news.store), NOW)))
    (moon,) = document["chats"][0]["subscriptions"]
    other = {**document["chats"][0], "address": "telegram:7"}
    many = [{**moon, "id": f"id-{n}", "words": [f"word{n}"]} for n in range(MOST_SUBSCRIPTIONS)]
    full = {**document["chats"][0], "subscriptions": many}
    document["chats"] = [other, full]
    before = all_chats(news.store)
    with pytest.raises(UsageError) as refused:
        take_in(news.store, document, NOW)
    assert f"Chat {news.address} would have 51 subscriptions" in str(refused.value)
    assert all_chats(news.store) == before
    full["subscriptions"] = many[:-1]
    for _ in range(2):
        assert take_in(news.store, document, NOW) == 2
    wanted = wanted_by(news.store)
    assert [len(wanted[address]) for address in (news.address, "telegram:7")] == [50, 1]
    again = document_of(all_chats(news.store), NOW)
    for number, one in enumerate(again["chats"][0]["subscriptions"]):
        one["id"] = f"anew-{number}"
    assert take_in(news.store, again, NOW) == 2
    assert wanted_by(news.store) == wanted


def _without_times(record):
    wanted = [
        {name: value for name, value in one.items() if name not in {"since", "next_due_at"}}
        for one in record["subscriptions"]
    ]
    return {**record, "subscriptions": wanted}


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ([], "no export of chats"),
        ({"digestbot": "feeds"}, "no export of chats"),
        ({"digestbot": "chats", "version": 2}, "newer release"),
        ({"digestbot": "chats", "version": 1}, "no list of chats"),
        ({"digestbot": "chats", "version": 1, "chats": [3]}, "Chat 1 (without address)"),
        (
            {"digestbot": "chats", "version": 1, "chats": [{"address": "moon:1"}]},
            "Chat 1 (moon:1) is wrong: 'moon:1' is no chat address",
        ),
    ],
    ids=["list", "kind", "version", "no chats", "number", "address"],
)
def test_what_is_no_export_is_refused_whole(bot, document, told):
    with pytest.raises(UsageError) as refused:
        take_in(bot.store, document, NOW)
    assert told in str(refused.value)
    assert not all_chats(bot.store)


WRONG = [
    ("length", {"stories": 1e999, "sentences": 3, "minutes": None}, "stories is inf"),
    ("length", {"stories": 10**30, "sentences": 3, "minutes": None}, "not a number from 1 to 40"),
    ("length", {"stories": -5, "sentences": 3, "minutes": None}, "stories is -5"),
    ("length", {"stories": 8, "sentences": 3, "minutes": "abc"}, "minutes is 'abc'"),
    ("language", ["x"], "language is not a text"),
    ("timezone", "Europe", "'Europe' is no time zone"),
    ("timezone", 3, "timezone is not a text"),
    ("timezone", "a\0b", "timezone is not a text"),
    ("learned", [{"kind": "word", "name": None, "weight": 1, "language": "en"}], "name is not"),
    ("learned", [{"kind": "word", "name": "x", "weight": math.nan, "language": ""}], "is nan"),
    ("paused", {"reason": None, "until": None, "everywhere": False}, "reason is not a text"),
    ("paused", {"reason": "asked", "until": "0001-01-01T00:00+02:00", "everywhere": False}, "Over"),
    ("quiet", {"start": "22:00", "end": "22:00", "silent": False}, "quiet hours are two"),
    ("subscriptions", {"id": "1"}, "subscriptions is not a list"),
    ("subscriptions", [{}] * (MOST_SUBSCRIPTIONS + 1), "subscriptions is not a list of at most 50"),
    ("subscriptions.id", None, "id is not a text"),
    ("subscriptions.id", 3, "id is not a text"),
    ("subscriptions.topics", "space", "topics is not a list"),
    ("subscriptions.topics", ["\ud800"], "surrogates not allowed"),
    ("subscriptions.schedule", "daily " + "08:00 " * 5000, "schedule is not a text"),
]


@pytest.mark.parametrize(
    ("name", "value", "told"), WRONG, ids=[f"{n}-{one[0]}" for n, one in enumerate(WRONG)]
)
def test_what_no_command_would_take_is_refused_in_a_sentence(news, name, value, told):
    news.says("subscribe space")
    document = json.loads(json.dumps(document_of(all_chats(news.store), NOW)))
    before = all_chats(news.store)
    (chat,) = document["chats"]
    section, _, inner = name.partition(".")
    if inner:
        chat[section][0][inner] = value
    else:
        chat[section] = value
    with pytest.raises(UsageError) as refused:
        take_in(news.store, document, NOW)
    assert f"Chat 1 ({news.address}) is wrong: " in str(refused.value)
    assert told in str(refused.value)
    assert all_chats(news.store) == before


def test_a_pause_until_a_moment_in_another_zone_is_taken(news):
    news.says("pause 2 weeks")
    document = json.loads(json.dumps(document_of(all_chats(news.store), NOW)))
    document["chats"][0]["paused"]["until"] = "2027-01-01T02:00:00+02:00"
    take_in(news.store, document, NOW)
    (chat,) = all_chats(news.store)
    assert chat["paused"]["until"] == "2027-01-01T00:00:00+00:00"


def test_a_wrong_chat_keeps_the_right_ones_out(news):
    news.says("subscribe space")
    document = document_of(all_chats(news.store), NOW)
    document["chats"].append({**document["chats"][0], "timezone": "Mars/Olympus"})
    other = open_store("sqlite:///:memory:")
    with pytest.raises(UsageError):
        take_in(other, document, NOW)
    assert not all_chats(other)
    other.close()
