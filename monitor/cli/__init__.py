"""The command line. Heavy libraries are imported only by the commands that need them."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run ``slotwatch``; the exit codes are those of ``monitor.cli.common.Exit``."""
    from monitor.cli.app import app
    from monitor.cli.common import explain

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no accents still gets its answer
            stream.reconfigure(errors="replace")
    try:
        app()
    except Exception as error:  # noqa: BLE001  # the last line of defence: every failure gets its exit code
        sys.exit(explain(error))
