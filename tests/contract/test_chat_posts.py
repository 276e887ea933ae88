"""What every chat platform promises of what is posted; the rest is in `test_chat_adapter.py`."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from bot.domain.errors import NotSent, PostError, Refused, TryLater, Unknown, Unreachable
from bot.messages.blocks import Heading, Link, Message, Paragraph, Plain, StoryItem
from tests.contract.chats.chat import FLOOD_WAIT, NOW, Chat, Trouble
from tests.contract.chats.meeting import PLATFORMS, body, folded, long_digest, meeting, needs

SURFACES = ("billboard", "terminal", "telegram", "slack", "web")
MALFORMED: tuple[Mapping[str, Any], ...] = (
    {},
    *({"surface": surface} for surface in SURFACES),
    *({"surface": surface, "lines": 1, "text": 1, "blocks": 1} for surface in SURFACES),
    {"surface": "terminal", "lines": [{"spans": [["", 1]]}]},
    {"surface": "terminal", "lines": ["text"]},
)
"""Bodies that no platform takes."""

AS_TYPED = (
    "<&>*_~`| &amp; <b>x</b> [a](b) \\n",
    "<!channel> <!here|x> <@U1> <#C1> <!subteam^S1> <https://bad.example|good.example>",
    "@here @channel @everyone @ann /unsubscribe",
    "مرحبا بالعالم שלום",
    "👨‍👩‍👧🇺🇳é 中国空间站 ภาษาไทย",
)
"""What must be read as it was written, and calls nobody."""


@pytest.fixture(params=PLATFORMS)
async def chat(request: pytest.FixtureRequest) -> AsyncIterator[Chat]:
    async with meeting(request.param) as chat:
        yield chat


class TestPost:
    async def test_it_posts_the_part(self, chat: Chat) -> None:
        await chat.adapter.post(chat.address, body(chat, "Good morning"), key="k1")
        await chat.shows("Good morning")

    async def test_it_posts_to_any_chat_and_thread(self, chat: Chat) -> None:
        needs(chat, "others")
        for where in chat.others:
            await chat.adapter.post(where, body(chat, f"Hello {where}."), key=str(where))
            await chat.shows(f"Hello {where}.", where=where)

    async def test_it_returns_what_the_platform_says_of_it(self, chat: Chat) -> None:
        receipts = [
            await chat.adapter.post(chat.address, body(chat, f"part {n}"), key=f"k{n}")
            for n in range(3)
        ]
        assert len({receipt.message_id for receipt in receipts}) == 3
        assert all(receipt.message_id for receipt in receipts)

    async def test_parts_of_a_digest_arrive_in_order(self, chat: Chat) -> None:
        for n, part in enumerate(chat.render(long_digest())):
            await chat.adapter.post(chat.address, part, key=f"k{n}")
        read = await chat.shows("Story 60 ")
        places = [read.index(f"Story {n} ") for n in range(1, 61)]
        assert places == sorted(places)

    async def test_parts_posted_at_once_arrive_whole(self, chat: Chat) -> None:
        words = [f"{letter * 9} " * 50 for letter in "abcdef"]
        posts = [chat.adapter.post(chat.address, body(chat, text), key=text[0]) for text in words]
        await asyncio.gather(*posts, chat.shows("fffffffff"))
        await chat.adapter.post(chat.address, body(chat, "done"), key="done")
        read = " ".join((await chat.shows("done")).split())
        assert all(text.strip() in read for text in words)

    @pytest.mark.parametrize("text", AS_TYPED)
    async def test_words_arrive_as_typed_and_call_nobody(self, chat: Chat, text: str) -> None:
        story = StoryItem(
            number=1, headline=text, url="https://a.example/x", sentences=(text,), origin=text
        )
        blocks = (Heading(text), Paragraph((Plain(text), Link(text, "https://a.example"))), story)
        for n, part in enumerate(chat.render(Message((*blocks, Paragraph((Plain("End."),)))))):
            await chat.adapter.post(chat.address, part, key=f"k{n}")
        read = await chat.shows("End.")
        assert folded(read).count(folded(text)) >= 5
        assert list(await chat.pings()) == []

    async def test_what_is_invisible_or_turns_the_line_is_gone(self, chat: Chat) -> None:
        nasty = "a\u202egpj.exe b\u2066c d\u2060\ufeffe f\U000e0041g h\x07i"
        await chat.adapter.post(chat.address, body(chat, nasty), key="k1")
        await chat.adapter.post(chat.address, body(chat, "End."), key="k2")
        read = await chat.shows("End.")
        assert "agpj.exe bc de fg h" in read
        assert not set(read) & set("\u202e\u2066\u2060\ufeff\U000e0041\x07")

    async def test_what_was_provably_not_sent_is_not_sent(self, chat: Chat) -> None:
        await chat.adapter.close()
        with pytest.raises(NotSent):
            await chat.adapter.post(chat.address, body(chat, "too late"), key="k1")

    async def test_flood_control_says_how_long_to_wait(self, chat: Chat) -> None:
        needs(chat, Trouble.FLOOD)
        await chat.suffers(Trouble.FLOOD)
        with pytest.raises(TryLater) as caught:
            await chat.adapter.post(chat.address, body(chat, "too much"), key="k1")
        assert caught.value.after == FLOOD_WAIT
        await self._posts_on(chat, shown_before=0)

    @pytest.mark.parametrize(
        ("trouble", "error", "may_arrive"),
        [
            (Trouble.REMOVED, Unreachable, False),
            (Trouble.BAD_REQUEST, Refused, False),
            (Trouble.NO_CONNECTION, NotSent, False),
            (Trouble.SERVER_ERROR, Unknown, True),
            (Trouble.TIMEOUT, Unknown, True),
            (Trouble.DROPPED, Unknown, True),
        ],
    )
    async def test_it_says_what_became_of_the_part_and_never_repeats_it(
        self, chat: Chat, trouble: Trouble, error: type[PostError], *, may_arrive: bool
    ) -> None:
        needs(chat, trouble)
        await chat.suffers(trouble)
        with pytest.raises(PostError) as caught:
            await chat.adapter.post(chat.address, body(chat, "perhaps"), key="k1")
        assert type(caught.value) is error
        arrived = [text for text in await chat.posts() if "perhaps" in text]
        assert len(arrived) == (1 if may_arrive and not chat.ends else 0)
        if trouble is not Trouble.REMOVED and not chat.ends:
            await self._posts_on(chat, shown_before=len(arrived))

    async def _posts_on(self, chat: Chat, *, shown_before: int) -> None:
        await chat.recovers()
        await chat.adapter.post(chat.address, body(chat, "as always"), key="k2")
        await chat.shows("as always")
        assert len(await chat.posts()) == shown_before + 1

    @pytest.mark.parametrize("malformed", MALFORMED)
    async def test_a_part_that_the_platform_will_never_take_is_a_post_error(
        self, chat: Chat, malformed: Mapping[str, Any]
    ) -> None:
        with pytest.raises(PostError):
            await chat.adapter.post(chat.address, malformed, key="k1")
        assert list(await chat.posts()) == []


class TestEdit:
    async def test_another_body_takes_the_place_of_the_posted_one_if_it_can(
        self, chat: Chat
    ) -> None:
        receipt = await chat.adapter.post(chat.address, body(chat, "first"), key="k1")
        try:
            for _ in range(2):  # doing it twice changes nothing more
                await chat.adapter.edit(chat.address, receipt, body(chat, "second"))
        except NotImplementedError:
            return
        assert folded(await chat.shows("second")) == "second"
        assert len(await chat.posts()) == 1


class TestFind:
    async def test_it_finds_what_was_posted_and_nothing_else_if_it_can_tell(
        self, chat: Chat
    ) -> None:
        receipt = await chat.adapter.post(chat.address, body(chat, "hello"), key="k1")
        with contextlib.suppress(NotImplementedError):
            assert await chat.adapter.find(chat.address, "k1", since=NOW) == receipt
            assert await chat.adapter.find(chat.address, "k2", since=NOW) is None
