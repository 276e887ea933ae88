"""Buttons on Telegram: what a tap says, and where its answer stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages.blocks import Choice, Choices, Message, Place
from bot.ports.chat import Invocation, Role
from tests.contract.chats.listener import EchoListener, reply
from tests.contract.chats.telegram import address, running
from tests.fakes.telegram_api import TelegramApi
from tests.fakes.telegram_chats import Chat
from tests.fakes.telegram_message import Message as Shown

LONG = "A long answer. " * 20


class Menu:
    """Says what a test wants said to a tap, and offers buttons to everything else."""

    def __init__(self, answer: Message) -> None:
        self.answer = answer

    async def __call__(self, invocation: Invocation) -> Message:
        if invocation.text.startswith("tap"):
            return self.answer
        return with_buttons("Which?", ("More", "tap more"), ("Less", "tap less"))


def with_buttons(text: str, *buttons: tuple[str, str]) -> Message:
    choices = Choices(tuple(Choice(label, "type it", tap) for label, tap in buttons))
    return Message((*reply(text).blocks, choices))


async def asked(chat: Chat) -> Shown:
    """Let the bot show its buttons in a chat."""
    ann = chat.world.people[1001]
    await chat.says(ann, "/menu")
    return await chat.shows("Which?")


async def test_a_tap_says_what_its_button_says(api: TelegramApi) -> None:
    ann = api.person("Ann", language_code="de")
    listener = EchoListener(Menu(reply("Here.")))
    async with running(api, listener):
        shown = await asked(api.private(ann))
        tap = await ann.taps(shown, "More")
        await tap.answered()
        await api.private(ann).shows("Here.")
    heard = listener.heard[-1]
    assert heard.text == "tap more"
    assert heard.address == address(ann.id)
    assert (heard.person, heard.language, heard.role) == (str(ann.id), "de", Role.ADMIN)
    assert [one.tapped for one in listener.heard] == [None, str(shown.id)]


async def test_a_new_answer_stands_below(api: TelegramApi) -> None:
    ann = api.person("Ann")
    async with running(api, EchoListener(Menu(reply("Here.")))):
        shown = await asked(api.private(ann))
        await ann.taps(shown, "More")
        below = await api.private(ann).shows("Here.")
    assert below.id > shown.id
    assert shown.edits == 0


async def test_an_answer_may_take_the_place_of_the_tapped_message(api: TelegramApi) -> None:
    ann = api.person("Ann")
    page = replace(with_buttons("Page 2", ("Back", "tap back")), place=Place.INSTEAD)
    async with running(api, EchoListener(Menu(page))):
        shown = await asked(api.private(ann))
        for _ in range(2):  # the second time, nothing has to be changed
            tap = await ann.taps(shown, data="tap more")
            await tap.answered()
        await api.asked("editMessageText", times=2)
    assert api.private(ann).messages == [shown]
    assert shown.text == "Page 2"
    assert shown.buttons == ["Back"]


async def test_an_answer_may_change_only_the_buttons(api: TelegramApi) -> None:
    ann = api.person("Ann")
    choices = Choices((Choice("One", "one"), Choice("Two", "two")))
    async with running(api, EchoListener(Menu(Message((choices,), place=Place.BUTTONS)))):
        shown = await asked(api.private(ann))
        await ann.taps(shown, "More")
        await api.asked("editMessageReplyMarkup")
    assert shown.text == "Which?"
    assert shown.buttons == ["One", "Two"]


@pytest.mark.parametrize("place", [Place.INSTEAD, Place.BUTTONS])
async def test_what_cannot_be_edited_is_said_below(api: TelegramApi, place: Place) -> None:
    ann = api.person("Ann")
    page = replace(with_buttons("Page 2", ("Back", "tap back")), place=place)
    async with running(api, EchoListener(Menu(page))):
        shown = await asked(api.private(ann))
        for method in ("editMessageText", "editMessageReplyMarkup"):
            api.faults.refuse(method, 400, "Bad Request: message can't be edited")
        await ann.taps(shown, "More")
        below = await api.private(ann).shows("Page 2")
    assert below is not shown
    assert below.buttons == ["Back"]


@pytest.mark.parametrize(("text", "is_box"), [("Done.", False), ("Not here. " * 10, True)])
async def test_a_short_answer_aside_is_whispered(
    api: TelegramApi, text: str, *, is_box: bool
) -> None:
    ann = api.person("Ann")
    group = api.group("Friends", ann)
    async with running(api, EchoListener(Menu(replace(reply(text), aside=True)))):
        tap = await ann.taps(await asked(group), "More")
        answer = await tap.answered()
    assert tap.notice == text.strip()
    assert (answer["show_alert"] == "true") is is_box
    assert len(group.messages) == 1


async def test_an_answer_aside_that_has_a_place_takes_it(api: TelegramApi) -> None:
    ann = api.person("Ann")
    answer = replace(reply("Unsubscribed."), aside=True, place=Place.INSTEAD)
    async with running(api, EchoListener(Menu(answer))):
        shown = await asked(api.private(ann))
        await ann.taps(shown, "More")
        await api.asked("editMessageText")
    assert (shown.text, shown.buttons) == ("Unsubscribed.", [])


@pytest.mark.parametrize("answer", [reply(LONG), with_buttons("Short.", ("One", "one"))])
async def test_a_longer_answer_aside_is_said(api: TelegramApi, answer: Message) -> None:
    ann = api.person("Ann")
    group = api.group("Friends", ann)
    async with running(api, EchoListener(Menu(replace(answer, aside=True)))):
        tap = await ann.taps(await asked(group), "More")
        await tap.answered()
        await api.asked("sendMessage", times=2)
    assert tap.notice == ""


async def test_an_answer_that_says_nothing_still_ends_the_waiting(api: TelegramApi) -> None:
    ann = api.person("Ann")
    async with running(api, EchoListener(Menu(Message(())))):
        tap = await ann.taps(await asked(api.private(ann)), "More")
        await tap.answered()
    assert len(api.private(ann).messages) == 1


async def test_a_button_whose_message_is_gone_is_stale(api: TelegramApi) -> None:
    ann = api.person("Ann")
    listener = EchoListener(Menu(reply("Here.")))
    async with running(api, listener):
        shown = await asked(api.private(ann))
        shown.deleted = True
        tap = await ann.taps(shown, data="tap more")
        await tap.answered()
    assert "too old" in tap.notice
    assert len(listener.heard) == 1


async def test_a_query_that_is_too_old_is_answered_all_the_same(api: TelegramApi) -> None:
    ann = api.person("Ann")
    async with running(api, EchoListener(Menu(reply("Here.")))):
        shown = await asked(api.private(ann))
        tap = await ann.taps(shown, "More")
        tap.grows_old()
        await api.private(ann).shows("Here.")


async def test_buttons_work_after_a_restart(api: TelegramApi) -> None:
    ann = api.person("Ann")
    async with running(api, EchoListener(Menu(reply("Here.")))):
        shown = await asked(api.private(ann))
    async with running(api, EchoListener(Menu(reply("Here again.")))):
        await ann.taps(shown, "More")
        await api.private(ann).shows("Here again.")


async def test_five_taps_are_five_lines_and_a_replay_is_none(api: TelegramApi) -> None:
    ann = api.person("Ann")
    listener = EchoListener(Menu(reply("Here.")))
    async with running(api, listener):
        shown = await asked(api.private(ann))
        taps = [await ann.taps(shown, "More") for _ in range(5)]
        for tap in taps:
            await tap.answered()
        await api.updates.everything_was_taken()
        api.replay(taps[0].update)
        await api.updates.everything_was_taken()
        await api.private(ann).says(ann, "/menu")
        await api.asked("sendMessage", times=7)
    assert len(listener.heard) == 7


async def test_whoever_taps_in_a_group_has_their_own_role(api: TelegramApi) -> None:
    ann, bob = api.person("Ann"), api.person("Bob")
    group = api.group("Friends", bob, admins=[ann])
    listener = EchoListener(Menu(reply("Here.")))
    async with running(api, listener):
        shown = await asked(group)
        for person in (ann, bob):
            tap = await person.taps(shown, "More")
            await tap.answered()
    assert [heard.role for heard in listener.heard] == [Role.ADMIN, Role.ADMIN, Role.MEMBER]


class TestInChannels:
    @pytest.fixture
    def channel(self, api: TelegramApi) -> Chat:
        return api.channel("News", api.person("Ann"))

    async def tapped(self, api: TelegramApi, channel: Chat, answer: Message) -> str:
        """Post with a button into the channel, let Ann tap it, and return what she is shown."""
        ann = api.people[1001]
        async with running(api, EchoListener(Menu(answer))) as adapter:
            body = {
                "surface": "telegram",
                "text": "News.",
                "buttons": [[{"text": "More", "say": "tap"}]],
            }
            await adapter.post(address(channel.id), body, key="k1")
            tap = await ann.taps(await channel.shows("News."), "More")
            await tap.answered()
        assert len(channel.messages) == 1  # its other readers see nothing of it
        return str(tap.notice)

    async def test_a_short_answer_is_whispered(self, api: TelegramApi, channel: Chat) -> None:
        assert await self.tapped(api, channel, reply("Because.")) == "Because."

    async def test_a_long_one_goes_to_the_private_chat(
        self, api: TelegramApi, channel: Chat
    ) -> None:
        private = api.private(api.people[1001])
        answer = with_buttons(LONG, ("Back", "tap back"))
        assert "private" in await self.tapped(api, channel, answer)
        (shown,) = private.messages
        assert "A long answer" in shown.text
        assert shown.buttons == []  # they would be about the private chat

    async def test_whoever_has_none_is_told_to_begin_one(
        self, api: TelegramApi, channel: Chat
    ) -> None:
        assert "Start a chat with @digest_test_bot" in await self.tapped(api, channel, reply(LONG))
