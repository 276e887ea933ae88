"""What people make happen: commands, the same on every platform."""
