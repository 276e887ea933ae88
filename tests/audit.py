"""Ask the advisory service of PyPI about every version in requirements.lock.

    python tests/audit.py

Exit code 1 if one of them is known to be vulnerable. A service that cannot be reached, or does not
know the packages, is a warning: nothing can be said then, and nobody should be kept from working.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SECONDS = 120


def verdict(dependencies: Sequence[Mapping[str, Any]]) -> tuple[int, str]:
    """Return the exit code and what to say of what pip-audit found, its JSON's `dependencies`."""
    known = [one for one in dependencies if "skip_reason" not in one]
    bad = [one for one in known if one.get("vulns")]
    if bad:
        lines = [
            f"{one['name']} {one['version']}: {flaw['id']}, fixed in "
            f"{', '.join(flaw['fix_versions']) or 'no version yet'}"
            for one in bad
            for flaw in one["vulns"]
        ]
        return 1, "\n".join(lines)
    if not known:
        return 0, "warning: the advisory service knew none of the packages; nothing was audited"
    if skipped := len(dependencies) - len(known):
        return 0, f"warning: {skipped} of {len(dependencies)} packages could not be audited"
    return 0, f"none of {len(known)} packages is known to be vulnerable"


def main() -> int:
    try:
        done = subprocess.run(
            [
                Path(sys.executable).parent / "pip-audit", "--requirement", "requirements.lock",
                "--require-hashes", "--disable-pip", "--progress-spinner", "off", "--timeout", "5",
                "--format", "json",
            ],
            cwd=ROOT, check=False, capture_output=True, text=True, timeout=SECONDS,
        )  # fmt: skip
        found = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        print("warning: the advisory service could not be reached; nothing was audited")
        return 0
    code, told = verdict(found)
    print(told)
    return code


if __name__ == "__main__":
    sys.exit(main())
