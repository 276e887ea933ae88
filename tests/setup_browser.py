"""Install what the browser tests need, where that can be done, and say so where it cannot.

`make test` runs it. Chromium is Debian's: no test tool's own download is needed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "There is no Chromium on this machine, so the tests in a browser are skipped. "
    "On Debian and Ubuntu, `sudo apt-get install chromium` installs it."
)
PATIENCE = 600  # seconds for each step of the package manager


def find_chromium() -> str | None:
    """Return where Chromium is, if it is anywhere."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def install() -> bool:
    """Install it with Debian's package manager; False: that cannot be done here."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Installing Chromium for the tests in a browser (once) …", flush=True)
    for step in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        try:
            subprocess.run(
                [apt, "--quiet", *step],
                env=quietly,
                check=True,
                timeout=PATIENCE,
                stdin=subprocess.DEVNULL,
                capture_output=True,
            )
        except (OSError, subprocess.SubprocessError):
            return False
    return find_chromium() is not None


def main() -> int:
    """Make the browser tests possible, or say why they are skipped; never fail."""
    if find_chromium() is None and not install():
        print(MISSING, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
