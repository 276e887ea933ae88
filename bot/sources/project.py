"""What we tell websites about ourselves."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, metadata
from typing import Final

PROGRAM: Final = "digestbot"
"""What robots.txt calls us."""


def user_agent(contact: str = "") -> str:
    """Return our User-Agent: name, release, and where owners of websites can ask about us.

    That is `contact`, of whoever runs this bot, and the project's address if `[project.urls]` in
    pyproject.toml has one.
    """
    version, addresses = "", [contact] if contact else []
    try:
        about = metadata(PROGRAM)
    except PackageNotFoundError:  # run from a folder that was never installed
        pass
    else:
        version = f"/{about['Version']}"
        listed = about.get_all("Project-URL") or []
        addresses += [line.partition(",")[2].strip() for line in listed[:1]]
    known = "; ".join(f"+{address}" for address in addresses)
    return f"{PROGRAM}{version}" + (f" ({known})" if known else "")
