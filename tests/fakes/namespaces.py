"""Network namespaces: for a process a machine of its own, on a cable that is cut at will.

For Linux, and a user who may make them; there is one address at each end of the cable, and nothing
else is reached.
"""

from __future__ import annotations

import itertools
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

_NUMBERS = itertools.count()


class NoNamespacesError(Exception):
    """None can be made on this machine; the message says why."""


@dataclass(frozen=True, slots=True)
class Namespace:
    """One of them."""

    name: str
    cable: str  # our end of it
    here: str  # the address of our end

    @property
    def command(self) -> list[str]:
        """What is put before a command to run it there."""
        return ["ip", "netns", "exec", self.name]

    def cut(self) -> None:
        """Lose whatever either end says, without a word."""
        _ip("link", "set", self.cable, "down")

    def mend(self) -> None:
        """Let everything through again."""
        _ip("link", "set", self.cable, "up")


@contextmanager
def namespace() -> Iterator[Namespace]:
    """Make one, and take it away at the end.

    Raises:
        NoNamespacesError: this machine does not let us.
    """
    number = next(_NUMBERS)
    name, net = f"bot{os.getpid()}n{number}", f"10.231.{os.getpid() % 256}"
    made = Namespace(name, f"v{os.getpid()}n{number}", f"{net}.{4 * number + 1}")
    try:
        _ip("netns", "add", name)
        _ip("link", "add", made.cable, "type", "veth", "peer", "name", "cable", "netns", name)
        _ip("addr", "add", f"{made.here}/30", "dev", made.cable)
        _ip("link", "set", made.cable, "up")
        _ip("-n", name, "addr", "add", f"{net}.{4 * number + 2}/30", "dev", "cable")
        _ip("-n", name, "link", "set", "cable", "up")
        _ip("-n", name, "link", "set", "lo", "up")
    except (OSError, subprocess.CalledProcessError) as error:
        _remove(name)
        said = getattr(error, "stderr", None) or error
        raise NoNamespacesError(f"No network namespace can be made here: {said}") from error
    try:
        yield made
    finally:
        _remove(name)


def _remove(name: str) -> None:
    with suppress(OSError, subprocess.CalledProcessError):
        _ip("netns", "del", name)  # and the cable with it


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)
