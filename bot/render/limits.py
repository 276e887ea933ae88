"""What the platforms take, and how much of it we use. Every number with its source.

Where a platform does not say whether it counts characters or UTF-16 code units, we count the
latter, which are never fewer. Numbers that start with PLAN are ours: less than what is allowed.
"""

from __future__ import annotations

# Telegram: https://core.telegram.org/bots/api, and tdlib/td where the page is silent

TELEGRAM_TEXT = 4096
"""Characters of a text after parsing (sendMessage: "1-4096 characters after entities parsing")."""

TELEGRAM_CAPTION = 1024
"""Characters below a picture, after parsing (sendPhoto: "0-1024 characters")."""

TELEGRAM_ENTITIES = 100
"""Entities of a text; later ones are silently ignored (Bot API, "Formatting options")."""

TELEGRAM_RAW = 32_768
"""Bytes of a text before parsing; more is `text is too long` (telegram-bot-api, Client.cpp)."""

TELEGRAM_SAY = 64
"""Bytes of what a button says (InlineKeyboardButton.callback_data: "1-64 bytes")."""

TELEGRAM_BUTTONS = 100
"""Buttons under a message (python-telegram-bot, InlineKeyboardMarkupLimit)."""

TELEGRAM_ROW = 8
"""Buttons in a row (python-telegram-bot, InlineKeyboardMarkupLimit)."""

PLAN_TELEGRAM_TEXT = 3900
PLAN_TELEGRAM_CAPTION = 1000
PLAN_TELEGRAM_ENTITIES = 90  # what Telegram finds by itself is estimated
PLAN_TELEGRAM_RAW = 30_000
PLAN_TELEGRAM_BUTTONS = 60  # all of a keyboard may take about 10 kB, which is nowhere documented
PLAN_TELEGRAM_ROW_CELLS = 34  # columns of a row of buttons that a small phone shows uncut
PLAN_TELEGRAM_LABEL = 60  # characters of a button; clients cut longer ones

# Slack: https://docs.slack.dev/reference/block-kit, and the models of slack_sdk

SLACK_BLOCKS = 50
"""Blocks of a message (Block Kit, "Blocks")."""

SLACK_HEADER = 150
"""Characters of a header block."""

SLACK_SECTION = 3000
"""Characters of a text object, after escaping. Rich text has no documented limit."""

SLACK_ACTIONS = 25
"""Elements of an actions block."""

SLACK_BUTTON = 75
"""Characters of a button's label."""

SLACK_VALUE = 2000
"""Characters of what a button says."""

SLACK_TEXT = 4000
"""Characters of the text beside the blocks that are advised (chat.postMessage)."""

SLACK_MESSAGE = 11_341
"""Characters of all blocks: refused from here on in practice, documented nowhere."""

PLAN_SLACK_BLOCKS = 45
PLAN_SLACK_MESSAGE = 8000
PLAN_SLACK_ROW = 2800  # characters of one paragraph
PLAN_SLACK_BUTTONS = 4000  # characters of all buttons, and of what they say

# Both

LONGEST_ADDRESS = 2048
"""UTF-16 code units of a web address that is made a link; longer ones are shown as text."""
