"""``witness``: looks by people, taken from files or from an inbox; and the sheet that tells them how to look."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from monitor.cli.choosing import hand_over, put
from monitor.cli.common import ConfigOption, JsonOption, did_you_mean, load_config, usage_error

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.model import Target
    from monitor.witness.reading import Reader
    from monitor.witness.taking import Given, Keeper, Witnessed

_TAKE = "take"


class _Witness(TyperGroup):
    """``witness TARGET FILE...`` is ``witness take TARGET FILE...``: what is no command is a target."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the usual command where none is named."""
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = [_TAKE, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Witness,
    help="Take looks that people made where a robot must stop. 'witness TARGET FILE...' is short for 'witness take'.",
    no_args_is_help=True,
)


class Language(StrEnum):
    """Languages of the look sheet."""

    FR = "fr"
    EN = "en"


@app.command(_TAKE)
def take(
    target: Annotated[str | None, typer.Argument(metavar="[TARGET]", help="The id of the target.")] = None,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="The files of one look: pages, pictures, PDF.")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help='When the person looked: "2026-11-21 09:05", in the target\'s zone. Default: the date in the page,'
            " else that of the file.",
        ),
    ] = None,
    by: Annotated[str, typer.Option(metavar="LABEL", help="Who looked: a letter or the like, not a name.")] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="A remark, sealed with the look.")] = "",
    says: Annotated[
        str, typer.Option(metavar="OUTCOME", help="What a picture or PDF shows: slots, no_slots, closed, gated ...")
    ] = "",
    keep_metadata: Annotated[
        bool, typer.Option("--keep-metadata", help="Seal pictures with camera, place and the like, on purpose.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be stored, and store nothing.")] = False,
    inbox: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Take what is in this folder, in one pass, instead of files.")
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Store a look that a person made: a saved page is read, a picture shows what the person says.

    The time that is declared and the time of receipt are both kept. Personal metadata of pictures are shown, and taken
    out before sealing. With --inbox, a folder's files are taken or moved to its folder 'refused', with the reason.

    Example: slotwatch witness take palaiseau page.mhtml --by A
    """
    if inbox is not None:
        if target or files or at or by or note or says or keep_metadata or dry_run:
            usage_error("witness: --inbox goes alone; names and side-cars of its files say the rest")
        _sweep(load_config(config), inbox, as_json=as_json)
    elif not target or not files:
        usage_error("witness: name a target and at least one file, or --inbox DIR")
    else:
        from monitor.witness.taking import Said

        loaded = load_config(config)
        chosen = _target(loaded, target)
        with _plainly():
            said = Said(_at(at, chosen), by, note, says)
        _take(loaded, chosen, files, said, keep_metadata=keep_metadata, dry_run=dry_run, as_json=as_json)


def _target(loaded: Config, wanted: str) -> Target:
    known = {target.id: target for target in loaded.targets}
    if wanted not in known:
        usage_error(f"witness: {loaded.path} has no target '{wanted}'{did_you_mean(wanted, list(known))}")
    return known[wanted]


def _at(text: str | None, target: Target) -> datetime | None:
    from monitor.witness.times import moment

    return moment(text, target.timezone) if text else None


@contextmanager
def _plainly() -> Iterator[None]:
    """What cannot be taken is wrong usage, and nothing is stored."""
    from monitor.store.witnesses import TakenAlready
    from monitor.witness.errors import WitnessError

    try:
        yield
    except (WitnessError, TakenAlready) as error:
        usage_error(f"witness: {error}")


def _take(
    loaded: Config, target: Target, files: list[Path], said: Any, *, keep_metadata: bool, dry_run: bool, as_json: bool
) -> None:
    from monitor.clock import SystemClock
    from monitor.witness.taking import take as made_of
    from monitor.witness.telling import witnessed_as_json, witnessed_as_text

    given, reader, now = [_given(file) for file in files], _reader(target), SystemClock().now()

    def made(known_since: datetime | None) -> Witnessed:
        return made_of(
            given, target, reader, said, received_at=now, known_since=known_since, keep_metadata=keep_metadata
        )

    with _plainly():
        if dry_run:
            witnessed, stored = made(datetime.min.replace(tzinfo=UTC)), None
        else:
            with _keeper(loaded) as keeper:
                witnessed = made(keeper.known_since(target))
                stored = keeper.keep(witnessed)
    if as_json:
        hand_over([json.dumps(witnessed_as_json(witnessed, stored.uuid.hex if stored else None), ensure_ascii=False)])
        return
    put(witnessed_as_text(witnessed))
    put([f"  stored as {stored.uuid}" if stored else "  not stored (--dry-run)"])


def _given(file: Path) -> Given:
    from monitor.witness.saved import MOST_BYTES
    from monitor.witness.taking import Given

    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
            modified_at = datetime.fromtimestamp(os.fstat(opened.fileno()).st_mtime, UTC)
    except OSError as error:
        usage_error(f"witness: {file}: {error.strerror or error}; name a file that can be read")
    return Given(file.name, content, modified_at)


def _reader(target: Target) -> Reader:
    from monitor.watch.identify import LanguageModel
    from monitor.witness.reading import Reader
    from probes.registry import BY_CONTENT, PROBES

    return Reader.of(target, PROBES, BY_CONTENT, LanguageModel())


@contextmanager
def _keeper(loaded: Config) -> Iterator[Keeper]:
    from monitor.clock import SystemClock
    from monitor.config.locate import database
    from monitor.rebuild import is_stale, rebuild
    from monitor.store.writer import Store
    from monitor.witness.taking import Keeper

    with Store(database(loaded.monitor.data_dir)) as store:
        if is_stale(store):
            rebuild(store)
        yield Keeper(store, SystemClock(), loaded.effective, loaded.targets)


# The inbox


def _sweep(loaded: Config, folder: Path, *, as_json: bool) -> None:
    from monitor.clock import SystemClock
    from monitor.report.format import printable
    from monitor.witness.errors import WitnessError
    from monitor.witness.inbox import Inbox, require_apart, sweep
    from monitor.witness.telling import witnessed_as_json, witnessed_as_text

    if not folder.is_dir():
        usage_error(f"witness: {folder}: no such folder; make it, or name another with --inbox")
    try:
        require_apart(folder, loaded.path, loaded.monitor.data_dir, Path("~").expanduser())
    except WitnessError as error:
        usage_error(f"witness: --inbox {folder}: {error}")
    inbox = Inbox(folder, {target.id: target for target in loaded.targets}, _reader)
    with _keeper(loaded) as keeper:
        try:
            results, order = sweep(inbox, keeper, SystemClock().now())
        except OSError as error:
            usage_error(f"witness: {folder}: {error.strerror or error}; check the permissions of the folder")
    for one in results:
        if as_json:
            why = {"en": one.refused.english, "fr": one.refused.french} if one.refused else None
            look = witnessed_as_json(one.witnessed, one.uuid) if one.witnessed else None
            hand_over([json.dumps({"names": one.names, "refused": why, "again": one.again, "look": look})])
        elif one.refused:
            put([printable(f"refused: {', '.join(one.names)}: {one.refused}")])
        elif one.witnessed:
            before = ", which was stored before" if one.again else ""
            taken = printable(f"taken: {', '.join(one.names)}, as {one.uuid}{before}")
            put([taken, *witnessed_as_text(one.witnessed)])
    if not as_json and not results:
        waiting = f"; waiting until they are whole: {len(order.waiting)} files" if order.waiting else ""
        put([f"Nothing to take in {folder}{waiting}."])


# The sheet


@app.command()
def sheet(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="The id of the target.")],
    lang: Annotated[Language, typer.Option("--lang", help="The language of the sheet.")] = Language.FR,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="A .txt or .pdf file. Default: print it.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Print the look sheet of a target: where to click, what to save, where to put it, and what never to type.

    As PDF it needs the package typst: install slotwatch[dossier].

    Example: slotwatch witness sheet palaiseau --lang en
    """
    from monitor.clock import SystemClock
    from monitor.witness.sheet import as_text, rota_in_words
    from monitor.witness.sheet import sheet as made_of

    loaded = load_config(config)
    chosen = _target(loaded, target)
    rotas = [rota_in_words(rota, lang.value) for rota in loaded.witness.rotas if rota.target == chosen.id]
    made = made_of(
        chosen.at(SystemClock().now()),
        lang.value,
        contact=loaded.monitor.contact,
        inbox=loaded.witness.inbox is not None,
        when="; ".join(rotas),
    )
    if output is None:
        put([as_text(made).rstrip("\n")])
    elif output.suffix.lower() == ".pdf":
        _write(output, lambda: _pdf(made))
    elif output.suffix.lower() in (".txt", ".text"):
        _write(output, lambda: as_text(made).encode())
    else:
        usage_error(f"witness sheet: {output}: end the name in .txt or .pdf")


def _pdf(made: Any) -> bytes:
    from monitor.dossier.errors import TypstMissingError
    from monitor.dossier.typesetting import typeset
    from monitor.witness.sheet import as_pdf

    try:
        return as_pdf(made, typeset)
    except TypstMissingError as error:
        usage_error(f"witness sheet: {error}; or write a .txt file")


def _write(goal: Path, content: Callable[[], bytes]) -> None:
    """The file appears whole or not at all."""
    made = content()
    beside = goal.with_name(f".{goal.name}.tmp")
    try:
        beside.write_bytes(made)
        beside.replace(goal)
    except OSError as error:
        beside.unlink(missing_ok=True)
        usage_error(f"witness sheet: {goal}: {error.strerror or error}; name a file that can be written")
    print(f"{goal}: written", file=sys.stderr)
