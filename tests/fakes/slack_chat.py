"""chat.*: posting, changing and deleting messages, and answering under a response_url."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.fakes.slack_blocks import MESSAGE_CHARACTERS, check_message_blocks, count_characters
from tests.fakes.slack_messages import Message
from tests.fakes.slack_methods import Call, method
from tests.fakes.slack_people import tell, tell_changed
from tests.fakes.slack_types import JSON, Args, SlackError

if TYPE_CHECKING:
    from tests.fakes.slack_world import Channel, ResponseUrl, World

TEXT = 40_000  # what is longer is cut, with a warning
UPDATED_TEXT = 4_000
MARKDOWN_TEXT = 12_000
METADATA = 16_000  # Slack documents the error, not the number
ATTACHMENTS = 100
RESPONSE_USES = 5
RESPONSE_SECONDS = 30 * 60


def content_of(args: Args) -> JSON:
    """Return what a message says, checked: text, blocks, attachments.

    Raises:
        SlackError: no_text, invalid_blocks …
    """
    text = args.text("text")
    markdown = args.text("markdown_text")
    blocks = args.json("blocks", "invalid_blocks_format")
    attachments = args.json("attachments", "invalid_attachments") or []
    if blocks is not None and not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if markdown:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        if len(markdown) > MARKDOWN_TEXT:
            raise SlackError("msg_too_long")
        blocks = [{"type": "markdown", "text": markdown}]
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    if errors := check_message_blocks(blocks or []):
        sentences = [error.removeprefix("[ERROR] ") for error in errors]
        messages = {"messages": errors}
        raise SlackError("invalid_blocks", errors=sentences, response_metadata=messages)
    if count_characters(blocks or []) > MESSAGE_CHARACTERS:
        raise SlackError("msg_blocks_too_long")
    if len(attachments) > ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return {"text": text, "blocks": blocks or [], "attachments": attachments}


def metadata_of(args: Args) -> JSON | None:
    """Return the message's metadata, checked; None if it has none."""
    metadata = args.json("metadata", "invalid_metadata_format")
    if metadata in (None, {}):
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(kind, str) or not kind or not isinstance(payload, dict):
        raise SlackError("invalid_metadata_schema")
    if set(metadata) - {"event_type", "event_payload", "entities"}:
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > METADATA:
        raise SlackError("metadata_too_large")
    return metadata


def place_of(call: Call) -> Channel:
    """Return the channel that the bot may post to; a person's id means their direct messages."""
    person = call.team.people.get(call.args.text("channel"))
    channel = call.team.dm(person) if person else call.channel()
    if not channel.bot_is_member and "chat:write.public" not in call.token.scopes:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.refuses:
        raise SlackError(channel.refuses)
    return channel


def thread_of(args: Args, channel: Channel) -> str | None:
    """Return the thread that a message goes to; Slack takes a reply's ts for its parent's."""
    if "thread_ts" not in args:
        return None
    parent = channel.find(args.text("thread_ts"))
    if parent is None or parent.subtype in {"channel_join", "channel_leave"}:
        raise SlackError("cannot_reply_to_message")
    return parent.thread_ts or parent.ts


def by_the_bot(call: Call) -> JSON:
    """Return who a message of the app comes from."""
    team = call.team
    return {"user": team.bot_user_id, "bot_id": team.bot_id, "app_id": call.api.app_id}


def options_of(args: Args) -> JSON:
    """Return how the message is to be shown."""
    names = ("unfurl_links", "unfurl_media", "mrkdwn", "link_names")
    return {name: args.flag(name) for name in names if name in args}


@method("chat.postMessage")
def post_message(call: Call) -> JSON:
    """Post a message that everyone sees."""
    call.needs("chat:write")
    args, channel = call.args, place_of(call)
    content = content_of(args)
    warnings = ["message_truncated"] if len(content["text"]) > TEXT else []
    content["text"] = content["text"][:TEXT]
    message = channel.add(
        **content,
        **by_the_bot(call),
        metadata=metadata_of(args),
        thread_ts=thread_of(args, channel),
        reply_broadcast=args.flag("reply_broadcast"),
        username=args.text("username") or None,
        options=options_of(args),
    )
    tell(channel, message.json())
    answer = {"channel": channel.id, "ts": message.ts, "message": message.json(metadata=True)}
    return answer | ({"response_metadata": {"warnings": warnings}} if warnings else {})


@method("chat.postEphemeral")
def post_ephemeral(call: Call) -> JSON:
    """Post a message that one person sees."""
    call.needs("chat:write")
    channel = place_of(call)
    person = call.team.people.get(call.args.text("user"))
    if person is None or person.id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = channel.add(
        **content_of(call.args),
        **by_the_bot(call),
        thread_ts=thread_of(call.args, channel),
        ephemeral_for=person,
        options=options_of(call.args),
    )
    return {"message_ts": message.ts}


def own_message(call: Call, refusal: str) -> Message:
    """Return the message of the bot that a call names."""
    channel = call.channel()
    message = channel.find(call.args.text("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.bot_id != call.team.bot_id:
        raise SlackError(refusal)
    return message


@method("chat.update")
def update(call: Call) -> JSON:
    """Change a message of the bot; metadata that is not given stays."""
    call.needs("chat:write")
    message = own_message(call, "cant_update_message")
    if message.channel.is_archived:
        raise SlackError("is_inactive")
    if message.channel.edit_window_closed:
        raise SlackError("edit_window_closed")
    if len(call.args.text("text")) > UPDATED_TEXT:
        raise SlackError("msg_too_long")
    content, metadata = content_of(call.args), metadata_of(call.args)
    if "metadata" not in call.args.values:
        metadata = message.metadata
    changed(call.api, message, {**content, "metadata": metadata})
    return {
        "channel": message.channel.id, "ts": message.ts, "text": message.text,
        "message": message.json(metadata=True),
    }  # fmt: skip


def changed(world: World, message: Message, content: JSON) -> None:
    """Let a message say something else, and tell everyone."""
    before = message.json()
    for name, value in content.items():
        setattr(message, name, value)
    message.edited = {"user": message.user, "ts": f"{world.now():.6f}"}
    message.revision = world.changed()
    if message.ephemeral_for is None:
        tell_changed(message, before)


@method("chat.delete")
def delete(call: Call) -> JSON:
    """Delete a message of the bot."""
    call.needs("chat:write")
    message = own_message(call, "cant_delete_message")
    message.deleted = True
    message.revision = call.api.changed()
    return {"channel": message.channel.id, "ts": message.ts}


def respond(world: World, url: ResponseUrl | None, body: Any) -> Message | None:
    """Do what was posted to a response_url; return the message that it made or changed.

    Raises:
        SlackError: used_url after five uses, expired_url after half an hour, or a bad message.
    """
    if url is None or world.now() - url.at > RESPONSE_SECONDS:
        raise SlackError("expired_url")
    if url.uses >= RESPONSE_USES:
        raise SlackError("used_url")
    url.uses += 1
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    args, original = Args(body), url.original
    if args.flag("delete_original"):
        if original is not None:
            original.deleted = True
            original.revision = world.changed()
        return original
    content = content_of(args)
    if args.flag("replace_original") and original is not None:
        changed(world, original, content)
        return original
    team = url.channel.team
    kind = args.text("response_type", "ephemeral")
    if kind not in {"ephemeral", "in_channel"}:
        raise SlackError("invalid_response_type")
    message = url.channel.add(
        **content,
        user=team.bot_user_id,
        bot_id=team.bot_id,
        app_id=world.app_id,
        metadata=metadata_of(args),
        thread_ts=args.text("thread_ts") or None,
        ephemeral_for=url.person if kind == "ephemeral" else None,
        options=options_of(args),
    )
    url.original = original or message  # a command's later answers may replace its first one
    if message.ephemeral_for is None:
        tell(url.channel, message.json())
    return message
