from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def seed() -> str:
    """The seed document, as given."""
    return (ROOT / "seeds" / "000_c79dc73ec6848e3e.txt").read_text(encoding="utf-8")
