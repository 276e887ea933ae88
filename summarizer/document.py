"""An article as a Sumy document: the headline as its heading, one Sumy sentence per sentence."""

from collections.abc import Iterable, Sequence

from summarizer._sumy import ObjectDocumentModel, Paragraph, Sentence
from summarizer.tokens import Tokenizer


class ArticleDocument(ObjectDocumentModel):  # type: ignore[misc] # Sumy ships no types
    """A Sumy document that also knows its language; every Sumy summarizer accepts it."""

    def __init__(self, paragraphs: Iterable[Paragraph], language: str) -> None:
        super().__init__(paragraphs)
        self.language = language


def build(sentences: Sequence[tuple[int, str]], headline: str, language: str) -> ArticleDocument:
    """Return the document of `sentences`, each with the number of its paragraph, in order."""
    tokenizer = Tokenizer(language, [headline, *(text for _, text in sentences)])
    paragraphs = [Paragraph([Sentence(headline, tokenizer, is_heading=True)])] if headline else []
    gathered: list[Sentence] = []
    for index, (number, text) in enumerate(sentences):
        gathered.append(Sentence(text, tokenizer))
        if index + 1 == len(sentences) or sentences[index + 1][0] != number:
            paragraphs.append(Paragraph(gathered))
            gathered = []
    return ArticleDocument(paragraphs, language)
