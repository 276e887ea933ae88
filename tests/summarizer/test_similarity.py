import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import SAME_STORY, Fingerprint, SummarizerError, fingerprint, similarity
from tests.summarizer.samples import ARTICLE, ARTICLES

OTHER_OUTLET = """The long argument over a crossing of the sound is over: Holmsund will get its \
bridge. By eleven votes to six the council decided on Wednesday to spend 210 million crowns on it.
Mayor Ingrid Dahl expects the first cars to drive over the 1.8 kilometers in 2026. The sailors of \
the two ferries, 62 of them, have to look for other work; a fund of 9 million crowns is to help. \
Fishermen of Holmsund announced that they would appeal against the vote."""

OTHER_EVENT = """The council of Tarnvik decided on Friday to close its bridge for repairs until \
autumn. Cracks were found in two pillars of the bridge, which was built in 1961, said Mayor Olaf \
Berg. Buses will go around the fjord, a detour of 14 kilometers, and a ferry will carry people on \
foot. The repairs cost 30 million crowns, and the county pays half of that."""


def test_copies_are_near_one() -> None:
    edited = ARTICLE.replace("(Nordwire)", "(Southwire)").replace(
        "HOLMSUND, March 3", "OSTERBY, March 4"
    )
    edited = edited.replace("He added that it was late.\n", "") + "Copyright 2021 Southwire"
    assert similarity(fingerprint(ARTICLE), fingerprint(edited)) > 0.85
    assert similarity(fingerprint(ARTICLE), fingerprint(ARTICLE)) == pytest.approx(1)


def test_one_event_stands_above_two() -> None:
    one, two, three = map(fingerprint, (ARTICLE, OTHER_OUTLET, OTHER_EVENT))
    assert similarity(one, two) > SAME_STORY
    assert similarity(one, three) < SAME_STORY
    assert similarity(two, three) < SAME_STORY
    assert set(one.terms[:16]) & set(two.terms[:16])


@settings(deadline=None)  # the first call may load what it needs, and the machine may be busy
@given(st.text(), st.text(), st.sampled_from([None, "en", "zh"]))
def test_any_text(a: str, b: str, language: str | None) -> None:
    one, two = fingerprint(a, language=language), fingerprint(b, title=a, language=language)
    assert 0 <= similarity(one, two) == similarity(two, one) <= 1
    assert Fingerprint.from_bytes(one.to_bytes()) == one


@pytest.mark.parametrize("language", ARTICLES)
def test_stored_and_back(language: str) -> None:
    mark = fingerprint(ARTICLES[language])
    assert mark.terms
    assert mark.sketch
    assert len(mark.to_bytes()) <= 517
    assert Fingerprint.from_bytes(mark.to_bytes()) == mark


def test_the_same_on_every_machine() -> None:
    mark = fingerprint("The council of Holmsund voted for the bridge.", language="en")
    assert mark.terms == (2673304087, 1906774480, 2398180322, 1511032164)
    assert mark.weights[0] == 255


def test_the_headline_counts() -> None:
    plain, titled = fingerprint(ARTICLE), fingerprint(ARTICLE, title="Ferries stop in Holmsund")
    assert plain.terms != titled.terms


@pytest.mark.parametrize("stored", [b"", b"\x01\x05\x00\x05\x00abc", b"\x09\x00\x00\x00\x00"])
def test_what_is_no_fingerprint(stored: bytes) -> None:
    with pytest.raises(SummarizerError, match="stored"):
        Fingerprint.from_bytes(stored)


@pytest.mark.parametrize(
    ("told", "retold", "other"),
    [
        (
            "On Tuesday an earthquake of magnitude 6.8 struck near Valmora, and 112 people died.",
            "The tremor of 6.8 that destroyed homes around Valmora left 112 dead, the police said.",
            "On Tuesday an earthquake of magnitude 5.4 struck near Tessary, and 19 people died.",
        ),
        (
            "On Tuesday the mayor of Valmora, Ingrid Dahl, resigned over the price of a bridge.",
            "Voters in Valmora will miss Ingrid Dahl, who gave up her office this week.",
            "On Tuesday the mayor of Tessary, Olaf Berg, resigned over the price of a school.",
        ),
    ],
    ids=["names and numbers", "names alone"],
)
def test_names_and_numbers_tell_two_events_of_one_kind_apart(
    told: str, retold: str, other: str
) -> None:
    mark = fingerprint(told, language="en")
    same, unlike = (fingerprint(text, language="en") for text in (retold, other))
    assert similarity(mark, same) > similarity(mark, unlike)
