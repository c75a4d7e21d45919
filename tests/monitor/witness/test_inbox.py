"""A folder whose files are taken: nothing twice, nothing lost, and what cannot be taken says why."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.clock import SystemClock
from monitor.store.writer import Store
from monitor.witness.inbox import Inbox, Result, sweep
from monitor.witness.reading import Reader
from monitor.witness.taking import Keeper
from probes.registry import BY_CONTENT, PROBES
from tests.monitor.witness.handed import chunk, mhtml, page, png
from tests.support.looks import a_target, effective

TARGETS = [replace(a_target(slug), probe="ezbooking") for slug in ("bobigny", "evry")]


class Box:
    """An inbox, its store, and a moment at which all its files are whole."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder / "inbox"
        self.folder.mkdir()
        self.store = store
        self.inbox = Inbox(
            self.folder,
            {target.id: target for target in TARGETS},
            lambda target: Reader.of(target, PROBES, BY_CONTENT),
        )
        self.keeper = Keeper(store, SystemClock(), effective(*TARGETS), TARGETS)

    def put(self, path: str, content: bytes = page(), minutes: int = 10) -> Path:
        """A file, written so long ago by its own date."""
        file = self.folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        at = datetime.now(UTC).timestamp() - 60 * minutes
        os.utime(file, (at, at))
        return file

    def sweep(self, most: int | None = None, seconds: float = 10) -> list[Result]:
        """One pass, so many seconds from now."""
        return sweep(self.inbox, self.keeper, datetime.now(UTC) + timedelta(seconds=seconds), most)[0]

    def there(self) -> list[str]:
        """All files below the inbox; of our month, the name is replaced."""
        month = f"{datetime.now(UTC) + timedelta(seconds=10):%Y-%m}"
        paths = (path.relative_to(self.folder) for path in self.folder.rglob("*") if not path.is_dir())
        return sorted(str(path).replace(month, "MONTH") for path in paths)

    def looks(self) -> list[tuple[str, str]]:
        """Target and outcome of what is stored, in its order."""
        rows = "SELECT t.slug, o.outcome FROM observations o JOIN targets t ON t.id = o.target ORDER BY o.id"
        return [(row[0], row[1]) for row in self.store.connection.execute(rows)]


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    with Store(tmp_path / "slotwatch.db") as store:
        yield Box(tmp_path, store)


def test_whole_files_are_stored_and_moved(box):
    box.put("bobigny/page.html")
    box.put("evry__no_slots.png", png(chunk(b"tEXt", b"Author\x00Jane")))
    results = box.sweep()
    assert sorted(box.looks()) == [("bobigny", "no_slots"), ("evry", "no_slots")]
    assert box.there() == ["taken/MONTH/evry__no_slots.png", "taken/MONTH/page.html"]
    assert all(one.uuid and not one.refused for one in results)
    assert box.sweep() == [], "nothing is left to be taken"


def test_files_that_may_still_grow_stay_where_they_are(box):
    box.put("bobigny/page.html")
    box.put("bobigny/other.html.part")
    assert box.sweep(seconds=0) == []
    assert box.there() == ["bobigny/other.html.part", "bobigny/page.html"]


def test_a_page_its_picture_and_its_side_car_are_one_look(box):
    box.put("bobigny/a.html")
    box.put("bobigny/a.png", png())
    box.put("bobigny/a.toml", b'by = "B"\nnote = "second try"')
    (result,) = box.sweep()
    assert result.witnessed is not None
    told = result.witnessed.testimony
    assert (told.author, told.note, [file.name for file in told.files]) == ("B", "second try", ["a.html", "a.png"])
    assert box.there() == ["taken/MONTH/a.html", "taken/MONTH/a.png", "taken/MONTH/a.toml"]


def test_looks_are_stored_in_the_order_of_their_times(box):
    for minutes in (10, 30, 20):
        box.put(f"bobigny/{minutes}.html", page(f"<p>{minutes}</p>"), minutes)
    assert [one.names for one in box.sweep()] == [("bobigny/30.html",), ("bobigny/20.html",), ("bobigny/10.html",)]


def test_no_more_than_so_many_looks_are_taken_in_one_pass(box):
    for number in range(5):
        box.put(f"bobigny/{number}.html", page(f"<p>{number}</p>"))
    assert [len(box.sweep(most=2)) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.parametrize(
    ("path", "content", "words", "why"),
    [
        ("page.html", page(), "which page", "nothing says of which target"),
        ("bobiny/page.html", page(), "did you mean 'bobigny'?", "no such target"),
        ("bobigny/a.zip", b"PK\x03\x04", "zip archive", "no page and no picture"),
        ("bobigny/a.png", png(), "--says", "a picture whose name says nothing"),
        ("bobigny/2999-01-01T0000.html", page(), "after now", "the future"),
        ("bobigny/a.sync-conflict-20261121-1.html", page(), "syncing", "a conflict"),
        ("bobigny/a.html", page('<input name="nom" value="Martin">'), "look filled in", "nobody reads warnings here"),
        ("bobigny/a.html", b"", "empty", "nothing in it"),
    ],
)
def test_what_cannot_be_taken_is_moved_with_the_reason_in_both_languages(box, path, content, words, why):
    box.put(path, content)
    (result,) = box.sweep()
    name = Path(path).name
    assert box.looks() == []
    assert box.there() == [f"refused/{name}", f"refused/{name}.why.txt"]
    text = (box.folder / f"refused/{name}.why.txt").read_text("utf-8")
    assert result.refused is not None
    assert text == f"{result.refused.french}\n\n{result.refused.english}\n"
    assert words in result.refused.english, why


def test_names_that_are_there_already_are_never_overwritten(box):
    for content in (b"PK\x03\x041", b"PK\x03\x042"):
        box.put("bobigny/a.zip", content)
        box.sweep()
    assert box.there() == [*("refused/a-2.zip", "refused/a-2.zip.why.txt", "refused/a.zip", "refused/a.zip.why.txt")]
    assert (box.folder / "refused/a.zip").read_bytes().endswith(b"1")


def test_killed_between_storing_and_moving_nothing_is_stored_twice(box):
    box.put("bobigny/page.html")
    box.put("evry__closed.png", png())
    now = datetime.now(UTC) + timedelta(seconds=10)
    for group in box.inbox.order(now).groups:
        box.keeper.keep(box.inbox.prepare(group, now))
    stored = box.looks()
    results = box.sweep()
    assert len(stored) == 2
    assert box.looks() == stored
    assert [one.again for one in results] == [True, True]
    assert box.there() == ["taken/MONTH/evry__closed.png", "taken/MONTH/page.html"]


def test_killed_between_moving_two_files_of_a_look_the_rest_follows(box):
    box.put("bobigny/a.html")
    rest = box.put("bobigny/a.png", png())
    box.sweep()
    (box.folder / f"taken/{datetime.now(UTC) + timedelta(seconds=10):%Y-%m}/a.png").rename(rest)
    box.put("bobigny/a.toml", b'says = "no_slots"')
    (result,) = box.sweep()
    assert result.again
    assert len(box.looks()) == 1


def test_a_page_that_has_not_changed_is_a_look_each_time(box):
    for minutes in (30, 10):
        box.put("bobigny/page.html", minutes=minutes)
        box.sweep()
    assert box.looks() == [("bobigny", "no_slots")] * 2


def test_links_and_devices_are_never_opened(box, tmp_path):
    secret = tmp_path / "secret.html"
    secret.write_bytes(page())
    (box.folder / "bobigny").mkdir()
    (box.folder / "bobigny/link.html").symlink_to(secret)
    os.mkfifo(box.folder / "bobigny/pipe.html")
    (box.folder / "bobigny/folder.html").mkdir()
    (box.folder / "elsewhere").symlink_to(tmp_path)
    results = box.sweep()
    assert len(results) == 4
    assert all(one.refused and "no plain file" in one.refused.english for one in results)
    assert box.looks() == []
    assert secret.read_bytes() == page()


def test_a_link_in_the_place_of_our_folder_stops_the_pass(box, tmp_path):
    (tmp_path / "outside").mkdir()
    (box.folder / "refused").symlink_to(tmp_path / "outside")
    box.put("bobigny/a.zip", b"PK\x03\x04")
    with pytest.raises(OSError, match="a link"):
        box.sweep()
    assert list((tmp_path / "outside").iterdir()) == []


def test_the_folder_of_a_page_that_was_saved_whole_goes_with_it(box):
    box.put("bobigny/page.html")
    box.put("bobigny/page_fichiers/x", b"").unlink()
    (box.folder / "bobigny/page_fichiers/logo.png").write_bytes(png())
    assert len(box.sweep()) == 1
    assert box.there() == ["taken/MONTH/page.html", "taken/MONTH/page_fichiers/logo.png"]


def test_a_file_that_may_not_be_read_waits_and_stops_nobody(box, caplog):
    box.put("bobigny/a.html")
    box.put("bobigny/b.html", page("<p>b</p>"))
    (box.folder / "bobigny/a.html").chmod(0)
    if os.access(box.folder / "bobigny/a.html", os.R_OK):
        pytest.skip("this user may read everything")
    assert [one.names for one in box.sweep()] == [("bobigny/b.html",)]
    assert "bobigny/a.html cannot be read" in caplog.text


def test_the_time_of_a_web_archive_is_its_own(box):
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=3)
    box.put("bobigny/a.mhtml", mhtml(date=f"{at:%a, %d %b %Y %H:%M:%S} -0000"))
    (result,) = box.sweep()
    assert result.witnessed is not None
    assert (result.witnessed.look.started_at, result.witnessed.testimony.time_by) == (at, "page")


def test_an_inbox_that_is_not_there_is_an_error(box):
    with pytest.raises(FileNotFoundError):
        sweep(replace(box.inbox, folder=box.folder / "no"), box.keeper, datetime.now(UTC))
