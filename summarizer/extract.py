"""`summarize()`: take the text apart, rank its sentences, choose, keep reading order."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.choose import choose
from summarizer.clean import Grade, Unit, fold, take_apart
from summarizer.errors import SummarizerError
from summarizer.languages import UNKNOWN, evident, recognize
from summarizer.marks import unmistakable
from summarizer.methods import METHODS, load
from summarizer.summary import VERSION, Span, Summary
from summarizer.tokens import stem, stemmer, stop_words, words

if TYPE_CHECKING:
    from summarizer.document import ArticleDocument

MOST_CHARACTERS = 100_000
"""Only so much of a text is looked at: a book's worth, and its first chapters tell what it is."""
MOST_SENTENCES = {"lexrank": 600, "textrank": 600}
"""Methods that compare every sentence with every other look at the first so many."""
_MOST_SENTENCES = 2_000
_FIRST = 10_000  # characters in which a sentence to pick is looked for first
_WEAK, _OUTSIDE = Grade.WEAK, Grade.OUTSIDE


def summarize(
    text: str,
    *,
    sentences: int = 3,
    title: str = "",
    method: str = "news",
    language: str | None = None,
    about: str = "",
    avoid: Collection[str] = (),
) -> Summary:
    """Return the `sentences` most telling sentences of `text` as spans of it.

    Args:
        text: an article; anything is accepted, and what holds no sentence gives an empty summary.
        sentences: how many to pick at most. The summary of n is part of the summary of n + 1.
        title: the headline, if it is known; it is never picked, and tells what matters.
        method: one of `METHODS`.
        language: ISO 639-1 code, or None to recognize it.
        about: words to which the choice should lean.
        avoid: sentences that are no part of the article wherever they stand, such as a note under
            all articles of a newspaper; they are never picked. Compared by letters and digits.

    Raises:
        SummarizerError: for a wrong argument, never for a text.
    """
    check_texts(text=text, title=title, about=about)
    check_choices(sentences, method, language)
    if isinstance(avoid, str) or not all(isinstance(sentence, str) for sentence in avoid):
        raise SummarizerError("avoid is no collection of str, but must be one.")
    unwanted = _folded(frozenset(avoid))
    one = rated(text, title, method=method, language=language, about=about, unwanted=unwanted)
    order = choose(one.ratings, [u.grade for u in one.units], one.words, sentences, one.leans)
    picked = sorted(order)
    place = {unit: number for number, unit in enumerate(picked)}
    spans = tuple([Span(one.units[i].start, one.units[i].end) for i in picked])
    return Summary(
        spans=spans,
        order=tuple([place[i] for i in order]),
        language=one.language,
        method=method,
        version=VERSION,
        sentences=tuple([" ".join(span.of(text).split()) for span in spans]),
    )


class Rated(NamedTuple):
    """The sentences of one text, each with its words and its rating; empty if none is fit."""

    language: str
    units: Sequence[Unit]
    words: Sequence[Sequence[str]]
    ratings: Sequence[float]
    leans: Sequence[float]  # what it gains once the one before it is chosen; empty if nothing


@lru_cache(maxsize=256)  # the same for all articles of a source
def _folded(sentences: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, sentences)) - {""}


def rated(
    text: str,
    title: str,
    *,
    method: str,
    language: str | None,
    about: str,
    unwanted: frozenset[str] = frozenset(),
) -> Rated:
    """Take `text` apart and rate its sentences; the arguments are those of `summarize`.

    Sentences that are `unwanted` once they are folded count as no part of the text.
    """
    head = text[:MOST_CHARACTERS]
    if language:
        code = language.lower().partition("-")[0]
    else:
        code = evident(f"{head}\n{title}") or _in_doubt(head, title)
    most = MOST_SENTENCES.get(method, _MOST_SENTENCES)
    article = take_apart(head, code, title[:1000], most=0 if unwanted else most)
    prose = [u for u in article.units if u.grade < _OUTSIDE]
    if unwanted:
        prose = [u for u in prose if fold(head[u.start : u.end]) not in unwanted]
    prose = prose[:most]
    if not any(u.grade <= _WEAK for u in prose):
        return Rated(code, (), (), (), ())
    from summarizer.document import build  # Sumy loads on first use

    rows = [(u.paragraph, article.text[u.start : u.end]) for u in prose]
    document = build(rows, article.headline, code)
    words_of = [sentence.words for sentence in document.sentences]
    return Rated(code, prose, words_of, *_rate(document, method, unmistakable(about)))


def _in_doubt(head: str, title: str) -> str:
    """The language of a text that its script and small words leave in doubt.

    Loading the model that knows takes most of a second: it is not asked about a text that has no
    sentence to pick in it anyway.
    """
    for part in dict.fromkeys((head[:_FIRST], head)):  # most have one early
        units = take_apart(part, UNKNOWN, most=_MOST_SENTENCES).units
        if any(unit.grade <= _WEAK for unit in units):
            return recognize(f"{head}\n{title}")
    return UNKNOWN


def _rate(
    document: "ArticleDocument", method: str, about: str
) -> tuple[list[float], Sequence[float]]:
    """The rating of each sentence by `method`, tilted toward the words of `about` if any; leans.

    The tilt: first by how many of those words a sentence has, then by what it was rated.
    """
    language, skip = document.language, stop_words(document.language)
    rater = load(method)(stemmer(language), skip)
    ratings = rater.rate(document)
    wanted = {stem(word, language) for word in words(about) if word not in skip}
    if not wanted:
        return ratings, rater.leans
    places = sorted(range(len(ratings)), key=lambda i: (ratings[i], -i))
    tilted = [0.0] * len(ratings)
    for place, i in enumerate(places):
        found = {stem(word, language) for word in document.sentences[i].words}
        tilted[i] = len(wanted & found) + place / len(ratings)
    return tilted, ()


def check_texts(**texts: object) -> None:
    """Raise SummarizerError for a text that is none."""
    for name, value in texts.items():
        if not isinstance(value, str):
            raise SummarizerError(f"{name} is {type(value).__name__}, but must be a str.")


def check_choices(sentences: object, method: object, language: object) -> None:
    """Raise SummarizerError if one of these is not what `summarize` takes."""
    if not isinstance(sentences, int) or isinstance(sentences, bool) or sentences < 1:
        raise SummarizerError(f"sentences is {sentences!r}, but must be a whole number from 1 up.")
    if not isinstance(method, str) or method not in METHODS:
        raise SummarizerError(f"method is {method!r}, but must be one of {', '.join(METHODS)}.")
    if language is not None and not (isinstance(language, str) and _is_code(language)):
        raise SummarizerError(
            f"language is {language!r}, but must be None or an ISO 639-1 code such as 'en'."
        )


def _is_code(language: str) -> bool:
    """Whether `language` looks like "en", "pt-BR" or "und"."""
    first = language.lower().partition("-")[0]
    return first == UNKNOWN or (len(first) == 2 and first.isascii() and first.isalpha())  # noqa: PLR2004
