"""The page in the browser, as a person starts it: `run --web` and `demo --web`."""

from __future__ import annotations

import re
import subprocess
import urllib.request

import pytest

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@pytest.mark.parametrize("command", ["run", "demo"])
def test_the_page_is_served_until_it_is_stopped(program, command):
    process = subprocess.Popen(
        program.command(command, "--web"),
        cwd=program.folder,
        env=program.environment(DIGESTBOT_WEB__PORT="0", BROWSER="true", PYTHONUNBUFFERED="1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        lines = iter(process.stdout.readline, "")
        said = next(found[0] for line in lines if (found := ADDRESS.search(line)))
        with urllib.request.urlopen(f"{said}/", timeout=60) as page:
            assert "digestbot" in page.read().decode()
    finally:
        process.terminate()
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0, out
