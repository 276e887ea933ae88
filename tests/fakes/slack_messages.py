"""What stands in the fake Slack's channels and windows: messages, views, files."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.fakes.slack_mrkdwn import Reading, read_blocks, read_mrkdwn
from tests.fakes.slack_types import JSON

if TYPE_CHECKING:
    from tests.fakes.slack_people import Person
    from tests.fakes.slack_world import Channel


def with_ids(blocks: list[JSON]) -> list[JSON]:
    """Return blocks as Slack keeps them: what the app gave no id got one."""
    filled = copy.deepcopy(blocks)
    for number, block in enumerate(filled):
        block.setdefault("block_id", f"b{number}")
        elements = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for place, element in enumerate(e for e in elements if e):
            if block["type"] in {"actions", "section", "input"} and element["type"] != "image":
                element.setdefault("action_id", f"a{number}-{place}")
    return filled


def elements_of(blocks: list[JSON]) -> list[tuple[JSON, JSON]]:
    """Return what a person can use in blocks, each element with its block."""
    found = []
    for block in with_ids(blocks):
        parts = [block.get("accessory"), block.get("element")]
        if block["type"] == "actions":
            parts += block["elements"]
        found += [(block, part) for part in parts if part and "action_id" in part]
    return found


def labels_of(blocks: list[JSON]) -> list[str]:
    """Return what stands on buttons and in menus, in the order of the blocks."""
    labels = []
    for _, element in elements_of(blocks):
        if element["type"] == "button":
            labels.append(element["text"]["text"])
        labels += [option["text"]["text"] for option in options_of(element)]
    return labels


def options_of(element: JSON) -> list[JSON]:
    """Return what a menu offers."""
    groups = [group["options"] for group in element.get("option_groups", [])]
    return [*element.get("options", []), *(option for group in groups for option in group)]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An uploaded file."""

    id: str
    name: str
    content: bytes
    mimetype: str
    team_id: str
    root: str

    def json(self) -> JSON:
        """Return it as Slack describes it."""
        address = f"{self.root}/files-pri/{self.team_id}-{self.id}"
        return {
            "id": self.id, "name": self.name, "title": self.name, "mimetype": self.mimetype,
            "filetype": self.name.rpartition(".")[2], "size": len(self.content), "mode": "hosted",
            "is_external": False, "url_private": f"{address}/{self.name}",
            "url_private_download": f"{address}/download/{self.name}",
        }  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Upload:
    """A file that was announced and is not shared yet."""

    name: str
    length: int
    content: bytes | None = None  # None: it has not come


class Shown:
    """What a person can read: its words, who it calls, where it leads, what can be tapped."""

    __slots__ = ()

    def reading(self) -> Reading:
        """Read it."""
        raise NotImplementedError

    @property
    def read(self) -> str:
        """What a person sees."""
        return self.reading().words

    @property
    def pings(self) -> list[str]:
        """Who is called: user ids, !channel, !here, !everyone, subteam^…"""
        return self.reading().pings

    @property
    def links(self) -> list[tuple[str, str]]:
        """Where it leads: addresses, each with the text that stands for it."""
        return self.reading().links


@dataclass(eq=False, slots=True, kw_only=True)
class Message(Shown):
    """A message as it stands now; edits change it in place."""

    channel: Channel
    ts: str
    text: str = ""
    blocks: list[JSON] = field(default_factory=list)
    attachments: list[JSON] = field(default_factory=list)
    user: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    subtype: str | None = None
    username: str | None = None
    thread_ts: str | None = None
    metadata: JSON | None = None
    ephemeral_for: Person | None = None
    reply_broadcast: bool = False
    files: list[File] = field(default_factory=list)
    options: JSON = field(
        default_factory=dict
    )  # unfurl_links, unfurl_media, mrkdwn as they were given
    edited: JSON | None = None
    deleted: bool = False
    revision: int = 0  # of the world, when it was posted or edited last

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread, and is not the thread's first."""
        return self.thread_ts not in {None, self.ts}

    @property
    def buttons(self) -> list[str]:
        """What can be tapped or chosen."""
        return labels_of(self.blocks)

    def reading(self) -> Reading:
        """Read the blocks; the text only if there are none, as a client does."""
        name = self.channel.team.name_of
        if self.blocks:
            return read_blocks(self.blocks, name)
        if self.options.get("mrkdwn") is False:
            return Reading(words=self.text)
        return read_mrkdwn(self.text, name)

    def json(self, *, metadata: bool = False) -> JSON:
        """Return it as Slack hands it out."""
        facts: dict[str, Any] = {
            "type": "message", "subtype": self.subtype, "ts": self.ts, "text": self.text,
            "user": self.user, "bot_id": self.bot_id, "app_id": self.app_id,
            "username": self.username, "team": self.channel.team.id, "thread_ts": self.thread_ts,
            "blocks": with_ids(self.blocks), "attachments": self.attachments,
            "files": [file.json() for file in self.files], "edited": self.edited,
            "metadata": self.metadata if metadata else None,
        }  # fmt: skip
        replies = [m for m in self.channel.messages if m.is_reply and m.thread_ts == self.ts]
        if replies:
            facts |= {
                "reply_count": len(replies), "latest_reply": replies[-1].ts, "thread_ts": self.ts,
                "reply_users": sorted({reply.user or "" for reply in replies}),
            }  # fmt: skip
        return {name: value for name, value in facts.items() if value not in (None, [])}


@dataclass(eq=False, slots=True, kw_only=True)
class View(Shown):
    """A modal or a Home tab."""

    id: str
    person: Person
    given: JSON  # as the app gave it
    hash: str
    root_id: str
    previous_id: str | None = None
    closed: bool = False
    state: JSON = field(default_factory=dict)

    @property
    def blocks(self) -> list[JSON]:
        """The blocks as the app gave them."""
        return list(self.given["blocks"])

    @property
    def buttons(self) -> list[str]:
        """What can be tapped or chosen."""
        return labels_of(self.blocks)

    @property
    def callback_id(self) -> str:
        """What the app calls it."""
        return str(self.given.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        """What the app remembers with it."""
        return str(self.given.get("private_metadata", ""))

    def reading(self) -> Reading:
        """Read the title and the blocks."""
        title = self.given.get("title") or {"text": ""}
        reading = Reading(words=title["text"])
        reading.add(read_blocks(self.blocks, self.person.team.name_of))
        return reading

    def json(self) -> JSON:
        """Return it as Slack hands it out."""
        team = self.person.team
        return {
            "id": self.id, "team_id": team.id, "app_id": team.world.app_id, "bot_id": team.bot_id,
            "app_installed_team_id": team.id, "title": None, "submit": None, "close": None,
            "private_metadata": "", "callback_id": "", "external_id": "", "clear_on_close": False,
            "notify_on_close": False, **self.given, "blocks": with_ids(self.blocks),
            "hash": self.hash, "state": {"values": self.state}, "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
        }  # fmt: skip
