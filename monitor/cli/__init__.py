"""The command line. Heavy libraries are imported only by the commands that need them."""

from __future__ import annotations

import io
import os
import sys


def main() -> None:
    """Run ``slotwatch``; the exit codes are those of ``monitor.cli.common.Exit``."""
    _open_streams()
    from monitor.cli.app import app
    from monitor.cli.common import Exit, complain, empty_argument, explain

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no accents still gets its answer
            stream.reconfigure(errors="replace")
    if empty := empty_argument(sys.argv[1:]):
        complain(empty)
        sys.exit(Exit.USAGE)
    try:
        app()
    except Exception as error:  # noqa: BLE001  # the last line of defence: every failure gets its exit code
        sys.exit(explain(error))


def _open_streams() -> None:
    """Where the caller closed a standard stream, a file of ours would take its number, and get what is printed."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(handle, True)
    os.close(handle)
    sys.stdin = sys.stdin or os.fdopen(0)
    sys.stdout = sys.stdout or os.fdopen(1, "w")
    sys.stderr = sys.stderr or os.fdopen(2, "w")
