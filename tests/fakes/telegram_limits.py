"""What Telegram allows, in numbers and words, written from core.telegram.org/bots/api.

Never imported from `bot`: a limit that is wrong there must fail here.
"""

from __future__ import annotations

from typing import Any

TEXT_BYTES = 32_768  # of raw text, before its entities are parsed
TEXT_LENGTH = 4096  # code points after parsing
CAPTION_LENGTH = 1024
ENTITIES = 100  # what comes after them is ignored without a word

BUTTONS = 100
BUTTONS_IN_A_ROW = 8
CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER_LENGTH = 200
COPY_TEXT_LENGTH = 256

INLINE_RESULTS = 50
INLINE_RESULT_ID_BYTES = 64
INLINE_OFFSET_BYTES = 64
INLINE_QUERY_LENGTH = 256
START_PARAMETER_LENGTH = 64

COMMANDS = 100
COMMAND_DESCRIPTION_LENGTH = 256
DESCRIPTION_LENGTH = 512
SHORT_DESCRIPTION_LENGTH = 120
NAME_LENGTH = 64

UPDATES = 100  # in one answer of getUpdates
POLL_SECONDS = 50  # a longer timeout is cut
DOWNLOAD_BYTES = 20 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_SIDES = 10_000  # width and height together
PHOTO_RATIO = 20
DELETE_SECONDS = 48 * 3600  # an older message stays

MESSAGES_A_SECOND = 30  # to all chats together
MESSAGES_A_SECOND_IN_A_CHAT = 1
BURST_IN_A_CHAT = 5  # "short bursts"; nobody says how short
MESSAGES_A_MINUTE_IN_A_GROUP = 20

WEBHOOK_PORTS = (443, 80, 88, 8443)

GROUP_ANONYMOUS_BOT = 1087968824
CHANNEL_BOT = 136817688
TELEGRAM_ITSELF = 777000

UPDATE_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "my_chat_member",
)
"""What arrives unless `allowed_updates` says something else; chat_member must be asked for."""


class ApiError(Exception):
    """An answer with `ok: false`."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad(words: str, **parameters: Any) -> ApiError:
    """Return a 400."""
    return ApiError(400, f"Bad Request: {words}", **parameters)


def forbidden(words: str) -> ApiError:
    """Return a 403."""
    return ApiError(403, f"Forbidden: {words}")


def flood(seconds: int) -> ApiError:
    """Return a 429."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def not_found() -> ApiError:
    """Return the answer to a method that there is not."""
    return ApiError(404, "Not Found")
