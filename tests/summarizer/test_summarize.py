"""What `summarize` promises of any text, and what it picks from the seed document."""

import json
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import (
    LANGUAGES,
    METHODS,
    VERSION,
    Span,
    SummarizerError,
    Summary,
    extract,
    summarize,
)
from summarizer.clean import take_apart
from tests.summarizer.samples import ARTICLE, ARTICLES, answers
from tests.trying import trying

GOLDEN = """\
Given China's rapid development and its strong ties and common interests with Russia, it is only too
right to foster cooperation between the two countries in the space sector, said Dmitry Rogozin,
director general of Russia's state space corporation Roscosmos.
--
China, a prospering country with a rapidly growing GDP and an ability to capitalize on scientific
research, is Russia's good partner and good neighbor, Rogozin told Xinhua in an interview Tuesday
during the Global Space Exploration Conference 2021 held here this week.
--
There are many cases of mutual support, where Russia and China collaborated on space projects and
shared knowledge and equipment, Rogozin explained."""

MARKS = st.sampled_from(list("\"'“”„«»「」.!?…。？()\n\t-—,;: \u200b\u202e\ud800\x00"))
PIECES = st.one_of(
    st.text(max_size=12),
    MARKS,
    st.sampled_from(["The mayor said ", "Mr. ", "U.S. ", "3.5 ", "Он сказал ", "他说", "و قال "]),
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))


def check(text: str, summary: Summary, count: int) -> None:
    assert len(summary.spans) == len(summary.order) == len(summary.sentences) <= count
    assert sorted(summary.order) == list(range(len(summary.spans)))
    end = 0
    for span, sentence in zip(summary.spans, summary.sentences, strict=True):
        words = text[span.start : span.end]
        assert end <= span.start < span.end <= len(text)
        assert len(words) <= 1000
        assert words == words.strip()
        assert sentence == " ".join(words.split())
        end = span.end


def test_the_seed_document(seed: str) -> None:
    title = seed.split("\n", 1)[0]
    summary = summarize(seed, title=title)
    golden = [" ".join(sentence.split()) for sentence in GOLDEN.split("--")]
    assert list(summary.sentences) == golden
    assert (summary.language, summary.method, summary.version) == ("en", "news", VERSION)
    assert summarize(seed).spans == summary.spans


@pytest.mark.parametrize("method", METHODS)
def test_headline_credit_and_place_line_are_never_picked(seed: str, method: str) -> None:
    picked = summarize(seed, sentences=50, method=method).sentences
    assert len(picked) > 8
    assert not any("says Roscosmos head" in s or "13:49" in s or "(Xinhua)" in s for s in picked)


@trying(80)
@given(TEXTS, st.sampled_from(list(METHODS)), st.integers(1, 6))
def test_any_text_at_all(text: str, method: str, count: int) -> None:
    check(text, summarize(text, method=method, sentences=count), count)


@trying(40)
@given(TEXTS, TEXTS, TEXTS)
def test_any_title_and_any_tilt(text: str, title: str, about: str) -> None:
    check(text, summarize(text, title=title, about=about), 3)


@trying(24)
@given(
    st.lists(st.sampled_from(ARTICLE.split("\n\n")), min_size=1, max_size=9).map("\n".join),
    st.sampled_from(list(METHODS)),
    st.integers(1, 8),
)
def test_a_shorter_summary_is_part_of_a_longer_one(text: str, method: str, count: int) -> None:
    short = summarize(text, sentences=count, method=method)
    longer = summarize(text, sentences=count + 1, method=method)
    assert set(short.spans) <= set(longer.spans)
    best_first = [longer.spans[i] for i in longer.order]
    assert [short.spans[i] for i in short.order] == best_first[: len(short.spans)]


@pytest.mark.parametrize("language", ARTICLES)
def test_an_article_in_each_language(language: str) -> None:
    text = ARTICLES[language]
    summary = summarize(text, sentences=2)
    check(text, summary, 2)
    assert summary.language == language
    assert summary.sentences


def test_an_unknown_language_gets_plain_rules() -> None:
    assert len(summarize(ARTICLE, language="xx", sentences=2).spans) == 2
    assert summarize(ARTICLE, language="en-GB").language == "en"


def test_the_tilt_moves_the_choice() -> None:
    assert "ferries" not in summarize(ARTICLE, sentences=1).sentences[0]
    assert "ferries" in summarize(ARTICLE, sentences=1, about="the ferry").sentences[0]


@pytest.mark.parametrize("text", ["", " \n\t", "Hello.", "!!!", "12 34 56.", "\u200b" * 50, "\x00"])
def test_what_holds_no_sentence_gives_an_empty_summary(text: str) -> None:
    assert summarize(text) == Summary(
        spans=(), order=(), language=summarize(text).language, method="news", version=VERSION,
        sentences=(),
    )  # fmt: skip


NAMES = ["".join(letters) for letters in product("aeioukmnst", repeat=4)]  # ten thousand

MONSTERS = {
    "1 MB without a stop": "word " * 200_000,
    "1 MB without a space": "x" * 1_000_000,
    "50,000 sentences": " ".join(
        f"The mayor went to house {i} today again." for i in range(50_000)
    ),
    "10,000 newlines": "\n" * 10_000,
    "10,000 short lines": "abc\n" * 10_000,
    "zero width": "\u200b" * 100_000,
    "numbers": "1234 5678. " * 20_000,
    "scripts": "Hello мир 世界 שלום مرحبا สวัสดี. " * 5_000,
    "open quotations": "“A b c d. " * 50_000,
    "control characters": "".join(chr(i % 32) for i in range(100_000)),
    "Chinese without a line break": "世界人民今天都很好很开心。" * 20_000,
    "half characters": "\ud800 " * 5_000,
    "glued quotations": "The mayor said so today. " * 3 + 'it."Itæ' * 16_000,
    "credits": ("Editing By A " * 16 + "told x.\n") * 40,
    "credits with stops": ("Editing By A. " * 15 + "told x.\n") * 40,
    "apostrophes": "The mayor said so. ’a" + "’s" * 60_000,
    "glued names": " ".join(f"the townQ{name}" for name in NAMES),
}


_once = cache(take_apart)


@pytest.mark.parametrize("name", MONSTERS)
@pytest.mark.parametrize("method", METHODS)
def test_monsters_are_answered(name: str, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second is promised; what is quadratic takes many (CPU time, so load counts little)."""
    monkeypatch.setattr(extract, "take_apart", _once)  # as it is the same for every method
    began = time.process_time()
    check(MONSTERS[name], summarize(MONSTERS[name], method=method), 3)
    assert time.process_time() - began < 5


def test_a_long_text_has_no_pattern_compiled_for_each_of_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """That took a third of the time of 2,000 sentences, where names are glued to what precedes."""
    words = [f"Q{name}" for name in NAMES[:2000]]
    text = " ".join(f"The mayor of the town{one} went to {one} again today." for one in words)
    summarize(text[:1000])  # what is compiled on first use

    def refuse(pattern: object, *_: object) -> object:
        raise AssertionError(f"{pattern!r} was compiled.")

    monkeypatch.setattr(re._compiler, "compile", refuse)  # type: ignore[attr-defined]
    summary = summarize(text, sentences=5)
    check(text, summary, 5)
    assert not any("town" in one for one in summary.sentences)  # what is glued on was found


def test_lsa_reads_beyond_the_first_three_hundred_sentences() -> None:
    """It looked at no more of them, which only its quadratic forerunner needed."""
    dull = [f"The mayor of {name} went home again today." for name in NAMES[:400]]
    last = "A new bridge over the sound will carry cars and bicycles from May on, the council said."
    assert summarize(" ".join([*dull, last]), method="lsa", sentences=1).sentences == (last,)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"sentences": 0}, "sentences is 0, but must be a whole number from 1 up."),
        ({"sentences": True}, "sentences is True"),
        ({"sentences": "3"}, "sentences is '3'"),
        ({"method": "best"}, "method is 'best', but must be one of news, lexrank"),
        ({"language": "english"}, "language is 'english', but must be None or an ISO 639-1 code"),
        ({"title": None}, "title is NoneType, but must be a str."),
        ({"about": 5}, "about is int"),
    ],
)
def test_a_wrong_argument_is_a_sentence(arguments: dict[str, object], words: str) -> None:
    with pytest.raises(SummarizerError) as caught:
        summarize("Any text.", **arguments)  # type: ignore[arg-type]
    assert words in str(caught.value)
    with pytest.raises(SummarizerError):
        summarize(b"bytes")  # type: ignore[arg-type]


def test_many_threads_get_the_same() -> None:
    texts = [*ARTICLES.values(), ARTICLE] * 4
    alone = [summarize(text) for text in texts]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(summarize, texts)) == alone


SCRIPT = """
import json
from tests.summarizer.samples import answers
print(json.dumps(answers()))
"""


def test_the_same_under_any_hash_seed_and_number_of_threads() -> None:
    for seed, threads in (("1", "1"), ("4242", "2")):  # and that of this process
        other = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(other.stdout) == answers()


def test_spans_are_plain_values() -> None:
    assert Span(2, 5).of("abcdefg") == "cde"
    assert Span(1, 2) < Span(2, 3)
    assert LANGUAGES["de"] == "German"


def test_sentences_to_avoid_are_never_picked_and_change_nothing_else() -> None:
    note = "The Gazette has told the news of the valley to its readers since 1911."
    body = f"{ARTICLE}\n\n{note}\n\n{note.upper()}"
    assert note in summarize(body, sentences=99).sentences
    avoided = summarize(body, sentences=99, avoid=[f"“{note[:-1]}!”"])
    plain = summarize(ARTICLE, sentences=99)
    assert avoided.sentences == plain.sentences
    assert avoided.order == plain.order
    assert summarize(note, avoid=(note,)).spans == ()
    assert summarize(body, avoid=["", "—"]) == summarize(body)


@pytest.mark.parametrize("avoid", ["a text", [1], b"x"])
def test_what_is_to_be_avoided_must_be_texts(avoid: object) -> None:
    with pytest.raises(SummarizerError, match="avoid is no collection of str"):
        summarize("Some text.", avoid=avoid)  # type: ignore[arg-type]
