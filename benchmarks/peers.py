"""Two other monitors over the same pages: urlwatch, and Prometheus' blackbox_exporter; writes in a temporary folder.

Each runs in a process of its own, the CPU of which is counted from outside, children included.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import local
from urllib.parse import quote

from benchmarks.server import SENTENCE, listener

URLWATCH, BLACKBOX = "urlwatch", "blackbox_exporter"
HOW_TO_GET = {
    URLWATCH: "python3 -m venv DIR && DIR/bin/pip install urlwatch, then --urlwatch DIR/bin/urlwatch",
    BLACKBOX: "apt-get install prometheus-blackbox-exporter, or --blackbox FILE",
}
_NAMES = {URLWATCH: ("urlwatch",), BLACKBOX: ("prometheus-blackbox-exporter", "blackbox_exporter")}
_VARIABLES = {URLWATCH: "BENCHMARK_URLWATCH", BLACKBOX: "BENCHMARK_BLACKBOX"}

_URLWATCH_CONFIG = """\
display: {error: true, new: false, unchanged: false}
report:
  stdout: {enabled: true, color: false}
"""
_BLACKBOX_CONFIG = f"""\
modules:
  page:
    prober: http
    timeout: 30s
    http:
      preferred_ip_protocol: ip4
      fail_if_body_not_matches_regexp: ["{SENTENCE.rstrip(".")}"]
      fail_if_body_matches_regexp: ['<td class="[^"]*free']
"""
_AT_ONCE = 10
"""Probes under way at a time; as many as urlwatch has threads."""


class PeerFailed(Exception):
    """A peer did not do what it was asked: its figures would mean nothing."""


@dataclass(frozen=True, slots=True)
class PeerRow:
    """What one peer needed for one look at every page."""

    peer: str
    version: str
    targets: int
    pages: str
    mode: str
    cpu_seconds: tuple[float, ...]
    """User and system time of each pass; without the program's start."""
    start_seconds: float
    """CPU of the start, which urlwatch needs for every pass; 0 for a program that stays."""
    wall_seconds: tuple[float, ...]
    rss_mb: float


def find(peer: str, given: str | None) -> str | None:
    """The peer's program: as given, else by environment variable, else on the path; None where there is none."""
    if wanted := given or os.environ.get(_VARIABLES[peer]):
        return shutil.which(wanted)
    return next((found for name in _NAMES[peer] if (found := shutil.which(name))), None)


def version(program: str) -> str:
    """What the program says of itself, one line."""
    told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=True)
    return (told.stdout or told.stderr).splitlines()[0].split("(")[0].strip(" ,")


def measured(peer: str, program: str, urls: Sequence[str], passes: int, *, pages: str, mode: str) -> PeerRow:
    """Look at every page ``passes`` times after one pass that warms up. Raises ``PeerFailed``."""
    with TemporaryDirectory(prefix="slotwatch-benchmark-") as folder:
        run = _urlwatch if peer == URLWATCH else _blackbox
        start, looks, rss = run(program, Path(folder), urls, passes)
    return PeerRow(
        peer=peer,
        version=version(program),
        targets=len(urls),
        pages=pages,
        mode=mode,
        cpu_seconds=tuple(round(cpu, 3) for cpu, _ in looks),
        start_seconds=round(start, 3),
        wall_seconds=tuple(round(wall, 2) for _, wall in looks),
        rss_mb=round(rss, 1),
    )


Looks = list[tuple[float, float]]
"""CPU and wall seconds of each pass."""


def _urlwatch(program: str, folder: Path, urls: Sequence[str], passes: int) -> tuple[float, Looks, float]:
    """It is started anew for every pass, as cron does; what its start costs is measured with one page."""
    (folder / "config.yaml").write_text(_URLWATCH_CONFIG, encoding="utf-8")
    (folder / "all.yaml").write_text(_jobs(urls), encoding="utf-8")
    (folder / "one.yaml").write_text(_jobs(urls[:1]), encoding="utf-8")
    begun = [_run_urlwatch(program, folder, "one") for _ in range(4)][1:]
    start = sorted(cpu for cpu, _, _ in begun)[1]
    ran = [_run_urlwatch(program, folder, "all") for _ in range(passes + 1)]
    return start, [(cpu - start, wall) for cpu, wall, _ in ran[1:]], max(rss for _, _, rss in ran)


def _jobs(urls: Sequence[str]) -> str:
    return "---\n".join(f"name: {json.dumps(url)}\nurl: {json.dumps(url)}\n" for url in urls)


def _run_urlwatch(program: str, folder: Path, jobs: str) -> tuple[float, float, float]:
    command = [program, "--urls", f"{jobs}.yaml", "--config", "config.yaml", "--hooks", "hooks.py"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    began = time.monotonic()
    with (folder / "report.txt").open("wb") as report:
        process = subprocess.Popen([*command, "--cache", f"{jobs}.db"], cwd=folder, env=environment, stdout=report)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)  # it was waited for here
    told = (folder / "report.txt").read_text(encoding="utf-8", errors="replace")
    if process.returncode or "ERROR" in told or "Traceback" in told:
        raise PeerFailed(f"urlwatch ended with {process.returncode}: {told[:300]}")
    return used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024


def _blackbox(program: str, folder: Path, urls: Sequence[str], passes: int) -> tuple[float, Looks, float]:
    """It stays; each look is one scrape of it, and who scrapes is not counted."""
    (folder / "blackbox.yml").write_text(_BLACKBOX_CONFIG, encoding="utf-8")
    with _blackbox_running(program, folder) as (process, port):
        looks: Looks = []
        for _ in range(passes + 1):
            cpu, began = _cpu_seconds(process.pid), time.monotonic()
            _scrape(port, urls)
            looks.append((_cpu_seconds(process.pid) - cpu, time.monotonic() - began))
        return 0.0, looks[1:], _peak_mb(process.pid)


@contextmanager
def _blackbox_running(program: str, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with listener() as free:
        port = int(free.getsockname()[1])
    command = [program, "--config.file=blackbox.yml", f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                try:
                    _get(http.client.HTTPConnection("127.0.0.1", port, timeout=10), "/-/healthy")
                    break
                except OSError:
                    time.sleep(0.1)
            else:
                raise PeerFailed("blackbox_exporter does not answer")
            yield process, port
        finally:
            process.kill()


def _scrape(port: int, urls: Sequence[str]) -> None:
    kept = local()

    def probe(url: str) -> None:
        if not hasattr(kept, "connection"):
            kept.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        told = _get(kept.connection, f"/probe?module=page&target={quote(url, safe='')}")
        if "\nprobe_success 1" not in told:
            raise PeerFailed(f"blackbox_exporter: no success at {url}")

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(probe, urls))


def _get(connection: http.client.HTTPConnection, path: str) -> str:
    connection.request("GET", path)
    return connection.getresponse().read().decode()


def _cpu_seconds(pid: int) -> float:
    """User and system time of a process that runs (fields 14 and 15 of proc_pid_stat(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
