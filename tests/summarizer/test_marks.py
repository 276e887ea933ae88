"""Quotation marks that look alike where they open and where they close."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import summarize
from summarizer.clean import Grade, take_apart
from summarizer.marks import unmistakable
from summarizer.sentences import split

NORTHERN = {
    "sv": (
        "Byn får en ny bro över sundet, beslutade rådet i måndags kväll.",
        "”Vi har väntat i trettio år på bron. Nu kommer den äntligen”, sade Inga Dahl i måndags.",
        "Arbetet på båda stränderna börjar i maj.",
    ),
    "nl": (
        "De stad krijgt een nieuwe brug over de Sont, besloot de raad maandagavond.",
        "”We hebben er dertig jaar op gewacht. Nu komt hij er eindelijk”, zei Inga Dahl maandag.",
        "Het werk aan beide oevers begint volgens burgemeester Berg in mei.",
    ),
    "fi": (
        "Kaupunki saa uuden sillan salmen yli, päätti valtuusto maanantaina.",
        "”Olemme odottaneet sitä vuosia. Nyt se tulee”, sanoi pormestari Inga Dahl maanantaina.",
        "Työt salmen rannoilla alkavat toukokuussa.",
    ),
    "da": (
        "Byen får en ny bro over sundet, besluttede rådet mandag aften.",
        "”Vi har ventet i tredive år på broen. Nu kommer den endelig”, sagde Inga Dahl mandag.",
        "Arbejdet på begge bredder begynder i maj.",
    ),
}


@pytest.mark.parametrize("marks", ["””", "»»", "’’"])
@pytest.mark.parametrize("language", NORTHERN)
def test_a_quotation_that_begins_as_it_ends_is_picked_whole(language: str, marks: str) -> None:
    quoted = str.maketrans("”", marks[0])
    sentences = [sentence.translate(quoted) for sentence in NORTHERN[language]]
    text = " ".join(sentences)
    assert [span.of(text) for span in split(text, language)] == sentences
    assert Grade.UNFIT not in {unit.grade for unit in take_apart(text, language).units}
    assert summarize(text, language=language, sentences=9).sentences == tuple(sentences)


def test_half_of_such_a_quotation_is_never_picked() -> None:
    first, said, last = NORTHERN["sv"]
    half = said.replace("äntligen”", "äntligen").replace(", sade Inga Dahl", " till oss alla")
    assert half.count("”") == 1
    text = f"{first}\n{half}\n{last}"
    assert summarize(text, language="sv", sentences=9).sentences == (first, last)


HEBREW = [
    'ראש הממשלה נפגש ביום שני עם נשיא ארה"ב בוושינגטון כדי לדון בעסקה.',
    'דובר צה"ל מסר כי שלושה חיילים נפצעו ביום שני בתקרית סמוך לגבול הצפוני.',
    'ח"כ כהן אמר כי הדו"ח של המבקר חמור וכי הממשלה חייבת לפעול מיד.',
    'חיזבאללה שיגר שלושה מל"טים לעבר יישובי הצפון בשעות הבוקר.',
    'המשטרה עצרה ביום שני עשרה שב"חים באזור ירושלים.',
    'יו"ר הוועדה הודיע: "הישיבה תתקיים ביום רביעי בירושלים. אין שינוי".',
]


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_the_mark_in_a_hebrew_abbreviation_quotes_nothing(gap: str) -> None:
    text = gap.join(HEBREW)
    assert summarize(text, sentences=9).sentences == tuple(HEBREW)
    assert summarize(text, sentences=1, about='צה"ל').sentences == (HEBREW[1],)


def test_the_mark_of_inches_quotes_nothing() -> None:
    tall = """The 6'5" guard of the town scored 30 points on Monday as Holmsund beat Bodo."""
    said = '"He is a 6\'5" guard. We need him for the whole season," the coach said on Monday.'
    text = f"{tall} The ferry stops on the same day. {said}"
    assert {tall, said} < set(summarize(text, sentences=9).sentences)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("”Ja”, sa hon (”Nej”), och –”nja”.", "“Ja”, sa hon (“Nej”), och –“nja”."),
        ("”Ja.\n”Nej”, sa hon.", "“Ja.\n“Nej”, sa hon."),
        ("»Ja», sa hon. »Nej», sa han.", "“Ja”, sa hon. “Nej”, sa han."),
        (
            "’Ja’, zei ze. ’Het is ’s avonds laat. We gaan!’",
            "‘Ja’, zei ze. ‘Het is ’s avonds laat. We gaan!’",
        ),
        ('צה"ל, ח"כים ויו"רית: "דובר צה"ל" אמר.', 'צה״ל, ח״כים ויו״רית: "דובר צה״ל" אמר.'),
        ('המל"טים, מכ"מים, מ"כים, מ"מים.', "המל״טים, מכ״מים, מ״כים, מ״מים."),
        ('ש"הים שלנו" ב"שים לב".', 'ש"הים שלנו" ב"שים לב".'),
        ("""He is 6'5" tall, or 5' 10".""", "He is 6'5\u2033 tall, or 5' 10\u2033."),
    ],
)
def test_what_is_told_apart(text: str, expected: str) -> None:
    assert unmistakable(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“We won,” she said. “Good night.”",
        "“我很累。 ”他说。“我走了。”",
        "„Idę. Do widzenia” – powiedział. „Tak”.",
        "»Wir gehen. Es ist spät«, sagte sie.",
        "« Il pleut. Je pars », a-t-il dit. »Oui», «Non».",
        "»Läs mer\n» Läs mer » Sport",
        "5” och 6” rör",
        'ב"ניו יורק טיימס" וב"הארץ" נכתב כי "זה טוב".',
        'ב"מעריב", ב"מים", ב"מים שקטים", ל"רות כהן", ב"ימים טובים".',
        "’s Avonds werd het laat, zei ze. In de jaren ’90 won hij ’t goud, Hans’, en ’t zilver.’",
        "La ’ndrangheta ne sa un po’, dice. L’ha scritto ’Repubblica’ ieri.",
        "He gave ’em the dogs’, not the cat’s. ’Tis late.’ D’accord? It was ’cause of the cold.’",
        "‘The class of ’em all,’ she said, ’till late.’",
        """He graduated with "the class of '12" and has a 12" record.""",
    ],
)
def test_what_has_one_meaning_is_left(text: str) -> None:
    assert unmistakable(text) == text


@given(st.text("”“„»«\"'’ \n.a5(צ"))
def test_every_character_keeps_its_place(text: str) -> None:
    told = unmistakable(text)
    changed = {(one, two) for one, two in zip(text, told, strict=True) if one != two}
    assert changed <= {("”", "“"), ("»", "“"), ("»", "”"), ("’", "‘"), ('"', "״"), ('"', "\u2033")}
