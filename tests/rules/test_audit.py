"""What an audit says: it fails for a known flaw, and only warns where nobody can tell."""

from __future__ import annotations

from tests.audit import verdict

FINE = {"name": "sumy", "version": "0.13.0", "vulns": []}
SKIPPED = {"name": "numpy", "skip_reason": "not found"}
FLAWED = {
    "name": "lxml",
    "version": "4.0",
    "vulns": [{"id": "PYSEC-2022-1", "fix_versions": ["4.9.1"]}],
}


def test_a_known_flaw_fails_and_names_its_cure():
    assert verdict([FINE, FLAWED, SKIPPED]) == (1, "lxml 4.0: PYSEC-2022-1, fixed in 4.9.1")


def test_what_cannot_be_audited_is_a_warning():
    assert verdict([FINE, SKIPPED]) == (0, "warning: 1 of 2 packages could not be audited")
    assert verdict([SKIPPED])[0] == 0
    assert "nothing was audited" in verdict([SKIPPED])[1]


def test_all_is_well_is_said_with_a_number():
    assert verdict([FINE]) == (0, "none of 1 packages is known to be vulnerable")
