"""Facts and rules: what things are and what follows from them. No I/O, no clock, no framework."""
