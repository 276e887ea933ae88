"""What is never picked, and what is picked last."""

import pytest

from summarizer import summarize
from summarizer.clean import Grade, take_apart
from summarizer.lifted import speaks, stands_alone
from summarizer.tokens import words
from tests.summarizer.samples import ARTICLE

BODY = (
    "The council voted on Monday to build a bridge over the sound.\nIt will open in May next year."
)

NOISE = [
    "By Jane Doe and John Roe, Nordwire",
    "Von Max Mustermann",
    "Xinhua) 13:49, June 18, 2021",
    "Published 12:05 GMT, 3 March 2021",
    "Photo: Jane Doe/Nordwire",
    "A bridge in the evening sun. (Getty Images)",
    "A bridge in the evening sun © dpa",
    "Read more: ten bridges that nobody needed.",
    "Lesen Sie auch: Zehn Brücken, die keiner braucht.",
    "Читайте также: десять мостов, которые никому не нужны.",
    "We use cookies to make this site work for you.",
    "Sign up for our newsletter and get the news every day.",
    "Follow us on Twitter for more news about bridges.",
    "All rights reserved.",
    "A history of the bridge",
    "https://example.com/bridges/ten",
    "Yes.",
]

PLACE_LINES = {
    "ST. PETERSBURG, June 17 (Xinhua) -- ": "The council voted to build a bridge.",
    "WASHINGTON (Reuters) - ": "The council voted to build a bridge.",
    "London (CNN)": "The council voted to build a bridge.",
    "(CNN) -- ": "The council voted to build a bridge.",
    "NEW YORK — ": "The council voted to build a bridge.",
    "Berlin (dpa) – ": "Der Rat hat für eine Brücke gestimmt.",
    "İZMİR (AA) - ": "Meclis pazartesi günü yeni köprü için oy verdi.",
    "ČESKÉ BUDĚJOVICE (ČTK) - ": "Rada v pondělí hlasovala pro nový most.",
    "ΑΘΗΝΑ - ": "Το συμβούλιο ψήφισε τη Δευτέρα για τη νέα γέφυρα.",
    "Rostock/Schwerin - ": "Der Rat hat für eine Brücke gestimmt.",
    "МОСКВА, 18 июня. /ТАСС/. ": "Совет проголосовал за новый мост.",
    "МОСКВА, 17 июн — РИА Новости. ": "Совет проголосовал за новый мост.",
    "新华社北京6月18日电（记者 王）": "市议会今天投票决定修建一座新的大桥。",
    "（中央社記者王小明台北18日電）": "市議會今天投票決定修建一座新的大橋。",
    "[東京 17日 ロイター] - ": "市議会は17日、新しい橋を建設することを決めた。",
    "(서울=연합뉴스) 홍길동 기자 = ": "시의회가 오늘 새로운 다리를 건설하기로 결정했다.",
}

NO_PLACE_LINES = [
    "ΣΥΡΙΖΑ, ΠΑΣΟΚ, ΚΚΕ καταψήφισαν το νομοσχέδιο για τη νέα γέφυρα.",
    "США, НАТО, ООН, ОБСЄ домовилися про новий міст у понеділок.",
    "TÜİK, TCMB, BDDK, İŞKUR ve SGK yeni köprü için oy verdi.",
    "John Smith (Labour) - who lost the vote - went home in the evening.",
    "NASA says that it will launch the rocket to the moon on Friday.",
    "Angela Miller – mayor since 2005 – said that she would not go home.",
]


@pytest.mark.parametrize("line", NOISE)
def test_noise_is_never_picked(line: str) -> None:
    for text in (f"{BODY}\n{line}", f"{line}\n{BODY}", f"{BODY}\n\n{line}\n\n{BODY}"):
        picked = summarize(text, sentences=9).sentences
        assert picked
        assert not any(sentence in line or line in sentence for sentence in picked)


@pytest.mark.parametrize("place", PLACE_LINES)
def test_a_span_starts_after_the_place_line(place: str) -> None:
    sentence = PLACE_LINES[place]
    assert summarize(place + sentence).sentences == (sentence,)


@pytest.mark.parametrize("sentence", NO_PLACE_LINES)
def test_what_only_looks_like_a_place_line(sentence: str) -> None:
    assert summarize(sentence).sentences == (sentence,)


def test_the_title_is_not_picked_wherever_it_stands() -> None:
    title = "Council votes to build a bridge over the sound."
    for text in (f"{title}\n\n{BODY}", f"{title} {BODY}", f"{BODY}\n{title.upper()}"):
        picked = summarize(text, title=title, sentences=9).sentences
        assert len(picked) == 2
        assert not any(title.casefold() in sentence.casefold() for sentence in picked)


def test_half_a_quotation_is_never_picked() -> None:
    long = " ".join(f"We have to build bridge {n} before winter comes." for n in range(40))
    text = f"{BODY}\n“{long}\n“{long}” the mayor said.\nShe “never said a word. Then she left."
    assert summarize(text, sentences=50).sentences == tuple(BODY.split("\n"))


@pytest.mark.parametrize(
    ("glued", "sentence"),
    [
        ("DES PROPOS QUI FONT RÉAGIR", "Cependant, le maire de la ville a gardé son siège."),
        ("HOW IT ALL STARTED ", "The first bridge was built in the spring of that year."),
        ("UN TRACTEUR À 30 KM/H", '"À fond, il peut aller plus vite", a expliqué le maire.'),
        ("- Rassembleur -", "Car la ville a gardé tous ses ponts depuis la guerre."),
        ("• ", "The council voted on Monday to build a bridge over the sound."),
        ("(Rolling Stone)", "The council voted on Monday to build a bridge."),
        ("", "NASA and ESA voted on Monday to build a bridge to the moon."),
        ("", "(That would be the 50th year of the bridge over the sound.)"),
    ],
)
def test_a_span_starts_after_what_was_glued_to_it(glued: str, sentence: str) -> None:
    assert summarize(glued + sentence).sentences == (sentence,)


def test_half_a_straight_quotation_is_never_picked() -> None:
    half = 'We saw no sign of life in the building today", the mayor said to the press.'
    assert summarize(f"{BODY}\n{half}", sentences=9).sentences == tuple(BODY.split("\n"))


def test_a_stray_mark_is_no_part_of_a_span() -> None:
    text = BODY + ' The old ferry stops on the same day."'
    assert summarize(text, sentences=9).sentences[-1] == "The old ferry stops on the same day."


def test_a_short_quotation_is_picked_whole() -> None:
    text = 'The mayor was glad on Monday. "We won. We are happy. It is done," she said in the hall.'
    assert text.split(". ", 1)[1] in summarize(text, sentences=5).sentences


def test_what_stands_alone_comes_first() -> None:
    text = "But that was not what everybody wanted. The council voted to build a bridge in May."
    assert summarize(text, sentences=1).sentences[0].startswith("The council")
    assert "He added" not in summarize(ARTICLE, sentences=5).sentences


def test_nothing_is_said_twice() -> None:
    text = "\n".join(["The council voted on Monday to build a bridge over the sound."] * 3)
    assert len(summarize(text, sentences=3).spans) == 1


def test_grades() -> None:
    article = take_apart(ARTICLE, "en")
    assert article.headline == "Harbor town votes for the long bridge"
    outside = [ARTICLE[u.start : u.end] for u in article.units if u.grade is Grade.OUTSIDE]
    assert [line.split()[0] for line in outside] == ["Harbor", "By", "Read", "Photo:"]


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("The crimes are of three kinds: 1) theft of bridges; 2) theft of ferries.", Grade.GOOD),
        ("10) The mayor said that the council would build a bridge in May.", Grade.GOOD),
        ("The mayor of the town has two wishes: a) a bridge, and b) a ferry.", Grade.GOOD),
        ("Dahl), the mayor of the town, said that she would not go home.", Grade.WEAK),
        ("Ma) said in the town that he would not go home before the vote.", Grade.WEAK),
        ("2014), the mayor of the town, said that she would not go home.", Grade.WEAK),
    ],
)
def test_the_bracket_of_a_list_was_opened_nowhere(sentence: str, grade: Grade) -> None:
    assert [unit.grade for unit in take_apart(sentence, "en").units] == [grade]


def test_no_more_is_taken_apart_than_is_looked_at() -> None:
    whole, some = take_apart(ARTICLE, "en"), take_apart(ARTICLE, "en", most=4)
    assert some.headline == whole.headline
    assert some.units == whole.units[: len(some.units)]
    assert sum(unit.grade < Grade.OUTSIDE for unit in some.units) == 4


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("The mayor left.", "en", 2),
        ("He left early.", "en", 1),
        ("He added that it was late.", "en", 0),
        ("But the mayor left.", "en", 1),
        ("But that was wrong.", "en", 0),
        ("Aber das war falsch.", "de", 0),
        ("Она ушла рано.", "ru", 1),
        ("但他离开了。", "zh", 1),
        ("Kumoa mwambe.", "xx", 2),
        ("", "en", 2),
    ],
)
def test_stands_alone(sentence: str, language: str, expected: int) -> None:
    assert stands_alone(sentence, words(sentence), language) == expected


def test_speaks() -> None:
    sentence = "“We won,” he said."
    quoted, first_person = speaks(sentence, words(sentence), "en")
    assert 0.3 < quoted < 0.5
    assert first_person
