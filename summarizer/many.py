"""`summarize_many()`: one summary of several texts about one thing, such as a story's articles.

Each text is rated by itself; a sentence then gains by how much of what it says the other texts say
too, and loses by how much of it was said by the sentences chosen before. The first comes from the
lead: the text that shares most with the others.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import NamedTuple

from summarizer.clean import Grade
from summarizer.errors import SummarizerError
from summarizer.extract import check_choices, check_texts, rated
from summarizer.summary import VERSION, Span
from summarizer.tokens import stemmer, stop_words, words

MOST_TEXTS = 50
"""Only so many texts are looked at: a story of more is told by its first fifty."""
_EACH = 30_000  # characters looked at of each text
_SHARED = 3.0  # what a sentence gains if the other texts say all that it says
_SAID = 0.5  # and what it loses if all of it was said before
_SAME = 0.6  # share of a sentence's words, said before, that makes it a repeat


@dataclass(frozen=True, slots=True)
class Pick:
    """A sentence that was picked from one of several texts.

    Attributes:
        text: index of the text.
        span: where the sentence stands in that text.
        adds: which share (0 to 1) of its telling words no pick before it in `order` has.
        also: indices of the other texts that have most of its telling words, ascending.
    """

    text: int
    span: Span
    adds: float
    also: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySummary:
    """The telling sentences of several texts.

    Attributes:
        picks: the sentences in reading order: those of the lead first, then text by text.
        order: indices into `picks`, the most telling first; the first n of them are what a
            summary of n sentences would have chosen.
        lead: index of the text that shares most with the others; 0 if there is none.
        languages: for each text the ISO 639-1 code that was assumed, or "und".
        method: name of the method that ranked the sentences.
        version: version of the methods.
        sentences: for each pick its words, with every run of white space folded to one space.
    """

    picks: tuple[Pick, ...]
    order: tuple[int, ...]
    lead: int
    languages: tuple[str, ...]
    method: str
    version: int
    sentences: tuple[str, ...]


class _Sentence(NamedTuple):
    text: int
    span: Span
    grade: Grade
    rating: float  # within its text: deviations from the mean
    terms: frozenset[str]  # stems that are no stop words
    lean: float  # what it gains once the sentence before it is chosen


def summarize_many(
    texts: Sequence[str],
    *,
    sentences: int = 5,
    titles: Sequence[str] = (),
    method: str = "news",
    language: str | None = None,
    about: str = "",
) -> StorySummary:
    """Return the most telling sentences of several texts as spans of them, none said twice.

    Args:
        texts: articles about one thing, the first fifty of which are looked at.
        sentences: how many to pick at most, from all texts together.
        titles: the headline of each text, if they are known; as many as texts, or none.
        method: one of `METHODS`.
        language: ISO 639-1 code of all of them, or None to recognize each.
        about: words to which the choice should lean.

    Raises:
        SummarizerError: for a wrong argument, never for a text.
    """
    for name, value in (("texts", texts), ("titles", titles)):
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise SummarizerError(f"{name} is no sequence of str, but must be one.")
    if not all(isinstance(text, str) for text in texts):
        raise SummarizerError("texts is no sequence of str, but must be one.")
    if titles and len(titles) != len(texts):
        raise SummarizerError(
            f"titles has {len(titles)} items, but must have {len(texts)} or none."
        )
    check_texts(about=about, **{f"titles[{i}]": title for i, title in enumerate(titles)})
    check_choices(sentences, method, language)
    pool: list[_Sentence] = []
    languages = []
    for index, text in enumerate(texts[:MOST_TEXTS]):
        title = titles[index] if titles else ""
        one = rated(text[:_EACH], title, method=method, language=language, about=about)
        languages.append(one.language)
        skip, stem = stop_words(one.language), stemmer(one.language)
        levels, spread = _level(one.ratings)
        leans = [lean / spread for lean in one.leans] or [0.0] * len(levels)
        pool.extend(
            _Sentence(
                index,
                Span(unit.start, unit.end),
                unit.grade,
                level,
                frozenset(stem(word) for word in row if word not in skip),
                lean,
            )
            for unit, row, level, lean in zip(one.units, one.words, levels, leans, strict=True)
        )
    holds = [_terms_of(pool, index) for index in range(len(languages))]
    lead = _lead(holds)
    order = _choose(pool, _shared(pool, holds), lead, sentences)
    return _summary(texts, pool, order, holds, lead=lead, languages=languages, method=method)


def _level(ratings: Sequence[float]) -> tuple[list[float], float]:
    """The ratings of one text as deviations from their mean, so that two texts can be compared.

    And the standard deviation, in which they are counted.
    """
    if not ratings:
        return [], 1.0
    mean, deviation = fmean(ratings), pstdev(ratings) or 1.0
    return [(rating - mean) / deviation for rating in ratings], deviation


def _terms_of(pool: Sequence[_Sentence], index: int) -> frozenset[str]:
    """All terms of one text."""
    return frozenset().union(*[one.terms for one in pool if one.text == index])


def _lead(holds: Sequence[frozenset[str]]) -> int:
    """The text of whose terms the others hold most; the first of several."""
    holders = Counter(term for terms in holds for term in terms)
    shares = [sum(holders[t] - 1 for t in terms) / (len(terms) + 50) for terms in holds]
    return max(range(len(shares)), key=lambda i: (shares[i], -i), default=0)


def _shared(pool: Sequence[_Sentence], holds: Sequence[frozenset[str]]) -> list[float]:
    """For each sentence the mean share of its terms that another text holds; 0 to 1."""
    holders = Counter(term for terms in holds for term in terms)
    others = max(1, len(holds) - 1)
    return [
        sum(holders[term] - 1 for term in one.terms) / (others * max(1, len(one.terms)))
        for one in pool
    ]


def _choose(
    pool: Sequence[_Sentence], shared: Sequence[float], lead: int, count: int
) -> list[tuple[int, float]]:
    """Up to `count` indices into `pool`, best first, each with the share of it that is new."""
    chosen: list[tuple[int, float]] = []
    taken: set[int] = set()
    said: set[str] = set()
    left = {i for i, one in enumerate(pool) if one.grade <= Grade.WEAK and one.terms}

    def worth(i: int) -> tuple[int, float, int]:
        one = pool[i]
        old = len(one.terms & said) / len(one.terms)
        lean = one.lean if i - 1 in taken and pool[i - 1].text == one.text else 0.0
        return -one.grade, round(one.rating + lean + _SHARED * shared[i] - _SAID * old, 9), -i

    while left and len(chosen) < count:
        from_lead = [] if chosen else [i for i in left if pool[i].text == lead]
        best = max(from_lead or left, key=worth)
        left.remove(best)
        terms = pool[best].terms
        if any(repeats(terms, pool[other].terms) for other, _ in chosen):
            continue
        chosen.append((best, len(terms - said) / len(terms)))
        taken.add(best)
        said |= terms
    return chosen


def telling_words(sentence: str, language: str) -> frozenset[str]:
    """Return the stems of a sentence's words that are no stop words."""
    skip, stem = stop_words(language), stemmer(language)
    return frozenset(stem(word) for word in words(sentence) if word not in skip)


def repeats(one: frozenset[str], two: frozenset[str]) -> bool:
    """Say whether two sentences say the same, judged by the telling words that they share."""
    return len(one & two) > _SAME * min(len(one), len(two))


def _summary(
    texts: Sequence[str],
    pool: Sequence[_Sentence],
    order: Sequence[tuple[int, float]],
    holds: Sequence[frozenset[str]],
    *,
    lead: int,
    languages: Sequence[str],
    method: str,
) -> StorySummary:
    """The chosen sentences in reading order, the lead's first."""
    adds = dict(order)
    reading = sorted(adds, key=lambda i: (pool[i].text != lead, i))
    picks = [
        Pick(
            pool[i].text,
            pool[i].span,
            adds[i],
            tuple(
                index
                for index, terms in enumerate(holds)
                if index != pool[i].text and len(pool[i].terms & terms) > _SAME * len(pool[i].terms)
            ),
        )
        for i in reading
    ]
    return StorySummary(
        picks=tuple(picks),
        order=tuple(reading.index(i) for i, _ in order),
        lead=lead,
        languages=tuple(languages),
        method=method,
        version=VERSION,
        sentences=tuple(" ".join(p.span.of(texts[p.text]).split()) for p in picks),
    )
