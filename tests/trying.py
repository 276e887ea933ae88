"""How many examples a property is tried with: few in `make test`, many when somebody asks for it.

`python tests/check.py thorough` asks. Each run tries others: pytest-randomly seeds Hypothesis.
"""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, settings

BRIEF, THOROUGH = 20, 2_000


def load_profiles() -> None:
    """Register the profiles `brief`, which is the usual one, `thorough`, and `mutants`."""
    # How long an example takes says more of what else the machine does than of what is tested.
    unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("brief", unhurried, max_examples=BRIEF)
    settings.register_profile("thorough", unhurried, max_examples=THOROUGH)
    # As many examples, always the same ones, and the first that fails is enough: tests/MUTANTS.md
    settings.register_profile(
        "mutants",
        unhurried,
        max_examples=BRIEF,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
    )
    settings.load_profile("brief")


def trying(
    examples: int = BRIEF, *, fixtures: bool = False, large: bool = False, **more: Any
) -> settings:
    """Return settings for so many examples in the brief profile, and as many times more in another.

    Args:
        examples: in the brief profile; they are most of what `make test` costs beyond its waits.
        fixtures: the examples of one test may share what its fixtures made.
        large: examples may be large.
        more: other settings of Hypothesis.
    """
    usual = settings.default
    assert usual is not None
    allowed = [
        *usual.suppress_health_check,
        *([HealthCheck.function_scoped_fixture] if fixtures else []),
        *([HealthCheck.data_too_large] if large else []),
    ]
    most = examples * usual.max_examples // BRIEF
    return settings(max_examples=most, suppress_health_check=allowed, **more)
