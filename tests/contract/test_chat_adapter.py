"""What every chat platform promises: a test for each sentence of `bot/ports/chat.py`.

The tests never ask which platform they have. `chats/` holds a harness for each; what one has no
notion of stands in `LACKS`, and only that is passed over. Posting is in `test_chat_posts.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.commands.answer import Answerer
from bot.domain import chats
from bot.domain.chats import ChatAddress, Platform
from bot.domain.errors import PostError, SettingsError
from bot.messages.blocks import Chart, Heading, Message, Panel, Plain, Series
from bot.ports.chat import Invocation
from bot.storage.open import open_store
from tests.contract.chats.chat import NOW, Chat, Trouble
from tests.contract.chats.listener import echo, reply
from tests.contract.chats.meeting import (
    PLATFORMS,
    body,
    listening,
    long_digest,
    meeting,
    needs,
    within_patience,
)
from tests.fakes.world import World


@pytest.fixture(params=PLATFORMS)
async def chat(request: pytest.FixtureRequest) -> AsyncIterator[Chat]:
    async with meeting(request.param) as chat:
        yield chat


class TestPlatform:
    async def test_it_names_the_platform_that_it_speaks_to(self, chat: Chat) -> None:
        assert chat.adapter.platform is Platform(chat.address.platform)

    @pytest.mark.parametrize("platform", Platform)
    async def test_addresses_of_other_platforms_are_not_for_it(
        self, chat: Chat, platform: Platform
    ) -> None:
        if platform is chat.adapter.platform:
            return
        address = ChatAddress(platform=platform.value, chat="1")
        with pytest.raises(PostError):
            await chat.adapter.post(address, body(chat, "hello"), key="k1")


class TestOpen:
    async def test_wrong_settings_are_a_settings_error(self, chat: Chat) -> None:
        wrong = chat.misconfigured()
        with pytest.raises(SettingsError):
            await wrong.open()
        await wrong.close()


class TestListen:
    async def test_what_a_person_says_is_answered(self, chat: Chat) -> None:
        async with listening(chat):
            await chat.says("/summary 3")
            await chat.shows("summary 3.")

    async def test_everything_that_people_say_is_handed_over_in_order(self, chat: Chat) -> None:
        heard: list[Invocation] = []

        async def answer(invocation: Invocation) -> Message:
            heard.append(invocation)
            return reply(f"answer {len(heard)}")

        async with listening(chat, answer):
            for text in ("subscribe space", "summary", "резюме 日本"):
                await chat.says(text)
            read = await chat.shows("answer 3")
        assert [invocation.text for invocation in heard] == [
            "subscribe space",
            "summary",
            "резюме 日本",
        ]
        assert read.index("answer 1") < read.index("answer 2") < read.index("answer 3")

    async def test_it_says_where_who_and_when(self, chat: Chat) -> None:
        heard: list[Invocation] = []

        async def answer(invocation: Invocation) -> Message:
            heard.append(invocation)
            return reply("heard")

        async with listening(chat, answer):
            await chat.says("status")
            await chat.shows("heard")
        (invocation,) = heard
        assert invocation.address == chat.address
        assert invocation.person
        assert invocation.received_at == NOW
        assert invocation.reply_to is None
        assert invocation.attachments == ()

    async def test_it_answers_in_the_same_chat_and_thread(self, chat: Chat) -> None:
        needs(chat, "others")

        async def answer(invocation: Invocation) -> Message:
            return reply(f"{invocation.text} in {invocation.address}.")

        async with listening(chat, answer):
            for where in (chat.address, *chat.others):
                await chat.says("/status", where=where)
                await chat.shows(f"status in {chat.chat_of(where)}.", where=where)

    async def test_itself_and_other_bots_are_passed_over(self, chat: Chat) -> None:
        needs(chat, "bots")
        async with listening(chat):
            await chat.bots_say("/summary 1")
            await chat.says("/summary 2")
            await chat.shows("summary 2.")
        answers = [text for text in await chat.posts() if text.startswith("You said")]
        assert len(answers) == 1

    async def test_an_unknown_command_helps(self, chat: Chat) -> None:
        store = open_store("sqlite:///:memory:")
        answerer = Answerer(
            store=store,
            ambient=World().ambient,
            default_chat=lambda invocation: chats.Chat(address=invocation.address),
        )

        async def answer(invocation: Invocation) -> Message:
            return await asyncio.to_thread(answerer, invocation)

        async with listening(chat, answer):
            await chat.says("/sumary 3")
            assert "summary" in (await chat.shows("Did you mean ")).partition("Did you mean ")[2]
        store.close()

    async def test_a_long_answer_arrives_whole_and_in_order(self, chat: Chat) -> None:
        async def answer(_: Invocation) -> Message:
            return long_digest()

        async with listening(chat, answer):
            await chat.says("digest")
            read = await chat.shows("Story 60 ")
        places = [read.index(f"Story {n} ") for n in range(1, 61)]
        assert places == sorted(places)

    async def test_a_slow_answer_holds_up_no_posts(self, chat: Chat) -> None:
        go_on = asyncio.Event()

        async def answer(invocation: Invocation) -> Message:
            await go_on.wait()
            return await echo(invocation)

        async with listening(chat, answer):
            await chat.says("summary")
            await chat.adapter.post(chat.address, body(chat, "meanwhile"), key="k1")
            await chat.shows("meanwhile")
            go_on.set()
            await chat.shows("You said summary.")

    async def test_a_slow_answer_does_not_hold_up_another_chats(self, chat: Chat) -> None:
        needs(chat, "others")
        go_on = asyncio.Event()

        async def answer(invocation: Invocation) -> Message:
            if invocation.address == chat.address:
                await go_on.wait()
            return reply(f"{invocation.text} in {invocation.address}.")

        async with listening(chat, answer):
            await chat.says("/summary")
            for where in chat.others:
                await chat.says("/summary", where=where)
                await chat.shows(f"summary in {chat.chat_of(where)}.", where=where)
            go_on.set()
            await chat.shows(f"summary in {chat.address}.")

    async def test_an_answer_that_fails_ends_nothing(
        self, chat: Chat, logged_errors: list[str]
    ) -> None:
        needs(chat, "others")  # at a console, the person sees the process fail

        async def answer(invocation: Invocation) -> Message:
            if invocation.text.endswith("break"):
                raise RuntimeError("the listener broke its promise")
            return await echo(invocation)

        async with listening(chat, answer):
            await chat.says("break")
            await chat.says("speak")
            await chat.shows("You said speak.")
        assert len(logged_errors) == 1
        logged_errors.clear()

    async def test_a_chart_is_drawn_or_spelled_in_letters(self, chat: Chat) -> None:
        async def answer(_: Invocation) -> Message:
            series = Series((Plain("7 articles"),), (0, 7))
            days = "2021-06-17", "2021-06-18"
            return Message((Heading("Numbers"), Chart(days, (Panel((series,)),))))

        async with listening(chat, answer):
            await chat.says("stats")
            await chat.shows("7 articles")
            await within_patience(chat.draws())

    async def test_an_answer_that_says_nothing_posts_nothing(self, chat: Chat) -> None:
        async def answer(invocation: Invocation) -> Message:
            return Message(()) if invocation.text == "hush" else await echo(invocation)

        async with listening(chat, answer):
            await chat.says("hush")
            await chat.says("speak")
            await chat.shows("You said speak.")
        assert len(await chat.posts()) == 1

    async def test_it_ends_when_there_is_no_more(self, chat: Chat) -> None:
        needs(chat, "an end")
        async with listening(chat) as task:
            await chat.says("last words")
            await chat.leaves()
            await within_patience(task)
            await chat.shows("You said last words.")

    async def test_a_platform_that_ends_ends_listening_without_an_error(self, chat: Chat) -> None:
        needs(chat, "an end")
        async with listening(chat) as task:
            await chat.suffers(Trouble.DROPPED)
            await chat.says("is anybody there?")
            await within_patience(task)


class TestClose:
    async def test_it_is_safe_to_call_twice(self, chat: Chat) -> None:
        await chat.adapter.close()
        await chat.adapter.close()

    async def test_it_finishes_what_is_in_flight(self, chat: Chat) -> None:
        asked, go_on = asyncio.Event(), asyncio.Event()

        async def answer(invocation: Invocation) -> Message:
            asked.set()
            await go_on.wait()
            return await echo(invocation)

        async with listening(chat, answer) as task:
            await chat.says("summary")
            await within_patience(asked.wait())
            closing = asyncio.create_task(chat.adapter.close())
            go_on.set()
            await within_patience(closing)
            await chat.shows("You said summary.")
            await within_patience(task)

    async def test_it_ends_listening(self, chat: Chat) -> None:
        async with listening(chat) as task:
            await chat.says("hello")
            await chat.shows("You said hello.")
            await chat.adapter.close()
            await within_patience(task)
