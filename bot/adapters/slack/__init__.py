"""Slack as a chat platform: Socket Mode or HTTP events, one workspace or many."""

from bot.adapters.slack.adapter import SlackAdapter
from bot.adapters.slack.manifest import manifest

__all__ = ["SlackAdapter", "manifest"]
