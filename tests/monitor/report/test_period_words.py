"""What reports print: golden texts in both languages and every format, words that must not appear, widths, ASCII."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest

from monitor.model import Watchers
from monitor.report import claim, releases, releases_words
from monitor.report.document import Document
from monitor.report.period import Facts
from monitor.report.period_csv import COLUMNS, as_csv
from monitor.report.period_html import as_html
from monitor.report.period_json import as_json
from monitor.report.period_markdown import as_markdown, escaped
from monitor.report.period_text import as_text, wrapped
from monitor.report.period_words import document
from monitor.report.plain import ascii_only
from monitor.report.sentence import sentence
from monitor.report.span import Span
from monitor.store.period_rows import Choice
from monitor.store.periods import periods
from monitor.store.reader import reading
from tests.support.looks import HOUR, MONDAY
from tests.support.reporting import HOSTILE, NOW, facts, live, retract, target_of

GOLDEN = Path(__file__).parent / "golden"
REWRITE = os.environ.get("SLOTWATCH_REWRITE_GOLDEN") == "1"
LANGUAGES = ["en", "fr"]
PALAISEAU = target_of(
    name="Palaiseau: titres",
    office="Sous-préfecture de Palaiseau",
    procedure="Renouvellement d'un titre de séjour",
    territory="Essonne",
)
SAINT_DENIS = target_of("saint-denis", name="Saint-Denis", timezone="Indian/Reunion")
MONTH = (
    "E" * 60 + "N" * 20 + "S" + "N" * 50 + "FFD" + "N" * 20 + "12L" + "N" * 10 + "R" * 30 + "B" + "N" * 20 + "." * 14
    + "T" * 30 + "G" * 3 + "?CC" + "WW" + "N" * 20 + "nns" + "N" * 30 + "SSFS" + "N" * 60 + "S"
)  # fmt: skip
SIMULATED = True


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month of all that can happen at one page, and a quiet second one in another zone."""
    path = tmp_path_factory.mktemp("words") / "x.db"
    live(path, MONTH, PALAISEAU, beside=[SAINT_DENIS])
    live(
        path,
        "NSF",
        PALAISEAU,
        watchers=Watchers.PEOPLE,
        vantage="Claire",
        start=MONDAY + 50 * HOUR,
        beside=[SAINT_DENIS],
    )
    live(path, "N" * 100 + "X" * 3, SAINT_DENIS, beside=[PALAISEAU])
    retract(path, 5)
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute(
            "INSERT INTO imports VALUES (1, ?, 'csv', 1, 'Another NGO', 'Lille', 'looks.csv', x'00', '', '{}')",
            ("2018-11-01T00:00:00.000000Z",),
        )
        for hour, outcome in enumerate(("no_slots", "no_slots", "slots", "failing")):
            at = f"2018-10-0{hour + 1}T10:00:00.000000Z"
            sql.execute("INSERT INTO imported_looks VALUES (1, ?, ?, ?, NULL, '', NULL)", (hour, at, outcome))
    return path


def check_golden(name: str, text: str) -> None:
    file = GOLDEN / name
    if REWRITE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text, "read the difference; SLOTWATCH_REWRITE_GOLDEN=1 accepts it"


def made(path: Path, language: str, *, drawn: bool = False, targets: Sequence[str] = ()) -> Document:
    return document(facts(path, every=drawn, targets=targets), language, NOW, simulated=SIMULATED, drawn=drawn)


def document_of(found: list[Facts]) -> Document:
    return document(found, "en", NOW, simulated=SIMULATED)


def joined(lines: object) -> str:
    return "".join(f"{line}\n" for line in lines)  # type: ignore[attr-defined]


def everything(path: Path, language: str) -> dict[str, str]:
    """Every text that is kept as a golden file, by its name."""
    one = [facts(path, targets=["palaiseau"])[0]]
    with reading(path) as reader:
        questions = periods(reader)
        target = questions.watched(Choice(targets=["palaiseau"]))[0]
        found = releases.releases(questions, target, one[0].span, NOW)
        released = releases_words.document(found, language, NOW, simulated=SIMULATED)
        a_map = releases_words.map_lines(found, language, 80, plain=False)
    weighed = [claim.weighed(one[0], claim.Meaning.WORKS)]
    stated = claim.document(weighed, "Le module fonctionne depuis vendredi.", language, NOW, simulated=SIMULATED)
    return {
        f"period.{language}.txt": joined(as_text(made(path, language), 80)),
        f"period.{language}.wide.txt": joined(as_text(made(path, language, targets=["palaiseau"]), 140)),
        f"period.{language}.md": joined(as_markdown(made(path, language, targets=["palaiseau"]))),
        f"period.{language}.html": joined(as_html(made(path, language, targets=["palaiseau"]))),
        f"sentences.{language}.txt": joined(sentence(each, language) for each in facts(path)),
        f"claim.{language}.txt": joined(as_text(stated, 80)),
        f"releases.{language}.txt": joined([*as_text(released, 80), *a_map]),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_reads_as_a_person_has_approved(path: Path, language: str):
    for name, text in everything(path, language).items():
        check_golden(name, text)


def test_files_for_programs_are_as_documented(path: Path):
    found = facts(path)
    value = as_json(found, found[0].span, NOW, simulated=SIMULATED)
    value["targets"] = [
        {**one, "remarks": [{**said, "look": "-", "at": "-"} for said in one["remarks"]]} for one in value["targets"]
    ]
    check_golden("period.json", json.dumps(value, ensure_ascii=False, indent=2) + "\n")
    table = joined(as_csv(found, simulated=SIMULATED))
    check_golden("period.csv", table)
    rows = list(csv.DictReader(table.splitlines()))
    assert list(rows[0]) == list(COLUMNS)
    assert [(row["target"], row["looks_by"]) for row in rows] == [
        ("saint-denis", "machine"),
        ("palaiseau", "machine"),
        ("palaiseau", "person"),
    ]


def test_no_golden_file_is_left_over(path: Path):
    names = {name for language in LANGUAGES for name in everything(path, language)} | {"period.json", "period.csv"}
    assert names <= {file.name for file in GOLDEN.iterdir()}
    assert {file.name for file in GOLDEN.glob("period.*")} <= names


FORBIDDEN = (
    "bloqué", "bug", "panne", "disponible", "aucun créneau depuis", "tentative", "constat",
    "blocked", "broken", "crashed", "outage", "available", "no slot since", "attempt",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_conclude_too_much_never_appear(path: Path, language: str):
    said = "\n".join(everything(path, language).values()).replace("\u00a0", " ").replace("\u202f", " ").lower()
    said = said.replace("aucune réservation possible", "")
    assert [word for word in FORBIDDEN if word in said] == []


# The real-shaped case: a desk bookable at 2 of 270 hourly looks


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Watched hourly for eleven days and a quarter; slots at two looks on different days."""
    line = "N" * 75 + "S" + "N" * 128 + "S" + "N" * 65
    assert len(line) == 270
    live(tmp_path / "x.db", line)
    return tmp_path / "x.db"


def test_a_desk_bookable_at_2_of_270_hourly_looks(desk: Path):
    (one,) = facts(desk, "2018-10-01", "2018-10-12", now=MONDAY + 270 * HOUR)
    seen = one.machine
    assert (seen.anchored, seen.conclusive, seen.with_slots, seen.without_slots) == (270, 270, 2, 268)
    assert (seen.slot_days, seen.answered_days) == (2, 12)
    assert [(shown.least, shown.most) for shown in one.appearances] == [(0 * HOUR, 2 * HOUR)] * 2
    assert one.absence is not None
    assert (one.absence.length, one.absence.from_slots, one.absence.to_slots) == (129 * HOUR, True, True)
    assert one.coverage.longest == HOUR
    assert one.holes == ()
    assert sentence(one, "en") == (
        "“Palaiseau”: at least one slot was shown at 2 conclusive looks of 270 (of 270 made on schedule) between "
        "Monday 1 October 2018 and Friday 12 October 2018; the longest interval between two conclusive looks was "
        "1 hour, and slots shown for less time may have been missed."
    )


def test_a_reading_that_is_retracted_twice_is_one_reading(tmp_path: Path):
    live(tmp_path / "x.db", "NNN")
    for why in ("wrong phrase", "once more"):
        retract(tmp_path / "x.db", 1, why)
    (one,) = facts(tmp_path / "x.db")
    text = joined(as_text(document([one], "en", NOW, simulated=False), 200))
    assert "The reading of 1 of these looks was retracted since" in text
    assert "the reading of 1 of these looks was retracted since" in sentence(one, "en")


@pytest.mark.parametrize(
    ("line", "to", "told", "why"),
    [
        ("N" * 24 + "R" * 60, "2018-10-04", True, "the longest interval before must not stand for what came after"),
        ("N" * 24 + "R" * 60 + "N", "2018-10-04", False, "then it is itself the longest interval"),
        ("N" * 24, "2018-10-30", True, "nobody looked for the rest of the last day that is named"),
        ("N" * 39, "2018-10-30", False, "the days on which nobody looked are not named"),
        ("N" * 24 + "R" * 3, "2018-10-02", False, "an interval as long as others is no hole"),
    ],
)
def test_what_nobody_could_tell_at_the_end_is_part_of_the_sentence(
    tmp_path: Path, line: str, to: str, told: bool, why: str
):
    live(tmp_path / "x.db", line)
    now = MONDAY + len(line) * HOUR if to < "2018-10-30" else MONDAY + 700 * HOUR
    said = sentence(facts(tmp_path / "x.db", "2018-10-01", to, now=now)[0], "en")
    assert ("; after the look of " in said) is told, f"{why}: {said}"


def test_the_2_of_270_were_not_there_at_the_other_looks(desk: Path):
    text = joined(as_text(document(facts(desk), "en", NOW, simulated=False), 200))
    assert "Conclusive looks without slot: 268 of 270 (99.2%); with at least one slot: 2." in text
    assert "Days with at least one slot seen: 2 of 12 with a conclusive look (16.6%)." in text
    assert text.count("at most 2 hours") == 2


# Sentences


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("NN", "no slot was seen at 2 conclusive looks (of 2 made on schedule) on Monday 1 October 2018; the longest"),
        ("N", "no slot was seen at 1 conclusive look (of 1 made on schedule) on Monday 1 October 2018; after the look"),
        (
            "NFNs",
            "at 2 conclusive looks (of 3 made on schedule) on Monday 1 October 2018; the longest interval between",
        ),
        ("NFNs", "; 1 further look outside the schedule showed slots."),
        ("FF", "none of the 2 looks made on schedule on Monday 1 October 2018 could tell whether a slot was offered."),
        ("nn", "no look on schedule was made on Monday 1 October 2018; looks by hand make no share."),
    ],
)
def test_each_kind_of_sentence(tmp_path: Path, line: str, said: str):
    live(tmp_path / "x.db", line)
    (one,) = facts(tmp_path / "x.db")
    assert said in sentence(one, "en")
    assert sentence(one, "fr", simulated=True).startswith("[Temps simulé] «\u00a0Palaiseau\u00a0»")


def test_a_sentence_names_what_was_retracted(tmp_path: Path):
    live(tmp_path / "x.db", "NNN")
    retract(tmp_path / "x.db", 1)
    assert sentence(facts(tmp_path / "x.db")[0], "en").endswith(
        "; the reading of 1 of these looks was retracted since."
    )


def test_nothing_is_said_under_a_title(path: Path, desk: Path):
    for said in (made(path, "en"), made(desk, "fr")):
        assert all(part.lines for section in said.sections for part in section.parts)
    two = [*facts(desk), *facts(desk)]
    assert all(part.lines for section in document_of(two).sections for part in section.parts)


def test_days_without_a_look_say_so(tmp_path: Path):
    live(tmp_path / "x.db", "NNN")
    (one,) = facts(tmp_path / "x.db", "2018-11-01", "2018-11-30")
    assert "no look was made between Thursday 1 November 2018 and Friday 30 November 2018" in sentence(one, "en")
    assert "No look was made in these days." in joined(as_text(document([one], "en", NOW, simulated=False)))


# Forms


class Seen(HTMLParser):
    """Which elements and attributes there are, and that they are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += attrs
        if tag not in ("meta", "path", "rect"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        if tag != "path":
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_fetches_and_runs_nothing(path: Path, language: str):
    page, seen = joined(as_html(made(path, language, drawn=True))), Seen()
    seen.feed(page)
    assert seen.open == []
    assert not seen.names & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name in ("src", "style")]
    links = {value for name, value in seen.attributes if name == "href"}
    assert links == {"https://rdv.example/palaiseau", "https://rdv.example/saint-denis"}
    assert "svg" in seen.names
    assert ("dir", "ltr") in seen.attributes
    assert ("lang", "en") in seen.attributes
    ids = [value for name, value in seen.attributes if name == "id"]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_of_a_page_stay_words(path: Path, language: str):
    document = made(path, language, targets=["saint-denis"])
    text, page, markdown = (joined(form(document)) for form in (as_text, as_html, as_markdown))
    for said in (text, page, markdown):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", said)
        assert "alert(1)" in said
    assert "<script" not in page
    assert "[link](" not in markdown
    assert "\n<script" not in markdown
    assert "=1+1" not in markdown.replace("\\=1+1", "")
    assert HOSTILE not in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. not a list", "1\\. not a list"),
        ("- nor this", "\\- nor this"),
        ("# no *title* <b> [a](b) `c` | &amp;", "\\# no \\*title\\* \\<b\\> \\[a\\](b) \\`c\\` \\| \\&amp;"),
        ("two\nlines", "two lines"),
    ],
)
def test_markdown_is_escaped(text, said):
    assert escaped(text) == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_are_as_wide_as_the_terminal(path: Path, language: str, width: int):
    lines = joined(as_text(made(path, language), width)).splitlines()
    assert max(map(len, lines)) <= width
    assert max(map(len, lines)) > width - 10, "and use it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_terminal_without_accents_gets_ascii(path: Path, language: str):
    plain = joined(as_text(made(path, language), 80, plain=True))
    assert plain.isascii()
    assert "?" not in re.sub(r"créneau est-il propos.|propose \?|a la question.*", "", plain.replace("proposé ?", ""))
    assert ascii_only("« Créneau » – œuvre … ≤ 3 €") == '" Creneau " - oeuvre ... <= 3 ?'


def test_wrapping_breaks_at_plain_spaces_only():
    assert wrapped("a\u00a0b c d", 5, "- ", "  ") == ["- a\u00a0b", "  c d"]
    assert wrapped("unbreakable words", 4) == ["unbreakable", "words"]
    assert wrapped("", 10) == [""]


def test_what_was_said_before_and_after_the_days_is_said_so(path: Path):
    (one,) = facts(path, "2018-10-02", "2018-10-02", targets=["palaiseau"])
    text = joined(as_text(document([one], "en", NOW, simulated=False), 200))
    assert "No slot offered, in English, on Tuesday 2 October 2018 (also before and also after):" in text


def test_a_span_is_not_clipped_by_what_was_gathered(path: Path):
    (one,) = facts(path, "2018-10-04", "2018-10-04", targets=["palaiseau"])
    assert one.span == Span(one.span.first, one.span.last)
    assert [shown.first_at for shown in one.appearances] == [MONDAY + 80 * HOUR]
