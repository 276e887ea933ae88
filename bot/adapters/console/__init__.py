"""The terminal as a chat: one person, `console:local`."""

from bot.adapters.console.adapter import LOCAL, ConsoleAdapter
from bot.adapters.console.printing import print_message

__all__ = ["LOCAL", "ConsoleAdapter", "print_message"]
