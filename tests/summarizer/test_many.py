"""What `summarize_many` promises of several texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import StorySummary, SummarizerError, summarize_many
from tests.summarizer.samples import ARTICLE, ARTICLES
from tests.trying import trying

OTHER_OUTLET = """The long argument over a crossing of the sound is over: Holmsund will get its \
bridge. By eleven votes to six the council decided on Wednesday to spend 210 million crowns on it.
Mayor Ingrid Dahl expects the first cars to drive over the 1.8 kilometers in 2026. The sailors of \
the two ferries, 62 of them, have to look for other work; a fund of 9 million crowns is to help. \
Fishermen of Holmsund announced that they would appeal against the vote."""
SHORT = "Holmsund will build a bridge over the sound, the council of the town voted on Wednesday."
STORY = [SHORT, ARTICLE, OTHER_OUTLET]


def check(texts: list[str], story: StorySummary, count: int) -> None:
    assert len(story.picks) == len(story.order) == len(story.sentences) <= count
    assert sorted(story.order) == list(range(len(story.picks)))
    assert len(story.languages) == min(len(texts), 50)
    places = [(pick.text != story.lead, pick.text, pick.span) for pick in story.picks]
    assert places == sorted(places)
    for pick, sentence in zip(story.picks, story.sentences, strict=True):
        words = pick.span.of(texts[pick.text])
        assert words == words.strip()
        assert sentence == " ".join(words.split())
        assert 0 <= pick.adds <= 1
        assert pick.text not in pick.also
        assert all(0 <= other < len(texts) for other in pick.also)


def test_the_lead_comes_first_and_the_others_add() -> None:
    story = summarize_many(STORY, sentences=6)
    check(STORY, story, 6)
    assert story.lead == story.picks[0].text == 2
    assert story.picks[story.order[0]].text == story.lead
    assert story.picks[story.order[0]].adds == 1
    assert {pick.text for pick in story.picks} == {0, 1, 2}
    assert 1 in story.picks[0].also


def test_copies_add_nothing() -> None:
    alone = summarize_many([ARTICLE], sentences=5)
    copied = summarize_many([ARTICLE, ARTICLE, ARTICLE], sentences=5)
    assert [p.span for p in copied.picks] == [p.span for p in alone.picks]
    assert {p.text for p in copied.picks} == {0}


def test_a_shorter_one_is_part_of_a_longer_one() -> None:
    longest = summarize_many(STORY, sentences=9)
    best = [longest.sentences[i] for i in longest.order]
    for count in range(1, 9):
        story = summarize_many(STORY, sentences=count)
        assert [story.sentences[i] for i in story.order] == best[:count]


def test_headlines_are_never_picked() -> None:
    titles = [SHORT, "Harbor town votes for the long bridge", "Bridge"]
    story = summarize_many(STORY, titles=titles, sentences=50)
    assert SHORT not in story.sentences
    assert titles[1] not in story.sentences


def test_several_languages_and_nothing() -> None:
    texts = [ARTICLES["de"], "", ARTICLES["ru"], "!!!", ARTICLES["zh"]]
    story = summarize_many(texts, sentences=9)
    check(texts, story, 9)
    assert story.languages == ("de", "und", "ru", "und", "zh")
    assert {pick.text for pick in story.picks} == {0, 2, 4}
    assert summarize_many([]).picks == ()


def test_the_tilt_moves_the_choice() -> None:
    story = summarize_many(STORY, sentences=1, about="ferries")
    assert "ferries" in story.sentences[0]


@trying(40)
@given(st.lists(st.one_of(st.text(), st.sampled_from(STORY)), max_size=5), st.integers(1, 6))
def test_any_texts_at_all(texts: list[str], count: int) -> None:
    check(texts, summarize_many(texts, sentences=count), count)


@pytest.mark.parametrize(
    ("texts", "arguments", "words"),
    [
        ("one text", {}, "texts is no sequence of str"),
        ([b"bytes"], {}, "texts is no sequence of str"),
        (None, {}, "texts is no sequence of str"),
        (iter(["a"]), {}, "texts is no sequence of str"),
        (["a"], {"titles": None}, "titles is no sequence of str"),
        (["a"], {"titles": "b"}, "titles is no sequence of str"),
        (["a"], {"titles": iter(["b"])}, "titles is no sequence of str"),
        (["a", "b"], {"titles": ["a"]}, "titles has 1 items, but must have 2 or none."),
        (["a"], {"titles": [5]}, "titles"),
        (["a"], {"sentences": 0}, "sentences is 0"),
        (["a"], {"method": "best"}, "method is 'best'"),
    ],
)
def test_a_wrong_argument_is_a_sentence(
    texts: object, arguments: dict[str, object], words: str
) -> None:
    with pytest.raises(SummarizerError) as caught:
        summarize_many(texts, **arguments)  # type: ignore[arg-type]
    assert words in str(caught.value)
