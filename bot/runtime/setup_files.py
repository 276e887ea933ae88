"""The files that `digestbot init` writes: settings and, for the owner alone, secrets."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.errors import SettingsError
from bot.runtime.settings import DEFAULT_FILE, OWN_SECRETS, variable


def nested(changes: Mapping[str, object]) -> dict[str, Any]:
    """Return settings by their dotted names as they are nested in a file."""
    found: dict[str, Any] = {}
    for name, value in changes.items():
        section, _, last = name.rpartition(".")
        (found.setdefault(section, {}) if section else found)[last] = value
    return found


def write_settings(changes: Mapping[str, object], file: Path = DEFAULT_FILE) -> None:
    """Set settings, by their dotted names, in a TOML file; all else in it stays, comments too.

    Raises:
        SettingsError: the file is no TOML, or cannot be written.
    """
    import tomlkit
    from tomlkit.exceptions import ParseError

    try:
        document = tomlkit.parse(file.read_text("utf-8")) if file.is_file() else tomlkit.document()
        for name, value in nested(changes).items():
            if isinstance(value, dict):
                document.setdefault(name, tomlkit.table()).update(value)
            else:
                document[name] = value
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(tomlkit.dumps(document), "utf-8")
    except ParseError as error:
        raise SettingsError(f"{file} is no valid TOML: {error}.") from error
    except OSError as error:
        raise SettingsError(f"{file} cannot be written: {error.strerror}.") from error


def write_secret(name: str, value: str, folder: Path = OWN_SECRETS) -> Path:
    """Write one secret into a file that nobody but its owner may read; return the file.

    Raises:
        SettingsError: it cannot be written.
    """
    file = folder / variable(name).lower()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            os.fchmod(descriptor, 0o600)  # it may have been there before
            opened.write(f"{value}\n")
    except OSError as error:
        raise SettingsError(f"{file} cannot be written: {error.strerror}.") from error
    return file
