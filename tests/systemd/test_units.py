"""The units against systemd itself: they verify, they are tight, and they agree with one another."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNITS = sorted([*ROOT.glob("systemd/*.service"), *ROOT.glob("systemd/*.timer")])
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
NAMES = [unit.name for unit in UNITS]
SERVICE_NAMES = [unit.name for unit in SERVICES]


def settings(unit: Path) -> dict[str, list[str]]:
    """The settings of all sections, each with its values in order."""
    found: dict[str, list[str]] = {}
    for key, value in re.findall(r"^([A-Z]\w+)=(.*)$", unit.read_text("utf-8"), re.MULTILINE):
        found.setdefault(key, []).append(value)
    return found


def sandbox(unit: Path) -> list[str]:
    """The lines after the remark that begins the sandbox, up to the next section."""
    after = unit.read_text("utf-8").partition("# What it may do:")[2].partition("\n[")[0]
    return [line for line in after.splitlines()[1:] if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def analyze() -> str:
    """systemd-analyze; in continuous integration it must be there."""
    path = shutil.which("systemd-analyze")
    if path is None:
        why = "systemd-analyze is not installed (Debian package systemd)"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    return path


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root folder as docs/install.md leaves it, with stand-ins for what the units start."""
    root = tmp_path_factory.mktemp("machine")
    folder = root / "etc/systemd/system"
    folder.mkdir(parents=True)
    for unit in UNITS:
        shutil.copy(unit, folder)
    for program in ("opt/slotwatch/bin/slotwatch", "usr/local/lib/slotwatch/backup", "bin/kill"):
        (root / program).parent.mkdir(parents=True, exist_ok=True)
        (root / program).write_text("#!/bin/sh\n")
        (root / program).chmod(0o755)
    for name in ("basic.target", "sysinit.target", "shutdown.target", "timers.target", "network-online.target"):
        (folder / name).write_text("[Unit]\nDescription=stand-in\n")
    return root


def verified(analyze: str, machine: Path, name: str) -> str:
    """What systemd-analyze says of a unit on that machine; empty where all is well."""
    place = machine / "etc/systemd/system" / name
    command = [analyze, "verify", "--man=no", "--recursive-errors=no", f"--root={machine}", str(place)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return (done.stdout + done.stderr).strip() or ("" if done.returncode == 0 else f"exit {done.returncode}")


@pytest.mark.parametrize("name", NAMES)
def test_systemd_finds_nothing_wrong_with_a_unit(analyze, machine, name):
    assert verified(analyze, machine, name) == ""


def test_a_mistake_in_a_unit_would_be_found(analyze, machine):
    place = machine / "etc/systemd/system/mistaken.service"
    place.write_text((ROOT / "systemd/slotwatch.service").read_text("utf-8").replace("TasksMax=", "TaskMax="))
    assert "TaskMax" in verified(analyze, machine, place.name)


def exposure(analyze: str, unit: Path) -> subprocess.CompletedProcess[str]:
    command = [analyze, "security", "--no-pager", "--offline=true", "--threshold=15", str(unit)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("unit", SERVICES, ids=SERVICE_NAMES)
def test_a_service_is_exposed_to_no_more_than_one_and_a_half(analyze, unit):
    done = exposure(analyze, unit)
    said = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
    assert said, done.stderr
    assert (done.returncode, float(said[1]) <= 1.5) == (0, True), done.stdout


def test_a_service_without_its_system_call_filter_is_too_exposed(analyze, tmp_path):
    loose = tmp_path / "slotwatch.service"
    text = (ROOT / "systemd/slotwatch.service").read_text("utf-8")
    loose.write_text(re.sub(r"^SystemCallFilter=.*\n", "", text, flags=re.MULTILINE))
    assert exposure(analyze, loose).returncode != 0


def test_all_services_have_the_same_sandbox():
    first, *others = [sandbox(unit) for unit in SERVICES]
    assert len(first) > 25
    assert [unit.name for unit, other in zip(SERVICES[1:], others, strict=True) if other != first] == []


@pytest.mark.parametrize(
    ("key", "values", "why"),
    [
        ("User", ["slotwatch"], "a fixed user: files keep their owner"),
        ("StateDirectoryMode", ["0750"], "the group may read, nobody else"),
        ("UMask", ["0027"], "the same for the files in it"),
        ("MemoryMax", ["250M"], "the budget of a small server"),
        ("ProtectSystem", ["strict"], "the system is read-only"),
        ("RestrictAddressFamilies", ["AF_INET AF_INET6 AF_UNIX"], "no raw packets"),
    ],
)
@pytest.mark.parametrize("unit", SERVICES, ids=SERVICE_NAMES)
def test_what_every_service_must_have(unit, key, values, why):
    assert settings(unit)[key] == values, why


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("Type", "notify", "it is started when it watches, not before"),
        ("NotifyAccess", "main", "a child process cannot speak for the daemon"),
        ("WatchdogSec", "3min", "a loop that stands still is started again"),
        ("Restart", "on-failure", "a crash is followed by a new start"),
        ("RestartPreventExitStatus", "2", "a faulty configuration is not tried again"),
        ("ExecReload", "/bin/kill -HUP $MAINPID", "systemctl reload reads the configuration again"),
        ("OOMPolicy", "continue", "the daemon starts its sender again by itself"),
    ],
)
def test_what_the_daemon_must_have(key, value, why):
    assert settings(ROOT / "systemd/slotwatch.service")[key] == [value], why


def test_both_ways_to_run_get_the_same_secrets():
    daemon, once = (settings(ROOT / f"systemd/{name}.service") for name in ("slotwatch", "slotwatch-once"))
    assert daemon["LoadCredential"] == once["LoadCredential"] == ["slotwatch.receiver", "slotwatch.dead-man"]


def test_every_timer_starts_a_service_that_exists():
    assert {unit.stem for unit in UNITS if unit.suffix == ".timer"} == {"slotwatch-once", "slotwatch-backup"}
    assert {unit.stem for unit in SERVICES} == {"slotwatch", "slotwatch-once", "slotwatch-backup"}


def test_systemd_knows_the_user_that_the_units_name(tmp_path):
    program = shutil.which("systemd-sysusers")
    if program is None:
        pytest.skip("systemd-sysusers is not installed (Debian package systemd)")
    (tmp_path / "etc").mkdir()
    file = ROOT / "systemd/slotwatch.sysusers"
    subprocess.run([program, f"--root={tmp_path}", str(file)], check=True, capture_output=True, timeout=60)
    assert re.search(
        r"^slotwatch:x:\d+:\d+:slotwatch:/var/lib/slotwatch:/usr/sbin/nologin$",
        (tmp_path / "etc/passwd").read_text("utf-8"),
        re.MULTILINE,
    )
