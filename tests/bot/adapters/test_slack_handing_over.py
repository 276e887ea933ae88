"""Files that are handed over to one person alone, pictures to whoever reads their words."""

from __future__ import annotations

from bot.adapters.slack.manifest import SCOPES
from bot.messages.blocks import Chart, Document, Message, Panel, Plain, Series
from tests.bot.adapters.slack_office import Office, aside, office, until
from tests.fakes.slack_api import RateLimited, Refuse
from tests.fakes.slack_world import Channel

TEXT = '{"said": "Grüße"}\n'


def says_a_file(o: Office) -> None:
    words = aside("It is in the file.")
    file = Document("chat.json", TEXT)
    o.desk.answers["export"] = Message((*words.blocks, file), aside=True)


def says_a_chart(o: Office, *, to_one: bool) -> None:
    chart = Chart(("2021-06-18",), (Panel((Series((Plain("7 articles"),), (7,)),)),))
    o.desk.answers["stats"] = Message((chart,), aside=to_one)


def pictures(channel: Channel) -> list[str]:
    return [file.mimetype for message in channel.messages for file in message.files]


async def test_in_a_channel_the_words_are_whispered_and_the_file_comes_directly() -> None:
    async with office() as o:
        says_a_file(o)
        await o.ann.command(o.news, "/digest", "export")
        assert (await o.news.shows("It is in the file.")).ephemeral_for is o.ann
        await until(lambda: [file for message in o.dm.messages for file in message.files])
        (file,) = [file for message in o.dm.messages for file in message.files]
        assert (file.name, file.content.decode()) == ("chat.json", TEXT)
        assert not [message for message in o.news.messages if message.files]


async def test_alone_with_the_bot_it_stands_below_the_words() -> None:
    async with office() as o:
        says_a_file(o)
        o.api.fault("files.getUploadURLExternal", RateLimited(1))
        await o.ann.command(o.dm, "/digest", "export")
        await until(lambda: [file for message in o.dm.messages for file in message.files])
        assert "It is in the file." in o.dm.messages[-2].read
        assert not o.api.team("T1").uploads


async def test_between_two_people_it_comes_directly() -> None:
    async with office() as o:
        theirs = o.team.dm_of_two(o.ann, o.bob)
        says_a_file(o)
        await o.ann.command(theirs, "/digest", "export")
        await until(lambda: [file for message in o.dm.messages for file in message.files])
        await theirs.shows("It is in the file.")


async def test_without_the_right_to_it_the_words_come_all_the_same() -> None:
    async with office() as o:
        o.api.team("T1").grant(set(SCOPES) - {"files:write"})
        says_a_file(o)
        await o.ann.command(o.dm, "/digest", "export")
        await o.dm.shows("It is in the file.")
        await o.ann.says(o.dm, "hello")
        await o.dm.shows("You said hello.")
        assert not [message for message in o.dm.messages if message.files]


async def test_a_picture_of_what_is_whispered_comes_directly() -> None:
    async with office() as o:
        says_a_chart(o, to_one=True)
        await o.ann.command(o.news, "/digest", "stats")
        assert (await o.news.shows("7 articles")).ephemeral_for is o.ann
        await until(lambda: pictures(o.dm))
        assert (pictures(o.dm), pictures(o.news)) == (["image/png"], [])


async def test_a_picture_stands_below_its_words_in_a_channel() -> None:
    async with office() as o:
        says_a_chart(o, to_one=False)
        await o.ann.command(o.news, "/digest", "stats")
        await until(lambda: pictures(o.news))
        words = o.news.messages[-2]
        assert "7 articles" in words.read
        assert words.metadata is not None  # after a crash, the answer is looked up by this
        assert words.metadata["event_payload"]["key"].startswith("answer:")
        assert not pictures(o.dm)


async def test_without_its_picture_the_words_are_the_answer() -> None:
    async with office() as o:
        says_a_chart(o, to_one=False)
        o.api.fault("files.completeUploadExternal", Refuse("restricted_action"))
        await o.ann.command(o.dm, "/digest", "stats")
        await o.dm.shows("7 articles")
        await o.ann.says(o.dm, "hello")
        await o.dm.shows("You said hello.")
        assert len([message for message in o.dm.messages if message.bot_id]) == 2
