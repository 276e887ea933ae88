"""What the bot remembers: the implementations of `bot.ports.store`, and the only home of SQL."""
