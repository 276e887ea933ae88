"""How soon answers come when many chats ask at once, and what an idle chat costs in memory.

    python tests/benchmarks/answers.py [--chats 50] [--rounds 5] [--over 5] [--idle 10000]
    python tests/benchmarks/answers.py --floor plain|lean

First all chats ask at the same moment; then one after the other, as on an ordinary day.

`digestbot run` serves both fakes on loopback, which are in a process of their own. With `--floor`
a bot does that which only says one thing, through the same SDKs: see floor.py.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.delivery import fill
from tests.benchmarks.fakes import Fakes, fakes

ROOT = Path(__file__).resolve().parents[2]
FLOOR = Path(__file__).with_name("floor.py")
ASKED = ("help", "status", "summary bridge")


def main() -> None:
    """Start it, ask, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--idle", type=int, default=10_000, help="chats that only subscribed")
    parser.add_argument("--over", type=float, default=5, help="seconds for all to ask in")
    parser.add_argument("--floor", choices=("plain", "lean"), help="a bot that does nothing")
    options = parser.parse_args()
    few, many = 0.0, 0.0
    asked_for = ("help",) if options.floor else ASKED
    with tempfile.TemporaryDirectory(prefix="answers-") as folder, fakes() as fake:
        process = start(Path(folder), fake, options.floor)
        for over, rounds in ((0.0, options.rounds), (options.over, 1)):
            when = f"spread over {over:g} s" if over else f"at once, {rounds} times"
            print(f"{options.chats} chats ask, {when}")
            print(
                f"{'platform':<10}{'asked':<16}{'median ms':>10}{'p99 ms':>10}{'max ms':>10}"
                f"{'CPU ms':>10}{'fake ms':>10}"
            )
            for platform in ("telegram", "slack"):
                for words in asked_for:
                    before = [cpu_seconds(pid) for pid in (process.pid, fake.pid)]
                    times = asked(fake, platform, words, options.chats, rounds, over)
                    after = [cpu_seconds(pid) for pid in (process.pid, fake.pid)]
                    answers = options.chats * (rounds + 1)
                    spent = [(b - a) / answers for a, b in zip(before, after, strict=True)]
                    show(platform, words, times, spent)
        few = megabytes(process.pid)
        end(process)
    if options.floor:
        return
    with tempfile.TemporaryDirectory(prefix="answers-") as folder, fakes() as fake:
        fill(Path(folder), fake.ask("people", options.idle), due=False)
        process = start(Path(folder), fake)
        for platform in ("telegram", "slack"):
            for words in ASKED:
                asked(fake, platform, words, options.chats, options.rounds, 0)
        many = megabytes(process.pid)
        end(process)
    print(f"memory: {few:.0f} MB with these chats, {many:.0f} MB with {options.idle:,} idle ones")
    print(f"for each idle chat: {1024 * (many - few) / options.idle:.2f} kB")


def asked(  # noqa: PLR0917 -- a row of the table
    fake: Fakes, platform: str, words: str, chats: int, rounds: int, over: float
) -> list[float]:
    """Ask in several rounds, after one at once that does not count; return all times, sorted."""
    times: list[float] = []
    for number in range(rounds + 1):
        found = fake.ask("answer_times", platform, chats, words, over if number else 0)
        assert len(found) == chats, f"{len(found)} of {chats} were answered"
        times += found if number else []
        time.sleep(1)  # nobody may say too much
    return sorted(times)


def show(platform: str, words: str, times: list[float], cpu: list[float]) -> None:
    """Print one line; `cpu` is what one answer costs the service, and the fake, in seconds."""
    late = times[min(len(times) - 1, int(len(times) * 0.99))]
    print(
        f"{platform:<10}{words:<16}{1000 * statistics.median(times):>10.0f}{1000 * late:>10.0f}"
        f"{1000 * times[-1]:>10.0f}{1000 * cpu[0]:>10.1f}{1000 * cpu[1]:>10.1f}",
        flush=True,
    )


def start(folder: Path, fake: Fakes, floor: str | None = None) -> subprocess.Popen[str]:
    """Start the service, or what is to be compared with it, and wait until it listens on both."""
    (folder / "inbox").mkdir(exist_ok=True)
    ours = [sys.executable, "-m", "bot", "run"]
    process = subprocess.Popen(
        [sys.executable, str(FLOOR), floor] if floor else ours,
        cwd=folder,
        env={
            **os.environ,
            **fake.where,
            "PYTHONPATH": str(ROOT),
            "DIGESTBOT_STORE": f"sqlite:///{folder}/bot.db",
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    waited_for = {"service.ready", "slack.socket-connected"}
    while waited_for:
        line = process.stderr.readline()
        assert line, "it ended"
        waited_for = {words for words in waited_for if words not in line}
    threading.Thread(target=process.stderr.read, daemon=True).start()  # else the pipe fills up
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(30)


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process has taken."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def megabytes(pid: int) -> float:
    """Return the memory that a process holds now."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
