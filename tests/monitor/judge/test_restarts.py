"""Stored in many runs of the program or in one: the same spells, standings and counts, and those of the pure folds."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain, count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model import LookKind
from tests.support.audit import audit, derived
from tests.support.looks import HOUR, MONDAY, a_look, planned
from tests.support.writing import a_ledger

Session = list[tuple[str, LookKind, timedelta]]
LOOKS = st.tuples(
    st.sampled_from("NNNESCFGR?"),
    st.sampled_from([*LookKind]),
    st.sampled_from([HOUR, HOUR, HOUR / 7, 9 * HOUR, 50 * HOUR, -HOUR, -30 * HOUR]),
)
"""What is seen, how it came to be looked at, and how far the clock then moves, also back."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("restarts")


names = count()


def _store(path: Path, sessions: list[Session]) -> None:
    at = MONDAY
    for session in sessions:
        with a_ledger(path) as (_, ledger):
            for letter, kind, step in session:
                ledger.record(a_look(letter, at, kind=kind), planned(at + HOUR))
                at += step


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(LOOKS, max_size=8), min_size=1, max_size=5))
def test_restarts_leave_no_trace_in_what_is_derived(folder: Path, sessions: list[Session]):
    often, once = folder / f"{next(names)}.db", folder / f"{next(names)}.db"
    _store(often, sessions)
    _store(once, [list(chain.from_iterable(sessions))])
    assert derived(often) == derived(once)
    assert audit(often) == audit(once) == sum(map(len, sessions)), "the audit folds all observations in one go"
