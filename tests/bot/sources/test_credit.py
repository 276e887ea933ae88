"""Credit lines and place lines, and the sentences that only look like them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.sources.credit import opens_file, parse_credit, parse_source, place_author

NOW = datetime(2024, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "author", "published"),
    [
        ("Xinhua) 13:49, June 18, 2021", "Xinhua", "2021-06-18 13:49"),
        ("(Harbor Wire) 09:20, June 18, 2021", "Harbor Wire", "2021-06-18 09:20"),
        ("By Jane Doe, Reuters — June 3, 2024", "Jane Doe, Reuters", "2024-06-03 00:00"),
        ("Reuters | 2024-06-03 08:15", "Reuters", "2024-06-03 08:15"),
        ("Reuters • 3 June 2024 • 8:15 am", "Reuters", "2024-06-03 08:15"),
        ("LONDON, June 3, 2024 (Reuters)", "Reuters", "2024-06-03 00:00"),
        ("2024年6月3日 08:15", None, "2024-06-03 08:15"),
        ("来源：新华社 2024-06-03 08:15", "新华社", "2024-06-03 08:15"),
        ("2024年06月03日 08:15 来源：人民网", "人民网", "2024-06-03 08:15"),
        ("ТАСС, 3 июня 2024 13:49", "ТАСС", "2024-06-03 13:49"),
        ("Полярный листок, 17 июня 2021, 11:05", "Полярный листок", "2021-06-17 11:05"),
        ("EFE, 3 de junio de 2024", "EFE", "2024-06-03 00:00"),
        ("Le Monde avec AFP, 3 juin 2024", "Le Monde avec AFP", "2024-06-03 00:00"),
        ("AFP, le 3 juin 2024 à 13h49", "AFP", "2024-06-03 13:49"),
        ("dpa, 3. Juni 2024, 13:49 Uhr", "dpa", "2024-06-03 13:49"),
        ("Published: Mon, 3 June 2024 08:15 GMT+2", None, "2024-06-03 06:15"),
        ("Updated June 3, 2024", None, "2024-06-03 00:00"),
        ("June 31, 2024", None, None),
        ("Harbor Wire, June 3, 2090", "Harbor Wire", None),
        ("By Jane Doe", "Jane Doe", None),
        ("By JANE DOE and Juan de la Cruz", "JANE DOE and Juan de la Cruz", None),
        ("Von Erika Mustermann", "Erika Mustermann", None),
        ("Source: Harbor Wire", "Harbor Wire", None),
        ("Источник: Полярный Листок", "Полярный Листок", None),
        ("Автор: Вера Ланская", "Вера Ланская", None),
        ("新华社北京6月18日电", "新华社", None),
        ("新华社北京6月18日电（记者 张三）", "新华社", None),
    ],
)
def test_a_credit_line_tells_who_and_when(
    line: str, author: str | None, published: str | None
) -> None:
    credit = parse_credit(line, now=NOW)
    assert credit is not None
    assert credit.author == author
    moment = credit.published_at
    assert (moment and f"{moment:%Y-%m-%d %H:%M}") == published


@pytest.mark.parametrize(
    "line",
    [
        "",
        "June 18, 2021 was a day like no other",
        "The bridge opened on June 18, 2021.",
        "The bridge opened, June 18, 2021",
        "On June 3, 2024, the court ruled that the law was void.",
        'He said: "June 3, 2024"',
        "By Monday, the ferry had stopped",
        "By the end of the day nobody was left",
        "By 2030",
        "Von der Brücke blieb nichts",
        "Xinhua",
        "Sources: nobody would say who they were",
        "3 июня 2024 года мост открылся для движения",
        "Мост открылся 3 июня 2024 года.",
        "El puente se abrió el 3 de junio de 2024",
        "小卫星于2024年6月3日传回首张全球夜间海浪图，图上标出了浪高数据。",
        "新华社北京6月18日电 小卫星传回首张图",
        "June 3, 2024 " + "Name " * 40,
    ],
)
def test_a_sentence_is_no_credit(line: str) -> None:
    assert parse_credit(line, now=NOW) is None


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("ST. PETERSBURG, June 17 (Xinhua) -- Given China's rapid", "Xinhua"),
        ("WASHINGTON (Reuters) - The president", "Reuters"),
        ("PARIS, 3 juin 2024 (AFP) — Le pont", "AFP"),
        ("Berlin (dpa) - Die Brücke", "dpa"),
        ("Buenos Aires (EFE) – El puente", "EFE"),
        ("МОСКВА, 3 июня. /ТАСС/. Мост открыт", "ТАСС"),
        ("СЕВЕРОГОРЬЕ, 17 июня (Полярный листок) -- Экспедиция", None),
        ("新华社北京6月18日电 小卫星", "新华社"),
        ("蓝湾社云屿6月17日电（记者 林远舟）重量", "蓝湾社"),
        ("The firm (formerly known as X) - a maker of pumps", None),
        ("Prices rose (by 3 percent) -- again", None),
        ("Plain text without anything.", None),
        ("", None),
    ],
)
def test_a_place_line_tells_the_agency(text: str, agency: str | None) -> None:
    assert place_author(text) == agency


def test_a_file_opens_with_a_credit_only_beyond_doubt() -> None:
    assert opens_file("Reuters | 2024-06-03 08:15", now=NOW)
    assert opens_file("By Jane Doe", now=NOW)
    assert not opens_file("Election Results June 3, 2024", now=NOW)


def test_a_closing_source_line_needs_its_word() -> None:
    source = parse_source("Source: Harbor Wire")
    assert source is not None
    assert source.author == "Harbor Wire"
    assert parse_source("Harbor Wire") is None
    assert parse_source("By Jane Doe") is None
