"""What every chat platform promises: a test for each sentence of `bot/ports/chat.py`."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol, TextIO

import pytest

from bot.adapters.console import LOCAL, ConsoleAdapter
from bot.domain.chats import ChatAddress, Platform
from bot.domain.deliveries import Body
from bot.domain.errors import NotSent, PostError, SettingsError, Unknown
from bot.messages.blocks import Message, Paragraph, Plain
from bot.ports.chat import ChatAdapter, Invocation
from bot.render import terminal

NOW = datetime(2021, 6, 18, 8, tzinfo=UTC)
PATIENCE = 10  # seconds until a condition counts as not met

MALFORMED: tuple[Mapping[str, Any], ...] = (
    {},
    {"surface": "billboard", "lines": []},
    {"surface": "terminal"},
    {"surface": "terminal", "lines": 1},
    {"surface": "terminal", "lines": [{"spans": [["", 1]]}]},
    {"surface": "terminal", "lines": ["text"]},
)
"""Bodies that no platform takes."""


class Chat(Protocol):
    """A chat with the bot in it, as the person in it sees it."""

    adapter: ChatAdapter
    address: ChatAddress

    async def says(self, text: str) -> None:
        """Type `text` and send it."""

    async def shows(self, text: str) -> str:
        """Wait until `text` is read in the chat; return all that was read so far."""

    async def leaves(self) -> None:
        """Say no more, ever."""

    async def loses_the_connection(self) -> None:
        """Let the next post break in the middle."""

    def body(self, text: str) -> Body:
        """Render one paragraph for this platform."""

    def misconfigured(self) -> ChatAdapter:
        """Return an adapter of the same platform whose settings are wrong."""


class ConsoleChat:
    """A console over two pipes, as in a script."""

    def __init__(self) -> None:
        lines, self._typing = os.pipe()
        self._screen, shown = os.pipe()
        self._stdin = os.fdopen(lines, encoding="utf-8")
        self._stdout = os.fdopen(shown, "w", encoding="utf-8")
        self._read = ""
        self._reader: asyncio.StreamReader | None = None
        self._transport: asyncio.BaseTransport | None = None
        self.address = LOCAL
        self.adapter = self._adapter(self._stdout)

    def _adapter(self, stdout: TextIO) -> ConsoleAdapter:
        return ConsoleAdapter(
            stdin=self._stdin, stdout=stdout, history=None, commands=(), now=lambda: NOW
        )

    async def open(self) -> None:
        self._reader = asyncio.StreamReader()
        self._transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(self._reader), os.fdopen(self._screen, "rb")
        )

    async def says(self, text: str) -> None:
        os.write(self._typing, f"{text}\n".encode())

    async def shows(self, text: str) -> str:
        async with asyncio.timeout(PATIENCE):
            while text not in self._read:
                read = await self._reader.read(1000)
                assert read, f"{text!r} was not shown, but {self._read!r}"
                self._read += read.decode()
        return self._read

    async def leaves(self) -> None:
        os.close(self._typing)
        self._typing = -1

    async def loses_the_connection(self) -> None:
        self._transport.close()
        self._read += (await self._reader.read()).decode()

    def body(self, text: str) -> Body:
        (body,) = terminal.render(Message((Paragraph((Plain(text),)),)))
        return body

    def misconfigured(self) -> ChatAdapter:
        closed = io.StringIO()
        closed.close()
        return self._adapter(closed)

    async def close(self) -> None:
        if self._typing >= 0:
            os.close(self._typing)
        await self.adapter.close()
        self._transport.close()
        self._stdin.close()
        with contextlib.suppress(BrokenPipeError):
            self._stdout.close()


@pytest.fixture(params=[ConsoleChat])
async def chat(request: pytest.FixtureRequest) -> AsyncIterator[Chat]:
    opened = request.param()
    await opened.open()
    await opened.adapter.open()
    yield opened
    await opened.close()


def reply(text: str) -> Message:
    return Message((Paragraph((Plain(text),)),))


async def echo(invocation: Invocation) -> Message:
    return reply(f"You said {invocation.text}.")


@contextlib.asynccontextmanager
async def listening(
    chat: Chat, answer: Callable[[Invocation], Awaitable[Message]] = echo
) -> AsyncIterator[asyncio.Task[None]]:
    """Let the adapter listen; to its own end, or until it is not needed any more."""
    task = asyncio.create_task(chat.adapter.listen(answer))
    yield task
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def within_patience(waited_for: Awaitable[Any]) -> Any:
    return await asyncio.wait_for(waited_for, PATIENCE)


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
            await chat.adapter.post(address, chat.body("hello"), key="k1")


class TestOpen:
    async def test_wrong_settings_are_a_settings_error(self, chat: Chat) -> None:
        with pytest.raises(SettingsError):
            await chat.misconfigured().open()


class TestListen:
    async def test_what_a_person_says_is_answered(self, chat: Chat) -> None:
        async with listening(chat):
            await chat.says("/summary 3")
            await chat.shows("You said /summary 3.")

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

    async def test_it_ends_when_there_is_no_more(self, chat: Chat) -> None:
        async with listening(chat) as task:
            await chat.says("last words")
            await chat.leaves()
            await within_patience(task)
            await chat.shows("You said last words.")

    async def test_a_slow_answer_holds_up_no_posts(self, chat: Chat) -> None:
        go_on = asyncio.Event()

        async def answer(invocation: Invocation) -> Message:
            await go_on.wait()
            return await echo(invocation)

        async with listening(chat, answer):
            await chat.says("summary")
            await chat.adapter.post(chat.address, chat.body("meanwhile"), key="k1")
            await chat.shows("meanwhile")
            go_on.set()
            await chat.shows("You said summary.")

    async def test_an_answer_that_says_nothing_posts_nothing(self, chat: Chat) -> None:
        async def answer(invocation: Invocation) -> Message:
            return Message(()) if invocation.text == "hush" else await echo(invocation)

        async with listening(chat, answer):
            await chat.says("hush")
            await chat.says("speak")
            await chat.shows("You said speak.")


class TestPost:
    async def test_it_posts_the_part(self, chat: Chat) -> None:
        await chat.adapter.post(chat.address, chat.body("Good morning"), key="k1")
        await chat.shows("Good morning")

    async def test_it_returns_what_the_platform_says_of_it(self, chat: Chat) -> None:
        receipts = [
            await chat.adapter.post(chat.address, chat.body(f"part {n}"), key=f"k{n}")
            for n in range(3)
        ]
        assert len({receipt.message_id for receipt in receipts}) == 3
        assert all(receipt.message_id for receipt in receipts)

    async def test_parts_posted_at_once_arrive_whole(self, chat: Chat) -> None:
        words = [f"{letter * 9} " * 50 for letter in "abcdef"]
        posts = [chat.adapter.post(chat.address, chat.body(text), key=text[0]) for text in words]
        await asyncio.gather(*posts, chat.shows("fffffffff"))
        await chat.adapter.post(chat.address, chat.body("done"), key="done")
        read = " ".join((await chat.shows("done")).split())
        assert all(text.strip() in read for text in words)

    async def test_what_was_provably_not_sent_is_not_sent(self, chat: Chat) -> None:
        await chat.adapter.close()
        with pytest.raises(NotSent):
            await chat.adapter.post(chat.address, chat.body("too late"), key="k1")

    async def test_what_broke_in_the_middle_is_unknown(self, chat: Chat) -> None:
        await chat.loses_the_connection()
        with pytest.raises(Unknown):
            await chat.adapter.post(chat.address, chat.body("perhaps"), key="k1")

    @pytest.mark.parametrize("body", MALFORMED)
    async def test_a_part_that_the_platform_will_never_take_is_a_post_error(
        self, chat: Chat, body: Mapping[str, Any]
    ) -> None:
        with pytest.raises(PostError):
            await chat.adapter.post(chat.address, body, key="k1")

    async def test_a_lost_connection_ends_listening_without_an_error(self, chat: Chat) -> None:
        async with listening(chat) as task:
            await chat.loses_the_connection()
            await chat.says("is anybody there?")
            await within_patience(task)


class TestFind:
    async def test_it_finds_what_was_posted_and_nothing_else_if_it_can_tell(
        self, chat: Chat
    ) -> None:
        receipt = await chat.adapter.post(chat.address, chat.body("hello"), key="k1")
        with contextlib.suppress(NotImplementedError):
            assert await chat.adapter.find(chat.address, "k1") == receipt
            assert await chat.adapter.find(chat.address, "k2") is None


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
