"""The benchmark of evidence measures a store that is whole, and judges as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.evidence import BYTES_PER_LOOK, START, Figures, _goals, authorities, exported, grow, in_use
from benchmarks.offices import PAGE_BYTES, Site
from monitor.store.integrity import problems
from tests.support.authorities import needs_openssl


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_a_page_has_the_size_that_is_said_and_is_never_the_same_twice(coding: str):
    site = Site(1, coding)
    one, two = (site.answer(START).partition(b"\r\n\r\n")[2] for _ in range(2))
    assert one != two
    if coding == "identity":
        assert abs(len(one) - PAGE_BYTES) < 200
        assert sum(a == b for a, b in zip(one, two, strict=True)) > 0.98 * len(one), "all but the tokens"
    else:
        assert one[:2] == b"\x1f\x8b"
    assert Site(1, coding).answer(START).partition(b"\r\n\r\n")[2] == one, "the same number gives the same pages"


@needs_openssl
async def test_what_is_weighed_is_a_whole_store_and_what_is_timed_a_whole_bundle(tmp_path: Path):
    import asyncio

    path = tmp_path / "store.sqlite3"
    async with authorities(tmp_path) as given:
        figures = await asyncio.to_thread(grow, path, 2, 1, "identity", given)
    assert (figures.looks, figures.file_bytes) == (288, path.stat().st_size)
    assert list(problems(path)) == []
    written, seconds = exported(path, tmp_path / "out", 1, given)
    assert written.looks == 144
    assert seconds > 0


def test_the_goal_on_room_leaves_out_free_pages_only():
    figures = Figures("identity", 1, 1, 1000, 400_000, 60_000, 1.0, 1.0)
    assert in_use(figures) == 340
    room, export, verify, seal = _goals(figures, {"export": 21, "verify.py": 4, "seal": 1})
    assert (room.met, room.limit, export.met, verify.met, seal.met) == (True, BYTES_PER_LOOK, False, True, True)
