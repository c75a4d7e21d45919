"""A simulated year at pages of every kind, hostile ones among them, for tests of the public site."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.clock import SimulatedClock
from monitor.config.settings import SiteSettings
from monitor.ledger import Ledger
from monitor.model import Look, Target
from monitor.store.writer import Store
from probes.contract import Reading, Reason, Slots
from tests.support.looks import a_look, a_rule, a_target, effective
from tests.support.reporting import SEEN

START = datetime(2017, 10, 2, 6, 0, tzinfo=UTC)
STEP = timedelta(hours=4)
NOW = datetime(2018, 10, 3, 9, 30, tzinfo=UTC)
"""A Wednesday, 11:30 in Paris: figures end on Monday, 1 October, a delay of a day earlier."""
HOSTILE = (
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "</p></blockquote></main><style>*{display:none}</style>&lt;b&gt; &amp; \"quoted\" 'single'",
    "bidi \u202e\u2066gnisrever\u2069 \u200fmark\u200e and \x1b[31mred\x00 nul \x07 bell",
    "\u200e\u202bليس هناك أي موعد\u202c 🧑 emoji 🔥 " + "x" * 8_000,
    "Z" + "\u0338\u0361\u0489" * 9 + "algo " * 20,
    "javascript:alert(1) [link](javascript:x) https://evil.example/x ]]> <!-- --> <svg onload=x>",
)
RULES = [
    a_rule("none", "no_slots", "3d"),
    a_rule("blind", "blind", "1d"),
    a_rule("down", "down", "12h"),
    a_rule("words", "language", "1d"),
]
SETTINGS = SiteSettings(
    base_url="https://observatory.example",
    title="Observatoire d'Exampleville",
    contact_for_offices="mailto:reply@observatory.example",
)


def targets() -> tuple[Target, ...]:
    """The pages of the year."""
    passport, permit = "Titres de séjour", "Permis de conduire"
    made = (
        a_target("bobigny", name="Bobigny, titres", office="Préfecture de Bobigny", procedure=passport),
        a_target("evry", name="Évry, titres <b>", office="Préfecture d'Évry & Cie", procedure=passport),
        a_target("nanterre", name="Nanterre, titres", office="Préfecture de Nanterre", procedure=passport),
        a_target("rouen", name="Rouen, permis", office="Préfecture de Rouen", procedure=permit),
        a_target("lille", name="Lille, permis", office="Préfecture de Lille", procedure=permit),
        a_target("vieux", name="Ancienne page", office="Sous-préfecture", procedure=permit),
    )
    places = ("Seine-Saint-Denis", "Essonne", "Hauts-de-Seine", "Seine-Maritime", "Nord", "")
    return tuple(
        replace(one, every=STEP, territory=place, expect_language=("fr",))
        for one, place in zip(made, places, strict=True)
    )


def letters(slug: str) -> Iterator[str]:
    """What each look at a page shows, from the first day on, for ever."""
    chance = random.Random(slug)
    number = 0
    while True:
        day = number // 6
        match slug:
            case "bobigny":  # nearly nothing for a year
                yield "S" if day % 61 == 40 and number % 6 == 1 else "N" if chance.random() < 0.97 else "F"
            case "evry":  # some slots, hostile words
                yield chance.choice("SSN") if number % 42 == 9 else f"h{chance.randrange(len(HOSTILE))}"
            case "nanterre":  # free for a week, then errors and holes
                yield "S" if day % 30 < 6 else "E" if day % 30 < 12 else "F" if day % 30 < 14 else "."
            case "rouen":
                yield "G"
            case "lille":
                yield "R" if day > 200 else "N"
            case _:
                yield "." if day > 60 else "C"
        number += 1


def reading_of(letter: str, at: datetime) -> Reading:
    """What a letter stands for; slots name an hour that must never be public."""
    if letter == "S":
        first = at + timedelta(days=9, hours=3)
        return Reading(Reason.FREE_CELLS, f"créneau {first:%d/%m %H:%M}", "test/cells", "fr", slots=Slots(2, first))
    if letter.startswith("h"):
        return Reading(Reason.NOTICE, HOSTILE[int(letter[1:])], "test/notice", "fr" if letter != "h3" else "ar")
    return SEEN[letter]


def year(
    path: Path,
    *,
    chosen: Sequence[str] = (),
    start: datetime = START,
    end: datetime = NOW,
    last: Sequence[tuple[str, str, datetime]] = (),
) -> None:
    """Store a year of looks; ``last``: target, letter and moment of looks that end it."""
    every = [one for one in targets() if not chosen or one.id in chosen]
    with Store(path) as store:
        configuration = {**effective(*every, rules=RULES), "monitor": {"vantage": "test", "contact": "mailto:us@a.org"}}
        ledger = Ledger(store, SimulatedClock(start), "test")
        ledger.configure(configuration, every)
        looks = sorted(_looks(every, start, end, last), key=lambda look: look.started_at)
        for look in looks:
            ledger.record(look)
        if not chosen:
            kept = [one for one in every if one.id != "vieux"]
            ledger = Ledger(store, SimulatedClock(looks[-1].started_at), "test")
            ledger.configure(
                {**effective(*kept, rules=RULES), "monitor": {"vantage": "test", "contact": "mailto:us@a.org"}}, kept
            )


def _looks(
    every: Sequence[Target], start: datetime, end: datetime, last: Sequence[tuple[str, str, datetime]]
) -> Iterator[Look]:
    by_name = {one.id: one for one in every}
    for place, one in enumerate(every):
        at = start + timedelta(minutes=7 * place)
        for letter in letters(one.id):
            if at >= end:
                break
            if letter != ".":
                yield a_look(reading_of(letter, at), at, target=one)
            at += STEP
    for slug, letter, at in last:
        yield a_look(reading_of(letter, at), at, target=by_name[slug])
