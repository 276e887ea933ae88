"""`lsa`: latent semantic analysis (Steinberger and Jezek 2004), with Sumy's ranking.

`sumy.summarizers.lsa` factors the matrix of terms and sentences, A = U S V', and rates sentence j
by the root of the sum over i of s_i^2 v_ij^2. It keeps every dimension (its reduction ratio is 1),
and that sum is then the j-th diagonal element of A'A, the squared length of the j-th column. So
the ranking needs no factoring: it is linear, and exact, while Sumy's depends in the last digits
on the order of a set and so on PYTHONHASHSEED.
"""

import math
from collections import Counter
from typing import Any

from summarizer.methods.base import Method

_SMOOTH = 0.4  # what a term that is absent counts, as in Sumy


class LsaMethod(Method):
    """LSA with the ranking of Sumy's `LsaSummarizer`."""

    def rate(self, document: Any) -> list[float]:  # noqa: ANN401 -- a document of Sumy, untyped
        """Return the length of each sentence's column in the matrix of term frequencies."""
        known = self.stems([*document.sentences, *document.headings])
        terms = {known[word] for word in document.words if word not in self._stop_words}
        ratings = []
        for sentence in document.sentences:
            counts = Counter(known[w] for w in sentence.words if known[w] in terms)
            most = max(counts.values(), default=0)
            if not most:
                ratings.append(0.0)
                continue
            present = sorted(counts.values())
            squares = ((_SMOOTH + (1 - _SMOOTH) * n / most) ** 2 for n in present)
            absent = (len(terms) - len(counts)) * _SMOOTH**2
            ratings.append(math.sqrt(sum(squares) + absent))
        return ratings
