"""Places that people name, on their way to time zones."""

from __future__ import annotations

import zoneinfo

from bot.commands import zones


def test_a_place_that_nobody_knows_is_not_looked_for_in_every_file_of_the_zones(monkeypatch):
    """It took 15 seconds, while Slack waits three for a form."""
    asked = []
    known = zoneinfo.available_timezones()
    monkeypatch.setattr(zoneinfo, "available_timezones", lambda: asked.append(1) or known)
    zones._local_names.cache_clear()
    assert zones.find_zones("Atlantis") == ()
    assert zones.find_zones("Warschau") == ("Europe/Warsaw",)
    assert len(asked) <= 2
