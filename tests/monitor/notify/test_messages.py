"""The words of notifications: golden texts, words that must never appear, plurals."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from monitor.locale.catalog import LANGUAGES
from monitor.notify.messages import LONGEST_TITLE, Message, compose, trial
from tests.support.telling import BY_KIND, EVENTS, TARGET, event_row, incident_row
from tests.support.telling_cases import EXTRA, FILES, Words

GOLDEN = Path(__file__).parent / "golden"
REWRITE = os.environ.get("SLOTWATCH_REWRITE_GOLDEN") == "1"

WITH_HTML = {"firing", "group", "digest"}
ALL = [(name, case, language) for name, cases in FILES.items() for case in cases for language in LANGUAGES]


def message(name: str, case: str, language: str) -> Message:
    kind, items = FILES[name][case]
    return compose(kind, f"{items[0][0].subject}/rule/x", items, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_messages_read_as_a_person_has_approved(name, language):
    parts = []
    for case in FILES[name]:
        made = message(name, case, language)
        parts.append(f"=== {case}\n\n{made.title}\n\n{made.text}")
        if case in WITH_HTML and name in ("no_slots", "together"):
            parts.append(f"--- as HTML\n\n{made.html}")
    path, text = GOLDEN / f"{name}.{language}.txt", "\n".join(parts)
    if REWRITE:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "read the difference; SLOTWATCH_REWRITE_GOLDEN=1 accepts it"


def test_no_golden_file_is_left_over():
    expected = {f"{name}.{language}.txt" for name in FILES for language in LANGUAGES}
    assert {path.name for path in GOLDEN.iterdir()} == expected


# HTML and text


@pytest.mark.parametrize(("name", "case", "language"), ALL)
def test_html_says_the_same_as_the_text_and_fetches_nothing(name, case, language):
    made = message(name, case, language)
    seen = Words()
    seen.feed(made.html)
    columns = {"Page", "What was seen", "Words and address", "Ce qui a été vu", "Texte et adresse"}

    def pieces(lines: Iterable[str]) -> list[str]:
        found = [line.removeprefix("- ").strip() for line in lines if line.strip()]
        return sorted(piece for piece in found if piece not in columns)

    text = [part for line in made.text.splitlines() for part in [line.strip()]]
    assert pieces(text) == pieces(seen.words)
    assert seen.tags <= set("div h2 h3 p br blockquote a ul li code table tr th td".split())
    assert {name for name, _ in seen.attributes} <= {"lang", "dir", "href", "style"}
    assert "url(" not in made.html


@pytest.mark.parametrize(("name", "case", "language"), ALL)
def test_titles_are_one_short_line_without_captured_words(name, case, language):
    title = message(name, case, language).title
    assert len(title) <= LONGEST_TITLE
    assert title.isprintable() or "\u00a0" in title or "\u202f" in title
    assert len(title.splitlines()) == 1
    assert not any(word in title for word in ("Booking planning", "plage horaire", "Gateway", "550", "KeyError"))


def test_a_long_name_is_cut_in_the_title_and_not_in_the_text():
    name = "Préfecture " * 30
    made = compose("single", "k", [[incident_row("no_slots", target={**TARGET, "name": name})]], "fr")
    assert LONGEST_TITLE - len("Préfecture ") <= len(made.title) <= LONGEST_TITLE
    assert made.title.startswith("Absence prolongée de créneau")
    assert made.title.endswith("…")
    assert name.strip() in made.text


# What must never be told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("case", "items", "why"),
    [
        ("slots_appeared", [[event_row("slots_appeared")]], "fresh slots are what touts want"),
        (
            "first look",
            [[event_row("first_look", details={**EVENTS["first_look"], "outcome": "slots"})]],
            "it may be one",
        ),
        ("no_slots ended", [[incident_row("no_slots", "resolved")]], "it ended by a slot"),
        ("down ended", [[incident_row("down", "resolved", ended_by="slots")]], "so may anything else"),
        ("untold", [[incident_row("no_slots", "firing"), incident_row("no_slots", "resolved", 2)]], "or both at once"),
        (
            "next slot",
            [[event_row("release_stated", details={"kind": "next-availability", "text": "x 10h40"})]],
            "named",
        ),
        ("gone", [[event_row("slots_gone")]], "they may come back at that hour"),
    ],
)
def test_of_slots_neither_hours_nor_addresses_are_told(case, items, why, language):
    key = "palaiseau/slots_appeared/2018-10-17T08:00Z-17/news"
    made = compose("single", key, items, language)
    everything = made.title + made.text + made.html
    assert not re.search(r"\d\d[:h]\d\d", everything), why
    assert "example.gouv.fr" not in everything, why
    assert "17 octobre 2018" in made.text or "17 October 2018" in made.text, "the local day is told"
    assert "palaiseau/slots_appeared/2018-10-17-17/news" in made.text, "a reference is kept, without its hour"


def test_words_that_may_name_a_slot_are_not_quoted():
    for items in ([[incident_row("scarce")]], EXTRA["language"]["at looks that showed slots"][1]):
        for language in LANGUAGES:
            assert "10h40" not in compose("single", "k", items, language).text
            assert "10:40" not in compose("single", "k", items, language).text


FORBIDDEN = (
    "bloqué", "bug", "panne", "disponible", "aucun créneau depuis", "tentative", "constat",
    "blocked", "broken", "crashed", "outage of", "available", "no slot since",
)  # fmt: skip


def plain_spaces(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").lower()


@pytest.mark.parametrize(("name", "case", "language"), ALL)
def test_words_that_conclude_too_much_never_appear(name, case, language):
    made = message(name, case, language)
    said = plain_spaces(made.title + made.text + made.html)
    assert not [word for word in FORBIDDEN if word in said]


@pytest.mark.parametrize("path", [*Path("monitor/locale").rglob("*.po"), *Path("monitor/notify").glob("*words.py")])
def test_words_that_conclude_too_much_are_in_no_catalog(path):
    said = plain_spaces(path.read_text(encoding="utf-8"))
    assert not [word for word in FORBIDDEN if word in said]


@pytest.mark.parametrize("kind", BY_KIND)
def test_lost_is_never_told_as_an_end(kind):
    for language, words in (("en", ("ended", "over", "resolved")), ("fr", ("terminé", "résolu", "fini"))):
        made = compose("single", "k", [[incident_row(kind, "lost")]], language)
        assert not [word for word in words if re.search(rf"\b{word}\b", (made.title + made.text).lower())]
        assert {"en": "No longer observable since", "fr": "N'est plus observable depuis"}[language] in made.text


@pytest.mark.parametrize(
    ("kind", "more", "must", "must_not", "why"),
    [
        ("no_slots", {}, "1\u202f714 consultations concluantes sur 1\u202f752", "1714", "numbers carry their total"),
        ("no_slots", {}, "personne ne regardait alors", "depuis", "nothing is said of the time between two looks"),
        ("no_slots", {}, "40 minutes", "39", "what may have been missed is cut upwards"),
        ("no_slots", {"observed_seconds": 1040000.0}, "99,9", "100", "almost all is not all"),
        ("down", {}, "envoyées par le site lui-même", "du nôtre", "error pages are the site's"),
        (
            "down",
            {"attribution": "unknown", "causes": {"timeout": 8}},
            "ou du nôtre",
            "lui-même",
            "ours?",
        ),
        (
            "down",
            {"causes": {"timeout": 8}, "vantages": ["A", "B"]},
            "Vu de plusieurs lieux",
            "envoyées par le site",
            "two places agree, and still nobody saw a page of the site's",
        ),
        ("blind", {}, "ce que voyait un usager, ni si des créneaux", "erreur", "a captcha says nothing of slots"),
        ("scarce", {}, "312 consultations concluantes sur 320", "Texte de la page", "a share with its numbers"),
        ("language", {}, "il ne s'agit que des mots", "défaillant", "a fact about words"),
    ],
)
def test_each_kind_says_how_sure_it_is(kind, more, must, must_not, why):
    text = compose("single", "k", [[incident_row(kind, **more)]], "fr").text.replace("\u00a0", " ")
    assert must in text, why
    assert must_not not in text, why


# The frame


def test_a_message_that_arrives_twice_has_the_same_reference():
    one, other = (compose("single", "some/key", [[incident_row("no_slots")]], "fr") for _ in range(2))
    assert one == other
    assert "Référence\u00a0: some/key" in one.text


def test_simulated_time_is_labelled():
    made = compose("single", "k", [[incident_row("no_slots", simulated=True)]], "en")
    assert made.title.startswith("[Simulated time] ")
    assert made.text.startswith("Simulated time: ")


def test_a_trial_says_that_it_is_one():
    for language, word in (("fr", "essai"), ("en", "test")):
        made = trial("test/1", "lawyers", language)
        assert word in made.title
        assert "lawyers" in made.text
        assert "test/1" in made.text


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="no catalog"):
        compose("single", "k", [[incident_row("no_slots")]], "de")


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (1, "à 1 consultation concluante sur 1 000", "at 1 conclusive look of 1,000"),
        (2, "à 2 consultations concluantes sur 1 000", "at 2 conclusive looks of 1,000"),
        (1000, "à 1 000 consultations concluantes sur 1 000", "at 1,000 conclusive looks of 1,000"),
    ],
)
def test_looks_have_their_plural(count, french, english):
    counts: dict[str, Any] = {"conclusive": count, "proving": count, "looks": 1000}
    for language, expected in (("fr", french), ("en", english)):
        text = compose("single", "k", [[incident_row("no_slots", **counts)]], language).text
        assert expected in text.replace("\u202f", " ").replace("\u00a0", " ")


def test_without_a_scheduled_look_none_is_counted():
    counts: dict[str, Any] = {"conclusive": 0, "proving": 0, "looks": 0}
    text = compose("single", "k", [[incident_row("no_slots", **counts)]], "en").text
    assert "seen only at looks outside the schedule" in text
    assert "0 conclusive" not in text
