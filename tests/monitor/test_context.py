"""Under which circumstances looks are made: the same ones give the same bytes, and nothing is told that need not be."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import ssl
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from monitor.canonical import canonical
from monitor.config.load import load
from monitor.context import _name, clock_offset, clock_source, context_record, host_id
from monitor.store.writer import Store
from probes.registry import PROBES

CONFIG = """\
[monitor]
contact = "https://example.org/observatory"
vantage = "paris"
[[target]]
id = "palaiseau"
url = "https://rdv.example/booking/create/1"
probe = "ezbooking"
[[receiver]]
name = "lawyers"
url = "json://127.0.0.1:9/s3cret-path"
"""


def record(folder: Path, text: str = CONFIG, **changes: Any) -> str:
    (folder / "config.toml").write_text(text, "utf-8")
    config = load(folder / "config.toml", probes=PROBES, environ={})
    given = {"user_agent": "slotwatch/1", "database": "3.40.1", "simulated": False, "host": "ab" * 32, **changes}
    return context_record(config, **given)


def program(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def test_the_same_circumstances_give_the_same_bytes(tmp_path: Path):
    assert record(tmp_path) == record(tmp_path)
    assert record(tmp_path) == canonical(json.loads(record(tmp_path))), "canonical: anybody gets the same hash"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"user_agent": "slotwatch/2"}, "user_agent"),
        ({"database": "3.51.0"}, "sqlite"),
        ({"host": "cd" * 32}, "machine"),
        ({"simulated": True}, "clock"),
        ({"text": CONFIG.replace("paris", "lyon")}, "vantage"),
        ({"text": CONFIG.replace("create/1", "create/2")}, "configuration_sha256"),
    ],
)
def test_another_circumstance_is_another_record(tmp_path: Path, changes: dict[str, Any], key: str):
    one, two = json.loads(record(tmp_path)), json.loads(record(tmp_path, **changes))
    assert one[key] != two[key]
    assert {name for name in one if one[name] != two[name]} <= {key, "configuration_sha256"}


def test_it_says_what_a_technician_would_ask(tmp_path: Path):
    said = json.loads(record(tmp_path))
    assert said["python"] == platform.python_version()
    assert said["openssl"] == ssl.OPENSSL_VERSION
    assert said["os"] == platform.platform()
    assert (said["proxy"], said["cache"], said["scripts"]) == (
        "none: the proxies of the environment are not used",
        "none",
        "not run",
    )
    for package in ("httpcore", "lxml", "zstandard", "anyio", "certifi"):
        assert f"{package}=={metadata.version(package)}" in said["packages"], "and what they are made of in turn"
    assert said["packages_sha256"] == hashlib.sha256("\n".join(said["packages"]).encode()).hexdigest()
    assert not any(one.startswith(("pytest", "ruff", "mypy")) for one in said["packages"]), "nothing beside it"


def test_it_tells_neither_targets_nor_secrets_nor_the_name_of_the_machine(tmp_path: Path):
    text = record(tmp_path, host=host_id(b"salt"))
    for secret in ("palaiseau", "rdv.example", "s3cret", "lawyers", platform.node() or "no name"):
        assert secret not in text


def test_a_machine_is_told_apart_and_cannot_be_guessed(tmp_path: Path):
    assert host_id(b"one") == host_id(b"one") != host_id(b"two")
    with Store(tmp_path / "one.db") as one, Store(tmp_path / "two.db") as two:
        assert len(one.salt()) == 16
        assert one.salt() != two.salt()
    assert hashlib.sha256(platform.node().encode()).hexdigest() != host_id(b"")[:0] + host_id(b"one")


@pytest.mark.parametrize(
    ("name", "script", "source", "offset", "why"),
    [
        ("chronyc", "echo C0,ntp,2,1,0.000012345,0.000004,x", "chrony", 0.000012, "chrony answers"),
        ("chronyc", "echo nonsense", "chrony", None, "in a way that nobody understands"),
        ("chronyc", "echo 506 Cannot talk; exit 1", "not known to be synchronised", None, "it does not run"),
        ("chronyc", "printf '\\377\\376'", "not known to be synchronised", None, "that is no text"),
        ("ntpq", "echo version=4", "ntpd", None, "ntpd answers"),
    ],
)
def test_what_sets_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, script: str, source: str, offset: float | None, why: str
):
    program(tmp_path, name, script)
    for tool in ("echo", "printf"):
        assert Path(f"/bin/{tool}").exists() or Path(f"/usr/bin/{tool}").exists()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (clock_source(), clock_offset()) == (source, offset), why


def test_without_any_of_these_programs_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (clock_source(), clock_offset()) == ("not known to be synchronised", None)
    assert os.environ["PATH"] == str(tmp_path)


@pytest.mark.parametrize(
    ("requirement", "name"),
    [
        ("httpx<1,>=0.28", "httpx"),
        ("typing_extensions>=4; python_version < '3.13'", "typing_extensions"),
        ("h11", "h11"),
        ("sqlite-utils[tui] (>=4)", "sqlite-utils"),
        ("zope.interface>5", "zope.interface"),
    ],
)
def test_names_of_requirements(requirement: str, name: str):
    assert _name(requirement) == name
