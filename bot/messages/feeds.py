"""What chats are told about the feeds that they subscribed to."""

from __future__ import annotations

from bot.domain.feeds import Feed, Notice
from bot.messages.blocks import Message, Paragraph
from bot.messages.reasons import retold
from bot.messages.wording import Wording


def feed_notice(feed: Feed, notice: Notice, words: Wording) -> Message:
    """Say once what became of a feed."""
    problem = retold(feed.problem or "", words)
    values = {"name": feed.label, "url": feed.url, "problem": problem}
    match notice:
        case Notice.DEAD:
            line = words.line("feeds.dead", **values)
        case Notice.MOVED:
            line = words.line("feeds.moved", **values)
        case Notice.SILENT:
            line = words.line("feeds.silent", **values)
    return Message((Paragraph(line),))
