"""Where articles come from: each module is one kind of place, and a Source of bot.ports."""
