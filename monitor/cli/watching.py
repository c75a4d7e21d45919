"""Drawing a screen again and again until the user has seen enough. Writes to the terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from monitor.clock import Clock

SECONDS = 5.0
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
"""To the terminal's second screen without a cursor, and back: what was there before comes back."""
_HOME, _END_OF_LINE, _END_OF_SCREEN = "\x1b[H", "\x1b[K", "\x1b[J"


def screen(lines: Sequence[str], height: int) -> str:
    """What draws lines over the screen before, without clearing it first: nothing flickers. The rest is counted."""
    if len(lines) > height:
        rest = len(lines) - height + 1
        lines = [*lines[: height - 1], f"... {rest} more lines: --target, --tag and --office show less"]
    return _HOME + "\r\n".join(f"{line}{_END_OF_LINE}" for line in lines) + _END_OF_SCREEN


async def watch(draw: Callable[[], Sequence[str]], height: Callable[[], int], clock: Clock, out: TextIO) -> None:
    """Draw every few seconds until it is cancelled, and leave the terminal as it was."""
    out.write(_ENTER)
    try:
        while True:
            out.write(screen(draw(), height()))
            out.flush()
            await clock.sleep(SECONDS)
    finally:
        out.write(_LEAVE)
        out.flush()


def can_watch() -> bool:
    """Whether this is a terminal that can be drawn over."""
    import os

    return sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
