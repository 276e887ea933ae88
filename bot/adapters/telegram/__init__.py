"""Telegram as a chat platform, through python-telegram-bot. Nothing else imports that SDK."""

from bot.adapters.telegram.adapter import TelegramAdapter
from bot.adapters.telegram.webhook import Webhook

__all__ = ["TelegramAdapter", "Webhook"]
