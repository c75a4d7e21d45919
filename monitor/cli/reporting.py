"""``report`` and ``releases``: what was seen over a span of days, with its denominators. Reads the store."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from monitor.cli.common import ConfigOption, JsonOption, database_path, did_you_mean, emit, usage_error, width

if TYPE_CHECKING:
    from monitor.report.document import Document
    from monitor.report.period import Facts
    from monitor.report.span import Span
    from monitor.store.period_rows import Watched
    from monitor.store.periods import Periods
    from monitor.store.reader import Reader

_FORMATS = ("text", "md", "html", "csv", "json")
_LANGUAGES = ("fr", "en")
_KINDS = ("works", "slots", "closed")
_MOST_DRAWN = 20
"""Pages of a report in HTML that get charts of their own."""

From = Annotated[str | None, typer.Option("--from", metavar="DAY", help="First local day: 2018-10-05, 2018-10, 2018.")]
To = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last local day, included; default: today.")]
Last = Annotated[str | None, typer.Option("--last", metavar="DAYS", help="The last days up to today: 30d, 4w.")]
Language = Annotated[str, typer.Option("--lang", metavar="LANG", help="fr or en.")]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write to a file instead, in UTF-8, whole or not at all."),
]


def report(
    period: Annotated[
        str | None,
        typer.Argument(
            metavar="[PERIOD]", help="A year, month or day: 2018, 2018-10; default: 30 days.", show_default=False
        ),
    ] = None,
    since: From = None,
    until: To = None,
    last: Last = None,
    target: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this target; may be repeated.")] = None,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Targets with this tag; may be repeated.")
    ] = None,
    office: Annotated[
        list[str] | None, typer.Option(metavar="OFFICE", help="Targets of this office; may be repeated.")
    ] = None,
    territory: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Targets of this territory; may be repeated.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, md, html, csv or json.")] = "text",
    language: Language = "en",
    sentence: Annotated[
        bool, typer.Option("--sentence", help="One sentence for each target that can be quoted.")
    ] = False,
    claim: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A statement by somebody: sort the looks since --from by it.")
    ] = None,
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="What the statement means: works, slots (were offered) or closed.")
    ] = "works",
    output: Output = None,
    config: ConfigOption = None,
) -> None:
    """Report what was seen over some days: looks, shares, slots, words, errors, holes; each with its denominator.

    Several choices of targets add up: what any of them names is reported; without one, every target ever watched.
    Works when the rest of the configuration is broken.

    Examples: slotwatch report 2018-10 --office "Sous-préfecture de Palaiseau" --lang fr
    slotwatch report --target palaiseau --claim "the module has worked since 5 October" --from 2018-10-05
    """
    from monitor.report.gathering import gather
    from monitor.report.span import SpanError, span_of
    from monitor.store.period_rows import Choice
    from monitor.store.periods import periods
    from monitor.store.reader import reading

    _require(form, _FORMATS, "report: --format")
    _require(language, _LANGUAGES, "report: --lang")
    _require(kind, _KINDS, "report: --kind")
    _require_one_purpose(form, since, claim, sentence=sentence)
    with _uncollected(), reading(database_path(config)) as reader:
        questions = periods(reader)
        choice = Choice(target or (), tag or (), office or (), territory or ())
        targets = _chosen(questions, choice)
        now = _present(reader)
        try:
            span = span_of(period, since, until, last, today=_today(now, targets))
        except SpanError as error:
            usage_error(f"report: {error}")
        drawn = form == "html" and not claim and len(targets) <= _MOST_DRAWN
        facts = gather(questions, targets, span, now, every_spell=drawn)
        simulated = reader.is_simulated()
        if claim is not None:
            lines = _claimed(facts, claim, kind, form, language, now, simulated=simulated)
        elif sentence:
            lines = _sentences(facts, form, language, simulated=simulated)
        else:
            lines = _reported(facts, span, form, language, now, simulated=simulated, drawn=drawn)
        _write(lines, output, readable=form == "text")


def releases(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="The target's id.")],
    since: From = None,
    until: To = None,
    last: Last = None,
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the map of weekdays and hours as SVG.")
    ] = None,
    language: Language = "en",
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show when slots appear at one target, how many, and how long they stay; by default over its whole history.

    All of it is known as closely as looks are spaced, and said so. The map needs 28 days with a conclusive look.

    Example: slotwatch releases palaiseau --svg releases.svg
    """
    from monitor.report import releases as report
    from monitor.report.span import Span, SpanError, span_of
    from monitor.store.period_rows import Choice
    from monitor.store.periods import periods
    from monitor.store.reader import reading

    _require(language, _LANGUAGES, "releases: --lang")
    with reading(database_path(config)) as reader:
        if not reader.has_target(target):
            usage_error(f"releases: no target '{target}' was ever watched{did_you_mean(target, reader.slugs())}")
        questions = periods(reader)
        watched = questions.watched(Choice(targets=(target,)))
        now = _present(reader)
        today = _today(now, watched)
        try:
            span = span_of(None, since, until, last, today=today)
        except SpanError as error:
            usage_error(f"releases: {error}")
        if since is None and last is None:
            began = questions.first_day(watched[0])
            span = Span(min(date.fromisoformat(began), span.last) if began else span.last, span.last)
        found = report.releases(questions, watched[0], span, now)
        simulated = reader.is_simulated()
        if svg is not None:
            _save_map(found, svg, language)
        if as_json:
            emit([json.dumps(report.as_json(found, now, simulated=simulated), ensure_ascii=_is_ascii(), indent=2)])
        else:
            emit(_releases_text(found, language, now, simulated=simulated))


@contextmanager
def _uncollected() -> Iterator[None]:
    """A report on a thousand pages is made of many small things, none of them in a circle."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _require(given: str, known: Sequence[str], option: str) -> None:
    if given not in known:
        usage_error(f"{option}: there is no '{given}'{did_you_mean(given, list(known))}")


def _require_one_purpose(form: str, since: str | None, claim: str | None, *, sentence: bool) -> None:
    if claim is not None and sentence:
        usage_error("report: give --claim or --sentence, not both")
    if claim is not None and not claim.strip():
        usage_error("report: --claim is empty; write down what was stated")
    if claim is not None and since is None:
        usage_error("report: --claim needs --from: the day since which it is said to hold")
    if sentence and form not in ("text", "json"):
        usage_error(f"report: --sentence is text or json, not {form}")


def _chosen(questions: Periods, choice: Any) -> list[Watched]:
    """The targets that are meant; every name that names none is a mistake."""
    from monitor.store.period_rows import Choice

    everything = questions.watched(Choice())
    known: dict[str, tuple[Sequence[str], set[str]]] = {
        "--target": (choice.targets, {one.slug for one in everything}),
        "--tag": (choice.tags, {tag for one in everything for tag in one.tags}),
        "--office": (choice.offices, {one.office for one in everything}),
        "--territory": (choice.territories, {one.territory for one in everything}),
    }
    for option, (given, names) in known.items():
        for name in given:
            if name not in names or not name:
                close = did_you_mean(name, sorted(filter(None, names))[:20])
                usage_error(f"report: {option}: no target that was ever watched has '{name}'{close}")
    if not everything:
        usage_error("report: no target has been watched yet; look once with 'slotwatch check'")
    return [one for one in everything if choice.takes(one)]


def _present(reader: Reader) -> datetime:
    """Now, which in a store of simulated looks is the latest of them."""
    from monitor.clock import SystemClock
    from monitor.store.judged import judged

    latest = judged(reader).latest_look_at() if reader.is_simulated() else None
    return latest or SystemClock().now()


def _today(now: datetime, targets: Sequence[Watched]) -> date:
    """The latest local day that has begun at any of the targets."""
    return max(now.astimezone(ZoneInfo(one.timezone)).date() for one in targets)


def _reported(
    facts: Sequence[Facts], span: Span, form: str, language: str, now: datetime, *, simulated: bool, drawn: bool
) -> Iterable[str]:
    if form == "json":
        from monitor.report.period_json import as_json

        indent = 2 if len(facts) <= _MOST_DRAWN else None  # many are for programs only, and laid out they take longer
        return [json.dumps(as_json(facts, span, now, simulated=simulated), ensure_ascii=False, indent=indent)]
    if form == "csv":
        from monitor.report.period_csv import as_csv

        return as_csv(facts, simulated=simulated)
    from monitor.report.period_words import document

    return _formatted(document(facts, language, now, simulated=simulated, drawn=drawn), form)


def _claimed(
    facts: Sequence[Facts], text: str, kind: str, form: str, language: str, now: datetime, *, simulated: bool
) -> Iterable[str]:
    from monitor.report import claim

    found = [claim.weighed(one, claim.Meaning(kind)) for one in facts]
    if form == "json":
        return [json.dumps(claim.as_json(found, text, now, simulated=simulated), ensure_ascii=False, indent=2)]
    if form == "csv":
        return claim.as_csv(found)
    return _formatted(claim.document(found, text, language, now, simulated=simulated), form)


def _sentences(facts: Sequence[Facts], form: str, language: str, *, simulated: bool) -> Iterable[str]:
    from monitor.report.sentence import sentence

    said = {one.target.slug: sentence(one, language, simulated=simulated) for one in facts}
    if form == "json":
        value = {"v": 1, "simulated": simulated, "language": language, "sentences": said}
        return [json.dumps(value, ensure_ascii=False, indent=2)]
    return said.values()


def _formatted(document: Document, form: str) -> Iterable[str]:
    if form == "md":
        from monitor.report.period_markdown import as_markdown

        return as_markdown(document)
    if form == "html":
        from monitor.report.period_html import as_html

        return as_html(document)
    from monitor.report.period_text import as_text

    return as_text(document, width())


def _write(lines: Iterable[str], output: Path | None, *, readable: bool) -> None:
    if output is not None:
        _save(output, "".join(f"{line}\n" for line in lines))
        return
    if readable and _is_ascii():
        from monitor.report.plain import ascii_only

        emit(map(ascii_only, lines))
        return
    if not readable and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # files for others are UTF-8, whatever this terminal knows
    emit(lines)


def _is_ascii() -> bool:
    """Whether the terminal or the locale asks for ASCII only."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    unable = (sys.stdout.encoding or "ascii").lower().replace("-", "") not in ("utf8", "utf_8")
    dumb = os.environ.get("TERM") == "dumb" and sys.stdout.isatty()
    return unable or dumb or locale in ("C", "POSIX")


def _save(path: Path, text: str) -> None:
    from monitor.metrics import write_file

    try:
        write_file(path, text)
    except OSError as error:
        usage_error(f"{path}: cannot be written: {error.strerror or error}")


def _save_map(found: Any, path: Path, language: str) -> None:
    from monitor.cli.common import complain
    from monitor.report.releases_words import map_svg

    if drawn := map_svg(found, language):
        _save(path, drawn)
    else:
        complain(f"releases: {path} is not written: the map lacks {found.missing} days with a conclusive look")


def _releases_text(found: Any, language: str, now: datetime, *, simulated: bool) -> Iterable[str]:
    from monitor.report.period_text import as_text
    from monitor.report.releases_words import document, map_lines

    plain = _is_ascii()
    yield from as_text(document(found, language, now, simulated=simulated), width(), plain=plain)
    if lines := map_lines(found, language, width(), plain=plain):
        yield ""
        yield from lines
