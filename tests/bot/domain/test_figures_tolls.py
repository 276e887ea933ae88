"""Tolls are read in the forms in which headlines give them."""

from __future__ import annotations

import pytest

from bot.domain.figure_words import DEAD
from bot.domain.figures import figures


def dead(sentence: str, language: str) -> set[float]:
    return {one.value for one in figures(sentence, language, 2026) if one.what == DEAD}


MINE = "a coal mine explosion in the hills of northern Norrland"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Floods kill 23 in Sri Lanka"),
        ("en", "Clashes kill at least 23 people in Sudan"),
        ("en", "Number of dead in floods rises to 23"),
        ("en", f"The death toll of {MINE} rose to 23 on Tuesday."),
        ("en", f"The death toll of {MINE} rose to 23 Tuesday."),
        ("en", "Death toll in blast has reached 23: governor"),
        ("de", "Zahl der Toten steigt auf 23"),
        ("de", "Die Zahl der Toten nach dem Erdbeben liegt inzwischen bei 23."),
        ("de", "Erdbeben tötet 23 Menschen"),
        ("fr", "Le bilan s'alourdit à 23 morts"),
        ("fr", "Le nombre de morts dans l'incendie s'élève à 23, selon la police."),
        ("es", "Sube a 23 la cifra de muertos en el choque de trenes"),
        ("es", "Suben a 23 los muertos en el choque de trenes"),
        ("es", "Ya son 23 los fallecidos en el choque de trenes"),
        ("es", "El número de fallecidos en el choque subió a al menos 23."),
        ("es", "La cifra de muertos en el choque de trenes subió a 23, dijo la policía."),
        ("ru", "Число погибших при взрыве в Копейске выросло до 23"),
        ("ru", "Число жертв наводнения достигло 23"),
        ("ru", "Число погибших при взрыве достигло 23 человек"),
        ("ru", "Число погибших составило 23, сообщили власти."),
    ],
)
def test_a_toll_is_read(language, sentence):
    (value,) = dead(sentence, language)
    assert value == 23


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Man planned to kill 23 people"),
        ("en", "A blast may kill 23 people, he said."),
        ("en", "Floods kill 23 people a year in Norrland."),
        ("en", "Road accidents kill 23 people every week."),
        ("en", f"The death toll of {MINE} close to 23 villages is not known."),
        ("en", f"The death toll among miners in {MINE} rose to 23."),
        ("de", "Lawinen töten 23 Menschen pro Jahr"),
        ("de", "Die Zahl der Toten Hosen auf der Bühne in Osterby liegt 23 Jahre zurück."),
        ("fr", "Le nombre de morts dans l'accident survenu à 23 kilomètres de Paris augmente."),
        ("fr", "Le nombre de morts par an s'élève à 23 dans les mines."),
        ("es", "El número de muertos en el accidente ocurrido a 23 kilómetros de Lima aumenta."),
        ("es", "Sube a 23 el número de heridos"),
        ("ru", "Число погибших детей выросло до 23"),
        ("ru", "Число погибших при взрыве к 23 ноября не изменилось."),
        ("ru", "На дорогах ежегодно погибают, погибли 23 человека."),
    ],
)
def test_what_is_no_toll_of_the_event_is_not(language, sentence):
    assert dead(sentence, language) == set()


@pytest.mark.parametrize(
    ("language", "sentence", "toll"),
    [
        ("en", "On Saturday a blast at another mine in Shanxi killed 23 people.", set()),
        ("en", "Elsewhere in Shanxi, 23 people were killed in a different blast.", set()),
        ("de", "In einer anderen Grube in Osterby starben 23 Menschen.", set()),
        ("fr", "Un autre accident a fait 23 morts dimanche dans la région.", set()),
        ("es", "El domingo, otro autobús cayó a un barranco: murieron 23 personas.", set()),
        ("ru", "В другой шахте погибли 23 человека.", set()),
        ("en", "The blast killed 23 people and wounded another.", {23}),
        ("en", "A bus collided with another bus and killed 23 people.", {23}),
        ("en", "The blast killed 23 people and injured another two people.", {23}),
        ("en", "Another person died in hospital and the toll is 23 dead.", {23}),
        ("de", "23 Menschen starben beim Zusammenstoß mit einem anderen Bus.", {23}),
        ("fr", "L'accident a fait 23 morts, le car ayant heurté un autre car.", {23}),
        ("es", "El choque dejó 23 muertos y otra persona herida.", {23}),
        ("es", "El tren chocó con otro tren y hubo 23 muertos.", {23}),
        ("ru", "Они бросились друг к другу, 23 человека погибли.", {23}),
    ],
)
def test_who_died_in_another_event_is_not_counted(language, sentence, toll):
    assert dead(sentence, language) == toll


@pytest.mark.parametrize(
    ("language", "part"),
    [
        ("en", "death toll rose "),
        ("en", "a kill "),
        ("es", "cifra de muertos sube "),
        ("fr", "nombre de morts s'élève "),
        ("ru", "число погибших при взрыве "),
        ("de", "Zahl der Toten liegt "),
    ],
)
def test_no_long_text_stops_it(language, part):
    text = part * 1_500 + "a" * 30_000 + part + "a " * 20_000
    assert dead(text, language) == set()
