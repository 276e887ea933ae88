"""`summarize()`: take the text apart, rank its sentences, choose, keep reading order."""

from summarizer.choose import choose
from summarizer.clean import Grade, Unit, take_apart
from summarizer.errors import SummarizerError
from summarizer.languages import UNKNOWN, recognize
from summarizer.methods import METHODS, load
from summarizer.summary import VERSION, Span, Summary
from summarizer.words import stem, stop_words, words

MOST_CHARACTERS = 150_000
"""Only so much of a text is looked at: a book's worth, and its first chapters tell what it is."""
MOST_SENTENCES = {"lexrank": 600, "textrank": 600, "lsa": 300}
"""Methods that compare every sentence with every other look at the first so many."""
_MOST_SENTENCES = 2_000


def summarize(
    text: str,
    *,
    sentences: int = 3,
    title: str = "",
    method: str = "news",
    language: str | None = None,
    about: str = "",
) -> Summary:
    """Return the `sentences` most telling sentences of `text` as spans of it.

    Args:
        text: an article; anything is accepted, and what holds no sentence gives an empty summary.
        sentences: how many to pick at most. The summary of n is part of the summary of n + 1.
        title: the headline, if it is known; it is never picked, and tells what matters.
        method: one of `METHODS`.
        language: ISO 639-1 code, or None to recognize it.
        about: words to which the choice should lean.

    Raises:
        SummarizerError: for a wrong argument, never for a text.
    """
    _check(text, sentences, title, method, language, about)
    head = text[:MOST_CHARACTERS]
    code = language.lower().partition("-")[0] if language else recognize(f"{head}\n{title}")
    article = take_apart(head, code, title[:1000])
    prose = [u for u in article.units if u.grade < Grade.OUTSIDE]
    prose = prose[: MOST_SENTENCES.get(method, _MOST_SENTENCES)]
    order = _order(head, prose, article.headline, method, code, about, sentences)
    picked = sorted(order)
    return Summary(
        spans=tuple(Span(prose[i].start, prose[i].end) for i in picked),
        order=tuple(picked.index(i) for i in order),
        language=code,
        method=method,
        version=VERSION,
        sentences=tuple(" ".join(head[prose[i].start : prose[i].end].split()) for i in picked),
    )


def _order(
    text: str, prose: list[Unit], headline: str, method: str, language: str, about: str, count: int
) -> list[int]:
    """Indices of the chosen units, the most telling first."""
    if all(u.grade > Grade.WEAK for u in prose):
        return []
    from summarizer.document import build  # noqa: PLC0415 -- Sumy loads on first use

    document = build([(u.paragraph, text[u.start : u.end]) for u in prose], headline, language)
    ranker = load(method)(lambda word: stem(word, language), stop_words(language))
    rows = document.sentences
    ratings = ranker.rate(document)
    if about:
        ratings = _tilted(ratings, [row.words for row in rows], about, language)
    return choose(
        ratings, [u.grade for u in prose], lambda i: frozenset(rows[i].words), count
    )


def _tilted(
    ratings: list[float], rows: list[tuple[str, ...]], about: str, language: str
) -> list[float]:
    """Ratings by how many of the words of `about` a sentence has, and then by what they were."""
    wanted = {stem(word, language) for word in words(about)} - stop_words(language)
    place = {i: n for n, i in enumerate(sorted(range(len(rows)), key=lambda i: (ratings[i], -i)))}
    return [
        len(wanted.intersection(stem(word, language) for word in row)) + place[i] / len(rows)
        for i, row in enumerate(rows)
    ]


def _check(  # noqa: PLR0913 -- the arguments of summarize(), all of them
    text: str, sentences: int, title: str, method: str, language: str | None, about: str
) -> None:
    """Raise SummarizerError if an argument is not what `summarize` takes."""
    for name, value in (("text", text), ("title", title), ("about", about)):
        if not isinstance(value, str):
            raise SummarizerError(f"{name} is {type(value).__name__}, but must be a str.")
    if not isinstance(sentences, int) or isinstance(sentences, bool) or sentences < 1:
        raise SummarizerError(f"sentences is {sentences!r}, but must be a whole number from 1 up.")
    if method not in METHODS:
        raise SummarizerError(f"method is {method!r}, but must be one of {', '.join(METHODS)}.")
    if language is not None and not (isinstance(language, str) and _is_code(language)):
        raise SummarizerError(
            f"language is {language!r}, but must be None or an ISO 639-1 code such as 'en'."
        )


def _is_code(language: str) -> bool:
    """Whether `language` looks like "en", "pt-BR" or "und"."""
    first = language.lower().partition("-")[0]
    return first == UNKNOWN or (len(first) == 2 and first.isascii() and first.isalpha())  # noqa: PLR2004
