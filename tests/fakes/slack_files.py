"""files.*: announcing a file, sending its bytes, and sharing it.

https://docs.slack.dev/messaging/working-with-files#uploading_files
"""

from __future__ import annotations

from mimetypes import guess_type

from tests.fakes.slack_chat import by_the_bot, thread_of
from tests.fakes.slack_messages import Upload
from tests.fakes.slack_methods import Call, method
from tests.fakes.slack_types import JSON, SlackError
from tests.fakes.slack_world import Team


@method("files.getUploadURLExternal")
def announce(call: Call) -> JSON:
    """Hand out an address for the bytes of a file."""
    call.needs("files:write")
    name, length = call.args.text("filename"), call.args.number("length", 0)
    if not name or length < 1:
        raise SlackError("invalid_arguments")
    file_id = call.api.new_id("F")
    call.team.uploads[file_id] = Upload(name=name, length=length)
    return {"upload_url": f"{call.api.root}/upload/v1/{call.team.id}/{file_id}", "file_id": file_id}


def arrives(team: Team, file_id: str, content: bytes) -> bool:
    """Take the bytes of a file; False if none of this length was announced."""
    upload = team.uploads.get(file_id)
    if upload is None or upload.length != len(content):
        return False
    upload.content = content
    return True


@method("files.completeUploadExternal")
def share(call: Call) -> JSON:
    """Share files that have come in one channel, or in none."""
    call.needs("files:write")
    files = []
    for wanted in call.args.json("files", "invalid_arguments") or []:
        upload = call.team.uploads.pop(str(wanted.get("id")), None)
        if upload is None or upload.content is None:
            raise SlackError("file_not_found")
        kind = guess_type(upload.name)[0] or "text/plain"
        file = call.team.file(upload.name, upload.content, mimetype=kind)
        files.append(file)
    if not files:
        raise SlackError("invalid_arguments")
    if "channel_id" in call.args:
        channel = call.team.channels.get(call.args.text("channel_id"))
        if channel is None or not channel.bot_is_member:
            raise SlackError("channel_not_found")
        channel.add(
            text=call.args.text("initial_comment"),
            **by_the_bot(call),
            thread_ts=thread_of(call.args, channel),
            files=files,
        )
    return {"files": [{"id": file.id, "title": file.name} for file in files]}
