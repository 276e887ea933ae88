"""Dot products of all pairs of sentences, summed term by term over the sentences that share one."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np


def products(rows: Sequence[Mapping[str, float]]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return the matrix of dot products of `rows`, each a mapping of term to weight.

    Time is the sum over terms of the squared number of sentences that hold them, in numpy; most
    terms stand in one or two sentences.
    """
    matrix = np.zeros((len(rows), len(rows)))
    holders: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        for term in row:
            holders.setdefault(term, []).append(index)
    for term, where in holders.items():
        if len(where) == 1:
            matrix[where[0], where[0]] += rows[where[0]][term] ** 2
            continue
        weights = np.array([rows[i][term] for i in where])
        matrix[np.ix_(where, where)] += np.outer(weights, weights)
    return matrix
