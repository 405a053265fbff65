"""Outlives the process it belongs to: when that ends, killed or not, its PostgreSQL is stopped and its folder removed.

Run as `python -S warden.py FOLDER`, with the other end of its standard input held by the process; nothing is ever written to it.
"""

import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

_SECONDS = 10


def postmaster(folder: Path) -> int:
    """The process id of the server whose data lie in *folder*; 0 when none runs."""
    try:
        pid = int((folder / "postmaster.pid").read_text("utf-8").split()[0])
        os.kill(pid, 0)
    except (OSError, ValueError, IndexError):
        return 0
    return pid


def stop(folder: Path) -> None:
    """Stop the server of *folder* at once: nobody will ask for its data."""
    for sign in (signal.SIGQUIT, signal.SIGKILL):
        end = time.monotonic() + _SECONDS
        with suppress(OSError):
            if pid := postmaster(folder):
                os.kill(pid, sign)
        while postmaster(folder) and time.monotonic() < end:
            time.sleep(0.05)


if __name__ == "__main__":
    sys.stdin.read()
    place = Path(sys.argv[1])
    stop(place)
    shutil.rmtree(place, ignore_errors=True)
