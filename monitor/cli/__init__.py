"""The command line. Heavy libraries are imported only by the commands that need them."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run ``slotwatch``; the exit codes are those of ``monitor.cli.common.Exit``."""
    from monitor.cli.app import app
    from monitor.cli.common import explain

    try:
        app()
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001  # the last line of defence: every failure gets its exit code
        sys.exit(explain(error))
