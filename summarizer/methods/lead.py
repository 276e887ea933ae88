"""`lead`: the first sentences, in order. On news it is hard to beat."""

from typing import Any

from summarizer.methods.base import Method


class LeadMethod(Method):
    """Rates a sentence by how early it stands."""

    def rate(self, document: Any) -> list[float]:  # noqa: ANN401 -- a document of Sumy, untyped
        """Return the ratings 0, -1, -2 and so on."""
        return [-float(index) for index in range(len(document.sentences))]
