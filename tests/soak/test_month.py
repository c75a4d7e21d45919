"""An accelerated time against hostile sites: memory and descriptors flat, no due time missed or doubled, all right.

The short version lives a day with 17 targets. ``SLOTWATCH_SOAK="200 30"`` lives a month with 200 (half an hour).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.soak.hostile_sites import SITES

ROOT = Path(__file__).parents[2]
SHORT = f"{len(SITES)} 1"
TARGETS, DAYS = os.environ.get("SLOTWATCH_SOAK", SHORT).split()
WAIT = "2.5" if f"{TARGETS} {DAYS}" == SHORT else "0.8"
"""Seconds that a look may take; a silent site takes half of it."""


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What the harness says, in a process of its own: its memory is that of the monitor."""
    command = [sys.executable, "-m", "tests.soak.month", TARGETS, DAYS, "120", WAIT]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    result: dict[str, Any] = json.loads(ended.stdout)
    print({name: value for name, value in result.items() if name != "outcomes"})
    return result


def test_no_due_time_is_missed_doubled_or_late(found: dict[str, Any]):
    assert found["schedule"] == {"missed": 0, "doubled": 0, "late": 0}
    assert found["looks"] > 0.9 * int(TARGETS) * 24 * int(DAYS), "captchas are looked at less often after a day"


def test_every_outcome_is_the_right_one_and_no_fault_is_ours(found: dict[str, Any]):
    wrong = {kind: counts for kind, counts in found["outcomes"].items() if counts and list(counts) != [SITES[kind][1]]}
    assert wrong == {}
    assert found["faults"] == []


def test_memory_and_descriptors_are_flat(found: dict[str, Any]):
    measured = found["measured"]
    assert measured[-1]["descriptors"] < 40 + 2 * int(TARGETS), "one connection per host, and the store"
    if len(measured) > 2:  # after the first day all caches are full
        first, last = measured[1], measured[-1]
        assert last["descriptors"] <= first["descriptors"] + 5
        assert last["resident_bytes"] < 1.1 * first["resident_bytes"]
    assert measured[-1]["resident_bytes"] < 250_000_000
