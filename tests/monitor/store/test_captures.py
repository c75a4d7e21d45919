"""Exact bytes: patches that anybody can restore, new bases, hashes checked at every reading, bytes that come again."""

from __future__ import annotations

import asyncio
import hashlib
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.clock import SimulatedClock
from monitor.store import pruning
from monitor.store.captures import Captures, Damaged, patched, restored
from monitor.store.integrity import problems
from monitor.store.writer import Store
from tests.support.looks import HOUR, MONDAY, a_look, a_target, an_exchange
from tests.support.writing import a_ledger

NEAR = (1, 0)
"""A target and the step of its walk."""
BODY = random.Random(8).randbytes(9000)
"""That cannot be compressed: what is stored small was stored as a patch."""
needs_zstd = pytest.mark.skipif(shutil.which("zstd") is None, reason="the program zstd is not installed here")


def page(number: int, body: bytes = BODY) -> bytes:
    """The same page behind another date, session and token."""
    token = hashlib.sha256(str(number).encode()).hexdigest()
    return (
        f"HTTP/1.1 200 OK\r\nDate: {number}\r\nSet-Cookie: id={token}\r\n\r\n{token}".encode() + body + token.encode()
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "slotwatch.db"
    with a_ledger(path, a_target("palaiseau"), a_target("evry")) as (opened, _):
        yield opened


def rows(store: Store) -> list[tuple[str, int | None, int]]:
    """Encoding, base and stored size of each capture."""
    sql = "SELECT encoding, base, length(content) FROM captures ORDER BY id"
    return [tuple(row) for row in store.connection.execute(sql)]


def test_the_first_page_is_kept_whole_and_later_ones_as_small_patches(store: Store):
    captures = Captures(store.connection)
    ids = [captures.add(page(number), NEAR) for number in range(20)]
    first, *others = rows(store)
    assert (first[0], first[1], first[2] > 9000) == ("zstd", None, True)
    assert {(encoding, base) for encoding, base, _ in others} == {("patch", ids[0])}
    assert max(size for *_, size in others) < 250, "two tokens and a date"
    assert [captures.content(row) for row in ids] == [page(number) for number in range(20)]


@needs_zstd
def test_patches_can_be_restored_with_the_program_of_others(store: Store, tmp_path: Path):
    captures = Captures(store.connection)
    base, later = captures.add(page(1), NEAR), captures.add(page(2), NEAR)
    query = "SELECT content FROM captures WHERE id = ?"
    for row, name in ((base, "base.zst"), (later, "patch.zst")):
        (tmp_path / name).write_bytes(store.connection.execute(query, (row,)).fetchone()[0])
    for words in (["-d", "base.zst", "-o", "base"], ["-d", "--patch-from=base", "patch.zst", "-o", "page"]):
        subprocess.run(["zstd", "-q", *words], cwd=tmp_path, check=True)
    assert (tmp_path / "page").read_bytes() == page(2)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3000), st.binary(max_size=3000))
def test_whatever_is_patched_against_whatever_is_restored(base: bytes, content: bytes):
    assert restored(patched(content, base), base, len(content)) == content


def test_a_patch_larger_than_an_eighth_makes_a_new_base(store: Store):
    captures, other = Captures(store.connection), random.Random(9).randbytes(9000)
    first = captures.add(page(1), NEAR)
    small = captures.add(page(2, BODY[:8300] + other[:700]), NEAR)
    large = captures.add(page(3, BODY[:7000] + other[:2000]), NEAR)
    after = captures.add(page(4, BODY[:7000] + other[:2000]), NEAR)
    told = [(encoding, base) for encoding, base, _ in rows(store)]
    assert told == [("zstd", None), ("patch", first), ("zstd", None), ("patch", large)]
    assert (small, after) == (2, 4)


@pytest.mark.parametrize(
    ("near", "content", "why"),
    [
        (None, page(2), "requests and certificates belong to no step"),
        ((1, 1), page(2), "another step of the walk"),
        ((2, 0), page(2), "another target"),
        (NEAR, b"HTTP/1.1 302 Found\r\n\r\n", "a redirect is too small to gain"),
    ],
)
def test_what_is_not_patched(store: Store, near: tuple[int, int] | None, content: bytes, why: str):
    captures = Captures(store.connection)
    captures.add(page(1), NEAR)
    captures.add(content, near)
    assert rows(store)[1][:2] == ("zstd", None), why


def test_the_same_bytes_are_stored_once(store: Store):
    captures = Captures(store.connection)
    assert captures.add(page(1), NEAR) == captures.add(page(1), NEAR) == captures.add(page(1))
    assert len(rows(store)) == 1


@pytest.mark.parametrize(
    ("change", "words", "why"),
    [
        ("UPDATE captures SET content = x'00' WHERE id = 1", "cannot be unpacked", "no zstd"),
        ("UPDATE captures SET sha256 = zeroblob(32) WHERE id = 1", "not those of its hash", "another hash"),
        ("UPDATE captures SET bytes = 5 WHERE id = 1", "6 bytes or more in the place of 5", "longer than it says"),
        ("UPDATE captures SET bytes = 99999 WHERE id = 1", "in the place of 99999", "shorter"),
    ],
)
def test_damaged_bytes_are_never_handed_out(store: Store, change: str, words: str, why: str):
    captures = Captures(store.connection)
    ids = [captures.add(page(number), NEAR) for number in range(2)]
    store.connection.execute(change)
    with pytest.raises(Damaged, match=words):
        captures.content(ids[0])
    if "content" in change:
        with pytest.raises(Damaged):
            captures.content(ids[1])


def test_a_base_that_is_not_there_is_said(store: Store):
    captures = Captures(store.connection)
    captures.add(page(1), NEAR)
    later = captures.add(page(2), NEAR)
    store.connection.execute("UPDATE captures SET encoding = 'pruned', content = x'' WHERE id = 1")
    with pytest.raises(Damaged, match="the bytes that it was made against are not there"):
        captures.content(later)


def test_a_damaged_base_spoils_nothing_that_comes(store: Store):
    captures = Captures(store.connection)
    first = captures.add(page(1), NEAR)
    wrong = store.connection.execute("SELECT content FROM captures").fetchone()[0]
    store.connection.execute("UPDATE captures SET sha256 = zeroblob(32), content = ? WHERE id = ?", (wrong, first))
    later, last = captures.add(page(2), NEAR), captures.add(page(3), NEAR)
    assert [encoding for encoding, *_ in rows(store)] == ["zstd", "zstd", "patch"]
    assert (captures.content(later), captures.content(last)) == (page(2), page(3))


def test_no_row_and_pruned_bytes_are_told_apart(store: Store):
    captures = Captures(store.connection)
    row = captures.add(page(1))
    store.connection.execute("UPDATE captures SET encoding = 'pruned', content = x''")
    assert captures.content(row) == b""
    with pytest.raises(LookupError, match="no capture 7"):
        captures.content(7)


def test_bytes_that_come_again_after_they_were_pruned_are_kept_again_in_their_row(store: Store):
    captures = Captures(store.connection)
    captures.add(page(1), NEAR)
    row = captures.add(page(2), NEAR)
    store.connection.execute("UPDATE captures SET encoding = 'pruned', base = NULL, content = x'' WHERE id = ?", (row,))
    assert captures.add(page(2), NEAR) == row
    assert captures.content(row) == page(2)


def test_patches_can_be_stored_without_what_they_were_made_against(store: Store):
    captures = Captures(store.connection)
    ids = [captures.add(page(number), NEAR) for number in range(6)]
    store.connection.execute("UPDATE captures SET content = x'00' WHERE id = ?", (ids[3],))
    captures.rebase(ids[1:])
    store.connection.execute(
        "UPDATE captures SET encoding = 'pruned', base = NULL, content = x'' WHERE id = ?", ids[:1]
    )
    assert [base for _, base, _ in rows(store)] == [None, None, ids[1], None, ids[1], ids[1]]
    assert [captures.content(row) for row in (1, 2, 3, 5, 6)] == [b"", *(page(number) for number in (1, 2, 4, 5))]
    with pytest.raises(Damaged, match="a patch"):
        captures.content(ids[3])


def test_pruning_leaves_every_patch_with_its_base(tmp_path: Path):
    """The first page of a run stays, and what later ones were made against, whatever else goes."""
    path = tmp_path / "pruned.db"
    with a_ledger(path) as (_, ledger):
        for number in range(40):
            body = BODY if number < 25 else BODY[::-1]
            exchange = an_exchange(page(number, body), certificates=())
            ledger.record(a_look("N", MONDAY + number * HOUR, exchanges=(exchange,)))
    planned = pruning.plan(path, MONDAY + 30 * HOUR)
    with Store(path) as store:
        captures, _ = asyncio.run(pruning.prune(store, planned, SimulatedClock(MONDAY)))
        left = [row for row in rows(store) if row[0] == "patch"]
    assert captures == 28, "of thirty old pages the first stays, and the base of the young ones"
    assert left
    assert list(problems(path)) == []


def test_hashes_are_found_by_their_beginning(store: Store):
    captures = Captures(store.connection)
    captures.add(page(1))
    plan = store.connection.execute(
        "EXPLAIN QUERY PLAN SELECT id FROM captures WHERE substr(sha256, 1, 6) = ? AND sha256 = ?", (b"", b"")
    ).fetchall()
    assert "captures_by_hash" in str([tuple(row) for row in plan])
