"""Imports as a whole: all or nothing, kept apart, with where they came from; bundles only when their checks pass."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock, iso
from monitor.dataset.tables import IMPORTED_LOOKS, IMPORTS
from monitor.evidence.zipping import zip_folder
from monitor.importing.bundle import NotTaken
from monitor.importing.csvfile import BadFile
from monitor.importing.taking import Order, take
from monitor.store.custody import entries
from monitor.store.errors import NotThisStore
from monitor.store.importing import Imports, imports
from monitor.store.judged import judged
from monitor.store.reader import reading
from monitor.store.writer import Store
from tests.monitor.dataset.stores import live, told
from tests.support import bundles
from tests.support.authorities import an_unserved_authority, needs_openssl
from tests.support.bundles import Making
from tests.support.looks import MONDAY

NOW = datetime(2018, 11, 5, tzinfo=UTC)
TEXT = "time,count,quote\n2018-10-01T08:00Z,0,=Plus rien\n2018-10-01T09:00Z,3,\n"


class RealClock(SimulatedClock):
    """Long ago, in a store whose time is taken for real."""

    simulated = False


@pytest.fixture
def path(tmp_path):
    return live(tmp_path / "slotwatch.sqlite3", {"palaiseau": "NNSN"}, clock=RealClock(MONDAY))


def given_file(folder: Path, text: str = TEXT, name: str = "looks.csv") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def counts(path: Path) -> tuple[int, int]:
    """Imports and imported looks."""
    with closing(sqlite3.connect(path)) as sql:
        return (
            sql.execute("SELECT count(*) FROM imports").fetchone()[0],
            sql.execute("SELECT count(*) FROM imported_looks").fetchone()[0],
        )


def exported(path: Path, table: str) -> list[dict[str, object]]:
    names = {"imports": IMPORTS, "imported_looks": IMPORTED_LOOKS}[table].names
    return [dict(zip(names, row, strict=True)) for row in told(path, table)]


# CSV files


def test_a_file_is_kept_with_where_it_came_from(path, tmp_path):
    order = Order(given_file(tmp_path), "palaiseau", "La Cimade", "Massy", "by telephone")
    with Store(path) as store:
        taken = take(store, order, NOW)
        custody = entries(store)[-1]
    one = taken.imports[0]
    assert (one.number, one.looks, one.operator, one.vantage, one.source) == (1, 2, "La Cimade", "Massy", "looks.csv")
    assert custody[1] == "imported"
    assert one.first_at is not None
    assert one.last_at is not None
    assert custody[2] == {
        "import": 1,
        "kind": "csv",
        "target": 1,
        "sha256": one.sha256,
        "looks": 2,
        "first_at": iso(one.first_at),
        "last_at": iso(one.last_at),
    }, "the log is part of every bundle: it names no target, nobody, and no file of ours"
    rows = exported(path, "imported_looks")
    assert [(row["seen_by"], row["operator"], row["outcome"], row["quote"]) for row in rows] == [
        ("imported", "La Cimade", "no_slots", "=Plus rien"),
        ("imported", "La Cimade", "slots", None),
    ]


def test_what_was_imported_is_never_judged_nor_sealed(path, tmp_path):
    def everything() -> tuple[object, ...]:
        with reading(path) as reader:
            return judged(reader).fingerprints(), list(reader.lines("palaiseau")), reader.target_states()

    before = everything()
    with Store(path) as store:
        take(store, Order(given_file(tmp_path), "palaiseau"), NOW)
    assert everything() == before


def test_one_bad_line_keeps_all_of_a_file_out(path, tmp_path):
    order = Order(given_file(tmp_path, TEXT + "2018-10-01T10:00Z,-1\n"), "palaiseau")
    with Store(path) as store, pytest.raises(BadFile):
        take(store, order, NOW)
    assert counts(path) == (0, 0)
    with Store(path) as store:
        assert [kind for _, kind, _ in entries(store) if kind == "imported"] == []


def test_an_import_that_is_interrupted_keeps_nothing(path, tmp_path):
    def interrupt() -> None:
        raise KeyboardInterrupt

    with Store(path) as store:
        with pytest.raises(KeyboardInterrupt):
            take(store, Order(given_file(tmp_path), "palaiseau"), NOW, interrupt)
        assert take(store, Order(given_file(tmp_path), "palaiseau"), NOW).imports[0].looks == 2, (
            "and may be tried again"
        )
    assert counts(path) == (1, 2)


def test_a_long_file_does_not_keep_others_from_writing_while_it_is_read(path, tmp_path):
    rows = "".join(f"2018-10-{day:02}T{hour:02}:00Z,0\n" for day in range(1, 31) for hour in range(24)) * 3
    written = []

    def write() -> None:
        with closing(sqlite3.connect(path, timeout=0)) as sql, sql:
            sql.execute("UPDATE targets SET name = name")
        written.append(True)

    with Store(path) as store:
        taken = take(store, Order(given_file(tmp_path, f"time,count\n{rows}"), "palaiseau"), NOW, write)
    assert len(written) == 3, "once for each thousand looks"
    assert taken.same_moment == 2 * 30 * 24


def test_the_same_file_is_taken_once(path, tmp_path):
    with Store(path) as store:
        take(store, Order(given_file(tmp_path), "palaiseau"), NOW)
        again = given_file(tmp_path, name="copy.csv")
        with pytest.raises(NotTaken, match="was imported already on 2018-11-05, as import 1"):
            take(store, Order(again, "palaiseau"), NOW)
    assert counts(path) == (1, 2)


def test_looks_of_the_same_span_are_told(path, tmp_path):
    with Store(path) as store:
        take(store, Order(given_file(tmp_path), "palaiseau"), NOW)
        later = given_file(tmp_path, "time,count\n2018-10-02T09:00Z,0\n", "later.csv")
        assert take(store, Order(later, "palaiseau"), NOW).overlapping == ()
        both = given_file(tmp_path, "time,count\n2018-10-01T08:30Z,0\n2018-10-02T08:30Z,0\n", "both.csv")
        assert [one.number for one in take(store, Order(both, "palaiseau"), NOW).overlapping] == [1]


def test_an_import_is_removed_with_its_looks_and_its_number_is_not_used_again(path, tmp_path):
    with Store(path) as store:
        first = take(store, Order(given_file(tmp_path), "palaiseau"), NOW).imports[0]
        assert Imports(store).remove(first.number, NOW) == first
        assert Imports(store).remove(first.number, NOW) is None
        assert [kind for _, kind, _ in entries(store)][-2:] == ["imported", "import-removed"]
        assert take(store, Order(given_file(tmp_path), "palaiseau"), NOW).imports[0].number == 2
    assert counts(path) == (1, 2)


def test_a_spreadsheet_is_neither_a_bundle_nor_a_csv_file(path, tmp_path):
    (tmp_path / "xl").mkdir()
    (tmp_path / "xl" / "workbook.xml").write_text("<workbook/>")
    zip_folder(tmp_path / "xl", tmp_path / "looks.xlsx")
    for file in (tmp_path / "looks.xlsx", tmp_path / "xl"):
        with Store(path) as store, pytest.raises(NotTaken, match="save a spreadsheet as CSV"):
            take(store, Order(file, "palaiseau"), NOW)


# Bundles


@pytest.fixture(scope="module")
def making(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authorities")
    return Making({"alpha": an_unserved_authority(folder / "alpha").local})


@pytest.fixture(scope="module")
def bundle(making, tmp_path_factory):
    return bundles.make(tmp_path_factory.mktemp("bundle") / "preuve_palaiseau", making)


@needs_openssl
@pytest.mark.parametrize("zipped", [False, True], ids=["folder", "zip"])
def test_a_bundle_keeps_its_vantages_and_its_operator(path, tmp_path, bundle, zipped):
    given = tmp_path / "preuve.zip" if zipped else bundle
    if zipped:
        zip_folder(bundle, given)
    with Store(path) as store:
        taken = take(store, Order(given, "palaiseau", note="from a friend"), NOW)
    assert [(one.operator, one.vantage, one.looks) for one in taken.imports] == [
        ("Association « é »", "paris", 15),
        ("Association « é »", "rota", 3),
    ]
    told_of = exported(path, "imports")
    assert [row["vantage_kind"] for row in told_of] == ["machine", "person"]
    assert {row["their_target"] for row in told_of} == {"palaiseau"}
    assert set(json.loads(str(told_of[0]["checks"]))["checks"].values()) == {"passed"}
    looks = exported(path, "imported_looks")
    assert [row["position"] for row in looks if row["retracted"]] == [5], "the first look of its second day"
    assert looks[0]["at"] == "2018-10-01T07:00:00.000000Z"
    assert [row["slots_count"] for row in looks if row["vantage"] == "rota"] == [2, 2, 2]


@needs_openssl
def test_a_bundle_that_fails_its_checks_is_refused_with_what_failed(path, tmp_path, bundle):
    folder = tmp_path / "changed"
    shutil.copytree(bundle, folder)
    file = next(folder.glob("obs/17/1/*.jsonl"))
    file.write_text(file.read_text("utf-8").replace("no_slots", "slots"), "utf-8")
    with Store(path) as store, pytest.raises(NotTaken) as caught:
        take(store, Order(folder, "palaiseau"), NOW)
    for said in ("check 1 failed: Files were changed", "check 4 failed", "check 6 failed", "nothing was imported"):
        assert said in str(caught.value)
    assert counts(path) == (0, 0)


@needs_openssl
def test_a_bundle_is_taken_once_and_says_itself_who_made_it(path, bundle):
    with Store(path) as store:
        with pytest.raises(NotTaken, match="states its own operator"):
            take(store, Order(bundle, "palaiseau", operator="me"), NOW)
        take(store, Order(bundle, "palaiseau"), NOW)
        with pytest.raises(NotTaken, match="was imported already"):
            take(store, Order(bundle, "palaiseau"), NOW)
    with reading(path) as reader:
        assert [one.number for one in imports(reader)] == [1, 2]


@needs_openssl
def test_simulated_looks_do_not_come_into_a_store_of_real_ones(path, tmp_path, making):
    simulated = bundles.make(tmp_path / "simulated", Making(making.authorities, simulated=True))
    with Store(path) as store, pytest.raises(NotThisStore):
        take(store, Order(simulated, "palaiseau"), NOW)
    assert counts(path) == (0, 0)


@needs_openssl
def test_our_own_looks_need_no_import(path, bundle):
    line = json.loads(next(bundle.glob("obs/17/1/*-03.jsonl")).read_text("utf-8").splitlines()[0])
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute("DROP TRIGGER observations_are_never_changed")
        sql.execute("UPDATE observed SET uuid = ? WHERE id = 2", (bytes.fromhex(line["id"].replace("-", "")),))
    with Store(path) as store, pytest.raises(NotTaken, match="this store's own looks"):
        take(store, Order(bundle, "palaiseau"), NOW)
    assert counts(path) == (0, 0)


@needs_openssl
@pytest.mark.parametrize(("wanted", "looks"), [("palaiseau", 18), ("old-name", 18), ("elsewhere", None)])
def test_the_target_that_is_meant_is_found_by_its_names(path, bundle, wanted, looks):
    with Store(path) as store:
        if looks is None:
            with pytest.raises(NotTaken, match="it holds looks at palaiseau; say which are meant with --their-target"):
                take(store, Order(bundle, "palaiseau", their_target=wanted), NOW)
        else:
            taken = take(store, Order(bundle, "palaiseau", their_target=wanted), NOW)
            assert sum(one.looks for one in taken.imports) == looks
