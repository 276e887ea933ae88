"""Tolls of two places are no difference, however much else two articles share."""

from __future__ import annotations

import pytest

from bot.domain.differing import differences
from bot.domain.naming import are_elsewhere, beside
from tests.bot.domain.test_differing import by


def told(*heads, bodies, language):
    reports = [
        by(outlet, body.format(head), title=head, language=language)
        for outlet, head, body in zip(("Wire", "Post", "Herald"), heads, bodies, strict=False)
    ]
    return [[one.outlet for one in found] for found in differences(reports)]


CARIBBEAN = (
    "{}, it said. Hurricane Melissa went on to Cuba. Aid reached Haiti, then Jamaica.",
    "{}. Planes brought water to Jamaica and Haiti. People in Cuba left their homes for Melissa.",
    "The storm, Melissa, is the worst of the year. Ships to Cuba turned back in Haiti.",
)
ASIA = (
    "{}, so die Helfer. Das Wasser steigt. In Thailand wie auf Sumatra und in Polen fehlt Strom.",
    "{}. Viele Straßen in Polen sind gesperrt. Auf Sumatra und in Thailand warten viele auf Hilfe.",
)
ASIE = (
    "{}, dit-on. La pluie tombe en Indonésie comme au Sri Lanka.",
    "{}. Des routes sont coupées au Sri Lanka. En Indonésie, les écoles ferment.",
)
WAR = (
    "{}. Россия также нанесла удар по Харькову, а в Тернополе нет света.",
    "{}. Энергетики работают. Взрывы слышали в Тернополе и в Харькове, объявлена тревога.",
)


@pytest.mark.parametrize(
    ("language", "bodies", "one", "two"),
    [
        ("en", CARIBBEAN, "Hurricane Melissa kills 25 in Haiti", "Melissa: 19 dead in Jamaica"),
        ("en", CARIBBEAN, "Melissa kills 25 in Haiti, heads for Cuba", "Melissa kills 19 in Cuba"),
        ("en", CARIBBEAN, "Melissa Kills 25 In Haiti", "Jamaica: 19 die as Melissa passes"),
        ("en", CARIBBEAN, "Melissa kills 25 in Haiti and Jamaica", "Melissa kills 19 in Jamaica"),
        ("en", CARIBBEAN, "Raid on school in Haiti kills 27", "Raids kill 60 people across Haiti"),
        ("de", ASIA, "Überschwemmungen in Sumatra: 84 Tote", "Hochwasser in Thailand: 145 Tote"),
        ("de", ASIA, "Sieben Tote in Polen und Thailand", "Flut in Thailand fordert sechs Tote"),
        ("fr", ASIE, "Inondations: 600 morts en Indonésie", "Inondations: 330 morts au Sri Lanka"),
        ("ru", WAR, "При ударе по Тернополю погибли 12 человек", "В Харькове 8 погибших"),
        ("ru", WAR, "В Тернополе и Харькове погибли 12 человек", "В Харькове 8 погибших"),
    ],
)
def test_tolls_of_two_places_are_no_difference(language, bodies, one, two):
    assert told(one, two, bodies=bodies, language=language) == []
    assert told(two, one, bodies=bodies, language=language) == []


@pytest.mark.parametrize(
    ("language", "bodies", "one", "two"),
    [
        ("en", CARIBBEAN, "Hurricane Melissa kills 25 in Haiti", "Haiti storm leaves 29 dead"),
        ("en", CARIBBEAN, "Haitian flood kills 25 in Hurricane Melissa", "29 dead in Haiti"),
        ("en", CARIBBEAN, "Melissa kills 25 in Haiti", "29 dead in Haiti, Prime Minister said"),
        ("en", CARIBBEAN, "Hurricane kills 25 in Haiti", "Toll in Haiti rises to 29 dead"),
        ("en", CARIBBEAN, "Melissa kills 25 in the Netherlands", "Dutch storm leaves 29 dead"),
        ("de", ASIA, "Hochwasser in Thailand: 84 Tote", "Bei Überschwemmungen in Thailand 98 Tote"),
        ("fr", ASIE, "Inondations: 600 morts en Indonésie", "Indonésie: 730 morts"),
        ("ru", WAR, "При ударе по Тернополю погибли 12 человек", "В Тернополе 15 погибших"),
    ],
)
def test_another_toll_of_one_place_is_one(language, bodies, one, two):
    assert told(one, two, bodies=bodies, language=language) == [["Wire", "Post"]]
    assert told(two, one, bodies=bodies, language=language) == [["Wire", "Post"]]


def test_a_toll_without_a_place_joins_no_two_places():
    heads = "Hurricane Melissa kills 25 in Haiti", "Melissa kills 25", "Melissa kills 19 in Jamaica"
    assert told(*heads, bodies=CARIBBEAN, language="en") == []


@pytest.mark.parametrize(
    ("sentences", "at", "said"),
    [
        (["The storm kills 12 in Cuba, heads for Haiti", "It rained in Haiti."], 0, "kills 12"),
        (["The storm batters Cuba, 12 dead", "Rain fell in Haiti."], 0, "12 dead"),
        (["Storm kills 12", "A storm struck", "It rained in Cuba."], 0, "kills 12"),
        (["Storm kills 12", "12 died in Cuba, which is north of Haiti."], 1, "12"),
        (["A storm kills many in Cuba", "It rained.", "The storm killed 12."], 2, "killed 12"),
        (["A storm kills many in Haiti", "In Cuba, where it rained, 12 died."], 1, "12 died"),
        (["12 dead", "It rained in Cuba, the mayor of Haiti said."], 0, "12 dead"),
    ],
)
def test_the_nearest_place_is_the_one(sentences, at, said):
    found = beside(sentences, at, said, "en")
    assert not are_elsewhere(found, beside(["There are 14 dead in Cuba"], 0, "14 dead", "en"))
    assert are_elsewhere(found, beside(["There are 14 dead in Haiti"], 0, "14 dead", "en"))
    assert are_elsewhere(beside(["There are 14 dead in Haiti"], 0, "14 dead", "en"), found)


def test_chinese_names_no_place_that_is_known():
    assert not beside(["造成12人死亡 in a village of Cuba"], 0, "12人", "zh").places


def test_no_long_text_stops_it():
    text = "In the in Aa " * 3_000 + "," * 20_000 + ", said" * 3_000 + "a" * 40_000
    assert beside([text, text], 0, "none", "en").places


INDEX = "À Paris, l'indice {} a perdu {} % à la clôture, après la chute de Wall Street."
BALLOT = "Nach der Prognose der ARD kam die {} in Hessen am Sonntag auf {} Prozent der Stimmen."
SALES = "Sales {} rose {} percent from a year earlier to a record in the last quarter {}, it said."
PROFIT = "{} said that profit in the last quarter fell {} percent because of tariffs on cars."
BILL = "The drugmaker Tarn agreed on {} to buy the smaller maker Holm for {} dollars in cash."
BEFORE = "Nobody there expected that much rain before noon, and buses stood still for hours. "
AFTER = " Later a choir sang old songs while children fed ducks beside a quiet pond in the shade."
PRICES = "Годовая инфляция на {} ноября составила {} процента, сообщает статистика."


@pytest.mark.parametrize(
    ("language", "sentence", "one", "two"),
    [
        ("fr", INDEX, ("CAC 40", "1,9"), ("Dax", "1,7")),
        ("de", BALLOT, ("Union", "24,5"), ("AfD", "26,5")),
        ("en", SALES, ("in Japan", 12, ""), ("in Europe", 15, "")),
        ("en", SALES, ("", 12, ""), ("in Europe", 15, "")),
        ("en", PROFIT, ("Honda", 12), ("Toyota", 15)),
        ("en", SALES, ("", 12, "in October"), ("", 15, "in September")),
        ("en", SALES, ("", 12, "to 102"), ("", 15, "to 90")),
        ("ru", PRICES, ("17", "8,2"), ("20", "8,1")),
    ],
)
def test_shares_of_two_things_are_no_difference(language, sentence, one, two):
    bodies = [BEFORE + sentence.format(*one), sentence.format(*two) + AFTER]
    assert told("", "", bodies=bodies, language=language) == []
    assert told("", "", bodies=bodies[::-1], language=language) == []


@pytest.mark.parametrize(
    ("language", "sentence", "one", "two"),
    [
        ("fr", INDEX, ("CAC 40", "1,9"), ("CAC 40", "1,7")),
        ("de", BALLOT, ("AfD", "24,5"), ("AfD", "26,5")),
        ("en", SALES, ("in Japan", 12, ""), ("in Japan", 15, "")),
        ("en", SALES, ("", 12, ""), ("", 15, "to 90")),
        ("en", PROFIT, ("Honda", 12), ("Honda", 15)),
        ("en", BILL, ("Monday", 210), ("Monday", 260)),
        ("ru", PRICES, ("20", "8,2"), ("20", "8,1")),
    ],
)
def test_another_share_of_one_thing_is_one(language, sentence, one, two):
    bodies = [BEFORE + sentence.format(*one), sentence.format(*two) + AFTER]
    assert told("", "", bodies=bodies, language=language) == [["Wire", "Post"]]
