"""Our LexRank, TextRank, LSA and Luhn rank as Sumy's do; every method is a Sumy summarizer."""

from typing import Any

import pytest
from sumy.nlp.stemmers import null_stemmer
from sumy.summarizers._summarizer import AbstractSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from summarizer.document import build
from summarizer.methods import METHODS, load
from summarizer.sentences import split
from summarizer.tokens import Tokenizer, stem, stop_words
from tests.summarizer.samples import ARTICLE, ARTICLES

SUMY = {
    "lexrank": LexRankSummarizer,
    "textrank": TextRankSummarizer,
    "lsa": LsaSummarizer,
    "luhn": LuhnSummarizer,
}
TEXTS = {"article": ARTICLE, **{k: ARTICLES[k] for k in ("de", "ru", "zh")}}


def document(text: str, language: str = "en", headline: str = "") -> Any:
    spans = split(text, language)
    return build([(n, span.of(text)) for n, span in enumerate(spans)], headline, language)


def english(word: str) -> str:
    return stem(word, "en")


@pytest.mark.parametrize("name", SUMY)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("stop", [frozenset(), stop_words("en")], ids=["all", "no stop words"])
@pytest.mark.filterwarnings("ignore:Number of words")
def test_ranks_as_sumy_does(name: str, text: str, stop: frozenset[str]) -> None:
    theirs = SUMY[name](english)
    theirs.stop_words = stop
    ours = load(name)(english, stop)
    one = document(TEXTS[text], headline="Harbor town votes")
    for count in (1, 2, 3, 5):
        assert _ratings(ours, one, count) == _ratings(ours, one, count, theirs(one, count))


def _ratings(ours: Any, one: Any, count: int, picked: Any = None) -> list[float]:
    """The sorted ratings of what was picked: equal if the picks are, but for ties."""
    by_text = dict(zip(map(str, one.sentences), ours.rate(one), strict=True))
    return sorted(round(by_text[str(s)], 6) for s in (picked or ours(one, count)))


@pytest.mark.parametrize("name", METHODS)
def test_each_method_is_a_sumy_summarizer(name: str) -> None:
    method = load(name)(null_stemmer)
    assert isinstance(method, AbstractSummarizer)
    method.stop_words = ["The", "AND"]
    assert method.stop_words == {"the", "and"}
    one = document(ARTICLE)
    picked = method(one, 3)
    assert [s for s in one.sentences if s in picked] == list(picked)
    assert len(method(one, "20%")) == len(one.sentences) // 5
    assert method(document(""), 3) == ()
    assert method.rate(document("")) == []


def test_the_tokenizer_serves_sumy_itself() -> None:
    from sumy.parsers.plaintext import PlaintextParser

    parser = PlaintextParser.from_string(ARTICLES["de"], Tokenizer("de"))
    assert len(parser.document.sentences) == 3
    assert "brand" in parser.document.words


def test_the_lead_is_the_lead() -> None:
    assert [str(s) for s in load("lead")()(document("One here. Two here. Three."), 2)] == [
        "One here.",
        "Two here.",
    ]


def test_the_headline_pulls() -> None:
    text = "The mayor spoke of many things today. The bridge will open in May, she said."
    plain, titled = (
        load("news")().rate(document(text, headline=h)) for h in ("", "Bridge to open")
    )
    assert titled[1] - plain[1] > titled[0] - plain[0]
