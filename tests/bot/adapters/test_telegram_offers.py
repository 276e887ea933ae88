"""What Telegram offers of the bot: its menu of commands, and stories while somebody types."""

from __future__ import annotations

from bot.messages.blocks import Message, Paragraph, Plain, StoryItem
from tests.contract.chats.listener import EchoListener
from tests.contract.chats.telegram import address, running
from tests.fakes.telegram_api import TelegramApi

MENU = {
    "en": (
        ("summary", "what is new", False),
        ("subscribe", "get digests", True),
        ("Not-A-Name", "x", False),
        ("long", "l" * 300, False),
    ),
    "de": (("summary", "was es Neues gibt", False), ("subscribe", "bestellen", True)),
}


class TestMenu:
    async def test_everybody_is_offered_what_they_may_do(self, api: TelegramApi) -> None:
        ann, bob = api.person("Ann", language_code="fr"), api.person("Bob", language_code="de")
        group = api.group("Friends", bob, admins=[ann])
        async with running(api, EchoListener(), menu=MENU):
            await api.asked("setMyCommands", times=9)
        assert api.commands_shown(ann, api.private(ann)) == ["summary", "subscribe", "long"]
        assert api.commands_shown(ann, group) == ["summary", "subscribe", "long"]
        assert api.commands_shown(bob, group) == ["summary"]
        told = {row["command"]: row["description"] for row in api.commands["default", "de"]}
        assert told == {"summary": "was es Neues gibt", "subscribe": "bestellen"}
        assert len(api.commands["default", ""][-1]["description"]) == 256

    async def test_telegram_is_waited_for(self, api: TelegramApi) -> None:
        waits: list[float] = []

        async def sleep(seconds: float) -> None:
            waits.append(seconds)
            api.faults.forgive()

        api.faults.flood("setMyCommands", retry_after=7, times=2)
        async with running(api, EchoListener(), menu=MENU, sleep=sleep):
            await api.asked("setMyCommands", times=11)
        assert waits == [7, 7]
        assert len(api.commands["all_chat_administrators", "de"]) == 2

    async def test_without_it_the_bot_works_all_the_same(self, api: TelegramApi) -> None:
        api.faults.error_before("setMyCommands", times=99)
        ann = api.person("Ann")
        async with running(api, EchoListener(), menu=MENU):
            await api.asked("setMyCommands")
            await api.private(ann).says(ann, "/status")
            await api.private(ann).shows("You said status.")


class TestInline:
    def stories(self, count: int) -> Message:
        items = (
            StoryItem(
                number=n,
                headline=f"Story <{n}>",
                url=f"https://example.org/{n}",
                sentences=("It says & shows.", "More."),
                origin="Harbor Wire",
            )
            for n in range(1, count + 1)
        )
        return Message((Paragraph((Plain("Found:"),)), *items))

    async def test_stories_are_found_while_somebody_types(self, api: TelegramApi) -> None:
        ann, listener = api.person("Ann"), EchoListener()
        listener.found = self.stories(2)
        async with running(api, listener):
            query = await api.inline_query(ann, " moon base ")
            await query.answered()
        first, _ = query.results
        assert first["title"] == "Story <1>"
        assert "1. " not in first["input_message_content"]["message_text"]  # it stands alone
        assert first["description"] == "It says & shows. Harbor Wire"
        assert "Story &lt;1&gt;" in first["input_message_content"]["message_text"]
        (asked,) = listener.looked_up
        assert (asked.text, asked.address) == ("moon base", address(ann.id))
        assert (listener.heard, listener.known) == ([], set())
        assert query.answer["is_personal"] == "true"

    async def test_there_are_fifty_at_most(self, api: TelegramApi) -> None:
        listener = EchoListener()
        listener.found = self.stories(60)
        async with running(api, listener):
            query = await api.inline_query(api.person("Ann"), "moon")
            await query.answered()
        assert len(query.results) == 50

    async def test_nothing_found_is_an_answer_too(self, api: TelegramApi) -> None:
        async with running(api, EchoListener()):
            query = await api.inline_query(api.person("Ann"), "")
            await query.answered()
        assert query.results == []

    async def test_only_the_newest_words_are_looked_up(self, api: TelegramApi) -> None:
        ann, listener = api.person("Ann"), EchoListener()
        for words in ("m", "mo", "moo"):
            await api.inline_query(ann, words)
        newest = await api.inline_query(ann, "moon")
        async with running(api, listener):
            await newest.answered()
        assert [asked.text for asked in listener.looked_up] == ["moon"]

    async def test_whoever_typed_on_needs_no_answer(self, api: TelegramApi) -> None:
        ann, listener = api.person("Ann"), EchoListener()
        query = await api.inline_query(ann, "moon")
        query.grows_old()
        async with running(api, listener):
            await api.asked("answerInlineQuery")
            await (await api.inline_query(ann, "mars")).answered()
