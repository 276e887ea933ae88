"""The bot in a browser: a chat to try it in, and pages to look at what it knows and does."""
