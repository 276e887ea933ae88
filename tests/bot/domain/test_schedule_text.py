"""Schedules as people write them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule_text import parse_schedule, schedule_text, split_schedule
from bot.domain.schedules import EVERY_DAY, AtTimes, EveryHours, Instant, Off


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("daily 08:00", "daily 08:00"),
        ("daily", "daily 08:00"),
        ("08:00", "daily 08:00"),
        ("8am", "daily 08:00"),
        ("12am", "daily 00:00"),
        ("12:30 pm", "daily 12:30"),
        ("8 p.m.", "daily 20:00"),
        ("8.30", "daily 08:30"),
        ("18h", "daily 18:00"),
        ("daily 20:00 08:00 8am", "daily 08:00 20:00"),
        ("every day at 7:15", "daily 07:15"),
        ("weekdays 7:30 18:00", "weekdays 07:30 18:00"),
        ("every weekday at 8", "weekdays 08:00"),
        ("weekends at 10", "weekends 10:00"),
        ("mon,thu 09:00", "mon,thu 09:00"),
        ("Thursdays and Mondays at 9", "mon,thu 09:00"),
        ("weekly fri 17:00", "fri 17:00"),
        ("monday tuesday wednesday thursday friday 9:00", "weekdays 09:00"),
        ("hourly", "hourly"),
        ("every hour", "hourly"),
        ("every 8am", "daily 08:00"),
        ("at 9", "daily 09:00"),
        ("every 1h", "hourly"),
        ("every 4h", "every 4h"),
        ("every 4 hours", "every 4h"),
        ("instant", "instant"),
        ("OFF", "off"),
        ("08.00", "daily 08:00"),
        ("8 am", "daily 08:00"),
        ("0800", "daily 08:00"),
        ("weekdays 0730 1800", "weekdays 07:30 18:00"),
        ("730am", "daily 07:30"),
        ("noon", "daily 12:00"),
        ("midday and midnight", "daily 00:00 12:00"),
        ("every day at noon", "daily 12:00"),
        ("every morning", "daily 08:00"),
        ("weekday mornings", "weekdays 08:00"),
        ("mornings and evenings", "daily 08:00 18:00"),
        ("every evening at 7", "daily 19:00"),
        ("at 8 in the evening", "daily 20:00"),
        ("at noon in the evening", "daily 12:00"),  # the time itself counts more
        ("at 8am in the evening", "daily 08:00"),
        ("at 8 a.m. in the evening", "daily 08:00"),
        ("every night at 5", "daily 05:00"),
        ("every night at 6", "daily 18:00"),
        ("mondays at 9 and thursdays", "mon,thu 09:00"),
        ("9:00 on mondays and 18:00", "mon 09:00 18:00"),
        ("8:00, 9:00, 18:00 mon to wed", "mon,tue,wed 08:00 09:00 18:00"),
        ("every night at 11", "daily 23:00"),
        ("every night at 2", "daily 02:00"),
        ("every morning at 6:30", "daily 06:30"),
        ("every day at 8 and 20", "daily 08:00 20:00"),
        ("mondays and thursdays 9", "mon,thu 09:00"),
        ("weekends 10", "weekends 10:00"),
        ("at 8", "daily 08:00"),
        ("at eight o'clock", "daily 08:00"),
        ("daily at seven", "daily 07:00"),
        ("seven pm", "daily 19:00"),
        ("every 24h", "every 24h"),
        ("8 o’clock", "daily 08:00"),
        ("every 2 hours", "every 2h"),
        ("every two hours", "every 2h"),
        ("every other hour", "every 2h"),
        ("mon-fri 9:00", "weekdays 09:00"),
        ("Mon – Thu at 9", "mon,tue,wed,thu 09:00"),
        ("saturday to monday 10", "mon,sat,sun 10:00"),
        ("monday through friday 7:30", "weekdays 07:30"),
        ("mon/wed/fri 9:00", "mon,wed,fri 09:00"),
        ("mon. 9:00", "mon 09:00"),
        ("daily except sunday", "mon,tue,wed,thu,fri,sat 08:00"),
        ("every day but sat and sun at 9", "weekdays 09:00"),
        ("twice a day", "daily 08:00 20:00"),
        ("once a day", "daily 08:00"),
        ("twice a day at 7 and 19", "daily 07:00 19:00"),
        ("once a week on friday", "fri 08:00"),
        ("business days 8:00", "weekdays 08:00"),
        ("right away", "instant"),
        ("none", "off"),
    ],
)
def test_what_is_typed_is_what_is_meant(typed, meant):
    assert schedule_text(parse_schedule(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("montags 9:00", "mon 09:00"),
        ("jeden Tag um 8 Uhr", "daily 08:00"),
        ("Mo-Fr 7:30", "weekdays 07:30"),
        ("werktags 8", "weekdays 08:00"),
        ("jeden Werktag um 8", "weekdays 08:00"),
        ("chaque jour ouvrable à 8h", "weekdays 08:00"),
        ("cada día laborable a las 8", "weekdays 08:00"),
        ("ogni giorno feriale alle 8", "weekdays 08:00"),
        ("todos os dias úteis às 8h", "weekdays 08:00"),
        ("elke werkdag om 8 uur", "weekdays 08:00"),
        ("каждый будний день в 8:00", "weekdays 08:00"),
        ("każdy dzień roboczy o 8:00", "weekdays 08:00"),
        ("varje vardag kl 8", "weekdays 08:00"),
        ("alle 4 Stunden", "every 4h"),
        ("jeden Morgen", "daily 08:00"),
        ("täglich außer sonntags 18 Uhr", "mon,tue,wed,thu,fri,sat 18:00"),
        ("tous les jours à 8h30", "daily 08:30"),
        ("du lundi au vendredi à 9 h", "weekdays 09:00"),
        ("toutes les 2 heures", "every 2h"),
        ("le mardi à midi", "tue 12:00"),
        ("todos los días a las 8 de la mañana", "daily 08:00"),
        ("lunes y jueves a las 9", "mon,thu 09:00"),
        ("ogni giorno alle 8", "daily 08:00"),
        ("lunedi e giovedì alle 20", "mon,thu 20:00"),
        ("ogni 3 ore", "every 3h"),
        ("segundas-feiras às 9h", "mon 09:00"),
        ("dias úteis às 8", "weekdays 08:00"),
        ("elke dag om 8 uur", "daily 08:00"),
        ("om de 6 uur", "every 6h"),
        ("каждый день в 8", "daily 08:00"),
        ("по будням в 7:30 и 18:00", "weekdays 07:30 18:00"),
        ("по понедельникам и четвергам в 9", "mon,thu 09:00"),
        ("пн-пт 9:00", "weekdays 09:00"),
        ("каждые 4 часа", "every 4h"),
        ("ежедневно в 8 вечера", "daily 20:00"),
        ("щодня о 8", "daily 08:00"),
        ("у п’ятницю о 17:00", "fri 17:00"),
        ("codziennie o 8", "daily 08:00"),
        ("w piątki o 17", "fri 17:00"),
        ("co 4 godziny", "every 4h"),
        ("her gün saat 8", "daily 08:00"),
        ("hafta içi 9:00", "weekdays 09:00"),
        ("Cumartesi 10:00", "sat 10:00"),
        ("每天早上8点", "daily 08:00"),
        ("周一和周四9点", "mon,thu 09:00"),
        ("工作日 7:30", "weekdays 07:30"),
        ("工作日每天7点半", "weekdays 07:30"),
        ("每晚十二点", "daily 00:00"),
        ("8点15分", "daily 08:15"),
        ("ab 18 Uhr", "daily 18:00"),
        ("每4小时", "every 4h"),
        ("毎日8時", "daily 08:00"),
        ("varje dag kl 8", "daily 08:00"),
        ("сразу", "instant"),
        ("nunca", "off"),
        ("täglich 8:30 Uhr", "daily 08:30"),
        ("montags um 8.30 Uhr", "mon 08:30"),
        ("todos los días a las 8:30 horas", "daily 08:30"),
        ("tous les jours à huit heures", "daily 08:00"),
        ("9 Uhr und mittags 12:30", "daily 09:00 12:30"),
        ("täglich Mo-Fr 8 Uhr", "weekdays 08:00"),
        ("montags und donnerstags täglich 8 Uhr", "mon,thu 08:00"),
        ("mittags und 1 Uhr nachts", "daily 01:00 12:00"),
        ("中午1点", "daily 13:00"),
        ("工作日每天9点", "weekdays 09:00"),
    ],
)
def test_other_languages_are_understood(typed, meant):
    assert schedule_text(parse_schedule(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("every half hour", "The shortest step is hourly"),
        ("every 15 min", "The shortest step is hourly"),
        ("every other day", "within a week"),
        ("every two weeks", "within a week"),
        ("fortnightly", "within a week"),
        ("first monday of the month", "within a week"),
        ("three times a day", "write the times themselves"),
        ("every morning at 7 and evening at 6", "write the times themselves"),
        ("twice a week", "write the days themselves"),
        ("weekdays 9-17", "A span of hours"),
        ("daily from 9 to 17", "A span of hours"),
        ("mon 9:00 thu 18:00", "a subscription each"),
        ("12 in the morning", "not in the morning"),
        ("every day except", "Which days"),
        ("weekends except sat and sun", "No day is left"),
        ("каждый месяц", "within a week"),
        ("zwei Stunden", "“zwei Stunden” is neither"),
        ("8", "A number alone is no time"),
        ("800", "neither a day nor a time"),
    ],
)
def test_what_no_schedule_can_be_is_refused_with_what_can(typed, told):
    with pytest.raises(ValueError, match=told):
        parse_schedule(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "weekly",
        "25:00",
        "13pm",
        "0am",
        "soon",
        "daily noonish",
        "every 25h",
        "every",
        "7",
        "8:7",
        "daily off",
        "every 0h",
        "every 0h daily",
        "every 99h",
        "every 100h",
        "every 4",
        "every 2 days",
        "every 30 minutes",
        "every 5 minutes",
        "weekdays 9-17",
        "monthly",
        "tomorrow",
        "at",
        "and 11",
        "7 9",
        "day",
    ],
)
def test_what_is_no_schedule_is_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        parse_schedule(typed)


@pytest.mark.parametrize(
    ("typed", "what", "when"),
    [
        ("space daily 08:00", ["space"], "daily 08:00"),
        ("space -football weekdays 7:30 18:00", ["space", "-football"], "weekdays 07:30 18:00"),
        ("space", ["space"], None),
        ("weekly fri 17:00", [], "fri 17:00"),
        ("apollo 11", ["apollo", "11"], None),
        ("space off", ["space"], "off"),
        ("everything every 4h", ["everything"], "every 4h"),
        ("space at 8am", ["space"], "daily 08:00"),
        ("space every day at 8", ["space"], "daily 08:00"),
        ("apollo 11 12", ["apollo", "11", "12"], None),
        ("formula and 1", ["formula", "and", "1"], None),
        ("earth day", ["earth", "day"], None),
        ("olympics 2028", ["olympics", "2028"], None),
        ("space every morning", ["space"], "daily 08:00"),
        ("space weekday mornings", ["space"], "weekdays 08:00"),
        ("Weltraum montags 9:00", ["Weltraum"], "mon 09:00"),
        ("mar daily 08:00", ["mar"], "daily 08:00"),
        ("mar mon 08:00", ["mar"], "mon 08:00"),
        ("klimat pon do pt 9:00", ["klimat", "pon", "do", "pt"], "daily 09:00"),
        ("car 9:00", ["car"], "daily 09:00"),
        ("космос каждый день в 8", ["космос"], "daily 08:00"),
        ("espacio todos los días a las 8", ["espacio"], "daily 08:00"),
        ("news from LA 8:00", ["news", "from", "LA"], "daily 08:00"),
        ("her 8:00", ["her"], "daily 08:00"),
        ("Mond jeden Morgen", ["Mond"], "daily 08:00"),
        ("Mond jeden Montag", ["Mond"], "mon 08:00"),
        ("Mond alle 4 Stunden", ["Mond"], "every 4h"),
        ("Mond stündlich", ["Mond"], "hourly"),
        ("Mond um 8 Uhr", ["Mond"], "daily 08:00"),
        ("Mond 18 Uhr", ["Mond"], "daily 18:00"),
        ("Mond 8:30 Uhr", ["Mond"], "daily 08:30"),
        ("Mond alle zwei Stunden", ["Mond"], "every 2h"),
        ("Mond alle 4h", ["Mond"], "every 4h"),
        ("black friday daily 9am", ["black"], "daily 09:00"),
        ("звёздный час", ["звёздный", "час"], None),
        ("noticias en una hora", ["noticias", "en", "una", "hora"], None),
        ("足球 每天早上八点", ["足球"], "daily 08:00"),
        ("足球 每两小时", ["足球"], "every 2h"),
        ("Mond um", ["Mond", "um"], None),
        ("Mond jeden", ["Mond", "jeden"], None),
        ("luna a las 8:30", ["luna"], "daily 08:30"),
        ("mar mer do", ["mar", "mer", "do"], None),
        ("lune à 8h", ["lune"], "daily 08:00"),
        ("lune le lundi à 8h30", ["lune"], "mon 08:30"),
        ("lune du lundi au vendredi", ["lune"], "weekdays 08:00"),
        ("luna los lunes", ["luna"], "mon 08:00"),
        ("luna de lunes a viernes a las 9", ["luna"], "weekdays 09:00"),
        ("noticias LA lunes", ["noticias", "LA"], "mon 08:00"),
        ("noticias de la 8:00", ["noticias", "de", "la"], "daily 08:00"),
        ("luna il lunedì alle 8", ["luna"], "mon 08:00"),
        ("lua na segunda às 8h", ["lua"], "mon 08:00"),
        ("Mond am Montag", ["Mond"], "mon 08:00"),
        ("maan op maandag om 8 uur", ["maan"], "mon 08:00"),
        ("луна в понедельник", ["луна"], "mon 08:00"),
        ("луна во вторник в 9", ["луна"], "tue 09:00"),
        ("луна по понедельникам", ["луна"], "mon 08:00"),
        ("księżyc w piątki o 17", ["księżyc"], "fri 17:00"),
        ("måne på måndagar", ["måne"], "mon 08:00"),
        ("mar 8:00", ["mar"], "daily 08:00"),
        ("علوم السبت والأحد 9:00", ["علوم"], "weekends 09:00"),
        ("علوم الأحداث 9:00", ["علوم", "الأحداث"], "daily 09:00"),
        ("السبتي 9:00", ["السبتي"], "daily 09:00"),
    ],
)
def test_a_wish_is_split_into_what_and_when(typed, what, when):
    found, schedule = split_schedule(typed.split())
    assert found == what
    assert (schedule and schedule_text(schedule)) == when


@pytest.mark.parametrize(
    ("language", "typed", "what", "when"),
    [
        ("de", "Klima Mo 9 Uhr", ["Klima"], "mon 09:00"),
        ("de", "Klima Di, und Do 9:00", ["Klima"], "tue,thu 09:00"),
        ("de", "Klima Mo.-Fr. um 9", ["Klima"], "weekdays 09:00"),
        ("de", "Klima Mo 9:00 und Do 18:00", ["Klima", "Mo", "9:00", "und", "Do", "18:00"], None),
        ("ru", "климат пн 9:00", ["климат"], "mon 09:00"),
        ("fr", "climat lun. et jeudi à 9h", ["climat"], "mon,thu 09:00"),
        ("es", "clima mar a las 8", ["clima"], "tue 08:00"),
        ("es", "formula mar 1", ["formula", "mar", "1"], None),
    ],
)
def test_short_days_behind_a_wish_are_read_in_the_language_of_a_chat(language, typed, what, when):
    found, schedule = split_schedule(typed.split(), short=language)
    assert found == what
    assert (schedule and schedule_text(schedule)) == when


class Counted(list[str]):
    """Words that count how often they are looked at."""

    looked_at = 0

    def __getitem__(self, key):
        found = super().__getitem__(key)
        self.looked_at += len(found) if isinstance(key, slice) else 1
        return found


@pytest.mark.parametrize("when", [[], ["daily", "9:00"]])
def test_a_long_wish_is_not_looked_at_again_and_again(when):
    wish = ["x"] * 1900
    words = Counted([*wish, *when])
    schedule = parse_schedule(" ".join(when)) if when else None
    assert split_schedule(words) == (wish, schedule)
    assert words.looked_at < 100 * len(words)


at_times = st.builds(
    AtTimes,
    st.frozensets(st.sampled_from(sorted(EVERY_DAY)), min_size=1),
    st.sets(st.builds(time, st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=24).map(
        lambda times: tuple(sorted(times))
    ),
)
schedules = (
    at_times | st.builds(EveryHours, st.integers(1, 24)) | st.just(Instant()) | st.just(Off())
)


@given(schedules)
def test_what_is_written_is_read_back(schedule):
    assert parse_schedule(schedule_text(schedule)) == schedule


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(typed):
    try:
        schedule = parse_schedule(typed)
    except ValueError:
        return
    assert parse_schedule(schedule_text(schedule)) == schedule


@pytest.mark.parametrize("wish", ["news montags 99 uhr", "noticias lunes 25h"])
def test_what_begins_like_a_schedule_of_another_language_and_is_none_is_a_wish(wish):
    assert split_schedule(wish.split()) == (wish.split(), None)


@pytest.mark.parametrize(
    ("language", "typed", "left", "schedule"),
    [
        ("de", "Klima jeden Mo 9:00", ["Klima"], "mon 09:00"),
        ("de", "Klima am Mo um 9:00", ["Klima"], "mon 09:00"),
        ("fr", "climat tous les lun 9:00", ["climat"], "mon 09:00"),
        ("es", "clima cada lun 9:00", ["clima"], "mon 09:00"),
        ("ru", "климат каждый пн 9:00", ["климат"], "mon 09:00"),
        ("en", "the sun daily 8:00", ["the", "sun"], "daily 08:00"),
        ("en", "climate the sun mon 8:00", ["climate", "the", "sun"], "mon 08:00"),
        ("en", "climate sun 8:00", ["climate"], "sun 08:00"),
    ],
)
def test_what_leads_to_a_day_goes_with_it_and_the_sun_is_none(language, typed, left, schedule):
    named, read = split_schedule(typed.split(), short=language)
    assert (named, read and schedule_text(read)) == (left, schedule)
