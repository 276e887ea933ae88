"""An article as a Sumy document: the headline as its heading, one Sumy sentence per sentence."""

from collections.abc import Iterable, Sequence

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
    """A Sumy document that also knows its language; every Sumy summarizer accepts it."""

    def __init__(self, paragraphs: Iterable[Paragraph], language: str) -> None:
        super().__init__(paragraphs)
        self.language = language


def build(sentences: Sequence[tuple[int, str]], headline: str, language: str) -> ArticleDocument:
    """Return the document of `sentences`, each with the number of its paragraph, in order."""
    tokenizer = Tokenizer(language)
    first, *rows = words_of_all([headline, *[text for _, text in sentences]])
    paragraphs = []
    if headline:
        heading = ArticleSentence(headline, tokenizer, first, is_heading=True)
        paragraphs.append(Paragraph([heading]))
    gathered: list[Sentence] = []
    last = -1
    for (number, text), words in zip(sentences, rows, strict=True):
        if number != last and gathered:
            paragraphs.append(Paragraph(gathered))
            gathered = []
        gathered.append(ArticleSentence(text, tokenizer, words))
        last = number
    if gathered:
        paragraphs.append(Paragraph(gathered))
    return ArticleDocument(paragraphs, language)
