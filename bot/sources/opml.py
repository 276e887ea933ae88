"""Feeds → OPML, for other programs that read feeds."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET  # only written with

from bot.domain.feeds import Feed


def write_opml(feeds: Iterable[Feed]) -> str:
    """Return a list of feeds, each below its first topic; what has none stands at the top."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = "digestbot"
    body = ET.SubElement(root, "body")
    folders: dict[str, ET.Element] = {}
    for feed in feeds:
        topic = min(feed.topics, default="")
        if topic and topic not in folders:
            folders[topic] = ET.SubElement(body, "outline", text=topic, title=topic)
        line = {"type": "rss", "text": feed.label, "title": feed.label, "xmlUrl": feed.url}
        if feed.site:
            line["htmlUrl"] = feed.site
        ET.SubElement(folders.get(topic, body), "outline", line)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'
