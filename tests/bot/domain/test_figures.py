"""Numbers in sentences are read as they are written there, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.figure_words import NUMBERS, TIMES
from bot.domain.figures import LANGUAGES, figures
from tests.trying import trying


def read(sentence: str, language: str):
    return [(one.what, one.value, one.step) for one in figures(sentence, language, 2026)]


@pytest.mark.parametrize(
    ("language", "sentence", "value", "step"),
    [
        ("en", "The bridge cost $1,200,500.300 in all.", 1_200_500.3, 0.001),
        ("en", "The bridge cost $1,200.50 in all.", 1_200.5, 0.01),
        ("en", "The bridge cost $1,200 in all.", 1_200.0, 100.0),
        ("en", "The bridge cost $1.234 million in all.", 1_234_000.0, 1_000.0),
        ("en", "The bridge cost 1.234.567 euros in all.", 1_234_567.0, 1.0),
        ("en", "The bridge cost 1.234.567,891 euros in all.", 1_234_567.891, 0.001),
        ("zh", "大桥耗资1,200,500.300美元。", 1_200_500.3, 0.001),
        ("de", "Die Brücke kostete 1.234.567,891 Euro.", 1_234_567.891, 0.001),
        ("de", "Die Brücke kostete 1.234 Euro.", 1_234.0, 1.0),
        ("de", "Die Brücke kostete 1,234 Millionen Euro.", 1_234_000.0, 1_000.0),
        ("de", "Die Brücke kostete 1.200,5 Euro.", 1_200.5, 0.1),
        ("de", "Die Brücke kostete 1,200.5 Euro.", 1_200.5, 0.1),
        ("de", "Die Brücke kostete 1’234’567.50 Franken.", 1_234_567.5, 0.01),
        ("ru", "Мост стоил 1 234 567,8 евро.", 1_234_567.8, 0.1),
        ("fr", "Le pont a coûté 4,5 milliards d'euros.", 4_500_000_000.0, 100_000_000.0),
        ("fr", "Le pont a coûté 2 millions d’euros.", 2_000_000.0, 1_000_000.0),
        ("fr", "Le pont a coûté 3 millions de dollars.", 3_000_000.0, 1_000_000.0),
        ("fr", "Le pont a coûté 300 euros.", 300.0, 100.0),
    ],
)
def test_groups_and_decimals_are_told_apart(language, sentence, value, step):
    ((_, found, rounded),) = read(sentence, language)
    assert found == pytest.approx(value)
    assert rounded == pytest.approx(step)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The bridge cost $1,200.500,300 in all."),
        ("en", "The bridge cost $12,34,567 in all."),
        ("en", "The bridge cost $1,200,50 in all."),
        ("en", f"The bridge cost $1{'0' * 400} in all."),
        ("en", "The bridge left sıx people dead."),
    ],
)
def test_what_cannot_be_read_is_passed_over(language, sentence):
    assert read(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The crash on March 9 killed dozens of people near Tarnvik."),
        ("en", "The raid of Oct. 9 killed scores of people in Sderot."),
        ("en", "The storm on Monday 9 killed scores of people in Sderot."),
        ("en", "The attacks of 9/11 killed thousands, and the blast at 9:12 killed more."),
        ("en", "A girl of 14 died in the crash, and so did a man aged 40 injured by glass."),
        ("en", "She was at the age of 14 killed by a train."),
        ("en", "Flight 12 killed everyone, as Flight AX 12 killed all, and Highway 7 killed some."),
        ("en", "The crash of a Boeing 737 killed everyone, that of an Airbus 320 killed many."),
        ("en", "A magnitude 7 killed many, and so did one measuring 6 in the hills."),
        ("en", "An earthquake of magnitude 6.3 killed dozens, and a bomb at 9.15 killed more."),
        ("en", "Floods in 2026 killed many villagers, and 2026 died in the memory of many."),
        ("ru", "Землетрясение магнитудой 6,3 погибли люди в Герате."),
        ("en", "A death toll came after the bodies of two more were found in the village."),
        (
            "de",
            "Bei einem Unfall auf der A 12 starben Frauen, auf der Autobahn A 7 starben Kinder.",
        ),
        ("de", "Ein Mädchen von 9 gestorben, ein Junge von 12 tot: das Dorf trauert um Flug AX 7."),
        ("de", "Am Dienstag 12 starben viele."),
        ("fr", "Le 12 morts de froid, ils ont marché; une fille de 14 tuée sur l'autoroute A 7."),
        ("es", "El martes 12 murieron quince en el accidente, y el 13 murieron tres."),
        ("es", "A las 12 murieron quince en el accidente."),
        ("ru", "Во вторник 12 погибли многие, на рейсе AX 14 погибли все, на № 9 погибли многие."),
        ("zh", "周二12死亡，年仅14死亡，他是第9人死亡。"),
    ],
)
def test_a_date_an_age_or_a_name_is_no_count(language, sentence):
    assert read(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "On Monday 12 people died in the crash."),
        ("en", "In the storm, 12 died."),
        ("en", "The death toll of the ferry disaster has risen to 12."),
        ("en", "A death toll of 12 was given."),
        ("de", "Am Dienstag 12 Menschen getötet."),
        ("de", "Am Dienstag gab es wie am Montag 12 Tote."),
        ("fr", "Mardi 12 personnes ont été tuées."),
        ("fr", "Dans la ville 12 personnes ont été tuées."),
        ("es", "El martes 12 personas murieron en el accidente."),
        ("ru", "Во вторник 12 человек погибли."),
        ("zh", "周二12人死亡。"),
    ],
)
def test_people_are_counted_behind_a_day_or_an_end_like_a_label(language, sentence):
    assert read(sentence, language) == [("dead", 12.0, 1.0)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "An earlier fire in Osterby left 20 people dead."),
        ("en", "In July a truck accident there left 18 people dead."),
        ("en", "In July 2026 a truck accident there left 18 people dead."),
        ("de", "Vor zwei Jahren starben 20 Menschen bei einem Brand in Osterby."),
        ("fr", "Un incendie à Osterby a fait 20 morts il y a deux ans."),
        ("es", "Un incendio en Osterby dejó 20 muertos hace dos años."),
        ("ru", "Два года назад в Остербю погибли 20 человек."),
        ("zh", "上月另一起车祸事故造成20人死亡。"),
        ("en", "It came two weeks after a fire killed 1,120 people in Osterby."),
        ("en", "Two weeks after the fire, which killed 1,120 people, the works opened again."),
        ("de", "Zwei Tage nach dem Brand, bei dem 20 Menschen starben, ist die Trauer groß."),
        ("fr", "Deux jours après l'incendie, qui a fait 20 morts, la ville est en deuil."),
        ("es", "Dos días después del incendio, que dejó 20 muertos, el pueblo está de luto."),
        ("ru", "Через два дня после пожара, при котором погибли 20 человек, открыта школа."),
        ("en", "In Osterby 20 people were killed two days before."),
        ("en", "Since the war began, 900 people were killed."),
        ("de", "Seit dem Winter, so die Polizei, starben 20 Menschen."),
        ("de", "Zwei Tage nach dem Brand mit 20 Toten ist die Trauer groß."),
        ("fr", "C'était deux ans après un incendie qui a fait 20 morts."),
        ("fr", "Un incendie a fait 20 morts deux ans avant."),
        ("fr", "Depuis le début de la guerre, il y a eu 20 morts."),
        ("es", "Fue dos años después de un incendio que dejó 20 muertos."),
        ("es", "Un incendio dejó 20 muertos dos años antes."),
        ("es", "Desde el verano, hubo 20 muertos."),
        ("ru", "Ранее сообщалось, что погибли 20 человек."),
        ("zh", "此前，该矿曾发生爆炸，造成20人死亡。"),
        ("zh", "在另一起事故中，20人死亡。"),
    ],
)
def test_who_died_at_another_time_is_not_counted(language, sentence):
    assert read(sentence, language) == []


def test_a_sentence_that_looks_back_tells_of_other_numbers():
    assert read("Prices rose by 4 percent since the spring.", "en") == [("per cent", 4.0, 1.0)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The raid killed 12 people, the deadliest since the war began."),
        ("en", "Two days after the earthquake, the death toll rose to 12."),
        ("en", "Death toll rises to 12 a day after Kabul blast"),
        ("en", "A bomber killed 12 people earlier this morning."),
        ("en", "Late on Monday after the blast 12 people were dead."),
        ("de", "Bei dem Anschlag starben 12 Menschen, es war der schwerste seit dem Winter."),
        ("de", "Einen Tag nach Anschlag in Kabul: 12 Tote"),
        ("de", "Zwei Tage nach dem Beben in Kabul ist die Zahl der Toten auf 12 gestiegen."),
        ("fr", "Le raid a fait 12 morts, le plus meurtrier depuis le retour des talibans."),
        ("fr", "Deux jours après le séisme, le bilan s'élève à 12 morts."),
        ("es", "El atentado dejó 12 muertos, el peor desde el regreso de los talibanes."),
        ("es", "Dos días después del terremoto, hay 12 muertos."),
        ("ru", "При ударе погибли 12 человек, это крупнейший удар с начала войны."),
        ("ru", "Погибли 12 человек, ранее сообщалось о девяти."),
        ("ru", "Через два дня после землетрясения, по данным властей, 12 человек погибли."),
        ("zh", "煤矿发生爆炸，造成12人死亡，另一人失踪。"),
        ("zh", "煤矿爆炸造成12人死亡，矿方曾要求全力救援。"),
    ],
)
def test_who_died_now_is_counted_though_the_sentence_also_looks_back(language, sentence):
    assert read(sentence, language) == [("dead", 12.0, 1.0)]


@pytest.mark.parametrize("when", ["On July 3", "Earlier on Monday", "Earlier Monday"])
def test_who_died_these_days_is_counted(when):
    assert read(f"{when} a truck accident left 18 people dead.", "en") == [("dead", 18.0, 1.0)]


def test_what_stands_around_a_number_is_kept_with_it():
    ((_, value, step),) = read("The blast left two people dead.", "en")
    assert (value, step) == (2.0, 1.0)
    sentence = "About 400 people were killed when the storm hit the coast, said the council."
    (figure,) = figures(sentence, "en", 2026)
    assert figure.is_loose
    assert figure.said == "About 400 people were killed"
    assert {"storm", "coast", "council"} <= figure.context
    assert figure.after == "storm"
    (plain,) = figures("The storm killed 400 people, said the council.", "en", 2026)
    assert not plain.is_loose
    assert plain.after == ""  # the clause has ended


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("In 2026 the storm killed 12 people on the coast.", [12.0]),
        ("In 2025 the storm killed 12 people on the coast.", []),
        ("The storm killed 12 people, including 3 people killed in a car.", [12.0]),
        ("Including 3 people dead in a car, there were 12 people dead in all.", [12.0]),
        ("Two weeks after a fire killed 20 people, a flood killed 12 people.", [12.0]),
        ("Flight 14 killed many, and 12 people were killed later.", [12.0]),
        ("Between 10-11 people dead were counted, then 12 people dead in all.", [12.0]),
        ("It rose by 3 percent points, and prices fell by 12 percent.", [12.0]),
        ("It cost 3 dollars points out the council.", [3.0]),
        ("It cost 12,34,567 dollars or 12 dollars.", [12.0]),
        ("It cost 123456789012345 dollars.", [123456789012345.0]),
        ("It cost 1234567890123456 dollars.", []),
    ],
)
def test_one_number_that_does_not_count_hides_no_other(sentence, found):
    assert [value for _, value, _ in read(sentence, "en")] == found


@pytest.mark.parametrize(
    ("language", "sentence", "dead"),
    [
        ("en", "The flood killed 1.15 million people.", 1_150_000.0),
        ("en", "The flood killed 500 thousand people.", 500_000.0),
        ("zh", "地震造成2.3万人死亡。", 23_000.0),
        ("en", "The flood killed 2,026 people.", 2_026.0),
    ],
)
def test_what_is_whole_in_thousands_may_be_people(language, sentence, dead):
    assert [value for _, value, _ in read(sentence, language)] == [pytest.approx(dead)]


NUMBER = st.text(st.sampled_from("0123459١.,  \u00a0’'-$€%"), max_size=40)
WORD = st.sampled_from(
    sorted({"killed", "people", "dead", "Euro", "percent", "sıx", "Menschen", "死亡", "元", "€"})
    + sorted(TIMES)
    + sorted(word for words in NUMBERS.values() for word in words)
)


@trying(120)
@given(
    st.lists(st.one_of(NUMBER, WORD), max_size=12),
    st.sampled_from(["", " "]),
    st.sampled_from(sorted(LANGUAGES)),
)
def test_no_text_stops_it(parts, between, language):
    for figure in figures(between.join(parts), language, 2026):
        assert figure.value >= 0
        assert figure.step > 0
