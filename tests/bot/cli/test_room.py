"""How much room there is to be on the disk of the store."""

from __future__ import annotations

from pathlib import Path

from bot.cli.checking import ROOM, little_room
from bot.storage.open import folder_of


def test_little_room_is_said_with_what_to_do_about_it():
    assert little_room(Path("data"), ROOM) is None
    told = little_room(Path("data"), 12_400_000)
    assert told is not None
    assert told.startswith("Only 12 MB are free where the store is, in data. Make room")


def test_only_a_store_with_a_file_has_a_folder():
    assert folder_of("sqlite:////var/lib/bot/bot.db") == Path("/var/lib/bot")
    assert folder_of("sqlite:///data/bot.db") == Path.cwd() / "data"
    assert folder_of("sqlite:///:memory:") is None
    assert folder_of("postgresql://user@host/database") is None
