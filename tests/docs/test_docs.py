"""The documentation against the program, both ways: commands, keys, tables, reasons, links."""

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from docs._tools import configuration, data, generate
from monitor.config.load import load
from monitor.ledger import sealed_line
from monitor.locale import SHORT
from monitor.model import Standing
from probes.contract import Outcome, Reason
from probes.registry import PROBES
from tests.docs.pages import FENCE, PAGES, REFERENCE, ROOT, TEXTS, UNIT, blocks, inline
from tests.support.looks import a_look

ALL_TOML = [(page, block) for page, text in TEXTS.items() for block in blocks(text, "toml")]
ALL_SQL = [(page, block) for page, text in TEXTS.items() for block in blocks(text, "sql")]


# Generated pages


def test_the_generated_parts_are_up_to_date():
    stale = [str(page.relative_to(ROOT)) for page in generate.stale()]
    assert stale == [], "run: .venv/bin/python docs/_tools/generate.py"


def test_generated_parts_say_which_tool_writes_them():
    marks = [mark for text in TEXTS.values() for mark in re.findall(r"<!-- begin .*-->", text)]
    assert len(marks) == len(generate.BLOCKS)
    assert all("docs/_tools/generate.py" in mark for mark in marks)


def test_help_does_not_depend_on_the_terminal(monkeypatch):
    before = generate.command_pages()
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert generate.command_pages() == before


# Commands


COMMANDS = dict(generate.commands())


def invocations(text: str) -> Iterator[list[str]]:
    """The words after ``slotwatch`` wherever a shell block or a code span runs it."""
    lines = [line for block in blocks(text, "sh") for line in block.replace("\\\n", " ").splitlines()]
    for line in [*lines, *inline(text), *re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)]:
        for part in re.split(r"&&|[|;>]", line):
            try:
                words = shlex.split(part, comments=True)
            except ValueError:
                continue  # a quote of prose, or part of a longer shell construct
            if "sudo" in words[:1]:
                words = words[3:]
            if words and re.fullmatch(r"(?:\S*/bin/)?slotwatch", words[0]):
                yield words[1:]


def wrong_in(words: list[str]) -> str:
    """What is wrong with an invocation; empty where it is fine."""
    name, words = "slotwatch", list(words)
    while words and f"{name} {words[0]}" in COMMANDS:
        name = f"{name} {words.pop(0)}"
    command = COMMANDS[name]
    if getattr(command, "commands", None) and words and not words[0].startswith("-"):
        return f"there is no command '{name} {words[0]}'"
    known = {option for parameter in command.params for option in parameter.opts} | {"-h", "--help"}
    options = [word.partition("=")[0] for word in words if word.startswith("-") and word != "-"]
    return ", ".join(f"'{name}' has no option {option}" for option in options if option not in known)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("status --json", ""),
        ("config check -c FILE", ""),
        ("config text", "there is no command 'slotwatch config text'"),
        ("stats", "there is no command 'slotwatch stats'"),
        ("run --ones", "'slotwatch run' has no option --ones"),
    ],
)
def test_the_check_of_invocations_finds_faults(words, wrong):
    assert wrong_in(words.split()) == wrong


def test_every_command_and_option_in_the_docs_exists():
    used = [(page, words) for page, text in {**TEXTS, "unit": UNIT}.items() for words in invocations(text)]
    assert len(used) > 40
    assert [f"{page}: {wrong}" for page, words in used if (wrong := wrong_in(words))] == []


def test_options_named_alone_exist():
    known = {opt for command in COMMANDS.values() for parameter in command.params for opt in parameter.opts}
    ours = [text for page, text in TEXTS.items()]
    named = {span.split()[0] for text in ours for span in inline(text) if span.startswith("--")}
    assert named
    assert named - known == {"--check"}, "of docs/_tools/generate.py"


def test_every_command_is_documented():
    headings = re.findall(r"^## `(slotwatch[^`]*)`$", REFERENCE["commands"], re.MULTILINE)
    assert headings == list(COMMANDS)


def test_the_french_guide_names_every_command():
    named = {span.split()[0] for span in inline(TEXTS["docs/guide-fr.md"].partition("## Toutes les commandes")[2])}
    assert {name.split()[1] for name in COMMANDS if " " in name} - named == set()


def test_every_make_target_in_the_docs_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    shell = [line for text in TEXTS.values() for block in blocks(text, "sh") for line in block.splitlines()]
    named = {found[1] for line in shell if (found := re.match(r"make ([a-z]+)", line))}
    assert {"demo", "test"} <= named <= targets


# Configuration


def keys_of_schema() -> set[tuple[str, str]]:
    return {(heading, key) for heading, table, _ in configuration.Keys().tables() for key in table["properties"]}


def test_every_configuration_key_is_documented_and_every_documented_key_exists():
    documented, heading = set(), ""
    for line in REFERENCE["configuration"].partition("## Reserved tables")[0].splitlines():
        if line.startswith("## "):
            heading = line[3:].strip("`")
        elif found := re.match(r"\| `([a-z_]+)` \|", line):
            documented.add((heading, found[1]))
    assert documented == keys_of_schema()


def test_no_table_of_the_schema_is_left_out_of_the_reference():
    keys = configuration.Keys()
    with_keys = {name for name, definition in keys.definitions.items() if "properties" in definition}
    listed = [table for _, table, _ in keys.tables()]
    assert {name for name in with_keys if keys.definitions[name] not in listed} == set()


def test_every_key_has_an_example():
    keys = REFERENCE["configuration"].partition("## Reserved tables")[0]
    rows = [line for line in keys.splitlines() if re.match(r"\| `[a-z_]+` \|", line)]
    assert len(rows) == len(keys_of_schema())
    assert [row for row in rows if "Example: `" not in row] == []


def test_the_further_examples_load(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(f'[monitor]\ncontact = "mailto:a@b.fr"\n{configuration.MORE}', "utf-8")
    assert {target.probe for target in load(file, probes=PROBES, environ={}).targets} == set(PROBES)


def test_every_key_of_the_example_file_is_in_the_reference():
    example = tomllib.loads(configuration.everything_on(configuration.EXAMPLE.read_text("utf-8")))
    top = {key for name in ("monitor", "defaults") for key in example[name]}
    top |= {key for name in ("target", "receiver") for table in example[name] for key in table}
    assert top <= {key for _, key in keys_of_schema()}
    assert {key for heading, key in keys_of_schema() if heading in ("[monitor]", "[[target]]", "[[receiver]]")} <= top


@pytest.mark.parametrize(("page", "block"), ALL_TOML, ids=[f"{page}-{n}" for n, (page, _) in enumerate(ALL_TOML)])
def test_toml_in_the_docs_loads(page, block, tmp_path):
    monitor = "" if "[monitor]" in block else '[monitor]\ncontact = "mailto:observatory@your-organisation.org"\n'
    file = tmp_path / "config.toml"
    file.write_text(monitor + block, "utf-8")
    for named in re.findall(r'^roots = "(.+)"', block, re.MULTILINE):
        (tmp_path / named).parent.mkdir(exist_ok=True)
        (tmp_path / named).write_text("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n", "ascii")
    config = load(file, probes=PROBES, environ={"LAWYERS_URL": "json://localhost"})
    assert ("[[target]]" in block) == bool(config.targets)


# Tables, columns, sealed line


@pytest.fixture(scope="module")
def schema() -> dict[str, list[str]]:
    """Tables and views of a new store, with their columns, as SQLite tells them."""
    with data.fresh_database() as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        names = [row[0] for row in rows if not row[0].startswith("sqlite_")]
        return {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}


def test_every_table_and_column_is_documented_and_every_documented_one_exists(schema):
    documented: dict[str, list[str]] = {}
    for line in REFERENCE["data"].partition("## The sealed line")[0].splitlines():
        if found := re.match(r"### `(\w+)`", line):
            documented[found[1]] = []
        elif found := re.match(r"\| `(\w+)` \|", line):
            documented[list(documented)[-1]].append(found[1])
    ours = {name: columns for name, columns in schema.items() if not name.startswith("_sqlite")}
    assert documented == ours


def test_the_data_folder_page_lists_every_table_once(schema):
    listed = re.findall(r"^\| `(\w+)` \|", TEXTS["data/README.md"], re.MULTILINE)
    assert sorted(listed) == sorted(schema)


def keys_of_line() -> set[str]:
    line = sealed_line(a_look(), UUID(int=1), Standing(), vantage="x", context="0" * 64, simulated=True)
    values: dict[str, Any] = json.loads(line)
    return set(values) | {f"ex[].{key}" for key in values["ex"][0]}


def test_every_key_of_the_sealed_line_is_documented_and_every_documented_one_exists():
    documented = re.findall(
        r"^\| `([a-z0-9.\[\]]+)` \|", REFERENCE["data"].partition("## The sealed line")[2], re.MULTILINE
    )
    assert sorted(documented) == sorted(keys_of_line())


@pytest.mark.parametrize(("page", "block"), ALL_SQL, ids=[f"{page}-{n}" for n, (page, _) in enumerate(ALL_SQL)])
def test_sql_in_the_docs_runs(page, block):
    with data.fresh_database() as connection:
        connection.execute(block)


# Outcomes and reasons


def test_every_reason_is_documented_under_its_outcome():
    documented, outcome = {}, ""
    for line in REFERENCE["outcomes"].partition("## The reasons")[2].splitlines():
        if found := re.match(r"### `(\w+)`", line):
            outcome = found[1]
        elif found := re.match(r"\| `([a-z0-9-]+)` \|", line):
            documented[found[1]] = outcome
    assert documented == {str(reason): str(reason.outcome) for reason in Reason}


def test_every_outcome_has_its_public_words_in_the_french_guide():
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", TEXTS["docs/guide-fr.md"], re.MULTILINE)
    words = [SHORT["en"], SHORT["fr"]]
    assert [(en.strip(), fr.strip()) for en, fr in rows[2:]] == [
        tuple(w[outcome] for w in words) for outcome in Outcome
    ]


@pytest.mark.parametrize(
    ("word", "why"),
    [
        (r"bloqué", "says more than was seen"),
        (r"\bbugs?\b", "a cause that is not established"),
        (r"en panne|une panne", "a cause that is not established"),
        (r"disponible", "what was seen is that a slot was shown"),
        (r"aucun créneau depuis", "nothing is said of the time between looks"),
        (r"tentatives?\b", "an applicant's act"),
        (r"\bconstats?\b", "a bailiff's act"),
    ],
)
@pytest.mark.parametrize("page", ["docs/guide-fr.md", "docs/tutoriel.md"])
def test_french_pages_avoid_words_that_say_too_much(page, word, why):
    assert re.findall(word, TEXTS[page], re.IGNORECASE) == [], why


# Links


def anchors(text: str) -> set[str]:
    """The anchors that GitHub makes of headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_relative_link_resolves():
    broken = []
    for page, text in TEXTS.items():
        for link in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", text)):
            if re.match(r"https?:", link):
                continue
            path, _, anchor = link.partition("#")
            goal = (ROOT / page).parent / path if path else ROOT / page
            if not goal.exists() or (anchor and anchor not in anchors(goal.read_text("utf-8"))):
                broken.append(f"{page}: {link}")
    assert broken == []


def test_no_page_is_without_a_link_to_it():
    linked = {
        ((ROOT / page).parent / link.partition("#")[0]).resolve()
        for page, text in TEXTS.items()
        for link in re.findall(r"\]\(([^)\s]+)\)", text)
    }
    assert [str(page.relative_to(ROOT)) for page in PAGES if page not in linked | {ROOT / "README.md"}] == [
        "data/README.md"
    ]
