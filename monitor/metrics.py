"""Metrics in Prometheus' text format: to a file, and to whoever asks on this machine's own port. Tells no secrets.

The format is that of the exposition format 0.0.4 of Prometheus; names are documented in ``docs/reference/metrics.md``.
"""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor import __version__
from monitor.clock import Clock
from monitor.observatory import Observatory
from monitor.store.errors import StoreError
from monitor.store.measures import Measures, measures

log = logging.getLogger(__name__)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_LONGEST_REQUEST = 8192
_REQUEST_SECONDS = 5.0
_AT_ONCE = 8
"""Requests that are answered at the same time; more are turned away."""


@dataclass(frozen=True, slots=True)
class Process:
    """What only the running process knows."""

    overdue: int
    """Looks whose time has come and that are not made, those under way included."""
    most_overdue_seconds: float
    loop_lag_seconds: float
    resident_bytes: int


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric with all its samples: labels and value."""

    name: str
    kind: str
    meaning: str
    samples: tuple[tuple[Mapping[str, str], float], ...]


def metrics(now: datetime, store: Measures, process: Process) -> Iterator[Metric]:
    """All metrics, in the order in which they are written."""

    def one(name: str, kind: str, meaning: str, *samples: tuple[Mapping[str, str], float]) -> Metric:
        return Metric(f"slotwatch_{name}", kind, meaning, samples)

    def by(label: str, values: Mapping[str, float]) -> Iterable[tuple[Mapping[str, str], float]]:
        return [({label: key}, value) for key, value in values.items()]

    yield one("build_info", "gauge", "always 1; the version is its label", ({"version": __version__}, 1))
    looks = [({"outcome": outcome, "kind": kind}, float(n)) for (outcome, kind), n in store.looks.items()]
    yield one("looks_total", "counter", "looks stored since the beginning", *looks)
    yield one("targets", "gauge", "targets that are watched", ({}, store.targets))
    yield one("overdue_looks", "gauge", "looks whose time has come and that are not made yet", ({}, process.overdue))
    yield one("most_overdue_seconds", "gauge", "how late the most overdue look is", ({}, process.most_overdue_seconds))
    ages = {slug: max((now - at).total_seconds(), 0.0) for slug, at in store.last_conclusive.items()}
    yield one(
        "last_conclusive_look_age_seconds",
        "gauge",
        "since a target last gave a conclusive look; none where it never did",
        *by("target", ages),
    )
    yield one("incidents", "gauge", "incidents that go on", *by("kind", store.incidents))
    firing = [({"rule": rule, "kind": kind}, float(n)) for (rule, kind), n in store.firing.items()]
    yield one("rules_firing", "gauge", "incidents on which a rule fires", *firing)
    yield one("notifications_owed", "gauge", "notifications not delivered yet", *by("receiver", store.owed))
    yield one("notifications_dead", "gauge", "notifications given up", *by("receiver", store.dead))
    yield one("receiver_failures", "gauge", "failed deliveries in a row", *by("receiver", store.failures))
    yield one("troubles", "gauge", "troubles of the monitor itself", *by("kind", dict.fromkeys(store.troubles, 1)))
    yield one("internal_faults_total", "counter", "looks that ended with an error of ours", ({}, store.faults))
    yield one(
        "loop_lag_seconds",
        "gauge",
        "how late the minute's work of the event loop began",
        ({}, process.loop_lag_seconds),
    )
    sizes = {"store": store.file_bytes, "write-ahead log": store.log_bytes}
    yield one("database_bytes", "gauge", "what the store takes on the disk", *by("file", sizes))
    yield one("resident_memory_bytes", "gauge", "memory of the process that looks", ({}, process.resident_bytes))


def exposition(found: Iterable[Metric]) -> str:
    """The text that Prometheus reads."""
    return "".join(_metric_lines(metric) for metric in found)


def _metric_lines(metric: Metric) -> str:
    lines = [f"# HELP {metric.name} {metric.meaning}", f"# TYPE {metric.name} {metric.kind}"]
    for labels, value in metric.samples:
        shown = ",".join(f'{name}="{_escaped(text)}"' for name, text in labels.items())
        lines.append(f"{metric.name}{f'{{{shown}}}' if shown else ''} {_number(value)}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(round(value, 6))


def resident_bytes() -> int:
    """The memory of this process as the system counts it (statm of proc(5)); 0 where it does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def write_file(path: Path, text: str) -> None:
    """Replace a file at once: whoever collects it never sees half of it. Raises ``OSError``."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        part = Path(name)
        part.chmod(0o644)  # the collector is another user
        part.replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class Reporter:
    """Takes the measures once a minute and writes them where the configuration wants it; else it does nothing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.lag = 0.0
        """By how many seconds the minute's work came late, the last time."""
        self._file: Path | None = None
        self._port: MetricsPort | None = None
        self._parts: Observatory | None = None

    def lagged(self, seconds: float) -> None:
        """The event loop's latest turn came so much late."""
        self.lag = seconds

    async def follow(self, parts: Observatory) -> None:
        """Take another configuration into account. A port that is taken is said in the log, and is no trouble."""
        wanted = parts.config.monitor
        self._parts, self._file = parts, wanted.metrics_file
        if (self._port.wanted if self._port else None) != wanted.metrics_port:
            await self.close()
            if wanted.metrics_port is not None:
                self._port = MetricsPort(wanted.metrics_port, self.text)
                try:
                    await self._port.open()
                except OSError as error:
                    log.warning("metrics_port %d cannot be opened: %s", wanted.metrics_port, error.strerror)
        await self.report()

    async def close(self) -> None:
        """Close the port."""
        port, self._port = self._port, None
        if port:
            await port.close()

    async def report(self) -> None:
        """Write the file, if one is wanted. What goes wrong is said in the log: it must not disturb a look."""
        if self._file is None:
            return
        try:
            text = await self.text()
            await asyncio.to_thread(write_file, self._file, text)
        except StoreError as error:
            log.warning("the metrics are not written: %s", error)
        except OSError as error:
            log.warning("the metrics cannot be written to %s: %s", self._file, error.strerror)

    async def text(self) -> str:
        """The metrics of this moment; the store is read in another thread. Raises ``StoreError``."""
        assert self._parts is not None
        assert self._parts.store is not None
        process, path = self._process(self._parts), self._parts.store.path
        return exposition(metrics(self._clock.now(), await asyncio.to_thread(measures, path), process))

    def _process(self, parts: Observatory) -> Process:
        now = self._clock.now()
        times = parts.rounds.wanted_at().values() if parts.rounds else ()
        late = [(now - at).total_seconds() for at in times if at <= now]
        return Process(len(late), max(late, default=0.0), self.lag, resident_bytes())


class MetricsPort:
    """Answers ``GET /metrics`` on this machine's own address, and nothing else; every request is bounded."""

    def __init__(self, port: int, text: Callable[[], Awaitable[str]]) -> None:
        self.wanted = port
        self._text = text
        self._server: asyncio.Server | None = None
        self._answering = 0

    @property
    def port(self) -> int:
        """The one that is open; 0 while none is."""
        return int(self._server.sockets[0].getsockname()[1]) if self._server else 0

    async def open(self) -> None:
        """Begin to answer. Raises ``OSError`` where the port is taken."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.wanted, limit=_LONGEST_REQUEST)

    async def close(self) -> None:
        """Answer nobody any more."""
        server, self._server = self._server, None
        if server:
            server.close()
            await server.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._answering += 1
        try:
            with suppress(TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                async with asyncio.timeout(_REQUEST_SECONDS):
                    head = await reader.readuntil(b"\r\n\r\n")
                    status, body = await self._answer(head.split(b"\r\n", 1)[0])
                    writer.write(_response(status, body))
                    await writer.drain()
        finally:
            self._answering -= 1
            writer.close()

    async def _answer(self, line: bytes) -> tuple[str, str]:
        method, _, rest = line.partition(b" ")
        path = rest.partition(b" ")[0].partition(b"?")[0]
        if path != b"/metrics":
            return "404 Not Found", "metrics are at /metrics\n"
        if method != b"GET":
            return "405 Method Not Allowed", "only GET\n"
        if self._answering > _AT_ONCE:
            return "503 Service Unavailable", "too many at once\n"
        try:
            return "200 OK", await self._text()
        except StoreError as error:
            log.warning("the metrics are not served: %s", error)
            return "503 Service Unavailable", "the store cannot be read; the log says why\n"


def _response(status: str, body: str) -> bytes:
    content = body.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {CONTENT_TYPE}\r\nContent-Length: {len(content)}\r\nConnection: close"
    return f"{head}\r\n\r\n".encode() + content
