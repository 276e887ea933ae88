"""An article as a Sumy document: the headline as its heading, one Sumy sentence per sentence."""

from collections.abc import Sequence
from functools import cached_property
from itertools import groupby

from summarizer._sumy import ObjectDocumentModel, Paragraph, Sentence
from summarizer.tokens import Tokenizer, words_of_all


class ArticleSentence(Sentence):  # type: ignore[misc] # Sumy ships no types
    """A Sumy sentence whose words are known: Sumy's own asks for them at every reading."""

    __slots__ = ("words",)

    def __init__(
        self, text: str, tokenizer: Tokenizer, words: tuple[str, ...], *, is_heading: bool = False
    ) -> None:
        super().__init__(text, tokenizer, is_heading)
        self.words = words


class ArticleDocument(ObjectDocumentModel):  # type: ignore[misc] # Sumy ships no types
    """A Sumy document that also knows its language; every Sumy summarizer accepts it.

    Sumy's own is made of its paragraphs; this one makes those only if somebody asks for them, as
    no method of ours does.
    """

    sentences: tuple[ArticleSentence, ...] = ()
    headings: tuple[ArticleSentence, ...] = ()

    def __init__(
        self,
        headings: Sequence[ArticleSentence],
        sentences: Sequence[ArticleSentence],
        numbers: Sequence[int],
        language: str,
    ) -> None:
        self.headings = tuple(headings)
        self.sentences = tuple(sentences)
        self.language = language
        self._numbers = numbers

    @cached_property
    def _paragraphs(self) -> tuple[Paragraph, ...]:
        """What Sumy's `paragraphs` and `words` are made of."""
        rows = zip(self._numbers, self.sentences, strict=True)
        groups = [[one for _, one in group] for _, group in groupby(rows, lambda row: row[0])]
        if self.headings:
            groups.insert(0, list(self.headings))
        return tuple(map(Paragraph, groups))


def build(sentences: Sequence[tuple[int, str]], headline: str, language: str) -> ArticleDocument:
    """Return the document of `sentences`, each with the number of its paragraph, in order."""
    tokenizer = Tokenizer(language)
    numbers, texts = [number for number, _ in sentences], [text for _, text in sentences]
    first, *rows = words_of_all([headline, *texts])
    headings = [ArticleSentence(headline, tokenizer, first, is_heading=True)] if headline else []
    found = [
        ArticleSentence(text, tokenizer, words) for text, words in zip(texts, rows, strict=True)
    ]
    return ArticleDocument(headings, found, numbers, language)
