"""How far apart two numbers on one thing may be, and still be shown beside each other."""

from __future__ import annotations

import pytest

from bot.domain.differing import differences
from tests.bot.domain.test_differing import TWELVE, by, differ

BRIDGE = "The council of Holmsund agreed on Monday to build the long bridge for"
BUILT = "On Monday Holmsund agreed: the council is to build the long bridge for"


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        (TWELVE, "The Tarnvik mine blast killed 36 people.", "killed 36 people"),
        ("In 2026 " + TWELVE, "The Tarnvik mine blast killed 14 people.", "killed 14 people"),
        (f"{BRIDGE} 10 million crowns.", f"{BUILT} 30 million crowns.", "30 million crowns"),
        (f"{BRIDGE} 210 million crowns.", f"{BUILT} 262 million crowns.", "262 million crowns"),
        (f"{BRIDGE} 1.2 billion crowns.", f"{BUILT} 1.26 billion crowns.", "1.26 billion crowns"),
        (f"{BRIDGE} about 412 crowns.", f"{BUILT} 470 crowns.", "470 crowns"),
        (f"{BRIDGE} 1 percent.", f"{BUILT} 2 percent.", "2 percent"),
        (
            f"{BRIDGE} 210 million crowns.",
            f"A toll of 3 crowns is planned, it said. {BUILT} 260 million crowns.",
            "260 million crowns",
        ),
    ],
)
def test_what_is_no_more_than_so_far_apart_is_shown(one, two, said):
    ((_, other),) = differ(one, two)
    assert other == said


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(
            f"{BRIDGE} 210 million crowns.",
            f"{BUILT} 260 million crowns. Builders had asked for 210 million crowns.",
            id="the-others-number-is-named",
        ),
        pytest.param(
            f"{BRIDGE} 213 million crowns, and not for 517 million crowns.",
            f"{BUILT} 213 million crowns, never for 619 million crowns.",
            id="two-sums-in-a-sentence",
        ),
        pytest.param(f"{BRIDGE} 20 million crowns.", f"{BUILT} 65 million crowns.", id="far-apart"),
        pytest.param(
            "The council of Holmsund wants the bridge for 210 million crowns, as Norrland cannot "
            "build ferries, roads, railways, tunnels or harbors before autumn.",
            "Council, bridge and Holmsund are words of Norrland; 260 million crowns, apples, milk, "
            "bread, butter, cheese, paper and shoes are not.",
            id="a-few-words-of-many",
        ),
        pytest.param(
            f"{BRIDGE} 1.2 billion crowns.", f"{BUILT} 1.24 billion crowns.", id="rounded"
        ),
        pytest.param(f"{BRIDGE} about 412 crowns.", f"{BUILT} 430 crowns.", id="about"),
        pytest.param(f"{BRIDGE} 4 percent.", f"{BUILT} 4.2 percent.", id="rounded-share"),
        pytest.param(f"{BRIDGE} 0 percent.", f"{BUILT} 4 percent.", id="nothing-of-it"),
        pytest.param(
            "A poll in Norrland found that 60 percent of women want the new bridge to be built.",
            "In Norrland 40 percent of men want the new bridge to be built, a poll found.",
            id="women-and-men",
        ),
        pytest.param(f"{BRIDGE} 210 million crowns.", f"{BUILT} 260 million dollars.", id="money"),
        pytest.param(
            "The council of Holmsund met on March 3 and voted for the long bridge.",
            "On March 4 the council met in Holmsund and voted for the long bridge.",
            id="dates",
        ),
    ],
)
def test_in_doubt_nothing_is_said(one, two):
    assert differ(one, two) == []
    assert differ(two, one) == []


def test_what_a_headline_says_too_is_shown_once():
    title = "Council of Holmsund agreed on Monday to build long bridge for 210 million crowns"
    one, two = f"{BRIDGE} 210 million crowns.", f"{BUILT} 262 million crowns."
    assert len(differences([by("Wire", one, title=title), by("Post", two)])) == 1


def test_a_number_of_another_kind_settles_nothing():
    one = f"{BRIDGE} 1 percent. In a fire 2 people were killed."
    two = f"{BUILT} 2 percent."
    assert differ(one, two) == [["1 percent", "2 percent"]]
    assert differ(two, one) == [["2 percent", "1 percent"]]


def test_two_sums_are_shown():
    tunnel = "Drivers of Norrland pay for the old tunnel under the sound"
    one = f"{BRIDGE} 210 million crowns. {tunnel} each year 40 million crowns."
    two = f"{BUILT} 262 million crowns. Each year {tunnel} 50 million crowns."
    assert [said for _, said in differ(one, two)] == ["262 million crowns", "50 million crowns"]


OWN, OTHER = "It costs 210 million crowns", "It costs 262 million crowns"


@pytest.mark.parametrize("titles", [("", ""), (OWN, ""), (OWN, OTHER)])
def test_a_headline_that_says_its_articles_own_number_settles_nothing(titles):
    reports = [
        by("Wire", f"{BRIDGE} 210 million crowns.", title=titles[0]),
        by("Post", f"{BUILT} 262 million crowns.", title=titles[1]),
    ]
    (found,) = differences(reports)
    assert [one.said for one in found] == ["210 million crowns", "262 million crowns"]


@pytest.mark.parametrize(
    ("language", "event", "total"),
    [
        ("en", "An air strike on the market of Tarnvik killed 12 people.",
         "More than 30 people have been killed in Tarnvik since the ceasefire began."),
        ("en", "A bomb at the hotel of Tarnvik killed 12 people.",
         "The attack came two days after gunmen stormed a hotel in Tarnvik, killing 9 people."),
        ("de", "Bei dem Angriff auf den Markt in Tarnvik starben 12 Menschen.",
         "In Tarnvik starben 30 Menschen seit dem Beginn der Waffenruhe."),
        ("es", "El ataque al mercado de Tarnvik dejó 12 muertos.",
         "En Tarnvik murieron 30 personas desde el inicio de la tregua."),
        ("ru", "При взрыве на шахте в Тарнвике погибли 12 человек, сообщили в МЧС России.",
         "При пожаре в кафе в Остербю погибли 15 человек, напомнили в МЧС России."),
        ("zh", "塔恩维克煤矿爆炸造成12人死亡。", "三天前塔恩维克煤矿的一次瓦斯爆炸造成10人死亡。"),
    ],
)  # fmt: skip
def test_a_total_and_another_days_event_are_no_other_count_of_this_one(language, event, total):
    assert differ(event, total, language) == []
    assert differ(total, event, language) == []


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "The economy of Norrland grew 0.2% in the third quarter from the months before.",
         "The economy of Norrland grew 0.1% in the second quarter from the months before."),
        ("en", "Norrland's exports to the Tarnvik Union rose 5.9% in October from a year ago.",
         "Norrland's imports from the Tarnvik Union rose 4.1% in October from a year ago."),
        ("en", "Norrland zone consumer inflation held steady at 2.1% in October, officials said.",
         "Norrland zone core consumer inflation held steady at 2.4% in October, officials said."),
        ("de", "Die deutsche Wirtschaft ist im dritten Quartal um 0,4 Prozent gewachsen.",
         "Die deutsche Wirtschaft dürfte im dritten Quartal um 0,2 Prozent gewachsen sein."),
        ("es", "La tasa de paro entre los hombres bajó al 9,2 % en el tercer trimestre en España.",
         "La tasa de paro entre las mujeres bajó al 11,6 % en el tercer trimestre en España."),
        ("fr", "Le produit intérieur brut de la France a progressé de 0,5 % au printemps.",
         "Le produit intérieur brut de la France devrait progresser de 0,3 % au printemps."),
    ],
)  # fmt: skip
def test_one_word_makes_two_things_of_a_number(language, one, two):
    assert differ(one, two, language) == []
    assert differ(two, one, language) == []


def test_the_day_behind_a_sum_is_not_what_is_counted():
    one = "The Commission fined Acme 2.9 billion euros on Monday for favoring its own services."
    two = "On Monday the Commission fined Acme 2.4 billion euros for favoring its own services."
    assert differ(one, two) == [["2.9 billion euros", "2.4 billion euros"]]
