"""How what we post arrives on Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.adapters.telegram import TelegramAdapter
from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Receipt
from bot.domain.errors import Moved, NotSent, Refused, TryLater, Unknown, Unreachable
from bot.messages.blocks import Chart, Heading, Message, Panel, Plain, Series, StoryItem, Strong
from bot.ports.chat import Invocation
from bot.render import telegram
from tests.contract.chats.listener import EchoListener, reply
from tests.contract.chats.telegram import address, make_adapter, running
from tests.fakes.telegram_api import TelegramApi

BODY = {"surface": "telegram", "text": "Hello <b>world</b>"}


@pytest.fixture
async def adapter(api: TelegramApi) -> AsyncIterator[TelegramAdapter]:
    adapter = make_adapter(api)
    await adapter.open()
    yield adapter
    await adapter.close()


async def test_markup_is_markup(api: TelegramApi, adapter: TelegramAdapter) -> None:
    chat = api.private(api.person("Ann"))
    await adapter.post(address(chat.id), BODY, key="k")
    shown = await chat.shows("Hello world")
    assert shown.marked("bold") == ["world"]
    assert not shown.silent
    assert shown.preview == {"is_disabled": True}


async def test_a_file_is_a_file(api: TelegramApi, adapter: TelegramAdapter) -> None:
    chat = api.private(api.person("Ann"))
    document = {"name": "chat.json", "text": '{"said": "Grüße"}\n'}
    await adapter.post(address(chat.id), {"surface": "telegram", "document": document}, key="k")
    (asked,) = await api.asked("sendDocument")
    (upload,) = asked.files.values()
    assert (upload.name, upload.body.decode()) == ("chat.json", document["text"])
    with pytest.raises(Unreachable):
        await adapter.post(address(4711), {"surface": "telegram", "document": document}, key="k2")


CHART = Message(
    (
        Heading("The last days"),
        Chart(("2021-06-18",), (Panel((Series((Strong("7"), Plain(" articles")), (7,)),)),)),
    )
)


async def test_a_picture_has_its_words_below_it(api: TelegramApi, adapter: TelegramAdapter) -> None:
    chat = api.private(api.person("Ann"))
    (body,) = telegram.render(CHART)
    receipt = await adapter.post(address(chat.id), {**body, "silent": True}, key="k")
    shown = await chat.shows("7 articles")
    assert (shown.photo is not None, shown.marked("bold")) == (True, ["The last days", "7"])
    assert (str(shown.id), shown.silent) == (receipt.message_id, True)
    without = {"surface": "telegram", "picture": body["picture"]}
    await adapter.post(address(chat.id), without, key="k2")
    assert [(bool(m.photo), m.text) for m in chat.messages[-1:]] == [(True, "")]


async def test_where_no_pictures_may_be_sent_the_words_are(
    api: TelegramApi, adapter: TelegramAdapter
) -> None:
    chat = api.private(api.person("Ann"))
    (body,) = telegram.render(CHART)
    for refusal in ("not enough rights to send photos to the chat", "IMAGE_PROCESS_FAILED"):
        api.faults.refuse("sendPhoto", 400, f"Bad Request: {refusal}")
        await adapter.post(address(chat.id), body, key="k")
        assert (await chat.shows("7 articles")).photo is None
        api.faults.refuse("sendPhoto", 400, f"Bad Request: {refusal}")
        with pytest.raises((Refused, Unreachable)):
            await adapter.post(
                address(chat.id), {"surface": "telegram", "picture": body["picture"]}, key="k2"
            )


async def test_silent_parts_make_no_sound(api: TelegramApi, adapter: TelegramAdapter) -> None:
    chat = api.private(api.person("Ann"))
    await adapter.post(address(chat.id), {**BODY, "silent": True}, key="k")
    assert (await chat.shows("Hello world")).silent


async def test_a_link_is_previewed_where_the_settings_want_it(api: TelegramApi) -> None:
    adapter = make_adapter(api, link_preview=True)
    chat = api.private(api.person("Ann"))
    link = "https://example.org/lead"
    await adapter.post(address(chat.id), {**BODY, "link": link}, key="k1")
    assert (await chat.shows("Hello")).preview == {"url": link}
    await adapter.post(address(chat.id), {**BODY, "text": "Other"}, key="k2")
    assert (await chat.shows("Other")).preview == {"is_disabled": True}
    await adapter.close()


async def test_a_preview_is_off_unless_wanted(api: TelegramApi, adapter: TelegramAdapter) -> None:
    chat = api.private(api.person("Ann"))
    await adapter.post(address(chat.id), {**BODY, "link": "https://example.org"}, key="k")
    assert (await chat.shows("Hello")).preview == {"is_disabled": True}


async def test_markup_that_telegram_cannot_read_is_sent_as_plain_text_once(
    api: TelegramApi, adapter: TelegramAdapter
) -> None:
    chat = api.private(api.person("Ann"))
    await adapter.post(address(chat.id), {**BODY, "text": "a &lt; <bold>b</bold>"}, key="k")
    shown = await chat.shows("a < b")
    assert shown.entities == []
    assert len(api.calls("sendMessage")) == 2


async def test_buttons_say_or_lead_somewhere(api: TelegramApi, adapter: TelegramAdapter) -> None:
    rows = [[{"text": "More", "say": "summary 2"}, {"text": "Read", "url": "https://a.example/"}]]
    chat = api.private(api.person("Ann"))
    await adapter.post(address(chat.id), {**BODY, "buttons": rows}, key="k")
    ((more, read),) = (await chat.shows("Hello")).keyboard
    assert more["callback_data"] == "summary 2"
    assert read["url"] == "https://a.example/"


@pytest.mark.parametrize(
    "body",
    [
        {**BODY, "surface": "slack"},
        {**BODY, "text": ""},
        {**BODY, "buttons": 1},
        {**BODY, "buttons": [[{"say": "x"}]]},
        {**BODY, "buttons": [[{"text": "x"}]]},
    ],
)
async def test_a_malformed_part_is_refused_before_it_is_sent(
    api: TelegramApi, adapter: TelegramAdapter, body: dict[str, object]
) -> None:
    with pytest.raises(Refused):
        await adapter.post(address(1), body, key="k")
    assert api.calls("sendMessage") == []


@pytest.mark.parametrize(
    "where",
    [
        ChatAddress(platform="telegram", chat="nobody"),
        ChatAddress(platform="telegram", chat="1", thread="x"),
    ],
)
async def test_an_odd_address_is_refused(adapter: TelegramAdapter, where: ChatAddress) -> None:
    with pytest.raises(Refused):
        await adapter.post(where, BODY, key="k")


async def test_a_closed_topic_cannot_be_reached_and_the_bot_stays(
    api: TelegramApi, adapter: TelegramAdapter
) -> None:
    forum = api.supergroup("Forum", forum=True)
    topic = await forum.opens_topic("Science", thread=7)
    await forum.closes_topic(topic)
    for thread in (topic, 99):  # closed, and not there
        with pytest.raises(Unreachable):
            await adapter.post(address(forum.id, thread), BODY, key="k")
    assert forum.bot_status == "member"
    assert api.calls("leaveChat") == []
    await adapter.post(address(forum.id), BODY, key="k")


async def test_a_closed_general_topic_says_nothing_of_the_others(
    api: TelegramApi, adapter: TelegramAdapter
) -> None:
    forum = api.supergroup("Forum", forum=True)
    topic = await forum.opens_topic("Science", thread=7)
    await forum.closes_general()
    with pytest.raises(Unreachable) as caught:
        await adapter.post(address(forum.id), BODY, key="k")
    assert caught.value.alone
    await adapter.post(address(forum.id, topic), BODY, key="k")
    forum.members[api.bot.id] = "kicked"
    with pytest.raises(Unreachable) as caught:
        await adapter.post(address(forum.id), BODY, key="k")
    assert not caught.value.alone


async def test_a_group_that_moved_says_where_to(api: TelegramApi, adapter: TelegramAdapter) -> None:
    group = api.group("Friends")
    new = await group.migrate()
    with pytest.raises(Moved) as caught:
        await adapter.post(address(group.id), BODY, key="k")
    assert caught.value.to == address(new.id)
    await adapter.post(caught.value.to, BODY, key="k")
    await new.shows("Hello world")


@pytest.mark.parametrize("trouble", ["drop_before", "error_before", "truncate_after"])
async def test_what_nobody_can_tell_is_unknown(
    api: TelegramApi, adapter: TelegramAdapter, trouble: str
) -> None:
    getattr(api.faults, trouble)("sendMessage")
    with pytest.raises(Unknown):
        await adapter.post(address(api.private(api.person("Ann")).id), BODY, key="k")
    assert len(api.calls("sendMessage")) == 1


class TestEdit:
    async def test_another_body_takes_its_place(
        self, api: TelegramApi, adapter: TelegramAdapter
    ) -> None:
        chat = api.private(api.person("Ann"))
        receipt = await adapter.post(address(chat.id), BODY, key="k")
        for _ in range(2):
            await adapter.edit(address(chat.id), receipt, {**BODY, "text": "Bye"})
        (shown,) = chat.messages
        assert shown.text == "Bye"
        assert shown.edits == 1

    @pytest.mark.parametrize("message_id", ["4711", "x"])
    async def test_what_is_gone_is_refused(
        self, api: TelegramApi, adapter: TelegramAdapter, message_id: str
    ) -> None:
        chat = api.private(api.person("Ann"))
        with pytest.raises(Refused):
            await adapter.edit(address(chat.id), Receipt(message_id=message_id), BODY)

    async def test_after_closing_nothing_is_edited(self, adapter: TelegramAdapter) -> None:
        await adapter.close()
        with pytest.raises(NotSent):
            await adapter.edit(address(1), Receipt(message_id="1"), BODY)


class TestAnswering:
    async def test_an_answer_waits_as_long_as_telegram_asks(self, api: TelegramApi) -> None:
        waits: list[float] = []

        async def sleep(seconds: float) -> None:
            waits.append(seconds)
            api.faults.forgive()

        ann = api.person("Ann")
        api.faults.flood("sendMessage", retry_after=7, times=2)
        async with running(api, EchoListener(), sleep=sleep):
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")
        assert waits == [7, 7]
        assert api.asked_again_during_penalty == 0

    async def test_nobody_waits_for_minutes(self, api: TelegramApi) -> None:
        waits: list[float] = []

        async def sleep(seconds: float) -> None:
            waits.append(seconds)

        ann = api.person("Ann")
        listener = EchoListener()
        api.faults.flood("sendMessage", retry_after=300)
        async with running(api, listener, sleep=sleep):
            await api.private(ann).says(ann, "/status")
            assert await api.until(lambda: listener.finished)
        assert waits == []

    async def test_an_answer_that_may_have_arrived_is_not_repeated(self, api: TelegramApi) -> None:
        ann = api.person("Ann")
        api.faults.drop_after("sendMessage")
        async with running(api, EchoListener()):
            await api.private(ann).says(ann, "/one")
            await api.private(ann).says(ann, "/two")
            await api.private(ann).shows("You said two.")
        assert [shown.text for shown in api.private(ann).messages] == [
            "You said one.",
            "You said two.",
        ]

    async def test_only_its_first_part_replies_in_a_group(self, api: TelegramApi) -> None:
        async def answer(_: Invocation) -> Message:
            stories = (story(n) for n in range(1, 40))
            return Message((Heading("News"), *stories))

        ann = api.person("Ann")
        group = api.group("Friends", ann)
        async with running(api, EchoListener(answer)):
            asked = await group.says(ann, "/digest")
            await group.shows("Story 39")
        first, *others = group.messages
        assert others
        assert first.reply_to is asked
        assert {message.reply_to for message in others} == {None}

    async def test_an_answer_to_a_deleted_message_is_given_all_the_same(
        self, api: TelegramApi
    ) -> None:
        ann = api.person("Ann")
        group = api.group("Friends", ann)

        async def answer(_: Invocation) -> Message:
            group.everything[0].deleted = True
            return reply("Here.")

        async with running(api, EchoListener(answer)):
            await group.says(ann, "/status")
            assert (await group.shows("Here.")).reply_to is None


def story(n: int) -> StoryItem:
    return StoryItem(
        number=n,
        headline=f"Story {n}",
        url=None,
        sentences=("It says what happened. " * 8,),
        origin="Harbor Wire",
    )


async def test_flood_control_in_fractions_of_a_second_is_exact(
    api: TelegramApi, adapter: TelegramAdapter
) -> None:
    told = {"retry_after": 1}
    api.faults.refuse("sendMessage", 429, "Too Many Requests: retry after 1", parameters=told)
    with pytest.raises(TryLater) as caught:
        await adapter.post(address(1), BODY, key="k")
    assert caught.value.after == timedelta(seconds=1)


def test_the_bodies_are_the_renderers() -> None:
    (body,) = telegram.render(reply("Hello"))
    assert body == {"surface": "telegram", "text": "Hello"}
