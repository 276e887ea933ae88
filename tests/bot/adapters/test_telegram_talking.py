"""What people say on Telegram, and what the bot hears of it."""

from __future__ import annotations

import pytest

from bot.ports.chat import Attachment, Invocation, Role, Unread
from tests.contract.chats.listener import EchoListener, reply
from tests.contract.chats.telegram import address, running
from tests.fakes.telegram_api import TelegramApi

BOT = "digest_test_bot"


async def last(api: TelegramApi, listener: EchoListener, times: int = 1) -> Invocation:
    """Wait until so much was heard, and return the last of it."""
    await api.asked("sendMessage", times=times)
    assert len(listener.heard) == times
    return listener.heard[-1]


class TestInPrivate:
    @pytest.mark.parametrize(
        ("said", "text"),
        [
            ("/summary 2", "summary 2"),
            ("summary 2", "summary 2"),
            (f"/summary@{BOT} 2", "summary 2"),
            (f"@{BOT} summary 2", "summary 2"),
            ("/start", "start"),
            ("/start topic-space_2021", "start topic-space_2021"),
            ("the moon", "the moon"),
            (f"@{BOT}", "help"),
            ("/", "/"),
        ],
    )
    async def test_whatever_is_said_is_a_command_line(
        self, api: TelegramApi, listener: EchoListener, said: str, text: str
    ) -> None:
        ann = api.person("Ann", language_code="de")
        await api.private(ann).says(ann, said)
        heard = await last(api, listener)
        assert heard.text == text
        assert heard.address == address(ann.id)
        assert heard.person == str(ann.id)
        assert heard.language == "de"
        assert heard.role is Role.ADMIN

    async def test_a_command_for_another_bot_is_ignored(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        await api.private(ann).says(ann, "/summary@other_bot")
        await api.private(ann).says(ann, "/status")
        assert (await last(api, listener)).text == "status"

    async def test_an_edited_message_is_ignored(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        said = await api.private(ann).says(ann, "/summary")
        await last(api, listener)
        await api.private(ann).edits(said, "/summary 3")
        await api.private(ann).says(ann, "/status")
        assert (await last(api, listener, 2)).text == "status"

    async def test_a_reply_hands_on_what_it_answers(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        chat = api.private(ann)
        note = await chat.says(ann, "A long story.")
        await last(api, listener)
        await chat.says(ann, "/summary", reply_to=note)
        assert (await last(api, listener, 2)).reply_to == "A long story."

    async def test_what_the_bot_itself_said_is_not_handed_on(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        chat = api.private(ann)
        await chat.says(ann, "/status")
        shown = await chat.shows("You said")
        await chat.says(ann, "/summary 2", reply_to=shown)
        assert (await last(api, listener, 2)).reply_to is None

    async def test_a_forwarded_message_is_to_be_summarized(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        await api.private(ann).says(ann, "/unsubscribe all", forward="Somebody")
        heard = await last(api, listener)
        assert heard.text == "summary"
        assert heard.reply_to == "/unsubscribe all"

    @pytest.mark.parametrize("forward", ["A channel", None])
    async def test_what_stands_below_a_picture_is_a_text(
        self, api: TelegramApi, listener: EchoListener, forward: str | None
    ) -> None:
        """Most posts of channels are a picture with words below it."""
        ann = api.person("Ann")
        await api.private(ann).says(ann, "A long story.", photo=b"jpeg", forward=forward)
        heard = await last(api, listener)
        assert (heard.text, heard.reply_to, heard.attachments) == ("summary", "A long story.", ())

    async def test_a_picture_without_words_says_what_it_is(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        await api.private(ann).says(ann, photo=b"jpeg", forward="A channel")
        assert (await last(api, listener)).attachments == (
            Attachment(name="photo", content=Unread.KIND),
        )

    async def test_an_address_behind_words_is_handed_on(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann, bob = api.person("Ann"), api.person("Bob")
        group = api.group("Friends", ann, bob)
        link = {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/x"}
        for photo in (None, b"jpeg"):
            post = await group.says(bob, "Read \U0001f30d this", entities=[link], photo=photo)
            await group.says(ann, "/summary", reply_to=post)
        heard = await last(api, listener, 2)
        assert heard.reply_to == "Read \U0001f30d this\n\nhttps://example.org/x"
        assert listener.heard[0].reply_to == heard.reply_to


class TestDocuments:
    async def test_a_text_is_read(self, api: TelegramApi, listener: EchoListener) -> None:
        ann = api.person("Ann")
        await api.private(ann).says(ann, document="Älter".encode(), name="news.txt")
        heard = await last(api, listener)
        assert heard.text == "summary"
        assert heard.attachments == (Attachment(name="news.txt", content="Älter"),)

    async def test_its_caption_may_be_a_command(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        chat = api.private(ann)
        await chat.says(ann, "/summary about ice", document=b"text")
        assert (await last(api, listener)).text == "summary about ice"
        await chat.says(ann, "look at this", document=b"text")
        assert (await last(api, listener, 2)).text == "summary"

    async def test_one_that_is_answered_counts_too(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann, bob = api.person("Ann"), api.person("Bob")
        group = api.group("Friends", ann, bob)
        sent = await group.says(bob, document=b"text", name="a.txt")
        await group.says(ann, "/summary", reply_to=sent)
        heard = await last(api, listener)
        assert heard.attachments == (Attachment(name="a.txt", content="text"),)

    @pytest.mark.parametrize(
        ("document", "why"),
        [
            ({"document": b"x" * 10_001}, Unread.TOO_BIG),
            ({"document": b"x", "size": 30_000_000}, Unread.TOO_BIG),
            ({"document": b"\xff\xfe\xff"}, Unread.KIND),
            ({"document": b"x", "name": "a.png", "mime": "image/png"}, Unread.KIND),
        ],
    )
    async def test_one_that_cannot_be_read_says_why(
        self, api: TelegramApi, listener: EchoListener, document: dict[str, object], why: Unread
    ) -> None:
        ann = api.person("Ann")
        await api.private(ann).says(ann, "/summary", **document)
        (attachment,) = (await last(api, listener)).attachments
        assert attachment.content is why

    async def test_one_that_lies_about_its_size_is_not_read(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        await api.private(ann).says(ann, document=b"x" * 20_000, size=10)
        (attachment,) = (await last(api, listener)).attachments
        assert attachment.content is Unread.TOO_BIG

    async def test_one_that_telegram_does_not_hand_over_is_lost(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        api.faults.error_before("getFile")
        ann = api.person("Ann")
        await api.private(ann).says(ann, document=b"text")
        (attachment,) = (await last(api, listener)).attachments
        assert attachment.content is Unread.LOST


class TestInGroups:
    @pytest.mark.parametrize(
        ("said", "text", "overheard"),
        [
            ("/summary 2", "summary 2", True),  # may be another bot's, that has the same
            (f"/summary@{BOT} 2", "summary 2", False),
            (f"@{BOT} summary 2", "summary 2", False),
            (f"@{BOT.upper()}, summary 2", "summary 2", False),
            (f"summary 2 @{BOT}", "summary 2", False),
            (f"@{BOT} /summary 2", "summary 2", False),
            (f"@{BOT}", "help", False),
        ],
    )
    async def test_commands_and_what_is_said_to_the_bot_are_heard(
        self, api: TelegramApi, listener: EchoListener, said: str, text: str, *, overheard: bool
    ) -> None:
        ann = api.person("Ann")
        group = api.group("Friends", ann)
        asked = await group.says(ann, said)
        heard = await last(api, listener)
        assert heard.text == text
        assert heard.overheard is overheard
        assert heard.role is Role.MEMBER
        assert (await group.shows("You said")).reply_to is asked

    @pytest.mark.parametrize(
        "said",
        ["hello", "/summary@other_bot", "/summary@digest_test_bot2", f"ask @{BOT} about it", "1/2"],
    )
    async def test_everything_else_is_ignored_even_where_the_bot_hears_it(
        self, api: TelegramApi, listener: EchoListener, said: str
    ) -> None:
        ann = api.person("Ann")
        group = api.group("Friends", ann)
        await group.says(ann, said, reaches=True)
        await group.says(ann, "/status")
        assert (await last(api, listener)).text == "status"
        assert len(listener.known) == 1  # what is said to others is not kept, either

    async def test_answers_to_the_bot_are_heard_without_a_command(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        group = api.supergroup("Friends", ann)
        await group.says(ann, "/summary")
        shown = await group.shows("You said")
        await group.says(ann, "summary 2", reply_to=shown)
        heard = await last(api, listener, 2)
        assert heard.text == "summary 2"
        assert heard.overheard
        assert heard.address == address(group.id)  # a thread of replies is no topic

    async def test_the_bots_name_in_reply_to_a_message_asks_for_its_summary(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann, bob = api.person("Ann"), api.person("Bob")
        group = api.group("Friends", ann, bob)
        story = await group.says(bob, "A long story.")
        await group.says(ann, f"@{BOT}", reply_to=story)
        heard = await last(api, listener)
        assert (heard.text, heard.reply_to) == ("summary", "A long story.")

    async def test_other_bots_channels_and_the_bots_own_results_are_ignored(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        group = api.supergroup("Friends", ann)
        await group.says(api.other_bot(), "/summary 1", reaches=True)
        await api.channel("News").says(None, "/summary 2")
        via = group.add(sender=ann, text="/summary 3", via_bot=True)
        api.push("message", via.as_json())
        await group.says(ann, f"/status@{BOT}")
        assert (await last(api, listener)).text == "status"

    async def test_a_topic_is_part_of_the_address(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        forum = api.supergroup("Forum", ann, forum=True)
        topic = await forum.opens_topic("Science", thread=7)
        await forum.says(ann, "/status", thread=topic)
        heard = await last(api, listener)
        assert heard.address == address(forum.id, topic)
        assert heard.reply_to is None
        assert (await forum.shows("You said")).thread == topic
        await forum.says(ann, "/status")
        assert (await last(api, listener, 2)).address == address(forum.id)


class TestRoles:
    @pytest.mark.parametrize(
        ("status", "role"),
        [
            ("creator", Role.ADMIN),
            ("administrator", Role.ADMIN),
            ("member", Role.MEMBER),
        ],
    )
    async def test_administrators_may_change_things(
        self, api: TelegramApi, listener: EchoListener, status: str, role: Role
    ) -> None:
        ann = api.person("Ann")
        group = api.group("Friends", ann)
        group.members[ann.id] = status
        await group.says(ann, "/status")
        assert (await last(api, listener)).role is role

    async def test_an_administrator_without_a_name_is_one(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        group = api.supergroup("Friends", admins=[ann])
        await group.says(ann, "/status", as_anonymous_admin=True)
        heard = await last(api, listener)
        assert heard.role is Role.ADMIN
        assert heard.person == str(group.id)
        assert heard.language is None

    async def test_somebody_who_speaks_as_a_channel_is_not(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        group = api.supergroup("Friends", admins=[ann])
        await group.says(ann, "/status", as_chat=api.channel("Mine", admins=[ann]))
        assert (await last(api, listener)).role is Role.MEMBER

    async def test_telegram_is_asked_once_a_minute(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        ann = api.person("Ann")
        group = api.group("Friends", ann)
        await group.says(ann, "/status")
        await group.says(ann, "/status")
        await last(api, listener, 2)
        assert len(api.calls("getChatMember")) == 1

    async def test_a_role_that_telegram_does_not_tell_is_the_least(
        self, api: TelegramApi, listener: EchoListener
    ) -> None:
        api.faults.error_before("getChatMember")
        ann = api.person("Ann")
        group = api.group("Friends", admins=[ann])
        await group.says(ann, "/status")
        assert (await last(api, listener)).role is Role.MEMBER
        await group.says(ann, "/status")
        assert (await last(api, listener, 2)).role is Role.ADMIN

    async def test_operators_are_operators_everywhere(self, api: TelegramApi) -> None:
        listener = EchoListener()
        ann = api.person("Ann")
        group = api.group("Friends", ann)
        async with running(api, listener, operators=frozenset({str(ann.id)})):
            await group.says(ann, "/status")
            await api.private(ann).says(ann, "/status")
            await last(api, listener, 2)
        assert {heard.role for heard in listener.heard} == {Role.OPERATOR}

    async def test_a_group_may_let_anyone_change_things(self, api: TelegramApi) -> None:
        listener = EchoListener()
        ann = api.person("Ann")
        async with running(api, listener, admins_only=False):
            await api.group("Friends", ann).says(ann, "/status")
            assert (await last(api, listener)).role is Role.ADMIN
        assert api.calls("getChatMember") == []


async def test_who_waits_sees_that_the_bot_is_at_it(
    api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.adapters.telegram.answering.TYPING_AFTER", 0.01)
    ann = api.person("Ann")
    chat = api.private(ann)

    async def answer(_: Invocation) -> object:
        assert await api.until(lambda: chat.actions)
        return reply("At last.")

    async with running(api, EchoListener(answer)):
        await chat.says(ann, "/summary")
        await chat.shows("At last.")
    assert chat.actions[0] == "typing"
