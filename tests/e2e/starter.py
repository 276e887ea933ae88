"""Starts `digestbot` at once: has it forked by a nursery, and stands for it until it ends.

    python -IS tests/e2e/starter.py SOCKET ARGUMENTS…

Folder, environment and open streams are those of this process, signals are handed on, the exit code
is the same; if this process is killed, so is the one that it stands for.
"""

import json
import os
import signal
import socket
import sys
from contextlib import suppress

HANDED_ON = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
NOBODY = b"97"  # the nursery is gone: a code that `digestbot` never ends with


def main() -> None:
    """Ask for the process, wait for its end, and end as it did."""
    streams = [number for number in range(3) if is_open(number)]
    with socket.socket(socket.AF_UNIX) as nursery:
        nursery.connect(sys.argv[1])
        here = os.getcwd()  # noqa: PTH109 -- loading pathlib takes as long as all else
        asked = json.dumps([streams, here, dict(os.environ), sys.argv[2:]])
        socket.send_fds(nursery, [b"%10d" % len(asked)], streams)
        nursery.sendall(asked.encode())
        for one in HANDED_ON:
            signal.signal(one, lambda number, _: hand_on(nursery, number))
        answer = nursery.recv(16)  # a signal does not cut it short
    code = int(answer or NOBODY)
    if code < 0:
        if -code != signal.SIGKILL:
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)


def hand_on(nursery: socket.socket, number: int) -> None:
    """Hand a signal on, unless the process has just ended."""
    with suppress(OSError):
        nursery.send(bytes([number]))


def is_open(number: int) -> bool:
    """Say whether there is a stream of this number."""
    with suppress(OSError):
        os.fstat(number)
        return True
    return False


main()
