"""People say when and where."""

from __future__ import annotations

import pytest

from tests.bot.conftest import taps


def test_a_schedule_is_confirmed_with_its_next_three_times(news):
    news.says("subscribe space")
    answer = news.says("schedule weekdays at 7:30 and 18:00")
    assert "space comes weekdays 07:30 18:00." in answer
    assert "today 07:30, today 18:00, tomorrow 07:30" in answer


def test_one_subscription_can_have_a_schedule_of_its_own(news):
    news.says("subscribe space")
    news.says("subscribe sport")
    news.says("schedule 2 weekly fri 17:00")
    answer = news.says("list")
    assert "space: daily 08:00" in answer
    assert "sport: fri 17:00" in answer


def test_a_number_before_a_schedule_is_always_a_subscription(news):
    news.says("subscribe space")
    for number in ("2", "0", "99", "9" * 3000):
        assert "; there is only number 1." in news.says(f"schedule {number} daily 9:00")
    assert "space: daily 08:00" in news.says("list")
    news.says("subscribe sport")
    assert "the numbers go from 1 to 2." in news.says("schedule 3 daily")
    assert "space comes daily 09:00." in news.says("schedule 1 daily 9:00")
    assert "All 2 subscriptions come daily 08:00." in news.says("schedule 8 am")
    assert "All 2 subscriptions have no schedule any more." in news.says("schedule off")
    assert "sport comes as soon as there is something new." in news.says("schedule 2 instant")


@pytest.mark.parametrize("typed", ["schedule soon", "schedule daily 25:00", "schedule weekly"])
def test_a_schedule_that_is_not_understood_shows_examples(news, typed):
    news.says("subscribe space")
    assert "Try: daily 08:00" in news.says(typed)
    assert "daily 08:00" in news.says("list")


def test_without_a_schedule_nothing_is_due(news):
    news.says("subscribe space")
    assert "space has no schedule any more" in news.says("schedule off")
    assert "only when you ask" in news.says("list")


def test_a_schedule_needs_a_subscription(bot):
    assert "no subscriptions yet" in bot.says("schedule daily 08:00")


def test_a_time_zone_is_found_by_city_and_keeps_local_times(news):
    news.says("subscribe space")
    assert "Time zone Europe/Berlin, where it is today 08:00." in news.says("timezone berlin")
    answer = news.says("list")
    assert "next tomorrow 08:00" in answer  # 08:00 in Berlin has just struck
    assert "Times are those of Europe/Berlin" in answer


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("New York", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("Beijing", "Asia/Shanghai"),
        ("istanbul", "Europe/Istanbul"),
        ("utc", "UTC"),
        ("st petersburg", "Europe/Moscow"),
        ("London, UK", "Europe/London"),
        ("Toronto, Canada", "America/Toronto"),
        ("Москва", "Europe/Moscow"),
        ("Лондон", "Europe/London"),
        ("北京", "Asia/Shanghai"),
        ("东京", "Asia/Tokyo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("القاهرة", "Africa/Cairo"),
        ("ابوظبي", "Asia/Dubai"),
        ("दिल्ली", "Asia/Kolkata"),
        ("मुंबई", "Asia/Kolkata"),
        ("कोलकाता", "Asia/Kolkata"),
        ("Киев", "Europe/Kyiv"),
        ("Zürich", "Europe/Zurich"),
        ("Nueva York", "America/New_York"),
        ("MSK", "Europe/Moscow"),
    ],
)
def test_places_and_their_zones(bot, typed, zone):
    assert f"Time zone {zone}," in bot.says(f"tz {typed}")


@pytest.mark.parametrize(
    ("typed", "zone", "now"),
    [
        ("UTC+3", "UTC+3", "10:00"),
        ("GMT+2", "UTC+2", "09:00"),
        ("+03:00", "UTC+3", "10:00"),
        ("-5", "UTC-5", "02:00"),
        ("utc -12", "UTC-12", "19:00"),
        ("UTC+0", "UTC", "07:00"),
    ],
)
def test_an_offset_means_what_people_mean_by_it_and_is_shown_so(bot, typed, zone, now):
    answer = bot.says(f"tz {typed}")
    assert f"Time zone {zone}, where it is" in answer
    assert now in answer
    assert f"time zone is {zone}," in bot.says("tz")
    bot.says("subscribe moon")
    assert f"Times are those of {zone};" in bot.says("list")
    assert f"Times are those of {zone};" in bot.says("schedule daily 9:00")


@pytest.mark.parametrize("typed", ["+05:30", "UTC+15", "UTC-13", "+99", ",", ", UK"])
def test_an_offset_that_no_zone_has_is_refused(bot, typed):
    assert "or whole hours like UTC+3" in bot.says(f"tz {typed}")


@pytest.mark.parametrize(
    ("typed", "zone"), [("EST", "America/New_York"), ("CET", "Europe/Berlin"), ("PT", "Vancouver")]
)
def test_an_abbreviation_offers_its_cities(bot, typed, zone):
    answer = bot.says(f"tz {typed}")
    assert f"“{typed}” may be:" in answer
    assert zone in answer


def test_an_unknown_place_is_answered_with_what_works(bot):
    assert "No time zone is called “Atlantis”" in bot.says("timezone Atlantis")
    assert "UTC" in bot.says("timezone")


def test_a_pause_rests_until_resumed(news):
    news.says("subscribe space")
    assert "until you type `resume`" in news.says("pause")
    assert "paused" in news.says("status")
    assert "Next digest: today 08:00." in news.says("resume")
    assert "were not paused" in news.says("resume")


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("pause until friday", "Fri 27 Nov 00:00"),
        ("pause tomorrow", "tomorrow 00:00"),
        ("pause 3 days", "Thu 26 Nov 07:00"),
        ("pause for 2h", "today 09:00"),
        ("pause until 2026-12-01", "Tue 1 Dec 00:00"),
        ("pause monday", "Mon 30 Nov 00:00"),
        ("pause until tomorrow 9am", "tomorrow 09:00"),
        ("pause until tomorrow at 9", "tomorrow 09:00"),
        ("pause 2 hrs", "today 09:00"),
        ("pause an hour", "today 08:00"),
        ("pause 30 minutes", "today 07:30"),
        ("pause until 10:00", "today 10:00"),
        ("pause till 6 am", "tomorrow 06:00"),
        ("pause until friday 17:00", "Fri 27 Nov 17:00"),
        ("pause until weds", "Wed 25 Nov 00:00"),
        ("pause until 2026-12-01 9:30", "Tue 1 Dec 09:30"),
        ("pause until next week", "Mon 30 Nov 00:00"),
        ("pause until noon", "today 12:00"),
        ("pause until midnight", "tomorrow 00:00"),
        ("pause until friday noon", "Fri 27 Nov 12:00"),
        ("pause until tomorrow morning", "tomorrow 08:00"),
        ("pause until this evening", "today 18:00"),
        ("pause until friday at 8 in the evening", "Fri 27 Nov 20:00"),
        ("pause until next friday", "Fri 27 Nov 00:00"),
        ("pause until the weekend", "Sat 28 Nov 00:00"),
        ("pause 2 weeks", "Mon 7 Dec 07:00"),
        ("pause a month", "Wed 23 Dec 07:00"),
        ("pause until 1 dec", "Tue 1 Dec 00:00"),
        ("pause until December 1st, 2026", "Tue 1 Dec 00:00"),
        ("pause until 1.12.", "Tue 1 Dec 00:00"),
        ("pause until 31.1.2027 9:30", "Sun, 31 Jan 2027 09:30"),
        ("pause bis Freitag", "Fri 27 Nov 00:00"),
        ("pause bis morgen 9 Uhr", "tomorrow 09:00"),
        ("pause до пятницы", "Fri 27 Nov 00:00"),
        ("pause до 1 декабря", "Tue 1 Dec 00:00"),
        ("pause 3 дня", "Thu 26 Nov 07:00"),
        ("pause hasta el viernes", "Fri 27 Nov 00:00"),
        ("pause jusqu'à demain", "tomorrow 00:00"),
    ],
)
def test_pauses_with_an_end(news, typed, end):
    assert f"Paused until {end}." in news.says(typed)


@pytest.mark.parametrize(
    ("language", "typed", "end"),
    [
        ("en", "pause two weeks", "2026-12-07 07:00"),
        ("en", "pause until 18h", "2026-11-23 18:00"),
        ("en", "pause Thu 18:00", "2026-11-26 18:00"),
        ("de", "pause Do 18:00", "2026-11-26 18:00"),
        ("de", "pause Do um 18 Uhr", "2026-11-26 18:00"),
        ("de", "pause bis Do um 18.30 Uhr", "2026-11-26 18:30"),
        ("de", "pause So", "2026-11-29 00:00"),
        ("de", "pause bis 18 Uhr", "2026-11-23 18:00"),
        ("de", "pause acht Uhr abends", "2026-11-23 20:00"),
        ("de", "pause zwei Wochen", "2026-12-07 07:00"),
        ("fr", "pause mar à 18h", "2026-11-24 18:00"),
        ("fr", "suspendre jusqu'à huit heures", "2026-11-23 08:00"),
        ("fr", "suspendre à huit heures du soir", "2026-11-23 20:00"),
        ("fr", "suspendre huit heures", "2026-11-23 15:00"),
        ("es", "pause hasta las dos horas", "2026-11-24 02:00"),
        ("zh", "暂停到二十点", "2026-11-23 20:00"),
        ("zh", "暂停到8点15", "2026-11-23 08:15"),
        ("fr", "pause un mois", "2026-12-23 07:00"),
        ("es", "pause hasta el jue a las 18:00", "2026-11-26 18:00"),
        ("es", "pause hasta las 18 horas", "2026-11-23 18:00"),
        ("es", "pause una hora", "2026-11-23 08:00"),
        ("ru", "pause пт 18:00", "2026-11-27 18:00"),
        ("ru", "pause на две недели", "2026-12-07 07:00"),
        ("ru", "pause месяц", "2026-12-23 07:00"),
        ("ar", "توقف 3 أيام", "2026-11-26 07:00"),
        ("ar", "توقف ٣ أيام", "2026-11-26 07:00"),
        ("ar", "توقف لمدة ثلاثة أيام", "2026-11-26 07:00"),
        ("ar", "توقف يوم", "2026-11-24 07:00"),
        ("ar", "توقف يومين", "2026-11-25 07:00"),
        ("ar", "توقف أسبوع", "2026-11-30 07:00"),
        ("ar", "توقف شهرين", "2027-01-23 07:00"),
        ("ar", "توقف حتى يوم الخميس", "2026-11-26 00:00"),
        ("ar", "توقف حتى الساعة 9", "2026-11-23 09:00"),
        ("hi", "रुको 3 दिन", "2026-11-26 07:00"),
        ("hi", "रुको ३ दिन के लिए", "2026-11-26 07:00"),
        ("hi", "रुको 2 हफ़्ते", "2026-12-07 07:00"),
        ("hi", "रुको एक हफ़्ता", "2026-11-30 07:00"),
        ("hi", "रुको गुरु शाम 6 बजे तक", "2026-11-26 18:00"),
        ("hi", "रुको 3 घंटे", "2026-11-23 10:00"),
        ("zh", "暂停 两周", "2026-12-07 07:00"),
        ("zh", "暂停 一个月", "2026-12-23 07:00"),
        ("zh", "暂停 2个小时", "2026-11-23 09:00"),
        ("zh", "暂停 到18点", "2026-11-23 18:00"),
        ("zh", "暂停 明天早上八点半", "2026-11-24 08:30"),
    ],
)
def test_pauses_as_the_language_of_the_chat_says_them(news, language, typed, end):
    news.says(f"language {language}")
    news.says(typed)
    with news.store.snapshot() as tx:
        (chat,) = tx.chats.all()
    assert f"{chat.paused.until:%Y-%m-%d %H:%M}" == end


@pytest.mark.parametrize(
    "typed",
    [
        "pause yesterday",
        "pause 2020-01-01",
        "pause 400 days",
        "pause x",
        "pause wedding",
        "pause monster",
        "pause satu",
        "pause from 18:00",
        "pause ab 18h",
        "pause 5",
        "pause today",
        "pause until",
        "pause friday 25:00",
        "pause 31 feb",
        "pause december",
    ],
)
def test_an_end_that_is_not_understood(news, typed):
    answer = news.says(typed)
    assert "no time ahead that I understand" in answer
    assert "paused" not in news.says("status")


def test_a_subscriptions_number_alone_asks_when_it_should_come(news):
    news.says("subscribe space")
    news.says("subscribe sport")
    assert taps(news.hears("schedule 2"))["fri 17:00"] == "schedule 2 weekly fri 17:00"
    assert "sport: daily 08:00" in news.says("schedule 2")
    for number in ("3", "0"):
        assert "A number alone is no time" in news.says(f"schedule {number}")
