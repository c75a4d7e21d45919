"""``export``, ``verify`` and ``dossier``: evidence that leaves the house, and its checks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.common import (
    ConfigOption,
    Exit,
    JsonOption,
    complain,
    did_you_mean,
    emit,
    load_config,
    progress,
    usage_error,
)

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.evidence.export import Order, Written
    from monitor.evidence.verification import Verified
    from monitor.store.bundling import Source

_SHOWN = 20
TargetsArgument = Annotated[list[str], typer.Argument(metavar="TARGET...", help="Ids of targets.")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day (UTC): 2018-10-01.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day (UTC), included.")]
OutOption = Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="The folder to write into.")]
LanguageOption = Annotated[str, typer.Option("--lang", metavar="fr|en", help="The reader's language.")]


def export(
    targets: TargetsArgument,
    out: OutOption,
    first: FromOption = None,
    last: ToOption = None,
    language: LanguageOption = "fr",
    zipped: Annotated[bool, typer.Option("--zip", help="One zip file instead of a folder.")] = False,
    stamp: Annotated[bool, typer.Option(help="Let the authorities stamp the delivery itself.")] = True,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a bundle that anyone can check without this program: sealed lines, exact bytes, time stamps, tables.

    Only sealed days can be exported; other targets appear in it as bare numbers. The same days give the same bytes, but
    for the stamps. The SHA-256 that is printed at the end is what a letter quotes.

    Example: slotwatch export palaiseau --from 2018-10-01 --to 2018-11-30 -o evidence --zip
    """
    settings = load_config(config)
    order = _order(settings, targets, first, last, language)
    written, stamped = _exported(settings, order, out, zipped=zipped, stamp=stamp)
    if as_json:
        said = {"path": str(written.folder), "sha256sums": written.sums, "looks": written.looks}
        print(json.dumps({**said, "absent_bodies": written.absent_bodies, "not_stamped": stamped}, indent=2))
    else:
        emit(_export_said(written, stamped))


def _order(settings: Config, targets: list[str], first: str | None, last: str | None, language: str) -> Order:
    from monitor.evidence.export import Order

    if language not in ("fr", "en"):
        usage_error(f"--lang: {language!r} is not known; write fr or en")
    begins, ends = _day(first, "--from"), _day(last, "--to")
    if begins and ends and ends < begins:
        usage_error(f"--to {ends} lies before --from {begins}")
    return Order(
        targets=tuple(dict.fromkeys(targets)),
        first=str(begins or date.min),
        last=str(ends or date.max),
        language=language,
        operator=settings.evidence.operator or settings.monitor.contact,
        contact=settings.monitor.contact,
        authorities=settings.evidence.authorities,
    )


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        usage_error(f'{option}: {text[:40]!r} is no day; write for example "2018-10-05"')


def _exported(settings: Config, order: Order, out: Path, *, zipped: bool, stamp: bool) -> tuple[Written, list[str]]:
    """The finished bundle, and why which authorities did not stamp it."""
    from monitor.clock import SystemClock
    from monitor.config.locate import database
    from monitor.evidence import delivery
    from monitor.evidence.export import NothingToExport, amount, export
    from monitor.store.bundling import source

    path, not_stamped = database(settings.monitor.data_dir), list[str]()

    def finish(folder: Path, sums: str) -> None:
        if stamp:
            not_stamped.extend(asyncio.run(delivery.stamp(folder, settings, SystemClock())))
        delivery.note_export(path, SystemClock(), order, sums)

    try:
        with source(path) as store:
            _require_known(store, order.targets)
            with progress("exporting", amount(store, order)) as advance:
                written = export(store, order, out, advance, finish=finish)
        if zipped:
            written = delivery.zipped(written)
    except NothingToExport as error:
        usage_error(f"export: {error}")
    except FileExistsError as error:
        usage_error(f"export: {error.args[0]} is there already; move it away, or name another folder with -o")
    except OSError as error:
        complain(f"export: {error.filename or out}: cannot be written: {error.strerror}")
        raise typer.Exit(Exit.FAILURE) from None
    return written, not_stamped


def _require_known(store: Source, targets: tuple[str, ...]) -> None:
    for slug in targets:
        if store.target(slug) is None:
            usage_error(f"export: no target '{slug}' was ever watched{did_you_mean(slug, store.slugs())}")


def _export_said(written: Written, not_stamped: list[str]) -> list[str]:
    lines = [f"{written.folder}: {written.looks:,} looks.", f"SHA-256 of its SHA256SUMS: {written.sums}"]
    if written.absent_bodies:
        lines.append(f"Bytes no longer kept: {written.absent_bodies:,}; their hashes are in the lines.")
    lines += [f"not stamped by {one}" for one in not_stamped]
    return [*lines, f"Check it: slotwatch verify {written.folder}"]


def verify(
    bundle: Annotated[Path, typer.Argument(metavar="DIR|ZIP", help="A bundle: its folder, or its zip file.")],
    trust: Annotated[
        Path | None,
        typer.Option(
            "--trust", metavar="DIR", help="Root certificates of your own, as AUTHORITY.pem."
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--lang", metavar="fr|en", help="Default: the bundle's language.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make the ten checks of a bundle, each a sentence. Exit code 1 if one fails. Needs openssl, asks nobody.

    Example: slotwatch verify evidence/preuve_palaiseau_2018-10-01_2018-11-30
    """
    from monitor.evidence.verification import BundleError
    from monitor.evidence.verification import verify as check
    from monitor.report.format import printable

    try:
        found = check(bundle, trust=trust)
    except BundleError as error:
        usage_error(f"verify: {error}")
    spoken = language if language in ("fr", "en") else found.language
    if as_json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        emit(printable(line) for line in _checks(found, spoken))
    if not found.ok:
        raise typer.Exit(Exit.FOUND)


def _checks(found: Verified, language: str) -> Iterator[str]:
    for check in found.checks:
        sign = {True: "ok", False: "NO", None: "--"}[check.ok]
        yield f"{check.number:>2} {sign} {check.sentence[language]}"
        details = check.details[language]
        yield from (f"      {detail}" for detail in details[:_SHOWN])
        if len(details) > _SHOWN:
            yield f"      ... {len(details) - _SHOWN:,}"
    yield from (f"   {authority}: sha256 {digest}" for authority, digest in found.certificates)


def dossier(
    target: Annotated[
        str | None, typer.Argument(metavar="[TARGET]", help="The target's id.", show_default=False)
    ] = None,
    out: OutOption = Path("dossier"),
    bundle: Annotated[
        Path | None,
        typer.Option("--from-bundle", metavar="BUNDLE", help="A bundle exported before, here or elsewhere."),
    ] = None,
    first: FromOption = None,
    last: ToOption = None,
    language: LanguageOption = "fr",
    captures: Annotated[
        Path | None, typer.Option("--with", metavar="DIR", help="The client's own captures: listed, never kept.")
    ] = None,
    looks: Annotated[
        list[str] | None, typer.Option("--look", metavar="UUID", help="Draw this look too; labelled as chosen by hand.")
    ] = None,
    pictures: Annotated[bool, typer.Option(help="Draw pages with a Chromium that is installed.")] = True,
    config: ConfigOption = None,
) -> None:
    """Make PDF pieces for a court's filing system: the record of looks, pages drawn from the bytes, method.

    Always from a bundle: one is exported first, into the same folder, unless --from-bundle names one; then neither
    store nor configuration is needed. What a lawyer compares with case law is printed here, not in the pieces.

    Example: slotwatch dossier palaiseau --from 2018-10-01 --to 2018-11-30 -o dossier
    """
    from monitor.dossier.comparison import comparison
    from monitor.dossier.errors import DossierError
    from monitor.dossier.pieces import make

    if (target is None) == (bundle is None):
        usage_error("dossier: name a TARGET, or a bundle with --from-bundle")
    if language not in ("fr", "en"):
        usage_error(f"--lang: {language!r} is not known; write fr or en")
    if bundle is None:
        settings = load_config(config)
        order = _order(settings, [str(target)], first, last, language)
        written, not_stamped = _exported(settings, order, out, zipped=True, stamp=True)
        emit(_export_said(written, not_stamped))
        bundle = written.folder
    try:
        with progress("drawing pages", None) as advance:
            made = make(
                bundle,
                out,
                language,
                captures=captures,
                by_hand=looks or (),
                pictures=pictures,
                progress=lambda _done, _all: advance(),
            )
    except DossierError as error:
        usage_error(f"dossier: {error}")
    emit([*(str(path) for path in made.files), *made.notes, "", *comparison(made.facts)])
