"""auth.*, conversations.*, users.*, files.* and team.*: what a bot may look up."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import TypeVar

from tests.fakes.slack_messages import Message
from tests.fakes.slack_methods import Call, method
from tests.fakes.slack_people import Person
from tests.fakes.slack_types import JSON, SlackError
from tests.fakes.slack_world import Channel

T = TypeVar("T")

MOST_ITEMS = 999
_KINDS = {
    "public_channel": ("channel", "channels:read"), "private_channel": ("group", "groups:read"),
    "im": ("im", "im:read"), "mpim": ("mpim", "mpim:read"),
}  # fmt: skip


def paged(call: Call, everything: Sequence[T], *, default: int = 100) -> tuple[list[T], JSON]:
    """Return one page and what leads to the next one."""
    limit = call.args.number("limit", default)
    if not 1 <= limit <= MOST_ITEMS + 1:
        raise SlackError("invalid_limit")
    try:
        cursor = b64decode(call.args.text("cursor"), validate=True).decode() or "next:0"
        start = int(cursor.removeprefix("next:"))
    except ValueError:
        raise SlackError("invalid_cursor") from None
    stop = start + limit
    following = b64encode(f"next:{stop}".encode()).decode() if stop < len(everything) else ""
    return list(everything[start:stop]), {"next_cursor": following}


@method("auth.test")
def auth_test(call: Call) -> JSON:
    """Say whose token it is."""
    team = call.team
    return {
        "url": f"https://{team.domain}.slack.com/", "team": team.domain, "user": "digestbot",
        "team_id": team.id, "user_id": team.bot_user_id, "bot_id": team.bot_id,
        "is_enterprise_install": False,
    }  # fmt: skip


@method("apps.connections.open")
def open_connection(call: Call) -> JSON:
    """Hand out an address for Socket Mode."""
    call.needs("connections:write")
    return {"url": call.api.courier.sockets.ticket()}


def channel_json(call: Call, channel: Channel) -> JSON:
    """Return a channel as Slack describes it."""
    facts: JSON = {
        "id": channel.id, "context_team_id": call.team.id, "is_archived": channel.is_archived,
        "is_im": channel.kind == "im", "is_mpim": channel.kind == "mpim",
        "is_channel": channel.kind == "channel", "is_group": channel.kind == "group",
        "is_private": channel.kind != "channel", "created": 1_700_000_000,
    }  # fmt: skip
    if channel.kind == "im":
        assert channel.person is not None
        return facts | {"user": channel.person.id}
    return facts | {
        "name": channel.name, "name_normalized": channel.name, "is_member": channel.bot_is_member,
        "is_general": False, "is_shared": False, "is_ext_shared": False,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }  # fmt: skip


@method("conversations.info")
def conversations_info(call: Call) -> JSON:
    """Describe a channel."""
    channel = call.channel()
    call.needs_for(channel, "read")
    facts = channel_json(call, channel)
    if call.args.flag("include_num_members"):
        facts["num_members"] = len(channel.members)
    if call.args.flag("include_locale"):
        facts["locale"] = channel.person.locale if channel.person else "en-US"
    return {"channel": facts}


def _readable(call: Call) -> Channel:
    """Return the channel whose messages the bot may read."""
    channel = call.channel()
    call.needs_for(channel, "history")
    if not channel.bot_is_member:
        raise SlackError("not_in_channel")
    return channel


def _in_time(call: Call, messages: list[Message]) -> list[Message]:
    """Keep what lies between `oldest` and `latest`; the bounds only if `inclusive`."""
    bounds = {}
    for name in ("oldest", "latest"):
        try:
            bounds[name] = (
                round(float(call.args.text(name) or "nan") * 1e6) if name in call.args else None
            )
        except ValueError:
            raise SlackError(f"invalid_ts_{name}") from None
    oldest, latest = bounds["oldest"], bounds["latest"]
    inclusive = call.args.flag("inclusive")

    def kept(message: Message) -> bool:
        at = round(float(message.ts) * 1e6)
        if inclusive and at in {oldest, latest}:
            return True
        return (oldest is None or at > oldest) and (latest is None or at < latest)

    return [message for message in messages if kept(message)]


@method("conversations.history")
def history(call: Call) -> JSON:
    """Return a channel's messages, newest first; replies only if they were broadcast."""
    channel = _readable(call)
    shown = [m for m in channel.messages if not m.is_reply or m.reply_broadcast]
    page, rest = paged(call, _in_time(call, shown)[::-1])
    metadata = call.args.flag("include_all_metadata")
    return {
        "messages": [message.json(metadata=metadata) for message in page], "pin_count": 0,
        "has_more": bool(rest["next_cursor"]), "response_metadata": rest,
    }  # fmt: skip


@method("conversations.replies")
def replies(call: Call) -> JSON:
    """Return a thread: its first message, then the replies, oldest first."""
    channel = _readable(call)
    first = channel.find(call.args.text("ts"))
    if first is None:
        raise SlackError("thread_not_found")
    root = first.thread_ts or first.ts
    thread = [m for m in channel.messages if root in {m.ts, m.thread_ts}]
    inside = [m for m in _in_time(call, thread) if m.ts != root]
    page, rest = paged(call, [m for m in thread if m.ts == root] + inside)
    metadata = call.args.flag("include_all_metadata")
    return {
        "messages": [message.json(metadata=metadata) for message in page],
        "has_more": bool(rest["next_cursor"]), "response_metadata": rest,
    }  # fmt: skip


@method("conversations.open")
def conversations_open(call: Call) -> JSON:
    """Open direct messages with one person, or with several."""
    if "channel" in call.args:
        channel = call.channel()
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    names = [name for name in call.args.text("users").split(",") if name]
    people = [call.team.people.get(name.strip()) for name in names]
    if not names:
        raise SlackError("users_list_not_supplied")
    found: list[Person] = [person for person in people if person is not None]
    if len(found) < len(names):
        raise SlackError("user_not_found")
    if len(found) > 1:
        call.needs("mpim:write")
        return {"channel": {"id": call.team.group_dm(*found).id}}
    call.needs("im:write")
    if found[0].deleted:
        raise SlackError("user_disabled")
    channel = call.team.dm(found[0])
    facts = channel_json(call, channel) if call.args.flag("return_im") else {"id": channel.id}
    return {"channel": facts}


@method("conversations.members")
def members(call: Call) -> JSON:
    """Return who is in a channel."""
    channel = call.channel()
    call.needs_for(channel, "read")
    page, rest = paged(call, sorted(channel.members))
    return {"members": page, "response_metadata": rest}


@method("users.info")
def users_info(call: Call) -> JSON:
    """Describe a person."""
    call.needs("users:read")
    person = call.team.people.get(call.args.text("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": person.json(locale=call.args.flag("include_locale"))}


@method("users.conversations")
def users_conversations(call: Call) -> JSON:
    """Return the channels that the bot, or a person, is in."""
    kinds = set()
    for name in call.args.text("types", "public_channel").split(","):
        if name.strip() not in _KINDS:
            raise SlackError("invalid_types")
        kind, scope = _KINDS[name.strip()]
        call.needs(scope)
        kinds.add(kind)
    user = call.args.text("user") or call.team.bot_user_id
    if user != call.team.bot_user_id and user not in call.team.people:
        raise SlackError("user_not_found")
    hidden = call.args.flag("exclude_archived")
    found = [
        channel
        for channel in call.team.channels.values()
        if channel.kind in kinds
        and {user, call.team.bot_user_id if channel.kind != "channel" else user} <= channel.members
        and not (hidden and channel.is_archived)
    ]
    page, rest = paged(call, found)
    return {"channels": [channel_json(call, one) for one in page], "response_metadata": rest}


@method("files.info")
def files_info(call: Call) -> JSON:
    """Describe a file."""
    call.needs("files:read")
    file = call.team.files.get(call.args.text("file"))
    if file is None:
        raise SlackError("file_not_found")
    return {"file": file.json(), "comments": [], "response_metadata": {"next_cursor": ""}}


@method("team.info")
def team_info(call: Call) -> JSON:
    """Describe the workspace."""
    call.needs("team:read")
    team = call.team
    return {"team": {"id": team.id, "name": team.domain, "domain": team.domain, "email_domain": ""}}
