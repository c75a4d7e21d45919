"""Builds: only what changed is made again, the result is the same as a full one, and nobody ever sees a half of it."""

import hashlib
import json
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.clock import SimulatedClock
from monitor.ledger import Ledger
from monitor.site.build import build
from monitor.site.tree import Manifest, TreeError, digest_of, writing
from monitor.store.writer import Store
from tests.support import site
from tests.support.looks import a_look, effective

HOUR = timedelta(hours=1)
ROOT = Path(__file__).parents[3]
CHOSEN = ("bobigny", "nanterre", "rouen")


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    path = tmp_path_factory.mktemp("short") / "slotwatch.db"
    site.year(path, chosen=CHOSEN, start=site.NOW - timedelta(days=40))
    return path


@pytest.fixture
def store(short, tmp_path):
    return Path(shutil.copy(short, tmp_path / "slotwatch.db"))


def look(path: Path, slug: str, letter: str, at: datetime) -> None:
    chosen = [one for one in site.targets() if one.id in CHOSEN]
    with Store(path) as opened:
        ledger = Ledger(opened, SimulatedClock(at), "test")
        contact = {"vantage": "test", "contact": "mailto:us@a.org"}
        ledger.configure({**effective(*chosen, rules=site.RULES), "monitor": contact}, chosen)
        ledger.record(a_look(site.reading_of(letter, at), at, target=next(one for one in chosen if one.id == slug)))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_second_build_without_news_changes_nothing(store, tmp_path):
    first = build(store, site.SETTINGS, tmp_path / "public", site.NOW)
    again = build(store, site.SETTINGS, tmp_path / "public", site.NOW)
    assert first.made == first.files == first.changed
    assert (again.files, again.made, again.changed) == (first.files, 0, 0)


def test_after_one_look_only_its_page_and_the_lists_are_made_again(store, tmp_path):
    build(store, site.SETTINGS, tmp_path / "public", site.NOW)
    before = files(tmp_path / "public")
    look(store, "rouen", "N", site.NOW + HOUR)
    built = build(store, site.SETTINGS, tmp_path / "public", site.NOW + HOUR)
    after = files(tmp_path / "public")
    changed = {path for path in after if before.get(path) != after[path]}
    assert built.changed == len(changed) + len(before.keys() - after.keys())
    assert "fr/target/rouen.html" in changed
    assert not [path for path in changed if "bobigny" in path or "nanterre" in path]
    assert built.made < built.files


@pytest.mark.parametrize("days", [0, 1, 3])
def test_step_by_step_gives_the_same_bytes_as_all_at_once(store, tmp_path, days):
    now = site.NOW
    build(store, site.SETTINGS, tmp_path / "steps", now)
    for number, (slug, letter) in enumerate([("rouen", "N"), ("bobigny", "S"), ("nanterre", "E"), ("bobigny", "N")]):
        now += HOUR + timedelta(days=days * (number % 2))
        look(store, slug, letter, now)
        build(store, site.SETTINGS, tmp_path / "steps", now)
    build(store, site.SETTINGS, tmp_path / "once", now)
    steps, once = files(tmp_path / "steps"), files(tmp_path / "once")
    assert [path for path in sorted(steps.keys() | once.keys()) if steps.get(path) != once.get(path)] == []
    built = build(store, site.SETTINGS, tmp_path / "steps", now, full=True)
    assert (built.made, built.changed) == (built.files, 0)


def test_an_incident_s_address_stays_when_a_later_reading_does_not_find_it(store, tmp_path):
    build(store, site.SETTINGS, tmp_path / "public", site.NOW)
    trees = tmp_path / "public.trees"
    listed = json.loads((trees / "a.json").read_text())
    page = tmp_path / "public/fr/incident/bobigny-no-slots-of-old.html"
    group = listed["groups"]["target/bobigny"]
    shutil.copy(tmp_path / "public/fr/not-found.html", page)
    group["files"]["fr/incident/bobigny-no-slots-of-old.html"] = digest_of(page.read_bytes())
    (trees / "a.json").write_text(json.dumps(listed))
    look(store, "bobigny", "N", site.NOW + HOUR)
    for hours in (1, 2):
        look(store, "bobigny", "N", site.NOW + (hours + 1) * HOUR)
        build(store, site.SETTINGS, tmp_path / "public", site.NOW + hours * HOUR)
        assert "ne figure plus au registre" in page.read_text("utf-8").replace("\u00a0", " ")


def test_a_renamed_target_keeps_its_old_address(store, tmp_path):
    chosen = [replace(one, id="bobigny-2", was="bobigny") if one.id == "bobigny" else one for one in site.targets()]
    chosen = [one for one in chosen if one.id in (*CHOSEN, "bobigny-2")]
    with Store(store) as opened:
        rows = {**effective(*chosen, rules=site.RULES), "monitor": {"vantage": "test", "contact": "mailto:us@a.org"}}
        Ledger(opened, SimulatedClock(site.NOW), "test").configure(rows, chosen)
    build(store, site.SETTINGS, tmp_path / "public", site.NOW)
    assert 'href="../../fr/target/bobigny-2.html"' in (tmp_path / "public/fr/target/bobigny.html").read_text("utf-8")
    assert (tmp_path / "public/fr/target/bobigny-2.html").is_file()


def test_readers_of_the_old_site_are_not_disturbed(store, tmp_path):
    build(store, site.SETTINGS, tmp_path / "public", site.NOW)
    with (tmp_path / "public/fr/target/rouen.html").open("rb") as opened:
        old = (tmp_path / "public").resolve()
        before = files(old)
        look(store, "rouen", "N", site.NOW + HOUR)
        build(store, site.SETTINGS, tmp_path / "public", site.NOW + HOUR)
        assert opened.read() == before["fr/target/rouen.html"]
        assert files(old) == before, "the tree that was shown is as it was"
        assert (tmp_path / "public").resolve() != old


KILLED = """
import os, signal, sys
from pathlib import Path
from datetime import datetime
from monitor.site import tree
from monitor.site.build import build
from tests.support import site
left = int(sys.argv[4])
def counted(name):
    real = getattr(os, name)
    def call(*given, **more):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **more)
    setattr(os, name, call)
for name in ("replace", "link", "unlink", "symlink", "rename", "mkdir"):
    counted(name)
build(Path(sys.argv[1]), site.SETTINGS, Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3]))
"""


def test_a_build_that_is_killed_anywhere_shows_the_old_site_or_the_new_one(store, tmp_path):
    folder, later = tmp_path / "public", site.NOW + HOUR
    build(store, site.SETTINGS, folder, site.NOW)
    old = files(folder)
    look(store, "rouen", "N", later)
    build(store, site.SETTINGS, tmp_path / "wanted", later)
    new = files(tmp_path / "wanted")
    assert old != new
    seen = set()
    for calls in (1, 2, 3, 5, 40, 200, 320, 10_000):
        command = [sys.executable, "-c", KILLED, str(store), str(folder), later.isoformat(), str(calls)]
        ended = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
        assert ended.returncode in (0, -signal.SIGKILL), ended.stderr.decode()
        shown = files(folder)
        assert shown in (old, new), f"a half after {calls} calls"
        seen.add((ended.returncode, shown == new))
    assert files(folder) == new
    assert (-signal.SIGKILL, False) in seen


def test_a_folder_that_is_no_site_is_left_alone(store, tmp_path):
    (tmp_path / "public").mkdir()
    (tmp_path / "public/mine.txt").write_text("mine")
    with pytest.raises(TreeError, match="is there already and is no site"):
        build(store, site.SETTINGS, tmp_path / "public", site.NOW)
    assert [one.name for one in (tmp_path / "public").iterdir()] == ["mine.txt"]
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(TreeError, match="is a link to somewhere else"):
        build(store, site.SETTINGS, tmp_path / "link", site.NOW)


def test_an_empty_folder_becomes_a_site(store, tmp_path):
    (tmp_path / "public").mkdir()
    build(store, site.SETTINGS, tmp_path / "public", site.NOW)
    assert (tmp_path / "public/index.html").is_file()


def test_two_builds_at_once_are_refused(store, tmp_path):
    with writing(tmp_path / "public"), pytest.raises(TreeError, match="another build is at work"):
        build(store, site.SETTINGS, tmp_path / "public", site.NOW)


def test_a_tree_that_lost_its_list_is_made_anew(tmp_path):
    contents = {"a.html": b"one", "b/c.html": b"two"}
    manifest = Manifest({"all": ("1", {path: digest_of(content) for path, content in contents.items()})})
    for number in range(3):
        with writing(tmp_path / "public") as tree:
            contents["a.html"] = b"one %d" % number
            manifest.groups["all"] = str(number), {path: digest_of(one) for path, one in contents.items()}
            tree.put(manifest, contents)
        for name in "ab":
            listed = tmp_path / f"public.trees/{name}.json"
            if (tmp_path / "public").resolve().name != name and listed.exists():
                listed.unlink()
                (listed.with_suffix("") / "a.html").write_bytes(b"half")
        assert (tmp_path / "public/a.html").read_bytes() == b"one %d" % number
        assert hashlib.sha256((tmp_path / "public/b/c.html").read_bytes()).hexdigest() == digest_of(b"two")
    assert not list((tmp_path / "public").glob(".*"))
