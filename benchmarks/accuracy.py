"""Judges the probes by a corpus of labelled texts and pages: confusion, false claims, recall, language, time.

Reads the corpus folder only, writes nothing. Neither its output nor its JSON quotes the corpus: ids and counts.
"""

from __future__ import annotations

import argparse
import html
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from monitor.watch.identify import LanguageModel
from monitor.watch.replay import classify
from probes.contract import Outcome, Page, Probe
from probes.language import Identifier, with_language
from probes.registry import BY_CONTENT

_URL = "https://saved.invalid/"
_PROBES = tuple(probe for probe, _ in BY_CONTENT)
LABELS: Mapping[str, tuple[Outcome, ...]] = {
    "slots": (Outcome.SLOTS,),
    "no_slots": (Outcome.NO_SLOTS,),
    "captcha": (Outcome.GATED,),
    "queue": (Outcome.GATED,),
    "login_required": (Outcome.GATED,),
    "blocked": (Outcome.REFUSED,),
    "error": (Outcome.FAILING, Outcome.CLOSED),
    "maintenance": (Outcome.FAILING, Outcome.CLOSED),
    "landing": (Outcome.UNRECOGNISED, Outcome.GATED, Outcome.CLOSED),
    "unknown": (Outcome.UNRECOGNISED,),
}
"""What may be concluded under each label of a corpus: first what is right, then what is no mistake either.

Closed is none for an error, since texts of booking links that were switched off are labelled so.
"""
_CLAIMS = (Outcome.SLOTS, Outcome.NO_SLOTS)
_SAME_LANGUAGE = {"nb": "no", "nn": "no"}


class CorpusError(Exception):
    """The corpus cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled text or page."""

    id: str
    kind: str
    """``text`` or ``page``."""
    label: str
    language: str
    """Empty where it is not known."""
    system: str
    page: Page


@dataclass(frozen=True, slots=True)
class Judged:
    """What was concluded from a case, without the words that led there."""

    id: str
    kind: str
    label: str
    system: str
    outcome: str
    reason: str
    rule: str
    language: str
    """``right``, ``wrong`` or ``undetermined``; empty where the corpus names no language or no words were quoted."""
    milliseconds: float
    """CPU time, parsing included."""

    @property
    def is_false_claim(self) -> bool:
        """Whether slots or their absence were claimed against the label."""
        return self.outcome in _CLAIMS and self.outcome not in LABELS[self.label]

    @property
    def is_other_mistake(self) -> bool:
        """Whether something else was concluded than the label allows; "not recognised" is never a mistake."""
        allowed = (*LABELS[self.label], *_CLAIMS, Outcome.UNRECOGNISED)
        return self.outcome not in allowed

    @property
    def is_right(self) -> bool:
        return self.outcome == LABELS[self.label][0]


# The corpus


def _rows(file: Path, needed: Sequence[str]) -> Iterator[dict[str, str]]:
    try:
        lines = file.read_text(encoding="utf-8").split("\n")  # a text may hold the other line breaks of Unicode
    except OSError as error:
        raise CorpusError(f"{file}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{file}: cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CorpusError(f"{file}: line {number}: not JSON: {error}") from error
        if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in needed):
            raise CorpusError(f"{file}: line {number}: needs the texts {', '.join(needed)}")
        if row["label"] not in LABELS:
            raise CorpusError(f"{file}: line {number}: unknown label {row['label']!r}; known: {', '.join(LABELS)}")
        yield row


def _case(row: Mapping[str, Any], name: str, kind: str, content: bytes) -> Case:
    language, system = row.get("lang") or "", row.get("system") or ""
    return Case(row[name], kind, row["label"], language, system, Page(_URL, 200, content, {}))


def read_corpus(folder: Path) -> list[Case]:
    """All cases of ``messages.jsonl`` and ``pages.jsonl``. Raises ``CorpusError``.

    A text becomes a page with one paragraph; a page is taken as saved, with status 200.
    """
    cases = [
        _case(row, "id", "text", f"<p>{html.escape(row['text'])}</p>".encode())
        for row in _rows(folder / "messages.jsonl", ("id", "text", "label"))
    ]
    for row in _rows(folder / "pages.jsonl", ("file", "label")):
        file = folder / "pages" / row["file"]
        try:
            cases.append(_case(row, "file", "page", file.read_bytes()))
        except OSError as error:
            raise CorpusError(f"{file}: cannot be read: {error.strerror or error}") from error
    if not cases:
        raise CorpusError(f"{folder}: the corpus is empty")
    return cases


# Judging


def _agreement(case: Case, quote: str, found: str | None) -> str:
    if not case.language or not quote:
        return ""
    if not found:
        return "undetermined"
    return "right" if _primary(found) == _primary(case.language) else "wrong"


def _primary(tag: str) -> str:
    language = tag.split("-", maxsplit=1)[0].lower()
    return _SAME_LANGUAGE.get(language, language)


def judge(case: Case, probes: Iterable[Probe], identifier: Identifier | None = None) -> Judged:
    """Read a case as ``slotwatch classify`` does: all probes in turn, without options.

    Without an identifier only the languages that rules know are named.
    """
    began = time.process_time()
    reading = with_language(classify(case.page, [(probe, {}) for probe in probes]), identifier)
    seconds = time.process_time() - began
    return Judged(
        id=case.id,
        kind=case.kind,
        label=case.label,
        system=case.system,
        outcome=reading.outcome.value,
        reason=str(reading.reason),
        rule=reading.rule,
        language=_agreement(case, reading.quote, reading.language),
        milliseconds=round(seconds * 1000, 3),
    )


# The report


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of one part of the corpus."""

    cases: int
    confusion: dict[str, dict[str, int]]
    """Label, outcome, count."""
    recall: dict[str, tuple[int, int]]
    """Label: how many of how many have the label's own outcome."""
    language: dict[str, int]
    milliseconds: dict[str, dict[str, float]]
    """Per kind: median, p95, max."""
    false_claims: list[Judged]
    other_mistakes: list[Judged]


def summary(judged: Sequence[Judged]) -> Summary:
    """Count."""
    labels = [label for label in LABELS if any(one.label == label for one in judged)]
    outcomes = {label: Counter(one.outcome for one in judged if one.label == label) for label in labels}
    right = Counter(one.label for one in judged if one.is_right)
    languages = Counter(one.language for one in judged if one.language)
    return Summary(
        cases=len(judged),
        confusion={label: dict(outcomes[label]) for label in labels},
        recall={label: (right[label], outcomes[label].total()) for label in labels},
        language={name: languages[name] for name in ("right", "wrong", "undetermined")},
        milliseconds={
            kind: _spread([one.milliseconds for one in judged if one.kind == kind])
            for kind in ("text", "page")
            if any(one.kind == kind for one in judged)
        },
        false_claims=[one for one in judged if one.is_false_claim],
        other_mistakes=[one for one in judged if one.is_other_mistake],
    )


def _spread(values: list[float]) -> dict[str, float]:
    values = sorted(values)
    return {"median": median(values), "p95": values[(len(values) * 95 - 1) // 100], "max": values[-1]}


def _table(lines: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(cell.rjust(width) if column else cell.ljust(width) for column, (cell, width) in enumerate(padded))
        for padded in (list(zip(line, widths, strict=True)) for line in lines)
    ]


def report(title: str, part: Summary) -> str:
    """The figures of one part as text."""
    outcomes = [outcome for outcome in Outcome if any(outcome in row for row in part.confusion.values())]
    rows = [["label", *outcomes, "right"]]
    for label, counts in part.confusion.items():
        right, of = part.recall[label]
        rows.append([label, *(str(counts.get(outcome, 0)) for outcome in outcomes), f"{right}/{of} {right / of:.0%}"])
    lines = [f"{title}: {part.cases} cases", "", *_table(rows), ""]
    lines += _listed("false claims", part.false_claims) + _listed("other mistakes", part.other_mistakes)
    lines.append("language: " + ", ".join(f"{count} {name}" for name, count in part.language.items()))
    for kind, times in part.milliseconds.items():
        lines.append(f"CPU ms per {kind}: " + ", ".join(f"{name} {value:.2f}" for name, value in times.items()))
    return "\n".join(lines) + "\n"


def _listed(what: str, judged: Sequence[Judged]) -> list[str]:
    return [f"{what}: {len(judged)}"] + [
        f"  {one.id}: {one.label} read as {one.outcome} ({one.reason}, rule {one.rule})" for one in judged
    ]


# The command


def _systems(given: Sequence[str], cases: Sequence[Case]) -> frozenset[str]:
    """Names of systems, or files with one name per line. Raises ``CorpusError`` for a name that the corpus lacks."""
    names: list[str] = []
    for text in given:
        lines = (
            Path(text).read_text(encoding="utf-8", errors="replace").splitlines() if Path(text).is_file() else [text]
        )
        names += [line.strip() for line in lines if line.strip()]
    known = {case.system for case in cases}
    if missing := [name for name in names if name not in known]:
        raise CorpusError(f"--systems-aside: no case has the system {missing[0]!r}")
    return frozenset(names)


def main(
    argv: Sequence[str] | None = None, probes: Iterable[Probe] = _PROBES, identifier: Identifier | None = None
) -> int:
    """Judge a corpus and print the figures; the exit code says whether there was a false claim."""
    parser = argparse.ArgumentParser(
        prog="accuracy",
        description="Judge the probes by a corpus: messages.jsonl, pages.jsonl and the folder pages/.",
        epilog="Exit codes: 0 no false claim of slots or of their absence; 1 at least one; 2 usage, unreadable corpus.",
    )
    parser.add_argument("corpus", type=Path, metavar="CORPUS_DIR")
    parser.add_argument(
        "--systems-aside",
        nargs="+",
        action="extend",
        default=[],
        metavar="SYSTEM|FILE",
        help="report these systems separately: names, or files with one name per line",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    arguments = parser.parse_args(argv)
    try:
        cases = read_corpus(arguments.corpus)
        aside = _systems(arguments.systems_aside, cases)
    except CorpusError as error:
        print(f"accuracy: {error}", file=sys.stderr)
        return 2
    probes = list(probes)
    judge(cases[0], probes, identifier)  # the first page loads the parser, which is no cost of a page
    judged = [judge(case, probes, identifier) for case in cases]
    parts = {"corpus": summary([one for one in judged if one.system not in aside])}
    if aside:
        parts["set aside"] = summary([one for one in judged if one.system in aside])
    if arguments.json:
        print(json.dumps({title: asdict(part) for title, part in parts.items()}, indent=1))
    else:
        print("\n".join(report(title, part) for title, part in parts.items()), end="")
    return 1 if any(part.false_claims for part in parts.values()) else 0


if __name__ == "__main__":
    sys.exit(main(identifier=LanguageModel()))
