"""The words on charts that no message needs: months, weekdays, legends; ready in English and French. Pure.

Another language is one more instance: its numbers and dates are said by the voice of ``speaks`` (by default its own).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.charts.paint import DayMark
from monitor.locale import SHORT
from probes.contract import Outcome

if TYPE_CHECKING:
    from monitor.locale.voice import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """One language's words on charts; texts with ``{n}`` and the like must keep these places."""

    language: str
    """BCP 47: what the words are in, and which way they run."""
    speaks: str = ""
    """The language of ``monitor.locale`` that says numbers and dates; empty: the same."""
    marks: Mapping[DayMark, str]
    weekdays: tuple[str, ...]
    """From Monday."""
    short_weekdays: tuple[str, ...]
    initials: tuple[str, ...]
    """One or two letters for each weekday."""
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    day_and_month: str
    hour: str
    days: str
    spells: str
    counted: str
    """What is counted in a strip: looks."""
    looks: str
    fewer: str
    no_look: str
    marker: str
    """What a marked corner of a day means."""
    empty: str
    """Said where there is nothing to draw."""
    colon: str = ": "

    def __post_init__(self) -> None:
        wanted = {
            "weekdays": 7,
            "short_weekdays": 7,
            "initials": 7,
            "months": 12,
            "short_months": 12,
            "marks": len(DayMark),
        }
        for name, count in wanted.items():
            if len(getattr(self, name)) != count:
                raise ValueError(f"chart labels for {self.language!r}: {name}: give {count}")

    @property
    def voice(self) -> Voice:
        """Says numbers and dates; raises ``ValueError`` where the language has no catalog."""
        from monitor.locale.voice import voice  # Babel is slow to load, and the terminal does not need it

        return voice(self.speaks or self.language)

    @property
    def from_right(self) -> bool:
        """Whether the language is written from right to left."""
        from monitor.locale.voice import direction

        return direction(self.language) == "rtl"


_OUTCOMES = {
    DayMark.SLOTS: Outcome.SLOTS,
    DayMark.NONE: Outcome.NO_SLOTS,
    DayMark.CLOSED: Outcome.CLOSED,
    DayMark.ERROR: Outcome.FAILING,
    DayMark.TURNED_AWAY: Outcome.REFUSED,
    DayMark.GATED: Outcome.GATED,
    DayMark.UNREAD: Outcome.UNRECOGNISED,
    DayMark.NOT_MEASURED: Outcome.OFFLINE,
}


def _marks(language: str) -> dict[DayMark, str]:
    return {mark: SHORT[language][outcome] for mark, outcome in _OUTCOMES.items()}


ENGLISH = Labels(
    language="en",
    marks=_marks("en"),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    short_weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    initials=("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
    months=tuple("January February March April May June July August September October November December".split()),
    short_months=tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
    day_and_month="{day} {month}",
    hour="{hour}:00",
    days="Days",
    spells="Spells",
    counted="Looks",
    looks="looks: {n}",
    fewer="Fewer than {n} looks",
    no_look="No look",
    marker="Day with a note",
    empty="Nothing measured yet",
)
FRENCH = Labels(
    language="fr",
    marks=_marks("fr"),
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    short_weekdays=("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    initials=tuple("LMMJVSD"),
    months=tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),
    short_months=tuple("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()),
    day_and_month="{day} {month}",
    hour="{hour} h",
    days="Jours",
    spells="Périodes",
    counted="Consultations",
    looks="consultations\u00a0: {n}",
    fewer="Moins de {n} consultations",
    no_look="Aucune consultation",
    marker="Jour annoté",
    empty="Rien n'a encore été mesuré",
    colon="\u00a0: ",
)
