"""What ``slotwatch run`` and its sender need: ``python -m tests.soak.small_server TARGETS SECONDS`` prints it as JSON.

Each process gets one core and 250 MB of memory of its own (RLIMIT_DATA: whoever asks for more is refused), and looks at
the hostile sites with the product's own waits, all targets at once at the start and then once an hour.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.soak.hostile_sites import SITES
from tests.soak.month import TARGET
from tests.support.receivers import an_http_receiver

LIMIT = 250_000_000
CONFIG = """
[monitor]
contact = "https://example.org/observatory"
data_dir = "."
metrics_file = "slotwatch.prom"
[defaults]
allow_private = true
[notify]
group = "10s"
[[receiver]]
name = "lawyers"
url = "json://127.0.0.1:{port}/"
[[rule]]
name = "first"
when = "first_look"
deliver = "all"
tell = ["lawyers"]
[[rule]]
name = "trouble"
when = "self"
tell = ["lawyers"]
"""


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (LIMIT, LIMIT))
    os.sched_setaffinity(0, {0})


def _status(pid: int) -> dict[str, int]:
    """Peak and present resident memory of a process, in bytes, and its processor time in milliseconds."""
    lines = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines() if ":" in line
    )
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    memory = {name: int(lines[name].split()[0]) * 1024 for name in ("VmHWM", "VmRSS", "VmData")}
    return {**memory, "cpu_ms": ticks * 1000 // os.sysconf("SC_CLK_TCK")}


def _descendants(pid: int) -> list[int]:
    """The processes that a process started, and those that these started; none of one that has ended."""
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []
    return [*children, *(other for child in children for other in _descendants(child))]


def measured(targets: int, seconds: float) -> dict[str, object]:
    """Run the monitor for so long, and say what it and its sender took."""
    with tempfile.TemporaryDirectory() as place, an_http_receiver() as receiver:
        sites = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.hostile_sites", str(targets)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert sites.stdout is not None
        kinds, ports = list(SITES), json.loads(sites.stdout.readline())
        rows = [TARGET.format(kind=kinds[n % len(kinds)], number=n, port=port) for n, port in enumerate(ports)]
        folder = Path(place)
        (folder / "config.toml").write_text(CONFIG.format(port=receiver.port) + "".join(rows), encoding="utf-8")
        daemon = subprocess.Popen(
            [sys.executable, "-m", "monitor", "run", "-c", str(folder / "config.toml")],
            stderr=(folder / "log").open("wb"),
            preexec_fn=_limited,  # noqa: PLW1509  # nothing of this process runs in threads that hold locks
        )
        most: dict[str, int] = {}
        found: dict[int, dict[str, int]] = {}
        try:
            ends_at = time.monotonic() + seconds
            while time.monotonic() < ends_at and daemon.poll() is None:
                time.sleep(0.2)
                found = {}
                for pid in [daemon.pid, *_descendants(daemon.pid)]:
                    with suppress(OSError, KeyError):  # one that has ended meanwhile has no memory
                        found[pid] = _status(pid)
                together = sum(one["VmRSS"] for one in found.values())
                most["together_resident_bytes"] = max(most.get("together_resident_bytes", 0), together)
            last = {("run" if pid == daemon.pid else "sender"): one for pid, one in found.items()}
            metrics = (folder / "slotwatch.prom").read_text("utf-8")
        finally:
            daemon.terminate()
            status = daemon.wait(60)
            sites.communicate("")
        log = (folder / "log").read_text("utf-8")
        return {
            "targets": targets,
            "seconds": seconds,
            "exit": status,
            "looks": sum(": " in line and " ms" in line for line in log.splitlines()),
            "messages": len(receiver.accepted),
            "memory_errors": log.count("MemoryError"),
            "most": most,
            "processes": last,
            "metrics": [line for line in metrics.splitlines() if "resident" in line or "lag" in line],
        }


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]), float(sys.argv[2])), indent=1))
