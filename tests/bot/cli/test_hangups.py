"""SIGHUP asks a process that stays for its settings; it never ends one, however new it is."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.runtime.hangups import hangups_kept

LONG = 60.0


def connected(listener: socket.socket, process: subprocess.Popen[str]) -> None:
    """Wait until the process connects, and hang up on it; fail if it ended instead."""
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        assert process.poll() is None, process.stderr.read()
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            continue
        if process.poll() is None:
            os.kill(process.pid, signal.SIGHUP)
        connection.close()
        return
    raise AssertionError("It never connected.")


@pytest.mark.parametrize("command", [["run", "--web"], ["worker"]], ids=["run", "worker"])
def test_it_ends_no_process_that_is_about_to_start(command, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:  # a database that says nothing
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        store = f"postgresql://nobody@127.0.0.1:{port}/news?sslmode=disable"
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "--store", store, *command],
            cwd=tmp_path,
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith("DIGESTBOT_")},
                "PYTHONPATH": str(Path.cwd()),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            connected(listener, process)
            connected(listener, process)  # it lives, and tries again
        finally:
            process.kill()
            process.communicate()


def test_one_that_came_early_is_told_as_soon_as_somebody_listens():
    before = signal.getsignal(signal.SIGHUP)
    told: list[str] = []

    async def listens(hangups) -> None:
        told.append("listens")
        heard = asyncio.Event()

        def asked() -> None:
            told.append("asked")
            heard.set()

        with hangups.told(asked):
            await asyncio.wait_for(heard.wait(), LONG)
            heard.clear()
            signal.raise_signal(signal.SIGHUP)
            await asyncio.wait_for(heard.wait(), LONG)

    with hangups_kept() as hangups:
        signal.raise_signal(signal.SIGHUP)
        signal.raise_signal(signal.SIGHUP)
        asyncio.run(listens(hangups))
        signal.raise_signal(signal.SIGHUP)  # while it ends
    assert told == ["listens", "asked", "asked"]
    assert signal.getsignal(signal.SIGHUP) == before


def test_one_that_comes_while_the_loop_waits_is_told():
    heard: list[bool] = []
    from_elsewhere = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGHUP))

    async def waits(hangups) -> None:
        event = asyncio.Event()
        with hangups.told(event.set):
            from_elsewhere.start()  # nothing else wakes the loop
            await asyncio.wait_for(event.wait(), LONG)
            heard.append(event.is_set())

    with hangups_kept() as hangups:
        asyncio.run(waits(hangups))
    from_elsewhere.join()
    assert heard == [True]
