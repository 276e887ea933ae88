"""From what Slack sends to what happened. Pure functions; nothing is looked up.

Every payload is one of https://docs.slack.dev/reference/events, a slash command, or one of
https://docs.slack.dev/reference/interaction-payloads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.adapters.slack import modal
from bot.adapters.slack.typed import typed_words
from bot.adapters.slack.typed import words as plain_words

Json: TypeAlias = Mapping[str, Any]

SHORTCUT = "summarize_this"
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where something happened, and how it can be answered."""

    workspace: str
    channel: str
    thread: str | None = None  # to post in
    response_url: str | None = field(default=None, repr=False)  # a secret
    trigger: str | None = field(default=None, repr=False)  # a secret: opens a modal, for 3 s
    message: Json | None = field(default=None, repr=False)  # that holds the tapped button
    ephemeral: bool = False  # only the person sees that message
    home: bool = False  # it was in the person's App Home; `channel` is their own with us

    @property
    def alone(self) -> bool:
        """Whether the person is alone with somebody there, us as a rule."""
        return self.channel.startswith("D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A person wants something of us."""

    spot: Spot
    person: str
    text: str  # as a command line; mentions of us are still in there as <@U…>
    quoted: Json | None = None  # the message that it is about
    asked_in: str | None = None  # the thread whose first message it may be about
    files: tuple[Json, ...] = ()
    tapped: bool = False
    whisper: bool = False  # the answer is for the person alone, whatever it is


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedHome:
    """A person looks at our Home tab."""

    spot: Spot
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A person sent the form with the settings of a chat."""

    spot: Spot
    person: str
    values: Mapping[str, str]
    shown: str  # what the form kept of what it showed


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Somebody came into a channel, perhaps ourselves."""

    spot: Spot
    member: str
    inviter: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Somebody left a channel, perhaps ourselves."""

    spot: Spot
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Nothing can be posted in a channel any more."""

    spot: Spot
    reason: str  # the key of a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A channel can be posted in again."""

    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Uninstalled:
    """We were taken out of a workspace."""

    spot: Spot
    bots: tuple[str, ...] | None  # whose tokens were revoked; None: all


Happening: TypeAlias = (
    Said | OpenedHome | Submitted | Joined | Left | Closed | Reopened | Uninstalled
)

CLOSING = {
    "channel_archive": "archived",
    "group_archive": "archived",
    "channel_deleted": "deleted",
    "group_deleted": "deleted",
    "channel_left": "removed",
    "group_left": "removed",
}
REOPENING = frozenset({"channel_unarchive", "group_unarchive"})

SPOKEN = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""Subtypes of messages that a person has just said."""


def read(body: Json) -> Happening | None:
    """Return what happened; None if it does not concern us."""
    match body.get("type"):
        case "event_callback":
            return _event(body, body.get("event") or {})
        case "block_actions":
            return _tap(body)
        case "message_action" if body.get("callback_id") == SHORTCUT:
            return _shortcut(body)
        case "view_submission":
            return _submission(body)
        case None if body.get("command"):
            return _command(body)
        case _:
            return None


def _event(body: Json, event: Json) -> Happening | None:
    kind, channel = str(event.get("type")), event.get("channel")
    workspace = str(body.get("team_id") or "")
    if kind in {"app_uninstalled", "tokens_revoked"}:
        bots = (event.get("tokens") or {}).get("bot") or ()
        spot = Spot(workspace=workspace, channel="*")
        return Uninstalled(spot=spot, bots=None if kind == "app_uninstalled" else tuple(bots))
    if isinstance(channel, Mapping):  # some events describe the channel
        channel = channel.get("id")
    if not workspace or not isinstance(channel, str):
        return None
    spot = Spot(workspace=workspace, channel=channel)
    return _by_person(kind, spot, event) or _about_channel(kind, spot, event)


def _by_person(kind: str, spot: Spot, event: Json) -> Happening | None:
    match kind:
        case "message" if event.get("channel_type") == "im":
            return _spoken(spot, event)
        case "app_mention" if not spot.alone:  # in a conversation with us it came as a message
            return _spoken(spot, event)
        case "app_home_opened" if event.get("tab", "home") == "home":
            return OpenedHome(spot=spot, person=str(event["user"]))
        case _:
            return None


def _about_channel(kind: str, spot: Spot, event: Json) -> Happening | None:
    match kind:
        case "member_joined_channel":
            return Joined(spot=spot, member=str(event["user"]), inviter=event.get("inviter"))
        case "member_left_channel":
            return Left(spot=spot, member=str(event["user"]))
        case _ if kind in CLOSING:
            return Closed(spot=spot, reason=CLOSING[kind])
        case _ if kind in REOPENING:
            return Reopened(spot=spot)
        case _:
            return None


def _spoken(spot: Spot, event: Json) -> Said | None:
    person, thread = event.get("user"), event.get("thread_ts")
    if event.get("bot_id") or event.get("subtype") not in SPOKEN or person in {None, SLACKBOT}:
        return None
    return Said(
        spot=Spot(workspace=spot.workspace, channel=spot.channel, thread=thread),
        person=str(person),
        text=str(event.get("text") or ""),
        asked_in=thread,
        files=tuple(event.get("files") or ()),
    )


def _command(body: Json) -> Said:
    text = typed_words(str(body.get("text") or ""))
    if str(body["command"]).startswith("/summary"):
        text = f"summary {text}"
    return Said(
        spot=Spot(
            workspace=str(body["team_id"]),
            channel=str(body["channel_id"]),
            response_url=body.get("response_url"),
            trigger=body.get("trigger_id"),
        ),
        person=str(body["user_id"]),
        text=text.strip() or "help",
    )


def _tap(body: Json) -> Said | None:
    action = next((a for a in body.get("actions") or () if a.get("value")), None)
    if action is None:  # a link, or a menu of somebody's
        return None
    container, message = body.get("container") or {}, body.get("message")
    home = container.get("type") == "view"
    if home:
        channel = str((body.get("view") or {}).get("private_metadata") or "")
    else:
        channel = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
    if not channel:
        return None
    ephemeral = bool(container.get("is_ephemeral"))
    thread = container.get("thread_ts") or (message or {}).get("thread_ts")
    spot = Spot(
        workspace=_workspace(body),
        channel=channel,
        thread=thread or (None if ephemeral else container.get("message_ts")),
        response_url=body.get("response_url"),
        trigger=body.get("trigger_id"),
        message={"ts": container.get("message_ts"), **(message or {})} if not home else None,
        ephemeral=ephemeral,
        home=home,
    )
    return Said(spot=spot, person=_person(body), text=str(action["value"]), tapped=True)


def _shortcut(body: Json) -> Said:
    message = body.get("message") or {}
    return Said(
        spot=Spot(
            workspace=_workspace(body),
            channel=str(body["channel"]["id"]),
            thread=message.get("thread_ts"),
            response_url=body.get("response_url"),
            trigger=body.get("trigger_id"),
        ),
        person=_person(body),
        text="summary",
        quoted=message,
        whisper=True,
    )


def _submission(body: Json) -> Submitted | None:
    view = body.get("view") or {}
    place = modal.place_of(view)
    if view.get("callback_id") != modal.CALLBACK or place is None:
        return None
    channel, home = place
    return Submitted(
        spot=Spot(workspace=_workspace(body), channel=channel, home=home),
        person=_person(body),
        values=modal.values_of(view),
        shown=modal.shown_of(view),
    )


def _workspace(body: Json) -> str:
    team, user = body.get("team") or {}, body.get("user") or {}
    return str(team.get("id") or user.get("team_id") or "")


def _person(body: Json) -> str:
    return str((body.get("user") or {}).get("id") or "")


def command_of(said: Said, bot: str, *, about: bool = False) -> str:
    """Return the command line in what was said, without mentions of us.

    Who says nothing else wants what they hand over summarized: a document, or, where they talk
    `about` one, a message.
    """
    if said.tapped or said.quoted is not None or said.spot.response_url:
        return said.text
    words = plain_words(said.text, bot=bot, labels=False).strip()
    return words or ("summary" if said.files or about else "help")
