"""`textrank`: sentences that share most words with others (Mihalcea and Tarau 2004), as in Sumy.

The formula is that of `sumy.summarizers.text_rank`, self-links included: shared words over the sum
of the logarithms of both lengths, then PageRank with damping 0.85 until the change is below 1e-4.
"""

from collections import Counter
from typing import Any

import numpy as np

from summarizer.methods._overlap import products
from summarizer.methods.base import Method

_DAMPING = 0.85
_EPSILON = 1e-4
_NO_ZERO = 1e-7
_ATOL = 1e-8  # numpy.isclose, which Sumy asks, takes a smaller norm for zero


class TextRankMethod(Method):
    """TextRank with the ranking of Sumy's `TextRankSummarizer`."""

    def rate(self, document: Any) -> list[float]:  # noqa: ANN401 -- a document of Sumy, untyped
        """Return the PageRank of each sentence in the graph of shared words."""
        rows = self.terms(document)
        if not rows:
            return []
        count = len(rows)
        shared = products([Counter(row) for row in rows])
        logs = np.log(np.array([max(len(row), 1) for row in rows], dtype=float))
        norms = logs[:, None] + logs[None, :]
        small = np.abs(norms) <= _ATOL
        weights = np.where(small, shared, shared / np.where(small, 1.0, norms))
        weights /= weights.sum(axis=1)[:, None] + _NO_ZERO
        transposed = ((1.0 - _DAMPING) / count + _DAMPING * weights).T
        vector = np.full(count, 1.0 / count)
        change = 1.0
        while change > _EPSILON:
            following = transposed @ vector
            change = float(np.linalg.norm(following - vector))
            vector = following
        return [float(rank) for rank in vector]
