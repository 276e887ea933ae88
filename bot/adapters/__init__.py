"""The chat platforms. Each folder is the only user of its platform's library."""
