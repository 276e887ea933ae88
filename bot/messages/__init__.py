"""What we say, as data, before any platform is thought of."""
