"""The courier puts right what was posted, whatever the platform answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.domain.errors import Moved, NotSent, Refused, TryLater, Unknown, Unreachable
from tests.fakes.builders import DAY, HOUR, NOW, an_address


@dataclass
class Editor:
    """A platform's `edit`, as told."""

    answers: list[Exception] = field(default_factory=list)
    edited: list[tuple[str, str, str]] = field(default_factory=list)

    async def edit(self, address, receipt, body):
        self.edited.append((str(address), receipt.message_id, body["text"]))
        if self.answers:
            raise self.answers.pop(0)


@pytest.fixture
def editor(rig, monkeypatch):
    monkeypatch.setattr("bot.runtime.editing.LOOK_SECONDS", 0.01)
    made = Editor()
    monkeypatch.setattr(
        type(rig.telegram), "edit", lambda _, address, receipt, body: made.edit(
            address, receipt, body
        )
    )  # fmt: skip
    return made


def put(rig, text="new", key="a/1"):
    with rig.store.transaction() as tx:
        assert tx.edits.put(key, {"text": text}, now=rig.world.now, expires_at=NOW + 2 * DAY)


def waiting(rig):
    with rig.store.snapshot() as tx:
        return [edit.body["text"] for edit in tx.edits.due(["telegram"], NOW + DAY, 9)]


async def test_a_part_is_posted_first_and_edited_then(rig, editor):
    rig.add("a")
    put(rig)
    async with rig.running():
        await rig.until(lambda: editor.edited)
    assert [post.key for post in rig.telegram.posts] == ["a/1"]
    assert editor.edited == [("telegram:42", "1", "new")]
    assert waiting(rig) == []


@pytest.mark.parametrize(
    "error",
    [
        Refused("too old"),
        Unreachable("kicked"),
        Moved("moved", to=an_address("telegram:-1")),
        NotImplementedError(),
    ],
)
async def test_what_cannot_be_edited_stays_as_it_is(rig, editor, error):
    rig.add("a")
    editor.answers = [error]
    put(rig)
    async with rig.running():
        await rig.until(lambda: editor.edited)
    assert waiting(rig) == []
    assert rig.states("a") == ["sent"]
    assert len(editor.edited) == 1


@pytest.mark.parametrize("error", [Unknown("cut off"), NotSent("no network")])
async def test_what_failed_or_is_in_doubt_is_edited_again(rig, editor, error):
    rig.add("a")
    editor.answers = [error]
    put(rig)
    async with rig.running():
        await rig.until(lambda: len(editor.edited) == 2, passing=0.05)
    assert waiting(rig) == []


async def test_a_wait_is_kept_and_holds_posts_too(rig, editor):
    rig.add("a")
    editor.answers = [TryLater("flood", after=timedelta(hours=1))]
    put(rig)
    async with rig.running():
        await rig.until(lambda: editor.edited)
    with rig.store.snapshot() as tx:
        assert tx.outbox.holds(NOW) == {"telegram:42": NOW + HOUR}
        assert tx.edits.due(["telegram"], NOW, 9) == []
    assert waiting(rig) == ["new"]


async def test_an_edit_that_came_meanwhile_is_made_too(rig, editor):
    rig.add("a")
    put(rig, "one")
    async with rig.running():
        await rig.until(lambda: editor.edited)
        put(rig, "two")
        await rig.until(lambda: len(editor.edited) == 2)
    assert [text for *_, text in editor.edited] == ["one", "two"]
