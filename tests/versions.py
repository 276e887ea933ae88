"""The tests on every release of Python that is promised, as far as this machine has it on its PATH.

    python tests/versions.py [ARGUMENTS OF PYTEST]

Each release gets an environment of its own, with the versions of requirements.lock. For one that is
not here, only this is asked: is there a wheel of every dependency for it? Exit code 1 if anything
failed. It takes as long as the tests, for each release.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).parent / "uv"
RELEASES = ("3.11", "3.12", "3.13", "3.14")
SOURCES = ("--no-binary", "docopt", "--no-binary", "rouge-score")  # plain Python, never as wheels
ALL = ("--numprocesses", "auto", "--dist", "worksteal")


def main(arguments: list[str]) -> int:
    """Try each release; print what came of it."""
    with tempfile.TemporaryDirectory(prefix="versions-") as folder:
        told = {release: tried(release, Path(folder), arguments) for release in RELEASES}
    for release, verdict in told.items():
        print(f"Python {release}: {verdict}")
    return int(any("FAILED" in verdict for verdict in told.values()))


def tried(release: str, folder: Path, arguments: list[str]) -> str:
    """Return what came of the tests on a release, in words."""
    found = uv("python", "find", "--no-python-downloads", release, quiet=True)
    if found is None:
        wheels = uv(
            "pip", "install", "--quiet", "--dry-run", "--python-version", release,
            "--only-binary", ":all:", *SOURCES, "--target", folder / "wheels", "--require-hashes",
            "--requirement", "requirements.lock",
        )  # fmt: skip
        there = "every dependency has a wheel for it" if wheels is not None else "FAILED: wheels"
        return f"not on this machine; {there}"
    place = folder / release
    python = place / "bin/python"
    steps = (
        ("venv", "--quiet", "--python", found.strip(), place),
        ("pip", "install", "--quiet", "--python", python, "--require-hashes",
         "--requirement", "requirements.lock"),
        ("pip", "install", "--quiet", "--python", python, "--no-deps", "--no-build-isolation",
         "--editable", "."),
    )  # fmt: skip
    if not all(uv(*step) is not None for step in steps):
        return "FAILED to install"
    asked = [python, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *(arguments or ALL)]
    done = subprocess.run(asked, cwd=ROOT, check=False)
    return "FAILED" if done.returncode else "passed"


def uv(*arguments: str | Path, quiet: bool = False) -> str | None:
    """Let uv do something; return what it printed, or None if it failed."""
    done = subprocess.run(
        [UV, *arguments], cwd=ROOT, check=False, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else None,
    )  # fmt: skip
    return None if done.returncode else done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
