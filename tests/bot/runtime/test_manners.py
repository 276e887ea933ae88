"""Nobody keeps the bot so busy that others wait for it."""

from __future__ import annotations

from datetime import timedelta

from bot.runtime import manners as manners_module
from bot.runtime.manners import BURST, SECONDS_EACH, Manners, Verdict
from tests.fakes.builders import HOUR, NOW


def judge(manners, count, at=NOW, person="telegram:ann"):
    return [manners.judge(person, at) for _ in range(count)]


def test_a_burst_is_fine_and_whoever_goes_on_is_told_once():
    manners = Manners()
    assert judge(manners, int(BURST)) == [Verdict.FINE] * int(BURST)
    assert judge(manners, 3) == [Verdict.TOO_MUCH] + [Verdict.STILL_TOO_MUCH] * 2
    assert judge(manners, 1, person="telegram:ben") == [Verdict.FINE]


def test_after_a_while_they_are_listened_to_again():
    manners = Manners()
    judge(manners, 50)
    later = NOW + timedelta(seconds=SECONDS_EACH)
    assert judge(manners, 2, later) == [Verdict.FINE, Verdict.TOO_MUCH]
    assert judge(manners, int(BURST), NOW + HOUR) == [Verdict.FINE] * int(BURST)


def test_a_clock_that_is_set_back_silences_nobody_for_longer():
    manners = Manners()
    judge(manners, 50)
    back = NOW - HOUR
    judge(manners, 1, back)
    assert judge(manners, 1, back + timedelta(seconds=SECONDS_EACH)) == [Verdict.FINE]


def test_only_so_many_people_are_remembered(monkeypatch):
    monkeypatch.setattr(manners_module, "MOST_PEOPLE", 3)
    manners = Manners()
    judge(manners, 50, person="noisy")
    for person in ("a", "noisy", "b", "c"):  # whoever was quiet for longest is forgotten
        judge(manners, 1, person=person)
    assert judge(manners, 1, person="noisy") == [Verdict.STILL_TOO_MUCH]
    assert len(manners._buckets) == 3
