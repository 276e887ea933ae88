"""What two short reports give as their headlines' tolls, as agencies write them."""

from __future__ import annotations

import pytest

from bot.domain.differing import differences
from tests.bot.domain.test_differing import by

SINCE = [
    ("en", "Strike kills 4 in Tarnvik", "A strike on Monday killed four people in Tarnvik.",
     "10 killed in Tarnvik since truce", "Medics counted ten people killed after a truce."),
    ("en", "Strike kills 18 at Tarnvik school", "A strike on a school of Tarnvik killed 18.",
     "Tarnvik: 45 killed in past 24 hours", "In the past 24 hours 45 people were killed."),
    ("en", "Avalanche kills 3 in Norrland", "An avalanche in Norrland killed three climbers.",
     "Eight killed in Norrland this year", "Guides mourn eight people who were killed there."),
    ("de", "Angriff auf Tarnvik: Drei Tote", "In Tarnvik starben am Montag drei Menschen.",
     "Neun Tote in Tarnvik seit Freitag", "Neun Menschen sind seit Freitag getötet worden."),
    ("fr", "Attaque à Tarnvik : 7 morts", "Sept personnes ont été tuées lundi à Tarnvik.",
     "Tarnvik : 15 morts depuis vendredi", "La police parle de quinze personnes tuées en tout."),
    ("ru", "При обстреле Тарнвика погибли три человека", "Город обстреляли в понедельник.",
     "В Тарнвике за неделю погибли восемь человек", "Губернатор рассказал о восьми погибших."),
]  # fmt: skip

DAYS = [
    ("en", "Attack on Tarnvik kills 6", "An attack on Tarnvik killed six people on Monday.",
     "Attack on Tarnvik kills four", "Drones killed four people on Sunday, officials said."),
    ("de", "Angriff auf Tarnvik: sechs Tote", "In der Nacht zum Montag starben sechs Menschen.",
     "Vier Tote bei Angriff auf Tarnvik am Sonntag", "Der Bürgermeister sprach von vier Toten."),
    ("fr", "Attaque sur Tarnvik : six morts", "L'attaque a fait six morts lundi, selon le maire.",
     "Quatre morts dans une attaque sur Tarnvik", "Elle a fait quatre morts dimanche à Tarnvik."),
    ("es", "Ataque en Tarnvik deja seis muertos", "El ataque dejó seis muertos el lunes.",
     "Cuatro muertos en un ataque en Tarnvik", "El ataque del domingo en Tarnvik fue nocturno."),
    ("ru", "При ударе по Тарнвику погибли шесть человек", "Удар нанесли в понедельник.",
     "При ударе по Тарнвику погибли четыре человека", "Удар в воскресенье разрушил дом."),
]  # fmt: skip

PARTS = [
    ("en", "Philippines typhoon leaves 114 dead", "The typhoon crossed the Philippines on Monday.",
     "71 dead in Cebu as typhoon sweeps Philippines", "Rivers rose in Cebu, officials said."),
    ("es", "Terremoto en Filipinas deja 69 muertos", "El sismo sacudió Filipinas el lunes.",
     "30 muertos en Bogo por el terremoto de Filipinas", "En Bogo cayeron casas, según alcaldes."),
    ("de", "Erdbeben auf den Philippinen: 69 Tote", "Das Beben traf die Philippinen am Montag.",
     "30 Tote in Bogo nach Beben auf den Philippinen", "In Bogo stürzten viele Häuser ein."),
    ("fr", "Inondations en Indonésie : 30 morts", "Il a plu lundi sur toute l'Indonésie.",
     "Indonésie : 18 morts à Java dans les inondations", "À Java, un village est sous les eaux."),
]  # fmt: skip

PLAIN = [
    ("en", "Philippines quake kills 26", "The quake shook the Philippines on Monday.",
     "31 dead in Philippines quake", "Rescuers looked for more under a church, officials said."),
    ("en", "Bus crash in Kenya kills 12", "The bus left the road in Kenya before dawn.",
     "14 dead in bus crash in Kenya's Kwale", "Police in Kwale said that its brakes had failed."),
    ("en", "Blast at Tarnvik mine kills 12", "The blast killed 12 on Monday, the mayor said.",
     "Tarnvik mine blast kills 14", "Rescuers said on Tuesday that 14 people were killed there."),
    ("en", "Death toll of Tarnvik blast rises to 19", "It rose to 19 on Tuesday, it was said.",
     "Blast in Tarnvik kills 16", "A blast on Monday killed 16 people in Tarnvik."),
    ("es", "Doce muertos al caer un autobús desde un puente en Perú", "El autobús cayó el lunes.",
     "Perú: 15 muertos al caer un autobús desde un puente", "La policía investiga los frenos."),
    ("ru", "Землетрясение в Тарнвике унесло жизни 20 человек", "Толчки были ночью.",
     "Жертвами землетрясения в Тарнвике стали 27 человек", "Спасатели разбирают завалы домов."),
    ("en", "Nine die in Ohio warehouse shooting", "A gunman opened fire at a warehouse in Ohio.",
     "Seven die in shooting at Ohio warehouse", "A shooting at a warehouse shocked the city."),
    ("de", "Zehn Menschen sterben bei Busunfall in Polen", "Der Bus fuhr am Montag in Polen.",
     "Busunfall in Polen: Es sterben zwölf Menschen", "Der Bus kam von der Straße ab."),
    ("fr", "Une avalanche tue six personnes en Savoie", "Six personnes ont péri en Savoie.",
     "Avalanche en Savoie", "Quatre personnes ont péri dans une avalanche en Savoie."),
    ("es", "Mueren 25 personas en un naufragio en Mauritania", "El barco se hundió el lunes.",
     "Naufragio en Mauritania", "En Mauritania 31 personas perdieron la vida."),
]  # fmt: skip

NO_COUNT = [
    ("de", "Busunfall in Polen: Zehn Menschen sterben", "Der Bus fuhr am Montag in Polen.",
     "Busunfall in Polen", "Es könnten zwölf Menschen sterben, hieß es nach dem Unfall in Polen."),
    ("en", "Eight people die in Ohio fever outbreak", "The fever broke out in Ohio on Monday.",
     "Fever outbreak in Ohio", "Without care, one in ten people die in a fever outbreak in Ohio."),
]  # fmt: skip


def differ(language, title, body, other_title, other_body):
    one = by("Wire", body, language=language, title=title)
    two = by("Post", other_body, language=language, title=other_title)
    return [differences(pair) != () for pair in ((one, two), (two, one))]


@pytest.mark.parametrize("case", SINCE, ids=lambda case: case[3])
def test_a_total_over_a_time_is_no_other_count(case):
    assert differ(*case) == [False, False]


@pytest.mark.parametrize("case", DAYS, ids=lambda case: case[3])
def test_an_attack_of_another_day_is_another_one(case):
    assert differ(*case) == [False, False]


@pytest.mark.parametrize("case", PARTS, ids=lambda case: case[3])
def test_a_place_that_a_storm_struck_has_a_part_of_the_dead(case):
    assert differ(*case) == [False, False]


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: case[1])
def test_two_counts_of_one_event_are_shown_beside_each_other(case):
    assert differ(*case) == [True, True]


@pytest.mark.parametrize("case", NO_COUNT, ids=lambda case: case[1])
def test_how_many_may_die_is_no_count(case):
    assert differ(*case) == [False, False]
