"""What can go wrong in the summarizer: only a wrong argument, never a text."""


class SummarizerError(ValueError):
    """A wrong argument; the message is a sentence with the value and what is allowed."""
