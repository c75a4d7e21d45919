"""Writes the generated parts of the pages from the program itself; touches only the pages named in ``PAGES``.

A page keeps its own prose: what stands between ``<!-- begin NAME ... -->`` and ``<!-- end NAME -->`` is rewritten.
Run it as ``python docs/_tools/generate.py``; with ``--check`` it writes nothing and exits with 1 where a page is stale.
"""

# ruff: noqa: INP001, T201 - a script beside the pages, not a package; it prints what it did

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

import typer.main  # noqa: E402
from typer.testing import CliRunner  # noqa: E402

from docs._tools import configuration, data, dataset  # noqa: E402
from monitor.cli.app import app  # noqa: E402
from monitor.locale import SHORT  # noqa: E402
from probes.contract import Outcome, Reason  # noqa: E402
from probes.registry import PROBES  # noqa: E402

PAGES = (
    *sorted(ROOT.glob("docs/reference/*.md")),
    ROOT / "docs/explanation/architecture.md",
    ROOT / "docs/data.md",
)
_BLOCK = re.compile(r"<!-- begin ([a-z-]+)[^>]*-->\n.*?<!-- end \1 -->\n", re.DOTALL)
_WRITTEN_BY = "written by docs/_tools/generate.py: edit the program, not this"

MEANINGS: Mapping[Outcome, str] = {
    Outcome.SLOTS: "The page offered at least one slot. slotwatch did not try to book it.",
    Outcome.NO_SLOTS: "The page said, for the days it speaks of, that none is free. It does not tell full from faulty.",
    Outcome.CLOSED: "The page said that this procedure cannot be booked here, for now or any more.",
    Outcome.GATED: "Something stood before the slots, and slotwatch stops there.",
    Outcome.REFUSED: "The site did not serve our robot. This says nothing of what people saw.",
    Outcome.FAILING: "We got an error, or nothing. The cause is not established.",
    Outcome.UNRECOGNISED: "Nothing of the above is proved. The bytes are kept and can be read again.",
    Outcome.OFFLINE: "Our own network was down. Nothing is said of the site.",
}


def commands() -> Iterator[tuple[str, Any]]:
    """Every command (typer's own copy of click) by its full name, in the order in which help lists them."""

    def walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
        yield name, command
        for part, inner in getattr(command, "commands", {}).items():
            yield from walk(f"{name} {part}", inner)

    return walk("slotwatch", typer.main.get_command(app))


def _help(name: str) -> str:
    """The help of a command as a terminal of 80 columns shows it, whatever terminal this runs in."""
    words = [*name.split()[1:], "--help"]
    result = CliRunner().invoke(app, words, prog_name="slotwatch", terminal_width=78, catch_exceptions=False)
    return "\n".join(line.rstrip() for line in result.output.strip().splitlines())


def command_pages() -> str:
    """One section per command with its help."""
    return "\n\n".join(f"## `{name}`\n\n```text\n{_help(name)}\n```" for name, _ in commands())


def _running_sources() -> str:
    """The text of all modules that a running monitor loads, but for the list of reasons itself."""
    ours = "[m.__file__ for n, m in sys.modules.items() if n.split('.')[0] in ('monitor', 'probes')]"
    script = f"import sys, json, probes.registry, monitor.daemon; print(json.dumps({ours}))"
    command = [sys.executable, "-c", script]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ours
    files = [Path(name) for name in json.loads(printed)]
    return "\n".join(file.read_text("utf-8") for file in files if file.name != "contract.py")


def _given(reason: Reason, sources: str) -> bool:
    return re.search(rf"Reason\.{reason.name}\b", sources) is not None


def outcome_table() -> str:
    """The outcomes with their public words."""
    rows = [
        f"| `{outcome}` | {SHORT['en'][outcome]} | {SHORT['fr'][outcome]} | {MEANINGS[outcome]} |"
        for outcome in Outcome
    ]
    return "\n".join(["| outcome | in English | in French | what it says |", "| --- | --- | --- | --- |", *rows])


def reason_tables() -> str:
    """The closed list of reasons, outcome by outcome, and whether this version has a rule that gives them."""
    sources = _running_sources()
    parts = []
    for outcome in Outcome:
        rows = [
            f"| `{reason}` | {reason.meaning} | {'yes' if _given(reason, sources) else 'not yet'} |"
            for reason in Reason
            if reason.outcome is outcome
        ]
        head = "| reason | meaning | given by this version |\n| --- | --- | --- |"
        parts.append("\n".join([f"### `{outcome}`\n", head, *rows]))
    return "\n\n".join(parts)


def layer_list() -> str:
    """The layers of the monitor and of a probe, as import-linter checks them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    lists = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    return "\n\n".join("\n".join(["```text", *layers, "```"]) for layers in lists)


def card_table() -> str:
    """What each probe costs and what its sites ask for."""
    rows = ["| probe | requests of one look | what the site asks for, and who says so |", "| --- | --- | --- |"]
    for probe in PROBES.values():
        card = probe.card
        rows.append(f"| `{probe.label}` | {card.requests_per_look} | {card.limits} ({card.source}) |")
    return "\n".join(rows)


BLOCKS: Mapping[str, Callable[[], str]] = {
    "commands": command_pages,
    "keys": configuration.key_tables,
    "outcomes": outcome_table,
    "reasons": reason_tables,
    "tables": data.table_pages,
    "line": data.line_table,
    "dataset": dataset.table_pages,
    "layers": layer_list,
    "cards": card_table,
}


def rewritten(page: str) -> str:
    """A page with its generated blocks renewed."""

    def renew(match: re.Match[str]) -> str:
        name = match[1]
        return f"<!-- begin {name}, {_WRITTEN_BY} -->\n\n{BLOCKS[name]()}\n\n<!-- end {name} -->\n"

    return _BLOCK.sub(renew, page)


def prose(page: str) -> str:
    """A page without its generated blocks."""
    return _BLOCK.sub("", page)


def stale() -> list[Path]:
    """The pages that would change."""
    return [page for page in PAGES if rewritten(page.read_text("utf-8")) != page.read_text("utf-8")]


def main(arguments: list[str]) -> int:
    """Rewrite the pages, or with ``--check`` only say which are stale."""
    pages = stale()
    for page in pages:
        print(f"{page.relative_to(ROOT)}: {'stale' if '--check' in arguments else 'written'}")
        if "--check" not in arguments:
            page.write_text(rewritten(page.read_text("utf-8")), "utf-8")
    return 1 if pages and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
