"""A whole export: valid for other programs, the same in every form, harmless, and there as a whole or not at all."""

import csv
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import pytest

from monitor.dataset import folder as exports
from monitor.dataset.folder import NotOurs, Wish, export
from monitor.dataset.metadata import QUERIES
from monitor.dataset.tables import SCHEMA, TABLES, Kind
from monitor.dataset.words import Words
from monitor.report.span import Span
from monitor.store.exporting import Exporting, one_moment
from tests.monitor.dataset.stores import HOSTILE, everything, live, parts, told
from tests.support.looks import MONDAY

yaml = import_module("yaml")  # comes with Datasette and frictionless, without types
parquet_files = import_module("pyarrow.parquet")
WISH = Wish(made_at=MONDAY, simulated=True)


def write(path: Path, goal: Path, wish: Wish = WISH) -> dict[str, int]:
    """Export everything."""
    wanted = parts(path)
    with one_moment(path) as reader:
        return dict(export(Exporting(reader, wanted), goal, wish))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return everything(tmp_path_factory.mktemp("store") / "slotwatch.sqlite3")


@pytest.fixture(scope="module")
def exported(store, tmp_path_factory):
    goal = tmp_path_factory.mktemp("export") / "data"
    write(store, goal, Wish(made_at=MONDAY, simulated=True, parquet=True))
    return goal


def rows_of(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *map(str, words)], capture_output=True, text=True, check=False)


# Valid for others


def test_frictionless_finds_the_package_valid(exported):
    done = run("frictionless", "validate", exported / "datapackage.json", "--json")
    report = json.loads(done.stdout)
    assert report["valid"], report
    assert len(report["tasks"]) == len(TABLES)


def test_datasette_shows_titles_units_facets_and_answers_every_query(exported):
    script = (
        "import asyncio, json, sys\n"
        "from datasette.app import Datasette\n"
        "from datasette.utils import parse_metadata\n"
        "async def ask(paths):\n"
        "    folder = sys.argv[1]\n"
        "    metadata = parse_metadata(open(folder + '/metadata.yaml').read())\n"
        "    client = Datasette([folder + '/slotwatch.sqlite'], metadata=metadata).client\n"
        "    answers = [await client.get(path) for path in paths]\n"
        "    print(json.dumps([[one.status_code, one.text] for one in answers]))\n"
        "asyncio.run(ask(sys.argv[2:]))\n"
    )
    tables = [f"/slotwatch/{table.name}" for table in TABLES]
    queries = [f"/slotwatch/{name}.json?_shape=array" for name in QUERIES]
    facets = ["/slotwatch/looks.json?_size=0"]
    command = [sys.executable, "-W", "ignore", "-c", script, str(exported), "/", *tables, *queries, *facets]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert [code for code, _ in answers] == [200] * len(answers), done.stdout[:2000]
    pages = [text for _, text in answers]
    assert "SIMULATED TIME: Looks at public booking pages" in pages[0]
    for table, page in zip(TABLES, pages[1:], strict=False):
        assert table.title in page
        assert all(column.meaning.replace("'", "&#39;") in page for column in table.columns), table.name
    found = {name: json.loads(text) for name, text in zip(QUERIES, pages[1 + len(TABLES) :], strict=False)}
    assert [name for name, rows in found.items() if not rows] == [], "each query has something to say of this store"
    assert set(json.loads(pages[-1])["facet_results"]) == set(TABLES[3].facets)
    assert "312&nbsp;ms" in pages[4], "units are shown"


def test_the_metadata_are_yaml_that_says_what_the_declaration_says(exported):
    read = yaml.safe_load((exported / "metadata.yaml").read_text("utf-8"))
    tables = read["databases"]["slotwatch"]["tables"]
    assert list(tables) == [table.name for table in TABLES]
    for table in TABLES:
        assert tables[table.name]["columns"] == {column.name: column.meaning for column in table.columns}
    assert {name: query["sql"] for name, query in read["databases"]["slotwatch"]["queries"].items()} == {
        name: statement for name, (_, statement) in QUERIES.items()
    }


def test_french_descriptions_are_valid_too(store, tmp_path):
    write(store, tmp_path / "fr", Wish(made_at=MONDAY, simulated=True, language="fr"))
    read = yaml.safe_load((tmp_path / "fr" / "metadata.yaml").read_text("utf-8"))
    package = json.loads((tmp_path / "fr" / "datapackage.json").read_text("utf-8"))
    assert read["title"] == package["title"] == "TEMPS SIMULÉ: Consultations de pages publiques de prise de rendez-vous"
    french = Words("fr")
    looks = next(one for one in package["resources"] if one["name"] == "looks")
    assert [one["description"] for one in looks["schema"]["fields"]] == [
        french.column(TABLES[3], column) for column in TABLES[3].columns
    ]


# The same everywhere


def _python(kind: Kind, value: str) -> object:
    if value == "":
        return None
    match kind:
        case Kind.INTEGER:
            return int(value)
        case Kind.NUMBER:
            return float(value)
        case Kind.BOOLEAN:
            return {"true": True, "false": False}[value]
        case Kind.MOMENT:
            return datetime.fromisoformat(value)
        case Kind.DAY:
            return date.fromisoformat(value)
        case Kind.TEXT:
            return value


def _plain(value: object) -> object:
    """Words as the CSV has them: without what makes them harmless there, control characters replaced."""
    return value.replace("\x07", "\ufffd") if isinstance(value, str) else value


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_csv_sqlite_and_parquet_hold_the_same(exported, table):
    from_csv = [
        tuple(_python(column.kind, row[column.name]) for column in table.columns)
        for row in rows_of(exported, table.name)
    ]
    from_csv = [tuple(one.removeprefix("'") if isinstance(one, str) else one for one in row) for row in from_csv]
    parquet = parquet_files.read_table(exported / f"{table.name}.parquet")
    from_parquet = [tuple(_plain(row[name]) for name in table.names) for row in parquet.to_pylist()]
    with closing(sqlite3.connect(exported / "slotwatch.sqlite")) as sql:
        stored = sql.execute(f"SELECT * FROM {table.name} ORDER BY rowid").fetchall()
    from_sqlite = [
        tuple(
            _python(column.kind, str(value))
            if column.kind in (Kind.MOMENT, Kind.DAY) and value
            else bool(value)
            if column.kind is Kind.BOOLEAN and value is not None
            else _plain(value)
            for column, value in zip(table.columns, row, strict=True)
        )
        for row in stored
    ]
    assert from_csv == from_parquet == from_sqlite
    assert len(from_csv) > 0, "every table has something in this store"
    for field in parquet.schema:
        assert field.metadata[b"description"]


def test_the_sqlite_file_is_sound_and_explains_itself(exported):
    with closing(sqlite3.connect(exported / "slotwatch.sqlite")) as sql:
        assert sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert sql.execute("PRAGMA foreign_key_check").fetchall() == []
        assert sql.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        schema = sql.execute("SELECT sql FROM sqlite_master WHERE name = 'looks'").fetchone()[0]
        indexes = {row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert '"milliseconds" INTEGER NOT NULL, -- how long it took [ms]' in schema
    assert {f"looks_by_{name}" for name in TABLES[3].facets} <= indexes


def test_the_package_states_its_version_its_files_and_that_time_is_simulated(exported):
    package = json.loads((exported / "datapackage.json").read_text("utf-8"))
    assert (package["schema"], package["simulated"]) == (SCHEMA, True)
    for resource in package["resources"]:
        assert (exported / resource["path"]).stat().st_size == resource["bytes"]
    about = {row["name"]: row["value"] for row in rows_of(exported, "about")}
    assert about["schema"] == str(SCHEMA)
    assert about["simulated"] == "true"
    assert {row["simulated"] for row in rows_of(exported, "looks")} == {"true"}


# What stands in it


def test_no_cell_is_a_formula_or_holds_control_characters(exported):
    for table in TABLES:
        for row in rows_of(exported, table.name):
            for column in table.columns:
                value = row[column.name]
                if column.kind is Kind.TEXT:
                    assert not value.startswith(("=", "+", "-", "@", "\t", "\r")), (table.name, column.name)
                assert not any(ord(char) < 32 and char not in "\t\n\r" for char in value), (table.name, column.name)
    with closing(sqlite3.connect(exported / "slotwatch.sqlite")) as sql:
        words = {row[0] for row in sql.execute("SELECT quote FROM looks")}
    assert HOSTILE in words, "where nothing runs it, the words stand as they were"


def test_people_and_others_are_never_mixed_with_machines(exported):
    looks = rows_of(exported, "looks")
    assert {(row["vantage"], row["seen_by"], row["kind"]) for row in looks if row["seen_by"] == "person"} == {
        ("rota", "person", "witness")
    }
    assert {row["says"] for row in looks if row["seen_by"] == "person"} == {"declared"}
    assert {row["seen_by"] for row in rows_of(exported, "imported_looks")} == {"imported"}
    imported = rows_of(exported, "imports")[0]
    assert (imported["operator"], imported["vantage"], imported["looks"]) == ("'@other", "home", "2")
    days = rows_of(exported, "days")
    person = sum(int(row["extra_looks"]) for row in days if row["seen_by"] == "person")
    assert person == sum(row["seen_by"] == "person" for row in looks)
    texts = [row for row in rows_of(exported, "texts") if row["target"] == "evry" and row["seen_by"] == "person"]
    assert [row["looks"] for row in texts] == ["1", "1"]


def test_a_retracted_look_says_so_beside_its_reading(exported):
    retracted = [row for row in rows_of(exported, "looks") if row["retracted"] == "true"]
    said = rows_of(exported, "annotations")
    assert [row["look"] for row in retracted] == [row["look"] for row in said]
    assert said[0]["why"] == "'=read wrongly"


def test_sums_are_those_of_the_looks(store):
    looks = told(store, "looks")
    counted: dict[tuple[object, ...], int] = {}
    for look in looks:
        key = (look[1], look[2], look[9], look[10])
        counted[key] = counted.get(key, 0) + 1
    summed: dict[tuple[object, ...], int] = {}
    for day in told(store, "days"):
        key = (day[0], day[1], day[4], day[5])
        summed[key] = summed.get(key, 0) + day[6] + day[7]  # type: ignore[operator]
    assert counted == summed
    assert sum(row[9] for row in told(store, "spells")) == len(looks)  # type: ignore[misc]


def test_a_span_of_days_takes_the_local_days_of_the_target(store):
    span = Span(date(2018, 10, 2), date(2018, 10, 2))
    moments = [datetime.fromisoformat(str(look[6])) for look in told(store, "looks", span=span)]
    assert min(moments) >= datetime(2018, 10, 1, 22, tzinfo=UTC), "midnight in Paris"
    assert max(moments) < datetime(2018, 10, 2, 22, tzinfo=UTC)
    assert {day[3] for day in told(store, "days", span=span)} == {"2018-10-02"}
    assert len(moments) == sum(day[6] + day[7] for day in told(store, "days", span=span))  # type: ignore[operator]


def test_looks_are_streamed_in_the_order_of_their_chains_without_sorting(store):
    from monitor.store import exported as statements

    with one_moment(store) as reader:
        Exporting(reader, [])
        plan = reader.connection.execute(f"EXPLAIN QUERY PLAN {statements.TABLES['looks']}").fetchall()
    assert [row[3] for row in plan if "TEMP B-TREE" in row[3]] == []
    assert any("observed_by_target" in row[3] for row in plan)


def test_the_same_store_gives_the_same_files(store, tmp_path):
    for name in ("a", "b"):
        write(store, tmp_path / name)
    for file in (tmp_path / "a").iterdir():
        if file.suffix != ".sqlite":
            assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes(), file.name


# One moment, one folder


def test_what_is_stored_meanwhile_is_not_in_it(tmp_path):
    path = live(tmp_path / "x.sqlite3", {"palaiseau": "NNN"})
    wanted = parts(path)
    with one_moment(path) as reader:
        exporting = Exporting(reader, wanted)
        with closing(sqlite3.connect(path)) as sql, sql:
            sql.execute("UPDATE targets SET name = 'later'")
        rows = list(exporting.rows("targets"))
    assert rows[0][2] == "Palaiseau"


def test_an_earlier_export_is_replaced_whole(store, exported, tmp_path):
    goal = tmp_path / "data"
    write(store, goal, Wish(made_at=MONDAY, simulated=True, parquet=True))
    assert (goal / "looks.parquet").exists()
    write(store, goal)
    assert not (goal / "looks.parquet").exists(), "nothing of the former one stays"
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_an_empty_folder_is_filled(store, tmp_path):
    (tmp_path / "data").mkdir()
    write(store, tmp_path / "data")
    assert (tmp_path / "data" / "datapackage.json").exists()


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"notes.txt": "mine"}, "somebody's file alone"),
        ({"datapackage.json": '{"name": "other"}'}, "another program's package"),
        ({"datapackage.json": "{"}, "no package at all"),
        ({"looks.csv": "a,b"}, "a file that only has the name of one of ours"),
        ({"datapackage.json": '{"name": "slotwatch-data"}', "notes.txt": "mine"}, "ours, with somebody's file in it"),
    ],
)
def test_a_folder_with_anything_else_in_it_is_left_alone(store, tmp_path, files, why):
    goal = tmp_path / "data"
    goal.mkdir()
    for name, text in files.items():
        (goal / name).write_text(text)
    with pytest.raises(NotOurs, match="no export wrote"):
        write(store, goal)
    assert {path.name: path.read_text() for path in goal.iterdir()} == files, why
    assert [path.name for path in tmp_path.iterdir()] == ["data"], why


def test_an_interrupted_export_leaves_what_was_there(store, tmp_path):
    goal = tmp_path / "data"
    write(store, goal)
    before = (goal / "datapackage.json").read_bytes()

    def interrupt() -> None:
        raise KeyboardInterrupt

    wanted = parts(store)
    with one_moment(store) as reader, pytest.raises(KeyboardInterrupt):
        export(Exporting(reader, wanted), goal, WISH, interrupt)
    assert (goal / "datapackage.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_no_more_than_a_batch_is_in_memory(store, tmp_path):
    calls: list[None] = []
    wanted = parts(store)
    with one_moment(store) as reader:
        export(Exporting(reader, wanted), tmp_path / "data", WISH, lambda: calls.append(None))
    filled = [table for table in TABLES if rows_of(tmp_path / "data", table.name)]
    assert len(calls) == len(filled), f"one batch of up to {exports.BATCH:,} rows for each of these small tables"
