"""What counsel may want beside the figures: what courts had before them, as lawyers' summaries tell it. Pure.

It is for the terminal, never for a piece. It sets numbers side by side and concludes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from monitor.dossier.facts import Facts, Series

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Case:
    """One decision, as far as its summaries give figures."""

    name: str
    figures: str
    outcome: str


CASES = (
    Case(
        "CE 10 June 2020, no. 435594",
        "4 screenshots, 1 registered letter, 1 e-mail; 13 to 18 September 2019: 5 days, ISO weeks 37 and 38",
        "refused: attempts 'not made in the same week' were asked for",
    ),
    Case("TA Cergy-Pontoise 2 November 2020, no. 2010725", "captures over 3 weeks", "accepted"),
    Case("TA Paris 3 November 2020, no. 2016798", "captures over 3 weeks", "accepted"),
    Case("CE 21 April 2021, no. 448178", "screenshots without a name", "admissible as such"),
    Case(
        "CE 9 June 2022, no. 453391", "no figures", "urgency in principle for renewals; otherwise special circumstances"
    ),
    Case("CE 27 November 2019, no. 422516, and CE 3 June 2022, no. 452798", "no figures", "to be read beside it"),
)


def comparison(facts: Facts) -> Iterator[str]:
    """Lines for counsel: this record's figures, then those of known decisions."""
    yield "For counsel, not for the file: figures side by side. They decide nothing."
    yield ""
    for series in facts.machines:
        yield f"This record, machine '{series.vantage.name}':"
        yield from (f"  {line}" for line in _figures(series))
    if facts.people:
        days = {look.at.date() for look in facts.people}
        yield f"This record, looks by people: {len(facts.people)} on {len(days)} days (UTC)"
    yield ""
    yield "Decisions (from lawyers' summaries: check each one before quoting it):"
    for case in CASES:
        yield f"  {case.name}"
        yield f"    before the court: {case.figures}"
        yield f"    outcome: {case.outcome}"
    yield ""
    yield "All of these are about what the applicant did. A robot's record shows the page, not the applicant's acts;"
    yield "no decision that weighs such a record is known. The applicant's own dated captures come first."


def _figures(series: Series) -> Iterator[str]:
    counts = series.counts
    yield f"{counts.looks:,} looks on schedule, {counts.conclusive:,} of them conclusive"
    if span := series.without_slot:
        elapsed = f"{span.elapsed / _DAY:.1f} days from {span.first:%Y-%m-%d %H:%M} to {span.last:%Y-%m-%d %H:%M} UTC"
        yield f"{span.looks:,} without a slot: on {span.days} days, in {span.weeks} ISO weeks; {elapsed}"
    slots, failing = counts.of("slots"), counts.of("failing")
    yield f"{slots:,} with a slot shown; {failing:,} errors or no answer"
