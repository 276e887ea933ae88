"""What all methods have in common: a Sumy summarizer that rates sentences by their index."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from summarizer._sumy import AbstractSummarizer


class Method(AbstractSummarizer):  # type: ignore[misc] # Sumy ships no types
    """A Sumy summarizer whose ratings can be asked for one by one.

    Args:
        stemmer: word to stem, as Sumy wants it.
        stop_words: case-folded words to leave out of account.
    """

    leans: Sequence[float] = ()
    """What each sentence that was rated last gains once the one before it is chosen, if any does:
    "He added that …" reads well behind what he said first, and badly without it."""

    def __init__(
        self, stemmer: Callable[[str], str] = str, stop_words: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(stemmer)
        self._stop_words = stop_words

    @property
    def stop_words(self) -> frozenset[str]:
        """Words left out of account; may be set, as with Sumy's own summarizers."""
        return self._stop_words

    @stop_words.setter
    def stop_words(self, words: Iterable[str]) -> None:
        self._stop_words = frozenset(map(self.normalize_word, words))

    @abstractmethod
    def rate(self, document: Any) -> list[float]:  # noqa: ANN401 -- a document of Sumy, untyped
        """Return a rating for each of `document.sentences`, in order; higher is more telling."""

    def __call__(self, document: Any, sentences_count: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Return the best sentences in reading order, as every Sumy summarizer does."""
        ratings = iter(self.rate(document))
        best = self._get_best_sentences(
            document.sentences, sentences_count, lambda _sentence: next(ratings)
        )
        return tuple(best)

    def stems(self, sentences: Iterable[Any]) -> dict[str, str]:
        """Return each different word of `sentences` and its stem.

        The words of our tokenizer are case folded, so Sumy's `normalize_word` is not asked.
        """
        words = dict.fromkeys(chain.from_iterable([s.words for s in sentences]))
        return dict(zip(words, map(self._stemmer, words), strict=True))

    def terms(self, document: Any) -> list[list[str]]:  # noqa: ANN401
        """Return for each sentence the stems of its words, without stop words, in order."""
        stems = self.stems(document.sentences)
        return [
            [stems[word] for word in sentence.words if word not in self._stop_words]
            for sentence in document.sentences
        ]
