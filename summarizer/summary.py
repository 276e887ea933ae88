"""The results of the summarizer: spans of the text that was given, never new words."""

from dataclasses import dataclass

VERSION = 7
"""Version of the methods: it rises when any method may choose other sentences than before."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a text: characters `start` up to but not including `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that this span marks in `text`, exactly as they stand there."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The telling sentences of one text.

    Attributes:
        spans: where the sentences stand, in reading order, never overlapping.
        order: indices into `spans`, the most telling first; the first n of them are what a
            summary of n sentences would have chosen.
        language: ISO 639-1 code of the language that was assumed, or "und" if it is unknown.
        method: name of the method that ranked the sentences.
        version: version of the methods, to tell old stored summaries from new ones.
        sentences: for each span its words, with every run of white space folded to one space.
    """

    spans: tuple[Span, ...]
    order: tuple[int, ...]
    language: str
    method: str
    version: int
    sentences: tuple[str, ...]
