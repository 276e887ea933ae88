"""Numbers on which outlets differ are shown; what only looks like it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.copies import own_words
from bot.domain.differing import differences
from bot.domain.figures import LANGUAGES, figures
from summarizer import summarize
from tests.fakes.builders import HOUR, NOW, a_coverage, a_report, an_article
from tests.trying import trying


def by(outlet, body, *, language="en", title="", **fields):
    fields = {"published_at": None, **fields}
    article = an_article(key=outlet + body[:9], author=outlet, body=body, title=title, **fields)
    return a_report(article, summary=summarize(body, sentences=10, language=language))


def differ(one, two, language="en"):
    reports = (by("Wire", one, language=language), by("Post", two, language=language))
    assert own_words(reports) == reports  # of copies nothing is said, whatever they count
    found = differences(reports)
    return [[claim.said for claim in difference] for difference in found]


@pytest.mark.parametrize(
    ("language", "one", "two", "said"),
    [
        pytest.param(
            "en",
            "An explosion in a mine near Tarnvik left 12 people dead on Monday, police said.",
            "The blast in the Tarnvik mine killed 14 people, the county governor told reporters.",
            ["12 people dead", "killed 14 people"],
            id="en-dead",
        ),
        pytest.param(
            "en",
            "At least twelve people were killed when the ferry sank off the cape, officials said.",
            "The death toll of the ferry that sank has risen to 19, the coast guard said Friday.",
            ["At least twelve people were killed", "death toll of the ferry that sank"],
            id="en-words",
        ),
        pytest.param(
            "en",
            "Some buildings collapsed and 30 people were injured in the quake near the city.",
            "The quake near the city wounded many; 45 people were injured, the hospital said.",
            ["30 people were injured", "45 people were injured"],
            id="en-hurt",
        ),
        pytest.param(
            "de",
            "Bei dem Zugunglück in Osterby gab es am Montag 12 Tote, wie die Polizei mitteilte.",
            "In Osterby starben 15 Menschen, als zwei Züge im Nebel aufeinander fuhren.",
            ["12 Tote", "starben 15 Menschen"],
            id="de",
        ),
        pytest.param(
            "fr",
            "L'accident de train a fait 12 morts lundi matin près de la ville, selon la police.",
            "Le bilan de l'accident près de la ville est de 15 morts, a annoncé le préfet.",
            ["12 morts", "15 morts"],
            id="fr",
        ),
        pytest.param(
            "es",
            "El accidente de tren dejó 12 muertos el lunes cerca de la ciudad, según la policía.",
            "La policía informó que 15 personas murieron en el accidente cerca de la ciudad.",
            ["12 muertos", "15 personas murieron"],
            id="es",
        ),
        pytest.param(
            "ru",
            "В результате взрыва на шахте погибли 12 человек, сообщили в понедельник власти.",
            "Число жертв растет: 15 человек погибли при взрыве на шахте, заявил губернатор.",
            ["погибли 12 человек", "15 человек погибли"],
            id="ru",
        ),
        pytest.param(
            "zh",
            "当地政府星期一表示，煤矿爆炸事故造成12人死亡，救援工作仍在继续进行。",
            "据警方通报，这起煤矿爆炸事故已造成15人死亡，事故原因正在调查之中。",
            ["12人死亡", "15人死亡"],
            id="zh",
        ),
        pytest.param(
            "en",
            "The council of Holmsund agreed to build the long bridge for 210 million crowns.",
            "The council of Holmsund agreed to build a long bridge for 260 million crowns.",
            ["210 million crowns", "260 million crowns"],
            id="en-money",
        ),
        pytest.param(
            "en",
            "Unemployment in Norrland rose to 4.2 percent in May, the statistics office said.",
            "Unemployment in Norrland rose to 4.7% in May, said the statistics office.",
            ["4.2 percent", "4.7%"],
            id="en-share",
        ),
        pytest.param(
            "de",
            "Die Inflation im Euroraum stieg im Mai laut Eurostat überraschend auf 2,6 Prozent.",
            "Die Inflation im Euroraum stieg laut Eurostat im Mai überraschend auf 2,9 Prozent.",
            ["2,6 Prozent", "2,9 Prozent"],
            id="de-share",
        ),
    ],
)
def test_what_outlets_differ_on_is_shown_in_their_words(language, one, two, said):
    ((mine, other),) = differ(one, two, language)
    assert mine.startswith(said[0])
    assert other.startswith(said[1])


TWELVE = "An explosion in a mine near Tarnvik left 12 people dead on Monday, police said."


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(TWELVE, "The Tarnvik blast killed twelve people, police said.", id="same"),
        pytest.param(
            TWELVE, "The blast killed people, including 3 children killed at once.", id="part"
        ),
        pytest.param(TWELVE, "The mine blast killed 14 dogs near Tarnvik, said police.", id="dogs"),
        pytest.param(
            TWELVE, "In 2014 a blast in the same mine killed 16 people, police said.", id="then"
        ),
        pytest.param(
            TWELVE,
            "The minister also accused rebels of an air raid that killed 9 people last week.",
            id="another-event",
        ),
        pytest.param(
            TWELVE, "Another 14 people were killed in a fire far from the mine.", id="others"
        ),
        pytest.param(TWELVE, "Between 10 and 11-14 people died in the blast.", id="range"),
        pytest.param(TWELVE, "Wars like this one killed 4,000 people so far.", id="far-apart"),
        pytest.param(
            TWELVE,
            "The blast killed 14 people, the governor said. Police said 13 people died in it.",
            id="unclear",
        ),
        pytest.param(
            TWELVE,
            "The blast in the Tarnvik mine killed 14 people. In the evening a doctor of the "
            "hospital, where families had come, counted 13 people dead.",
            id="unclear-of-one-event",
        ),
        pytest.param(TWELVE, "The Tarnvik mine blast killed 37 people.", id="three-times-as-many"),
        pytest.param(
            "The storm killed about 400 people on the coast, the government said on Monday.",
            "The storm left 412 people dead along the coast, according to the Red Cross.",
            id="about",
        ),
        pytest.param(
            "The storm killed 400 people on the coast, the government said on Monday.",
            "The storm left 412 people dead along the coast, according to the Red Cross.",
            id="rounded",
        ),
        pytest.param(
            "Unemployment in Norrland rose to 4.2 percent in May, the statistics office said.",
            "Prices in the shops of Norrland rose by 5 percent over the year, a survey found.",
            id="another-thing",
        ),
        pytest.param(
            "Shares of the Norrland Line fell by 4 percent in Oslo on Monday after the wreck.",
            "Shares of the Norrland Line fell by 6 percentage points in Oslo after the wreck.",
            id="points",
        ),
    ],
)
def test_in_doubt_nothing_is_said(one, two):
    assert differ(one, two) == []
    assert differ(two, one) == []


GERMAN = "Bei der Explosion in der Grube kamen nach Angaben der Polizei 15 Menschen ums Leben."


@pytest.mark.parametrize(
    ("german", "titles", "said"),
    [
        pytest.param(GERMAN, ["Blast kills 12", "15 Tote in Grube"], ["12", "15 Tote"], id="heads"),
        pytest.param(f"In Tarnvik: {GERMAN}", ["", ""], ["12 people", "15 Menschen"], id="a-name"),
        pytest.param(GERMAN, ["", ""], [], id="neither"),
        pytest.param(GERMAN, ["Blast kills 12", ""], [], id="a-headline"),
    ],
)
def test_across_languages_headlines_are_compared_and_what_shares_a_name(german, titles, said):
    english = by("Wire", TWELVE, title=titles[0])
    found = differences([english, by("Zeitung", german, title=titles[1], language="de")])
    shown = [one.said for difference in found for one in difference]
    assert len(shown) == len(said)
    assert all(part in one for part, one in zip(said, shown, strict=True))


def test_whoever_counts_nothing_hides_no_difference():
    silent = by("Herald", "The mine of Tarnvik is closed until spring, its owner said.")
    (found,) = differences([by("Wire", TWELVE), silent, by("Post", FOURTEEN)])
    assert [(one.outlet, one.said) for one in found] == [
        ("Wire", "12 people dead"),
        ("Post", "killed 14 people"),
    ]


def test_a_headline_is_of_the_event_that_its_article_tells():
    headed = by("Post", "Rescuers in Tarnvik gave up in the evening.", title="Pit: 14 people dead")
    for reports in ([by("Wire", TWELVE), headed], [headed, by("Wire", TWELVE)]):
        (found,) = differences(reports)
        assert {one.said for one in found} == {"12 people dead", "14 people dead"}


def test_an_outlets_latest_count_is_the_one():
    later = by("Wire", TWELVE.replace("12", "14"), collected_at=NOW + HOUR)
    other = by("Post", "The Tarnvik blast killed 14 people, police said on Tuesday.")
    assert differences([by("Wire", TWELVE), later, other]) == ()
    assert differences([later, by("WIRE", TWELVE), other]) == ()
    found_later = by("Wire", TWELVE, collected_at=NOW + HOUR, published_at=NOW - 2 * HOUR)
    assert (
        differences(
            [by("Wire", TWELVE.replace("12", "14"), published_at=NOW - HOUR), found_later, other]
        )
        == ()
    )


@pytest.mark.parametrize("moments", [{}, {"published_at": NOW - HOUR}])
def test_an_outlets_own_copy_counts_anew(moments):
    rest = "Crews searched the third shaft until the evening. The owner promised an open inquiry."
    told = by("Wire", f"{TWELVE} {rest}", **moments)
    again = by("Wire", told.article.body.replace("12", "14"), collected_at=NOW + HOUR, **moments)
    other = by("Post", FOURTEEN)
    assert a_coverage(told, other).differences
    assert again not in a_coverage(told, again, other).own_words
    assert a_coverage(told, again, other).differences == ()
    copied = by("Herald", told.article.body)
    assert a_coverage(again, copied, other).differences == ()


BACKGROUND = "Crews searched the shaft. An earlier collapse in Osterby had killed 20 people."
FOURTEEN = "The blast in the Tarnvik mine killed 14 people, the county governor told reporters."


@pytest.mark.parametrize("title", ["The mine of Tarnvik", "Mine: 12 people dead"])
@pytest.mark.parametrize("who", ["", ", police said", ", officials told reporters on Tuesday"])
@pytest.mark.parametrize("place", range(3))
def test_a_report_that_counts_the_background_hides_no_difference(place, who, title):
    reports = [by("Wire", TWELVE, title=title), by("Post", FOURTEEN)]
    reports.insert(place, by("Herald", f"{BACKGROUND.rstrip('.')}{who}."))
    (found,) = differences(reports)
    assert [one.said for one in found] == ["12 people dead", "killed 14 people"]


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", TWELVE, "A fire at its steel works in Osterby left 20 people dead, police said."),
        ("en", TWELVE, "An explosion in a mine near Osterby left 20 people dead, police said."),
        ("en", TWELVE, "An explosion near Tarnvik had left 20 people dead in the spring."),
        (
            "en",
            "A gunman killed 12 people at a mall in Dallas before he was shot dead, police said.",
            "It was the worst shooting at a mall in Dallas since a gunman killed 22 people there.",
        ),
        (
            "en",
            "The blast in Osterby killed 12 people.",
            "Monday's blast in Osterby comes a week after a roadside bomb killed 20 people.",
        ),
        (
            "de",
            "Bei der Explosion in der Grube kamen am Montag 12 Menschen ums Leben, so die Polizei.",
            "Bei einem Zugunglück in Osterby kamen 20 Menschen ums Leben, teilte die Polizei mit.",
        ),
        (
            "de",
            "Bei der Explosion in der Grube von Osterby kamen am Montag 12 Menschen ums Leben.",
            "Bei einer Explosion in der Grube waren im Vorjahr 20 Menschen ums Leben gekommen.",
        ),
        (
            "fr",
            "Une explosion dans une mine à Tarnvik a fait 12 morts lundi, selon la police.",
            "Une explosion dans une mine à Osterby a fait 20 morts, selon la police.",
        ),
        (
            "fr",
            "L'explosion dans la mine de Tarnvik a fait 12 morts lundi, selon la police.",
            "Une explosion dans la mine de Tarnvik avait fait 20 morts l'an dernier.",
        ),
        (
            "es",
            "Una explosión en una mina de Tarnvik dejó 12 muertos el lunes, según la policía.",
            "Una explosión en una mina de Osterby dejó 20 muertos, confirmaron los bomberos.",
        ),
        (
            "es",
            "La explosión en la mina de Tarnvik dejó 12 muertos el lunes, según la policía.",
            "Una explosión en la mina de Tarnvik dejó 20 muertos el año pasado.",
        ),
        (
            "ru",
            "В результате взрыва на шахте погибли 12 человек, сообщили власти.",
            "В результате пожара в Остербю погибли 20 человек, сообщили власти.",
        ),
        (
            "ru",
            "При взрыве на шахте в Тарнвике погибли 12 человек, сообщает МЧС.",
            "В прошлом году при взрыве на шахте в Тарнвике погибли 20 человек, сообщает МЧС.",
        ),
        ("zh", "据警方通报，煤矿爆炸导致12人死亡。", "据当局通报，一场洪水导致20人死亡。"),
        ("zh", "煤矿爆炸事故造成12人死亡。", "去年奥斯特比的煤矿爆炸事故造成20人死亡。"),
    ],
)
def test_an_event_is_not_compared_with_its_background(language, one, two):
    assert differ(one, two, language) == []
    assert differ(two, one, language) == []


@pytest.mark.parametrize("place", range(3))
def test_who_says_the_same_speaks_of_one_event(place):
    reports = [by("Wire", TWELVE), by("Zeitung", GERMAN.replace("15", "12"), language="de")]
    reports.insert(place, by("Herald", "A fire in Osterby had killed 20 people, police said."))
    assert differences(reports) == ()


def test_a_headline_is_compared_with_the_events_of_its_article_alone():
    body = "The blast shook the town of Tarnvik on Monday. Its owner promised an open inquiry."
    heads = by("Wire", body, title="Blast kills 12")
    other = by("Post", "A fire at its works in Osterby left 20 people dead, its owner said.")
    assert differences([heads, other]) == ()
    assert differences([heads, by("Post", FOURTEEN)])


def test_a_headline_decides_what_an_article_counts():
    body = (
        "The blast in the Tarnvik mine left 12 people dead."
        " Rescuers said later that 14 people were killed."
    )
    (found,) = differences([by("Wire", body, title="Mine: 14 dead"), by("Post", TWELVE)])
    assert [one.said for one in found] == ["14 dead", "12 people dead"]


@trying(24)
@given(st.text(max_size=200), st.sampled_from(sorted(LANGUAGES)))
def test_any_text(text, language):
    for figure in figures(text, language, 2026):
        assert figure.said in text
        assert figure.value >= 0
