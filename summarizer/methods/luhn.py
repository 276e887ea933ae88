"""`luhn`: sentences where frequent words stand close together (Luhn 1958), as Sumy rates them.

Frequent is a word that the document has more than once. A chunk runs from one frequent word to
another with fewer than four others between; its rating is frequent words squared over its length.
"""

from collections import Counter
from typing import Any

from summarizer.methods.base import Method

_GAP = 4


class LuhnMethod(Method):
    """Luhn's method with the ranking of Sumy's `LuhnSummarizer`."""

    def rate(self, document: Any) -> list[float]:  # noqa: ANN401 -- a document of Sumy, untyped
        """Return the rating of the best chunk of each sentence."""
        known = self.stems([*document.sentences, *document.headings])
        counts = Counter(known[w] for w in document.words if w not in self._stop_words)
        frequent = {term for term, times in counts.items() if times > 1}
        return [
            max(_chunks([known[w] in frequent for w in sentence.words]), default=0.0)
            for sentence in document.sentences
        ]


def _chunks(marks: list[bool]) -> list[float]:
    """The rating of each chunk in a sentence, given which of its words are frequent."""
    ratings = []
    where = [index for index, mark in enumerate(marks) if mark]
    first = 0
    for at in range(len(where)):
        last_of_chunk = at + 1 == len(where) or where[at + 1] - where[at] > _GAP
        if last_of_chunk:
            significant = at - first + 1
            length = where[at] - where[first] + 1
            ratings.append(significant**2 / length if significant > 1 else 0.0)
            first = at + 1
    return ratings
