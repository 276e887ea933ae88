"""What cannot be is refused where it is made, in a sentence."""

from __future__ import annotations

from datetime import time

import pytest

from bot.domain.bodies import WrittenBody
from bot.domain.schedules import AtTimes
from tests.fakes.builders import a_story, an_article


@pytest.mark.parametrize("days", [frozenset(), frozenset({0, 7})])
def test_a_schedule_has_days_of_the_week(days):
    with pytest.raises(ValueError, match="Days of the week are 0 to 6"):
        AtTimes(days, (time(8),))


@pytest.mark.parametrize("times", [(), (time(9), time(8)), (time(8), time(8))])
def test_a_schedule_has_times_in_their_order(times):
    with pytest.raises(ValueError, match="1 to 24 different times"):
        AtTimes(frozenset({0}), times)


def test_a_schedule_has_no_more_times_than_a_day_has_hours():
    hours = tuple(map(time, range(24)))
    assert AtTimes(frozenset({0}), hours).times == hours
    with pytest.raises(ValueError, match="1 to 24"):
        AtTimes(frozenset({0}), (*hours, time(23, 30)))


def test_a_story_is_led_by_one_of_its_articles():
    with pytest.raises(ValueError, match="is not among the articles of story"):
        a_story(an_article(), lead="another")


def test_a_body_as_it_was_written_shows_what_stands_in_it():
    assert repr(WrittenBody('{"text": "Hello"}')) == 'WrittenBody(\'{"text": "Hello"}\')'
