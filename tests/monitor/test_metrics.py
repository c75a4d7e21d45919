"""Metrics: what stands in them, that they cost nothing, and that they never disturb a look."""

from __future__ import annotations

import asyncio
import re
import socket
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from monitor import __version__
from monitor.clock import SimulatedClock, SystemClock
from monitor.config.load import load
from monitor.daemon import every
from monitor.demo.play import serve
from monitor.metrics import MetricsPort, Process, Reporter, exposition, metrics, resident_bytes, write_file
from monitor.observatory import observatory
from monitor.store.measures import measures
from monitor.store.writer import Store
from probes.ezbooking.simulator import SCENARIOS, Simulator
from probes.registry import PROBES
from tests.docs.pages import REFERENCE
from tests.monitor.test_daemon import start
from tests.support.looking import WEDNESDAY
from tests.support.looks import HOUR, MONDAY, a_look, a_rule, a_target, effective
from tests.support.writing import a_ledger

IDLE = Process(overdue=2, most_overdue_seconds=61.5, loop_lag_seconds=0.00025, resident_bytes=80_000_000)


def samples(text: str) -> dict[str, float]:
    """By name with labels, the value of each sample of a text that is well-formed."""
    found, typed = {}, set()
    for line in text.splitlines():
        if comment := re.fullmatch(r"# (HELP|TYPE) (slotwatch_[a-z_]+) (.+)", line):
            typed.add((comment[1], comment[2]))
            continue
        sample = re.fullmatch(
            r'(slotwatch_[a-z_]+)(\{[a-z]+="(?:[^"\\\n]|\\.)*"(?:,[a-z]+="(?:[^"\\\n]|\\.)*")*\})? (\S+)', line
        )
        assert sample, line
        assert {("HELP", sample[1]), ("TYPE", sample[1])} <= typed, line
        found[sample[1] + (sample[2] or "")] = float(sample[3])
    assert text.endswith("\n")
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Looks of all kinds, an incident on which a rule fires, a receiver that is owed, a retired target."""
    path, targets = tmp_path / "slotwatch.db", [a_target("palaiseau"), a_target("evry")]
    rules = [a_rule('long "none"', "no_slots", "3h", tell=["lawyers"])]
    with a_ledger(path, *targets) as (store, ledger):
        ledger.configure(effective(*targets, rules=rules, receivers=["lawyers"]), targets)
        for number, letter in enumerate("NNNNNNNF"):
            ledger.record(a_look(letter, MONDAY + number * HOUR))
        ledger.record(a_look("G", MONDAY, target=targets[1]))
        ledger.record_fault(None, "KeyError: 'x'", "")
        store.connection.execute("INSERT INTO troubles (kind, since, details) VALUES ('disk', '2018', '{}')")
        store.connection.execute("INSERT INTO receivers (receiver, failures, last_error) VALUES ('lawyers', 4, 'no')")
    return path


def test_the_numbers_are_those_of_the_store_and_of_the_process(path: Path):
    found = samples(exposition(metrics(MONDAY + 10 * HOUR, measures(path), IDLE)))
    expected = {
        f'slotwatch_build_info{{version="{__version__}"}}': 1,
        'slotwatch_looks_total{outcome="no_slots",kind="anchored"}': 7,
        'slotwatch_looks_total{outcome="failing",kind="anchored"}': 1,
        'slotwatch_looks_total{outcome="slots",kind="extra"}': 0,
        "slotwatch_targets": 2,
        "slotwatch_overdue_looks": 2,
        "slotwatch_most_overdue_seconds": 61.5,
        'slotwatch_last_conclusive_look_age_seconds{target="palaiseau"}': 4 * 3600,
        'slotwatch_incidents{kind="no_slots"}': 1,
        'slotwatch_incidents{kind="language"}': 0,
        'slotwatch_rules_firing{rule="long \\"none\\"",kind="no_slots"}': 1,
        'slotwatch_notifications_owed{receiver="lawyers"}': 1,
        'slotwatch_receiver_failures{receiver="lawyers"}': 4,
        'slotwatch_troubles{kind="disk"}': 1,
        "slotwatch_internal_faults_total": 1,
        "slotwatch_loop_lag_seconds": 0.00025,
        'slotwatch_database_bytes{file="store"}': path.stat().st_size,
        "slotwatch_resident_memory_bytes": 80_000_000,
    }
    assert {name: found.get(name) for name in expected} == expected
    assert not any("evry" in name for name in found), "it never gave a conclusive look"


def test_every_metric_is_documented_and_every_documented_one_exists(path: Path):
    documented = re.findall(r"^\| `(slotwatch_[a-z_]+)` \| (\w+) \| ([^|]*)\|", REFERENCE["metrics"], re.MULTILINE)
    assert [(name, kind) for name, kind, _ in documented] == [
        (metric.name, metric.kind) for metric in metrics(MONDAY, measures(path), IDLE)
    ]
    labels = {name: re.findall(r"`(\w+)`", cell) for name, _, cell in documented}
    shown = {
        metric.name: list(metric.samples[0][0]) for metric in metrics(MONDAY, measures(path), IDLE) if metric.samples
    }
    assert {name: labels[name] for name in shown} == shown


def test_what_is_counted_is_not_read_from_the_looks(path: Path):
    read = set()

    def note(action: int, table: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ:
            read.add(table)
        return sqlite3.SQLITE_OK

    opened: list[sqlite3.Connection] = []

    class Watched(sqlite3.Connection):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[arg-type]
            self.set_authorizer(note)
            opened.append(self)

    from monitor.store.measures import taken

    with closing(sqlite3.connect(path, factory=Watched)) as sql:
        taken(sql, path)
    assert opened
    assert "days" in read
    assert read & {"observed", "observations", "lines", "exchanged", "captures", "quarter_hours", "spells"} == set()


def test_a_year_of_a_thousand_targets_is_measured_in_a_moment(tmp_path: Path):
    path = tmp_path / "slotwatch.db"
    with Store(path) as store, store.atomic():
        store.put_vantage("main")
        store.connection.executemany(
            "INSERT INTO targets SELECT NULL, 't' || ?, '', '', '', '', '', '', '[]', '', 3600, '[]', '', NULL",
            [(number,) for number in range(200)],
        )
        store.connection.executemany(
            "INSERT INTO days VALUES (?, 1, ?, ?, ?, 24, 0, 24)",
            [
                (t, f"2018-{day:03}", *answer)
                for t in range(1, 201)
                for day in range(365)
                for answer in (("notice", "no_slots"), ("timeout", "failing"))
            ],
        )
    began = time.perf_counter()
    found = measures(path)
    assert found.looks["no_slots", "anchored"] == 200 * 365 * 24
    assert time.perf_counter() - began < 2.0, "1.7 million looks a year; they could be ten million"


def test_labels_and_numbers_are_written_as_prometheus_reads_them(path: Path):
    text = exposition(metrics(MONDAY, measures(path), Process(0, 1e-9, 12.345678912, 2**40)))
    found = samples(text)
    assert found["slotwatch_most_overdue_seconds"] == 0
    assert found["slotwatch_loop_lag_seconds"] == 12.345679
    assert "slotwatch_resident_memory_bytes 1099511627776\n" in text


def test_the_file_is_replaced_at_once_and_may_be_read_by_others(tmp_path: Path):
    file = tmp_path / "slotwatch.prom"
    write_file(file, "one\n")
    first = file.stat().st_ino
    write_file(file, "two\n")
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("two\n", 0o644)
    assert file.stat().st_ino != first, "never written in place"
    assert [one.name for one in tmp_path.iterdir()] == ["slotwatch.prom"]
    with pytest.raises(OSError, match="No such file"):
        write_file(tmp_path / "nowhere" / "slotwatch.prom", "")


def test_the_memory_of_this_process_is_known():
    assert 20_000_000 < resident_bytes() < 4_000_000_000


# The port


async def asked(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await asyncio.wait_for(reader.read(), 20)
    writer.close()
    return answer


@pytest.mark.parametrize(
    ("request_line", "status", "why"),
    [
        (b"GET /metrics HTTP/1.1", b"200", "as Prometheus asks"),
        (b"GET /metrics?x=1 HTTP/1.1", b"200", "whatever is added"),
        (b"GET / HTTP/1.1", b"404", "there is nothing else"),
        (b"GET /../slotwatch.sqlite3 HTTP/1.1", b"404", "no file"),
        (b"POST /metrics HTTP/1.1", b"405", "nothing can be sent to it"),
        (b"nonsense", b"404", "no HTTP"),
        (b"GET /metrics HTTP/1.1\r\nX: " + b"x" * 70_000, b"", "too long a request"),
    ],
    ids=lambda value: value[:40].decode() if isinstance(value, bytes) else "",
)
async def test_the_port_answers_one_question_only(request_line: bytes, status: bytes, why: str):
    async def text() -> str:
        return "slotwatch_targets 1\n"

    port = MetricsPort(0, text)
    await port.open()
    try:
        answer = await asked(port.port, request_line + b"\r\n\r\n")
    except ConnectionError:
        answer = b""
    finally:
        await port.close()
    assert answer[9:12] == status, why
    assert answer.endswith(b"slotwatch_targets 1\n") == (status == b"200"), why


async def test_who_asks_and_says_nothing_keeps_nobody_else_waiting():
    async def text() -> str:
        return "x\n"

    port = MetricsPort(0, text)
    await port.open()
    idle = [await asyncio.open_connection("127.0.0.1", port.port) for _ in range(5)]
    try:
        assert (await asked(port.port, b"GET /metrics HTTP/1.1\r\n\r\n")).endswith(b"x\n")
    finally:
        for _, writer in idle:
            writer.close()
        await asyncio.sleep(0.05)
        await port.close()


# In the daemon


CONFIG = """
[monitor]
contact = "https://example.org/observatory"
data_dir = "data"
{metrics}
[[target]]
id = "essonne"
url = "{base}/booking/create/16105"
probe = "ezbooking"
expect_language = ["fr"]
allow_private = true
"""


def a_free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def test_a_running_monitor_writes_and_serves_them(tmp_path: Path):
    port, file = a_free_port(), tmp_path / "slotwatch.prom"
    wanted = f'metrics_file = "{file.name}"\nmetrics_port = {port}'
    async with serve(Simulator(SCENARIOS["none"], now=lambda: WEDNESDAY)) as base:
        (tmp_path / "config.toml").write_text(CONFIG.format(base=base, metrics=wanted))
        process = await start(tmp_path, "run")
        try:
            async with asyncio.timeout(20):
                while not file.exists():
                    await asyncio.sleep(0.05)
                looks = 'slotwatch_looks_total{outcome="no_slots",kind="anchored"}'
                text = ""
                while not text or samples(text).get(looks) != 1:
                    await asyncio.sleep(0.05)
                    text = (await asked(port, b"GET /metrics HTTP/1.1\r\n\r\n")).partition(b"\r\n\r\n")[2].decode()
            process.terminate()
            _, errors = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    assert process.returncode == 0, errors.decode()
    found = samples(text)
    assert found["slotwatch_overdue_looks"] == 0
    assert found["slotwatch_resident_memory_bytes"] > 10_000_000
    assert samples(file.read_text()).keys() == found.keys() - {
        'slotwatch_last_conclusive_look_age_seconds{target="essonne"}'
    }, "the file was written before the first look"


async def test_where_they_cannot_be_written_the_log_says_so_and_all_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wanted = f'metrics_file = "nowhere/slotwatch.prom"\nmetrics_port = {taken.getsockname()[1]}'
        (tmp_path / "config.toml").write_text(CONFIG.format(base="http://127.0.0.1:9", metrics=wanted))
        config = load(tmp_path / "config.toml", probes=PROBES, environ={})
        clock = SimulatedClock(WEDNESDAY)
        async with observatory(config, PROBES, clock) as parts:
            reporter = Reporter(clock)
            await reporter.follow(parts)
            await reporter.close()
    assert "cannot be opened: " in caplog.text
    assert "cannot be written to " in caplog.text


async def test_overdue_looks_are_those_whose_time_has_come(tmp_path: Path):
    (tmp_path / "config.toml").write_text(CONFIG.format(base="http://127.0.0.1:9", metrics=""))
    config = load(tmp_path / "config.toml", probes=PROBES, environ={})
    clock = SimulatedClock(WEDNESDAY)
    async with observatory(config, PROBES, clock) as parts:
        reporter = Reporter(clock)
        await reporter.follow(parts)
        clock.move_to(WEDNESDAY + timedelta(minutes=7))
        reporter.lagged(1.5)
        found = samples(await reporter.text())
    assert found["slotwatch_overdue_looks"] == 1
    assert found["slotwatch_most_overdue_seconds"] == 420
    assert found["slotwatch_loop_lag_seconds"] == 1.5


async def test_the_minutes_work_comes_on_time_whatever_is_done_to_it():
    clock, turns, lags = SystemClock(), list[float](), list[float]()
    began = clock.monotonic()

    async def work() -> None:
        turns.append(clock.monotonic() - began)
        if len(turns) == 2:
            time.sleep(0.35)  # the loop is blocked
        if len(turns) == 3:
            raise ValueError("our bug")

    task = asyncio.create_task(every(0.1, work, clock, lags.append))
    await asyncio.sleep(0.95)
    task.cancel()
    assert [round(at, 1) for at in turns[:2]] == [0.1, 0.2]
    assert turns[2] == pytest.approx(0.55, abs=0.09), "as soon as it can"
    assert lags[2] == pytest.approx(0.25, abs=0.09), "so late it came"
    assert len(turns) in (5, 6, 7), "what was missed is not made up for"
