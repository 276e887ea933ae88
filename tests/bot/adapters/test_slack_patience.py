"""What people get on Slack where something is not taken at once, not at all, or is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

import pytest

from bot.domain.errors import NotAllowed
from bot.messages.blocks import Message, Place
from bot.ports.chat import Invocation, Unread
from tests.bot.adapters.slack_office import office, with_buttons
from tests.bot.adapters.test_slack_modal import FORM, opened
from tests.contract.chats.listener import reply
from tests.fakes.slack_api import RateLimited, Refuse
from tests.fakes.slack_messages import File


async def test_a_modal_that_cannot_be_filled_is_no_end_of_talking() -> None:
    async with office() as o:
        o.desk.settings = FORM
        o.api.fault("views.update", Refuse("not_found"))
        await o.ann.command(o.news, "/digest", "settings")
        await o.ann.says(o.dm, "hello")
        await o.dm.shows("You said hello.")


async def test_who_may_not_change_settings_any_more_is_told_so() -> None:
    async with office() as o:
        await opened(o)

        async def refuse(_: Invocation, __: Mapping[str, str]) -> Message:
            raise NotAllowed("Only administrators may change settings.")

        o.desk.submit = refuse
        ack = await o.ann.submits(values={"timezone/value": "Tokyo"})
        assert ack.payload == {}
        shown = await o.news.shows("Only administrators may change settings.")
        assert shown.ephemeral_for is o.ann


async def test_settings_are_saved_also_where_nobody_can_be_told() -> None:
    async with office() as o:
        await opened(o)
        o.api.fault("chat.postEphemeral", Refuse("restricted_action"), times=9)
        o.api.fault("chat.postMessage", Refuse("restricted_action"), times=9)
        ack = await o.ann.submits(values={"timezone/value": "Tokyo"})
        assert ack.payload == {}
        assert o.desk.submitted[0]["timezone"] == "Tokyo"
        assert o.ann.modal is None


async def test_a_page_is_turned_after_the_wait_that_slack_asks_for() -> None:
    async with office() as o:
        o.desk.answers["menu"] = with_buttons("Which?", {"More": "more"})
        o.desk.answers["more"] = replace(reply("Page 2"), place=Place.INSTEAD)
        await o.ann.says(o.dm, "menu")
        shown = await o.dm.shows("Which?")
        o.api.fault("response_url", RateLimited(1))
        await o.ann.taps(shown, "More")
        assert (await o.dm.shows("Page 2")).ts == shown.ts
        assert len(o.api.calls("response_url")) == 2


class Foreign(File):
    """A file as a channel that two companies share shows it: its id, and that one may ask."""

    def json(self) -> dict[str, object]:
        return {"id": self.id, "mode": "file_access", "file_access": "check_file_info"}


@pytest.mark.parametrize(
    ("known", "content"), [(True, "Ships."), (False, Unread.LOST)], ids=["known", "gone"]
)
async def test_a_file_of_another_company_is_asked_for(known: bool, content: str | Unread) -> None:
    async with office() as o:
        file = o.team.file("story.txt", b"Ships.")
        if not known:
            del o.team.files[file.id]
        shared = Foreign(**{one.name: getattr(file, one.name) for one in fields(file)})
        await o.ann.says(o.dm, "summary", files=[shared])
        await o.dm.shows("You said summary.")
        (attachment,) = o.desk.last.attachments
        assert attachment.content == content
        assert attachment.name == ("story.txt" if known else "")


async def test_a_thread_that_cannot_be_read_is_answered_all_the_same() -> None:
    async with office() as o:
        story = await o.bob.says(o.news, "A long story about ships.")
        o.api.fault("conversations.replies", Refuse("thread_not_found"), times=9)
        await o.ann.says(o.news, "<@BOT> summary", thread=story)
        await o.news.shows("You said summary.")
        assert o.desk.last.reply_to is None
