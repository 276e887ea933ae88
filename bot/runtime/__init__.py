"""The only place that reads the clock, the environment and the dice; it puts parts together."""
