"""``export``, ``verify`` and ``dossier``: evidence that leaves the house, and its checks."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.choosing import as_object, days_of, hand_over, put
from monitor.cli.common import (
    ConfigOption,
    Exit,
    JsonOption,
    did_you_mean,
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
_COMPARE = {
    "en": "Certificates that came with the bundle, to be compared with what the authorities publish (see VERIFY.md):",
    "fr": "Certificats joints au dossier, à comparer avec ceux que publient les autorités (voir VERIFIER.md) :",
}
TargetsArgument = Annotated[list[str], typer.Argument(metavar="TARGET...", help="Ids of targets.")]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DAY", help="First day (UTC): 2018-10-01, 2018-10, 2018.")
]
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
    _require_language("export", language)
    settings = load_config(config)
    order = _order("export", settings, targets, (first, last), language)
    written, stamped = _exported("export", settings, order, out, zipped=zipped, stamp=stamp)
    if as_json:
        said = {"path": str(written.folder), "sha256sums": written.sums, "looks": written.looks}
        hand_over(as_object({**said, "absent_bodies": written.absent_bodies, "not_stamped": stamped}))
    else:
        put(_export_said(written, stamped))


def _order(
    command: str, settings: Config, targets: list[str], days: tuple[str | None, str | None], language: str
) -> Order:
    from monitor.evidence.export import Order

    span = days_of(command, *days, date.max)
    return Order(
        targets=tuple(dict.fromkeys(targets)),
        first=str(span.first if span else date.min),
        last=str(span.last if span else date.max),
        language=language,
        operator=settings.evidence.operator or settings.monitor.contact,
        contact=settings.monitor.contact,
        authorities=settings.evidence.authorities,
    )


def _require_language(command: str, language: str | None) -> None:
    if language not in ("fr", "en", None):
        usage_error(f"{command}: --lang: {language!r} is not known; write fr or en")


def _exported(
    command: str, settings: Config, order: Order, out: Path, *, zipped: bool, stamp: bool
) -> tuple[Written, list[str]]:
    """The finished bundle, and why which authorities did not stamp it."""
    from monitor.clock import SystemClock
    from monitor.config.locate import database
    from monitor.evidence import delivery
    from monitor.evidence.export import AlreadyThere, NothingToExport, amount, export
    from monitor.store.bundling import source

    path, not_stamped = database(settings.monitor.data_dir), list[str]()

    def finish(folder: Path, sums: str) -> None:
        if stamp:
            not_stamped.extend(asyncio.run(delivery.stamp(folder, settings, SystemClock())))
        delivery.note_export(path, SystemClock(), order, sums)

    try:
        with source(path) as store:
            _require_known(command, store, order.targets)
            with progress("exporting", amount(store, order)) as advance:
                written = export(store, order, out, advance, finish=finish)
        if zipped:
            written = delivery.zipped(written)
    except NothingToExport as error:
        usage_error(f"{command}: {error}")
    except AlreadyThere as error:
        usage_error(f"{command}: {error.args[0]} is there already; move it away, or name another folder with -o")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise  # our failure, wherever the folder is
        usage_error(f"{command}: {out}: {error.strerror or error}; name a folder that can be written")
    return written, not_stamped


def _require_known(command: str, store: Source, targets: tuple[str, ...]) -> None:
    for slug in targets:
        if store.target(slug) is None:
            usage_error(f"{command}: no target '{slug}' was ever watched{did_you_mean(slug, store.slugs())}")


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
        typer.Option("--trust", metavar="DIR", help="Root certificates of your own, as AUTHORITY.pem."),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--lang", metavar="fr|en", help="Default: the bundle's language.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make the ten checks of a bundle, each a sentence. Exit code 1 if one fails. Needs openssl, asks nobody.

    Example: slotwatch verify evidence/releve_palaiseau_2018-10-01_2018-11-30
    """
    from monitor.evidence.verification import BundleError
    from monitor.evidence.verification import verify as check
    from monitor.report.format import printable

    _require_language("verify", language)
    try:
        found = check(bundle, trust=trust)
    except BundleError as error:
        usage_error(f"verify: {error}")
    if as_json:
        hand_over(as_object(found.as_json()))
    else:
        put(printable(line) for line in _checks(found, language or found.language))
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
    if found.certificates:
        yield _COMPARE[language]
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
    from monitor.dossier.pieces import make, require_room

    if (target is None) == (bundle is None):
        usage_error("dossier: name a TARGET, or a bundle with --from-bundle")
    _require_language("dossier", language)
    if bundle is not None and (first or last):
        usage_error("dossier: --from and --to go with a TARGET; a bundle has its own days")
    kept = ""
    try:
        require_room(out, captures)
        if bundle is None:
            settings = load_config(config)
            order = _order("dossier", settings, [str(target)], (first, last), language)
            written, not_stamped = _exported("dossier", settings, order, out, zipped=True, stamp=True)
            put(_export_said(written, not_stamped))
            bundle = written.folder
            kept = f"; the bundle is whole: go on with 'slotwatch dossier --from-bundle {bundle} -o {out}'"
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
        usage_error(f"dossier: {error}{kept}")
    put([*(str(path) for path in made.files), *made.notes, "", *comparison(made.facts)])
