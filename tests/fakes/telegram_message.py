"""A message in a chat, as people see it and as the Bot API tells of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.fakes.telegram_html import Marked, links_in
from tests.fakes.telegram_text import Entity, cut, found_in

if TYPE_CHECKING:
    from tests.fakes.telegram_chats import Chat
    from tests.fakes.telegram_people import Person


@dataclass(slots=True)
class Document:
    """A file in a message."""

    file_id: str
    name: str
    mime: str
    body: bytes
    size: int  # as Telegram tells it; a test may let it differ from the body

    def as_json(self) -> dict[str, Any]:
        """Return the Document object."""
        return {
            "file_id": self.file_id,
            "file_unique_id": "u" + self.file_id,
            "file_name": self.name,
            "mime_type": self.mime,
            "file_size": self.size,
        }


@dataclass(slots=True)
class Photo:
    """A picture in a message."""

    file_id: str
    body: bytes
    width: int
    height: int

    def as_json(self) -> list[dict[str, Any]]:
        """Return its sizes as PhotoSize objects: here, there is one."""
        told = {"file_id": self.file_id, "file_unique_id": "u" + self.file_id}
        return [{**told, "width": self.width, "height": self.height, "file_size": len(self.body)}]


@dataclass(slots=True, eq=False, kw_only=True)
class Message:
    """One message; `text` is what people read, `step` counts when it last changed."""

    chat: Chat
    id: int
    date: float
    step: int
    sender: Person | None = None
    sender_chat: Chat | None = None
    text: str = ""
    entities: list[Entity] = field(default_factory=list)  # markup only, not what clients find
    markup: dict[str, Any] | None = None
    silent: bool = False
    preview: dict[str, Any] | None = None  # link_preview_options
    thread: int | None = None
    in_topic: bool = False
    reply_to: Message | None = None
    forwarded_from: dict[str, Any] | None = None  # MessageOrigin
    document: Document | None = None
    photo: Photo | None = None
    album: str | None = None  # media_group_id
    via_bot: bool = False
    by_bot: bool = False  # in a channel the bot shows as the channel
    service: dict[str, Any] = field(default_factory=dict)
    edits: int = 0
    edit_date: float | None = None
    deleted: bool = False
    dropped_entities: list[Entity] = field(default_factory=list)
    dropped_links: list[str] = field(default_factory=list)
    history: list[str] = field(default_factory=list)  # texts before each edit

    def show(self, marked: Marked) -> None:
        """Take a text over."""
        self.text, self.entities = marked.text, marked.entities
        self.dropped_entities, self.dropped_links = marked.dropped_entities, marked.dropped_links

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons under the message, row by row."""
        return [button["text"] for row in self.keyboard for button in row]

    @property
    def keyboard(self) -> list[list[dict[str, Any]]]:
        """The rows of buttons under the message."""
        rows: list[list[dict[str, Any]]] = (self.markup or {}).get("inline_keyboard", [])
        return rows

    @property
    def links(self) -> list[tuple[str, str]]:
        """The links in the text: the words and the address of each."""
        return links_in(self.text, self.entities)

    @property
    def tappable(self) -> list[str]:
        """What clients find in the plain text and make tappable: /commands, @names, addresses."""
        return [cut(self.text, entity) for entity in found_in(self.text, self.entities)]

    def marked(self, kind: str) -> list[str]:
        """Return the parts of the text that are bold, italic, code and so on."""
        return [cut(self.text, entity) for entity in self.entities if entity["type"] == kind]

    def as_json(self, *, deep: bool = True) -> dict[str, Any]:
        """Return the Message object; a reply is told of with what it answers, one level deep."""
        answered = self.reply_to or (self.chat.topic_start(self.thread) if self.in_topic else None)
        words = "caption" if self.document or self.photo else "text"
        entities = [*self.entities, *found_in(self.text, self.entities)]
        entities.sort(key=lambda entity: int(entity["offset"]))
        told: dict[str, Any] = {
            "message_id": self.id,
            "date": int(self.date),
            "chat": self.chat.as_json(),
            "from": self.sender.as_user() if self.sender else None,
            "sender_chat": self.sender_chat.as_json() if self.sender_chat else None,
            "message_thread_id": self.thread,
            "is_topic_message": self.in_topic or None,
            "reply_to_message": answered.as_json(deep=False) if answered and deep else None,
            "forward_origin": self.forwarded_from,
            "via_bot": self.chat.world.bot.as_user() if self.via_bot else None,
            "edit_date": None if self.edit_date is None else int(self.edit_date),
            words: self.text or None,
            "entities" if words == "text" else "caption_entities": entities or None,
            "document": self.document.as_json() if self.document else None,
            "photo": self.photo.as_json() if self.photo else None,
            "media_group_id": self.album,
            "link_preview_options": self.preview,
            "reply_markup": self.markup if self.keyboard else None,
        }
        return {key: value for key, value in told.items() if value is not None} | self.service
