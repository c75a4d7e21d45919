"""The rows of the catalogue, and how they are found."""

import re
from urllib.parse import urlsplit

import pytest

from monitor.catalogue import Entry, State, entries, search
from monitor.config.adding import add_targets
from monitor.config.load import load
from probes.registry import PROBES

ROWS = list(entries().values())
MINIMAL = '[monitor]\ncontact = "mailto:observatory@your-organisation.org"\n'


def test_every_row_that_has_a_probe_passes_the_config_check(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(MINIMAL, "utf-8")
    watchable = [row for row in ROWS if row.probe]
    _, warnings = add_targets(file, [row.target() for row in watchable], probes=PROBES, environ={})
    config = load(file, probes=PROBES, environ={})
    assert [target.id for target in config.targets] == [row.id for row in watchable]
    assert [target.url for target in config.targets] == [row.url for row in watchable]
    assert [target.gated for target in config.targets] == [row.gated for row in watchable]
    assert [target.timezone for target in config.targets] == [row.timezone or "Europe/Paris" for row in watchable]
    assert warnings == (), "no two rows are the same page read in the same way"


def test_gated_and_landing_pages_are_looked_at_four_times_a_day_at_most():
    often = {row.id for row in ROWS if row.target()["every"] != "6h"}
    assert often == {row.id for row in ROWS if not row.gated and row.probe not in ("landing", "rdv_prefecture")}
    assert all(row.gated for row in ROWS if row.system in ("rdv-prefecture", "troov"))


def test_a_row_without_a_probe_says_what_to_do_instead():
    assert {row.id: bool(row.note) for row in ROWS if not row.probe} == {"ants-mairies": True}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_is_whole_and_clean(row):
    assert row.probe in (*PROBES, "")
    assert row.state in State
    assert row.reason
    assert urlsplit(row.url).hostname
    assert re.fullmatch(r"\d{4}(-\d{4})?", row.seen)
    assert re.fullmatch(r"|\d\d|2[AB]|97\d", row.departement)
    assert bool(row.departement) == bool(row.territory)
    texts = [row.office, row.territory, row.procedure, row.reason, row.note]
    assert [text for text in texts if text != " ".join(text.split()) or "inconnu" in text or "  " in text] == []
    assert not re.search(r"\bde l'[^AEIOUYÉH]|\bd[eu] (les|le)\b|\bde [AEIOUÉ]", row.office), (
        "articles as people say them"
    )


def test_the_state_follows_from_when_a_page_was_seen():
    current = {row.id for row in ROWS if row.state is State.CURRENT}
    seen_lately = {row.id for row in ROWS if int(row.seen[-4:]) >= 2024}
    assert seen_lately - current == {"bobigny-9497"}, "which was seen to be switched off"
    assert current <= seen_lately


def test_a_departement_has_one_name():
    names = {(row.departement, row.territory) for row in ROWS if row.departement}
    assert len({code for code, _ in names}) == len({name for _, name in names}) == len(names) == 97
    assert {("2A", "Corse-du-Sud"), ("21", "Côte-d'Or"), ("01", "Ain"), ("976", "Mayotte")} <= names


def test_ezbooking_pages_begin_at_the_first_step():
    urls = [row.url for row in ROWS if row.system == "ezbooking"]
    assert len(urls) > 100
    assert [url for url in urls if not re.fullmatch(r"https?://[a-z0-9.-]+/booking/create/\d+", url)] == []


def page(name: str, **known: object) -> Entry:
    texts = dict.fromkeys(
        ["office", "territory", "departement", "procedure", "system", "timezone", "reason", "note"], ""
    )
    row = {**texts, "url": "https://www.example.org/create/16105", "probe": "ezbooking", "seen": "2019-2020"}
    return Entry(**{"id": name, **row, "options": {}, "gated": False, "state": State.STALE, **known})  # type: ignore[arg-type]


AIN = page("a", office="Préfecture de l'Ain", departement="01", procedure="Titre de séjour", system="ezbooking")
SAINT = page("b", office="Sous-préfecture de L'Haÿ-les-Roses", territory="Saint-Œuf", system="rdv-prefecture")


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("", "ab", "no word leaves nothing out"),
        ("prefecture", "ab", "accents do not matter"),
        ("PRÉFECTURE", "ab", "nor does case"),
        ("pre\u0301fecture", "ab", "nor how an accent is written"),
        ("ain", "a", "a word begins so; Saint only ends so"),
        ("l’hay", "b", "a curly apostrophe parts words as well"),
        ("oeuf", "b", "a ligature is two letters"),
        ("titre ain", "a", "all words, in any order"),
        ("titre hay", "", "all words of one page"),
        ("01", "a", "the département's code"),
        ("16105", "ab", "the number of the form"),
        ("create", "", "what every address has finds nothing"),
        ("ezbook", "a", "the system, by its beginning"),
        ("…", "ab", "no word at all"),
    ],
)
def test_search(text, found, why):
    assert "".join(row.id for row in search(text, [AIN, SAINT])) == found, why


@pytest.mark.parametrize(
    ("state", "words", "hidden"),
    [
        (State.CURRENT, "last seen in 2020", False),
        (State.UNKNOWN, "last seen in 2020; may no longer exist", False),
        (State.STALE, "last seen in 2020; may no longer exist", True),
        (State.RETIRED, "last seen in 2020; retired: its host is gone", True),
    ],
)
def test_the_age_of_a_page_is_told_honestly(state, words, hidden):
    row = page("a", state=state, reason="its host is gone")
    assert (row.life, row.hidden) == (words, hidden)


def test_a_page_of_which_something_is_not_known_is_named_by_its_id():
    assert AIN.title == "Préfecture de l'Ain – Titre de séjour"
    assert SAINT.target()["name"] == "b"
    assert "procedure" not in SAINT.target()
