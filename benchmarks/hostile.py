"""What hostile pages cost: 2 MiB in many shapes, each read as ``slotwatch classify`` reads it, in a process of its own.

Prints CPU seconds and peak memory for each shape and exits with 1 where one needs more than 2 s or 300 MB, or fails.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

SIZE = 2 * 1024 * 1024
MOST_SECONDS, MOST_MEGABYTES = 2.0, 300.0


def _filled(unit: str) -> bytes:
    encoded = unit.encode()
    return encoded * (SIZE // len(encoded))


SHAPES: Mapping[str, Callable[[], bytes]] = {
    "links without end": lambda: _filled("<a "),
    "comments without end": lambda: _filled("<!--"),
    "deep nesting": lambda: _filled("<div>"),
    "nested tables": lambda: _filled("<table><tr><td>"),
    "nested inline": lambda: _filled("<b><i>"),
    "240 levels, again and again": lambda: (b"<div>" * 240 + b"x" + b"</div>" * 240) * (SIZE // 2700),
    "a million attributes": lambda: b"<p " + _filled("a=1 ") + b">",
    "one long attribute": lambda: b'<p title="' + _filled("x") + b'">',
    "one long word": lambda: b"<p>" + _filled("x"),
    "short words": lambda: b"<p>" + _filled("a "),
    "a sentence that never ends": lambda: b"<p>" + _filled("no slot available "),
    "negations": lambda: b"<p>" + _filled("not no none never "),
    "half sentences": lambda: b"<p>" + _filled("Il n'existe plus de plage horaire. "),
    "list of notices": lambda: b"<ul>" + (b"<li>no slots available</li>" * 12_000),
    "paragraphs": lambda: b"<p>no appointment is available today.</p>" * 12_000,
    "free cells": lambda: b"<table>" + b"<tr><td class=free><a href=/5/1538553600>libre</a></td></tr>" * 9_000,
    "forms": lambda: b"<form><input name=planning type=radio value=1></form>" * 12_000,
    "broken UTF-8": lambda: _filled("é").replace(b"\xa9", b"\xff"),
    "UTF-16 without mark": lambda: ("<p>" + "é" * 600_000).encode("utf-16-le"),
    "combining marks": lambda: b"<p>" + _filled("\u0315\u0300"),
    "ligatures that grow": lambda: b"<p>" + _filled("\ufdfa"),
    "bidi overrides": lambda: b"<p>" + _filled("\u202ea"),
    "mojibake": lambda: b"<p>" + _filled("Ã©Â "),
    "null bytes": lambda: b"\x00" * SIZE,
    "JSON arrays": lambda: b"[" * SIZE,
    "JSON objects": lambda: b"[" + b'{"available_slots":[]},' * 90_000 + b"{}]",
    "entities": lambda: b"<p>" + _filled("&eacute;&#x1F600;"),
    "scripts": lambda: _filled("<script>var a = 1;</script>")[: SIZE // 2],
    "spaces": lambda: b"<p>" + _filled(" \n\t"),
}


def measure(name: str) -> dict[str, float | str]:
    """Read one shape in this process: CPU seconds, and megabytes above what the program itself takes."""
    from monitor.watch.replay import classify
    from probes.contract import Page
    from probes.registry import BY_CONTENT

    classify(Page("https://a.invalid/", 200, b"<html><p>No slot is available.</p>", {}), BY_CONTENT)  # load everything
    content = SHAPES[name]()[:SIZE]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    reading = classify(Page("https://a.invalid/", 200, content, {"content-type": "text/html"}), BY_CONTENT)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "seconds": seconds,
        "megabytes": (peak - before) / 1024,
        "total": peak / 1024,
        "reason": str(reading.reason),
    }


def main() -> int:
    """Measure every shape, or with ``--only NAME`` one of them in this process (prints JSON)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="NAME", choices=sorted(SHAPES))
    only = parser.parse_args().only
    if only:
        print(json.dumps(measure(only)))
        return 0
    failed = False
    print(f"{'shape':30} {'CPU s':>6} {'MB':>6} {'peak MB':>8}  reading")
    for name in SHAPES:
        command = [sys.executable, __file__, "--only", name]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            print(f"{name:30} failed: {error}")
            failed = True
            continue
        row = json.loads(done.stdout)
        over = row["seconds"] > MOST_SECONDS or row["total"] > MOST_MEGABYTES
        failed = failed or over
        print(
            f"{name:30} {row['seconds']:6.2f} {row['megabytes']:6.0f} {row['total']:8.0f}  {row['reason']}"
            f"{'  OVER THE LIMIT' if over else ''}",
            flush=True,
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
