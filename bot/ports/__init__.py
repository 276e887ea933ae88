"""What the inner parts need from outside, as protocols. Contract tests hold every implementer."""
