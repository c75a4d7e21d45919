"""Every table that is exported: its columns with types, units and meanings. The one declaration; pure.

CSV files, the SQLite file, Parquet files, ``datapackage.json``, ``metadata.yaml`` and ``docs/data.md`` all follow it.
The French words are in ``french.toml``. A change that a reader of the files would notice is a new ``SCHEMA``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from probes.contract import Outcome

SCHEMA = 1


class Kind(StrEnum):
    """What a column holds. Only ``TEXT`` may hold words from outside, and is made harmless for spreadsheets."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    MOMENT = "moment"
    """UTC with microseconds: ``2018-10-05T09:00:00.000000Z``."""
    DAY = "day"
    """A local day of the target's own zone."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; where it may be empty, empty means: not known, or there is none."""

    name: str
    meaning: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    choice: tuple[str, ...] = ()
    """All values that it can have; without one: any."""
    empty: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """One table, and how it is best looked at."""

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: Mapping[str, str] = field(default_factory=dict)
    """Column and the table of which it names a row; the two columns have the same name."""
    facets: tuple[str, ...] = ()
    newest: str = ""
    """The column by which it is shown, the latest first."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of the columns."""
        return tuple(column.name for column in self.columns)


_OUTCOMES = tuple(str(outcome) for outcome in Outcome)
_INTEGER, _NUMBER, _BOOLEAN, _MOMENT, _DAY = Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN, Kind.MOMENT, Kind.DAY


def _must(name: str, meaning: str, kind: Kind = Kind.TEXT, unit: str = "", choice: tuple[str, ...] = ()) -> Column:
    """A column that is never empty."""
    return Column(name, meaning, kind, unit, choice, empty=False)


_TARGET = _must("target", "the target's id in the configuration")
_VANTAGE = _must("vantage", "from where it was looked")
_SEEN_BY = _must("seen_by", "who looked: machine or person; never counted together", choice=("machine", "person"))
_OUTCOME = _must("outcome", "what was seen", choice=_OUTCOMES)
_REASON = _must("reason", "by what it was seen")
_LOOK = _must("look", "the look's UUID in hexadecimal digits")
_LOOKS = {"target": "targets", "vantage": "vantages"}

ABOUT = Table(
    "about",
    "About this export",
    "What was exported, when, and from which store.",
    (_must("name", "what is said"), _must("value", "what it is")),
    ("name",),
)

TARGETS = Table(
    "targets",
    "Targets",
    "Public pages that are, or were, watched.",
    (
        _TARGET,
        Column("former_ids", "ids that it had before, a JSON list; sealed lines and incidents keep them"),
        _must("name", "what it is called"),
        _must("url", "the page's address"),
        _must("probe", "which probe reads it"),
        Column("office", "the office"),
        Column("procedure", "the procedure"),
        Column("territory", "the territory"),
        Column("tags", "its tags, a JSON list"),
        _must("timezone", "the zone in which its days are counted"),
        _must("every_seconds", "between two looks of the regular schedule", _INTEGER, "s"),
        Column("expect_language", "languages that are expected, a JSON list, most wanted first"),
        _must("added_at", "when it was first watched", _MOMENT),
        Column("retired_at", "when it left the configuration; its history stays", _MOMENT),
    ),
    ("target",),
    facets=("office", "procedure", "territory", "probe"),
)

VANTAGES = Table(
    "vantages",
    "Vantages",
    "From where, and by whom, it was looked.",
    (_VANTAGE, _must("kind", "machine or person", choice=("machine", "person"))),
    ("vantage",),
)

LOOKS = Table(
    "looks",
    "Looks",
    "One row for each look at a page: what was seen, and by which words. People's looks say so in seen_by.",
    (
        _LOOK,
        _TARGET,
        _VANTAGE,
        _SEEN_BY,
        _must("sequence", "its number in the chain of sealed lines of this target and vantage", _INTEGER),
        _must(
            "kind",
            "anchored: of the regular schedule, counts in shares; extra: by hand or in between; witness: a person's",
            choice=("anchored", "extra", "witness"),
        ),
        _must("started_at", "when it began; of a person's look: when it was made, as declared", _MOMENT),
        Column("due_at", "when the schedule wanted it", _MOMENT),
        _must("milliseconds", "how long it took", _INTEGER, "ms"),
        _OUTCOME,
        _REASON,
        _must("conclusive", "whether it answers for all the days that are asked about", _BOOLEAN),
        _must("retracted", "whether it was said later that the reading was wrong; see annotations", _BOOLEAN),
        Column("quote", "the words on the page that prove it"),
        Column("quote_language", "their language"),
        Column("language_by", "what determined that language: rule, or an engine"),
        Column("page_language", "the language that the page declares"),
        Column("rule", "which rule of the probe matched"),
        _must("probe", "probe and version that read the page"),
        Column("slots_count", "slots counted on the page", _INTEGER, "slots"),
        Column("slots_earliest", "the first slot seen: a moment in UTC, or a local date"),
        Column("dates_within_month", "local days with a slot within 31 days; 2: two or more", _INTEGER, "days"),
        Column("window_first", "first day of what the page speaks of; empty: not limited", _DAY),
        Column("window_last", "last day of what the page speaks of", _DAY),
        Column("window_label", "day, week, month or period, where the page does not name its days"),
        Column("http_status", "HTTP status of the last answer", _INTEGER),
        Column("clock_step_seconds", "by how much the clock was set since the look before", _NUMBER, "s"),
        Column("received_at", "when a person's look was handed over", _MOMENT),
        Column("says", "of a person's look: read by the probe, or declared by the person", choice=("read", "declared")),
        _must("simulated", "whether the time is simulated: then nothing of it was ever seen", _BOOLEAN),
    ),
    ("look",),
    _LOOKS,
    ("target", "outcome", "reason", "seen_by", "kind", "quote_language"),
    "started_at",
)

SPELLS = Table(
    "spells",
    "Spells",
    "Runs of looks with the same outcome and the same words. Nothing is said of the time between two looks.",
    (
        _TARGET,
        _VANTAGE,
        _SEEN_BY,
        _must("number", "1, 2, 3 ... of this target and vantage, in this export", _INTEGER),
        _OUTCOME,
        Column("quote", "the words on the page"),
        Column("quote_language", "their language"),
        _must("first_at", "the first look of the run", _MOMENT),
        _must("last_at", "the last look of the run", _MOMENT),
        _must("looks", "its looks", _INTEGER, "looks"),
        _must("anchored_looks", "those of the regular schedule", _INTEGER, "looks"),
        _must("largest_gap_seconds", "the longest time between two of its looks", _NUMBER, "s"),
    ),
    ("target", "vantage", "number"),
    _LOOKS,
    ("target", "outcome", "seen_by"),
    "last_at",
)

DAYS = Table(
    "days",
    "Days",
    "Looks of each local day, by reason. Shares count anchored looks only, and those of machines apart.",
    (
        _TARGET,
        _VANTAGE,
        _SEEN_BY,
        _must("day", "local day of the target's zone", _DAY),
        _OUTCOME,
        _REASON,
        _must("anchored_looks", "looks of the regular schedule", _INTEGER, "looks"),
        _must("extra_looks", "looks by hand, in between, or by people", _INTEGER, "looks"),
        _must("conclusive_looks", "the conclusive ones of the anchored looks", _INTEGER, "looks"),
    ),
    ("target", "vantage", "day", "reason"),
    _LOOKS,
    ("target", "outcome", "seen_by"),
    "day",
)

INCIDENTS = Table(
    "incidents",
    "Incidents",
    "Conditions that persisted from look to look, with their denominators. A page that says none does not tell full "
    "from faulty.",
    (
        _must("incident", "its key"),
        _TARGET,
        _SEEN_BY,
        _must(
            "kind", "what persisted", choice=("no_slots", "closed", "unbookable", "scarce", "down", "blind", "language")
        ),
        Column("variant", "of scarce: share and span of days"),
        _must(
            "state",
            "open, suspended, resolved, or lost: no longer observable",
            choice=("open", "suspended", "lost", "resolved"),
        ),
        Column("previous", "the lost incident that it follows"),
        _must("first_at", "the first look that said so", _MOMENT),
        Column("last_at", "the latest look that said so", _MOMENT),
        Column("ended_at", "when it was resolved, or lost", _MOMENT),
        Column("ended_by", "the outcome that resolved it; hole or rule where it is lost"),
        Column("duration_seconds", "from first_at to last_at, without what was suspended", _NUMBER, "s"),
        Column("looks", "anchored looks from first_at to last_at; people's looks all count", _INTEGER, "looks"),
        Column("conclusive_looks", "the conclusive ones among them", _INTEGER, "looks"),
        Column("proving_looks", "those that said so", _INTEGER, "looks"),
        Column("days", "local days with a look that said so", _INTEGER, "days"),
        Column("weeks", "ISO weeks with a look that said so", _INTEGER, "weeks"),
        Column("largest_gap_seconds", "the longest time between two looks that said so", _NUMBER, "s"),
        Column("scheduled_seconds", "scheduled time from first_at to last_at", _NUMBER, "s"),
        Column("observed_seconds", "the part of it that was covered by looks", _NUMBER, "s"),
        Column("with_slots", "of scarce: conclusive looks with a slot in its span of days", _INTEGER, "looks"),
        Column("without_slots", "of scarce: those without", _INTEGER, "looks"),
        Column("first_quote", "the words at first_at"),
        Column("first_language", "their language"),
        Column("last_quote", "the words at last_at"),
        Column("last_language", "their language"),
        Column("languages", "languages of its words, a JSON list"),
        Column("causes", "reasons and numbers of looks, a JSON object"),
        Column("vantages", "from where it was seen, a JSON list"),
    ),
    ("incident",),
    {"target": "targets"},
    ("target", "kind", "state", "seen_by"),
    "first_at",
)

TEXTS = Table(
    "texts",
    "Messages",
    "Every message that a target showed, and how often it was seen.",
    (
        _TARGET,
        _must("number", "1, 2, 3 ... of this target, in this export", _INTEGER),
        _SEEN_BY,
        _must("text", "the words"),
        Column("language", "their own language, not the page's; empty: undetermined"),
        _must("first_seen_at", "the first look that showed them", _MOMENT),
        _must("last_seen_at", "the latest look that showed them", _MOMENT),
        _must("looks", "looks that showed them", _INTEGER, "looks"),
    ),
    ("target", "number"),
    {"target": "targets"},
    ("target", "language", "seen_by"),
    "last_seen_at",
)

EVENTS = Table(
    "events",
    "Events",
    "What happened once: slots appeared or gone, new words, a captcha, a statement on releases.",
    (
        _TARGET,
        _must("number", "1, 2, 3 ... of this target, in this export", _INTEGER),
        _SEEN_BY,
        _must("at", "when the look was made that showed it", _MOMENT),
        _must("kind", "what happened"),
        _LOOK,
        _must("details", "what is known of it, a JSON object"),
    ),
    ("target", "number"),
    {"target": "targets"},
    ("target", "kind", "seen_by"),
    "at",
)

STATEMENTS = Table(
    "statements",
    "Statements of offices",
    "What a page said of its own releases, terms and procedures.",
    (
        _LOOK,
        _must("position", "its place on the page", _INTEGER),
        _TARGET,
        _VANTAGE,
        _SEEN_BY,
        _must("at", "when the look was made that showed it", _MOMENT),
        _must("kind", "what it speaks of"),
        _must("text", "the words"),
        Column("says_when", "the moment or day that it names"),
    ),
    ("look", "position"),
    _LOOKS,
    ("target", "kind"),
    "at",
)

ANNOTATIONS = Table(
    "annotations",
    "Annotations and retractions",
    "What was said of a look later. The look itself stays as it was.",
    (
        _must("annotation", "its UUID in hexadecimal digits"),
        _LOOK,
        _TARGET,
        _VANTAGE,
        _SEEN_BY,
        _must("look_at", "when the look was made", _MOMENT),
        _must("kind", "annotated, or retracted: the reading was wrong", choice=("annotated", "retracted")),
        _must("at", "when it was said", _MOMENT),
        Column("author", "who said it"),
        Column("why", "the words"),
    ),
    ("annotation",),
    _LOOKS,
    ("target", "kind"),
    "at",
)

IMPORTS = Table(
    "imports",
    "Imports",
    "Where looks of others came from. They are told as others gave them: not sealed here, and never judged.",
    (
        _must("import", "its number", _INTEGER),
        _TARGET,
        _must("kind", "csv, or bundle: sealed and verified", choice=("csv", "bundle")),
        Column("operator", "who made the looks, as stated"),
        Column("vantage", "from where, as stated"),
        Column("vantage_kind", "machine or person, as the bundle says", choice=("machine", "person")),
        Column("their_target", "the target's id in the bundle"),
        _must("imported_at", "when they were imported", _MOMENT),
        _must("source", "name of the file or folder"),
        _must("sha256", "of the file, or of the bundle's SHA256SUMS"),
        Column("note", "what was noted at the import"),
        _must("looks", "its looks in this export", _INTEGER, "looks"),
        Column("first_at", "the first of them", _MOMENT),
        Column("last_at", "the last of them", _MOMENT),
        Column("checks", "what was verified of a bundle, a JSON object"),
    ),
    ("import",),
    {"target": "targets"},
    ("target", "kind", "operator"),
    "imported_at",
)

IMPORTED_LOOKS = Table(
    "imported_looks",
    "Imported looks",
    "Looks made by others, apart from our own: told as others gave them, not sealed here, and never judged.",
    (
        _must("import", "the import that they came with", _INTEGER),
        _must("position", "0, 1, 2 ... in that import", _INTEGER),
        _TARGET,
        _must("seen_by", "always imported", choice=("imported",)),
        Column("operator", "who made the look, as stated"),
        Column("vantage", "from where, as stated"),
        _must("at", "when it was made, as stated", _MOMENT),
        _must("outcome", "what was seen, as stated", choice=_OUTCOMES),
        Column("slots_count", "slots counted, as stated", _INTEGER, "slots"),
        Column("quote", "the words on the page, as stated"),
        Column("language", "their language, as stated"),
        _must("retracted", "whether the bundle retracts it", _BOOLEAN),
    ),
    ("import", "position"),
    {"import": "imports", "target": "targets"},
    ("target", "operator", "outcome"),
    "at",
)

TABLES: tuple[Table, ...] = (
    *(ABOUT, TARGETS, VANTAGES, LOOKS, SPELLS, DAYS, INCIDENTS, TEXTS, EVENTS, STATEMENTS, ANNOTATIONS, IMPORTS),
    IMPORTED_LOOKS,
)
