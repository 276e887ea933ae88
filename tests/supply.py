"""What digestbot is made of: the licenses of its dependencies, and a bill of materials.

    python tests/supply.py             writes bot/LICENSES.md anew
    python tests/supply.py sbom FILE   writes a CycloneDX 1.6 bill of materials

Both speak of what a user gets: what `digestbot` needs with all its extras, and what that needs in
turn, in the versions of this environment, which are those of requirements.lock.
tests/rules/test_supply.py compares the table, and refuses a license that is not in `FINE`.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "bot/LICENSES.md"
HEAD = """# Licenses

digestbot itself is under the [MIT license](../LICENSE). With all its extras it needs these
packages, in the versions of `requirements.lock`; the license is what each says of itself.
`python tests/supply.py` writes this page, `python tests/supply.py sbom FILE` a bill of materials in
the format of CycloneDX.

| package | version | license |
| --- | --- | --- |
"""
FINE = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD", "CC0-1.0", "CNRI-Python", "ISC",
    "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "MIT", "MIT-0", "MPL-1.1", "MPL-2.0",
    "PostgreSQL", "PSF-2.0", "Public-Domain", "Zlib",
})  # fmt: skip
# What packages write that do not use the identifiers of SPDX yet.
SPDX = {
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Public Domain": "Public-Domain",
    "Python Software Foundation License": "PSF-2.0",
}
WORDS = {"Permission is hereby granted, free of charge, to any person obtaining a copy": "MIT"}


def needed() -> dict[str, Distribution]:
    """Return what digestbot needs to run, by name; not what other platforms need."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(f"digestbot[{','.join(extras('digestbot'))}]")]
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        try:
            package = distribution(name)
        except PackageNotFoundError:  # of an extra that is not installed here
            continue
        if name not in found or asked.extras:
            found[name] = package
            waiting += required(package, asked.extras)
    del found["digestbot"]
    return dict(sorted(found.items()))


def extras(name: str) -> list[str]:
    return distribution(name).metadata.get_all("Provides-Extra") or []


def required(package: Distribution, wanted: set[str]) -> Iterator[Requirement]:
    for line in package.requires or []:
        need = Requirement(line)
        chosen = ({"extra": extra} for extra in ("", *wanted))
        if need.marker is None or any(need.marker.evaluate(one) for one in chosen):
            yield need


def license_of(package: Distribution) -> str:
    """Return a package's license as an SPDX expression, as far as what it says of itself allows."""
    told = package.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    classified = [
        one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or []
        if one.startswith("License :: ") and one != "License :: OSI Approved"
    ]  # fmt: skip
    named = classified or str(told.get("License") or "").splitlines()[:1]
    return " AND ".join(SPDX.get(one, one) for one in named) or license_in(package)


def license_in(package: Distribution) -> str:
    """Return the license whose words stand in the files of a package that names none."""
    for name in package.metadata.get_all("License-File") or []:
        text = " ".join((package.read_text(f"licenses/{name}") or "").split())
        for words, license_ in WORDS.items():
            if words in text:
                return license_
    return "unknown"


def choices(expression: str) -> list[set[str]]:
    """Return the licenses among which one may choose: each is a set that holds together."""
    plain = expression.replace("(", " ").replace(")", " ")
    return [set(re.split(r"\s+AND\s+", one.strip())) for one in re.split(r"\s+OR\s+", plain)]


def table() -> str:
    """Return the licenses of all that is needed, as a page."""
    return HEAD + "".join(f"{row}\n" for row in rows())


def rows() -> list[str]:
    return [
        f"| {package.metadata['Name']} | {package.version} | {license_of(package)} |"
        for package in needed().values()
    ]


def bill() -> str:
    """Return a CycloneDX bill of materials; the same versions give the same bytes."""
    packages = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{package.version}",
            "name": name,
            "version": package.version,
            "purl": f"pkg:pypi/{name}@{package.version}",
            "licenses": [{"license": {"name": license_of(package)}}],
        }
        for name, package in needed().items()
    ]
    version = distribution("digestbot").version
    identity = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(packages))
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{identity}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "digestbot",
                "name": "digestbot",
                "version": version,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": packages,
        "dependencies": [{"ref": "digestbot", "dependsOn": [one["bom-ref"] for one in packages]}],
    }
    return json.dumps(whole, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    match arguments:
        case []:
            TABLE.write_text(table(), "utf-8")
        case ["sbom", file]:
            Path(file).write_text(bill(), "utf-8")
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
