"""``data`` and ``import``: data to take away, and looks of others taken in."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from monitor.cli.choosing import From, Offices, Tags, Targets, To, as_object, chosen, days_of, hand_over, present, put
from monitor.cli.common import ConfigOption, JsonOption, complain, database_path, did_you_mean, progress, usage_error

if TYPE_CHECKING:
    from monitor.importing.taking import Taken
    from monitor.report.span import Span
    from monitor.store.exporting import Part
    from monitor.store.importing import Imported
    from monitor.store.period_rows import Watched

SLOTS_DELAY = timedelta(hours=24)
"""How long slots are left out of what is public: fresh ones are what resellers want."""
_MOST_WORDS = 200

Folder = Annotated[
    Path, typer.Option("-o", "--output", metavar="DIR", help="A new or empty folder, or an earlier export.")
]
Language = Annotated[str, typer.Option("--lang", metavar="LANG", help="Of titles and descriptions: fr or en.")]


def data(
    output: Folder,
    target: Targets = None,
    tag: Tags = None,
    office: Offices = None,
    since: From = None,
    until: To = None,
    parquet: Annotated[bool, typer.Option("--parquet", help="Also Parquet files; needs slotwatch[parquet].")] = False,
    public: Annotated[
        bool, typer.Option("--public", help="Leave out what tells of slots seen in the last 24 hours.")
    ] = False,
    language: Language = "en",
    config: ConfigOption = None,
) -> None:
    """Write data to take away: CSV files with a datapackage.json, a SQLite file, and a metadata.yaml for Datasette.

    By default all that was ever seen, fresh slots too: think before you publish it, or use --public. An earlier export
    in the same folder is replaced once the new one is finished. Every column is explained in docs/data.md.

    Example: slotwatch data -o october --from 2018-10 --to 2018-10 --office "Sous-préfecture de Palaiseau"
    """
    from monitor.dataset.folder import BATCH, NotOurs, Wish, export, require_ours
    from monitor.dataset.words import LANGUAGES
    from monitor.dataset.writing import ParquetMissing
    from monitor.store.exporting import Exporting, one_moment

    if language not in LANGUAGES:
        usage_error(f"data: --lang: {language!r} is not known; write fr or en")
    try:
        require_ours(output)
        with one_moment(database_path(config)) as reader:
            now, targets = present(reader), chosen("data", reader, target, tag, office)
            span = days_of("data", since, until, _today(now, targets))
            exporting = Exporting(reader, _parts(targets, span), now - SLOTS_DELAY if public else None)
            wish = Wish(
                made_at=now,
                simulated=reader.is_simulated(),
                public=public,
                parquet=parquet,
                language=language,
                selection=_selection(target, tag, office, span),
            )
            with progress("exporting", exporting.looks() // BATCH + 1) as advance:
                rows = export(exporting, output, wish, advance)
    except (NotOurs, ParquetMissing) as error:
        usage_error(f"data: {error}")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise  # our failure, wherever the folder is
        usage_error(f"data: {output}: {error.strerror or error}; name a folder that can be written")
    put(_written(output, rows, simulated=wish.simulated))


def _today(now: datetime, targets: Sequence[Watched]) -> date:
    return max((now.astimezone(ZoneInfo(one.timezone)).date() for one in targets), default=now.date())


def _parts(targets: Sequence[Watched], span: Span | None) -> list[Part]:
    from monitor.store.exporting import Part

    parts = []
    for one in sorted(targets, key=lambda one: one.slug):
        since, until = span.bounds(one.timezone) if span else (None, None)
        days = (span.first, span.last) if span else (None, None)
        parts.append(Part(one.row, one.slug, one.timezone, since, until, *days))
    return parts


def _selection(
    targets: Sequence[str] | None, tags: Sequence[str] | None, offices: Sequence[str] | None, span: Span | None
) -> str:
    """What was asked for, in words; empty: all."""
    asked = {"target": targets, "tag": tags, "office": offices}
    words = [f"{name}: {', '.join(values)}" for name, values in asked.items() if values]
    if span:
        words.append(f"local days: {span.first} to {span.last}")
    return "; ".join(words)


def _written(output: Path, rows: Sequence[tuple[str, int]], *, simulated: bool) -> Iterator[str]:
    if simulated:
        yield "SIMULATED TIME: these looks were made at a simulator, under a simulated clock; the files say so."
    counts = [f"{name.replace('_', ' ')} {number:,}" for name, number in rows if name != "about" and number]
    yield f"{output}: {', '.join(counts) or 'nothing was seen yet'}."
    yield f"To look at it: datasette {output}/slotwatch.sqlite -m {output}/metadata.yaml"


File = Annotated[
    Path | None, typer.Argument(metavar="[FILE|BUNDLE]", help="A CSV file, or a bundle.", show_default=False)
]


def import_(
    path: File = None,
    target: Annotated[str | None, typer.Option(metavar="ID", help="The target at which the looks were made.")] = None,
    operator: Annotated[str, typer.Option(metavar="NAME", help="Who made them; a bundle says so itself.")] = "",
    vantage: Annotated[str, typer.Option(metavar="NAME", help="From where; a bundle says so itself.")] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="What should be known of them.")] = "",
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Of times without an offset: Europe/Paris.")
    ] = None,
    their_target: Annotated[
        str | None, typer.Option(metavar="ID", help="Which target of the bundle, where it holds several.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show what was imported.")] = False,
    remove: Annotated[int | None, typer.Option(metavar="NUMBER", help="Take an import out again.")] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take in looks of others: a CSV file of times with counts or outcomes, or another observatory's bundle.

    They are kept apart, with where they came from: shown beside our own, never judged, never sealed as ours. A bundle
    must pass its ten checks. If one line is not understood, nothing is taken.

    Example: slotwatch import looks.csv --target palaiseau --operator "La Cimade" --timezone Europe/Paris
    """
    wanted = [path is not None, listed, remove is not None]
    if sum(wanted) != 1:
        usage_error("import: give a file or a bundle, or --list, or --remove NUMBER: one of these")
    if listed:
        _list(config, as_json=as_json)
    elif remove is not None:
        _remove(config, remove)
    elif path is not None:
        if target is None:
            usage_error("import: say with --target ID at which target these looks were made")
        words = {"--operator": operator, "--vantage": vantage, "--note": note}
        for option, text in words.items():
            if len(text) > _MOST_WORDS or not (text.isprintable() and text == text.strip()):
                usage_error(f"import: {option}: write one line of at most {_MOST_WORDS} characters")
        _take(
            config,
            {"path": path, "target": target, "operator": operator, "vantage": vantage, "note": note}
            | {"zone": _zone(timezone), "their_target": their_target},
            as_json=as_json,
        )


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        usage_error(f"import: --timezone: {name[:40]!r} is no time zone; write for example Europe/Paris")


def _take(config: Path | None, asked: dict[str, Any], *, as_json: bool) -> None:
    from monitor.importing.bundle import NotTaken
    from monitor.importing.csvfile import BadFile
    from monitor.importing.taking import Order, take
    from monitor.store.reader import reading
    from monitor.store.writer import Store

    order, database = Order(**asked), database_path(config)
    with reading(database) as reader:
        now = present(reader)
        if not reader.has_target(order.target):
            usage_error(
                f"import: no target '{order.target}' was ever watched{did_you_mean(order.target, reader.slugs())}"
            )
    try:
        with Store(database) as store, progress("importing", None) as advance:
            taken = take(store, order, now, advance)
    except BadFile as bad:
        for problem in bad.problems:
            complain(f"{order.path}: {problem}")
        rest = bad.count - len(bad.problems)
        more = f" ({rest:,} more lines like these are not shown)" if rest else ""
        usage_error(f"import: {order.path}: nothing was imported{more}; correct the file, then try again")
    except NotTaken as error:
        usage_error(f"import: {error}")
    except OSError as error:
        usage_error(f"import: {order.path}: {error.strerror or error}; name a file that can be read")
    if as_json:
        hand_over(as_object([_as_json(one) for one in taken.imports]))
    else:
        put(_taken(taken))


def _taken(taken: Taken) -> Iterator[str]:
    for one in taken.imports:
        yield f"Import {one.number}: {_told(one)}"
    if taken.same_moment:
        yield f"Note: {taken.same_moment:,} of these looks have the same time as another one."
    if taken.left_out:
        yield f"Columns that were left out: {', '.join(taken.left_out)}."
    for one in taken.overlapping:
        yield f"Note: import {one.number} has looks of the same span: {_told(one)}"
    yield "They are shown beside our own looks, and never judged. 'slotwatch import --list' shows all imports."


def _told(one: Imported) -> str:
    from monitor.report.format import printable

    looks = "1 look" if one.looks == 1 else f"{one.looks:,} looks"
    span = f", {one.first_at:%Y-%m-%d %H:%M} to {one.last_at:%Y-%m-%d %H:%M} UTC" if one.first_at else ""
    who = printable(one.operator) or "operator not stated"
    where = printable(one.vantage) or "vantage not stated"
    return f"{looks} at {one.target}{span}; {who}, {where}; {one.kind} {printable(one.source)}"


def _as_json(one: Imported) -> dict[str, Any]:
    from monitor.store.importing import as_json

    return as_json(one)


def _list(config: Path | None, *, as_json: bool) -> None:
    from monitor.report.format import printable
    from monitor.store.importing import imports
    from monitor.store.reader import reading

    with reading(database_path(config)) as reader:
        found = imports(reader)
    if as_json:
        hand_over(as_object([_as_json(one) for one in found]))
        return
    lines = [f"{one.number}  {_told(one)}; imported {one.at:%Y-%m-%d}" for one in found]
    notes = [f": {printable(one.note)}" if one.note else "" for one in found]
    put(map("".join, zip(lines, notes, strict=True)) if found else ["Nothing was imported yet."])


def _remove(config: Path | None, number: int) -> None:
    from monitor.store.importing import Imports, imports
    from monitor.store.reader import reading
    from monitor.store.writer import Store

    database = database_path(config)
    with reading(database) as reader:
        now, known = present(reader), [one.number for one in imports(reader)]
    if number not in known:
        there = f"known: {', '.join(map(str, known))}" if known else "nothing was imported yet"
        usage_error(f"import: there is no import {number}; {there}")
    with Store(database) as store:
        removed = Imports(store).remove(number, now)
    if removed is not None:
        put([f"Removed import {number}: {_told(removed)}", "The custody log keeps that it was there."])
