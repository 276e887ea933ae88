"""What people get on Telegram where something is not taken at once, not at all, or is unknown."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest
from telegram import ChatMemberRestricted, User
from telegram.constants import ChatType

from bot.adapters.telegram import Webhook, answering
from bot.adapters.telegram.membership import is_in, may_post
from bot.messages.blocks import Message, Place
from bot.ports.chat import Invocation, Unread
from tests.bot.adapters.test_telegram_receiving import SECRET
from tests.bot.adapters.test_telegram_taps import Menu, asked
from tests.contract.chats.listener import EchoListener, reply
from tests.contract.chats.telegram import running
from tests.fakes.telegram_api import TelegramApi


async def test_an_answer_that_was_not_sent_is_sent_once_telegram_is_there_again(
    unused_tcp_port: int,
) -> None:
    api, naps = TelegramApi(local=True), list[float]()

    async def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 2:
            await api.come_up()

    async def answer(invocation: Invocation) -> Message:
        await api.go_down()
        return reply(f"You said {invocation.text}.")

    url = f"http://127.0.0.1:{unused_tcp_port}/telegram"
    webhook = Webhook(url=url, secret=SECRET, port=unused_tcp_port)
    listener = EchoListener(answer)
    async with api, running(api, listener, webhook=webhook, sleep=nap):
        ann = api.person("Ann")
        await api.private(ann).says(ann, "/one")
        await api.private(ann).shows("You said one.")
        assert await api.until(lambda: listener.finished)
        assert [message.text for message in api.private(ann).messages] == ["You said one."]
    assert naps == [1.0, 2.0]


async def test_a_page_that_cannot_be_turned_now_leaves_the_message_as_it_is(
    api: TelegramApi,
) -> None:
    ann = api.person("Ann")
    listener = EchoListener(Menu(replace(reply("Page 2"), place=Place.INSTEAD)))
    async with running(api, listener):
        shown = await asked(api.private(ann))
        api.faults.flood("editMessageText", retry_after=3600)
        await (await ann.taps(shown, "More")).answered()
        assert await api.until(lambda: len(listener.finished) == 2)
    assert shown.text.startswith("Which?")
    assert [one.text for one in api.private(ann).messages] == [shown.text]


async def test_who_waits_sees_that_it_is_worked_on_also_after_that_failed_once(
    api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "TYPING_AFTER", 0)
    monkeypatch.setattr(answering, "TYPING_LASTS", 0.01)
    api.faults.refuse("sendChatAction", 400, "Bad Request: not enough rights")

    async def answer(_: Invocation) -> Message:
        await api.asked("sendChatAction", times=3)
        return reply("Here it is.")

    ann = api.person("Ann")
    async with running(api, EchoListener(answer)):
        await api.private(ann).says(ann, "/summary")
        await api.private(ann).shows("Here it is.")


@pytest.mark.parametrize(
    ("problem", "why"),
    [
        ("Bad Request: file is too big", Unread.TOO_BIG),
        ("Bad Request: wrong file_id or the file is temporarily unavailable", Unread.LOST),
    ],
)
async def test_a_document_that_telegram_refuses_to_hand_over_says_why(
    api: TelegramApi, listener: EchoListener, problem: str, why: Unread
) -> None:
    api.faults.refuse("getFile", 400, problem)
    ann = api.person("Ann")
    await api.private(ann).says(ann, document=b"text")
    assert await api.until(lambda: listener.heard)
    (attachment,) = listener.heard[-1].attachments
    assert attachment.content is why


async def test_what_says_nothing_is_not_answered(api: TelegramApi, listener: EchoListener) -> None:
    ann = api.person("Ann")
    await api.private(ann).says(ann, "")  # as a sticker is
    await api.private(ann).says(ann, "/one")
    await api.private(ann).shows("You said one.")
    assert [one.text for one in listener.heard] == ["one"]


@pytest.mark.parametrize(
    ("rights", "is_there", "may_write"),
    [
        ({"is_member": True, "can_send_messages": True}, True, True),
        ({"is_member": True, "can_send_messages": False}, True, False),
        ({"is_member": False, "can_send_messages": True}, False, False),
    ],
)
def test_a_bot_that_is_restricted_may_do_what_it_was_left(
    rights: dict[str, bool], is_there: bool, may_write: bool
) -> None:
    names = list(inspect.signature(ChatMemberRestricted).parameters)
    given = {name: False for name in names if name.startswith(("can_", "is_"))}
    user = User(id=1, first_name="Bot", is_bot=True)
    member = ChatMemberRestricted(**{**given, **rights, "user": user, "until_date": None})
    assert is_in(member) is is_there
    assert may_post(ChatType.SUPERGROUP, member) is may_write
    assert not may_post(ChatType.CHANNEL, member)
