"""Every kind of bad file in one inbox: one line each, and the good ones beside them come in."""

from __future__ import annotations

import os
import re

from tests.bot.conftest import HARBOR, SPACE

BAD = {
    "binary.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
    "empty.txt": b"",
    "blank.txt": b" \n\n\t ",
    "large.txt": b"word " * 1_200_000,
    "undecodable.txt": bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xFF, 0xFE, 0x81]) * 40,
}


def test_each_bad_file_gets_one_line_and_stops_nothing(program):
    for name, data in BAD.items():
        program.put(name, data)
    program.put("good/harbor.txt", HARBOR)
    program.put("windows.txt", b"\xef\xbb\xbf" + SPACE.replace("\n", "\r\n").encode())
    program.put(
        "legacy.txt", "Мост открыт\n\nМост через залив открыли в воскресенье.".encode("cp1251")
    )
    secret = program.folder / "secret.txt"
    secret.write_text("The password is swordfish. Nobody may read it.")
    (program.inbox / "link.txt").symlink_to(secret)
    os.mkfifo(program.inbox / "pipe.txt")

    done = program.run("collect")
    rejected = [line for line in done.out.splitlines() if line.startswith("rejected")]
    named = sorted(line.split()[1].rstrip(":") for line in rejected)
    assert named == sorted([*BAD, "link.txt", "pipe.txt"])
    assert "3 added, 0 changed, 0 copies, 7 rejected" in done.out
    assert "swordfish" not in program.run("chat", stdin="summary password\nsummary\n").out

    again = program.run("collect")
    assert "0 added, 0 changed, 0 copies, 0 rejected, 10 known" in again.out
    checked = dict(re.findall(r"^rejected +(\S+): (.+)$", program.run("check").out, re.MULTILINE))
    assert sorted(checked) == sorted([*BAD, "link.txt", "pipe.txt"])
    assert "5 MB" in checked["large.txt"]
    status = program.run("chat", stdin="status\n").out
    assert len(re.findall(r"^\W+\w+\.txt: .+", status, re.MULTILINE)) == 5
    assert "digestbot check" in status
    assert "Мост" in program.run("chat", stdin="summary залив\n").out


def test_the_size_limit_is_a_setting(program):
    program.put("a.txt", HARBOR)
    done = program.run("collect", DIGESTBOT_FOLDER__MAX_BYTES="100")
    assert "1 rejected" in done.out
    assert "100" in done.out
