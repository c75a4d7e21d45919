"""Which files of an inbox make which look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.clock import iso
from monitor.witness.errors import WitnessError
from monitor.witness.sorting import Entry, Group, Sidecar, Zones, side_car, sort_out

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ZONES = Zones({"bobigny": "Europe/Paris", "evry": "Europe/Paris"})


def entry(path: str, seconds: float = 60, *, is_file: bool = True) -> Entry:
    folder, _, name = path.rpartition("/")
    return Entry(folder, name, NOW - timedelta(seconds=seconds), is_file)


@pytest.mark.parametrize(
    ("paths", "groups", "why"),
    [
        (["bobigny/a.html"], [["bobigny/a.html"]], "one file, one look"),
        (["bobigny/a.png", "bobigny/a.html"], [["bobigny/a.html", "bobigny/a.png"]], "a page and its picture"),
        (["bobigny/a.html", "evry/a.html"], [["bobigny/a.html"], ["evry/a.html"]], "folders keep looks apart"),
        (["b/a.html", "b/a.html.toml"], [["b/a.html", "b/a.html.toml"]], "a side-car by the whole name"),
        (["b/a.html", "b/a.toml"], [["b/a.html", "b/a.toml"]], "a side-car by the stem"),
        (["a.html", ".b.html", "~$c.html", "@eaDir", "#x"], [["a.html"]], "hidden and systems' files"),
        (["a.crdownload", "b.html.part", "c.tmp", "d.partial", "e.html~", "Thumbs.db"], [], "being written"),
        ([], [], "an empty inbox"),
    ],
)
def test_files_are_put_together_by_name(paths, groups, why):
    order = sort_out([entry(path) for path in paths], NOW)
    assert [[one.path for one in group.entries] for group in order.groups] == groups, why
    assert (order.refused, order.waiting) == ((), ())


@pytest.mark.parametrize(
    ("entries", "waiting", "why"),
    [
        ([entry("b/a.html", 4)], ["b/a.html"], "changed four seconds ago"),
        ([entry("b/a.html", 5)], [], "unchanged for five"),
        ([entry("b/a.html"), entry("b/a.png", 1)], ["b/a.html", "b/a.png"], "all of a look, or nothing"),
        ([entry("b/a.html"), entry("b/a.toml", 1)], ["b/a.html", "b/a.toml"], "its side-car too"),
        ([entry("b/a.toml")], ["b/a.toml"], "a side-car waits for its file"),
        ([entry("b/a.html", -3)], ["b/a.html"], "a disk's clock may be a little ahead"),
        ([entry("b/a.html", -86400)], [], "and one that is wrong must not hold a file for ever"),
    ],
)
def test_what_may_still_change_waits(entries, waiting, why):
    assert [one.path for one in sort_out(entries, NOW).waiting] == waiting, why


@pytest.mark.parametrize(
    ("one", "words", "why"),
    [
        (entry("b/a.html", is_file=False), "no plain file", "a link, a folder, a device"),
        (entry("b/a.sync-conflict-20261121-090500-ABC.html"), "syncing", "Syncthing"),
        (entry("b/a (conflicted copy 2026-11-21).html"), "syncing", "Nextcloud and Dropbox"),
        (entry("b/a (Copie en conflit).html"), "syncing", "in French"),
        (entry("b/a.toml", 90_000), "never came", "a side-car alone for more than a day"),
    ],
)
def test_what_can_never_be_taken_is_refused_at_once(one, words, why):
    order = sort_out([one], NOW)
    ((refused, problem),) = order.refused
    assert refused is one
    assert words in problem.english, why
    assert problem.french != problem.english


def named(path: str, **said: str | datetime) -> tuple[str, str, str, str]:
    car = Sidecar(**said) if said else None  # type: ignore[arg-type]
    found = ZONES.named(Group((entry(path),)), car)
    return found.target, iso(found.at)[:16] if found.at else "", found.by, found.says


@pytest.mark.parametrize(
    ("path", "said", "expected", "why"),
    [
        ("bobigny/page.html", {}, ("bobigny", "", "", ""), "by its folder"),
        ("bobigny__2026-11-21T0905__A.html", {}, ("bobigny", "2026-11-21T08:05", "A", ""), "by its name"),
        ("bobigny__2026-11-21T0905__A__no_slots.png", {}, ("bobigny", "2026-11-21T08:05", "A", "no_slots"), "answer"),
        ("bobigny__captcha__2026-11-21T0905.png", {}, ("bobigny", "2026-11-21T08:05", "", "captcha"), "in any order"),
        ("bobigny/2026-11-21T0905__B.html", {}, ("bobigny", "2026-11-21T08:05", "B", ""), "folder and name"),
        ("bobigny/bobigny__2026-11-21T0905.html", {}, ("bobigny", "2026-11-21T08:05", "", ""), "both say the same"),
        ("bobigny/2026-11-21T0905.html", {}, ("bobigny", "2026-11-21T08:05", "", ""), "a time alone"),
        ("bobigny/Prise__de__rendez-vous.html", {}, ("bobigny", "", "", ""), "a page's title says nothing"),
        ("page.html", {"target": "evry"}, ("evry", "", "", ""), "by its side-car"),
        (
            "bobigny/2026-11-21T0905__A.html",
            {"at": "2026-11-20 08:00", "by": "C", "says": "closed"},
            ("bobigny", "2026-11-20T07:00", "C", "closed"),
            "the side-car's word comes before the name's",
        ),
        (
            "bobigny/page.html",
            {"at": datetime.fromisoformat("2026-11-20T08:00")},
            ("bobigny", "2026-11-20T07:00", "", ""),
            "TOML's own times, local",
        ),
        (
            "bobigny/page.html",
            {"at": datetime(2026, 11, 20, 8, 0, tzinfo=UTC)},
            ("bobigny", "2026-11-20T08:00", "", ""),
            "or with an offset",
        ),
    ],
)
def test_folder_name_and_side_car_say_what_a_look_is(path, said, expected, why):
    assert named(path, **said) == expected, why


@pytest.mark.parametrize(
    ("path", "said", "words", "why"),
    [
        ("page.html", {}, "nothing says which page", "no folder, no name"),
        ("bobiny/page.html", {}, "did you mean 'bobigny'?", "a slip in the folder's name"),
        ("bobiny__2026-11-21T0905.html", {}, "did you mean 'bobigny'?", "a slip in the file's name"),
        ("evry/bobigny__2026-11-21T0905.html", {}, "make them agree", "two pages at once"),
        ("bobigny/page.html", {"target": "paris"}, "no target is called 'paris'", "a side-car's slip"),
        ("bobigny__2026-11-21T0905__A__no_slot.png", {}, "did you mean 'no_slots'?", "a slip in the answer"),
        ("bobigny__2026-10-25T0230.html", {}, "came twice", "an hour that came twice"),
        ("bobigny/page.html", {"at": datetime.fromisoformat("2026-10-25T02:30")}, "came twice", "in a side-car, too"),
    ],
)
def test_what_does_not_fit_is_refused(path, said, words, why):
    with pytest.raises(WitnessError) as refused:
        named(path, **said)
    assert words in refused.value.english, why
    assert refused.value.french != refused.value.english


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("by = A", "is not TOML", "quotes are missing"),
        ("says = 'closed'\nwho = 'A'", "unknown key 'who'", "a key that means nothing"),
        ("sais = 'closed'", "did you mean 'says'?", "a slip"),
        ("note = 5", "note is no text", "a number"),
        ("at = 2026-11-21", "at is no text", "a day alone"),
    ],
)
def test_a_side_car_that_is_wrong_says_where(text, words, why):
    with pytest.raises(WitnessError) as refused:
        side_car(text.encode())
    assert words in refused.value.english, why


def test_a_side_car_may_hold_everything_or_nothing():
    assert side_car(b"") == Sidecar()
    text = 'target = "evry"\nat = "2026-11-21 09:05"\nby = "A"\nnote = "x"\nsays = "closed"\n'
    assert side_car(b"\xef\xbb\xbf" + text.encode()) == Sidecar("evry", "2026-11-21 09:05", "A", "x", "closed")
